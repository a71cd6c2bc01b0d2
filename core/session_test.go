package core_test

import (
	"context"
	"testing"
	"time"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// pair makes a mentorship of two people and forgets what they were told on the way.
func (w *world) pair(mentor, mentee core.Person) core.MentorshipID {
	w.t.Helper()
	w.ask(mentee, mentor)
	id := w.accept(mentor).Mentorship.ID
	w.told = map[core.PersonID][]core.NoticeKind{}
	return id
}

// wednesday is a booking two days after start, 14:00 in Paris, which is 12:00 UTC.
func wednesday() core.Booking {
	return core.Booking{Date: "2026-06-03", Time: "14:00", Minutes: 45, Link: "https://meet.example.org/room", Agenda: "Say hello"}
}

func TestASessionIsBookedMovedAndCancelled(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := context.Background()
		w := newWorld(t, db, "T1")
		ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
		id := w.pair(ada, mia)

		booked, err := w.svc.BookSession(ctx, w.call(mia), id, wednesday())
		w.must(err)
		w.work()
		w.hears(ada, core.NoticeSessionBooked)
		w.hears(mia, core.NoticeSessionBooked)
		if s := booked.Session; s.Kind != core.SessionIntroduction || s.Number != 1 || !s.StartsAt.Equal(time.Date(2026, 6, 3, 12, 0, 0, 0, time.UTC)) {
			t.Errorf("session %+v, want the introduction at 12:00 UTC", s)
		}

		later := wednesday()
		later.Time = "16:30"
		moved, err := w.svc.MoveSession(ctx, w.call(ada), booked.Session.ID, later)
		w.must(err)
		w.work()
		w.hears(mia, core.NoticeSessionMoved)
		stored, err := w.svc.Session(ctx, w.call(mia), booked.Session.ID)
		w.must(err)
		if stored.Session != moved.Session {
			t.Errorf("stored %+v, want %+v", stored.Session, moved.Session)
		}
		if s := moved.Session; s.Sequence != 1 || !s.MovedFrom.Equal(booked.Session.StartsAt) || s.ChangedBy != ada.ID {
			t.Errorf("after the move %+v, want sequence 1, moved by Ada", s)
		}

		_, err = w.svc.CancelSession(ctx, w.call(mia), booked.Session.ID, " ")
		refused(t, err, core.CodeRequired)
		cancelled, err := w.svc.CancelSession(ctx, w.call(mia), booked.Session.ID, "I am ill")
		w.must(err)
		if s := cancelled.Session; s.Sequence != 2 || s.State != core.SessionCancelled || s.Late {
			t.Errorf("after cancelling %+v, want sequence 2, not late", s)
		}
		_, err = w.svc.CancelSession(ctx, w.call(ada), booked.Session.ID, "me too")
		refused(t, err, core.CodeSessionCancelled)

		again, err := w.svc.BookSession(ctx, w.call(mia), id, later)
		w.must(err)
		if again.Session.Number != 1 || again.Session.ID == booked.Session.ID {
			t.Errorf("booked again %+v, want a new session number 1", again.Session)
		}
	})
}

func TestSessionsOfOnePersonDoNotOverlap(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := context.Background()
		w := newWorld(t, db, "T1")
		ada := w.mentor("Ada", 2)
		mia, leo := w.mentee("Mia"), w.mentee("Leo")
		first, second := w.pair(ada, mia), w.pair(ada, leo)
		_, err := w.svc.BookSession(ctx, w.call(mia), first, wednesday())
		w.must(err)

		for name, at := range map[string]string{"same time": "14:00", "touching the end": "14:44", "around the start": "13:30"} {
			b := wednesday()
			b.Time = at
			_, err := w.svc.BookSession(ctx, w.call(leo), second, b)
			refusal := core.Refusal(err)
			if refusal == nil || refusal.Code != core.CodeSessionOverlap || refusal.Field != "time" {
				t.Errorf("%s: got %v, want an overlap at the time", name, err)
			}
		}
		next := wednesday()
		next.Time = "14:45"
		_, err = w.svc.BookSession(ctx, w.call(leo), second, next)
		w.must(err)
	})
}

func TestBookingsAtOnceOfOneSlotGiveOneSession(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		ada := w.mentor("Ada", 2)
		mia, leo := w.mentee("Mia"), w.mentee("Leo")
		ids := []core.MentorshipID{w.pair(ada, mia), w.pair(ada, leo)}
		who := []core.Person{mia, leo}
		results := atOnce(10, func(i int) error {
			_, err := w.svc.BookSession(context.Background(), w.call(who[i%2]), ids[i%2], wednesday())
			return err
		})
		booked := 0
		for _, err := range results {
			if err == nil {
				booked++
				continue
			}
			refused(t, err, core.CodeSessionOverlap)
		}
		if booked != 1 {
			t.Errorf("%d bookings went through, want 1", booked)
		}
	})
}

func TestRemindersComeOnceAndFollowTheSession(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := context.Background()
		w := newWorld(t, db, "T1")
		ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
		booked, err := w.svc.BookSession(ctx, w.call(mia), w.pair(ada, mia), wednesday()) // in 51 hours
		w.must(err)
		w.pass(26 * time.Hour)
		w.hears(ada, core.NoticeSessionBooked)
		w.pass(time.Hour) // 24 hours before
		w.pass(time.Hour)
		w.hears(ada, core.NoticeSessionReminder)

		tomorrow := wednesday()
		tomorrow.Date = "2026-06-04"
		_, err = w.svc.MoveSession(ctx, w.call(mia), booked.Session.ID, tomorrow)
		w.must(err)
		w.pass(22 * time.Hour) // the old start is over, the new one is 25 hours away
		w.hears(ada, core.NoticeSessionMoved)
		w.pass(25*time.Hour - 15*time.Minute)
		w.hears(ada, core.NoticeSessionReminder)
		w.pass(time.Hour)
		w.hears(ada, core.NoticeCheckIn)
	})
}

func TestAReminderThatComesTooLateIsNotSent(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
		_, err := w.svc.BookSession(context.Background(), w.call(mia), w.pair(ada, mia), wednesday())
		w.must(err)
		w.work()
		w.hears(ada, core.NoticeSessionBooked)
		w.pass(100 * time.Hour)
		w.hears(ada, core.NoticeCheckIn)
	})
}

func TestWhatABookingMayNotSay(t *testing.T) {
	tests := map[string]struct {
		change func(*core.Booking)
		code   core.Code
		field  string
	}{
		"a day that is over":            {func(b *core.Booking) { b.Date = "2026-05-31" }, core.CodeSessionInPast, "date"},
		"in two years":                  {func(b *core.Booking) { b.Date = "2028-06-01" }, core.CodeSessionTooFar, "date"},
		"no date":                       {func(b *core.Booking) { b.Date = "" }, core.CodeRequired, "date"},
		"no time":                       {func(b *core.Booking) { b.Time = "" }, core.CodeRequired, "time"},
		"a date that is none":           {func(b *core.Booking) { b.Date = "2026-02-30" }, core.CodeInvalidInput, "date"},
		"a time that is none":           {func(b *core.Booking) { b.Time = "25:00" }, core.CodeInvalidInput, "time"},
		"a time nobody's clock shows":   {func(b *core.Booking) { b.Date, b.Time = "2027-03-28", "02:30" }, core.CodeTimeSkipped, "time"},
		"five minutes":                  {func(b *core.Booking) { b.Minutes = 5 }, core.CodeNumberOutOfRange, "minutes"},
		"a link that is no web address": {func(b *core.Booking) { b.Link = "javascript:alert(1)" }, core.CodeBadURL, "link"},
		"a link with a password":        {func(b *core.Booking) { b.Link = "https://a:b@example.org" }, core.CodeBadURL, "link"},
		"a title too long":              {func(b *core.Booking) { b.Title = longText(core.MaxSessionTitle + 1) }, core.CodeTooLong, "title"},
	}
	db := storagetest.SQLite(t)
	w := newWorld(t, db, "T1")
	ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
	id := w.pair(ada, mia)
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			b := wednesday()
			tt.change(&b)
			_, err := w.svc.BookSession(context.Background(), w.call(mia), id, b)
			refusal := core.Refusal(err)
			if refusal == nil || refusal.Code != tt.code || refusal.Field != tt.field {
				t.Errorf("got %v (%+v), want %s at %s", err, refusal, tt.code, tt.field)
			}
		})
	}
}

func longText(n int) string {
	text := make([]rune, n)
	for i := range text {
		text[i] = 'é'
	}
	return string(text)
}

func TestACalendarHearsOfASessionOncePerChange(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := context.Background()
		w := newWorld(t, db, "T1")
		ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
		booked, err := w.svc.BookSession(ctx, w.call(mia), w.pair(ada, mia), wednesday())
		w.must(err)
		identity := core.CalendarIdentity{
			Organizer: "sessions@example.org", Domain: "example.org",
			UID: func(s core.SessionID, p core.PersonID) string { return string(s) + string(p) },
		}
		task := core.Task{Session: booked.Session.ID, To: ada.ID}
		prepare := func() core.CalendarMail {
			mail, err := w.svc.PrepareCalendarMail(ctx, w.ws, task, identity)
			w.must(err)
			return mail
		}

		first := prepare()
		if !first.Send || !first.First || first.Method != core.CalendarRequest || first.Copy.Address != ada.Email {
			t.Fatalf("first mail %+v", first)
		}
		if again := prepare(); again.Copy.UID != first.Copy.UID || again.Copy.MailID != first.Copy.MailID {
			t.Error("a second attempt names another event")
		}
		w.must(w.svc.CalendarMailed(ctx, w.ws, first.Copy))
		if prepare().Send {
			t.Error("the same state is sent twice")
		}

		_, err = w.svc.CancelSession(ctx, w.call(ada), booked.Session.ID, "Travelling")
		w.must(err)
		cancel := prepare()
		if !cancel.Send || cancel.First || cancel.Method != core.CalendarCancel || cancel.Copy.Sequence <= first.Copy.Sequence || cancel.Copy.UID != first.Copy.UID {
			t.Errorf("cancellation %+v after %+v", cancel.Copy, first.Copy)
		}
		w.must(w.svc.CalendarMailed(ctx, w.ws, cancel.Copy))
		if prepare().Send {
			t.Error("the cancellation is sent twice")
		}

		task.To = mia.ID
		for range 2 {
			if prepare().Send {
				t.Error("a session cancelled before its first mail is sent")
			}
		}
	})
}

// The mail server may have taken a mail before the process died that was to record it.
func TestACalendarThatMayHaveHeardOfASessionHearsOfItsCancellation(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := context.Background()
		w := newWorld(t, db, "T1")
		ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
		booked, err := w.svc.BookSession(ctx, w.call(mia), w.pair(ada, mia), wednesday())
		w.must(err)
		identity := core.CalendarIdentity{
			Organizer: "sessions@example.org", Domain: "example.org",
			UID: func(s core.SessionID, p core.PersonID) string { return string(s) + string(p) },
		}
		task := core.Task{Session: booked.Session.ID, To: ada.ID}
		sent, err := w.svc.PrepareCalendarMail(ctx, w.ws, task, identity)
		w.must(err)
		_, err = w.svc.CancelSession(ctx, w.call(ada), booked.Session.ID, "Travelling")
		w.must(err)
		cancel, err := w.svc.PrepareCalendarMail(ctx, w.ws, task, identity)
		w.must(err)
		if !cancel.Send || cancel.First || cancel.Method != core.CalendarCancel || cancel.Copy.UID != sent.Copy.UID {
			t.Errorf("after a mail of unknown fate: %+v", cancel)
		}
	})
}
