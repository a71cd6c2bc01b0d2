package calendar

import (
	"archive/zip"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-ical"
)

// zoneArchive is Go's own copy of the tz database.
func zoneArchive(t *testing.T) string {
	t.Helper()
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(strings.TrimSpace(string(root)), "lib", "time", "zoneinfo.zip")
}

func allZones(t *testing.T) []*time.Location {
	t.Helper()
	archive, err := zip.OpenReader(zoneArchive(t))
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	var all []*time.Location
	for _, file := range archive.File {
		if loc := load(file.Name); loc != nil && !file.FileInfo().IsDir() {
			all = append(all, loc)
		}
	}
	if len(all) < 500 {
		t.Fatalf("only %d zones", len(all))
	}
	return all
}

// A zone is written, read back by the reader for calendars of others, and both must agree on what clocks show for ten years.
func TestEveryZoneIsReadBackAsWritten(t *testing.T) {
	from := time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)
	to := from.AddDate(10, 0, 0)
	compared := 0
	for _, loc := range allZones(t) {
		rules, err := readObservances(Timezone(loc, from), to.AddDate(1, 0, 0))
		if err != nil {
			t.Errorf("%s: %v", loc, err)
			continue
		}
		want, wrong := clockOf(loc), 0
		try := func(wall time.Time) {
			compared++
			if got := rules.clock(wall); !got.Equal(want(wall)) {
				wrong++
			}
		}
		for wall := from.AddDate(0, 0, 2); wall.Before(to); wall = wall.Add(5*24*time.Hour + 7*time.Hour) {
			try(wall)
		}
		for _, turn := range turnsOf(loc, from, to) {
			for wall := turn.wall().Add(-4 * time.Hour); turn.at.After(from) && wall.Before(turn.wall().Add(4*time.Hour)); wall = wall.Add(30 * time.Minute) {
				try(wall)
			}
		}
		if wrong > 0 {
			t.Errorf("%s: %d times are read as others", loc, wrong)
		}
	}
	if compared < 300_000 {
		t.Errorf("only %d times were compared", compared)
	}
}

// The tz database of the machine and Go's own have different tables, and Go's answers differ behind their ends.
func TestEveryZoneIsReadBackWithGosOwnTables(t *testing.T) {
	command := exec.Command(os.Args[0], "-test.run=^(TestEveryZoneIsReadBackAsWritten|TestChangesAroundTheEndOfALeapYear)$")
	command.Env = append(os.Environ(), "ZONEINFO="+zoneArchive(t))
	if out, err := command.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestChangesAroundTheEndOfALeapYear(t *testing.T) {
	for _, name := range []string{"Europe/Paris", "America/New_York", "Australia/Sydney", "Pacific/Auckland", "Asia/Tokyo"} {
		for _, year := range []int{2028, 2040} {
			for hour := range 72 {
				from := time.Date(year, 12, 30, hour, 0, 0, 0, time.UTC)
				turns := turnsOf(zone(t, name), from, from.AddDate(2, 0, 0))
				if want := 5; len(turns) != want && name != "Asia/Tokyo" || len(turns) > want {
					t.Errorf("%s from %s: %d changes, want the last one and four", name, from, len(turns))
				}
			}
		}
	}
}

func TestTimezonesAreWrittenAsClientsUnderstandThem(t *testing.T) {
	from := time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)
	for name, want := range map[string]string{
		"Europe/Paris": "DAYLIGHT 20260329T020000 +0100 +0200 CEST FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\n" +
			"STANDARD 20261025T030000 +0200 +0100 CET FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
		"America/New_York": "DAYLIGHT 20260308T020000 -0500 -0400 EDT FREQ=YEARLY;BYMONTH=3;BYDAY=2SU\n" +
			"STANDARD 20261101T020000 -0400 -0500 EST FREQ=YEARLY;BYMONTH=11;BYDAY=1SU",
		"Europe/Dublin": "DAYLIGHT 20260329T010000 +0000 +0100 IST FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\n" +
			"STANDARD 20261025T020000 +0100 +0000 GMT FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
		"America/Santiago": "STANDARD 20260405T000000 -0300 -0400 -04 FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=2,3,4,5,6,7,8;BYDAY=SU\n" +
			"DAYLIGHT 20260906T000000 -0400 -0300 -03 FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=2,3,4,5,6,7,8;BYDAY=SU",
		"Asia/Kathmandu": "STANDARD 19700101T000000 +0545 +0545 +0545",
		"UTC":            "STANDARD 19700101T000000 +0000 +0000 UTC",
	} {
		var lines []string
		for _, part := range Timezone(zone(t, name), from).Children {
			line := []string{part.Name}
			for _, prop := range []string{ical.PropDateTimeStart, ical.PropTimezoneOffsetFrom, ical.PropTimezoneOffsetTo, ical.PropTimezoneName, ical.PropRecurrenceRule} {
				if value := text(part, prop); value != "" {
					line = append(line, value)
				}
			}
			lines = append(lines, strings.Join(line, " "))
		}
		if got := strings.Join(lines, "\n"); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", name, got, want)
		}
	}
	if parts := len(Timezone(zone(t, "Africa/Casablanca"), from).Children); parts < 20 {
		t.Errorf("Casablanca has %d changes, want each of twelve years", parts)
	}
}
