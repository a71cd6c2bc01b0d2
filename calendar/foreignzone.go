package calendar

import (
	_ "embed"
	"strings"
	"time"
)

// windowsZones are the names Windows gives to zones with the zone CLDR maps each to, for the territory 001
// (https://github.com/unicode-org/cldr, common/supplemental/windowsZones.xml).
//
//go:embed windowszones.txt
var windowsZones string

// named is the zone of the tz database a TZID of somebody else's calendar stands for: one of its names, also behind a prefix such as
// "/freeassociation.sourceforge.net/", or a name of Windows; nil for none.
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
