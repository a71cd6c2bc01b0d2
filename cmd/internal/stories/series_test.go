package stories

import (
	"strings"
	"testing"
)

// every fills in that a session repeats.
func (v values) every(repeat, times string) values {
	return v.and("repeat", repeat).and("times", times)
}

// booksSeries enters a series, looks at what it comes to and books it; what is in the way is answered by answers, in order.
func (s *stage) booksSeries(user string, in values, answers ...string) *view {
	s.t.Helper()
	review := s.submit(user, s.sessionForm(user), in)
	if review.View == nil {
		s.t.Fatalf("the times were not shown: %v", review.Errors)
	}
	chosen := values{}
	for i, block := range conflictsIn(review.View) {
		if i < len(answers) {
			chosen.and(block, answers[i])
		}
	}
	if out := s.submit(user, review.View, chosen); len(out.Errors) > 0 || out.View != nil {
		s.t.Fatalf("the series was not booked: %v %s", out.Errors, out.View.all())
	}
	return review.View
}

func conflictsIn(v *view) []string {
	var all []string
	for _, piece := range strings.Split(v.all(), `"block_id":"`)[1:] {
		if id, _, _ := strings.Cut(piece, `"`); strings.HasPrefix(id, "part_") {
			all = append(all, id)
		}
	}
	return all
}

// lists is the answer to `/mentor sessions`.
func (s *stage) lists(user string) message {
	s.t.Helper()
	return *s.command(user, "/mentor sessions").Reply
}

func TestASeriesIsBookedMovedAndCancelled(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada)
		s.pair(mia, ada)
		review := s.booksSeries(mia, on("2026-06-10", "15:00").every("week", "4").and("place", "Library"))
		s.says(review.all(), "Check the times", "Every week · 4 sessions", "1. Wed 10 Jun 2026, 15:00 (EAT) · For Ada: Wed 10 Jun 2026, 12:00 (GMT)",
			"4. Wed 1 Jul 2026, 15:00", "Nothing is in the way")
		told := map[string]message{
			mia: s.gets(mia, "Sessions with Ada Osei booked", "Every week · 4 sessions", "3. Wed 24 Jun 2026, 15:00", "Library", "By you"),
			ada: s.gets(ada, "Sessions with Mia Wanjiru booked", "3. Wed 24 Jun 2026, 12:00 (GMT)", "By Mia Wanjiru", "I’ll be there each time"),
		}
		s.nobodyHears(mia, ada)
		s.saysNot(told[mia].all(), "I’ll be there")
		s.clickMessage(ada, told[ada], "session_attend")
		s.saysNot(s.again(ada, told[ada]).all(), "I’ll be there")
		uid := map[string]string{}
		for _, user := range []string{mia, ada} {
			mails := s.invitations(user)
			c := mails[0].Calendar
			if len(mails) != 1 || c.Method != "REQUEST" || c.Sequence != 0 || c.Starts != "2026-06-10T12:00:00Z" {
				s.t.Fatalf("%s got %d mails, %+v", user, len(mails), c)
			}
			s.says(c.Raw, "RRULE:FREQ=WEEKLY;BYDAY=WE;COUNT=4", "BEGIN:VTIMEZONE", "TZID:Africa/Nairobi", "DTSTART;TZID=Africa/Nairobi:20260610T150000")
			uid[user] = c.UID
		}
		s.says(s.invitations(ada)[0].Text, "Mia Wanjiru has booked a series of sessions with you.", "3 of 4: Wed 24 Jun 2026, 12:00–12:45 (GMT")

		list := s.lists(mia)
		s.says(list.all(), "Introduction with Ada Osei* · 1 of 4", "Setting goals with Ada Osei* · 2 of 4", "Regular session with Ada Osei* · 4 of 4", "session 5:")
		form := s.clickMessage(mia, list, "session_move").View
		s.says(form.all(), "Only this one", "This one and the 3 after it")
		s.submit(mia, form, on("2026-06-11", "16:00"))
		s.gets(mia, "has a new time", "1 of 4")
		s.gets(ada, "has a new time", "Thu 11 Jun 2026, 13:00", "1 of 4")
		s.says(s.again(ada, told[ada]).all(), "1. Thu 11 Jun 2026, 13:00 (GMT) · moved", "2. Wed 17 Jun 2026, 12:00 (GMT)")
		for user, first := range uid {
			c := s.invitations(user)[0].Calendar
			if c.Method != "REQUEST" || c.Sequence != 1 || c.UID != first {
				s.t.Errorf("%s got %+v", user, c)
			}
			s.says(c.Raw, "RECURRENCE-ID;TZID=Africa/Nairobi:20260610T150000", "DTSTART;TZID=Africa/Nairobi:20260611T160000")
			s.saysNot(c.Raw, "FREQ=WEEKLY")
			s.says(s.invitations(user)[0].Text, "The others stay as they are")
		}

		form = s.clickMessage(ada, s.lists(ada), "session_cancel").View
		s.says(form.all(), "Only this one", "This one and the 3 after it")
		s.submit(ada, form, values{"reason": value("I am travelling.")})
		s.gets(mia, "cancelled", "1 of 4", "I am travelling.")
		s.gets(ada, "cancelled")
		c := s.invitations(mia)[0].Calendar
		if c.Method != "CANCEL" || c.UID != uid[mia] || c.Sequence != 2 {
			s.t.Errorf("Mia got %+v", c)
		}
		s.says(c.Raw, "RECURRENCE-ID;TZID=Africa/Nairobi:20260610T150000")

		s.until("2026-06-17T13:00:00Z") // the second is over
		s.readAll(mia)
		s.readAll(ada)
		form = s.clickMessage(mia, s.lists(mia), "session_cancel").View
		s.says(form.all(), "This one and 1 after it")
		s.submit(mia, form, values{"reason": value("I have a new job.")}.and("scope", "following"))
		s.gets(ada, "cancelled", "3 of", "1 later session of the series is cancelled as well", "I have a new job.")
		s.gets(mia, "cancelled")
		s.nobodyHears(mia, ada)
		for user, first := range uid {
			mails := s.invitations(user)
			c := mails[0].Calendar
			if c.Method != "REQUEST" || c.UID != first || len(mails) != 4 {
				s.t.Errorf("%s has %d mails, the newest %+v", user, len(mails), c)
			}
			s.says(c.Raw, "COUNT=2", "EXDATE;TZID=Africa/Nairobi:20260610T150000")
		}
		s.says(s.invitations(ada)[0].Text, "Mia Wanjiru has ended your series of sessions earlier.", "2 of 2: Wed 17 Jun 2026", "I have a new job.")
		s.says(s.again(mia, told[mia]).all(), "1 session*", "~Wed 1 Jul 2026, 15:00 (EAT)~ · cancelled")
		s.says(s.lists(mia).all(), "No session is booked", "session 3:")
		s.advance(20 * 24 * hour)
		s.readAll(mia) // about the one that took place, and that none is booked
		s.readAll(ada)
	})
}

func TestWhatIsInTheWayOfASeriesIsAsked(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia)
		s.member(leo)
		s.mentor(ada, capacity(2))
		s.pair(mia, ada)
		s.pair(leo, ada)
		s.books(leo, on("2026-06-17", "13:00")) // 15:00 in Nairobi
		s.readAll(ada)
		s.readAll(leo)
		form := s.sessionForm(mia)
		review := s.submit(mia, form, on("2026-06-10", "15:00").every("week", "3").and("agenda", "Silence")).View
		s.says(review.all(), "2. ~Wed 17 Jun 2026, 15:00 (EAT)", "Something is in the way of 1 time", "Ada has another session", "Leave this one out", "Wed 17 Jun 2026, 16:00 (EAT)")
		s.saysNot(review.all(), "Leo", "all the same")
		s.says(string(s.stack(mia)[0].State), "Silence") // and all else that was entered

		// Something else is entered: all is looked at again.
		again := s.submit(mia, review, values{}.and("times", "4").and(conflictsIn(review)[0], "skip"))
		s.says(again.View.all(), "4 sessions", "4. Wed 1 Jul 2026")
		later := "2026-06-17T13:00:00Z"
		if out := s.submit(mia, again.View, values{}.and(conflictsIn(again.View)[0], later)); out.View != nil || len(out.Errors) > 0 {
			s.t.Fatalf("not booked: %v %s", out.Errors, out.View.all())
		}
		s.gets(mia, "Sessions with Ada Osei booked", "2. Wed 17 Jun 2026, 16:00 (EAT) · moved", "Silence")
		s.gets(ada, "2. Wed 17 Jun 2026, 13:00 (GMT) · moved")
		s.says(s.invitations(mia)[0].Calendar.Raw, "RRULE:FREQ=WEEKLY;BYDAY=WE;COUNT=4", "RECURRENCE-ID;TZID=Africa/Nairobi:20260617T150000", "DTSTART;TZID=Africa/Nairobi:20260617T160000")
	})
}

func TestASeriesKeepsToTheClockInFrench(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(eve)
		s.mentor(ada, nil)
		s.pair(eve, ada)
		review := s.booksSeries(eve, on("2026-06-10", "15:00").every("fortnight", "end"))
		s.says(review.all(), "Vérifier les dates", "Toutes les deux semaines · 13 séances", "mer. 14 oct. 2026 à 15:00 (CEST) · Pour Ada", "13:00 (GMT)",
			"mer. 28 oct. 2026 à 15:00 (CET) · Pour Ada", "14:00 (GMT)", "même quand l’heure change", "Aucune date ne pose problème")
		s.gets(eve, "Séances avec Ada Osei planifiées", "13. mer. 25 nov. 2026 à 15:00 (CET)", "Par vous")
		s.gets(ada, "13. Wed 25 Nov 2026, 14:00 (GMT)", "Yours may show another time when the clocks change")
		m := s.invitations(eve)[0]
		s.says(m.Text, "Vous avez planifié une série de séances avec Ada Osei.", "Répétition", "Toutes les deux semaines", "13 sur 13")
		s.says(m.Calendar.Raw, "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=WE;COUNT=13", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "SUMMARY:Séance de mentorat")

		form := s.clickMessage(eve, s.lists(eve), "session_cancel").View
		s.says(form.all(), "Quelles séances", "Celle-ci et les 12 suivantes")
		s.submit(eve, form, values{"reason": value("Je change de poste.")}.and("scope", "following"))
		s.gets(eve, "annulée", "Les 12 séances suivantes de la série sont annulées aussi.")
		s.gets(ada, "12 later sessions of the series are cancelled as well", "Je change de poste.")
		for _, user := range []string{eve, ada} {
			if c := s.invitations(user)[0].Calendar; c.Method != "CANCEL" || c.Status != "CANCELLED" {
				s.t.Errorf("%s got %+v", user, c)
			}
		}
		s.says(s.invitations(eve)[0].Text, "Vous avez annulé toutes les séances de la série avec Ada Osei.", "Je change de poste.")
	})
}
