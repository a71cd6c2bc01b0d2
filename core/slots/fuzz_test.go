package slots_test

import (
	"testing"
	"time"
	_ "time/tzdata" // the same zones on every machine

	"mentorbot/core/slots"
)

func FuzzParseWall(f *testing.F) {
	f.Add("2026-03-29", "02:30", "Europe/Paris")
	f.Add("2026-02-30", "24:00", "Etc/UTC")
	f.Add("0000-01-01", "00:00", "Australia/Lord_Howe")
	f.Add("9999-12-31", "23:59", "Pacific/Apia")
	f.Add("2026-1-1", "9:5", "")
	f.Fuzz(func(t *testing.T, date, clock, zone string) {
		wall, err := slots.ParseWall(date, clock)
		if err != nil {
			return
		}
		if got := time.Date(wall.Year, wall.Month, wall.Day, wall.Hour, wall.Minute, 0, 0, time.UTC); slots.WallOf(got) != wall {
			t.Errorf("%q %q is read as %+v, which no clock shows", date, clock, wall)
		}
		loc, err := time.LoadLocation(zone)
		if err != nil {
			return
		}
		if at, exists := wall.Instant(loc); exists && slots.WallOf(at.In(loc)) != wall {
			t.Errorf("%+v in %s is %s, where clocks show something else", wall, zone, at.In(loc))
		}
	})
}
