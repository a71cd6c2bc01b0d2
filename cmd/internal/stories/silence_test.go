package stories

import (
	"testing"
	"time"

	"mentorbot/core"
)

// quietly lets the programme ask after a pair after thirty days, and end what stays quiet ten days after it said so.
func (s *stage) quietly() {
	s.t.Helper()
	s.policy(func(p *core.Policy) {
		p.LengthWeeks, p.RemindFirstContact, p.FirstSessionWeeks, p.QuietDays, p.QuietEndDays = 52, false, 0, 30, 10
	})
}

func (s *stage) days(n int) {
	s.t.Helper()
	s.advance(time.Duration(n) * 24 * time.Hour)
}

func TestAPairThatIsQuietIsAskedAndSaysThatAllIsWell(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.quietly()
		s.asPair(mia, ada)
		s.act("message", fields{"user": ada, "channel": s.talkOf(mia), "text": "Shall we meet in the canteen?"})
		s.gets(mia, "in the canteen")
		s.days(25)
		s.act("message", fields{"user": mia, "channel": s.talkOf(mia), "text": "That was a good talk."})
		said := s.gets(ada, "a good talk")
		s.days(25)
		s.act("message", fields{"user": ada, "channel": s.talkOf(mia), "text": "I thought so too.", "thread_ts": said.TS})
		s.gets(mia, "I thought so too")
		s.days(28)
		s.nobodyHears(mia, ada) // nobody has booked anything, but they write to each other, in a thread at last
		s.days(4)
		mine := s.gets(mia, "Are you in touch with Ada Osei?", "no message in your group conversation", "in_touch", "session_book", "hold_open", "mentorship_end")
		theirs := s.gets(ada, "Are you in touch with Mia Wanjiru?")
		s.clickMessage(ada, theirs, "mentorship_in_touch")
		s.settle()
		s.says(s.again(ada, theirs).all(), "✓ Your mentorship with *Mia* goes on.")
		s.says(s.again(mia, mine).all(), "✓ Your mentorship with *Ada* goes on.")
		s.saysNot(s.again(mia, mine).all(), "session_book")
		s.days(29)
		s.nobodyHears(mia, ada)
	})
}

func TestAPairThatStaysQuietIsPutBeforeTheTeamAndEndsAfterNotice(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.quietly()
		s.asPair(mia, ada)
		s.days(31)
		s.gets(mia, "Are you in touch with Ada Osei?")
		s.gets(ada, "Are you in touch with Mia Wanjiru?")
		s.saysNot(s.openHome(kim).all(), "quiet since")
		s.days(15)
		s.says(s.openHome(kim).all(), "*Ada Osei* and *Mia Wanjiru*", "quiet since", "their mentorship ends on", "mentorship_end", "attention_resolve")
		mine := s.gets(mia, "Does your mentorship with Ada Osei go on?", "Unless one of you says that you are in touch", "in_touch")
		s.gets(ada, "Does your mentorship with Mia Wanjiru go on?")
		s.days(11)
		s.gets(mia, "Your mentorship with Ada Osei has ended", "neither of you said that you wanted to go on")
		s.gets(ada, "Your mentorship with Mia Wanjiru has ended")
		s.saysNot(s.again(mia, mine).all(), "in_touch")
		s.saysNot(s.openHome(kim).all(), "quiet since")
		s.says(s.openHome(mia).all(), "find_open")
	})
}

func TestAFrenchPairThatIsQuietGoesOn(t *testing.T) {
	tell(t, francophones(), func(s *stage) {
		s.quietly()
		s.asPair(luc, eve)
		s.days(31)
		s.gets(eve, "Êtes-vous en contact avec Luc Petit", "in_touch")
		s.gets(luc, "Êtes-vous en contact avec Ève Martin", "nous n’avons vu ni séance ni message")
		s.days(15)
		warned := s.gets(luc, "Votre mentorat avec Ève Martin continue-t-il", "ne dites être en contact")
		s.gets(eve, "continue-t-il")
		s.books(luc, on("2026-08-20", "15:00"))
		s.gets(luc, "planifiée")
		s.gets(eve, "planifiée")
		s.days(12)
		s.says(s.again(luc, warned).all(), "Votre mentorat avec *Ève* continue")
		s.saysNot(s.again(luc, warned).all(), "in_touch")
	})
}
