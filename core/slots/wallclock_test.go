package slots

import (
	"testing"
	"time"
	_ "time/tzdata" // the tables must not depend on the machine's zones

	"pgregory.net/rapid"
)

func location(t testing.TB, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

func wall(t testing.TB, text string) Wall {
	t.Helper()
	w, err := ParseWall(text[:10], text[11:])
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestInstant(t *testing.T) {
	for name, tt := range map[string]struct {
		zone, wall, want string
		skipped          bool
	}{
		"New York before the gap":              {zone: "America/New_York", wall: "2026-03-08 01:59", want: "2026-03-08T06:59:00Z"},
		"New York in the gap":                  {zone: "America/New_York", wall: "2026-03-08 02:30", want: "2026-03-08T07:30:00Z", skipped: true},
		"New York after the gap":               {zone: "America/New_York", wall: "2026-03-08 03:00", want: "2026-03-08T07:00:00Z"},
		"New York in the repeated hour":        {zone: "America/New_York", wall: "2026-11-01 01:30", want: "2026-11-01T05:30:00Z"},
		"New York after the repeated hour":     {zone: "America/New_York", wall: "2026-11-01 02:00", want: "2026-11-01T07:00:00Z"},
		"Paris in the gap":                     {zone: "Europe/Paris", wall: "2026-03-29 02:30", want: "2026-03-29T01:30:00Z", skipped: true},
		"Paris after the gap":                  {zone: "Europe/Paris", wall: "2026-03-29 03:00", want: "2026-03-29T01:00:00Z"},
		"Paris in the repeated hour":           {zone: "Europe/Paris", wall: "2026-10-25 02:30", want: "2026-10-25T00:30:00Z"},
		"Paris after the repeated hour":        {zone: "Europe/Paris", wall: "2026-10-25 03:00", want: "2026-10-25T02:00:00Z"},
		"London in the gap":                    {zone: "Europe/London", wall: "2026-03-29 01:30", want: "2026-03-29T01:30:00Z", skipped: true},
		"London in the repeated hour":          {zone: "Europe/London", wall: "2026-10-25 01:30", want: "2026-10-25T00:30:00Z"},
		"Sydney in the gap":                    {zone: "Australia/Sydney", wall: "2026-10-04 02:30", want: "2026-10-03T16:30:00Z", skipped: true},
		"Sydney in the repeated hour":          {zone: "Australia/Sydney", wall: "2026-04-05 02:30", want: "2026-04-04T15:30:00Z"},
		"Lord Howe in its half-hour gap":       {zone: "Australia/Lord_Howe", wall: "2026-10-04 02:15", want: "2026-10-03T15:45:00Z", skipped: true},
		"Lord Howe after its gap":              {zone: "Australia/Lord_Howe", wall: "2026-10-04 02:30", want: "2026-10-03T15:30:00Z"},
		"Lord Howe in its repeated half hour":  {zone: "Australia/Lord_Howe", wall: "2026-04-05 01:45", want: "2026-04-04T14:45:00Z"},
		"São Paulo has no midnight that day":   {zone: "America/Sao_Paulo", wall: "2018-11-04 00:30", want: "2018-11-04T03:30:00Z", skipped: true},
		"São Paulo repeats the hour before":    {zone: "America/Sao_Paulo", wall: "2018-02-17 23:30", want: "2018-02-18T01:30:00Z"},
		"Kathmandu is 5:45 ahead all year":     {zone: "Asia/Kathmandu", wall: "2026-06-01 09:00", want: "2026-06-01T03:15:00Z"},
		"Apia before its skipped day":          {zone: "Pacific/Apia", wall: "2011-12-29 23:59", want: "2011-12-30T09:59:00Z"},
		"Apia on the day that never was":       {zone: "Pacific/Apia", wall: "2011-12-30 12:00", want: "2011-12-30T22:00:00Z", skipped: true},
		"Apia after its skipped day":           {zone: "Pacific/Apia", wall: "2011-12-31 00:00", want: "2011-12-30T10:00:00Z"},
		"Casablanca goes back for Ramadan":     {zone: "Africa/Casablanca", wall: "2026-02-15 02:30", want: "2026-02-15T01:30:00Z"},
		"Casablanca in Ramadan":                {zone: "Africa/Casablanca", wall: "2026-03-01 12:00", want: "2026-03-01T12:00:00Z"},
		"Casablanca in the gap behind Ramadan": {zone: "Africa/Casablanca", wall: "2026-03-22 02:30", want: "2026-03-22T02:30:00Z", skipped: true},
		"Dublin counts winter as the change":   {zone: "Europe/Dublin", wall: "2026-10-25 01:30", want: "2026-10-25T00:30:00Z"},
		"a zone without changes":               {zone: "UTC", wall: "2028-02-29 23:59", want: "2028-02-29T23:59:00Z"},
	} {
		t.Run(name, func(t *testing.T) {
			got, exists := wall(t, tt.wall).Instant(location(t, tt.zone))
			if got.Format(time.RFC3339) != tt.want || exists == tt.skipped {
				t.Errorf("got %s, exists %t; want %s, exists %t", got.Format(time.RFC3339), exists, tt.want, !tt.skipped)
			}
		})
	}
}

// byDefinition is RFC 5545 section 3.3.5 taken at its word, by trying every instant that can show the wall clock: the first that
// does, else the one the offset in force before the gap gives.
func byDefinition(w Wall, loc *time.Location) (instant time.Time, exists bool) {
	asUTC := time.Date(w.Year, w.Month, w.Day, w.Hour, w.Minute, 0, 0, time.UTC)
	first, last := asUTC.Add(-15*time.Hour), asUTC.Add(15*time.Hour)
	for at := first; !at.After(last); at = at.Add(15 * time.Minute) {
		if WallOf(at.In(loc)) == w {
			return at, true
		}
	}
	before := first
	for at := first; !at.After(last) && shows(at, loc).Before(asUTC); at = at.Add(15 * time.Minute) {
		before = at
	}
	return asUTC.Add(-offset(before, loc)), false
}

// shows is the wall clock at an instant, written as if it were UTC so that two can be compared.
func shows(at time.Time, loc *time.Location) time.Time { return at.Add(offset(at, loc)).UTC() }

// changes are the instants at which the zone's offset changes, to the hour before.
func changes(loc *time.Location, from, to int) []time.Time {
	var found []time.Time
	end := time.Date(to, 1, 1, 0, 0, 0, 0, time.UTC)
	for at := time.Date(from, 1, 1, 0, 0, 0, 0, time.UTC); at.Before(end); at = at.Add(time.Hour) {
		if offset(at, loc) != offset(at.Add(time.Hour), loc) {
			found = append(found, at)
		}
	}
	return found
}

func TestInstantAgreesWithTheDefinitionAroundEveryChange(t *testing.T) {
	for zone, years := range map[string][2]int{
		"America/New_York": {2024, 2028}, "America/Sao_Paulo": {2016, 2020}, "America/St_Johns": {2009, 2012},
		"America/Santiago": {2024, 2027}, "Europe/Paris": {2024, 2028}, "Europe/London": {2024, 2028},
		"Europe/Dublin": {2024, 2026}, "Europe/Istanbul": {2014, 2017}, "Africa/Casablanca": {2024, 2028},
		"Africa/Cairo": {2023, 2026}, "Asia/Kathmandu": {1985, 1987}, "Asia/Pyongyang": {2015, 2019},
		"Asia/Gaza": {2024, 2027}, "Australia/Sydney": {2024, 2028}, "Australia/Lord_Howe": {2024, 2028},
		"Pacific/Apia": {2010, 2013}, "Pacific/Chatham": {2024, 2027}, "Pacific/Kiritimati": {1994, 1996},
		"Antarctica/Troll": {2024, 2027}, "America/Caracas": {2007, 2017},
	} {
		t.Run(zone, func(t *testing.T) {
			t.Parallel()
			loc := location(t, zone)
			around := changes(loc, years[0], years[1])
			if len(around) == 0 {
				t.Fatal("no change of the clocks in these years: the case tests nothing")
			}
			for _, change := range around {
				start := shows(change, loc).Add(-26 * time.Hour).Truncate(15 * time.Minute)
				for at := start; at.Before(start.Add(54 * time.Hour)); at = at.Add(15 * time.Minute) {
					compare(t, WallOf(at), loc)
				}
			}
		})
	}
}

func compare(t *testing.T, w Wall, loc *time.Location) {
	t.Helper()
	got, exists := w.Instant(loc)
	want, wantExists := byDefinition(w, loc)
	if !got.Equal(want) || exists != wantExists {
		t.Errorf("%+v: got %s, exists %t; want %s, exists %t", w, got, exists, want, wantExists)
	}
}

func TestInstantIsReadBackUnlessSkipped(t *testing.T) {
	zones := []string{"Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kathmandu", "Africa/Casablanca"}
	rapid.Check(t, func(t *rapid.T) {
		loc, err := time.LoadLocation(rapid.SampledFrom(zones).Draw(t, "zone"))
		if err != nil {
			t.Fatal(err)
		}
		minute := rapid.Int64Range(0, 80*365*24*60).Draw(t, "minutes since 1970")
		w := WallOf(time.Unix(minute*60, 0).UTC())
		got, exists := w.Instant(loc)
		if back := WallOf(got.In(loc)); exists != (back == w) {
			t.Errorf("%+v in %s: exists %t, but the clock shows %+v", w, loc, exists, back)
		}
		if got.Location() != time.UTC {
			t.Errorf("the instant is in %s, want UTC", got.Location())
		}
	})
}

func TestParseWall(t *testing.T) {
	got, err := ParseWall("2028-02-29", "23:59")
	if want := (Wall{2028, time.February, 29, 23, 59}); err != nil || got != want {
		t.Errorf("got %+v, %v; want %+v", got, err, want)
	}
	for _, bad := range [][2]string{
		{"2026-02-30", "10:00"}, {"2026-13-01", "10:00"}, {"2026-02-01", "24:00"}, {"2026-02-01", "10:60"}, {"", "10:00"},
		{"2026-02-01", ""}, {"01/02/2026", "10:00"}, {"2026-02-01", "10:00:00"}, {"2026-02-01", "10:00 pm"},
	} {
		if w, err := ParseWall(bad[0], bad[1]); err == nil {
			t.Errorf("%q %q was read as %+v", bad[0], bad[1], w)
		}
	}
}
