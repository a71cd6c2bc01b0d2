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

func weekly(times int) core.Repeating { return core.Repeating{Every: slots.Weekly, Times: times} }

// booksSeries books sessions from Wednesday on and gives them in order.
func (w *world) booksSeries(p core.Person, id core.MentorshipID, repeat core.Repeating) []core.Session {
	w.t.Helper()
	booked, err := w.svc.BookSeries(context.Background(), w.call(p), id, wednesday(), repeat, nil)
	w.must(err)
	return w.series(p, booked.Series.ID)
}

func (w *world) series(p core.Person, id core.SeriesID) []core.Session {
	w.t.Helper()
	facts, err := w.svc.SeriesFor(context.Background(), w.ws, id, p.ID)
	w.must(err)
	return facts.Sessions
}

// isTold is what a person's calendar is told of a session, or of a series as a whole; it is recorded as sent.
func (w *world) isTold(p core.Person, task core.Task) core.CalendarMail {
	w.t.Helper()
	identity := core.CalendarIdentity{
		Organizer: "sessions@example.org", Domain: "example.org",
		UID: func(s core.SessionID, p core.PersonID) string { return string(s) + "-" + string(p) },
	}
	task.To = p.ID
	if task.Series == "" { // the mail of its latest change
		w.must(w.db.Read(context.Background(), w.ws, func(tx core.Tx) error {
			session, err := tx.Sessions().Get(context.Background(), task.Session)
			task.Sequence = session.Sequence
			return err
		}))
	}
	mail, err := w.svc.PrepareCalendarMail(context.Background(), w.ws, task, identity)
	w.must(err)
	if mail.Send {
		w.must(w.svc.CalendarMailed(context.Background(), w.ws, mail.Copy))
	}
	return mail
}

func TestASeriesKeepsToTheClock(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
		id := w.pair(ada, mia)
		w.pass(130 * 24 * time.Hour) // 9 October; Paris changes on the 25th
		w.work()
		w.told = map[core.PersonID][]core.NoticeKind{}
		in := wednesday()
		in.Date = "2026-10-14"
		booked, err := w.svc.BookSeries(t.Context(), w.call(mia), id, in, weekly(4), nil)
		w.must(err)
		var got []string
		for i, s := range w.series(mia, booked.Series.ID) {
			got = append(got, s.StartsAt.Format("02 Jan 15:04"))
			if s.Part != i+1 || s.Number != i+1 || s.Sequence != 0 || s.Mentorship != id {
				t.Errorf("session %d: %+v", i, s)
			}
		}
		if want := []string{"14 Oct 12:00", "21 Oct 12:00", "28 Oct 13:00", "04 Nov 13:00"}; !cmp.Equal(want, got) {
			t.Errorf("booked %v, want %v", got, want)
		}
		w.work()
		w.hears(ada, core.NoticeSessionBooked)
		w.hears(mia, core.NoticeSessionBooked)
	})
}

func TestASeriesEndsWithTheMentorship(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
		id := w.pair(ada, mia) // planned for 26 weeks
		for repeat, want := range map[core.Repeating]int{
			weekly(0): 26, weekly(26): 26, {Every: slots.Fortnightly}: 13, {Every: slots.Monthly, Times: 12}: 6, {Every: slots.Monthly, Times: 3}: 3,
		} {
			plan, err := w.svc.PlanSeries(t.Context(), w.call(mia), id, wednesday(), repeat)
			w.must(err)
			if len(plan.Times) != want || plan.Ends.IsZero() == (repeat.Times > want) {
				t.Errorf("%+v: %d times, ends %v; want %d", repeat, len(plan.Times), plan.Ends, want)
			}
		}
		late := wednesday()
		late.Date = "2026-11-25"
		_, err := w.svc.PlanSeries(t.Context(), w.call(mia), id, late, weekly(3))
		refused(t, err, core.CodeSeriesShort)
		for _, bad := range []core.Repeating{{Every: "day", Times: 3}, weekly(1), weekly(27), weekly(-1)} {
			_, err := w.svc.PlanSeries(t.Context(), w.call(mia), id, wednesday(), bad)
			refused(t, err, core.CodeInvalidInput)
		}
		leo := w.mentee("Leo")
		_, err = w.svc.PlanSeries(t.Context(), w.call(leo), id, wednesday(), weekly(3))
		refused(t, err, core.CodeForbidden)
		_, err = w.svc.BookSeries(t.Context(), w.call(leo), id, wednesday(), weekly(3), nil)
		refused(t, err, core.CodeForbidden)
	})
}

func TestWhatIsInTheWayOfASeriesIsSettledFirst(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := t.Context()
		w := newWorld(t, db, "T1")
		ada, mia, leo := w.mentor("Ada", 2), w.mentee("Mia"), w.mentee("Leo")
		id, others := w.pair(ada, mia), w.pair(ada, leo)
		for _, date := range []string{"2026-06-03", "2026-06-17", "2026-06-24"} { // the first, third and fourth
			in := wednesday()
			in.Date = date
			_, err := w.svc.BookSession(ctx, w.call(leo), others, in)
			w.must(err)
		}
		plan, err := w.svc.PlanSeries(ctx, w.call(mia), id, wednesday(), weekly(4))
		w.must(err)
		var taken []int
		for _, at := range plan.Times {
			c := at.Conflict
			if c == nil {
				continue
			}
			taken = append(taken, at.Part)
			if c.Reason != core.ConflictSession || c.Own || len(c.Alternatives) != 4 {
				t.Errorf("part %d: %+v", at.Part, c)
			}
			if next := c.Alternatives[0].Sub(at.Start).Abs(); next != time.Hour {
				t.Errorf("part %d: the nearest is %s away", at.Part, next)
			}
			if _, ok := at.Settle(core.ConflictKeep); ok {
				t.Errorf("part %d: two sessions at a time", at.Part)
			}
		}
		if want := []int{1, 3, 4}; !cmp.Equal(want, taken) {
			t.Fatalf("in the way of %v, want %v", taken, want)
		}
		book := func(answers map[int]string) (core.SessionFacts, error) {
			return w.svc.BookSeries(ctx, w.call(mia), id, wednesday(), weekly(4), answers)
		}
		later := plan.Times[2].Start.Add(time.Hour).Format(time.RFC3339)
		for name, answers := range map[string]map[int]string{
			"none": nil, "one is open": {1: core.ConflictSkip, 3: later}, "kept": {1: core.ConflictKeep, 3: later, 4: core.ConflictSkip},
			"not offered": {1: core.ConflictSkip, 3: plan.Times[2].Start.Add(7 * time.Minute).Format(time.RFC3339), 4: core.ConflictSkip},
		} {
			if _, err := book(answers); core.Refusal(err) == nil || core.Refusal(err).Code != core.CodeSeriesConflicts {
				t.Errorf("%s: %v", name, err)
			}
		}
		booked, err := book(map[int]string{1: core.ConflictSkip, 3: later, 4: core.ConflictSkip})
		w.must(err)
		all := w.series(mia, booked.Series.ID)
		if len(all) != 2 || booked.Series.Count != 2 || booked.Series.First.Day != 10 || all[1].Part != 2 || !all[1].StartsAt.Equal(plan.Times[2].Start.Add(time.Hour)) {
			t.Errorf("booked %+v of %+v", all, booked.Series) // it begins with the second: the first is left out, as is the last
		}
	})
}

func TestASingleTimeThatIsLeftIsNoSeries(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := t.Context()
		w := newWorld(t, db, "T1")
		ada, mia, leo := w.mentor("Ada", 2), w.mentee("Mia"), w.mentee("Leo")
		id, others := w.pair(ada, mia), w.pair(ada, leo)
		w.booksSeries(leo, others, weekly(2))
		in := wednesday()
		in.Date = "2026-06-10" // Leo's second one
		_, err := w.svc.BookSeries(ctx, w.call(mia), id, in, weekly(2), map[int]string{1: core.ConflictSkip})
		w.must(err)
		facts, err := w.svc.Mentorship(ctx, w.call(mia), id)
		w.must(err)
		if s := facts.Sessions; len(s) != 1 || s[0].Series != "" || s[0].Part != 0 {
			t.Errorf("booked %+v", s)
		}
		in.Date = "2026-06-03"
		_, err = w.svc.BookSeries(ctx, w.call(mia), id, in, weekly(2), map[int]string{1: core.ConflictSkip, 2: core.ConflictSkip})
		refused(t, err, core.CodeSeriesEmpty)
	})
}

func TestCalendarsFollowASeries(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := t.Context()
		w := newWorld(t, db, "T1")
		ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
		all := w.booksSeries(mia, w.pair(ada, mia), weekly(6))
		whole := core.Task{Series: all[0].Series}
		of := func(i int) core.Task { return core.Task{Session: all[i].ID, Sequence: 1} }
		first := w.isTold(ada, whole)
		if !first.Send || !first.First || first.Method != core.CalendarRequest || first.Copy.Sequence != 0 || len(first.Series.Sessions) != 6 {
			t.Fatalf("first mail %+v", first)
		}
		if w.isTold(ada, whole).Send || w.isTold(ada, of(2)).Send {
			t.Error("the same is sent twice")
		}

		later := wednesday()
		later.Date, later.Time = "2026-06-18", "09:00"
		moved, err := w.svc.MoveSession(ctx, w.call(ada), all[2].ID, later)
		w.must(err)
		if m := w.isTold(ada, of(2)); !m.Send || m.Copy.UID != first.Copy.UID || m.Copy.Series != all[0].Series || m.Copy.Sequence != 1 || m.Series != nil {
			t.Errorf("moved one: %+v", m.Copy)
		}
		_, err = w.svc.CancelSession(ctx, w.call(mia), all[1].ID, "Away")
		w.must(err)
		if m := w.isTold(ada, of(1)); !m.Send || m.Method != core.CalendarCancel || m.Copy.UID != first.Copy.UID || m.Copy.Sequence != 2 {
			t.Errorf("cancelled one: %+v", m.Copy)
		}

		w.told = map[core.PersonID][]core.NoticeKind{}
		w.work()
		w.told = map[core.PersonID][]core.NoticeKind{}
		cancelled, err := w.svc.CancelSeries(ctx, w.call(mia), all[3].ID, "A new job")
		w.must(err)
		if cancelled.Along != 2 || cancelled.Series.Count != 3 {
			t.Errorf("cancelled with %d others, the series has %d", cancelled.Along, cancelled.Series.Count)
		}
		w.work()
		w.hears(ada, core.NoticeSessionCancelled)
		w.hears(mia, core.NoticeSessionCancelled)
		shorter := w.isTold(ada, whole)
		if !shorter.Send || shorter.First || shorter.Method != core.CalendarRequest || shorter.Copy.Sequence <= 2 {
			t.Errorf("shortened: %+v", shorter.Copy)
		}
		for i := 3; i < 6; i++ {
			if w.isTold(ada, of(i)).Send {
				t.Errorf("session %d is cancelled twice", i)
			}
		}

		// What comes after is later than the update, also of what it did not change.
		again := later
		again.Time = "11:00"
		_, err = w.svc.MoveSession(ctx, w.call(mia), moved.Session.ID, again)
		w.must(err)
		if m := w.isTold(ada, of(2)); !m.Send || m.Copy.Sequence <= shorter.Copy.Sequence {
			t.Errorf("moved again: %+v after %+v", m.Copy, shorter.Copy)
		}
		_, err = w.svc.CancelSeries(ctx, w.call(mia), all[0].ID, "It is over")
		w.must(err)
		if m := w.isTold(ada, whole); !m.Send || m.Method != core.CalendarCancel {
			t.Errorf("all of it: %+v", m)
		}
		if w.isTold(ada, whole).Send || w.isTold(ada, of(2)).Send {
			t.Error("the end is told twice")
		}
		if w.isTold(mia, whole).Send { // hers were never sent
			t.Error("a series cancelled before its first mail is sent")
		}
	})
}

func TestTheEndOfAMentorshipEndsItsSeries(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
		id := w.pair(ada, mia)
		all := w.booksSeries(mia, id, weekly(4))
		whole := core.Task{Series: all[0].Series}
		w.isTold(ada, whole)
		w.pass(8 * 24 * time.Hour) // two are over... the second is today
		_, err := w.svc.EndMentorship(t.Context(), w.call(mia), id, "We are done")
		w.must(err)
		m := w.isTold(ada, whole)
		if !m.Send || m.Method != core.CalendarRequest || m.Facts.Series.Count != 1 {
			t.Errorf("told %v %+v", m.Send, m.Facts.Series)
		}
	})
}

func TestAnswersToASeries(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
		all := w.booksSeries(mia, w.pair(ada, mia), weekly(3))
		w.work()
		w.told = map[core.PersonID][]core.NoticeKind{}
		uid := w.isTold(ada, core.Task{Series: all[0].Series}).Copy.UID
		answer := func(minutes int, at time.Time, a core.Attendance) core.ReplyOutcome {
			t.Helper()
			outcome, err := w.svc.TakeReply(t.Context(), core.CalendarReply{
				UID: uid, Attendee: ada.Email, Attendance: a, StampedAt: w.clock.now.Add(time.Duration(minutes) * time.Minute), Occurrence: at,
			})
			w.must(err)
			return outcome
		}
		said := func() []core.Attendance {
			t.Helper()
			facts, err := w.svc.SeriesFor(t.Context(), w.ws, all[0].Series, ada.ID)
			w.must(err)
			var got []core.Attendance
			for _, r := range facts.Replies {
				got = append(got, r.Attendance)
			}
			return got
		}
		if got := answer(1, time.Time{}, core.AttendanceYes); got != core.ReplyTaken {
			t.Errorf("to all: %s", got)
		}
		if got := answer(2, all[1].StartsAt, core.AttendanceMaybe); got != core.ReplyTaken {
			t.Errorf("to one: %s", got)
		}
		if want := []core.Attendance{core.AttendanceYes, core.AttendanceMaybe, core.AttendanceYes}; !cmp.Equal(want, said()) {
			t.Errorf("they said %v, want %v", said(), want)
		}
		if got := answer(3, all[1].StartsAt.Add(time.Hour), core.AttendanceNo); got != core.ReplyUnknown {
			t.Errorf("to none there is: %s", got)
		}
		if got := answer(4, time.Time{}, core.AttendanceNo); got != core.ReplyTaken {
			t.Errorf("to all: %s", got)
		}
		w.work()
		w.hears(ada, core.NoticeSessionDeclined) // once
		_, err := w.svc.AttendSeries(t.Context(), w.call(ada), all[0].ID)
		w.must(err)
		if want := []core.Attendance{core.AttendanceYes, core.AttendanceYes, core.AttendanceYes}; !cmp.Equal(want, said()) {
			t.Errorf("they said %v, want %v", said(), want)
		}
		w.pass(30 * 24 * time.Hour)
		if got := answer(0, time.Time{}, core.AttendanceNo); got != core.ReplyStale {
			t.Errorf("to what is over: %s", got)
		}
	})
}

func TestWhoeverComesBackToMailHasASeriesAsOne(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
		id := w.pair(ada, mia)
		settings := w.chooses(ada, core.CalendarByFeed)
		all := w.booksSeries(mia, id, weekly(3))
		whole := core.Task{Series: all[0].Series}
		if w.isTold(ada, whole).Send {
			t.Error("mailed to whom reads a feed")
		}
		if got := w.feed(ada, settings.Generation); len(got) != 3 {
			t.Errorf("the feed has %v", got)
		}
		w.chooses(ada, core.CalendarByMail)
		for i := range all { // the mail that was on its way about one of them tells of them all
			if m := w.isTold(ada, core.Task{Session: all[i].ID}); m.Send != (i == 0) || m.Copy.Series != all[i].Series || i == 0 && m.Series == nil {
				t.Errorf("session %d: %v %+v", i, m.Send, m.Copy)
			}
		}
		if w.isTold(ada, whole).Send {
			t.Error("mailed again")
		}
		_, err := w.svc.CancelSeries(t.Context(), w.call(mia), all[1].ID, "Away")
		w.must(err)
		if m := w.isTold(ada, whole); !m.Send || m.Method != core.CalendarRequest || m.Facts.Series.Count != 1 {
			t.Errorf("of the end of the series: %v %s %+v", m.Send, m.Method, m.Facts.Series)
		}
	})
}
