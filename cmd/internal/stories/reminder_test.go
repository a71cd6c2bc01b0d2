package stories

import "testing"

func TestEachIsRemindedAtTheirOwnTime(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada)
		s.pair(mia, ada)
		s.books(mia, on("2026-06-10", "15:00")) // 12:00 in Accra
		s.gets(mia, "booked")
		s.gets(ada, "booked")

		form := s.command(ada, "/mentor settings").View
		s.says(form.all(), "Reminders of sessions", "As the programme sets them", "Quiet hours from")
		refused := s.submit(ada, form, values{"quiet_from": value("09:00")})
		s.says(refused.Errors["quiet_to"], "fill this in")
		kept := s.stack(ada)[0]
		s.submit(ada, &kept, values{"reminders": value("15"), "quiet_from": value("11:00"), "quiet_to": value("11:50")})

		s.until("2026-06-09T12:01:00Z") // a day before: the programme's first reminder
		s.says(s.gets(mia, "starts in 24 hours").Text, "Introduction with Ada Osei")
		s.until("2026-06-10T11:46:00Z")
		s.gets(mia, "starts in 15 minutes")
		s.until("2026-06-10T11:51:00Z") // her quiet hours are over
		s.gets(ada, "starts in 10 minutes")
	})
}

func TestAFrenchMentorChoosesQuietHours(t *testing.T) {
	tell(t, francophones(), func(s *stage) {
		s.ready(luc, ada)
		form := s.command(luc, "/mentor settings").View
		s.says(form.all(), "Rappels des séances", "Comme le programme le prévoit", "Heures calmes à partir de", "Heures calmes jusqu’à")
		s.says(s.submit(luc, form, values{"quiet_from": value("21:00"), "quiet_to": value("21:00")}).Errors["quiet_to"], "une fin différente")
		kept := s.stack(luc)[0]
		s.submit(luc, &kept, values{"reminders": value("none"), "quiet_from": value("21:00"), "quiet_to": value("07:30")})
		again := s.command(luc, "/mentor settings").View
		s.says(again.all(), `"initial_time":"21:00"`, `"initial_time":"07:30"`, `"value":"none"`)
	})
}
