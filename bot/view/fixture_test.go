package view_test

import (
	"testing"
	"time"

	"mentorbot/bot/view"
	"mentorbot/core"
	"mentorbot/core/matching"
	"mentorbot/i18n"
)

// now is the instant all screens of the tests are drawn at: a Monday in winter.
var now = time.Date(2026, 2, 2, 9, 0, 0, 0, time.UTC)

func catalogue(t *testing.T) *i18n.Catalogue {
	t.Helper()
	c, err := i18n.New()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if missing := c.Missing(); len(missing) > 0 {
			t.Errorf("texts that could not be written: %v", missing)
		}
	})
	return c
}

// paris draws for a reader in Paris.
func paris(t *testing.T, c *i18n.Catalogue, locale string) view.For {
	t.Helper()
	f := view.ForPerson(c, core.Person{ChatLocale: locale, TimeZone: "Europe/Paris"}, now)
	f.Install = "https://mentorbot.example/slack/install"
	f.Team = "T0SAMPLE"
	return f
}

func amara() core.Card {
	return core.Card{
		Person: core.Person{
			ID: "amara", ChatUserID: "U0AMARA", Name: "Amara Diallo", TimeZone: "Europe/Paris", ChatLocale: "en",
			PictureURL: "https://pictures.example.org/amara.png", Title: "Junior analyst",
		},
		Profile: core.Profile{
			Person: "amara", Name: "Amara Diallo", DutyStation: "Geneva", Languages: []string{"en", "fr"}, Headline: "Data analyst",
			Unit: "Field statistics", PracticeAreas: []string{"data_ai", "public_service"}, JobFunctions: []string{"analysis"},
			LinkedInURL: "https://www.linkedin.com/in/amara-sample", Summary: "I count things that matter.\nI like maps.",
			Skills: []string{"R", "survey design"}, Wishes: []string{"machine learning", "public speaking"},
			MeetingModes: []string{"online", "in_person"}, MeetingCity: "Geneva", Gender: "female", GenderPublic: true,
			Phone: "+41 00 000 00 00",
		},
	}
}

func kenji() core.Card {
	return core.Card{
		Person: core.Person{
			ID: "kenji", ChatUserID: "U0KENJI", Name: "Kenji Sato", TimeZone: "Asia/Tokyo", ChatLocale: "en",
			PictureURL: "https://pictures.example.org/kenji.png",
		},
		Profile: core.Profile{
			Person: "kenji", Name: "Kenji Sato", DutyStation: "Tokyo", Languages: []string{"ja", "en"}, Headline: "Head of data science",
			Unit: "Research", PracticeAreas: []string{"data_ai"}, JobFunctions: []string{"research_science"},
			Summary: "Twenty years of models, most of them wrong, some useful.", Skills: []string{"machine learning", "statistics"},
			MeetingModes: []string{"online"}, Phone: "+81 00 0000 0000",
		},
	}
}

func lucia() core.Card {
	return core.Card{
		Person:  core.Person{ID: "lucia", Name: "Lucía Fernández", TimeZone: "America/Bogota", Title: "Programme manager"},
		Profile: core.Profile{Person: "lucia", Languages: []string{"es", "en"}, DutyStation: "Bogotá"},
	}
}

func program() core.Program {
	return core.Program{ID: "programme", Name: "Growing together", State: core.ProgramOpen, Policy: core.DefaultPolicy()}
}

func fit() matching.Score {
	return matching.Compare(
		matching.Side{
			matching.Topics: {"machine learning", "public speaking"}, matching.Languages: {"en", "fr"},
			matching.PracticeArea: {"data_ai"}, matching.JobFunction: {"analysis"}, matching.Meeting: {"online"},
		},
		matching.Side{
			matching.Topics: {"machine learning", "statistics"}, matching.Languages: {"ja", "en"},
			matching.PracticeArea: {"data_ai"}, matching.JobFunction: {"research_science"}, matching.Meeting: {"online"},
		}, matching.DefaultCriteria())
}

func mentorCard(c core.Card, status core.MentorStatus) core.MentorCard {
	return core.MentorCard{
		Card: c, Status: status, Load: 1, Score: fit(),
		Participant: core.Participant{Person: c.Person.ID, Mentor: true, Topics: []string{"machine learning", "statistics"}, Capacity: 2},
	}
}

func invitation(state core.InvitationState) core.Invitation {
	i := core.Invitation{
		ID: "invitation", Program: "programme", List: "list", Mentee: "amara", Mentor: "kenji", Rank: 1, State: state, CreatedAt: now,
	}
	if state != core.InvitationQueued {
		i.DeliveredAt, i.ExpiresAt = now, now.Add(72*time.Hour)
	}
	if !i.Live() {
		i.ClosedAt = now.Add(5 * time.Hour)
	}
	switch state {
	case core.InvitationDeclined:
		i.Reason, i.ReasonText = core.DeclineNoTime, "Try Lucía, she is *great* at this."
	case core.InvitationSkipped:
		i.SkipReason = core.SkipFull
	}
	return i
}

const words = "I would like to learn how models go wrong.\nAn hour a month would be wonderful."

func list(state core.ChoiceListState) core.ChoiceList {
	return core.ChoiceList{
		ID: "list", Program: "programme", Mentee: "amara", State: state, Mentors: []core.PersonID{"kenji", "lucia"}, Message: words,
	}
}

func asked(state core.InvitationState) core.InvitationFacts {
	return core.InvitationFacts{
		Program: program(), Invitation: invitation(state), List: list(core.ChoicesRunning), Mentor: kenji(), Mentee: amara(), Score: fit(),
	}
}

// askedSecond is the second mentor asked, after the first ended in a state.
func askedSecond(previous core.InvitationState) core.InvitationFacts {
	x := asked(core.InvitationSent)
	x.Invitation.Rank, x.Mentor = 2, lucia()
	first := invitation(previous)
	x.Previous, x.PreviousMentor = &first, kenji()
	return x
}

func choices(state core.ChoiceListState, asked ...core.Invitation) core.ChoiceFacts {
	c := core.ChoiceFacts{
		Program: program(), Mentee: amara(), List: list(state), Invitations: map[core.PersonID]core.Invitation{},
		Mentors: []core.MentorCard{mentorCard(kenji(), core.MentorFree), mentorCard(lucia(), core.MentorFull)},
	}
	for _, i := range asked {
		c.Invitations[i.Mentor] = i
		c.Asked++
		if i.Live() {
			c.Live = &i
		}
	}
	return c
}

func session() core.Session {
	return core.Session{
		ID: "session", Mentorship: "mentorship", Program: "programme", Number: 1, Kind: core.SessionIntroduction,
		Agenda: "Getting to know each other\nWhat we expect", Place: "Room 4", Link: "https://video.example.org/room?a=1&b=2",
		StartsAt: now.Add(28 * time.Hour), Minutes: 45, Zone: "Europe/Paris", State: core.SessionBooked, BookedBy: "amara",
	}
}

func sessionFacts(change func(*core.SessionFacts)) core.SessionFacts {
	s := core.SessionFacts{
		Program: program(), Mentorship: mentorship(core.RoleMentee).Mentorship, Session: session(), Viewer: amara(), Other: kenji(),
		By: amara().Person, Lead: 15,
	}
	if change != nil {
		change(&s)
	}
	return s
}

func cancelled(s *core.SessionFacts) {
	s.Session.State, s.Session.Reason, s.Session.Late = core.SessionCancelled, "I have to travel.", true
	s.By = kenji().Person
}

func over(s *core.SessionFacts) { s.Session.StartsAt = now.Add(-24 * time.Hour) }

// answer makes a session one that is over, with what the viewer and then the other one said about it.
func answer(said ...core.CheckIn) func(*core.SessionFacts) {
	return func(s *core.SessionFacts) {
		over(s)
		s.ViewerIs, s.Said = core.RoleMentee, said[0]
		if len(said) > 1 {
			s.OtherSaid = said[1]
		}
		s.Session.HeldMinutes = min(s.Said.Minutes, s.OtherSaid.Minutes)
		if s.OtherSaid.Outcome != "" && s.OtherSaid.Outcome != s.Said.Outcome {
			s.Session.State = core.SessionDisputed
		}
	}
}

func metFor(minutes int) core.CheckIn {
	return core.CheckIn{Outcome: core.OutcomeMet, Minutes: minutes}
}

// said is what the other one answered to a session the viewer booked, saidOwn what the viewer answered to one the other booked.
func said(a core.Attendance) func(*core.SessionFacts) {
	return func(s *core.SessionFacts) { s.Mine.Attendance, s.Theirs.Attendance = core.AttendanceYes, a }
}

func saidOwn(a core.Attendance) func(*core.SessionFacts) {
	return func(s *core.SessionFacts) {
		s.By, s.Session.MovedFrom = kenji().Person, s.Session.StartsAt.Add(-24*time.Hour)
		s.Mine.Attendance, s.Theirs.Attendance = a, core.AttendanceYes
	}
}

func proposing(s *core.SessionFacts) {
	said(core.AttendanceMaybe)(s)
	s.Theirs.Proposed, s.Theirs.Minutes = s.Session.StartsAt.Add(25*time.Hour), 60
}

func mentorship(viewer core.Role) core.MentorshipFacts {
	m := core.MentorshipFacts{
		Program: program(), Viewer: amara(), Other: kenji(), ViewerIs: viewer, NextNumber: 1,
		NextPlanned: core.PlannedSession{Kind: core.SessionIntroduction, Minutes: 45},
		Mentorship: core.Mentorship{
			ID: "mentorship", Program: "programme", Mentor: "kenji", Mentee: "amara", State: core.MentorshipActive, Conversation: "C0PAIR",
		},
	}
	if viewer == core.RoleMentor {
		m.Viewer, m.Other = m.Other, m.Viewer
	}
	return m
}

func profile(isNew bool) core.ProfileFacts {
	a := amara()
	return core.ProfileFacts{
		Person: a.Person, Profile: a.Profile, New: isNew,
		Completeness: core.Completeness{Percent: 86, Missing: []core.ProfileItem{core.ItemPicture, core.ItemLinkedIn}},
	}
}

func participant(change func(*core.ParticipantFacts)) core.ParticipantFacts {
	p := core.ParticipantFacts{
		Program: program(), Load: 1,
		Participant: core.Participant{Program: "programme", Person: "kenji", Mentor: true, Topics: []string{"machine learning"}, Capacity: 2},
	}
	if change != nil {
		change(&p)
	}
	return p
}

func dashboard(change func(*core.Dashboard)) core.Dashboard {
	d := core.Dashboard{
		Now: now, Workspace: core.Workspace{Name: "Sample & Sons"}, Viewer: amara(), HasProfile: true, Program: program(),
		Completeness: core.Completeness{Percent: 100},
	}
	taking := place(core.ParticipantActive, nil)
	d.Place = &taking
	if change != nil {
		change(&d)
	}
	return d
}
