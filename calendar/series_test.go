package calendar

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"mentorbot/core"
	"mentorbot/core/slots"
)

// seriesMail invites Amara to six sessions on Thursdays at three in Paris, over the end of summer time: the second is left out, the fourth an hour later.
func seriesMail(viewer, other core.Card) core.CalendarMail {
	series := core.Series{
		ID: "series", First: slots.Wall{Year: 2026, Month: time.October, Day: 15, Hour: 15}, Every: slots.Weekly, Count: 6, Zone: "Europe/Paris", Minutes: 45,
	}
	mail := mailTo(viewer, other, lea().Person, core.CalendarRequest)
	template := mail.Facts.Session
	facts := core.SeriesFacts{}
	for part := 1; part <= series.Count; part++ {
		session := template
		session.ID, session.Series, session.Part, session.StartsAt = core.SessionID("s"+string(rune('0'+part))), series.ID, part, series.Time(part)
		switch part {
		case 2:
			continue
		case 4:
			session.StartsAt = session.StartsAt.Add(time.Hour)
		}
		facts.Sessions = append(facts.Sessions, session)
		facts.Replies = append(facts.Replies, core.SessionReply{})
	}
	mail.Facts.Session, mail.Facts.Series = facts.Sessions[0], &series
	facts.SessionFacts = mail.Facts
	mail.Series = &facts
	mail.Copy.Session, mail.Copy.Series = "", series.ID
	mail.Copy.UID = UID([]byte(secret), "mentoring.example")("series", viewer.Person.ID)
	return mail
}

// one is a mail about one session of the series.
func one(mail core.CalendarMail, i int, method core.CalendarMethod) core.CalendarMail {
	mail.Facts.Session = mail.Series.Sessions[i]
	mail.Copy.Session, mail.Copy.Sequence, mail.Method, mail.First, mail.Series = mail.Facts.Session.ID, 1, method, false, nil
	if method == core.CalendarCancel {
		mail.Facts.Session.State, mail.Facts.Session.Reason = core.SessionCancelled, "I am away"
	}
	return mail
}

func TestSeriesGoldens(t *testing.T) {
	r := newRenderer(t)
	shorter := seriesMail(amara(), lea())
	shorter.First, shorter.Copy.Sequence, shorter.Facts.Series.Count = false, 3, 4
	for i := range shorter.Series.Sessions {
		if s := &shorter.Series.Sessions[i]; s.Part > 4 || s.Part == 3 {
			s.State = core.SessionCancelled
		}
	}
	over := seriesMail(amara(), lea())
	over.Method, over.First, over.Copy.Sequence = core.CalendarCancel, false, 7
	for i := range over.Series.Sessions {
		over.Series.Sessions[i].State = core.SessionCancelled
	}
	over.Facts.Session = over.Series.Sessions[4]
	over.Series.SessionFacts = over.Facts
	planned := seriesMail(lea(), amara())
	for i := range planned.Series.Sessions {
		planned.Series.Sessions[i].Title, planned.Series.Sessions[i].Agenda = "", ""
	}
	planned.Series.Sessions[0].Kind = core.SessionIntroduction
	planned.Facts.Session = planned.Series.Sessions[0]
	planned.Series.SessionFacts = planned.Facts
	moved := one(seriesMail(amara(), lea()), 3, core.CalendarRequest)
	moved.Facts.Session.StartsAt = moved.Facts.Session.StartsAt.Add(26 * time.Hour)
	for name, mail := range map[string]core.CalendarMail{
		"series_en": seriesMail(amara(), lea()), "series_planned_fr": planned, "series_shorter_en": shorter, "series_cancelled_en": over,
		"series_one_moved_en": moved, "series_one_cancelled_en": one(seriesMail(amara(), lea()), 4, core.CalendarCancel),
	} {
		t.Run(name, func(t *testing.T) { golden(t, name, render(t, r, mail)) })
	}
}

// What another calendar reads out of an invitation is what was booked, in every zone, whatever was left out, moved or cancelled.
func TestCalendarsReadASeriesAsItIs(t *testing.T) {
	r := newRenderer(t)
	rapid.Check(t, func(rt *rapid.T) {
		mail, want := drawSeries(rt)
		content, err := r.Render(mail)
		if err != nil {
			rt.Fatal(err)
		}
		got := read(rt, content)
		if diff := cmp.Diff(want, got); diff != "" {
			rt.Fatalf("(-booked +read):\n%s\n%s", diff, content)
		}
	})
}

func drawSeries(t *rapid.T) (core.CalendarMail, []slots.Span) {
	mail := seriesMail(amara(), lea())
	series := mail.Facts.Series
	series.Zone = rapid.SampledFrom(oddZones).Draw(t, "zone")
	series.Every = rapid.SampledFrom([]slots.Every{slots.Weekly, slots.Fortnightly, slots.Monthly}).Draw(t, "every")
	series.Count = rapid.IntRange(2, 12).Draw(t, "count")
	start := time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC).Add(time.Duration(rapid.IntRange(0, 360*48).Draw(t, "start")) * 30 * time.Minute)
	series.First = slots.WallOf(start)
	if _, exists := series.First.Instant(series.Location()); !exists {
		series.First.Hour = 12 // the form refuses a time the clocks skip
	}
	template := mail.Series.Sessions[0]
	mail.Series.Sessions, mail.Series.Replies = nil, nil
	var want []slots.Span
	for part := 1; part <= series.Count; part++ {
		s := template
		s.Part, s.StartsAt = part, series.Time(part)
		switch rapid.SampledFrom([]string{"plain", "plain", "plain", "left out", "moved", "cancelled"}).Draw(t, "what") {
		case "left out":
			if part > 1 {
				continue
			}
		case "moved":
			s.StartsAt = s.StartsAt.Add(time.Duration(rapid.IntRange(-200, 200).Draw(t, "by")) * 15 * time.Minute)
		case "cancelled":
			if part > 1 {
				s.State = core.SessionCancelled
			}
		}
		mail.Series.Sessions, mail.Series.Replies = append(mail.Series.Sessions, s), append(mail.Series.Replies, core.SessionReply{})
		if s.State != core.SessionCancelled {
			want = append(want, slots.Span{Start: s.StartsAt.UTC(), End: s.EndsAt().UTC()})
		}
	}
	mail.Facts.Session = mail.Series.Sessions[0]
	mail.Series.SessionFacts = mail.Facts
	return mail, slots.Merge(want)
}

// read gives the times in a calendar as somebody in Paris has it read. Its zone is read from the text alone.
func read(t rapid.TB, content []byte) []slots.Span {
	t.Helper()
	text := string(content)
	for _, name := range oddZones { // a name nobody knows
		text = strings.ReplaceAll(text, ";TZID="+name+":", ";TZID=here:")
		text = strings.ReplaceAll(text, "TZID:"+name+"\r\n", "TZID:here\r\n")
	}
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	busy, err := ReadBusy(context.Background(), []byte(text), Reading{
		From: time.Date(2025, 12, 1, 0, 0, 0, 0, time.UTC), To: time.Date(2029, 1, 1, 0, 0, 0, 0, time.UTC), Zone: paris,
	})
	if err != nil || busy.Unknown+busy.Guessed > 0 {
		t.Fatalf("%+v %v in\n%s", busy, err, text)
	}
	return busy.Spans
}

// libical and ical.js read a time that the clock shows twice as the second of the two. It is the first (RFC 5545 section 3.3.5), and is said in UTC.
func TestATimeTheClockShowsTwiceIsSaidInUTC(t *testing.T) {
	r := newRenderer(t)
	at := func(day int) core.CalendarMail {
		mail := seriesMail(amara(), lea())
		series := mail.Facts.Series
		series.Zone, series.First = "Australia/Sydney", slots.Wall{Year: 2026, Month: time.March, Day: day, Hour: 2, Minute: 30}
		if day > 31 {
			series.First.Month, series.First.Day = time.April, day-31
		}
		for i := range mail.Series.Sessions {
			mail.Series.Sessions[i].StartsAt = series.Time(mail.Series.Sessions[i].Part)
		}
		mail.Facts.Session = mail.Series.Sessions[0]
		mail.Series.SessionFacts = mail.Facts
		return mail
	}
	for day, want := range map[int][]string{
		22: {"RECURRENCE-ID;TZID=Australia/Sydney:20260405T023000", "DTSTART:20260404T153000Z", "DTEND:20260404T161500Z", "DTSTART;TZID=Australia/Sydney:20260322T023000"},
		36: { // the rule begins with it
			"DTSTART;TZID=Australia/Sydney:20260405T023000", "DTEND;TZID=Australia/Sydney:20260405T031500",
			"RECURRENCE-ID;TZID=Australia/Sydney:20260405T023000", "DTSTART:20260404T153000Z",
		},
	} {
		content := string(render(t, r, at(day)))
		for _, line := range want {
			if !strings.Contains(content, line+"\r\n") {
				t.Errorf("March %d: no %s in\n%s", day, line, content)
			}
		}
	}
}

// A session that is moved to before the first, over a change of the clocks, has its time in the zone that comes along.
func TestTheZoneOfASeriesHasTheEarliestOfItsTimes(t *testing.T) {
	mail := seriesMail(amara(), lea())
	mail.Series.Sessions[3].StartsAt = time.Date(2026, 3, 20, 9, 0, 0, 0, time.UTC)
	content := string(render(t, newRenderer(t), mail))
	if !strings.Contains(content, "DTSTART:20251026T030000\r\n") {
		t.Errorf("the zone begins too late:\n%s", content)
	}
}
