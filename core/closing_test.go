package core_test

import (
	"context"
	"testing"
	"time"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

const day = 24 * time.Hour

// closingPair is a mentor and a mentee eight weeks before their planned end, who are reminded of nothing else.
func closingPair(t *testing.T, db *storage.DB) (w *world, ada, mia core.Person, id core.MentorshipID) {
	w = newWorld(t, db, "T1")
	w.policy(func(p *core.Policy) { p.LengthWeeks, p.RemindFirstContact, p.FirstSessionWeeks = 8, false, 0 })
	ada, mia = w.mentor("Ada", 1), w.mentee("Mia")
	id = w.pair(ada, mia)
	w.told = map[core.PersonID][]core.NoticeKind{}
	return w, ada, mia, id
}

func (w *world) ofBoth(p core.Person, id core.MentorshipID) core.Mentorship {
	w.t.Helper()
	facts, err := w.svc.Mentorship(context.Background(), w.call(p), id)
	w.must(err)
	return facts.Mentorship
}

func TestAMentorshipGoesOnAfterItsPlannedEndUntilSomebodyEndsIt(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w, ada, mia, id := closingPair(t, db)
		w.pass(41 * day)
		w.hears(mia)
		w.pass(2 * day)
		w.hears(ada, core.NoticeClosing)
		w.hears(mia, core.NoticeClosing)
		w.pass(5 * day)
		w.hears(mia)
		w.pass(9 * day)
		w.hears(ada, core.NoticePlannedEnd)
		w.hears(mia, core.NoticePlannedEnd)
		w.pass(30 * day)
		w.hears(ada)
		w.hears(mia)
		if m := w.ofBoth(mia, id); !m.Open() {
			t.Fatalf("nobody ended it, and it is %s", m.State)
		}
		ended, err := w.svc.EndMentorship(context.Background(), w.call(ada), id, "")
		w.must(err)
		if ended.State != core.MentorshipCompleted || ended.EndedBy != ada.ID {
			t.Errorf("ended after its time: %s by %s", ended.State, ended.EndedBy)
		}
	})
}

func TestAMentorshipEndsAsPlannedWhenOneOfTheTwoSaysSo(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := context.Background()
		w, ada, mia, id := closingPair(t, db)
		later := wednesday()
		later.Date = w.clock.Now().AddDate(0, 0, 60).Format(time.DateOnly)
		_, err := w.svc.BookSession(ctx, w.call(mia), id, later)
		w.must(err)
		_, err = w.svc.EndAsPlanned(ctx, w.call(w.mentee("Zoe")), id)
		refused(t, err, core.CodeForbidden)
		for range 2 { // the second time changes nothing
			_, err = w.svc.EndAsPlanned(ctx, w.call(mia), id)
			w.must(err)
		}
		w.work()
		w.told = map[core.PersonID][]core.NoticeKind{}
		w.pass(43 * day)
		w.hears(ada, core.NoticeClosing)
		w.hears(mia) // who has said so knows
		w.pass(14 * day)
		w.hears(ada, core.NoticeEnded)
		w.hears(mia, core.NoticeEnded)
		facts, err := w.svc.Mentorship(ctx, w.call(ada), id)
		w.must(err)
		if m := facts.Mentorship; m.State != core.MentorshipCompleted || m.EndedBy != mia.ID || facts.Dropped != 1 {
			t.Errorf("ended as planned: %s by %s, %d sessions cancelled", m.State, m.EndedBy, facts.Dropped)
		}
		_, err = w.svc.Extend(ctx, w.call(ada), id, 4)
		refused(t, err, core.CodeMentorshipEnded)
		w.pass(30 * day)
		w.hears(ada)
	})
}

func TestALaterEndIsSoOnceBothAgree(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := context.Background()
		w, ada, mia, id := closingPair(t, db)
		planned := w.ofBoth(mia, id).PlannedEnd
		_, err := w.svc.Extend(ctx, w.call(mia), id, 53)
		refused(t, err, core.CodeNumberOutOfRange)
		first, err := w.svc.Extend(ctx, w.call(mia), id, 2)
		w.must(err)
		proposed, err := w.svc.Extend(ctx, w.call(mia), id, 4)
		w.must(err)
		number := proposed.Mentorship.Closing.Extension.Number
		_, err = w.svc.AgreeExtension(ctx, w.call(mia), id, number)
		refused(t, err, core.CodeExtensionOwn)
		_, err = w.svc.AgreeExtension(ctx, w.call(ada), id, first.Mentorship.Closing.Extension.Number)
		refused(t, err, core.CodeExtensionGone)
		_, err = w.svc.Extend(ctx, w.call(ada), id, 8)
		refused(t, err, core.CodeExtensionWaits)
		_, err = w.svc.EndAsPlanned(ctx, w.call(ada), id)
		refused(t, err, core.CodeExtensionWaits)
		_, err = w.svc.AgreeExtension(ctx, w.call(ada), id, number)
		w.must(err)
		if end := w.ofBoth(ada, id).PlannedEnd; !end.Equal(planned.AddDate(0, 0, 28)) {
			t.Errorf("the end is %s, want four weeks after %s", end, planned)
		}
		w.work()
		w.hears(ada, core.NoticeExtension, core.NoticeExtension)
		w.hears(mia, core.NoticeExtended)
		w.pass(57 * day) // past the first plan
		w.hears(ada)

		again, err := w.svc.Extend(ctx, w.call(ada), id, 2)
		w.must(err)
		_, err = w.svc.DeclineExtension(ctx, w.call(mia), id, again.Mentorship.Closing.Extension.Number)
		w.must(err)
		w.work()
		w.hears(mia, core.NoticeExtension)
		w.hears(ada, core.NoticeExtensionDeclined)
		w.pass(14 * day)
		w.hears(ada, core.NoticeClosing)
		w.hears(mia) // who keeps to the plan has said so
		w.pass(14 * day)
		if m := w.ofBoth(mia, id); m.State != core.MentorshipCompleted || m.EndedBy != mia.ID {
			t.Errorf("whoever declines keeps to the plan, and it is %s", m.State)
		}
	})
}

func TestAnAnswerAfterThePlannedEndLetsTheMentorshipGoOn(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := context.Background()
		w, ada, mia, id := closingPair(t, db)
		w.policy(func(p *core.Policy) { p.EndReminderDays = 0 })
		w.pass(55 * day)
		w.hears(ada) // nobody is reminded by the policy of now
		w.pass(2 * day)
		w.hears(ada, core.NoticePlannedEnd)
		_, err := w.svc.EndAsPlanned(ctx, w.call(ada), id)
		refused(t, err, core.CodeEndReached)
		proposed, err := w.svc.Extend(ctx, w.call(ada), id, 4)
		w.must(err)
		e := proposed.Mentorship.Closing.Extension
		if !e.Until.Equal(w.clock.Now().AddDate(0, 0, 28)) {
			t.Errorf("proposed until %s, want four weeks from now", e.Until)
		}
		_, err = w.svc.DeclineExtension(ctx, w.call(mia), id, e.Number)
		w.must(err)
		w.pass(30 * day)
		if m := w.ofBoth(mia, id); !m.Open() || m.Closing.AgreedBy != "" {
			t.Errorf("declined after the planned end: %s, %+v", m.State, m.Closing)
		}
		proposed, err = w.svc.Extend(ctx, w.call(mia), id, 1)
		w.must(err)
		w.clock.advance(8 * day)
		_, err = w.svc.AgreeExtension(ctx, w.call(ada), id, proposed.Mentorship.Closing.Extension.Number)
		refused(t, err, core.CodeExtensionGone)
	})
}

func TestNobodyHearsOfTheEndInTheirQuietHours(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := context.Background()
		w, ada, mia, id := closingPair(t, db)
		_, err := w.svc.SaveSettings(ctx, w.call(mia), core.Settings{Calendar: core.CalendarByFeed, QuietFrom: "10:00", QuietTo: "14:00"})
		w.must(err)
		_, err = w.svc.EndAsPlanned(ctx, w.call(ada), id)
		w.must(err)
		w.work()
		w.told = map[core.PersonID][]core.NoticeKind{}
		w.pass(42 * day) // 11 in Paris, as when it began
		w.hears(mia)
		w.pass(4 * time.Hour)
		w.hears(mia, core.NoticeClosing)
		w.pass(14*day - 4*time.Hour)
		w.hears(mia)
		w.hears(ada, core.NoticeEnded)
		w.pass(4 * time.Hour)
		w.hears(mia, core.NoticeEnded)
	})
}
