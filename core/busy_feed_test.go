package core_test

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

const busySecret = "https://calendar.example/private-s3cr3t-t0ken/basic.ics"

// connect has a person read from a calendar, and gives its id.
func (w *world) connect(p core.Person, address string) core.BusyFeedID {
	w.t.Helper()
	w.must(w.svc.AddBusyFeed(context.Background(), w.call(p), core.NewBusyFeed{Name: "Work", Address: address, AllDay: true}))
	feeds := w.feeds(p)
	return feeds[len(feeds)-1].ID
}

func (w *world) feeds(p core.Person) []core.BusyFeed {
	w.t.Helper()
	list, err := w.svc.BusyFeeds(context.Background(), w.call(p))
	w.must(err)
	return list.Feeds
}

// readBusy records that an attempt found these times, given as hours from now and hours long.
func (w *world) readBusy(id core.BusyFeedID, times ...[2]float64) core.BusyFeed {
	w.t.Helper()
	var read core.BusyRead
	for _, t := range times {
		from := w.svc.Now().Add(time.Duration(t[0] * float64(time.Hour)))
		read.Times = append(read.Times, core.BusyTime{Start: from, End: from.Add(time.Duration(t[1] * float64(time.Hour)))})
	}
	return w.record(id, read)
}

func (w *world) record(id core.BusyFeedID, read core.BusyRead) core.BusyFeed {
	w.t.Helper()
	feed, err := w.svc.RecordBusyRead(context.Background(), w.ws, id, read)
	w.must(err)
	return feed
}

func TestNoTimeIsOfferedInWhichOneOfTheTwoIsBusy(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := t.Context()
		w := newWorld(t, db, "T1")
		ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
		id := w.pair(ada, mia)
		w.opens(ada, "9-12", core.BookingRules{Every: 60, Length: 60, Before: 15})
		tuesday := func() []string {
			o, err := w.svc.TimesToBook(ctx, w.call(mia), id, 0)
			w.must(err)
			return slices.DeleteFunc(offered(t, o), func(at string) bool { return !strings.HasPrefix(at, "Tue 02") })
		}
		check := func(what string, want ...string) {
			t.Helper()
			if got := tuesday(); !slices.Equal(got, want) {
				t.Errorf("%s: %v, want %v", what, got, want)
			}
		}
		check("nobody is read", "Tue 02 09:00", "Tue 02 10:00", "Tue 02 11:00")
		mine, theirs := w.connect(mia, busySecret), w.connect(ada, busySecret)
		check("nothing is known yet", "Tue 02 09:00", "Tue 02 10:00", "Tue 02 11:00")
		w.readBusy(mine, [2]float64{22.5, 0.1}) // 9:30 in Paris
		check("the mentee is busy", "Tue 02 10:00", "Tue 02 11:00")
		w.readBusy(theirs, [2]float64{23.75, 0.1}) // 10:45, and she keeps a quarter of an hour free before
		check("the mentor is busy too")
		taken, err := time.Parse(time.RFC3339, "2026-06-02T08:00:00Z")
		w.must(err)
		_, err = w.svc.BookSession(ctx, w.call(mia), id, chosen(taken))
		refused(t, err, core.CodeSlotTaken)
		text, err := json.Marshal(core.Refusal(err).Args)
		w.must(err)
		if strings.Contains(string(text), "Ada") || strings.Contains(string(text), "Work") {
			t.Errorf("the refusal tells whose calendar is in the way: %s", text)
		}
		w.readBusy(theirs, [2]float64{24, 0.1}) // 11:00
		check("another time", "Tue 02 10:00")
		w.record(theirs, core.BusyRead{Failure: core.BusyUnreachable})
		check("what was read last counts on", "Tue 02 10:00")
		w.must(w.svc.RemoveBusyFeed(ctx, w.call(ada), theirs))
		check("a calendar is gone with its times", "Tue 02 10:00", "Tue 02 11:00")
		if _, err := w.svc.BookSession(ctx, w.call(mia), id, chosen(taken)); err != nil {
			t.Errorf("a free time cannot be booked: %v", err)
		}
	})
}

func TestACalendarIsConnectedByItsOwnerOnly(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := t.Context()
		w := newWorld(t, db, "T1")
		ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
		for address, want := range map[string]core.Code{
			"": core.CodeRequired, "my calendar": core.CodeBusyAddress, "http://calendar.example/x": core.CodeBusyNotHTTPS,
			"https://me:pass@calendar.example/x": core.CodeBusyAddress,
		} {
			err := w.svc.AddBusyFeed(ctx, w.call(ada), core.NewBusyFeed{Address: address})
			refused(t, err, want)
			if field := core.Refusal(err).Field; field != "address" {
				t.Errorf("%q: refused at %q", address, field)
			}
		}
		refused(t, w.svc.AddBusyFeed(ctx, w.call(ada), core.NewBusyFeed{Address: busySecret, Name: strings.Repeat("x", 41)}), core.CodeTooLong)
		id := w.connect(ada, "webcal"+strings.TrimPrefix(busySecret, "https"))
		refused(t, w.svc.AddBusyFeed(ctx, w.call(ada), core.NewBusyFeed{Address: busySecret}), core.CodeBusyKnown)
		w.connect(ada, busySecret+"?2")
		w.connect(ada, busySecret+"?3")
		refused(t, w.svc.AddBusyFeed(ctx, w.call(ada), core.NewBusyFeed{Address: busySecret + "?4"}), core.CodeBusyFeedsFull)

		refused(t, w.svc.RemoveBusyFeed(ctx, w.call(mia), id), core.CodeBusyFeedGone)
		refused(t, w.svc.RereadBusyFeed(ctx, w.call(mia), id, "view"), core.CodeBusyFeedGone)
		if feeds := w.feeds(mia); len(feeds) > 0 {
			t.Errorf("Mia sees %+v", feeds)
		}
		w.must(w.svc.RemoveBusyFeed(ctx, w.call(ada), id))
		refused(t, w.svc.RemoveBusyFeed(ctx, w.call(ada), id), core.CodeBusyFeedGone)
		_, err := w.svc.RecordBusyRead(ctx, w.ws, id, core.BusyRead{})
		refused(t, err, core.CodeNotFound)
	})
}

func TestAnAddressIsInNothingTheProductSaysOrNotes(t *testing.T) {
	db := storagetest.SQLite(t)
	w := newWorld(t, db, "T1")
	ada := w.mentor("Ada", 1)
	call := w.call(ada)
	call.Envelope = "envelope"
	w.must(w.svc.AddBusyFeed(t.Context(), call, core.NewBusyFeed{Address: busySecret}))
	id := w.feeds(ada)[0].ID
	query, err := w.svc.BusyQueryFor(t.Context(), w.ws, id)
	w.must(err)
	if query.Address.Reveal() != busySecret {
		t.Errorf("fetched is %q", query.Address.Reveal())
	}
	job, ok, err := db.Claim(t.Context(), w.svc.Now(), time.Minute)
	for w.must(err); ok && job.Kind != core.JobBusyFeed; w.must(err) {
		job, ok, err = db.Claim(t.Context(), w.svc.Now(), time.Minute)
	}
	if !ok {
		t.Error("nothing reads the calendar")
	}
	for what, facts := range map[string]any{"list": w.feeds(ada), "query": query, "job": job} {
		text, err := json.Marshal(facts)
		w.must(err)
		if strings.Contains(string(text), "s3cr3t") {
			t.Errorf("the address is in the %s: %s", what, text)
		}
	}
}

func TestACalendarIsReadAgainAndAgain(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		ada := w.mentor("Ada", 1)
		id := w.connect(ada, busySecret)
		queued := func() (n int) {
			for {
				job, ok, err := db.Claim(t.Context(), w.clock.Now(), time.Minute)
				w.must(err)
				if !ok {
					return n
				}
				if job.Kind == core.JobBusyFeed {
					n++
				}
				w.must(db.Finish(t.Context(), job, w.clock.Now()))
			}
		}
		sweep := func(after time.Duration) int {
			w.clock.advance(after)
			w.must(w.svc.Sweep(t.Context()))
			return queued()
		}
		if n := queued(); n != 1 {
			t.Errorf("%d jobs after connecting", n)
		}
		feed := w.readBusy(id, [2]float64{1, 1})
		if pause := feed.NextAt.Sub(w.svc.Now()); pause < 25*time.Minute || pause > 35*time.Minute {
			t.Errorf("again after %v", pause)
		}
		for _, step := range []struct {
			after time.Duration
			want  int
		}{{24 * time.Minute, 0}, {12 * time.Minute, 1}, {time.Minute, 0}, {time.Hour, 1}} { // the last because the job left no result
			if n := sweep(step.after); n != step.want {
				t.Errorf("%d jobs after %v more, want %d", n, step.after, step.want)
			}
		}
		var pauses []time.Duration
		for range 8 {
			feed = w.record(id, core.BusyRead{Failure: core.BusyUnreachable})
			pauses = append(pauses, feed.NextAt.Sub(w.svc.Now()))
		}
		if pauses[0] < 50*time.Minute || pauses[0] > time.Hour || pauses[7] < 12*time.Hour || pauses[7] > 12*time.Hour+10*time.Minute {
			t.Errorf("pauses between failures: %v", pauses)
		}
		if feed = w.readBusy(id); feed.Failures != 0 || feed.NextAt.Sub(w.svc.Now()) > 35*time.Minute {
			t.Errorf("after a success: %+v", feed)
		}
		w.must(w.svc.RereadBusyFeed(t.Context(), w.call(ada), id, "view"))
		if n := queued(); n != 0 {
			t.Errorf("read %d times within a minute", n)
		}
		w.clock.advance(time.Minute)
		w.must(w.svc.RereadBusyFeed(t.Context(), w.call(ada), id, "view"))
		if n := queued(); n != 1 || !w.feeds(ada)[0].Waiting() {
			t.Errorf("%d jobs for who asks for it", n)
		}
		w.deactivate(ada)
		if n := sweep(100 * time.Hour); n != 0 {
			t.Errorf("%d jobs for somebody who has left", n)
		}
		_, err := w.svc.BusyQueryFor(t.Context(), w.ws, id)
		refused(t, err, core.CodeNotFound)
	})
}

// deactivate is what happens when somebody's account in the chat system is closed.
func (w *world) deactivate(p core.Person) {
	w.t.Helper()
	_, err := w.svc.SyncPerson(context.Background(), core.Call{Workspace: w.ws}, core.ChatProfile{
		ChatUserID: p.ChatUserID, Name: p.Name, Email: p.Email, Locale: "en-GB", TimeZone: "Europe/Paris", Deactivated: true,
	})
	w.must(err)
}

func TestOfACalendarThatFailsForDaysItsOwnerHearsOnce(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		ada := w.mentor("Ada", 1)
		id := w.connect(ada, busySecret)
		w.readBusy(id, [2]float64{1, 1})
		fail := func(days int) {
			for range 4 * days {
				w.record(id, core.BusyRead{Failure: core.BusyDenied})
				w.clock.advance(6 * time.Hour)
			}
			w.work()
		}
		w.work()
		w.told = map[core.PersonID][]core.NoticeKind{}
		fail(3)
		w.hears(ada)
		fail(1)
		w.hears(ada, core.NoticeBusyFeed)
		fail(20)
		w.hears(ada)
		if feed := w.feeds(ada)[0]; len(feed.Times) != 1 || feed.Failure != core.BusyDenied {
			t.Errorf("what was read last is %+v", feed)
		}
		w.readBusy(id)
		fail(2)
		w.hears(ada)
		fail(2)
		w.hears(ada, core.NoticeBusyFeed)
	})
}

func TestAnUnchangedCalendarIsBelievedForADay(t *testing.T) {
	db := storagetest.SQLite(t)
	w := newWorld(t, db, "T1")
	ada := w.mentor("Ada", 1)
	id := w.connect(ada, busySecret)
	check := func(want core.BusyCheck) {
		t.Helper()
		q, err := w.svc.BusyQueryFor(t.Context(), w.ws, id)
		w.must(err)
		if q.Check != want || q.Email != ada.Email || q.Zone.String() != "Europe/Paris" || !q.Feed.AllDay {
			t.Errorf("asked with %+v", q)
		}
	}
	check(core.BusyCheck{})
	now := w.svc.Now()
	w.record(id, core.BusyRead{Check: core.BusyCheck{ETag: "1"}, Times: []core.BusyTime{{Start: now, End: now.Add(time.Hour)}}})
	check(core.BusyCheck{ETag: "1"})
	w.clock.advance(23 * time.Hour)
	if feed := w.record(id, core.BusyRead{Unchanged: true}); len(feed.Times) != 1 || !feed.ReadAt.Equal(w.svc.Now()) {
		t.Errorf("unchanged, it is %+v", feed)
	}
	check(core.BusyCheck{ETag: "1"})
	w.clock.advance(time.Hour)
	check(core.BusyCheck{})
}
