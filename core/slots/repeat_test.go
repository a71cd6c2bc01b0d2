package slots_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"mentorbot/core/slots"
)

func TestTimesComeAgain(t *testing.T) {
	tests := map[string]struct {
		first string
		every slots.Every
		want  []string
	}{
		"weekly over the change of the clocks": {"2026-10-20", slots.Weekly, []string{"2026-10-20", "2026-10-27", "2026-11-03"}},
		"every two weeks over new year":        {"2026-12-24", slots.Fortnightly, []string{"2026-12-24", "2027-01-07", "2027-01-21"}},
		"the second Tuesday":                   {"2026-01-13", slots.Monthly, []string{"2026-01-13", "2026-02-10", "2026-03-10"}},
		"the fourth Wednesday, last or not":    {"2026-02-25", slots.Monthly, []string{"2026-02-25", "2026-03-25", "2026-04-22"}},
		"a fifth Friday is the last one":       {"2026-01-30", slots.Monthly, []string{"2026-01-30", "2026-02-27", "2026-03-27", "2026-04-24", "2026-05-29"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			first, err := slots.ParseWall(tt.first, "15:30")
			if err != nil {
				t.Fatal(err)
			}
			for n, want := range tt.want {
				if got := (slots.Repeat{First: first, Every: tt.every}).At(n).String(); got != want+" 15:30" {
					t.Errorf("time %d: %s, want %s 15:30", n, got, want)
				}
			}
		})
	}
}

func TestRepeatedTimesKeepTheirWeekdayAndTheirClock(t *testing.T) {
	zones := []string{"America/New_York", "Europe/Paris", "Europe/London", "Australia/Sydney", "Australia/Lord_Howe", "Asia/Kathmandu",
		"Africa/Casablanca", "Africa/Cairo", "America/Santiago", "Europe/Dublin", "Pacific/Apia"}
	rapid.Check(t, func(t *rapid.T) {
		loc, err := time.LoadLocation(rapid.SampledFrom(zones).Draw(t, "zone"))
		if err != nil {
			t.Fatal(err)
		}
		start := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(rapid.IntRange(0, 15*366*96).Draw(t, "quarter")) * 15 * time.Minute)
		r := slots.Repeat{First: slots.WallOf(start), Every: rapid.SampledFrom([]slots.Every{slots.Weekly, slots.Fortnightly, slots.Monthly}).Draw(t, "every")}
		if r.At(0) != r.First {
			t.Fatalf("the first of %v is %v", r, r.At(0))
		}
		weekday, before := start.Weekday(), r.Instant(0, loc)
		for n := 1; n < 26; n++ {
			wall, at := r.At(n), r.Instant(n, loc)
			day := time.Date(wall.Year, wall.Month, wall.Day, 0, 0, 0, 0, time.UTC)
			if day.Weekday() != weekday || wall.Hour != r.First.Hour || wall.Minute != r.First.Minute {
				t.Fatalf("%v: time %d is %v", r, n, wall)
			}
			if !before.Before(at) {
				t.Fatalf("%v: time %d is not after the one before", r, n)
			}
			if _, exists := wall.Instant(loc); exists && slots.WallOf(at.In(loc)) != wall {
				t.Fatalf("%v: the clock shows %v for time %d", r, at.In(loc), n)
			}
			if months := (wall.Year-r.First.Year)*12 + int(wall.Month-r.First.Month); r.Every == slots.Monthly && months != n {
				t.Fatalf("%v: time %d is %d months on", r, n, months)
			}
			before = at
		}
	})
}
