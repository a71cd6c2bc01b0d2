package calendar

import (
	"strings"
	"testing"
	_ "time/tzdata" // the same zones on every machine
)

func TestZonesAreKnownByTheNamesOthersGiveThem(t *testing.T) {
	for name, want := range map[string]string{
		"Europe/Paris":            "Europe/Paris",
		"Romance Standard Time":   "Europe/Paris",
		"romance standard time":   "Europe/Paris",
		`"Eastern Standard Time"`: "America/New_York",
		"/freeassociation.sourceforge.net/Tzfile/Europe/Berlin": "Europe/Berlin",
		"/citadel.org/20190914_1/America/Sao_Paulo":             "America/Sao_Paulo",
		"tzone://Microsoft/Utc":                                 "UTC",
		"UTC":                                                   "UTC",
		"Customized Time Zone":                                  "",
		"Local":                                                 "",
		"localtime":                                             "",
		"":                                                      "",
		"/":                                                     "",
		"../../etc/passwd":                                      "",
		strings.Repeat("a/", 1000):                              "",
	} {
		got := ""
		if zone := named(name); zone != nil {
			got = zone.String()
		}
		if got != want {
			t.Errorf("%.60q is %q, want %q", name, got, want)
		}
	}
}

func TestEveryNameOfWindowsIsAZone(t *testing.T) {
	count := 0
	for line := range strings.Lines(windowsZones) {
		windows, iana, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || named(windows) == nil {
			t.Errorf("%q is no zone: %q", windows, iana)
		}
		count++
	}
	if count < 100 {
		t.Errorf("%d names", count)
	}
}
