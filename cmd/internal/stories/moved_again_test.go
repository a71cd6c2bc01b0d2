package stories

import "testing"

// A message tells what one person did. Once the other one has changed it again, it does not say that they did the first thing.
func TestAnOlderMessageNamesNobodyForALaterMove(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada)
		s.pair(mia, ada)
		s.books(mia, on("2026-06-10", "15:00"))
		booked := s.gets(ada, "booked", "By Mia Wanjiru")
		s.gets(mia, "booked")
		s.submit(ada, s.clickMessage(ada, booked, "session_move").View, on("2026-06-11", "14:00"))
		first := s.gets(mia, "has a new time", "By Ada Osei", "Before: ~Wed 10 Jun 2026, 15:00 (EAT)~")
		own := s.gets(ada, "has a new time", "By you")
		s.submit(mia, s.clickMessage(mia, first, "session_move").View, on("2026-06-12", "16:00"))
		s.gets(mia, "has a new time", "By you", "Before: ~Thu 11 Jun 2026, 17:00 (EAT)~")
		s.gets(ada, "has a new time", "By Mia Wanjiru")
		for user, m := range map[string]message{mia: first, ada: own} {
			old := s.again(user, m).all()
			s.says(old, "It has changed again since. This is how it stands now.", "Fri 12 Jun 2026")
			s.saysNot(old, "By you", "By Ada", "By Mia", "Before:")
		}
	})
}

func TestAnOlderMessageOfASeriesNamesNobodyForALaterMove(t *testing.T) {
	tell(t, french(mia), func(s *stage) {
		s.ready(mia, ada)
		s.pair(mia, ada)
		s.booksSeries(mia, on("2026-06-10", "15:00").every("week", "4"))
		booked := s.gets(ada, "Sessions with Mia Wanjiru booked", "By Mia Wanjiru")
		s.gets(mia, "planifiées")
		move := func(user, day string, in values) {
			if out := s.submit(user, s.movesFollowing(user, day, in), nil); out.View != nil || len(out.Errors) > 0 {
				t.Fatalf("not moved: %v", out.Errors)
			}
		}
		move(mia, "10 juin 2026", on("2026-06-11", "16:00"))
		first := map[string]message{ada: s.gets(ada, "have new times", "By Mia Wanjiru"), mia: s.gets(mia, "Nouvelles dates", "Par vous")}
		s.says(s.again(ada, booked).all(), "The times have changed since. These are the ones that count.", "Thu 11 Jun 2026")
		move(ada, "11 Jun 2026", on("2026-06-12", "10:00"))
		s.gets(ada, "have new times", "By you")
		s.gets(mia, "Nouvelles dates", "Par Ada Osei")
		old := s.again(ada, first[ada]).all()
		s.says(old, "The times have changed since. These are the ones that count.", "1. Fri 12 Jun 2026")
		s.saysNot(old, "By Mia", "By you")
		old = s.again(mia, first[mia]).all()
		s.says(old, "Les horaires ont changé depuis\u202f; ce sont ceux-ci qui comptent.", "12 juin 2026")
		s.saysNot(old, "Par vous", "Par Ada")
		move(mia, "26 juin 2026", on("2026-06-29", "15:00")) // the rest only
		s.gets(mia, "Nouvelles dates", "Par vous")
		s.gets(ada, "have new times", "By Mia Wanjiru")
		old = s.again(ada, first[ada]).all()
		s.says(old, "The sessions after these have new times.", "2. Fri 19 Jun 2026")
		s.saysNot(old, "By Mia", "By you", "26 Jun")
	})
}

// Saying that one comes is no news of the session: the reminder one says it in stays a reminder, until the session changes.
func TestAReminderStaysOneUntilTheSessionChanges(t *testing.T) {
	tell(t, french(mia), func(s *stage) {
		s.ready(mia, ada)
		s.pair(mia, ada)
		s.books(ada, on("2026-06-10", "12:00"))
		s.readAll(mia)
		booked := s.gets(ada, "booked")
		s.until("2026-06-09T12:00:30Z")
		reminders := map[string]message{mia: s.gets(mia, "commence dans 24 heures"), ada: s.gets(ada, "starts in 24 hours")}
		s.clickMessage(mia, reminders[mia], "session_attend")
		s.says(s.again(mia, reminders[mia]).all(), "commence dans 24 heures", "Vous avez dit que vous serez là")
		s.says(s.again(ada, reminders[ada]).all(), "starts in 24 hours", "Mia Wanjiru will be there")
		s.saysNot(s.again(ada, reminders[ada]).all(), "has changed")
		s.submit(ada, s.clickMessage(ada, booked, "session_move").View, on("2026-06-12", "14:00"))
		s.gets(ada, "has a new time")
		s.gets(mia, "Nouvel horaire")
		s.says(s.again(ada, reminders[ada]).all(), "has a new time", "By you")
		s.saysNot(s.again(ada, reminders[ada]).all(), "starts in")
	})
}
