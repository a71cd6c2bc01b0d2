package stories

import (
	"encoding/json"
	"testing"
	"time"

	"mentorbot/slacksim"
)

// sessionForm opens the form for a new session from the Home.
func (s *stage) sessionForm(user string) *view {
	s.t.Helper()
	s.openHome(user)
	return s.clickHome(user, "session_book").View
}

// on fills in day and time of a session, in the booker's zone.
func on(day, clock string) values {
	return values{"date": {"session_date": day}, "time": {"session_time": clock}}
}

func (v values) and(block string, input any) values {
	v[block] = value(input)
	return v
}

// books books a session by clicking.
func (s *stage) books(user string, in values) {
	s.t.Helper()
	if out := s.submit(user, s.sessionForm(user), in); len(out.Errors) > 0 || out.View != nil {
		s.t.Fatalf("the session was not booked: %v %s", out.Errors, out.View.all())
	}
}

func TestSessionsFollowThePlan(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada)
		s.pair(mia, ada)
		for i, planned := range []struct{ title, length string }{
			{"Introduction", "45 minutes"}, {"Setting goals", "1 hour"}, {"Regular session", "1 hour"}, {"Regular session", "1 hour"},
		} {
			booker, other, form := mia, ada, (*view)(nil)
			if i%2 == 1 { // either books
				booker, other = ada, mia
			}
			if i == 0 {
				form = s.sessionForm(booker)
			} else {
				list := s.command(booker, "/mentor sessions").Reply
				s.says(list.all(), "session "+string(rune('1'+i))+": "+planned.title)
				form = s.clickMessage(booker, *list, "session_book").View
			}
			s.says(form.all(), `"initial_value":"`+planned.title+`"`, `"initial_option":{"text":{"emoji":false,"text":"`+planned.length+`"`)
			s.submit(booker, form, on("2026-06-1"+string(rune('0'+i)), "15:00"))
			s.gets(booker, planned.title, "By you")
			s.gets(other, planned.title, "booked", "session_move", "session_cancel")
		}
	})
}

func TestTheFormShowsTheOthersTime(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ben)
		s.pair(mia, ben)
		form := s.sessionForm(mia)
		s.says(form.all(), "your zone: Africa/Nairobi", "Ben is in Asia/Tokyo")
		s.act("type", fields{"user": mia, "view_id": form.ID, "values": values{"agenda": value("Who we are")}})
		chosen := s.act("type", fields{"user": mia, "view_id": form.ID, "values": on("2026-06-10", "15:00")}).View
		s.says(chosen.all(), "For Ben: Wed 10 Jun 2026, 21:00 (JST)")
		s.says(string(chosen.State), "Who we are")
		out := s.submit(mia, chosen, nil)
		if len(out.Errors) > 0 || out.View != nil {
			s.t.Fatalf("not booked: %v", out.Errors)
		}
		s.gets(mia, "Wed 10 Jun 2026, 15:00 (EAT)", "For Ben: Wed 10 Jun 2026, 21:00 (JST)", "Who we are")
		s.gets(ben, "Wed 10 Jun 2026, 21:00 (JST)", "For Mia: Wed 10 Jun 2026, 15:00 (EAT)", "Who we are")
	})
}

func TestAnOverlapIsRefusedInTheModal(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia)
		s.member(leo)
		s.mentor(ada, capacity(2))
		s.pair(mia, ada)
		s.pair(leo, ada)
		s.books(mia, on("2026-06-10", "15:00").and("minutes", "60"))
		s.gets(mia, "booked")
		s.gets(ada, "booked")

		list := s.command(mia, "/mentor sessions").Reply
		form := s.clickMessage(mia, *list, "session_book").View
		in := on("2026-06-10", "15:30").and("title", "How to listen").and("agenda", "Silence").and("place", "Library").and("link", "https://meet.example/x")
		s.says(s.submit(mia, form, in).Errors["time"], "You have another session from 15:00 to 16:00")
		kept := s.stack(mia)[0]
		s.says(string(kept.State), "How to listen", "Silence", "Library", "https://meet.example/x", "2026-06-10", "15:30")
		wrong := s.submit(mia, &kept, values{"link": value("http://meet.example/x"), "date": {"session_date": "2026-05-01"}})
		s.says(wrong.Errors["link"], "https://")
		s.says(wrong.Errors["date"], "in the future")
		kept = s.stack(mia)[0]
		s.submit(mia, &kept, on("2026-06-10", "16:00").and("link", "https://meet.example/x")) // back to back is no overlap
		s.gets(mia, "How to listen")
		s.gets(ada, "How to listen")

		// Leo has nothing at that time, but Ada has.
		busy := s.submit(leo, s.sessionForm(leo), on("2026-06-10", "13:15")) // 15:15 in Nairobi
		s.says(busy.Errors["time"], "Ada Osei")
		s.saysNot(busy.Errors["time"], "You have another session", "Mia")
	})
}

// invitations are the calendar mails somebody has got, newest first; all have to be sound.
func (s *stage) invitations(user string) []calendarMail {
	s.t.Helper()
	var all []calendarMail
	for _, item := range s.mails(user) {
		m := s.mail(item.ID)
		if len(m.Calendar.Problems)+len(m.Problems) > 0 {
			s.t.Errorf("%s: %q %q", item.Subject, m.Problems, m.Calendar.Problems)
		}
		all = append(all, m)
	}
	return all
}

func TestBothCalendarsFollowASession(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada)
		s.pair(mia, ada)
		s.books(mia, on("2026-06-10", "15:00").and("place", "Library").and("link", "https://meet.example/abc").and("agenda", "Who we are"))
		told := map[string]message{
			mia: s.gets(mia, "Session with Ada Osei booked", "Library", "Who we are", "session_join"),
			ada: s.gets(ada, "Session with Mia Wanjiru booked", "Library", "Who we are", "https://meet.example/abc"),
		}
		uid := map[string]string{}
		for _, user := range []string{mia, ada} {
			mails := s.invitations(user)
			if len(mails) != 1 {
				s.t.Fatalf("%s got %d mails", user, len(mails))
			}
			c := mails[0].Calendar
			if c.Method != "REQUEST" || c.Sequence != 0 || c.Starts != "2026-06-10T12:00:00Z" || c.Status != "CONFIRMED" {
				s.t.Errorf("%s got %+v", user, c)
			}
			s.says(c.Location, "Library")
			s.says(c.Description, "https://meet.example/abc", "Who we are")
			uid[user] = c.UID
		}
		if uid[mia] == uid[ada] {
			s.t.Error("both have the same UID")
		}
		s.says(s.invitations(ada)[0].Text, "Wed 10 Jun 2026, 12:00–12:45 (GMT", "15:00–15:45 (EAT")

		form := s.clickMessage(ada, told[ada], "session_move").View
		s.says(form.all(), "Library", "Who we are", "2026-06-10", "12:00")
		s.says(s.submit(ada, form, nil).Errors["date"], "Nothing has changed yet")
		s.submit(ada, form, on("2026-06-11", "14:00"))
		s.gets(mia, "Session with Ada Osei has a new time", "Thu 11 Jun 2026, 17:00 (EAT)")
		moved := s.gets(ada, "has a new time", "By you")
		s.says(s.again(mia, told[mia]).all(), "The time has changed since", "17:00")
		s.follows(uid, "REQUEST", 1, "CONFIRMED")

		form = s.clickMessage(ada, moved, "session_cancel").View
		s.says(s.submit(ada, form, nil).Errors["reason"], "required")
		s.submit(ada, form, values{"reason": value("I am travelling.")})
		s.gets(mia, "Session with Ada Osei cancelled", "I am travelling.", "By Ada Osei")
		s.gets(ada, "Session with Mia Wanjiru cancelled")
		for _, user := range []string{mia, ada} {
			s.saysNot(s.again(user, told[user]).all(), "session_move", "session_cancel", "session_join")
			s.says(s.again(user, told[user]).all(), "This session was cancelled.")
		}
		s.follows(uid, "CANCEL", 2, "CANCELLED")
		s.says(s.invitations(mia)[0].Text, "I am travelling.")
		s.says(s.clickStale(ada, moved, "session_cancel").reply(), "This session was cancelled already.")
		s.says(s.clickStale(mia, told[mia], "session_move").reply(), "This session was cancelled already.")
		s.saysNot(s.openHome(mia).all(), "Upcoming sessions")
		s.advance(10 * 24 * hour) // and no reminder comes
	})
}

// follows checks the newest calendar mail of everybody against the UID of their first one.
func (s *stage) follows(uid map[string]string, method string, sequence int, status string) {
	s.t.Helper()
	for user, first := range uid {
		mails := s.invitations(user)
		c := mails[0].Calendar
		if c.Method != method || c.Sequence != sequence || c.Status != status || c.UID != first || len(mails) != sequence+1 {
			s.t.Errorf("%s has %d mails, the newest %s %d %s %s, want %s %d %s %s", user, len(mails), c.Method, c.Sequence, c.Status, c.UID,
				method, sequence, status, first)
		}
	}
}

func TestSessionRemindersComeOnce(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada)
		s.pair(mia, ada)
		s.books(mia, on("2026-06-10", "15:00").and("link", "https://meet.example/abc")) // 12:00 UTC
		s.readAll(mia)
		s.readAll(ada)

		s.until("2026-06-09T11:50:00Z")
		s.nobodyHears(mia, ada)
		s.until("2026-06-09T12:00:30Z")
		s.gets(mia, "starts in 24 hours", "session_join", "https://meet.example/abc")
		s.gets(ada, "starts in 24 hours", "session_join")
		s.until("2026-06-10T11:40:00Z")
		s.nobodyHears(mia, ada)
		s.until("2026-06-10T11:45:30Z")
		soon := s.gets(mia, "starts in 15 minutes", "session_join")
		s.gets(ada, "starts in 15 minutes", "session_join")
		s.until("2026-06-10T12:50:00Z")
		s.gets(mia, "How did it go with Ada Osei?")
		s.gets(ada, "How did it go with Mia Wanjiru?")
		s.says(s.clickMessage(mia, soon, "session_cancel").reply(), "This session is over. Nothing has changed.")
		s.says(s.openHome(mia).all(), "1 waits for word how it went")
	})
}

func TestAMovedSessionIsRemindedOfAnew(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada)
		s.pair(mia, ada)
		s.books(mia, on("2026-06-10", "15:00"))
		told := s.gets(mia, "booked")
		s.until("2026-06-09T12:00:30Z")
		s.gets(mia, "starts in 24 hours")
		s.submit(mia, s.clickMessage(mia, told, "session_move").View, on("2026-06-12", "15:00"))
		s.gets(mia, "new time")
		s.until("2026-06-11T11:59:00Z") // the old time passes without a word
		s.nobodyHears(mia)
		s.until("2026-06-11T12:00:30Z")
		s.gets(mia, "starts in 24 hours", "Fri 12 Jun 2026, 15:00 (EAT)")
		s.readAll(ada)
	})
}

// until moves the clock to an instant.
func (s *stage) until(instant string) {
	s.t.Helper()
	at, err := time.Parse(time.RFC3339, instant)
	s.must(err)
	s.advance(at.Sub(s.box.Clock.Now()))
}

func (s *stage) nobodyHears(users ...string) {
	s.t.Helper()
	for _, user := range users {
		if got := s.unread(user); len(got) > 0 {
			s.t.Fatalf("%s heard %q", user, texts(got))
		}
	}
}

func TestATimeThatDoesNotExistIsRefused(t *testing.T) {
	people := append(cast(), slacksim.User{ID: "U0PIA", Name: "pia", RealName: "Pia Weber", Title: "Planner", Email: "pia@example.org", TZ: "Europe/Zurich", Locale: "en-GB"})
	tell(t, people, func(s *stage) {
		s.ready("U0PIA", ada)
		s.pair("U0PIA", ada)
		out := s.submit("U0PIA", s.sessionForm("U0PIA"), on("2027-03-28", "02:30")) // the clocks go forward
		s.says(out.Errors["time"], "This time does not exist on that day")
		var state struct{ Values json.RawMessage }
		s.must(json.Unmarshal(s.stack("U0PIA")[0].State, &state))
		s.says(string(state.Values), "02:30")
	})
}
