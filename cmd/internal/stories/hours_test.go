package stories

import "testing"

func TestHoursAreSetDayByDayAndReadInWords(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada)
		s.says(s.openHome(ada).all(), "Say when you can meet")
		hours := s.clickHome(ada, "hours_open").View
		s.says(hours.all(), "Africa/Accra", "*Mon*  not available", "*Sun*  not available", "No rules yet")
		form := s.clickView(ada, hours, "hours_day_open").View
		s.says(s.submit(ada, form, values{"hours": value("in the morning")}).Errors["hours"], "9:00–12:00, 14:00–17:00")
		hours = s.submit(ada, form, values{"hours": value("9-12, 14h-17h"), "also": value([]string{"2", "3"})}).View
		s.says(hours.all(), "*Mon*  09:00–12:00 and 14:00–17:00", "*Wed*  09:00–12:00 and 14:00–17:00", "*Thu*  not available")

		dates := s.clickView(ada, hours, "hours_date_open").View
		s.says(s.submit(ada, dates, values{"first": value("2026-07-14"), "last": value("2026-07-13")}).Errors["last"], "not before the first")
		hours = s.submit(ada, dates, values{"first": value("2026-07-13"), "last": value("2026-07-14")}).View
		s.says(hours.all(), "*Mon 13 Jul 2026 – Tue 14 Jul 2026*  not available")

		rules := s.clickView(ada, hours, "hours_rules_open").View
		hours = s.submit(ada, rules, values{"notice": value("1440"), "per_day": value("2")}).View
		s.says(hours.all(), "Booked ahead by at least 24 hours", "At most 2 sessions a day")
		s.saysNot(s.clickView(ada, hours, "hours_date_remove").View.all(), "Jul 2026")
		s.closeAll(ada, hours)
		s.says(s.home(ada).all(), "Mon–Wed: 09:00–12:00 and 14:00–17:00")

		results := s.submit(mia, s.command(mia, "/mentor find").View, nil).View
		s.says(s.clickAbout(mia, results, "person_open", "Ada Osei").View.all(), "Can meet (Accra time)", "Mon–Wed: 09:00–12:00 and 14:00–17:00")
		s.says(s.command(ada, "/mentor hours").View.all(), "Mon")
		settings := s.command(mia, "/mentor settings").View
		s.says(s.clickView(mia, settings, "hours_open").View.all(), "Your hours")
	})
}
