package stories

import "testing"

// eventForm fills in the form of an event.
func eventForm(title, date, at, places string) values {
	return values{
		"title": value(title), "description": value("Bring questions."), "date": value(date), "time": value(at), "minutes": value("60"),
		"where": value("Room 5"), "link": value("https://meet.example.org/lunch"), "places": value(places), "for": value("all"), "closes": value("0"),
	}
}

// desks opens the events of the programme for those who run it.
func (s *stage) desks(user string) *view {
	s.t.Helper()
	return s.clickView(user, s.clickView(user, s.command(user, "/mentor admin").View, "program_open").View, "event_desks_open").View
}

func TestPeopleComeToAnEvent(t *testing.T) {
	tell(t, french(leo), func(s *stage) {
		s.asPair(mia, ada)
		s.asPair(leo, ben)
		desks := s.desks(kim)
		s.says(desks.all(), "No event is planned")
		form := s.clickView(kim, desks, "event_new").View
		past := s.submit(kim, form, eventForm("Lunch", "2026-01-05", "12:00", "1"))
		s.says(past.Errors["date"], "in the future")
		desk := s.submit(kim, form, eventForm("Lunch *together*", "2026-06-20", "12:00", "1")).View
		s.says(desk.all(), "*Lunch ∗together∗*", "0 of 1 place taken", "Nobody has signed up yet", "https://meet.example.org/lunch")
		s.closeAll(kim, desk)

		s.openHome(mia)
		s.says(s.home(mia).all(), "Lunch ∗together∗", "1 place is left")
		page := s.clickHome(mia, "event_open").View
		s.saysNot(page.all(), "meet.example.org")
		page = s.clickView(mia, page, "event_sign_up").View
		s.settle()
		s.says(page.all(), "You have a place", "Give your place back?", "meet.example.org")
		s.closeAll(mia, page)
		got := s.gets(mia, "You have a place", "Lunch ∗together∗")

		list := s.command(leo, "/mentor events").View
		s.says(list.all(), "À venir dans le programme", "Toutes les places sont prises")
		theirs := s.clickView(leo, s.clickView(leo, list, "event_open").View, "event_sign_up").View
		s.settle()
		s.says(theirs.all(), "Votre tour est le prochain")
		s.says(s.stack(leo)[0].all(), "Votre tour est le prochain")
		s.closeAll(leo, theirs)
		s.nobodyHears(leo)

		// Mia gives her place back in the message: it is Leo's, and the message says that she has.
		s.clickMessage(mia, got, "event_give_back")
		s.settle()
		s.gets(leo, "Une place s’est libérée", "Lunch ∗together∗")

		// The time is changed once Kim has seen what that comes to.
		desks = s.desks(kim)
		desk = s.clickView(kim, desks, "event_desk_open").View
		s.says(desk.all(), "1 of 1 place taken", "Leo")
		form = s.clickView(kim, desk, "event_edit").View
		sure := s.submit(kim, form, eventForm("Lunch *together*", "2026-06-20", "16:00", "1")).View
		s.says(sure.all(), "This changes: date or time", "1 person who has signed up gets a message")
		s.nobodyHears(leo)
		s.submit(kim, sure, eventForm("Lunch *together*", "2026-06-20", "16:00", "1"))
		s.settle()
		s.gets(leo, "Un événement auquel vous participez a changé", "15:00")

		// It is called off, with a word to all.
		cancel := s.clickView(kim, s.stackTop(kim), "event_cancel_open").View
		s.says(cancel.all(), "1 person who has signed up gets a message with your words")
		s.submit(kim, cancel, values{"reason": value("The room is flooded.")})
		s.settle()
		s.says(s.stackTop(kim).all(), "This event is cancelled", "The room is flooded.")
		s.gets(leo, "est annulé", "The room is flooded.")
		s.nobodyHears(mia, ada, ben)
		s.says(s.command(mia, "/mentor events").View.all(), "Nothing is planned")
	})
}
