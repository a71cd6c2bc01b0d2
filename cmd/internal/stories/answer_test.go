package stories

import (
	"strings"
	"testing"

	"mentorbot/core"
)

func TestADoubleClickChangesNothing(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada)
		s.asks(mia, words, ada)
		asked := s.gets(ada, "asks you")
		s.gets(mia, "We asked")
		click := stale(s.pressed(ada, asked, "invitation_accept"))
		answers := s.atOnce("click", click, click)
		if text := answers[0].reply() + answers[1].reply(); !strings.Contains(text, "You accepted the request of Mia Wanjiru already. Nothing has changed.") {
			s.t.Errorf("the second click was answered %q", text)
		}
		s.areAPair(mia, ada)
	})
}

// areAPair deals with what two people hear once when they become a pair.
func (s *stage) areAPair(mentee, mentor string) {
	s.t.Helper()
	s.gets(mentor, "You are now the mentor of", "Next steps")
	s.gets(mentee, "is now your mentor", "Next steps", "Write to", "within 72 hours")
	s.gets(mentor, "Welcome to your mentoring conversation", "says hello within 72 hours")
	s.gets(mentee, "Welcome to your mentoring conversation")
	if n := len(s.mentorships(mentee)); n != 1 {
		s.t.Errorf("the mentee has %d mentorships", n)
	}
	s.says(s.openHome(mentee).all(), "Stage 2 of 3")
	s.says(s.openHome(mentor).all(), "Stage 2 of 3")
}

func TestAClickOnAnOldMessageExplains(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada, ben)
		s.asks(mia, words, ada, ben)
		asked := s.gets(ada, "asks you")
		s.gets(mia, "We asked Ada")
		s.declines(ada, asked, values{"reason": value("no_time"), "text": value("Try me next year.")})
		s.gets(mia, "Ada Osei* said no · no time at the moment", "Try me next year.", "We asked Ben Ito")
		second := s.gets(ben, "asks you")

		s.says(s.clickStale(ada, asked, "invitation_accept").reply(), "You declined the request of Mia Wanjiru already. Nothing has changed.")
		s.says(s.clickStale(ada, asked, "invitation_decline").reply(), "You declined the request of Mia Wanjiru already. Nothing has changed.")
		s.clickMessage(ben, second, "invitation_accept")
		s.areAPair(mia, ben)
		s.says(s.clickStale(ben, second, "invitation_decline").reply(), "You accepted the request of Mia Wanjiru already. Nothing has changed.")
		s.says(s.clickStale(ada, asked, "invitation_accept").reply(), "You declined the request of Mia Wanjiru already. Nothing has changed.")
	})
}

func TestTheDeadlineCountsByTheClockNotByTheSweep(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada, ben)
		s.asks(mia, words, ada, ben)
		asked := s.gets(ada, "asks you")
		s.gets(mia, "We asked Ada")
		form := s.clickMessage(ada, asked, "invitation_decline").View // opened in time

		s.box.Clock.Advance(72 * hour) // nothing has looked at deadlines yet
		s.says(s.clickStale(ada, asked, "invitation_accept").reply(), "The time to answer the request of Mia Wanjiru is over")
		late := s.submit(ada, form, values{"reason": value("no_time"), "text": value("Sorry, too late.")})
		s.says(late.Errors["reason"], "The time to answer the request of Mia Wanjiru is over")
		if n := len(s.mentorships(mia)); n > 0 {
			s.t.Errorf("a late yes made %d mentorships", n)
		}

		s.advance(hour)
		s.gets(ben, "asks you")
		s.gets(mia, "Ada Osei* did not answer in time", "2 of 2")
		s.says(s.again(ada, asked).all(), "has expired")
	})
}

func TestAMentorFillsUpMeanwhile(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada, ben)
		s.member(leo)
		s.asks(mia, words, ada)
		s.asks(leo, words, ada, ben)
		fromMia, fromLeo := s.gets(ada, "Mia Wanjiru asks you"), s.gets(ada, "Leo Marsh asks you")
		s.gets(mia, "We asked Ada")
		s.gets(leo, "We asked Ada")

		s.clickMessage(ada, fromMia, "invitation_accept")
		s.areAPair(mia, ada)
		s.says(s.again(ada, fromLeo).all(), "The request of Leo Marsh is closed", "no free place")
		s.gets(leo, "Ada Osei* could not be asked · no free place", "We asked Ben Ito")
		s.gets(ben, "Leo Marsh asks you")
		s.says(s.clickStale(ada, fromLeo, "invitation_accept").reply(), "All your places are taken, so the request of Leo Marsh could not be accepted.")
	})
}

func TestTwoAcceptancesAtTheSameInstant(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada)
		s.member(leo)
		s.asks(mia, words, ada)
		s.asks(leo, words, ada)
		fromMia, fromLeo := s.gets(ada, "Mia Wanjiru asks you"), s.gets(ada, "Leo Marsh asks you")
		s.gets(mia, "We asked Ada")
		s.gets(leo, "We asked Ada")

		answers := s.atOnce("click", stale(s.pressed(ada, fromMia, "invitation_accept")), stale(s.pressed(ada, fromLeo, "invitation_accept")))
		winner, loser, refused := mia, leo, answers[1]
		if len(s.mentorships(leo)) > 0 {
			winner, loser, refused = leo, mia, answers[0]
		}
		s.says(refused.reply(), "All your places are taken, so the request of")
		s.areAPair(winner, ada)
		if n := len(s.mentorships(loser)); n > 0 {
			s.t.Errorf("the other mentee has %d mentorships", n)
		}
		s.gets(loser, "Nobody could take you this time", "could not be asked: no free place")
	})
}

func TestNobodyElseSeesOrAnswersARequest(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada)
		s.asks(mia, words, ada)
		asked := s.gets(ada, "asks you")
		s.gets(mia, "We asked Ada")
		if got := s.refuses("click", s.pressed(leo, asked, "invitation_accept")); got != "message_not_found" {
			s.t.Errorf("somebody else's click: %s", got)
		}
		if got := s.unread(leo); len(got) > 0 {
			s.t.Errorf("somebody else sees %s", got[0].Text)
		}
		s.clickMessage(ada, asked, "invitation_accept")
		s.areAPair(mia, ada)
		// Who has a mentor is not asked to choose another one.
		s.says(s.search(mia, nil).all(), "You can look around, but not add choices now")
	})
}

func TestANoCanAlsoMeanNotNow(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ben)
		s.mentor(ada, func(m *core.MentorSettings) { m.Capacity = 3 })
		s.member(leo)
		s.asks(mia, words, ada, ben)
		s.asks(leo, words, ada, ben)
		fromMia, fromLeo := s.gets(ada, "Mia Wanjiru"), s.gets(ada, "Leo Marsh")
		s.gets(mia, "We asked Ada")
		s.gets(leo, "We asked Ada")

		form := s.clickMessage(ada, fromMia, "invitation_decline").View
		s.says(form.all(), "No time at the moment", "Another reason", "Also mark me as not available")
		missing := s.submit(ada, form, values{"text": value("On leave.")})
		s.says(missing.Errors["reason"], "required")
		past := s.submit(ada, form, values{"reason": value("no_time"), "also_unavailable": value([]string{"yes"}), "until": value("2026-05-01")})
		s.says(past.Errors["until"], "Please choose a date in the future.")
		s.says(string(s.stack(ada)[0].State), "On leave.") // nothing typed is lost
		s.submit(ada, form, values{"until": value("2026-06-22")})

		s.says(s.again(ada, fromMia).all(), "You said no to Mia Wanjiru")
		s.says(s.again(ada, fromLeo).all(), "The request of Leo Marsh is closed", "not available at the moment")
		s.gets(mia, "Ada Osei* said no · no time at the moment", "On leave.", "We asked Ben Ito")
		s.gets(leo, "Ada Osei* could not be asked · not available at the moment", "We asked Ben Ito")
		s.gets(ben, "Mia Wanjiru")
		s.gets(ben, "Leo Marsh")
		s.says(s.command(ada, "/mentor why").reply(), "not available until Mon 22 Jun 2026")
		s.advance(30 * hour)
		s.says(s.search(kim, nil).all(), "Not available until")
	})
}
