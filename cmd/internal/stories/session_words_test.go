package stories

import "testing"

func TestThePlansTitleIsReadInEachLanguage(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, eve)
		s.pair(mia, eve)
		form := s.sessionForm(eve)
		s.says(form.all(), `"initial_value":"Prise de contact"`)
		s.submit(eve, form, on("2026-06-10", "15:00").and("title", "Prise de contact"))
		s.gets(eve, "Prise de contact avec Mia Wanjiru")
		booked := s.gets(mia, "Introduction with Ève Martin")

		form = s.clickMessage(mia, booked, "session_move").View
		s.says(form.all(), `"initial_value":"Introduction"`)
		s.submit(mia, form, on("2026-06-10", "17:00"))
		s.gets(eve, "Nouvel horaire", "Prise de contact avec Mia Wanjiru", "Avant", "mer. 10 juin 2026 à 15:00 (CEST)")
		s.gets(mia, "has a new time", "Introduction with Ève Martin", "Before: ~Wed 10 Jun 2026, 16:00 (EAT)~")
	})
}

func TestAnotherWordIsNoNewTime(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada)
		s.pair(mia, ada)
		s.books(mia, on("2026-06-10", "15:00"))
		booked := s.gets(mia, "Introduction with Ada Osei")
		s.gets(ada, "Introduction with Mia Wanjiru")

		form := s.clickMessage(mia, booked, "session_move").View
		s.submit(mia, form, values{"place": value("Room 4")})
		s.saysNot(s.gets(mia, "Session with Ada Osei has changed", "Room 4").all(), "Before:")
		s.gets(ada, "Session with Mia Wanjiru has changed", "Room 4")
	})
}

func TestACancelledSessionCanBeBookedAgainAtOnce(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada)
		s.pair(mia, ada)
		s.books(mia, on("2026-06-10", "15:00"))
		booked := s.gets(mia, "Introduction with Ada Osei")
		s.gets(ada, "Introduction with Mia Wanjiru")

		form := s.clickMessage(mia, booked, "session_cancel").View
		s.submit(mia, form, values{"reason": value("I have to travel.")})
		s.gets(mia, "cancelled", "I have to travel.")
		cancelled := s.gets(ada, "cancelled", "I have to travel.")
		s.says(s.clickMessage(ada, cancelled, "session_book").View.all(), "Book a session")
	})
}

// The list a command answers with stays the list of sessions when a button in it is clicked.
func TestAClickInTheListOfSessionsShowsItAgain(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada)
		s.pair(mia, ada)
		s.books(mia, on("2026-06-10", "15:00"))
		s.gets(mia, "booked")
		s.gets(ada, "booked")
		list := s.command(ada, "/mentor sessions").Reply
		s.says(list.all(), "Introduction with Mia Wanjiru", "session_attend")
		s.clickMessage(ada, *list, "session_attend")
		s.says(s.again(ada, *list).all(), "Introduction with Mia Wanjiru", "session_move")
		s.saysNot(s.again(ada, *list).all(), "session_attend")
	})
}
