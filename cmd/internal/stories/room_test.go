package stories

import "testing"

// hasRoom sets the address of somebody's own video room.
func (s *stage) hasRoom(user, link string) outcome {
	s.t.Helper()
	return s.submit(user, s.command(user, "/mentor settings").View, values{"room": value(link)})
}

func TestASessionMeetsInTheMentorsRoom(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada)
		s.pair(mia, ada)
		s.says(s.hasRoom(ada, "http://meet.example/ada").Errors["room"], "https://")
		s.hasRoom(ada, "https://meet.example/ada")

		form := s.sessionForm(mia)
		s.says(form.all(), "Ada Osei’s room (meet.example)", "A Slack huddle in your conversation", "No video")
		s.submit(mia, form, on("2026-06-10", "15:00"))
		s.says(s.gets(mia, "Session with Ada Osei booked").all(), "session_join", "https://meet.example/ada")
		s.says(s.gets(ada, "Session with Mia Wanjiru booked").all(), "https://meet.example/ada")
		s.says(s.invitations(mia)[0].Text, "https://meet.example/ada")

		s.hasRoom(ada, "https://video.example/ada") // what is booked keeps its address
		move := s.clickMessage(mia, *s.command(mia, "/mentor sessions").Reply, "session_move").View
		s.says(move.all(), "(video.example)", "https://meet.example/ada")
	})
}

func TestAPairMeetsInAHuddle(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada)
		s.pair(mia, ada)
		form := s.sessionForm(mia)
		s.says(form.all(), "A Slack huddle in your conversation")
		s.saysNot(form.all(), "’s room")
		s.submit(mia, form, on("2026-06-10", "15:00").and("video", "huddle"))
		s.says(s.gets(ada, "Session with Mia Wanjiru booked").all(), "https://app.slack.com/huddle/T0MERIDIAN/")

		// The one thing typed counts more than the one chosen.
		move := s.clickMessage(ada, *s.command(ada, "/mentor sessions").Reply, "session_move").View
		s.submit(ada, move, on("2026-06-11", "15:00").and("video", "huddle").and("link", "https://meet.example/once"))
		moved := s.gets(mia, "has a new time")
		s.gets(mia, "booked")
		s.gets(ada, "has a new time")
		s.says(moved.all(), "https://meet.example/once")
		s.saysNot(moved.all(), "app.slack.com/huddle")

		// An address that was there before gives way to a room chosen now.
		again := s.clickMessage(ada, *s.command(ada, "/mentor sessions").Reply, "session_move").View
		s.says(again.all(), "https://meet.example/once")
		s.submit(ada, again, on("2026-06-12", "15:00").and("video", "huddle").and("link", "https://meet.example/once"))
		s.says(s.gets(mia, "Fri 12 Jun").all(), "https://app.slack.com/huddle/T0MERIDIAN/")
		s.gets(ada, "Fri 12 Jun")
	})
}

func TestAFrenchMenteeOffersTheirRoom(t *testing.T) {
	tell(t, francophones(), func(s *stage) {
		s.ready(luc, ada)
		s.pair(luc, ada)
		s.hasRoom(luc, "https://visio.example/luc")
		form := s.sessionForm(luc)
		s.says(form.all(), "Salle personnelle : Luc", "(visio.example)", "Un appel d’équipe Slack dans votre conversation")
		s.submit(luc, form, on("2026-06-10", "15:00"))
		s.says(s.gets(ada, "booked").all(), "https://visio.example/luc")
		s.says(s.gets(luc, "planifiée").all(), "https://visio.example/luc")
	})
}
