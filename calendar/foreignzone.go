package calendar

import (
	_ "embed"
	"strings"
	"time"

	"github.com/emersion/go-ical"

	"mentorbot/core/slots"
)

// windowsZones are the names Windows gives to zones with the zone CLDR maps each to, for the territory 001
// (https://github.com/unicode-org/cldr, common/supplemental/windowsZones.xml).
//
//go:embed windowszones.txt
var windowsZones string

// clock converts what a wall clock shows, written as if it were UTC, to the instant.
type clock func(wall time.Time) time.Time

func universal(wall time.Time) time.Time { return wall }

// clockOf is the clock of a zone of the tz database.
func clockOf(zone *time.Location) clock {
	return func(wall time.Time) time.Time {
		at, _ := slots.WallOf(wall).Instant(zone)
		return at.Add(time.Duration(wall.Second()) * time.Second)
	}
}

// zones finds the clock a TZID means in one file.
type zones struct {
	own      map[string]*ical.Component // the file's own VTIMEZONEs
	until    time.Time                  // rules of own zones are followed up to here
	fallback clock
	known    map[string]clock
	guessed  map[string]bool // names that were not understood
}

func newZones(calendar *ical.Calendar, how Reading) *zones {
	z := &zones{own: map[string]*ical.Component{}, until: how.To.AddDate(1, 0, 0), known: map[string]clock{}, guessed: map[string]bool{}}
	for _, child := range calendar.Children {
		if name := child.Props.Get(ical.PropTimezoneID); child.Name == ical.CompTimezone && name != nil {
			z.own[name.Value] = child
		}
	}
	z.fallback = clockOf(how.Zone)
	if hint := calendar.Props.Get("X-WR-TIMEZONE"); hint != nil {
		if zone := named(hint.Value); zone != nil {
			z.fallback = clockOf(zone)
		}
	}
	return z
}

// find looks a name up as a zone of the tz database, behind a prefix such as "/freeassociation.sourceforge.net/", as a name of
// Windows, and then among the file's own zones. Else the file's hint or its owner's zone stands in, and guessed says so.
func (z *zones) find(name string) clock {
	if found, ok := z.known[name]; ok {
		return found
	}
	found := z.search(name)
	z.known[name] = found
	return found
}

func (z *zones) search(name string) clock {
	if zone := named(name); zone != nil {
		return clockOf(zone)
	}
	if own, ok := z.own[name]; ok {
		if rules, err := readObservances(own, z.until); err == nil {
			return rules.clock
		}
	}
	z.guessed[name] = true
	return z.fallback
}

// named is the zone of the tz database a name stands for; nil for none.
func named(name string) *time.Location {
	name = strings.Trim(strings.TrimSpace(name), `"`)
	for rest := strings.TrimPrefix(name, "/"); rest != ""; {
		if zone := load(rest); zone != nil {
			return zone
		}
		_, rest, _ = strings.Cut(rest, "/")
	}
	if strings.EqualFold(name, "tzone://Microsoft/Utc") {
		return time.UTC
	}
	for line := range strings.Lines(windowsZones) {
		if windows, iana, _ := strings.Cut(strings.TrimSpace(line), "\t"); strings.EqualFold(windows, name) {
			return load(iana)
		}
	}
	return nil
}

// load is time.LoadLocation without its special names "" and "Local".
func load(name string) *time.Location {
	if name == "" || strings.EqualFold(name, "Local") || strings.EqualFold(name, "localtime") || len(name) > 64 {
		return nil
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return nil
	}
	return zone
}
