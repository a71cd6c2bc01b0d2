package core_test

import (
	"context"
	"testing"
	"time"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// quietly passes time day by day, for conversations in which somebody wrote last at an instant.
func (w *world) quietly(d time.Duration, wrote time.Time) {
	w.t.Helper()
	w.wrote = wrote
	for ; d > 0; d -= day {
		w.pass(min(d, day))
	}
}

func TestAQuietPairIsAskedThenReportedAndLastEnded(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		w.policy(func(p *core.Policy) {
			p.RemindFirstContact, p.FirstSessionWeeks, p.QuietDays, p.QuietEndDays = false, 0, 30, 10
		})
		admin := w.admin("Kim")
		ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
		id := w.pair(ada, mia)
		w.told = map[core.PersonID][]core.NoticeKind{}
		w.quietly(29*day, time.Time{})
		w.hears(mia)
		w.quietly(2*day, time.Time{})
		w.hears(ada, core.NoticeQuiet)
		w.hears(mia, core.NoticeQuiet)
		w.quietly(12*day, time.Time{})
		w.hears(mia)
		if items := w.dashboard(admin).Attention; len(items) != 0 {
			t.Errorf("staff see %d items before the two had time to answer", len(items))
		}
		w.quietly(3*day, time.Time{})
		w.hears(ada, core.NoticeQuietEnd)
		w.hears(mia, core.NoticeQuietEnd)
		items := w.dashboard(admin).Attention
		if len(items) != 1 || items[0].Quiet == nil || items[0].Quiet.Mentor.Person.ID != ada.ID || items[0].Quiet.Mentorship.ID != id {
			t.Fatalf("staff see %+v", items)
		}
		w.quietly(7*day, time.Time{})
		if m := w.ofBoth(mia, id); !m.Open() {
			t.Fatalf("%s before the day that was announced", m.State)
		}
		w.quietly(3*day, time.Time{})
		w.hears(ada, core.NoticeEnded)
		w.hears(mia, core.NoticeEnded)
		if m := w.ofBoth(mia, id); m.State != core.MentorshipEndedEarly || !m.EndedQuiet() || m.EndedBy != "" {
			t.Errorf("it is %s, ended by %q", m.State, m.EndedBy)
		}
		if items := w.dashboard(admin).Attention; len(items) != 0 {
			t.Errorf("staff still see %d items", len(items))
		}
		w.told = map[core.PersonID][]core.NoticeKind{}
		w.quietly(60*day, time.Time{})
		for _, kind := range w.told[mia.ID] {
			if kind == core.NoticeQuiet || kind == core.NoticeQuietEnd {
				t.Errorf("told %s of a mentorship that is over", kind)
			}
		}
	})
}

// Each sign of life begins the time anew: what one of them does here, what they write to each other, and what one of them says.
func TestASignOfLifeTakesBackWhatWasSaidOfASilence(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := context.Background()
		w := newWorld(t, db, "T1")
		w.policy(func(p *core.Policy) {
			p.RemindFirstContact, p.FirstSessionWeeks, p.QuietDays, p.LengthWeeks = false, 0, 30, 100
		})
		admin := w.admin("Kim")
		ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
		id := w.pair(ada, mia)
		w.told = map[core.PersonID][]core.NoticeKind{}
		stage := func(want core.SilenceStage) {
			t.Helper()
			if m := w.ofBoth(mia, id); m.Silence.Stage != want {
				t.Errorf("stage %q, want %q", m.Silence.Stage, want)
			}
		}
		w.quietly(31*day, time.Time{})
		w.hears(mia, core.NoticeQuiet)
		for range 2 { // the second time nobody asks any more
			_, err := w.svc.InTouch(ctx, w.call(ada), id)
			w.must(err)
		}
		w.work()
		stage(core.SilenceNone)
		w.told = map[core.PersonID][]core.NoticeKind{}
		w.quietly(29*day, time.Time{})
		w.hears(mia)

		w.quietly(2*day, time.Time{})
		w.hears(mia, core.NoticeQuiet)
		w.quietly(20*day, time.Time{}) // staff see it, and nothing ends by itself
		stage(core.SilenceReported)
		w.quietly(40*day, time.Time{})
		w.hears(mia)
		if items := w.dashboard(admin).Attention; len(items) != 1 {
			t.Errorf("staff see %d items", len(items))
		}
		w.quietly(8*day, w.clock.Now().Add(3*day)) // they write to each other
		stage(core.SilenceNone)
		if items := w.dashboard(admin).Attention; len(items) != 0 {
			t.Errorf("staff still see %d items", len(items))
		}
		w.hears(mia)

		in := wednesday()
		in.Date = w.clock.Now().AddDate(0, 0, 60).Format(time.DateOnly)
		_, err := w.svc.BookSession(ctx, w.call(mia), id, in)
		w.must(err)
		w.work()
		w.told = map[core.PersonID][]core.NoticeKind{}
		w.quietly(58*day, time.Time{})
		w.hears(mia) // a session that is booked is a sign in advance
	})
}

func TestNobodyIsAskedAfterWhoIsAwayOnHoldOrGone(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := context.Background()
		w := newWorld(t, db, "T1")
		w.policy(func(p *core.Policy) {
			p.RemindFirstContact, p.FirstSessionWeeks, p.QuietDays, p.LengthWeeks = false, 0, 30, 100
		})
		ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
		id := w.pair(ada, mia)
		w.told = map[core.PersonID][]core.NoticeKind{}
		_, err := w.svc.SaveDates(ctx, w.call(ada), core.DateHours{First: w.inDays(ada, 25), Last: w.inDays(ada, 45)})
		w.must(err)
		w.quietly(50*day, time.Time{})
		w.hears(mia)
		w.quietly(5*day, time.Time{})
		w.hears(mia, core.NoticeQuiet)
		_, err = w.svc.HoldMentorship(ctx, w.call(mia), id, core.HoldRequest{Until: w.inDays(mia, 60)})
		w.must(err)
		w.work()
		w.told = map[core.PersonID][]core.NoticeKind{}
		w.quietly(85*day, time.Time{})
		w.hears(mia, core.NoticeResumed)
		w.quietly(6*day, time.Time{})
		w.hears(mia, core.NoticeQuiet)
		w.deactivate(ada)
		w.quietly(60*day, time.Time{})
		w.hears(mia)
	})
}

// What staff see goes away by a hold, and by what they settle themselves: then nothing ends either.
func TestWhatStaffSeeOfASilenceGoesAwayWithIt(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := context.Background()
		w := newWorld(t, db, "T1")
		w.policy(func(p *core.Policy) {
			p.RemindFirstContact, p.FirstSessionWeeks, p.QuietDays, p.QuietEndDays, p.LengthWeeks = false, 0, 30, 20, 100
		})
		admin := w.admin("Kim")
		ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
		id := w.pair(ada, mia)
		w.quietly(46*day, time.Time{})
		items := w.dashboard(admin).Attention
		if len(items) != 1 || items[0].Quiet == nil {
			t.Fatalf("staff see %+v", items)
		}
		w.must(w.svc.ResolveAttention(ctx, w.call(admin), items[0].Item.ID))
		if m := w.ofBoth(mia, id); m.Quiet() || !m.Silence.EndsAt.IsZero() {
			t.Errorf("settled by staff it is %+v", m.Silence)
		}
		w.quietly(29*day, time.Time{})
		if m := w.ofBoth(mia, id); !m.Open() {
			t.Fatalf("%s though staff have settled it", m.State)
		}
		w.quietly(17*day, time.Time{})
		_, err := w.svc.HoldMentorship(ctx, w.call(mia), id, core.HoldRequest{Until: w.inDays(mia, 30)})
		w.must(err)
		if items := w.dashboard(admin).Attention; len(items) != 0 {
			t.Errorf("on hold staff see %d items", len(items))
		}
	})
}

// A look is good for one step, however often its job is carried out, and nothing ends of which the two did not hear in time.
func TestASilenceTakesOneStepForEachLookAndEndsNothingUntold(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := context.Background()
		w := newWorld(t, db, "T1")
		w.policy(func(p *core.Policy) {
			p.RemindFirstContact, p.FirstSessionWeeks, p.QuietDays, p.QuietEndDays, p.LengthWeeks = false, 0, 30, 10, 100
		})
		ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
		id := w.pair(ada, mia)
		w.clock.advance(31 * day)
		w.must(w.svc.Sweep(ctx))
		look := w.take(core.JobSilence, "")
		for range 3 {
			w.must(w.svc.TakeSilence(ctx, w.ws, look.Task, time.Time{}))
		}
		if m := w.ofBoth(mia, id); m.Silence.Stage != core.SilenceAsked {
			t.Errorf("one look led to %q", m.Silence.Stage)
		}
		w.must(w.db.Finish(ctx, look, w.clock.Now()))
		w.work()
		w.unrecorded = true
		w.quietly(55*day, time.Time{})
		if m := w.ofBoth(mia, id); !m.Open() || m.Silence.Stage != core.SilenceWarned || !m.Silence.EndsAt.After(w.clock.Now()) {
			t.Errorf("nobody was told, and it is %s: %+v", m.State, m.Silence)
		}
	})
}
