package stories

import (
	"testing"
	"time"

	"mentorbot/core"
)

// opens gives somebody hours on every weekday.
func (s *stage) opens(user, hours string, rules core.BookingRules) {
	s.t.Helper()
	_, err := s.box.App.Service.SaveDays(s.in(), s.as(user), core.DayHours{
		Days: []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday}, Hours: hours,
	})
	s.must(err)
	_, err = s.box.App.Service.SaveRules(s.in(), s.as(user), rules)
	s.must(err)
}

// slot picks a free time of the form, given in UTC.
func slot(start string) values { return values{"slot": value(start)} }

func TestATimeIsBookedFromWhatIsFree(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia)
		s.member(leo)
		s.mentor(ada, func(in *core.MentorSettings) { in.Capacity = 2 })
		s.pair(mia, ada)
		s.pair(leo, ada)
		s.opens(ada, "9-12", core.BookingRules{Every: 60}) // in Accra, at UTC
		form := s.sessionForm(mia)
		s.says(form.all(), "Free times", "45 minutes", "2026-06-08T09:00:00Z", "Ada: 09:00 (GMT)", "page_next", "session_other_time")
		rival := s.sessionForm(leo)

		later := s.clickView(mia, form, "page_next").View
		s.saysNot(later.all(), "2026-06-08T09:00:00Z")
		s.says(later.all(), "page_previous", "2026-06-1")
		form = s.clickView(mia, later, "page_previous").View
		s.submit(mia, form, slot("2026-06-08T09:00:00Z").and("agenda", "First things first"))
		s.gets(ada, "Mon 8 Jun 2026, 09:00 (GMT)", "First things first", "45 minutes")
		s.gets(mia, "Mon 8 Jun 2026, 12:00 (EAT)")

		taken := s.submit(leo, rival, slot("2026-06-08T09:00:00Z"))
		s.says(taken.Errors["slot"], "not free any more", "Next free:")
		s.submit(leo, rival, slot("2026-06-08T10:00:00Z"))
		s.gets(leo, "Mon 8 Jun 2026", "booked")
		s.gets(ada, "Mon 8 Jun 2026, 10:00 (GMT)")
	})
}

func TestAnotherTimeIsAgreedOnWhereNothingFits(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada)
		s.pair(mia, ada)
		s.opens(ada, "9-12", core.BookingRules{Days: 20})
		form := s.clickView(mia, s.sessionForm(mia), "session_other_time").View
		s.submit(mia, form, on("2026-06-13", "20:00")) // a Saturday: the two may agree on anything
		s.gets(ada, "Sat 13 Jun 2026", "session_move")
		s.gets(mia, "Sat 13 Jun 2026")
		list := s.command(mia, "/mentor sessions").Reply
		move := s.clickMessage(mia, *list, "session_move").View
		s.says(move.all(), "Booked now: Sat 13 Jun 2026", "Free times")
		if out := s.submit(mia, move, slot("2026-06-09T10:30:00Z")); len(out.Errors) > 0 {
			s.t.Fatalf("not moved: %v", out.Errors)
		}
		s.gets(ada, "new time", "Tue 9 Jun 2026, 10:30 (GMT)")
		s.gets(mia, "new time", "Tue 9 Jun 2026, 13:30 (EAT)")
		s.opens(ada, "", core.BookingRules{})
		s.opens(mia, "0-1", core.BookingRules{PerWeek: 1, Days: 3})
		s.opens(ada, "9-10", core.BookingRules{})
		s.says(s.sessionForm(mia).all(), "nothing is free for both", "session_date")
	})
}
