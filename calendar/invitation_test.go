package calendar

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-ical"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"mentorbot/core"
	"mentorbot/i18n"
)

var update = flag.Bool("update", false, "write the golden files anew")

const secret = "a secret of the deployment"

// newRenderer fails the test at its end when a text was missing.
func newRenderer(t testing.TB) Renderer {
	t.Helper()
	texts, err := i18n.New()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if missing := texts.Missing(); len(missing) > 0 {
			t.Errorf("texts that could not be written: %v", missing)
		}
	})
	return Renderer{Texts: texts, Page: func(core.SessionFacts) string { return "https://slack.example/open?tab=home" }}
}

func amara() core.Card {
	return core.Card{Person: core.Person{ID: "amara", Name: "Amara Okafor", Email: "amara@example.org", ChatLocale: "en-GB", TimeZone: "Europe/London"}}
}

func lea() core.Card {
	return core.Card{
		Person:  core.Person{ID: "lea", Name: "lea.b", Email: "lea@example.org", ChatLocale: "fr-FR", TimeZone: "Europe/Paris"},
		Profile: core.Profile{Person: "lea", Name: "Léa Berthelot"},
	}
}

// mailTo is a mail to viewer about a session that by just booked, moved or cancelled.
func mailTo(viewer, other core.Card, by core.Person, method core.CalendarMethod) core.CalendarMail {
	session := core.Session{
		ID: "s1", Kind: core.SessionRegular, Title: "CV, cover letter; and interviews", Place: "Room 3, ground floor", Link: "https://meet.example/abc?pwd=1,2;3",
		Agenda:   "1. What you have tried\n2. What to try next",
		StartsAt: time.Date(2026, 12, 3, 14, 0, 0, 0, time.UTC), Minutes: 45, State: core.SessionBooked,
	}
	if method == core.CalendarCancel {
		session.State = core.SessionCancelled
	}
	mail := core.CalendarMail{
		Send: true, Method: method, First: true,
		Facts: core.SessionFacts{Program: core.Program{Name: "Grow together"}, Session: session, Viewer: viewer, Other: other, By: by},
		Copy: core.CalendarCopy{
			Session: session.ID, Person: viewer.Person.ID, UID: UID([]byte(secret), "mentoring.example")(session.ID, viewer.Person.ID),
			Organizer: "sessions@mentoring.example", Address: viewer.Person.Email, Method: method,
			StampedAt: time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC),
		},
	}
	if by.ID == viewer.Person.ID {
		mail.Facts.Mine.Attendance = core.AttendanceYes
	}
	return mail
}

func render(t testing.TB, r Renderer, mail core.CalendarMail) []byte {
	t.Helper()
	content, err := r.Render(mail)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// decode reads an iCalendar object of one event.
func decode(t rapid.TB, content []byte) (*ical.Calendar, *ical.Component) {
	t.Helper()
	calendar, err := ical.NewDecoder(bytes.NewReader(content)).Decode()
	if err != nil {
		t.Fatalf("%v in\n%s", err, content)
	}
	if len(calendar.Children) != 1 || calendar.Children[0].Name != ical.CompEvent {
		t.Fatalf("want one event in\n%s", content)
	}
	return calendar, calendar.Children[0]
}

func TestGoldens(t *testing.T) {
	booked := mailTo(amara(), lea(), lea().Person, core.CalendarRequest)
	own := mailTo(lea(), amara(), lea().Person, core.CalendarRequest)
	moved := mailTo(lea(), amara(), amara().Person, core.CalendarRequest)
	moved.Copy.Sequence, moved.First = 1, false
	moved.Facts.Session.StartsAt = moved.Facts.Session.StartsAt.Add(25 * time.Hour)
	planned := mailTo(amara(), lea(), lea().Person, core.CalendarRequest)
	planned.Facts.Session = core.Session{
		ID: "s1", Kind: core.SessionIntroduction, Place: "Café de la Gare", StartsAt: planned.Facts.Session.StartsAt, Minutes: 60,
	}
	cancelled := mailTo(amara(), lea(), lea().Person, core.CalendarCancel)
	cancelled.Copy.Sequence, cancelled.First = 2, false
	cancelled.Facts.Session.State, cancelled.Facts.Session.Reason = core.SessionCancelled, "I am ill; sorry, let us find another day"

	neutral := mailTo(amara(), lea(), lea().Person, core.CalendarRequest)
	neutral.Facts.Calendar.Neutral = true

	r := newRenderer(t)
	for name, mail := range map[string]core.CalendarMail{
		"neutral_en":         neutral,
		"booked_by_other_en": booked, "booked_by_reader_fr": own, "moved_by_other_fr": moved, "planned_title_en": planned,
		"cancelled_en": cancelled,
	} {
		t.Run(name, func(t *testing.T) {
			golden(t, name, render(t, r, mail))
		})
	}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name+".ics")
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestARequestSaysWhatCalendarsNeed(t *testing.T) {
	mail := mailTo(amara(), lea(), lea().Person, core.CalendarRequest)
	mail.Copy.Sequence = 4
	calendar, event := decode(t, render(t, newRenderer(t), mail))
	for name, want := range map[string]string{
		"UID": mail.Copy.UID, "SEQUENCE": "4", "DTSTAMP": "20261122T093000Z", "DTSTART": "20261203T140000Z", "DTEND": "20261203T144500Z",
		"STATUS": "CONFIRMED", "CLASS": "PRIVATE", "TRANSP": "OPAQUE", "ORGANIZER": "mailto:sessions@mentoring.example",
		"ATTENDEE": "mailto:amara@example.org", "CONFERENCE": "https://meet.example/abc?pwd=1,2;3",
	} {
		if got := event.Props.Get(name); got == nil || got.Value != want {
			t.Errorf("%s is %v, want %s", name, got, want)
		}
	}
	if got := calendar.Props.Get("METHOD").Value; got != "REQUEST" {
		t.Errorf("METHOD is %s", got)
	}
	if len(event.Children) != 0 {
		t.Error("a request carries no alarm of its own")
	}
	summary, err := event.Props.Get("SUMMARY").Text()
	if want := "CV, cover letter; and interviews – mentoring with Léa Berthelot"; err != nil || summary != want {
		t.Errorf("SUMMARY reads %q, %v; want %q", summary, err, want)
	}
}

func TestWhoActedHasAnsweredAlready(t *testing.T) {
	r := newRenderer(t)
	for name, tt := range map[string]struct {
		by           core.Person
		method       core.CalendarMethod
		status, rsvp string
	}{
		"the recipient booked":     {amara().Person, core.CalendarRequest, "ACCEPTED", "FALSE"},
		"the other booked":         {lea().Person, core.CalendarRequest, "NEEDS-ACTION", "TRUE"},
		"nobody answers to cancel": {lea().Person, core.CalendarCancel, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			_, event := decode(t, render(t, r, mailTo(amara(), lea(), tt.by, tt.method)))
			params := event.Props.Get("ATTENDEE").Params
			if got := params.Get("PARTSTAT"); got != tt.status {
				t.Errorf("PARTSTAT is %q, want %q", got, tt.status)
			}
			if got := params.Get("RSVP"); got != tt.rsvp {
				t.Errorf("RSVP is %q, want %q", got, tt.rsvp)
			}
		})
	}
}

func TestAnEventThatIsSentAgainKeepsTheAnswer(t *testing.T) {
	r := newRenderer(t)
	for attendance, want := range map[core.Attendance]string{
		core.AttendanceYes: "ACCEPTED", core.AttendanceMaybe: "TENTATIVE", core.AttendanceNo: "DECLINED", "": "NEEDS-ACTION",
	} {
		mail := mailTo(amara(), lea(), lea().Person, core.CalendarRequest)
		mail.Copy.Sequence, mail.Facts.Mine.Attendance = 1, attendance
		_, event := decode(t, render(t, r, mail))
		if got := event.Props.Get("ATTENDEE").Params.Get("PARTSTAT"); got != want {
			t.Errorf("%q is sent as %s, want %s", attendance, got, want)
		}
	}
}

func TestACancellationNamesTheWholeEventAndKeepsItsTime(t *testing.T) {
	mail := mailTo(amara(), lea(), lea().Person, core.CalendarCancel)
	mail.Copy.Sequence = 3
	calendar, event := decode(t, render(t, newRenderer(t), mail))
	if got := calendar.Props.Get("METHOD").Value; got != "CANCEL" {
		t.Errorf("METHOD is %s", got)
	}
	for name, want := range map[string]string{
		"UID": mail.Copy.UID, "SEQUENCE": "3", "STATUS": "CANCELLED", "DTSTART": "20261203T140000Z", "DTEND": "20261203T144500Z",
		"ORGANIZER": "mailto:sessions@mentoring.example", "ATTENDEE": "mailto:amara@example.org",
	} {
		if got := event.Props.Get(name); got == nil || got.Value != want {
			t.Errorf("%s is %v, want %s", name, got, want)
		}
	}
	if event.Props.Get("CONFERENCE") != nil {
		t.Error("a cancelled session has no video call to join")
	}
}

func TestTheOrganiserIsTheSameInEveryMail(t *testing.T) {
	r := newRenderer(t)
	organizer := func(mail core.CalendarMail) ical.Prop {
		_, event := decode(t, render(t, r, mail))
		return *event.Props.Get("ORGANIZER")
	}
	first := organizer(mailTo(amara(), lea(), lea().Person, core.CalendarRequest))
	for _, by := range []core.Card{amara(), lea()} {
		for _, method := range []core.CalendarMethod{core.CalendarRequest, core.CalendarCancel} {
			if diff := cmp.Diff(first, organizer(mailTo(amara(), lea(), by.Person, method))); diff != "" {
				t.Errorf("%s by %s: %s", method, by.Name(), diff)
			}
		}
	}
}

func TestNoAddressOfTheOtherIsShown(t *testing.T) {
	content := string(render(t, newRenderer(t), mailTo(amara(), lea(), lea().Person, core.CalendarRequest)))
	if strings.Contains(unfold(content), lea().Person.Email) {
		t.Errorf("the other's address is in\n%s", content)
	}
}

func TestWhatCannotBeSentIsRefusedForGood(t *testing.T) {
	r := newRenderer(t)
	for name, spoil := range map[string]func(*core.CalendarMail){
		"no UID":                  func(m *core.CalendarMail) { m.Copy.UID = "" },
		"no time stamp":           func(m *core.CalendarMail) { m.Copy.StampedAt = time.Time{} },
		"another method":          func(m *core.CalendarMail) { m.Method = "ADD" },
		"no attendee":             func(m *core.CalendarMail) { m.Copy.Address = "" },
		"an attendee with a name": func(m *core.CalendarMail) { m.Copy.Address = "Eve <eve@example.org>" },
		"a quoted local part":     func(m *core.CalendarMail) { m.Copy.Address = `"eve> x"@example.org` },
		"a line break in it":      func(m *core.CalendarMail) { m.Copy.Address = "eve@example.org\r\nATTENDEE:mailto:x@example.org" },
		"no organiser":            func(m *core.CalendarMail) { m.Copy.Organizer = "" },
	} {
		t.Run(name, func(t *testing.T) {
			mail := mailTo(amara(), lea(), lea().Person, core.CalendarRequest)
			spoil(&mail)
			if content, err := r.Render(mail); !core.Permanent(err) || content != nil {
				t.Errorf("got %q, %v; want a permanent error", content, err)
			}
		})
	}
}

func TestUIDsOfOthersAreNotOurs(t *testing.T) {
	for _, uid := range []string{
		"", "@mentoring.example", "6f1c0e0a-2b77-4e36-8e15-aa2b6d0e1111@mentoring.example", strings.Repeat("a", 32), strings.Repeat("1", 32) + "@mentoring.example",
		strings.Repeat("a", 33) + "@mentoring.example", strings.Repeat("a", 32) + "@mentoring.example.org",
	} {
		if OwnUID("mentoring.example")(uid) {
			t.Errorf("%q is taken for ours", uid)
		}
	}
}

func TestUID(t *testing.T) {
	uid := UID([]byte(secret), "mentoring.example")
	if a, b := uid("s1", "amara"), UID([]byte(secret), "mentoring.example")("s1", "amara"); a != b {
		t.Errorf("the same copy has the UIDs %s and %s", a, b)
	}
	seen := map[string]string{}
	for name, got := range map[string]string{
		"a copy": uid("s1", "amara"), "the other's copy": uid("s1", "lea"), "another session": uid("s2", "amara"),
		"ids cut elsewhere": uid("s1a", "mara"), "another secret": UID([]byte("x"), "mentoring.example")("s1", "amara"),
	} {
		if other := seen[got]; other != "" {
			t.Errorf("%s and %s have the same UID", name, other)
		}
		seen[got] = name
		if !OwnUID("Mentoring.example")(got) || OwnUID("example")(got) || OwnUID("")(got) {
			t.Errorf("%s: %s is not known as ours, or to others", name, got)
		}
		local, domain, _ := strings.Cut(got, "@")
		if len(local)*5 < 128 || domain != "mentoring.example" {
			t.Errorf("%s: %s is too short or on the wrong domain", name, got)
		}
	}
}
