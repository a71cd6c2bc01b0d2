package stories

import (
	"context"
	"time"

	"mentorbot/core"
)

// The helpers here bring people to where a story begins, past what other stories tell by clicking. They use the service itself.

// in is a context for work on the service.
func (s *stage) in() context.Context {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	s.t.Cleanup(cancel)
	return ctx
}

// as is a call by one of the people.
func (s *stage) as(user string) core.Call {
	s.t.Helper()
	return core.Call{Workspace: s.box.App.Workspace.ID, Actor: s.id(user), RequestID: "story"}
}

func (s *stage) id(user string) core.PersonID {
	s.t.Helper()
	person, err := s.box.App.Person(s.in(), user)
	s.must(err)
	return person.ID
}

func (s *stage) must(err error) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
}

// settle waits until everything decided on so far is delivered.
func (s *stage) settle() {
	s.t.Helper()
	s.must(s.box.Settle(s.in()))
}

// ready makes a mentee with a profile, and mentors with room for one who offer what the mentee wants to learn.
func (s *stage) ready(mentee string, mentors ...string) {
	s.t.Helper()
	s.member(mentee)
	for _, m := range mentors {
		s.mentor(m, nil)
	}
}

// member gives somebody a complete profile.
func (s *stage) member(user string) {
	s.t.Helper()
	call := s.as(user)
	person, err := s.box.App.Service.Person(s.in(), call.Workspace, call.Actor)
	s.must(err)
	_, err = s.box.App.Service.SaveBasics(s.in(), call, core.Basics{
		Name: person.Name, TimeZone: person.TimeZone, DutyStation: "Geneva", Languages: []string{"en", "fr"},
		Gender: "female", Phone: "+41 22 555 01 02",
	})
	s.must(err)
	_, err = s.box.App.Service.SaveWork(s.in(), call, core.Work{
		Headline: person.Title, Unit: "Water", PracticeAreas: []string{"climate"}, JobFunctions: []string{"engineering"},
	})
	s.must(err)
	_, err = s.box.App.Service.SaveSkills(s.in(), call, core.Skills{
		Summary: "I build wells and pumps.", Skills: []string{"Hydraulics"}, Wishes: []string{"Leadership", "Public speaking"},
		MeetingModes: []string{"online"},
	})
	s.must(err)
}

// mentor makes somebody a mentor of leadership and public speaking with room for one; change may say otherwise.
func (s *stage) mentor(user string, change func(*core.MentorSettings)) {
	s.t.Helper()
	s.member(user)
	settings := core.MentorSettings{Topics: []string{"Leadership", "Public speaking"}, Languages: []string{"en", "fr"}, Capacity: 1}
	if change != nil {
		change(&settings)
	}
	_, err := s.box.App.Service.SaveMentor(s.in(), s.as(user), settings)
	s.must(err)
	s.settle()
}

// asks sends a mentee's request to mentors in order.
func (s *stage) asks(mentee, words string, mentors ...string) {
	s.t.Helper()
	in := core.Submission{Message: words}
	for _, m := range mentors {
		in.Mentors = append(in.Mentors, s.id(m))
	}
	_, err := s.box.App.Service.SubmitChoices(s.in(), s.as(mentee), in)
	s.must(err)
	s.settle()
}

// pair makes a mentorship and deals with all the messages about it.
func (s *stage) pair(mentee, mentor string) {
	s.t.Helper()
	s.asks(mentee, "Would you?", mentor)
	requests, err := s.box.App.Service.Requests(s.in(), s.as(mentor))
	s.must(err)
	for _, r := range requests.ToAnswer {
		if r.Mentee.Person.ID == s.id(mentee) {
			_, err = s.box.App.Service.Accept(s.in(), s.as(mentor), r.Invitation.ID)
			s.must(err)
		}
	}
	s.settle()
	s.readAll(mentee)
	s.readAll(mentor)
}

// mentorships are those somebody has now.
func (s *stage) mentorships(user string) []core.MentorshipFacts {
	s.t.Helper()
	agenda, err := s.box.App.Service.Agenda(s.in(), s.as(user))
	s.must(err)
	return agenda.Mentorships
}
