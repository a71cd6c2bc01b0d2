package calendar

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // the same zones on every machine

	"github.com/google/go-cmp/cmp"

	"mentorbot/core/slots"
)

func zone(t testing.TB, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

// reading is how Léa's calendar is read: she is in Paris, and days without times are busy.
func reading(t testing.TB) Reading {
	t.Helper()
	return Reading{
		From: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), To: time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC),
		Zone: zone(t, "Europe/Paris"), AllDay: true, Addresses: []string{"Lea@example.org"},
		Own: func(uid string) bool { return strings.HasSuffix(uid, "@mentoring.example") },
	}
}

// spelled writes spans as "03-23 08:00-08:30", in UTC, with the day of the end where it is another.
func spelled(spans []slots.Span) []string {
	var all []string
	for _, s := range spans {
		end := s.End.Format("15:04")
		if s.Start.YearDay() != s.End.YearDay() {
			end = s.End.Format("01-02 15:04")
		}
		all = append(all, s.Start.Format("01-02 15:04")+"-"+end)
	}
	return all
}

func TestCalendarsOfOthers(t *testing.T) {
	for file, want := range map[string]struct {
		times                        []string
		events, free, unknown, guess int
	}{
		"google.ics": {
			// The clocks change on 29 March. The day of UNTIL counts; 6 April is an exception; 30 March was moved.
			times:  []string{"03-23 08:00-08:30", "03-31 12:00-13:00", "03-31 22:00-04-02 22:00", "04-13 07:00-07:30"},
			events: 5, free: 2,
		},
		"exchange.ics": {
			// New York changes on 8 March. A zone of its own is read from the file; the whole day is one where Léa is.
			times:  []string{"03-02 14:00-15:00", "03-09 13:00-14:00", "03-16 13:00-14:00", "03-30 07:00-08:00", "04-01 22:00-04-02 22:00"},
			events: 5, free: 2,
		},
		"apple.ics": {
			// Sydney changes on 5 April, before nine.
			times:  []string{"04-02 22:00-23:00", "04-04 23:00-04-05 00:00", "04-05 23:00-04-06 00:00", "04-07 10:00-10:45"},
			events: 3, free: 1,
		},
		"nextcloud.ics": {
			// A day with 25 hours is one day.
			times:  []string{"10-24 20:00-10-25 21:00", "10-26 09:00-09:30", "10-29 15:00-15:30", "10-30 08:00-10:00"},
			events: 2,
		},
		"freebusy.ics": {
			times:  []string{"03-02 09:00-10:30", "03-03 09:00-10:00", "03-04 09:00-10:00", "03-05 09:00-03-06 09:00"},
			events: 6, free: 1,
		},
	} {
		t.Run(file, func(t *testing.T) {
			content, err := os.ReadFile("testdata/busy/" + file)
			if err != nil {
				t.Fatal(err)
			}
			for ending, content := range map[string]string{
				"as written": string(content),
				"CRLF":       strings.ReplaceAll(string(content), "\n", "\r\n"),
				"CR":         strings.ReplaceAll(string(content), "\n", "\r"),
				"BOM":        "\uFEFF" + string(content),
				"folded":     string(fold([]byte(strings.ReplaceAll(strings.ReplaceAll(string(content), "\n ", ""), "\n", "\r\n")))),
			} {
				got, err := ReadBusy(t.Context(), []byte(content), reading(t))
				if err != nil {
					t.Fatalf("%s: %v", ending, err)
				}
				if diff := cmp.Diff(want.times, spelled(got.Spans)); diff != "" {
					t.Errorf("%s: busy (-want +got)\n%s", ending, diff)
				}
				if got.Events != want.events || got.Free != want.free || got.Unknown != want.unknown || got.Guessed != want.guess {
					t.Errorf("%s: read %d, free %d, unknown %d, guessed %d; want %+v", ending, got.Events, got.Free, got.Unknown, got.Guessed, want)
				}
			}
		})
	}
}

func event(lines ...string) string {
	return "BEGIN:VCALENDAR\nVERSION:2.0\n" + "BEGIN:VEVENT\n" + strings.Join(lines, "\n") + "\nEND:VEVENT\nEND:VCALENDAR\n"
}

func TestEventsOfOthers(t *testing.T) {
	for name, tt := range map[string]struct {
		content string
		want    string // spelled, joined by commas
		unknown int
		guessed int
	}{
		"in the hour that is skipped": {
			content: event("DTSTART;TZID=America/New_York:20260308T023000", "DURATION:PT1H"), want: "03-08 07:30-08:30",
		},
		"in the hour that comes twice": {
			content: event("DTSTART;TZID=Europe/Paris:20261025T023000", "DURATION:PT30M"), want: "10-25 00:30-01:00",
		},
		"every night around the change keeps its time by the clock": {
			content: event("DTSTART;TZID=Europe/Paris:20261024T233000", "DURATION:PT30M", "RRULE:FREQ=DAILY;COUNT=3"),
			want:    "10-24 21:30-22:00,10-25 22:30-23:00,10-26 22:30-23:00",
		},
		"UNTIL in UTC ends with the instant": {
			content: event("DTSTART;TZID=Europe/Paris:20260601T090000", "DURATION:PT30M", "RRULE:FREQ=DAILY;UNTIL=20260602T070000Z"),
			want:    "06-01 07:00-07:30,06-02 07:00-07:30",
		},
		"an all-day event until a day": {
			content: event("DTSTART;VALUE=DATE:20260601", "RRULE:FREQ=WEEKLY;UNTIL=20260608T220000Z"),
			want:    "05-31 22:00-06-01 22:00,06-07 22:00-06-08 22:00",
		},
		"a list of exceptions": {
			content: event("DTSTART:20260601T090000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=4", "EXDATE:20260602T090000Z,20260603T090000Z"),
			want:    "06-01 09:00-10:00,06-04 09:00-10:00",
		},
		"an exception as a day": {
			content: event("DTSTART:20260601T090000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=2", "EXDATE;VALUE=DATE:20260602"),
			want:    "06-01 09:00-10:00",
		},
		"lower case and parts of others in a rule": {
			content: event("dtstart:20260601t090000z", "duration:pt1h", "rrule:freq=daily;count=2;rscale=gregorian;x-a=b"),
			want:    "06-01 09:00-10:00,06-02 09:00-10:00",
		},
		"a rule that is not understood leaves the first time": {
			content: event("DTSTART:20260601T090000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;BYMOON=FULL"), want: "06-01 09:00-10:00", unknown: 1,
		},
		"every second": {
			content: event("DTSTART:20100601T090000Z", "DURATION:PT1H", "RRULE:FREQ=SECONDLY"), want: "", unknown: 1,
		},
		"all seconds of the days": {
			content: event("DTSTART:20260601T090000Z", "DURATION:PT1H", "RRULE:FREQ=YEARLY;BYMINUTE="+numbers(60)+";BYSECOND="+numbers(60)),
			want:    "06-01 09:00-10:00", unknown: 1,
		},
		"a day of the year zero": {content: event("DTSTART:00000101T000000Z", "RRULE:FREQ=WEEKLY"), unknown: 1},
		"no start":               {content: event("UID:x"), unknown: 1},
		"a rule on a line that is not understood": {
			content: event("DTSTART:20260601T090000Z", "DURATION:PT1H", `RRULE;X="a"b:FREQ=DAILY`), want: "06-01 09:00-10:00", unknown: 1,
		},
		"a change of all that follow": {
			content: event("DTSTART:20260601T090000Z", "DURATION:PT1H", "RECURRENCE-ID;RANGE=THISANDFUTURE:20260601T080000Z"),
			want:    "06-01 09:00-10:00", unknown: 1,
		},
		"a zone by its name in Windows":      {content: event("DTSTART;TZID=Nepal Standard Time:20260601T090000", "DURATION:PT1H"), want: "06-01 03:15-04:15"},
		"Microsoft's word for UTC":           {content: event("DTSTART;TZID=\"tzone://Microsoft/Utc\":20260601T090000", "DURATION:PT1H"), want: "06-01 09:00-10:00"},
		"a zone behind two prefixes":         {content: event("DTSTART;TZID=/mozilla.org/20050126_1/Asia/Tokyo:20260601T090000", "DURATION:PT1H"), want: "06-01 00:00-01:00"},
		"a zone nobody knows is the owner's": {content: event("DTSTART;TZID=Customized Time Zone:20260601T090000", "DURATION:PT1H"), want: "06-01 07:00-08:00", guessed: 1},
		"the local zone of our machine is none": {
			content: event("DTSTART;TZID=Local:20260601T090000", "DURATION:PT1H"), want: "06-01 07:00-08:00", guessed: 1,
		},
		"no end":              {content: event("DTSTART:20260601T090000Z")},
		"an end before":       {content: event("DTSTART:20260601T090000Z", "DTEND:20260601T080000Z")},
		"midnight as 24:00":   {content: event("DTSTART:20260601T220000Z", "DTEND:20260601T240000Z"), want: "06-01 22:00-06-02 00:00"},
		"lasting since years": {content: event("DTSTART:20200101T000000Z", "DTEND:20260102T000000Z"), want: "01-01 00:00-01-02 00:00"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := ReadBusy(t.Context(), []byte(tt.content), reading(t))
			if err != nil {
				t.Fatal(err)
			}
			if times := strings.Join(spelled(got.Spans), ","); times != tt.want || got.Unknown != tt.unknown || got.Guessed != tt.guessed {
				t.Errorf("busy %q, unknown %d, guessed %d; want %q, %d, %d", times, got.Unknown, got.Guessed, tt.want, tt.unknown, tt.guessed)
			}
		})
	}
}

func numbers(n int) string {
	all := make([]string, n)
	for i := range all {
		all[i] = fmt.Sprint(i)
	}
	return strings.Join(all, ",")
}

func TestAllDayEventsAreBusyOnlyForThoseWhoSaySo(t *testing.T) {
	how := reading(t)
	how.AllDay = false
	got, err := ReadBusy(t.Context(), []byte(event("DTSTART;VALUE=DATE:20260601")), how)
	if err != nil || len(got.Spans) > 0 || got.Free != 1 {
		t.Errorf("got %+v, %v; want one event, free", got, err)
	}
}

func TestAnInstanceStaysBusyWhenWhatReplacesItIsNotUnderstood(t *testing.T) {
	content := "BEGIN:VCALENDAR\n" +
		"BEGIN:VEVENT\nUID:a\nDTSTART:20260601T090000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=2\nEND:VEVENT\n" +
		"BEGIN:VEVENT\nUID:a\nRECURRENCE-ID:20260602T090000Z\nDTSTART:next week\nEND:VEVENT\nEND:VCALENDAR"
	got, err := ReadBusy(t.Context(), []byte(content), reading(t))
	if want := "06-01 09:00-10:00,06-02 09:00-10:00"; err != nil || strings.Join(spelled(got.Spans), ",") != want || got.Unknown != 1 {
		t.Errorf("got %+v, %v; want %s", got, err, want)
	}
}

func TestWhatIsNoWholeCalendarIsRefused(t *testing.T) {
	whole := event("DTSTART:20260601T090000Z", "DURATION:PT1H")
	for name, content := range map[string]string{
		"nothing":              "",
		"a sign-in page":       "<!DOCTYPE html><html><body>Sign in</body></html>",
		"cut off":              whole[:len(whole)-20],
		"cut within the event": whole[:60],
		"crossed components":   "BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\nEND:VEVENT\n",
		"a deep nest":          "BEGIN:VCALENDAR\n" + strings.Repeat("BEGIN:VEVENT\n", 10) + strings.Repeat("END:VEVENT\n", 10) + "END:VCALENDAR\n",
		"too many components":  "BEGIN:VCALENDAR\n" + strings.Repeat("BEGIN:VEVENT\nEND:VEVENT\n", maxComponents) + "END:VCALENDAR\n",
		"too long":             whole + strings.Repeat("x", maxContent),
	} {
		if got, err := ReadBusy(t.Context(), []byte(content), reading(t)); err == nil {
			t.Errorf("%s: read as %+v", name, got)
		}
	}
}

func TestMoreTimesThanAYearHasAreRefusedBeforeTheyFillMemory(t *testing.T) {
	var often strings.Builder
	for second := range 10 { // of each, 96 times a day that no other has
		fmt.Fprintf(&often, "BEGIN:VEVENT\nDTSTART:20260101T0000%02dZ\nDURATION:PT1S\n", second*2)
		fmt.Fprintf(&often, "RRULE:FREQ=DAILY;BYHOUR=%s;BYMINUTE=1,2,3,4\nEND:VEVENT\n", numbers(24))
	}
	got, err := ReadBusy(t.Context(), []byte("BEGIN:VCALENDAR\n"+often.String()+"END:VCALENDAR"), reading(t))
	if err == nil {
		t.Errorf("%d times were read", len(got.Spans))
	}
	same := strings.Repeat("BEGIN:VEVENT\nDTSTART:20260101T000000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;BYHOUR="+numbers(24)+"\nEND:VEVENT\n", 20)
	got, err = ReadBusy(t.Context(), []byte("BEGIN:VCALENDAR\n"+same+"END:VCALENDAR"), reading(t))
	if err != nil || len(got.Spans) != 1 {
		t.Errorf("%d times, %v; want the year as one", len(got.Spans), err)
	}
}

func TestReadingEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if got, err := ReadBusy(ctx, []byte(event("DTSTART:20260601T090000Z", "DURATION:PT1H")), reading(t)); err == nil {
		t.Errorf("read as %+v", got)
	}
}

func TestNothingButTimesIsReadFromACalendar(t *testing.T) {
	content, err := os.ReadFile("testdata/busy/google.ics")
	if err != nil {
		t.Fatal(err)
	}
	clean, err := lex(content)
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"budget", "Vacances", "SUMMARY", "Démo"} {
		if strings.Contains(string(clean), word) {
			t.Errorf("%q goes on behind the lexer", word)
		}
	}
}

func TestNamesOfWindowsAreZones(t *testing.T) {
	names := 0
	for line := range strings.Lines(windowsZones) {
		windows, _, _ := strings.Cut(strings.TrimSpace(line), "\t")
		if named(windows) == nil {
			t.Errorf("%q has no zone", line)
		}
		names++
	}
	if names < 139 {
		t.Errorf("%d names, want all of CLDR's", names)
	}
}

func FuzzReadBusy(f *testing.F) {
	entries, err := os.ReadDir("testdata/busy")
	if err != nil {
		f.Fatal(err)
	}
	for _, entry := range entries {
		content, err := os.ReadFile("testdata/busy/" + entry.Name())
		if err != nil {
			f.Fatal(err)
		}
		f.Add(content)
	}
	f.Add([]byte("BEGIN:VCALENDAR\nX;A=b\nX;A=\"b\"c:d\nBEGIN:VEVENT\nDTSTART;A=\nEND:VEVENT \nEND:VCALENDAR"))
	f.Add([]byte(event("DTSTART:16010101T000000Z", "RRULE:FREQ=YEARLY;BYSETPOS=-1;BYDAY=-1SU;BYWEEKNO=53;BYHOUR=1,2")))
	how := reading(f)
	f.Fuzz(func(t *testing.T, content []byte) {
		got, err := ReadBusy(t.Context(), content, how)
		if err != nil {
			return
		}
		last := how.From.Add(-1)
		for _, s := range got.Spans {
			if !s.Start.After(last) || !s.Start.Before(s.End) || s.End.After(how.To) {
				t.Errorf("%s is not behind %s or outside the window", s, last)
			}
			last = s.End
		}
		if got.Free+got.Unknown > got.Events {
			t.Errorf("%+v counts events twice", got)
		}
	})
}
