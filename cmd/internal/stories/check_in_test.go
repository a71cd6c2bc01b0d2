package stories

import (
	"strings"
	"testing"
	"time"

	"mentorbot/core"
)

// met brings a pair to the end of a session, where both are asked how it went.
func (s *stage) met(mentee, mentor string) (ofMentee, ofMentor message) {
	s.t.Helper()
	s.ready(mentee, mentor)
	s.pair(mentee, mentor)
	_, err := s.box.App.Service.BookSession(s.in(), s.as(mentee), s.mentorships(mentee)[0].Mentorship.ID,
		core.Booking{Date: "2026-06-02", Time: "15:00", Minutes: 45})
	s.must(err)
	s.settle()
	s.advance(36 * hour)
	for _, user := range []string{mentee, mentor} {
		for _, m := range s.unread(user) {
			s.dealtWith(user, m)
		}
	}
	asked := func(user string) message {
		for _, m := range s.messages(user) {
			if strings.Contains(m.all(), "session_met") {
				return m
			}
		}
		s.t.Fatalf("%s was not asked how it went", user)
		return message{}
	}
	return asked(mentee), asked(mentor)
}

func TestOneTapSaysHowASessionWent(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		mine, theirs := s.met(mia, ada)
		s.says(mine.all(), "How did it go with Ada Osei?", "We met", "We moved it", "Something else")
		s.says(s.openHome(mia).all(), "is over. How did it go?", "waits for word how it went")

		s.clickMessage(mia, mine, "session_met")
		s.says(s.again(mia, mine).all(), "we met for 45 minutes", "How useful was it for you?", "Book the next session")
		s.saysNot(s.again(ada, theirs).all(), "You said", "Wanjiru says") // who answers for herself does not read another’s answer first
		s.says(s.home(mia).all(), "1 session held so far (45 minutes)")

		s.clickMessage(mia, s.again(mia, mine), "pulse_very")
		s.says(s.again(mia, mine).all(), "Your answer: Very useful")
		s.clickMessage(ada, s.again(ada, theirs), "session_met")
		s.says(s.again(ada, theirs).all(), "says the same")
		s.says(s.again(mia, mine).all(), "Ada Osei says the same")
		s.saysNot(s.again(ada, theirs).all(), "Your answer: Very useful")
		s.nobodyHears(mia, ada)

		// The next one is a click away, and with it booked nobody is led there again.
		form := s.clickMessage(ada, s.again(ada, theirs), "session_book").View
		s.submit(ada, form, on("2026-06-20", "15:00"))
		s.gets(mia, "booked")
		s.gets(ada, "booked")
	})
}

func TestAnswersThatDifferGoToTheAdmins(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		mine, theirs := s.met(mia, ada)
		form := s.clickMessage(mia, mine, "check_in_open").View
		s.says(form.all(), "Ada did not come", "I did not come", "Neither of us came")
		if out := s.submit(mia, form, values{"minutes": value("45")}); len(out.Errors) == 0 {
			s.t.Error("a form without an answer was taken")
		}
		s.submit(mia, form, values{"outcome": value("mentor_absent"), "minutes": value("45")})
		s.says(s.again(mia, mine).all(), "You said: Ada Osei did not come")

		s.clickMessage(ada, s.again(ada, theirs), "session_met")
		s.says(s.again(ada, theirs).all(), "Mia Wanjiru says: you did not come", "Your answers differ")
		s.says(s.again(mia, mine).all(), "Ada Osei says: we met for 45 minutes", "Your answers differ")
		s.says(s.openHome(kim).all(), "say different things about their session", "did not come", "we met for 45 minutes")

		correct := s.clickMessage(mia, s.again(mia, mine), "check_in_open").View
		s.submit(mia, correct, values{"outcome": value("met"), "minutes": value("30")})
		s.says(s.again(mia, mine).all(), "The shorter one counts: 30 minutes")
		s.saysNot(s.openHome(kim).all(), "say different things")
		s.nobodyHears(mia, ada)
	})
}

func TestASessionThatWasPutOffKeepsItsEventInBothCalendars(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		mine, theirs := s.met(mia, ada)
		before := s.invitations(ada)[0].Calendar
		form := s.clickMessage(mia, mine, "session_move").View
		s.submit(mia, form, on("2026-06-11", "15:00"))
		s.gets(mia, "new time")
		s.gets(ada, "new time")
		if now := s.invitations(ada)[0].Calendar; now.UID != before.UID || now.Sequence != before.Sequence+1 {
			s.t.Errorf("moved to %+v", now)
		}
		s.says(s.again(mia, mine).all(), "This is settled")
		s.saysNot(s.again(ada, theirs).all(), "session_met")
		if words := s.clickStale(ada, theirs, "session_met").reply(); !strings.Contains(words, "not over yet") {
			s.t.Errorf("a click on the old message says %s", words)
		}
		s.advance(10 * 24 * time.Hour)
		s.readAll(mia)
		s.readAll(ada)
		s.says(s.openHome(ada).all(), "How did it go?")
	})
}

func TestAFrenchPairSaysHowItWent(t *testing.T) {
	tell(t, francophones(), func(s *stage) {
		mine, _ := s.met(luc, ada)
		s.says(mine.all(), "Comment s’est passée la séance avec Ada Osei", "Elle a eu lieu", "Séance reportée")
		s.clickMessage(luc, mine, "session_met")
		s.says(s.again(luc, mine).all(), "Votre réponse", "Cette séance vous a-t-elle été utile", "Planifier la prochaine")
		s.says(s.command(luc, "/mentor sessions").reply(), "Aucune séance n’est planifiée")
	})
}
