package feeds_test

import (
	"strings"
	"testing"

	"mentorbot/feeds"
)

func TestAddress(t *testing.T) {
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
		got, err := feeds.Address(text)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%.60q: got %q, %v; want %q", text, got, err, want)
		}
	}
}

func FuzzAddress(f *testing.F) {
	f.Add("webcal://p1.icloud.example/published/2/abc")
	f.Add("https://[::ffff:127.0.0.1]:443/%zz")
	f.Fuzz(func(t *testing.T, text string) {
		got, err := feeds.Address(text)
		if err != nil {
			return
		}
		if !strings.HasPrefix(got, "https://") {
			t.Errorf("%q became %q", text, got)
		}
		if again, err := feeds.Address(got); err != nil || again != got {
			t.Errorf("%q became %q, and that %q, %v", text, got, again, err)
		}
	})
}
