package stories

import (
	"testing"
	"time"

	"mentorbot/core"
)

// meetAgain has a pair hold another session, of which both say so, and gives what the mentee reads then.
func (s *stage) meetAgain(mentee, mentor, day string) message {
	s.t.Helper()
	_, err := s.box.App.Service.BookSession(s.in(), s.as(mentee), s.mentorships(mentee)[0].Mentorship.ID, core.Booking{Date: day, Time: "15:00", Minutes: 45})
	s.must(err)
	s.settle()
	s.until(day + "T18:00:00Z")
	var asked message
	for _, user := range []string{mentor, mentee} {
		for _, m := range s.unread(user) {
			s.dealtWith(user, m)
			if m.has("session_met") {
				asked = m
			}
		}
		s.clickMessage(user, asked, "session_met")
	}
	s.settle()
	return s.again(mentee, asked)
}

func TestWhoFindsThatItDoesNotFitIsLedToAKindEnd(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.policy(func(p *core.Policy) { p.Fit = core.FitNames })
		s.asPair(mia, ada)
		first := s.meetAgain(mia, ada, "2026-06-02")
		s.saysNot(first.all(), "How well does it fit")
		asked := s.meetAgain(mia, ada, "2026-06-09")
		s.says(asked.all(), "You have had your first sessions. How well does it fit with Ada?", "can read it with your name")
		s.says(s.openHome(mia).all(), "fit_open")
		form := s.clickMessage(mia, asked, "fit_open").View
		s.says(form.all(), "It fits", "I do not know yet", "It does not fit", "Ada does not learn your answer")
		path := s.submit(mia, form, values{"fit": value("not_a_fit")}).View
		s.says(path.all(), "nobody’s fault", "Nothing has happened yet", "Guide: When it does not fit", "hold_open", "mentorship_end", "Look for another mentor")
		s.settle()
		s.nobodyHears(mia, ada)
		s.saysNot(s.again(mia, asked).all(), "How well does it fit with")
		guide := s.clickView(mia, path, "guide_open").View
		s.says(guide.all(), "When it does not fit", "Begin with yourself")
		s.openHome(ada)
		s.saysNot(s.clickHomeMentorship(ada).all(), "It does not fit")

		list := s.clickView(kim, s.toPage(kim), "participants_open").View
		staff := s.clickAbout(kim, list, "participant_open", "Mia Wanjiru").View
		s.says(staff.all(), "Mia Wanjiru: It does not fit")
		s.saysNot(staff.all(), "Ada Osei: It")

		s.closeAll(mia, s.stackTop(mia))
		page := s.clickView(mia, s.clickHomeMentorship(mia), "fit_open").View
		path = s.submit(mia, page, values{"fit": value("not_a_fit")}).View
		end := s.clickView(mia, path, "rematch_open").View
		s.says(end.all(), "are not paired again", "Only those who run it see that")
		if out := s.submit(mia, end, values{"reason": value("I need somebody from my own field. Thank you!")}); len(out.Errors) > 0 || out.View != nil {
			s.t.Fatalf("not ended: %v", out.Errors)
		}
		s.settle()
		s.gets(ada, "Your mentorship with Mia Wanjiru has ended", "> I need somebody from my own field")
		over := s.gets(mia, "Your mentorship with Ada Osei has ended", "find_open")
		s.saysNot(s.command(ada, "/mentor").reply(), "paired again")
		s.says(s.clickMessage(mia, over, "find_open").View.all(), "Find")
		s.nobodyHears(mia, ada)
	})
}

func TestAFrenchPairIsAskedHowItFits(t *testing.T) {
	tell(t, francophones(), func(s *stage) {
		s.asPair(luc, eve)
		s.meetAgain(luc, eve, "2026-06-02")
		asked := s.meetAgain(luc, eve, "2026-06-09")
		s.says(asked.all(), "Votre binôme avec Ève vous convient-il", "ni Ève ni l’équipe du programme ne l’apprennent")
		form := s.clickMessage(luc, asked, "fit_open").View
		thanks := s.submit(luc, form, values{"fit": value("undecided")}).View
		s.says(thanks.all(), "Quelques séances, c’est peu")
		s.settle()
		s.nobodyHears(luc, eve)
		s.advance(time.Hour)
		s.nobodyHears(luc, eve)
	})
}
