package core_test

import (
	"context"
	"testing"
	"time"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// settings are saved as the person whose they are wants them.
func (w *world) saveSettings(p core.Person, change func(*core.Settings)) error {
	in := core.Settings{Calendar: core.CalendarByHand}
	change(&in)
	_, err := w.svc.SaveSettings(context.Background(), w.call(p), in)
	return err
}

func TestEachIsRemindedWhenTheyChose(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := context.Background()
		w := newWorld(t, db, "T1")
		ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
		w.must(w.saveSettings(mia, func(s *core.Settings) { s.OwnReminders, s.Leads = true, []int{60} }))
		_, err := w.svc.BookSession(ctx, w.call(mia), w.pair(ada, mia), wednesday()) // in 51 hours
		w.must(err)
		w.pass(28 * time.Hour)
		w.hears(ada, core.NoticeSessionBooked, core.NoticeSessionReminder)
		w.hears(mia, core.NoticeSessionBooked)

		w.must(w.saveSettings(ada, func(s *core.Settings) { s.OwnReminders = true })) // none
		w.pass(22*time.Hour + 30*time.Minute)
		w.hears(mia, core.NoticeSessionReminder)
		w.pass(20 * time.Minute)
		w.hears(ada)
		w.hears(mia)
	})
}

func TestQuietHoursFollowThePersonsClock(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := context.Background()
		w := newWorld(t, db, "T1")
		ada, mia := w.mentor("Ada", 1), w.mentee("Mia")
		booked, err := w.svc.BookSession(ctx, w.call(mia), w.pair(ada, mia), wednesday())
		w.must(err)
		due := func() []time.Time {
			var all []time.Time
			w.must(db.Read(ctx, w.ws, func(tx core.Tx) error {
				planned, err := tx.Sessions().Reminders(ctx, booked.Session.ID, mia.ID)
				for _, p := range planned {
					all = append(all, p.DueAt)
				}
				return err
			}))
			return all
		}
		start := booked.Session.StartsAt
		local := start.In(mia.Location())
		hour := func(offset int) string { return local.Add(time.Duration(offset) * time.Hour).Format("15:04") }
		w.must(w.saveSettings(mia, func(s *core.Settings) { s.QuietFrom, s.QuietTo = hour(-2), hour(2) }))
		if got, want := due()[0], start.Add(-2*time.Hour-time.Minute); !got.Equal(want) {
			t.Errorf("the last reminder is due at %s, want %s", got, want)
		}
		_, err = w.svc.SaveBasics(ctx, w.call(mia), core.Basics{Name: "Mia", TimeZone: "Pacific/Auckland", Languages: []string{"en"}})
		w.must(err)
		if got, want := due()[0], start.Add(-15*time.Minute); !got.Equal(want) {
			t.Errorf("after moving to Auckland the last reminder is due at %s, want %s", got, want)
		}
	})
}

func TestWhatSettingsMayNotSay(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		mia := w.mentee("Mia")
		for name, test := range map[string]struct {
			change func(*core.Settings)
			field  string
			code   core.Code
		}{
			"a beginning without an end": {func(s *core.Settings) { s.QuietFrom = "21:00" }, "quiet_to", core.CodeRequired},
			"an end without a beginning": {func(s *core.Settings) { s.QuietTo = "21:00" }, "quiet_from", core.CodeRequired},
			"no time":                    {func(s *core.Settings) { s.QuietFrom, s.QuietTo = "25:00", "07:00" }, "quiet_from", core.CodeInvalidInput},
			"always quiet":               {func(s *core.Settings) { s.QuietFrom, s.QuietTo = "07:00", "07:00" }, "quiet_to", core.CodeQuietAlways},
			"after the start":            {func(s *core.Settings) { s.OwnReminders, s.Leads = true, []int{-5} }, "reminders", core.CodeInvalidInput},
			"five reminders":             {func(s *core.Settings) { s.OwnReminders, s.Leads = true, []int{1, 2, 3, 4, 5} }, "reminders", core.CodeInvalidInput},
			"a room without https":       {func(s *core.Settings) { s.Room = "meet.example" }, "room", core.CodeBadURL},
		} {
			err := w.saveSettings(mia, test.change)
			refused(t, err, test.code)
			if field := core.Refusal(err).Field; field != test.field {
				t.Errorf("%s: refused at %q, want %q", name, field, test.field)
			}
		}
	})
}
