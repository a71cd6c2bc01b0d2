package stories

import (
	"testing"
	"time"
)

func TestANewPairIsRemindedOfItsFirstStepsOnce(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada)
		s.pair(mia, ada)
		s.openHome(mia)
		page := s.clickHome(mia, "mentorship_open").View
		s.says(page.all(), "Write to Ada within 72 hours", "1. Introduction, 45 minutes: not booked yet", "3. Regular session")

		s.advance(73 * time.Hour)
		reminded := s.gets(mia, "Have you written to Ada Osei?")
		s.says(reminded.all(), "Open conversation", "Book a session", "We are in touch")
		s.nobodyHears(ada)
		s.clickMessage(mia, reminded, "mentorship_in_touch")
		s.says(s.again(mia, reminded).all(), "You and *Ada* are in touch")
		s.saysNot(s.again(mia, reminded).all(), "mentorship_in_touch")
		s.says(s.home(mia).all(), "✓ You are in touch.")

		s.advance(12 * 24 * time.Hour)
		theirs := s.gets(ada, "Your first session with Mia Wanjiru")
		mine := s.gets(mia, "Your first session with Ada Osei")
		form := s.clickMessage(ada, theirs, "session_book").View
		s.submit(ada, form, on("2026-06-20", "15:00"))
		s.gets(mia, "booked")
		s.gets(ada, "booked")
		s.says(s.again(mia, mine).all(), "Your first session with *Ada* is booked")
		s.says(s.again(ada, theirs).all(), "Your first session with *Mia* is booked")
		s.openHome(ada)
		s.says(s.clickHome(ada, "mentorship_open").View.all(), "1. Introduction:", "✓ Your first session is booked.", "2. Setting goals, 1 hour: not booked yet")
		s.advance(2 * 24 * time.Hour)
		s.nobodyHears(mia, ada)
	})
}

func TestWhoHasBookedIsRemindedOfNothing(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada)
		s.pair(mia, ada)
		s.books(mia, on("2026-06-25", "15:00"))
		s.gets(mia, "booked")
		s.gets(ada, "booked")
		s.advance(16 * 24 * time.Hour)
		s.nobodyHears(mia, ada)
	})
}

func TestAFrenchMenteeIsRemindedOfTheFirstContact(t *testing.T) {
	tell(t, francophones(), func(s *stage) {
		s.ready(luc, ada)
		s.pair(luc, ada)
		s.openHome(luc)
		s.says(s.clickHome(luc, "mentorship_open").View.all(), "Mentorat", "Prise de contact", "pas encore planifiée")
		s.advance(73 * time.Hour)
		reminded := s.gets(luc, "Avez-vous écrit à Ada Osei")
		s.says(reminded.all(), "Nous sommes en contact", "attend de vos nouvelles")
		s.clickMessage(luc, reminded, "mentorship_in_touch")
		s.says(s.again(luc, reminded).all(), "Vous êtes en contact avec *Ada*")
	})
}
