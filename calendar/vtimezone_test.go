package calendar

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-ical"
)

// oddZones are those with which calendars get it wrong.
var oddZones = []string{"America/New_York", "Europe/Paris", "Europe/London", "Australia/Sydney", "Australia/Lord_Howe", "Asia/Kathmandu",
	"Africa/Casablanca", "Africa/Cairo", "America/Santiago", "Europe/Dublin", "Pacific/Apia", "America/Nuuk", "Asia/Jerusalem", "Africa/Nairobi", "UTC"}

// The text alone, read by the code that reads other people's calendars, gives the clock that Go's own data gives, quarter by quarter around
// every change and day by day between.
func TestZonesAreWrittenAsTheyAre(t *testing.T) {
	for _, name := range oddZones {
		t.Run(strings.ReplaceAll(name, "/", " "), func(t *testing.T) {
			t.Parallel()
			loc := zone(t, name)
			for _, from := range []time.Time{
				time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC), time.Date(2026, 10, 25, 0, 30, 0, 0, time.UTC),
				time.Date(2028, 12, 30, 12, 0, 0, 0, time.UTC), time.Date(2031, 7, 1, 0, 0, 0, 0, time.UTC),
			} {
				compareZone(t, loc, from, from.AddDate(11, 0, 0))
			}
		})
	}
}

// compareZone reads what was written of a zone back and compares it with the zone.
func compareZone(t testing.TB, loc *time.Location, from, to time.Time) {
	t.Helper()
	read := writeAndRead(t, loc, from, to)
	compare := func(at time.Time) {
		_, want := at.In(loc).Zone()
		if got := read.offset(at); got != time.Duration(want)*time.Second {
			t.Fatalf("%s from %s: at %s the offset is %s, want %ds", loc, from.Format(time.DateOnly), at, got, want)
		}
	}
	for at := from; at.Before(to); at = at.Add(24 * time.Hour) {
		compare(at)
		_, today := at.In(loc).Zone()
		if _, tomorrow := at.Add(24 * time.Hour).In(loc).Zone(); today == tomorrow {
			continue
		}
		for minute := time.Duration(0); minute < 24*60; minute += 15 {
			compare(at.Add(minute * time.Minute))
		}
	}
}

func writeAndRead(t testing.TB, loc *time.Location, from, to time.Time) observances {
	t.Helper()
	calendar := newCalendar()
	calendar.Children = append(calendar.Children, zoneOf(loc, from))
	content, err := written(calendar)
	if err != nil {
		t.Fatal(err)
	}
	decoded, err := ical.NewDecoder(bytes.NewReader(content)).Decode()
	if err != nil {
		t.Fatalf("%v in\n%s", err, content)
	}
	read, err := readObservances(decoded.Children[0], to)
	if err != nil {
		t.Fatalf("%v in\n%s", err, content)
	}
	return read
}

func TestZonesAreRulesWhereThereIsOne(t *testing.T) {
	tests := map[string][]string{ // the rules in the order of their first change
		"America/New_York":    {"FREQ=YEARLY;BYMONTH=11;BYDAY=1SU", "FREQ=YEARLY;BYMONTH=3;BYDAY=2SU"},
		"Europe/Dublin":       {"FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU"},
		"Australia/Lord_Howe": {"FREQ=YEARLY;BYMONTH=10;BYDAY=1SU", "FREQ=YEARLY;BYMONTH=4;BYDAY=1SU"},
		"America/Santiago":    {"FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=2,3,4,5,6,7,8;BYDAY=SU", "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=2,3,4,5,6,7,8;BYDAY=SU"},
		"Asia/Kathmandu":      {""},
	}
	for name, want := range tests {
		zone := zoneOf(zone(t, name), time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC))
		var got []string
		for _, part := range zone.Children {
			rule := ""
			if prop := part.Props.Get(ical.PropRecurrenceRule); prop != nil {
				rule = prop.Value
			}
			got = append(got, rule)
		}
		if strings.Join(got, " ") != strings.Join(want, " ") {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	explicit := zoneOf(zone(t, "Africa/Casablanca"), time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC))
	if n := len(explicit.Children); n < 2*explicitYears-2 || n > 2*explicitYears+2 {
		t.Errorf("Casablanca has %d changes", n)
	}
}

func FuzzZones(f *testing.F) {
	for i := range oddZones {
		f.Add(i, int64(1_772_355_600))
	}
	f.Fuzz(func(t *testing.T, i int, unix int64) {
		from := time.Unix(unix%4_000_000_000, 0).UTC()
		if from.Year() < 2007 {
			return // before the clocks this is about
		}
		compareZone(t, zone(t, oddZones[(i%len(oddZones)+len(oddZones))%len(oddZones)]), from, from.AddDate(1, 0, 0))
	})
}
