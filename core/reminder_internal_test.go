package core

import (
	"testing"
	"time"
)

func TestRemindersKeepOutOfQuietHours(t *testing.T) {
	t.Parallel()
	at := func(zone, clock string) time.Time {
		loc, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		parsed, err := time.ParseInLocation("2006-01-02 15:04", clock, loc)
		if err != nil {
			t.Fatal(err)
		}
		return parsed
	}
	night, noon := Quiet{From: 21 * 60, To: 8 * 60}, Quiet{From: 12 * 60, To: 14 * 60}
	for name, test := range map[string]struct {
		quiet Quiet
		zone  string
		start string
		lead  int
		want  string
	}{
		"no quiet hours":                 {Quiet{}, "Europe/Paris", "2026-06-10 03:00", 15, "2026-06-10 02:45"},
		"outside":                        {night, "Europe/Paris", "2026-06-10 15:00", 15, "2026-06-10 14:45"},
		"the first minute after":         {night, "Europe/Paris", "2026-06-10 08:15", 15, "2026-06-10 08:00"},
		"the last minute before":         {night, "Europe/Paris", "2026-06-10 21:14", 15, "2026-06-10 20:59"},
		"late in the evening, a day off": {night, "Europe/Paris", "2026-06-10 22:00", 24 * 60, "2026-06-10 08:00"},
		"in the night":                   {night, "Europe/Paris", "2026-06-10 09:00", 90, "2026-06-10 08:00"},
		"the session begins in them":     {night, "Europe/Paris", "2026-06-10 07:00", 15, "2026-06-09 20:59"},
		"the session ends them":          {night, "Europe/Paris", "2026-06-10 08:00", 15, "2026-06-09 20:59"},
		"after midnight":                 {night, "Europe/Paris", "2026-06-10 01:00", 30, "2026-06-09 20:59"},
		"by day":                         {noon, "Europe/Paris", "2026-06-10 14:30", 60, "2026-06-10 14:00"},
		"by day, no night":               {noon, "Europe/Paris", "2026-06-10 03:00", 60, "2026-06-10 02:00"},
		"on another clock":               {night, "America/New_York", "2026-06-10 07:30", 60, "2026-06-09 20:59"},
		"the clocks go forward":          {Quiet{From: 0, To: 2*60 + 30}, "Europe/Paris", "2026-03-29 05:00", 3*60 + 30, "2026-03-29 03:30"},
		"the clocks go back":             {night, "Europe/Paris", "2026-10-25 09:00", 5 * 60, "2026-10-25 08:00"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			start := at(test.zone, test.start)
			got := test.quiet.due(start, test.lead, start.Location())
			if want := at(test.zone, test.want); !got.Equal(want) {
				t.Errorf("due at %s, want %s", got.In(start.Location()), want)
			}
		})
	}
}

func TestRemindersThatComeAtOnceAreOne(t *testing.T) {
	t.Parallel()
	settings := ReminderSettings{Own: true, Leads: []int{90, 60}, Quiet: Quiet{From: 21 * 60, To: 8 * 60}}
	start := time.Date(2026, 6, 10, 9, 0, 0, 0, time.UTC)
	planned := settings.plan(Policy{SessionReminders: []int{15}}, Session{StartsAt: start}, time.UTC, start.AddDate(0, 0, -2))
	if len(planned) != 1 || planned[0].Lead != 60 || !planned[0].DueAt.Equal(start.Add(-time.Hour)) {
		t.Errorf("planned %v, want one an hour before", planned)
	}
	if late := settings.plan(Policy{}, Session{StartsAt: start}, time.UTC, start.Add(-time.Minute)); len(late) > 0 {
		t.Errorf("planned %v in the past", late)
	}
}
