package core_test

import (
	"context"
	"testing"
	"time"

	"mentorbot/core"
	"mentorbot/core/slots"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

func TestDaysOffHoldTheTimeToAnswer(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := context.Background()
		w := newWorld(t, db, "T1")
		ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
		day := func(n int) string { return w.clock.Now().In(ada.Location()).AddDate(0, 0, n).Format(time.DateOnly) }
		off := func(first, last int, hours string) {
			_, err := w.svc.SaveDates(ctx, w.call(ada), core.DateHours{First: day(first), Last: day(last), Hours: hours})
			w.must(err)
			w.work()
		}
		off(1, 1, "") // known before she is asked
		w.ask(mia, ada)
		asked := w.waiting(ada).Invitation
		window := func() time.Duration { return w.waiting(ada).Invitation.ExpiresAt.Sub(asked.DeliveredAt) }
		if got := window(); got != 96*time.Hour {
			t.Errorf("with a day off she has %s, want 96 hours", got)
		}
		reminder := asked.RemindAt
		off(2, 3, "9:00-12:00") // works less: that is no day off
		if got := window(); got != 96*time.Hour {
			t.Errorf("with shorter days %s, want 96 hours", got)
		}
		off(2, 3, "")
		if got := window(); got != 144*time.Hour {
			t.Errorf("with two more days off %s, want 144 hours", got)
		}
		if got := w.waiting(ada).Invitation.RemindAt; !got.After(reminder) {
			t.Errorf("reminded at %s as before", got)
		}
		_, err := w.svc.RemoveDates(ctx, w.call(ada), day(1))
		w.must(err)
		if got := window(); got != 144*time.Hour {
			t.Errorf("with fewer days off %s: a running deadline became shorter", got)
		}
		w.pass(143 * time.Hour)
		w.waiting(ada)
		w.pass(2 * time.Hour)
		w.hears(mia, core.NoticeAsked, core.NoticeExhausted)
		off(1, 2, "") // nothing waits any more
	})
}

func TestALongHolidayHoldsARequestForTwoWeeksOnly(t *testing.T) {
	at := time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)
	holiday := core.DaysOff{{First: slots.Date{Year: 2026, Month: 6, Day: 2}, Last: slots.Date{Year: 2026, Month: 7, Day: 31}}}
	policy := core.Policy{ResponseHours: 72}
	if got, want := policy.Deadline(at, time.UTC, holiday), at.Add((72+core.MaxPausedDays*24)*time.Hour); !got.Equal(want) {
		t.Errorf("due %s, want %s", got, want)
	}
}
