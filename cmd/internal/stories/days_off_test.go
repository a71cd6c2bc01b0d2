package stories

import (
	"strings"
	"testing"
)

func TestDaysOffHoldARequestForTheMentor(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada)
		s.asks(mia, words, ada)
		asked := s.gets(ada, "asks you")
		told := s.gets(mia, "We asked Ada")
		s.saysNot(asked.all(), "days off")

		page := s.command(ada, "/mentor hours").View
		form := s.clickView(ada, page, "hours_date_open").View
		s.submit(ada, form, values{"first": value("2026-06-02"), "last": value("2026-06-05"), "hours": value("")})
		s.says(s.again(ada, asked).all(), "Your days off do not count, up to 14 of them.")
		s.says(s.again(mia, told).all(), "Ada has days off before that and is back on Sat 6 Jun 2026. The time to answer stands still until then, for up to 14 days off.")
		s.says(s.search(mia, values{}).all(), "Ada Osei", "Available · Has days off from Tue 2 Jun 2026, back on Sat 6 Jun 2026")
		s.says(s.clickMessage(mia, told, "choices_open").View.all(), "Has days off from Tue 2 Jun 2026, back on Sat 6 Jun 2026")
		s.until("2026-06-03T12:00:00Z")
		s.says(s.search(mia, values{}).all(), "Ada Osei", "Available · Has days off, back on Sat 6 Jun 2026")
		s.until("2026-06-04T17:00:00Z")
		s.says(s.again(ada, asked).all(), "invitation_accept") // still to be answered
		s.until("2026-06-09T12:00:00Z")
		for _, m := range s.unread(ada) {
			if strings.Contains(m.Text, "Reminder") {
				s.dealtWith(ada, m)
			}
		}
		s.saysNot(s.again(ada, asked).all(), "invitation_accept")
		s.readAll(mia)
		s.readAll(ada)
	})
}

func TestAFrenchMentorsDaysOffHoldARequest(t *testing.T) {
	tell(t, francophones(), func(s *stage) {
		s.ready(ada, luc)
		s.asks(ada, words, luc)
		asked := s.gets(luc, "Ada Osei")
		told := s.gets(ada, "Luc")
		s.saysNot(s.search(ada, values{}).all(), "Has days off")
		page := s.command(luc, "/mentor hours").View
		s.says(page.all(), "Pendant vos jours d’absence, les demandes vous attendent")
		form := s.clickView(luc, page, "hours_date_open").View
		s.submit(luc, form, values{"first": value("2026-06-02"), "hours": value("")})
		s.says(s.again(luc, asked).all(), "Vos jours d’absence ne comptent pas, dans la limite de 14 jours.")
		s.says(s.again(ada, told).all(), "is back on")
		s.readAll(ada)
		s.readAll(luc)
	})
}
