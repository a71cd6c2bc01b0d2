package sample_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"mentorbot/cmd/internal/sample"
	"mentorbot/core"
	"mentorbot/slacksim"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// stage is a service on a real database, with a worker that only delivers invitations.
type stage struct {
	*testing.T
	db        *storage.DB
	service   *core.Service
	workspace core.WorkspaceID
	people    map[string]slacksim.User
	now       time.Time
}

func newStage(t *testing.T) *stage {
	t.Helper()
	s := &stage{T: t, db: storagetest.SQLite(t), people: map[string]slacksim.User{}}
	s.now = time.Date(2026, time.March, 5, 9, 0, 0, 0, time.UTC)
	s.service = core.New(s.db, core.ClockFunc(func() time.Time { return s.now }), core.IDFunc(func() string {
		return uuid.Must(uuid.NewV7()).String()
	}))
	w, err := s.service.EnsureWorkspace(t.Context(), core.Workspace{ChatTeamID: "T1", Name: sample.TeamName, Locale: "en"})
	if err != nil {
		t.Fatal(err)
	}
	s.workspace = w.ID
	return s
}

// play performs the sample programme.
func (s *stage) play() {
	s.Helper()
	o := load(s.T)
	for _, u := range o.Users() {
		s.people[u.ID] = u
	}
	host := sample.Host{Service: s.service, Workspace: s.workspace, Person: s.person, Settle: s.settle}
	if err := o.Play(s.Context(), host); err != nil {
		s.Fatal(err)
	}
}

// person does what the app does when it meets somebody: it asks Slack about them.
func (s *stage) person(ctx context.Context, userID string) (core.PersonID, error) {
	u := s.people[userID]
	p, err := s.service.SyncPerson(ctx, core.Call{Workspace: s.workspace}, core.ChatProfile{
		ChatUserID: u.ID, Name: u.RealName, Email: u.Email, Title: u.Title, Locale: u.Locale, TimeZone: u.TZ,
		PictureURL: "https://chat.example/" + u.ID, OwnPicture: true, Admin: u.IsAdmin, Deactivated: u.Deleted,
	})
	return p.ID, err
}

// settle carries out all jobs: invitations are delivered at once, what else people would be told is dropped.
func (s *stage) settle(ctx context.Context) error {
	handlers := s.service.Handlers()
	for {
		job, ok, err := s.db.Claim(ctx, s.now, time.Minute)
		if err != nil || !ok {
			return err
		}
		if handle := handlers[job.Kind]; handle != nil {
			err = handle(ctx, job)
		} else if job.Task.Notice == core.NoticeInvitation {
			err = s.service.Delivered(ctx, job.Workspace, job.Task.Invitation, s.now)
		}
		if err = errors.Join(err, s.db.Finish(ctx, job.ID, s.now)); err != nil {
			return fmt.Errorf("job %s: %w", job.Kind, err)
		}
	}
}

func (s *stage) as(userID string) core.Call {
	s.Helper()
	p, err := s.service.PersonByChatUser(s.Context(), s.workspace, userID)
	if err != nil {
		s.Fatalf("%s: %v", userID, err)
	}
	return core.Call{Workspace: s.workspace, Actor: p.ID}
}

func (s *stage) dashboard(userID string) core.Dashboard {
	s.Helper()
	d, err := s.service.Dashboard(s.Context(), s.as(userID))
	if err != nil {
		s.Fatalf("%s: %v", userID, err)
	}
	return d
}

// find gives the user ids of the first page, best first.
func (s *stage) find(userID string, c core.Criteria) []string {
	s.Helper()
	results, err := s.service.Find(s.Context(), s.as(userID), c)
	if err != nil {
		s.Fatal(err)
	}
	return userIDs(results.Mentors)
}

func userIDs(mentors []core.MentorCard) []string {
	var ids []string
	for _, m := range mentors {
		ids = append(ids, m.Person.ChatUserID)
	}
	return ids
}

func TestTheProgrammeRunsWhenAVisitorComes(t *testing.T) {
	s := newStage(t)
	s.play()

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
		t.Errorf("requests that wait (-want +got):\n%s", diff)
	}
	pairs := map[string][]string{
		"UBIKASH": {"UAARAV"}, "UAMARA": {"UKWAME"}, "UPRIYA": {"UYUKI"}, "UGENEVIEVE": {"UCAMILLE"},
		"UAARAV": {"UBIKASH"}, "UKWAME": {"UAMARA"}, "UYUKI": {"UPRIYA"}, "UCAMILLE": {"UGENEVIEVE"},
	}
	if diff := cmp.Diff(pairs, partners); diff != "" {
		t.Errorf("pairs (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[string]int{"UAARAV": 1, "UBIKASH": 1, "UAMARA": 1, "UKWAME": 1}, sessions); diff != "" {
		t.Errorf("sessions (-want +got):\n%s", diff)
	}
}

func TestEveryInvitationThatWaitsWasDelivered(t *testing.T) {
	s := newStage(t)
	s.play()
	for _, id := range []string{"UAMARA", "UCLAIRE", "ULACHLAN"} {
		for _, inv := range s.dashboard(id).ToAnswer {
			if want := s.now.Add(72 * time.Hour); !inv.Invitation.ExpiresAt.Equal(want) {
				t.Errorf("%s has until %s, want %s", id, inv.Invitation.ExpiresAt, want)
			}
		}
	}
}

func TestBothAdminsSeeWhoHasNobodyLeftToAsk(t *testing.T) {
	s := newStage(t)
	s.play()
	for _, admin := range []string{"UNADIA", "UOSCAR"} {
		var about []string
		for _, item := range s.dashboard(admin).Attention {
			about = append(about, item.Person.Person.ChatUserID)
		}
		if diff := cmp.Diff([]string{"UBEATRIZ"}, about); diff != "" {
			t.Errorf("%s (-want +got):\n%s", admin, diff)
		}
	}
}

func TestChoicesStandAtDifferentStages(t *testing.T) {
	s := newStage(t)
	s.play()
	for id, want := range map[string]core.ChoiceListState{
		"UOLIVIA": core.ChoicesDraft, "UJONAS": core.ChoicesRunning, "UMEHDI": core.ChoicesRunning, "UBEATRIZ": core.ChoicesExhausted,
	} {
		choices := s.dashboard(id).Choices
		if choices == nil || choices.List.State != want {
			t.Errorf("%s: choices %+v, want %s", id, choices, want)
		}
	}
	if choices := s.dashboard("USOFIA").Choices; choices != nil {
		t.Errorf("USOFIA has choices already: %+v", choices.List)
	}
}

func TestNewcomersStartWithWhatHRKnows(t *testing.T) {
	s := newStage(t)
	s.play()
	facts, err := s.service.ProfileFacts(t.Context(), s.as("UAMINA"))
	if err != nil {
		t.Fatal(err)
	}
	p := facts.Profile
	got := []string{p.Name, p.Headline, p.Unit, p.DutyStation, p.Gender, p.PracticeAreas[0], p.JobFunctions[0], p.Languages[0]}
	want := []string{"Amina Yusuf", "Climate Policy Analyst", "Policy and Advocacy", "London", "female", "climate", "policy", "en"}
	if diff := cmp.Diff(want, got); diff != "" || !facts.New {
		t.Errorf("prefilled profile (-want +got), new %v:\n%s", facts.New, diff)
	}
}

func TestHRFactsAreFromTheVocabulary(t *testing.T) {
	s := newStage(t)
	s.play()
	vocabularies := map[core.FactKey][]string{
		core.FactGender: core.Genders(), core.FactPracticeArea: core.PracticeAreas(), core.FactJobFunction: core.JobFunctions(),
		core.FactUnit: nil, core.FactDutyStation: nil, core.FactJobTitle: nil, core.FactManager: nil,
	}
	err := s.db.Read(t.Context(), s.workspace, func(tx core.Tx) error {
		for id := range s.people {
			person, err := tx.People().ByChatUser(t.Context(), id)
			if err != nil {
				return err
			}
			facts, err := tx.People().Facts(t.Context(), person.ID)
			if err != nil {
				return err
			}
			for _, f := range facts {
				words, known := vocabularies[f.Key]
				if !known || f.Value == "" || words != nil && !slices.Contains(words, f.Value) {
					t.Errorf("%s: fact %s is %q", id, f.Key, f.Value)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestMentorsHaveDifferentStatuses(t *testing.T) {
	s := newStage(t)
	s.play()
	got := map[core.MentorStatus]int{}
	results, err := s.service.Find(t.Context(), s.as("UAMINA"), core.Criteria{})
	for page := 1; err == nil; page++ {
		for _, m := range results.Mentors {
			got[m.Status]++
		}
		if page == results.Pages {
			break
		}
		results, err = s.service.FindPage(t.Context(), s.as("UAMINA"), page)
	}
	if err != nil {
		t.Fatal(err)
	}
	want := map[core.MentorStatus]int{core.MentorFree: 12, core.MentorFull: 1, core.MentorUnavailable: 2}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("statuses (-want +got):\n%s", diff)
	}
	why, err := s.service.Why(t.Context(), s.as("UTOM"))
	if err != nil || len(why) != 1 || why[0].Key != core.WhyMentorIncomplete || !slices.Contains(why[0].Missing, core.ItemSummary) {
		t.Errorf("UTOM is told %+v, %v; want that the summary is missing", why, err)
	}
}

func TestSearchFindsSensiblePeople(t *testing.T) {
	s := newStage(t)
	s.play()
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
			t.Errorf("%s: found %v, want %v first", name, got, want.mentors)
			continue
		}
		first := slices.Sorted(slices.Values(got[:len(want.mentors)]))
		if diff := cmp.Diff(slices.Sorted(slices.Values(want.mentors)), first); diff != "" {
			t.Errorf("%s: first ones (-want +got):\n%s", name, diff)
		}
	}
}

func TestASecondPerformanceChangesNothing(t *testing.T) {
	s := newStage(t)
	s.play()
	before := s.dashboard("UAMARA")
	s.now = s.now.Add(time.Hour)
	s.play()
	after := s.dashboard("UAMARA")
	before.Now = after.Now
	if diff := cmp.Diff(before.ToAnswer[0].Invitation, after.ToAnswer[0].Invitation); diff != "" {
		t.Errorf("request that waits:\n%s", diff)
	}
	if diff := cmp.Diff(before.Viewer.Profile, after.Viewer.Profile); diff != "" {
		t.Errorf("profile:\n%s", diff)
	}
}
