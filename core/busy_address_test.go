package core_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"mentorbot/core"
)

func TestAddressesOfCalendars(t *testing.T) {
	for text, want := range map[string]string{
		" webcal://p1.icloud.example/published/2/abc ": "https://p1.icloud.example/published/2/abc",
		"webcals://cloud.example/x":                    "https://cloud.example/x",
		"https://calendar.example/a%20b/basic.ics?k=1": "https://calendar.example/a%20b/basic.ics?k=1",
		"HTTPS://Calendar.example/x#today":             "https://Calendar.example/x",
		"https://192.0.2.1/x":                          "https://192.0.2.1/x", // whether it is public is asked when it is fetched
		"http://calendar.example/x":                    "",
		"ftp://calendar.example/x":                     "",
		"file:///etc/passwd":                           "",
		"calendar.example/x":                           "",
		"https:calendar.example":                       "",
		"https://":                                     "",
		"https://me:pass@calendar.example/x":           "",
		"https://calendar/x":                           "",
		"https://127.1/x":                              "",
		"https://calendar.example/\x00":                "",
		"":                                             "",
		"https://calendar.example/" + strings.Repeat("x", 2048): "",
	} {
		address, err := core.ParseBusyAddress(text)
		if got := address.Reveal(); got != want || (err == nil) != (want != "") {
			t.Errorf("%.60q: got %q, %v; want %q", text, address.Reveal(), err, want)
		}
	}
}

func FuzzParseBusyAddress(f *testing.F) {
	f.Add("webcal://p1.icloud.example/published/2/abc")
	f.Add("https://[::ffff:127.0.0.1]:443/%zz")
	f.Fuzz(func(t *testing.T, text string) {
		address, refused := core.ParseBusyAddress(text)
		if refused != nil {
			return
		}
		got := address.Reveal()
		if !strings.HasPrefix(got, "https://") {
			t.Errorf("%q became %q", text, got)
		}
		if again, err := core.ParseBusyAddress(got); err != nil || again != address {
			t.Errorf("%q became %q, and that %q, %v", text, got, again.Reveal(), err)
		}
	})
}

func TestAnAddressIsPrintedAsItsHintOnly(t *testing.T) {
	for full, want := range map[string]string{
		"https://calendar.example/private-s3cr3t-t0ken/basic.ics": "calendar.example/…ic.ics",
		"https://cal.example/s3cr3t":                              "cal.example",
	} {
		address := core.StoredBusyAddress(full)
		written, err := json.Marshal(struct{ Address core.BusyAddress }{address})
		if err != nil || address.Hint() != want {
			t.Errorf("hint %q, %v; want %q", address.Hint(), err, want)
		}
		for _, text := range []string{address.String(), string(written), fmt.Sprintf("%v %+v %#v %s", address, address, address, address)} {
			if strings.Contains(text, "s3cr3t") {
				t.Errorf("the address is in %q", text)
			}
		}
	}
}
