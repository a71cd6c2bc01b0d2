package calendar

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"mentorbot/core"
)

// names are the property names of an event, each as often as it occurs.
func names(t rapid.TB, content []byte) []string {
	t.Helper()
	var found []string
	for line := range strings.SplitSeq(strings.TrimSuffix(unfold(string(content)), "\r\n"), "\r\n") {
		name, _, ok := strings.Cut(line, ":")
		if !ok {
			t.Fatalf("no property in the line %q", line)
		}
		name, _, _ = strings.Cut(name, ";")
		found = append(found, name)
	}
	return found
}

func TestTextTypedByPeopleAddsNoLine(t *testing.T) {
	r := newRenderer(t)
	want := names(t, render(t, r, mailTo(amara(), lea(), lea().Person, core.CalendarRequest)))
	for name, text := range map[string]string{
		"a line break and an attendee": "Eve\r\nATTENDEE:mailto:evil@example.net",
		"a lone carriage return":       "Eve\rATTENDEE:mailto:evil@example.net",
		"a lone line feed":             "Eve\nEND:VEVENT\nEND:VCALENDAR",
		"a quote and a parameter":      `Eve";X-EVIL="1`,
		"separators":                   `Eve;SENT-BY="mailto:evil@example.net":mailto:evil@example.net,x`,
		"backslashes":                  `Eve\nATTENDEE\;\,\\`,
		"a null and other controls":    "E\x00v\x07e\x1b[31m\x7f\u0085\u009b",
		"line separators":              "Eve\u2028ATTENDEE:x\u2029END:VEVENT",
		"not UTF-8":                    "Eve \xff\xfe\xc3",
		"an escape of RFC 6868":        "Eve^n^'ATTENDEE:x",
		"only what is removed":         "\x00\x01",
		"a byte order mark":            "\ufeffEve",
	} {
		t.Run(name, func(t *testing.T) {
			mail := mailTo(hostile(amara(), text), hostile(lea(), text), lea().Person, core.CalendarRequest)
			mail.Facts.Program.Name = text
			mail.Facts.Session.Title, mail.Facts.Session.Place, mail.Facts.Session.Agenda = text, text, text
			content := render(t, r, mail)
			if diff := cmp.Diff(want, names(t, content)); diff != "" {
				t.Errorf("other properties (-want +got):\n%s\n%s", diff, content)
			}
			_, event := decode(t, content)
			if got := slices.Sorted(maps.Keys(event.Props.Get("ATTENDEE").Params)); !slices.Equal(got, []string{"CN", "CUTYPE", "PARTSTAT", "ROLE", "RSVP"}) {
				t.Errorf("the attendee has the parameters %v", got)
			}
			if got := event.Props.Get("ATTENDEE").Value; got != "mailto:amara@example.org" {
				t.Errorf("the attendee is %s", got)
			}
		})
	}
}

func hostile(card core.Card, name string) core.Card {
	card.Profile.Name = name
	return card
}

func TestALinkThatIsNoWebAddressIsLeftOut(t *testing.T) {
	r := newRenderer(t)
	for _, link := range []string{"javascript:alert(1)", "data:text/html,x", "https://meet.example/a\r\nATTENDEE:x", "meet.example", "//meet.example", "%zz"} {
		mail := mailTo(amara(), lea(), lea().Person, core.CalendarRequest)
		mail.Facts.Session.Link = link
		_, event := decode(t, render(t, r, mail))
		if event.Props.Get("CONFERENCE") != nil {
			t.Errorf("%q became a video call", link)
		}
		if got, _ := event.Props.Get("DESCRIPTION").Text(); strings.Contains(got, "Video call") {
			t.Errorf("%q is in the description", link)
		}
	}
}

func TestMailto(t *testing.T) {
	for address, want := range map[string]string{
		"amara@example.org":          "mailto:amara@example.org",
		"amara+work@example.org":     "mailto:amara+work@example.org",
		"o'brien@example.org":        "mailto:o'brien@example.org",
		"a%b?c&d@example.org":        "mailto:a%25b%3Fc%26d@example.org",
		"léa@example.org":            "mailto:l%C3%A9a@example.org",
		`"a b"@example.org`:          "",
		"<amara@example.org>":        "",
		"amara@example.org, eve@x.y": "",
		"amara":                      "",
		"":                           "",
	} {
		if got, err := mailto(address); got != want || (err == nil) != (want != "") {
			t.Errorf("%q: got %q, %v; want %q", address, got, err, want)
		}
	}
}

// TestAnyTextMakesAWellFormedEvent lets chance type all texts and reads them back.
func TestAnyTextMakesAWellFormedEvent(t *testing.T) {
	r := newRenderer(t)
	rapid.Check(t, func(t *rapid.T) {
		mail := mailTo(hostile(amara(), rapid.String().Draw(t, "viewer")), hostile(lea(), rapid.String().Draw(t, "other")), lea().Person, core.CalendarRequest)
		mail.Facts.Session.Title = rapid.String().Draw(t, "title")
		mail.Facts.Session.Agenda = rapid.String().Draw(t, "agenda")
		mail.Facts.Session.Place = rapid.StringMatching(`[^ -~]{0,20}[ -~]{1,90}x`).Draw(t, "place")
		mail.Facts.Session.Link = ""
		content, err := r.Render(mail)
		if err != nil {
			t.Fatal(err)
		}
		checkLines(t, string(content))
		got := valueOf(t, content, "LOCATION")
		if want := cleanLine(mail.Facts.Session.Place); got != want {
			t.Errorf("the place %q is read back as %q", want, got)
		}
	})
}

// valueOf reads a TEXT value as RFC 5545 section 3.3.11 says, without the library that wrote it.
func valueOf(t rapid.TB, content []byte, name string) string {
	t.Helper()
	for line := range strings.SplitSeq(unfold(string(content)), "\r\n") {
		if value, ok := strings.CutPrefix(line, name+":"); ok {
			return strings.NewReplacer(`\\`, `\`, `\;`, ";", `\,`, ",", `\n`, "\n").Replace(value)
		}
	}
	t.Fatalf("no %s in\n%s", name, content)
	return ""
}
