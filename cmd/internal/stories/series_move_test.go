package stories

import (
	"strings"
	"testing"
)

// onDay presses a button of the session on a day in somebody's list.
func (s *stage) onDay(user, action, day string) *view {
	s.t.Helper()
	list := s.lists(user)
	return s.act("click", fields{
		"user": user, "message_ts": list.TS, "channel": list.Channel, "action_id": action, "block_id": s.blockAbout(list.Blocks, action, day),
	}).View
}

// movesFollowing opens the form of the session on a day, enters another time for it and those after it, and gives what is shown before anything is
// moved.
func (s *stage) movesFollowing(user, day string, in values) *view {
	s.t.Helper()
	form := s.onDay(user, "session_move", day)
	out := s.submit(user, form, in.and("scope", "following"))
	if out.View == nil {
		s.t.Fatalf("the times were not shown: %v", out.Errors)
	}
	return out.View
}

func TestTheRestOfASeriesIsMoved(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia)
		s.member(leo)
		s.mentor(ada, capacity(2))
		s.pair(mia, ada)
		s.pair(leo, ada)
		s.books(leo, on("2026-06-18", "14:00")) // a Thursday, 16:00 in Nairobi
		s.readAll(leo)
		s.readAll(ada)
		s.booksSeries(mia, on("2026-06-10", "15:00").every("week", "4").and("place", "Library"))
		booked := map[string]message{mia: s.gets(mia, "Sessions with Ada Osei booked"), ada: s.gets(ada, "Sessions with Mia Wanjiru booked")}
		before := map[string]calendarMail{mia: s.invitations(mia)[0], ada: s.invitations(ada)[0]}
		s.clickMessage(ada, booked[ada], "session_attend")

		form := s.onDay(mia, "session_move", "17 Jun 2026")
		s.says(form.all(), "Which sessions?", "Only this one", "This one and the 2 after it")
		review := s.submit(mia, form, on("2026-06-18", "16:00").and("scope", "following")).View
		s.says(review.all(), "Check the times", "Every week · 3 sessions", "1. ~Thu 18 Jun 2026, 16:00 (EAT)", "3. Thu 2 Jul 2026, 16:00 (EAT)",
			"Something is in the way of 1 time", "Ada has another session", "Leave it at Wed 17 Jun 2026, 15:00 (EAT)", "Move all")
		s.saysNot(review.all(), "Leo", "Leave this one out", "all the same")
		if out := s.submit(mia, review, values{}.and(conflictsIn(review)[0], "skip")); len(out.Errors) == 0 {
			s.t.Error("a session was lost on the way")
		}
		if out := s.submit(mia, review, values{}.and(conflictsIn(review)[0], "2026-06-18T14:00:00Z")); out.View != nil || len(out.Errors) > 0 {
			s.t.Fatalf("not moved: %v %s", out.Errors, out.View.all())
		}

		told := s.gets(mia, "Sessions with Ada Osei have new times", "Every week · 3 sessions", "1. Thu 18 Jun 2026, 17:00 (EAT) · moved", "2. Thu 25 Jun 2026, 16:00 (EAT)",
			"Library", "By you")
		s.saysNot(told.all(), "I’ll be there")
		s.gets(ada, "Sessions with Mia Wanjiru have new times", "2. Thu 25 Jun 2026, 13:00 (GMT)", "By Mia Wanjiru", "I’ll be there each time")
		s.nobodyHears(mia, ada)
		s.says(s.again(mia, booked[mia]).all(), "1 session*", "1. Wed 10 Jun 2026, 15:00", "The sessions after these have new times.")
		s.saysNot(s.again(mia, booked[mia]).all(), "17 Jun")
		s.says(s.lists(mia).all(), "Introduction with Ada Osei* · 1 of 1", "Setting goals with Ada Osei* · 1 of 3", "Regular session with Ada Osei* · 3 of 3", "session 5:")

		for user, all := range map[string]int{mia: 3, ada: 4} { // one is about the session with Leo
			mails := s.invitations(user)
			if len(mails) != all {
				s.t.Fatalf("%s has %d mails", user, len(mails))
			}
			fresh, rest := mails[0], mails[1]
			if fresh.Calendar.UID == before[user].Calendar.UID {
				fresh, rest = rest, fresh
			}
			if rest.Calendar.UID != before[user].Calendar.UID || rest.Calendar.Method != "REQUEST" || rest.Calendar.Sequence <= before[user].Calendar.Sequence {
				s.t.Errorf("of the first %s got %+v", user, rest.Calendar)
			}
			s.says(rest.Calendar.Raw, "RRULE:FREQ=WEEKLY;BYDAY=WE;COUNT=1")
			s.says(rest.Text, "These stay as they are; the others come in an invitation of their own.", "1 of 1: Wed 10 Jun 2026")
			s.says(fresh.Calendar.Raw, "RRULE:FREQ=WEEKLY;BYDAY=TH;COUNT=3", "DTSTART;TZID=Africa/Nairobi:20260618T160000",
				"RECURRENCE-ID;TZID=Africa/Nairobi:20260618T160000", "DTSTART;TZID=Africa/Nairobi:20260618T170000")
			s.says(fresh.Text, "moved your sessions", "2 of 3: Thu 25 Jun 2026")
		}

		// From now on the rest is a series like any other: cancelled whole, and reminded of at its new times.
		s.until("2026-06-17T14:30:00Z")
		s.readAll(mia)
		s.readAll(ada)
		s.until("2026-06-18T13:50:00Z")
		s.gets(mia, "15 minutes", "Thu 18 Jun 2026, 17:00")
		s.readAll(ada)
		form = s.onDay(ada, "session_cancel", "25 Jun 2026")
		s.says(form.all(), "This one and 1 after it")
		s.submit(ada, form, values{"reason": value("I am away then.")})
		s.gets(mia, "cancelled", "I am away then.")
		s.readAll(ada)
		s.readAll(leo) // about his own
	})
}

func TestAWholeSeriesIsMovedOverAChangeOfTheClocksInFrench(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(eve)
		s.mentor(ada, nil)
		s.pair(eve, ada)
		s.booksSeries(eve, on("2026-10-07", "15:00").every("fortnight", "3"))
		booked := s.gets(eve, "Séances avec Ada Osei planifiées")
		s.gets(ada, "Sessions with Ève Martin booked")
		first := map[string]calendarMail{eve: s.invitations(eve)[0], ada: s.invitations(ada)[0]}

		review := s.movesFollowing(eve, "7 oct. 2026", on("2026-10-09", "10:30"))
		s.says(review.all(), "Vérifier les dates", "Toutes les deux semaines · 3 séances", "ven. 23 oct. 2026 à 10:30 (CEST) · Pour Ada", "08:30 (GMT)",
			"ven. 6 nov. 2026 à 10:30 (CET) · Pour Ada", "09:30 (GMT)", "Toutes prennent l’heure", "Tout déplacer")
		if out := s.submit(eve, review, nil); out.View != nil || len(out.Errors) > 0 {
			s.t.Fatalf("not moved: %v", out.Errors)
		}
		s.gets(eve, "Nouvelles dates pour les séances avec Ada Osei", "3. ven. 6 nov. 2026 à 10:30 (CET)", "Par vous")
		s.gets(ada, "have new times", "2. Fri 23 Oct 2026, 08:30 (GMT)", "3. Fri 6 Nov 2026, 09:30 (GMT)")
		s.says(s.again(eve, booked).all(), "1. ven. 9 oct. 2026 à 10:30")
		for user, was := range first {
			mails := s.invitations(user)
			c := mails[0].Calendar
			if len(mails) != 2 || c.UID != was.Calendar.UID || c.Method != "REQUEST" || c.Sequence <= was.Calendar.Sequence {
				s.t.Errorf("%s has %d mails, the newest %+v", user, len(mails), c)
			}
			s.says(c.Raw, "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=FR;COUNT=3", "DTSTART;TZID=Europe/Paris:20261009T103000")
			if n := strings.Count(c.Raw, "BEGIN:VEVENT"); n != 1 {
				s.t.Errorf("%d events in\n%s", n, c.Raw)
			}
		}
		s.says(s.mails(eve)[0].Subject, "Nouvelles dates")
		s.says(s.invitations(eve)[0].Text, "Vous avez déplacé vos séances avec Ada Osei. Voici les nouvelles dates.", "3 sur 3")
		s.says(s.invitations(ada)[0].Text, "has moved your sessions. These are the times from now on.")
	})
}
