package core_test

import (
	"context"
	"testing"
	"time"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

var identity = core.CalendarIdentity{
	Organizer: "sessions@mentoring.example", Domain: "mentoring.example",
	UID: func(s core.SessionID, p core.PersonID) string {
		return string(s) + "-" + string(p) + "@mentoring.example"
	},
}

// invites prepares the mail about a session to a person, as the mailer would, and records it as sent.
func (w *world) invites(p core.Person, id core.SessionID) bool {
	w.t.Helper()
	ctx := context.Background()
	mail, err := w.svc.PrepareCalendarMail(ctx, w.ws, core.Task{To: p.ID, Session: id}, identity)
	w.must(err)
	if mail.Send {
		w.must(w.svc.CalendarMailed(ctx, w.ws, mail.Copy))
	}
	return mail.Send
}

func (w *world) chooses(p core.Person, way core.CalendarWay) core.CalendarSettings {
	w.t.Helper()
	facts, err := w.svc.SaveSettings(context.Background(), w.call(p), core.Settings{Calendar: way})
	w.must(err)
	return facts.Calendar
}

func (w *world) feed(p core.Person, generation int) []core.SessionID {
	w.t.Helper()
	feed, err := w.svc.ReadFeed(context.Background(), w.call(p), generation)
	w.must(err)
	var ids []core.SessionID
	for _, s := range feed.Sessions {
		ids = append(ids, s.Session.ID)
	}
	return ids
}

func TestASessionIsInOneOfSomebodysCalendarsOnly(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := context.Background()
		w := newWorld(t, db, "T1")
		ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
		id := w.pair(ada, mia)
		mailed, err := w.svc.BookSession(ctx, w.call(mia), id, wednesday())
		w.must(err)
		if !w.invites(mia, mailed.Session.ID) {
			t.Fatal("whoever chose nothing gets no mail")
		}

		w.chooses(mia, core.CalendarByFeed)
		later := wednesday()
		later.Date = "2026-06-10"
		fed, err := w.svc.BookSession(ctx, w.call(ada), id, later)
		w.must(err)
		if w.invites(mia, fed.Session.ID) {
			t.Error("a session in the feed was mailed, too")
		}
		if got := w.feed(mia, 1); len(got) != 1 || got[0] != fed.Session.ID {
			t.Errorf("the feed has %v, want only what was not mailed", got)
		}
		later.Date = "2026-06-11"
		_, err = w.svc.MoveSession(ctx, w.call(ada), mailed.Session.ID, later)
		w.must(err)
		if !w.invites(mia, mailed.Session.ID) {
			t.Error("a session that was mailed is not updated by mail any more")
		}

		w.told = map[core.PersonID][]core.NoticeKind{}
		w.chooses(mia, core.CalendarByMail)
		queued := 0
		for {
			job, ok, err := w.db.Claim(ctx, w.clock.Now(), time.Minute)
			w.must(err)
			if !ok {
				break
			}
			if job.Kind == core.JobCalendarMail && job.Task.To == mia.ID && w.invites(mia, job.Task.Session) {
				queued++
			}
			w.must(w.db.Finish(ctx, job, w.clock.Now()))
		}
		if queued != 1 {
			t.Errorf("%d mails after coming back to mail, want one for the session only the feed knew", queued)
		}
		_, err = w.svc.ReadFeed(ctx, w.call(mia), 1)
		refused(t, err, core.CodeNotFound)
	})
}

func TestAnAddressDiesWhenItIsReplaced(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := context.Background()
		w := newWorld(t, db, "T1")
		mia := w.mentee("Mia")
		_, err := w.svc.RotateFeed(ctx, w.call(mia))
		refused(t, err, core.CodeNoFeed)
		if s := w.chooses(mia, core.CalendarByFeed); s.Generation != 1 || !s.ReadAt.IsZero() {
			t.Errorf("at first %+v", s)
		}
		w.feed(mia, 1)
		facts, err := w.svc.Settings(ctx, w.call(mia))
		w.must(err)
		if !facts.Calendar.ReadAt.Equal(start) {
			t.Errorf("read at %s, want %s", facts.Calendar.ReadAt, start)
		}
		facts, err = w.svc.RotateFeed(ctx, w.call(mia))
		w.must(err)
		if facts.Calendar.Generation != 2 || !facts.Calendar.ReadAt.IsZero() {
			t.Errorf("replaced %+v", facts.Calendar)
		}
		_, err = w.svc.ReadFeed(ctx, w.call(mia), 1)
		refused(t, err, core.CodeNotFound)
		w.feed(mia, 2)
		w.chooses(mia, core.CalendarByHand)
		if s := w.chooses(mia, core.CalendarByFeed); s.Generation != 3 {
			t.Errorf("after coming back the address is of generation %d, want another one than before", s.Generation)
		}
	})
}

func TestAFeedForgetsWhatIsLongOver(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := context.Background()
		w := newWorld(t, db, "T1")
		ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
		id := w.pair(ada, mia)
		w.chooses(mia, core.CalendarByFeed)
		held, err := w.svc.BookSession(ctx, w.call(mia), id, wednesday())
		w.must(err)
		ahead := wednesday()
		ahead.Date = "2026-08-03"
		cancelled, err := w.svc.BookSession(ctx, w.call(mia), id, ahead)
		w.must(err)
		_, err = w.svc.CancelSession(ctx, w.call(mia), cancelled.Session.ID, "I am away")
		w.must(err)

		for _, step := range []struct {
			days int // since the cancellation
			want []core.SessionID
		}{
			{0, []core.SessionID{held.Session.ID, cancelled.Session.ID}},
			{29, []core.SessionID{held.Session.ID, cancelled.Session.ID}},
			{31, []core.SessionID{held.Session.ID}},
			{91, []core.SessionID{held.Session.ID}},
			{93, nil},
		} {
			w.clock.advance(start.AddDate(0, 0, step.days).Sub(w.clock.Now()))
			if got := w.feed(mia, 1); len(got) != len(step.want) || len(got) > 0 && got[0] != step.want[0] {
				t.Errorf("after %d days the feed has %v, want %v", step.days, got, step.want)
			}
		}
	})
}
