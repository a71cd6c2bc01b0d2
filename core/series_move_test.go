package core_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mentorbot/core"
	"mentorbot/core/slots"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// thursday is where sessions of Wednesday go.
func thursday(day string) core.Booking {
	in := wednesday()
	in.Date, in.Time = day, "10:00"
	return in
}

// movesSeries moves a session and those after it, with nothing in the way.
func (w *world) movesSeries(p core.Person, id core.SessionID, in core.Booking) core.SessionFacts {
	w.t.Helper()
	facts, err := w.svc.MoveSeries(context.Background(), w.call(p), id, in, nil)
	w.must(err)
	return facts
}

func TestTheRestOfASeriesBecomesOneOfItsOwn(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
		all := w.booksSeries(mia, w.pair(ada, mia), weekly(5)) // Wednesdays at two from 3 June on
		old := core.Task{Series: all[0].Series}
		first := w.isTold(ada, old)
		_, err := w.svc.CancelSession(t.Context(), w.call(mia), all[3].ID, "Away")
		w.must(err)
		w.isTold(ada, core.Task{Session: all[3].ID, Sequence: 1})
		w.work()
		w.told = map[core.PersonID][]core.NoticeKind{}

		in := thursday("2026-06-18")
		in.Place = "Library"
		moved := w.movesSeries(ada, all[2].ID, in)
		w.work()
		w.hears(ada, core.NoticeSessionMoved)
		w.hears(mia, core.NoticeSessionMoved)
		if moved.Series.ID == all[0].Series || moved.Series.Zone != "Europe/Paris" || moved.Series.Count != 3 || moved.Session.Part != 1 {
			t.Errorf("moved to %+v", moved.Series)
		}
		var got []string
		for _, s := range w.series(mia, moved.Series.ID) {
			got = append(got, s.StartsAt.Format("02 Jan 15:04 ")+s.Place)
			if s.MovedFrom.IsZero() || s.ChangedBy != ada.ID {
				t.Errorf("%+v", s)
			}
		}
		if want := []string{"18 Jun 08:00 Library", "02 Jul 08:00 Library"}; !cmp.Equal(want, got) {
			t.Errorf("moved to %v, want %v", got, want)
		}

		rest, fresh := w.isTold(ada, old), w.isTold(ada, core.Task{Series: moved.Series.ID})
		if !rest.Send || rest.Copy.UID != first.Copy.UID || rest.Facts.Series.Count != 2 || rest.Copy.Sequence < 2 || !rest.Series.Moved() {
			t.Errorf("of the rest: %+v %+v", rest.Copy, rest.Facts.Series)
		}
		if !fresh.Send || !fresh.First || fresh.Copy.UID == first.Copy.UID || len(fresh.Series.Sessions) != 2 || fresh.Facts.By.ID != ada.ID {
			t.Errorf("of what was moved: %+v", fresh.Copy)
		}
		for _, s := range fresh.Series.Sessions {
			if w.isTold(ada, core.Task{Session: s.ID, Sequence: s.Sequence}).Send {
				t.Errorf("session %d is told twice", s.Part)
			}
		}
	})
}

func TestASeriesThatIsMovedFromItsFirstOnStaysOne(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
		all := w.booksSeries(mia, w.pair(ada, mia), weekly(3))
		whole := core.Task{Series: all[0].Series}
		first := w.isTold(ada, whole)
		in := wednesday() // a week later: each gets the time of the next
		in.Date = "2026-06-10"
		moved := w.movesSeries(mia, all[0].ID, in)
		if moved.Series.ID != all[0].Series || !cmp.Equal(moved.Series.First, slots.Wall{Year: 2026, Month: time.June, Day: 10, Hour: 14}) {
			t.Errorf("moved to %+v", moved.Series)
		}
		if m := w.isTold(ada, whole); !m.Send || m.First || m.Copy.UID != first.Copy.UID || m.Copy.Sequence <= first.Copy.Sequence {
			t.Errorf("told %+v", m.Copy)
		}
		_, err := w.svc.MoveSeries(t.Context(), w.call(mia), all[0].ID, in, nil)
		refused(t, err, core.CodeSessionUnchanged)
	})
}

// Where the rest was moved before, the news of a later move of what stayed is that move alone.
func TestWhatStayedOfASeriesIsMovedWithoutTheRest(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
		all := w.booksSeries(mia, w.pair(ada, mia), weekly(4))
		whole := core.Task{Series: all[0].Series}
		w.isTold(ada, whole)
		in := wednesday()
		in.Date = "2026-06-18"
		rest := w.movesSeries(mia, all[2].ID, in)
		if m := w.isTold(ada, whole); !m.Send || !m.Series.Split {
			t.Errorf("the rest is split off without a word: %+v", m.Series)
		}
		w.pass(time.Minute)
		in.Date = "2026-06-04"
		w.movesSeries(mia, all[0].ID, in)
		if m := w.isTold(ada, whole); !m.Send || m.Series.Split || !m.Series.Moved() {
			t.Errorf("of what stayed: %+v", m.Series)
		}
		if m := w.isTold(ada, core.Task{Series: rest.Series.ID}); m.Series.Split {
			t.Errorf("of the rest: %+v", m.Series)
		}
	})
}

// The first was cancelled before anything was mailed, so that the mail about the whole left it out. It went nonetheless, and is taken back.
func TestASeriesThatWasMailedWithoutItsFirstIsTakenBack(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
		all := w.booksSeries(mia, w.pair(ada, mia), weekly(2))
		_, err := w.svc.CancelSession(t.Context(), w.call(mia), all[0].ID, "Away")
		w.must(err)
		whole := core.Task{Series: all[0].Series}
		first := w.isTold(ada, whole)
		if first.Method != core.CalendarRequest || w.isTold(ada, core.Task{Session: all[0].ID, Sequence: 1}).Send {
			t.Errorf("told %+v", first)
		}
		in := wednesday()
		in.Date = "2026-06-11"
		w.movesSeries(mia, all[1].ID, in)
		if m := w.isTold(ada, whole); !m.Send || m.Method != core.CalendarCancel || m.Copy.UID != first.Copy.UID {
			t.Errorf("of what is in no calendar any more: %v %s %+v", m.Send, m.Method, m.Copy)
		}
	})
}

func TestAMoveBehindThePlannedEndIsSeenBeforeItHappens(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
		id := w.pair(ada, mia)
		all := w.booksSeries(mia, id, weekly(3))
		m, err := w.svc.Mentorship(t.Context(), w.call(mia), id)
		w.must(err)
		end := m.Mentorship.PlannedEnd
		in := wednesday()
		in.Date = "2026-06-04"
		if plan, err := w.svc.PlanMove(t.Context(), w.call(mia), all[0].ID, in); err != nil || !plan.Past.IsZero() {
			t.Errorf("a move within the mentorship: %v %v", plan.Past, err)
		}
		in.Date = end.AddDate(0, 0, -8).Format(time.DateOnly)
		plan, err := w.svc.PlanMove(t.Context(), w.call(mia), all[0].ID, in)
		if w.must(err); !plan.Past.Equal(end) {
			t.Errorf("a move to %v, with the end at %v: %v", plan.Times, end, plan.Past)
		}
	})
}

// What comes before was cancelled: it is in no calendar, but the rule it was left out of is.
func TestASeriesOfWhichNothingStaysIsReplaced(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
		all := w.booksSeries(mia, w.pair(ada, mia), weekly(3))
		old := core.Task{Series: all[0].Series}
		first := w.isTold(ada, old)
		_, err := w.svc.CancelSession(t.Context(), w.call(mia), all[0].ID, "Away")
		w.must(err)
		w.isTold(ada, core.Task{Session: all[0].ID, Sequence: 1})
		moved := w.movesSeries(mia, all[1].ID, thursday("2026-06-11"))
		if m := w.isTold(ada, old); !m.Send || m.Method != core.CalendarCancel || m.Copy.UID != first.Copy.UID {
			t.Errorf("of what was: %+v", m.Copy)
		}
		if m := w.isTold(ada, core.Task{Series: moved.Series.ID}); !m.Send || m.Method != core.CalendarRequest {
			t.Errorf("of what is: %+v", m.Copy)
		}
	})
}

func TestWhatIsInTheWayOfAMoveIsSettledFirst(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := t.Context()
		w := newWorld(t, db, "T1")
		ada, mia, leo := w.mentor("Ada", 2), w.mentee("Mia"), w.mentee("Leo")
		all := w.booksSeries(mia, w.pair(ada, mia), weekly(3))
		_, err := w.svc.BookSession(ctx, w.call(leo), w.pair(ada, leo), thursday("2026-06-11"))
		w.must(err)
		in := thursday("2026-06-04")
		plan, err := w.svc.PlanMove(ctx, w.call(mia), all[0].ID, in)
		w.must(err)
		taken := plan.Times[1].Conflict
		if taken == nil || taken.Own || len(taken.Alternatives) == 0 || plan.Times[0].Conflict != nil || !plan.Times[1].Was.Equal(all[1].StartsAt) {
			t.Fatalf("in the way: %+v", plan.Times)
		}
		for _, answers := range []map[int]string{nil, {2: core.ConflictSkip}, {2: core.ConflictKeep}, {2: "2026-06-11T03:00:00Z"}} {
			_, err := w.svc.MoveSeries(ctx, w.call(mia), all[0].ID, in, answers)
			refused(t, err, core.CodeSeriesConflicts)
		}
		_, err = w.svc.PlanMove(ctx, w.call(leo), all[0].ID, in)
		refused(t, err, core.CodeForbidden)
		_, err = w.svc.MoveSeries(ctx, w.call(leo), all[0].ID, in, nil)
		refused(t, err, core.CodeForbidden)
		_, err = w.svc.MoveSeries(ctx, w.call(mia), all[0].ID, in, map[int]string{2: core.ConflictStay})
		w.must(err)
		var got []string
		for _, s := range w.series(mia, all[0].Series) {
			got = append(got, s.StartsAt.Format("02 Jan 15:04"))
		}
		if want := []string{"04 Jun 08:00", "10 Jun 12:00", "18 Jun 08:00"}; !cmp.Equal(want, got) {
			t.Errorf("moved to %v, want %v", got, want)
		}
		w.pass(4 * 24 * time.Hour)
		_, err = w.svc.MoveSeries(ctx, w.call(mia), all[0].ID, thursday("2026-06-25"), nil)
		refused(t, err, core.CodeSessionOver)
	})
}
