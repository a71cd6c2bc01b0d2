package sample_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mentorbot/core"
)

// TestTheSampleProgramme plays it once and looks at it from many sides; only the last look changes anything.
func TestTheSampleProgramme(t *testing.T) {
	s := newStage(t)
	s.play()
	for _, promise := range []struct {
		says  string
		holds func(*stage)
	}{
		{"requests wait, pairs exist, sessions are booked", requestsPairsAndSessionsAreThere},
		{"every invitation that waits was delivered", everyInvitationThatWaitsWasDelivered},
		{"both admins see who has nobody left to ask", bothAdminsSeeWhoHasNobodyLeftToAsk},
		{"choices stand at different stages", choicesStandAtDifferentStages},
		{"newcomers start with what HR knows", newcomersStartWithWhatHRKnows},
		{"HR facts are from the vocabulary", factsAreFromTheVocabulary},
		{"mentors have different statuses", mentorsHaveDifferentStatuses},
		{"search finds sensible people", searchFindsSensiblePeople},
		{"the second programme is alive", theSecondProgrammeIsAlive},
		{"some people have different roles in both", somePeopleHaveDifferentRolesInBoth},
		{"a second performance changes nothing", secondPerformanceChangesNothing},
	} {
		t.Run(promise.says, func(t *testing.T) {
			here := *s
			here.T = t
			promise.holds(&here)
		})
	}
}

func requestsPairsAndSessionsAreThere(s *stage) {
	waiting := map[string][]string{}
	partners := map[string][]string{}
	sessions := map[string]int{}
	for id := range s.people {
		if s.people[id].Deleted {
			continue
		}
		d := s.dashboard(id)
		for _, inv := range d.ToAnswer {
			waiting[id] = append(waiting[id], inv.Mentee.Person.ChatUserID)
		}
		for _, m := range d.Mentorships {
			partners[id] = append(partners[id], m.Other.Person.ChatUserID)
		}
		if n := len(d.Sessions); n > 0 {
			sessions[id] = n
		}
	}
	if diff := cmp.Diff(map[string][]string{"UAMARA": {"UJONAS"}, "UCLAIRE": {"UAICHA"}, "ULACHLAN": {"UMEHDI"}}, waiting); diff != "" {
		s.Errorf("requests that wait (-want +got):\n%s", diff)
	}
	pairs := map[string][]string{
		"UBIKASH": {"UAARAV"}, "UAMARA": {"UKWAME"}, "UPRIYA": {"UYUKI"}, "UGENEVIEVE": {"UCAMILLE"},
		"UAARAV": {"UBIKASH"}, "UKWAME": {"UAMARA"}, "UYUKI": {"UPRIYA"}, "UCAMILLE": {"UGENEVIEVE"},
	}
	if diff := cmp.Diff(pairs, partners); diff != "" {
		s.Errorf("pairs (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[string]int{"UAARAV": 1, "UBIKASH": 1, "UAMARA": 1, "UKWAME": 1}, sessions); diff != "" {
		s.Errorf("sessions (-want +got):\n%s", diff)
	}
}

func everyInvitationThatWaitsWasDelivered(s *stage) {
	for _, id := range []string{"UAMARA", "UCLAIRE", "ULACHLAN"} {
		for _, inv := range s.dashboard(id).ToAnswer {
			if want := s.now.Add(72 * time.Hour); !inv.Invitation.ExpiresAt.Equal(want) {
				s.Errorf("%s has until %s, want %s", id, inv.Invitation.ExpiresAt, want)
			}
		}
	}
}

func bothAdminsSeeWhoHasNobodyLeftToAsk(s *stage) {
	for _, admin := range []string{"UNADIA", "UOSCAR"} {
		var about []string
		for _, item := range s.dashboard(admin).Attention {
			about = append(about, item.Person.Person.ChatUserID)
		}
		if diff := cmp.Diff([]string{"UBEATRIZ"}, about); diff != "" {
			s.Errorf("%s (-want +got):\n%s", admin, diff)
		}
	}
}

func choicesStandAtDifferentStages(s *stage) {
	for id, want := range map[string]core.ChoiceListState{
		"UOLIVIA": core.ChoicesDraft, "UJONAS": core.ChoicesRunning, "UMEHDI": core.ChoicesRunning, "UBEATRIZ": core.ChoicesExhausted,
	} {
		choices := s.dashboard(id).Choices
		if choices == nil || choices.List.State != want {
			s.Errorf("%s: choices %+v, want %s", id, choices, want)
		}
	}
	if choices := s.dashboard("USOFIA").Choices; choices != nil {
		s.Errorf("USOFIA has choices already: %+v", choices.List)
	}
}

func newcomersStartWithWhatHRKnows(s *stage) {
	facts, err := s.service.ProfileFacts(s.Context(), s.as("UAMINA"))
	if err != nil {
		s.Fatal(err)
	}
	p := facts.Profile
	got := []string{p.Name, p.Headline, p.Unit, p.DutyStation, p.Gender, p.PracticeAreas[0], p.JobFunctions[0], p.Languages[0]}
	want := []string{"Amina Yusuf", "Climate Policy Analyst", "Policy and Advocacy", "London", "female", "climate", "policy", "en"}
	if diff := cmp.Diff(want, got); diff != "" || !facts.New {
		s.Errorf("prefilled profile (-want +got), new %v:\n%s", facts.New, diff)
	}
}

func factsAreFromTheVocabulary(s *stage) {
	vocabularies := map[core.FactKey][]string{
		core.FactGender: core.Genders(), core.FactPracticeArea: core.PracticeAreas(), core.FactJobFunction: core.JobFunctions(),
		core.FactUnit: nil, core.FactDutyStation: nil, core.FactJobTitle: nil, core.FactManager: nil,
	}
	err := s.db.Read(s.Context(), s.workspace, func(tx core.Tx) error {
		for id := range s.people {
			person, err := tx.People().ByChatUser(s.Context(), id)
			if err != nil {
				return err
			}
			facts, err := tx.People().Facts(s.Context(), person.ID)
			if err != nil {
				return err
			}
			for _, f := range facts {
				words, known := vocabularies[f.Key]
				if !known || f.Value == "" || words != nil && !slices.Contains(words, f.Value) {
					s.Errorf("%s: fact %s is %q", id, f.Key, f.Value)
				}
			}
		}
		return nil
	})
	if err != nil {
		s.Fatal(err)
	}
}

func mentorsHaveDifferentStatuses(s *stage) {
	got := map[core.MentorStatus]int{}
	results, err := s.service.Find(s.Context(), s.as("UAMINA"), core.Criteria{})
	for page := 1; err == nil; page++ {
		for _, m := range results.Mentors {
			got[m.Status]++
		}
		if page == results.Pages {
			break
		}
		results, err = s.service.FindPage(s.Context(), s.as("UAMINA"), core.SearchPage{Page: page})
	}
	if err != nil {
		s.Fatal(err)
	}
	want := map[core.MentorStatus]int{core.MentorFree: 12, core.MentorFull: 1, core.MentorUnavailable: 2}
	if diff := cmp.Diff(want, got); diff != "" {
		s.Errorf("statuses (-want +got):\n%s", diff)
	}
	why, err := s.service.Why(s.Context(), s.as("UTOM"))
	if err != nil || len(why) != 1 || why[0].Key != core.WhyMentorIncomplete {
		s.Fatalf("UTOM is told %+v, %v; want what is missing", why, err)
	}
	if diff := cmp.Diff([]core.ProfileItem{core.ItemPicture, core.ItemSummary}, why[0].Missing); diff != "" {
		s.Errorf("what UTOM's profile lacks (-want +got):\n%s", diff)
	}
}

func searchFindsSensiblePeople(s *stage) {
	for name, want := range map[string]struct {
		criteria core.Criteria
		mentors  []string // the first ones, in any order
	}{
		"public speaking": {core.Criteria{Topics: []string{"public speaking"}}, []string{"UELENI", "UCLAIRE", "UINGRID", "UMARIA"}},
		"public speaking near Geneva in French": {
			core.Criteria{Topics: []string{"Public speaking"}, Languages: []string{"fr"}, DutyStation: "geneva"}, []string{"UELENI"},
		},
		"a French word with its accents left out": {
			core.Criteria{Topics: []string{"encadrement d'equipe"}}, []string{"UCLAIRE", "UGENEVIEVE"},
		},
		"climate engineering":       {core.Criteria{PracticeArea: []string{"climate"}, JobFunction: []string{"engineering"}}, []string{"UBIKASH"}},
		"somebody to meet in Dakar": {core.Criteria{Meeting: []string{"Dakar"}}, []string{"UFATOU"}},
		"a woman in data":           {core.Criteria{PracticeArea: []string{"data_ai"}, Gender: "female"}, []string{"UMAYA", "UPRIYA"}},
		"C++ is not C#":             {core.Criteria{Topics: []string{"C++"}}, []string{"UMAYA"}},
		"free words":                {core.Criteria{Text: "radio journalist"}, []string{"UELENI"}},
	} {
		got := s.find("USOFIA", want.criteria)
		if len(got) < len(want.mentors) {
			s.Errorf("%s: found %v, want %v first", name, got, want.mentors)
			continue
		}
		first := slices.Sorted(slices.Values(got[:len(want.mentors)]))
		if diff := cmp.Diff(slices.Sorted(slices.Values(want.mentors)), first); diff != "" {
			s.Errorf("%s: first ones (-want +got):\n%s", name, diff)
		}
	}
}

func secondPerformanceChangesNothing(s *stage) {
	before := s.dashboard("UAMARA")
	*s.now = s.now.Add(time.Hour)
	s.play()
	after := s.dashboard("UAMARA")
	before.Now = after.Now
	if diff := cmp.Diff(before.ToAnswer[0].Invitation, after.ToAnswer[0].Invitation); diff != "" {
		s.Errorf("request that waits:\n%s", diff)
	}
	if diff := cmp.Diff(before.Viewer.Profile, after.Viewer.Profile); diff != "" {
		s.Errorf("profile:\n%s", diff)
	}
}
