package core_test

import (
	"context"
	"testing"
	"time"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// inDays is a day from now on the clock of a person, as a form has it.
func (w *world) inDays(p core.Person, n int) string {
	return w.clock.Now().In(p.Location()).AddDate(0, 0, n).Format(time.DateOnly)
}

func TestAMentorshipOnHoldGoesOnByItself(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := context.Background()
		w, ada, mia, id := closingPair(t, db)
		planned := w.ofBoth(mia, id).PlannedEnd
		_, err := w.svc.BookSession(ctx, w.call(mia), id, wednesday())
		w.must(err)
		later := wednesday()
		later.Date = w.inDays(mia, 40)
		_, err = w.svc.BookSession(ctx, w.call(mia), id, later)
		w.must(err)
		w.work()
		w.told = map[core.PersonID][]core.NoticeKind{}

		for until, code := range map[string]core.Code{"": core.CodeRequired, "soon": core.CodeInvalidInput, w.inDays(ada, -1): core.CodeDateInPast, w.inDays(ada, 200): core.CodeHoldTooLong} {
			_, err := w.svc.HoldMentorship(ctx, w.call(ada), id, core.HoldRequest{Until: until})
			refused(t, err, code)
		}
		_, err = w.svc.HoldMentorship(ctx, w.call(w.mentee("Zoe")), id, core.HoldRequest{Until: w.inDays(ada, 20)})
		refused(t, err, core.CodeForbidden)
		facts, err := w.svc.HoldMentorship(ctx, w.call(ada), id, core.HoldRequest{Until: w.inDays(ada, 20), Reason: " Busy ", CancelSessions: true})
		w.must(err)
		m := facts.Mentorship
		if !m.OnHold() || m.Hold.By != ada.ID || m.Hold.Reason != "Busy" || m.Hold.Until.In(ada.Location()).Hour() != 9 {
			t.Fatalf("on hold: %+v", m.Hold)
		}
		if facts.Dropped != 1 || facts.Next == nil { // the one behind the hold stays
			t.Errorf("%d sessions cancelled, next is %v", facts.Dropped, facts.Next)
		}
		w.work()
		w.hears(ada, core.NoticeHold)
		w.hears(mia, core.NoticeHold)
		_, err = w.svc.BookSession(ctx, w.call(mia), id, wednesday())
		refused(t, err, core.CodeMentorshipOnHold)
		_, err = w.svc.Extend(ctx, w.call(mia), id, 4)
		refused(t, err, core.CodeMentorshipOnHold)
		_, err = w.svc.EndAsPlanned(ctx, w.call(mia), id)
		refused(t, err, core.CodeMentorshipOnHold)
		w.pass(19 * day)
		w.hears(ada)
		w.hears(mia)
		w.pass(day)
		w.hears(ada, core.NoticeResumed)
		w.hears(mia, core.NoticeResumed)
		again := w.ofBoth(mia, id)
		if moved := again.PlannedEnd.Sub(planned); !again.Open() || moved < 19*day || moved > 20*day || again.Hold != (core.Hold{}) {
			t.Errorf("it is %s, with its end moved by %s", again.State, moved)
		}
		w.pass(43 * day) // to two weeks before the new end, past the session
		if got := w.told[ada.ID]; len(got) == 0 || got[len(got)-1] != core.NoticeClosing {
			t.Errorf("told %v, want the reminder of the end last", got)
		}
		w.pass(60 * day)
		closings := 0
		for _, kind := range w.told[ada.ID] {
			if kind == core.NoticeClosing {
				closings++
			}
		}
		if closings != 1 {
			t.Errorf("reminded of the end %d times", closings)
		}
	})
}

func TestAHoldIsPutOffEndedEarlyAndEndsWithTheMentorship(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := context.Background()
		w, ada, mia, id := closingPair(t, db)
		_, err := w.svc.ResumeMentorship(ctx, w.call(mia), id)
		refused(t, err, core.CodeNotOnHold)
		_, err = w.svc.ProposeTimes(ctx, w.call(mia), id, threeTimes())
		w.must(err)
		w.work()
		w.told = map[core.PersonID][]core.NoticeKind{}
		_, err = w.svc.HoldMentorship(ctx, w.call(ada), id, core.HoldRequest{Until: w.inDays(ada, 5)})
		w.must(err)
		_, err = w.svc.HoldMentorship(ctx, w.call(mia), id, core.HoldRequest{Until: w.inDays(mia, 12)})
		w.must(err)
		w.work()
		w.hears(ada, core.NoticeHold, core.NoticeHold)
		w.hears(mia, core.NoticeHold, core.NoticeHold)
		w.pass(6 * day) // the first day has been put off, and the times are off the table
		w.hears(ada)
		w.hears(mia)
		_, err = w.svc.ResumeMentorship(ctx, w.call(ada), id)
		w.must(err)
		w.work()
		w.hears(ada)
		w.hears(mia, core.NoticeResumed)
		w.pass(7 * day)
		w.hears(mia)
		_, err = w.svc.HoldMentorship(ctx, w.call(ada), id, core.HoldRequest{Until: w.inDays(ada, 5)})
		w.must(err)
		ended, err := w.svc.EndMentorship(ctx, w.call(mia), id, "It is better so.")
		w.must(err)
		if ended.State != core.MentorshipEndedEarly || ended.Hold != (core.Hold{}) {
			t.Errorf("ended on hold: %s %+v", ended.State, ended.Hold)
		}
		_, err = w.svc.HoldMentorship(ctx, w.call(ada), id, core.HoldRequest{Until: w.inDays(ada, 5)})
		refused(t, err, core.CodeMentorshipOver)
		w.work()
		w.told = map[core.PersonID][]core.NoticeKind{}
		w.pass(30 * day)
		w.hears(mia)
	})
}

// A planned end both know of is not told of again, and does not move.
func TestAnEndThatHasComeStaysOverAHold(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w, ada, mia, id := closingPair(t, db)
		w.pass(60 * day)
		w.told = map[core.PersonID][]core.NoticeKind{}
		before := w.ofBoth(mia, id).PlannedEnd
		_, err := w.svc.HoldMentorship(context.Background(), w.call(ada), id, core.HoldRequest{Until: w.inDays(ada, 5)})
		w.must(err)
		w.pass(30 * day)
		w.hears(mia, core.NoticeHold, core.NoticeResumed)
		if after := w.ofBoth(mia, id).PlannedEnd; !after.Equal(before) {
			t.Errorf("the end moved from %s to %s", before, after)
		}
	})
}

// The time on hold does not count: who ends a mentorship in the middle of it ends it early, though the planned day has passed.
func TestThePlannedEndDoesNotComeWhileOnHold(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := context.Background()
		w, ada, mia, id := closingPair(t, db)
		w.pass(40 * day)
		_, err := w.svc.HoldMentorship(ctx, w.call(ada), id, core.HoldRequest{Until: w.inDays(ada, 60)})
		w.must(err)
		w.pass(30 * day) // the eight weeks are over
		_, err = w.svc.EndMentorship(ctx, w.call(mia), id, "")
		refused(t, err, core.CodeRequired)
		m, err := w.svc.EndMentorship(ctx, w.call(mia), id, "I move away.")
		w.must(err)
		if m.State != core.MentorshipEndedEarly {
			t.Errorf("the mentorship is %s", m.State)
		}
	})
}

// A later end that waits for an answer moves by the break, also where the planned one had come before.
func TestAProposedEndMovesByAHold(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := context.Background()
		w, ada, mia, id := closingPair(t, db)
		w.pass(60 * day)
		_, err := w.svc.Extend(ctx, w.call(ada), id, 4)
		w.must(err)
		before := w.ofBoth(mia, id).Closing.Extension.Until
		_, err = w.svc.HoldMentorship(ctx, w.call(mia), id, core.HoldRequest{Until: w.inDays(mia, 35)})
		w.must(err)
		w.pass(36 * day)
		m := w.ofBoth(mia, id)
		if moved := m.Closing.Extension.Until.Sub(before); moved < 34*day || moved > 36*day || !m.Extends(w.clock.Now()) {
			t.Errorf("the proposed end moved by %s", moved)
		}
	})
}
