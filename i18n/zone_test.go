package i18n

import (
	"testing"

	"mentorbot/core"
)

func TestZonesAreThoseOfPeople(t *testing.T) {
	c, err := New()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Europe/Paris", "Asia/Kathmandu", "", "Local", "UTC", "Mars/Olympus", "../etc/passwd"} {
		person := core.Person{TimeZone: name}
		for range 2 {
			if got, want := c.Zone(name), person.Location(); got.String() != want.String() {
				t.Errorf("%q: %s, want %s", name, got, want)
			}
		}
	}
	if first, second := c.Zone("Europe/Paris"), c.Zone("Europe/Paris"); first != second {
		t.Error("a zone is read again")
	}
}
