package core_test

import (
	"context"
	"testing"
	"time"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// A reminder of a first step waits as a job; whether it is still due is asked when it is its turn.
func TestDaysOffHoldTheTimeToWriteFirst(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
		day := func(n int) string { return w.clock.Now().In(mia.Location()).AddDate(0, 0, n).Format(time.DateOnly) }
		_, err := w.svc.SaveDates(context.Background(), w.call(mia), core.DateHours{First: day(1), Last: day(2)})
		w.must(err)
		w.pair(ada, mia)
		w.pass(74 * time.Hour)
		w.hears(mia)
		w.pass(48 * time.Hour)
		w.hears(mia, core.NoticeFirstContact)
	})
}

func TestFirstStepsAreRemindedOfOnceAndOnlyIfNotDone(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := context.Background()
		w := newWorld(t, db, "T1")
		ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
		id := w.pair(ada, mia)
		due := func(p core.Person, notice core.NoticeKind) bool {
			is, err := w.svc.FirstStepDue(ctx, w.ws, core.Task{Notice: notice, To: p.ID, Mentorship: id})
			w.must(err)
			return is
		}
		w.pass(71 * time.Hour)
		w.hears(mia)
		w.pass(2 * time.Hour)
		w.hears(mia, core.NoticeFirstContact)
		w.hears(ada)
		if !due(mia, core.NoticeFirstContact) || !due(ada, core.NoticeFirstSession) {
			t.Error("nobody has done anything, and nothing is due")
		}
		for range 2 { // the second time changes nothing
			if _, err := w.svc.InTouch(ctx, w.call(ada), id); err != nil {
				t.Fatal(err)
			}
		}
		if due(mia, core.NoticeFirstContact) || !due(mia, core.NoticeFirstSession) {
			t.Error("who is in touch is to write, or needs no session any more")
		}
		times := core.NewTimes{Minutes: 45, Times: [core.MaxProposedTimes]core.WallTime{{Date: w.clock.Now().AddDate(0, 0, 2).Format(time.DateOnly), Time: "14:00"}}}
		proposed, err := w.svc.ProposeTimes(ctx, w.call(mia), id, times)
		w.must(err)
		if due(mia, core.NoticeFirstSession) || due(ada, core.NoticeFirstSession) {
			t.Error("times for the first session wait for an answer, and it is to be booked")
		}
		_, err = w.svc.WithdrawTimes(ctx, w.call(mia), proposed.Proposal.ID)
		w.must(err)
		w.work()
		w.told = map[core.PersonID][]core.NoticeKind{}
		w.pass(11 * 24 * time.Hour)
		w.hears(ada, core.NoticeFirstSession)
		w.hears(mia, core.NoticeFirstSession)
		in := wednesday()
		in.Date = w.clock.Now().AddDate(0, 0, 3).Format(time.DateOnly)
		_, err = w.svc.BookSession(ctx, w.call(mia), id, in)
		w.must(err)
		if due(mia, core.NoticeFirstSession) {
			t.Error("a booked session is to be booked")
		}
		_, err = w.svc.InTouch(ctx, w.call(w.mentee("Zoe")), id)
		refused(t, err, core.CodeForbidden)
	})
}

func TestTheProgrammeDecidesAboutFirstSteps(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		w.policy(func(p *core.Policy) { p.RemindFirstContact, p.FirstSessionWeeks = false, 0 })
		ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
		w.pair(ada, mia)
		w.pass(30 * 24 * time.Hour)
		w.hears(mia)
		w.hears(ada)
	})
}

func TestAReminderOfAFirstStepWaitsForTheEndOfQuietHours(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
		clock := func(hours int) string {
			return w.clock.Now().In(mia.Location()).Add(time.Duration(hours) * time.Hour).Format("15:04")
		}
		w.must(w.saveSettings(mia, func(s *core.Settings) { s.QuietFrom, s.QuietTo = clock(-1), clock(3) }))
		w.pair(ada, mia)
		w.pass(74 * time.Hour)
		w.hears(mia)
		w.pass(time.Hour + time.Minute)
		w.hears(mia, core.NoticeFirstContact)
	})
}

func TestThePlanShowsWhatBecameOfEachNumber(t *testing.T) {
	policy := core.DefaultPolicy()
	facts := core.MentorshipFacts{
		Program: core.Program{Policy: policy}, NextNumber: 4,
		Sessions: []core.Session{
			{ID: "no", Number: 1, State: core.SessionCancelled}, {ID: "yes", Number: 1, State: core.SessionHeld},
			{ID: "missed", Number: 2, State: core.SessionNoShow}, {ID: "next", Number: 3, State: core.SessionBooked},
			{ID: "gone", Number: 9, State: core.SessionCancelled},
		},
	}
	plan := facts.Plan()
	want := []core.SessionID{"yes", "missed", "next"}
	if len(plan) != len(want) {
		t.Fatalf("%d entries, want %d", len(plan), len(want))
	}
	for i, e := range plan {
		if e.Session.ID != want[i] || e.Number != i+1 || e.Open() != (i == 1) {
			t.Errorf("entry %d: %s, open %v", e.Number, e.Session.ID, e.Open())
		}
	}
	facts.Sessions = nil
	facts.NextNumber = 1
	if plan := facts.Plan(); len(plan) != len(policy.SessionPlan) || !plan[0].Open() || plan[0].Planned != policy.SessionPlan[0] {
		t.Errorf("a plan without sessions: %+v", plan)
	}
}
