package stories

import (
	"testing"

	"mentorbot/core"
)

// inBoth makes Mia a mentee of the first programme, who has 72 hours to wait, and a mentor of a second one with 24 hours to answer, where Leo
// asks her. due is when that is in her words. The second stays the one she is in.
func (s *stage) inBoth(due string) {
	s.t.Helper()
	s.ready(mia, ada)
	created := s.submit(kim, s.clickView(kim, s.command(kim, "/mentor admin").View, "program_new").View, values{"name": value("Graduates")}).View
	s.closeAll(kim, s.clickView(kim, created, "program_start").View)
	form := s.settings(kim, "Graduates", "Requests")
	s.closeAll(kim, s.submit(kim, s.submit(kim, form, values{"response_hours": value("24")}).View, nil).View)
	s.asks(mia, words, ada)
	s.gets(ada, "Thu 4 Jun 2026")
	s.readAll(mia)
	s.switches(mia, "Graduates")
	program := s.programNamed(mia, "Graduates")
	_, err := s.box.App.Service.Join(s.in(), s.as(mia), core.Joining{Program: program, Mentor: true})
	s.must(err)
	_, err = s.box.App.Service.SaveMentor(s.in(), s.as(mia), core.MentorSettings{
		Program: program, Topics: []string{"First weeks"}, Languages: []string{"en"}, Capacity: 1,
	})
	s.must(err)
	s.settle()
	s.member(leo)
	s.switches(leo, "Graduates")
	s.asks(leo, words, mia)
	s.gets(mia, "Leo Marsh", due)
	s.readAll(leo)
}

func (s *stage) switches(user, program string) {
	s.t.Helper()
	s.closeAll(user, s.clickAbout(user, s.command(user, "/mentor programme").View, "program_switch", program).View)
}

func (s *stage) programNamed(user, name string) core.ProgramID {
	s.t.Helper()
	places, err := s.box.App.Service.Programs(s.in(), s.as(user))
	s.must(err)
	for _, p := range places {
		if p.Program.Name == name {
			return p.Program.ID
		}
	}
	s.t.Fatalf("%s sees no %s", user, name)
	return ""
}

func TestSomebodyIsAMenteeHereAndAMentorThere(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.inBoth("Tue 2 Jun 2026")
		s.says(s.openHome(mia).all(), "This page is about *Graduates*", "You as a mentor", "0 of 1 places taken", "Leo Marsh")
		s.saysNot(s.home(mia).all(), "1 of 1 asked")
		s.says(s.command(mia, "/mentor why").reply(), "Mentees can find you", "Graduates")

		s.switches(mia, "Mentoring programme")
		s.says(s.openHome(mia).all(), "This page is about *Mentoring programme*", "1 of 1 asked", "Ada Osei")
		s.saysNot(s.home(mia).all(), "You as a mentor\\nMentees can find you", "0 of 1 places taken")
		s.says(s.command(mia, "/mentor why").reply(), "Ada Osei")
		s.keeps("two_programmes_en", mia, leo, ada)
	})
}

func TestAFrenchMenteeHereIsAMentorThere(t *testing.T) {
	tell(t, french(mia), func(s *stage) {
		s.inBoth("mar. 2 juin 2026")
		s.says(s.openHome(mia).all(), "Cette page concerne le programme *Graduates*", "Leo Marsh")
		s.switches(mia, "Mentoring programme")
		s.says(s.openHome(mia).all(), "Cette page concerne le programme *Mentoring programme*", "Ada Osei")
		s.keeps("two_programmes_fr", mia)
	})
}
