package bot

import (
	"slices"
	"testing"
	"time"
)

func TestEveryOfferedZoneExists(t *testing.T) {
	all := zones()
	for _, zone := range all {
		if _, err := time.LoadLocation(zone); err != nil {
			t.Errorf("%s: %v", zone, err)
		}
	}
	if sorted := slices.Compact(slices.Sorted(slices.Values(all))); len(sorted) != len(all) {
		t.Errorf("%d zones, %d of them different", len(all), len(sorted))
	}
}

func TestZonesAreFoundAsPeopleTypeThem(t *testing.T) {
	for typed, want := range map[string]string{
		"paris":               "Europe/Paris",
		"New Y":               "America/New_York",
		"new_york":            "America/New_York",
		"buenos":              "America/Argentina/Buenos_Aires",
		"europe/zu":           "Europe/Zurich",
		"  Sao   Paulo ":      "America/Sao_Paulo",
		"america/thunder_bay": "America/Thunder_Bay", // not on the list, but a zone
		"africa/porto-novo":   "Africa/Porto-Novo",
		"utc":                 "Etc/UTC",
	} {
		if got := zonesLike(typed); len(got) == 0 || got[0] != want {
			t.Errorf("%q finds %v, want %s first", typed, got, want)
		}
	}
	for _, typed := range []string{"atlantis", "local", "../etc/passwd", "europe/", "/"} {
		for _, zone := range zonesLike(typed) {
			if !slices.Contains(zones(), zone) {
				t.Errorf("%q finds %s", typed, zone)
			}
		}
	}
	if got := len(zonesLike("")); got != maxZones {
		t.Errorf("%d zones without typing, want %d", got, maxZones)
	}
}
