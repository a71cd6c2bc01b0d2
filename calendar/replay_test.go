package calendar

import (
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"mentorbot/core"
)

// client is a calendar as RFC 5546 section 3.2 wants it: the newest message about a UID counts, by SEQUENCE, then by DTSTAMP.
type client map[string]entry

type entry struct {
	sequence    int
	stamp       string
	start, end  string
	organizer   string
	cancelled   bool
	resurrected bool
}

func (c client) receive(t rapid.TB, content []byte) {
	t.Helper()
	calendar, event := decode(t, content)
	value := func(name string) string { return event.Props.Get(name).Value }
	sequence, err := strconv.Atoi(value("SEQUENCE"))
	if err != nil {
		t.Fatal(err)
	}
	method := calendar.Props.Get("METHOD").Value
	next := entry{
		sequence: sequence, stamp: value("DTSTAMP"), start: value("DTSTART"), end: value("DTEND"),
		organizer: value("ORGANIZER"), cancelled: method == "CANCEL",
	}
	last, known := c[value("UID")]
	if known && (next.sequence < last.sequence || next.sequence == last.sequence && next.stamp < last.stamp) {
		return
	}
	if known && next.organizer != last.organizer {
		t.Fatalf("%s came from %s and then from %s", value("UID"), last.organizer, next.organizer)
	}
	next.resurrected = last.resurrected || last.cancelled && !next.cancelled
	c[value("UID")] = next
}

// live are start and end of the events in the calendar.
func (c client) live() map[string]string {
	events := map[string]string{}
	for uid, e := range c {
		if !e.cancelled {
			events[uid] = e.start + "/" + e.end
		}
	}
	return events
}

// life is two people's sessions as the product keeps them, with every mail it sent.
type life struct {
	renderer Renderer
	now      time.Time
	sessions []core.Session
	sent     map[core.PersonID][][]byte // in order, by recipient
}

func (l *life) mail(t *rapid.T, session core.Session, method core.CalendarMethod) {
	by := rapid.SampledFrom([]core.Card{amara(), lea()}).Draw(t, "by")
	for _, pair := range [][2]core.Card{{amara(), lea()}, {lea(), amara()}} {
		mail := mailTo(pair[0], pair[1], by.Person, method)
		person := pair[0].Person.ID
		mail.Facts.Session = session
		mail.Copy.UID = UID([]byte(secret), "mentoring.example")(session.ID, person)
		mail.Copy.Sequence, mail.Copy.StampedAt = session.Sequence, l.now
		content, err := l.renderer.Render(mail)
		if err != nil {
			t.Fatal(err)
		}
		l.sent[person] = append(l.sent[person], content)
	}
}

// step books, moves or cancels.
func (l *life) step(t *rapid.T) {
	l.now = l.now.Add(time.Duration(rapid.IntRange(0, 3).Draw(t, "minutes passed")) * time.Minute)
	start := l.now.Add(time.Duration(rapid.IntRange(1, 2000).Draw(t, "hours ahead")) * time.Hour)
	var booked []int
	for i, s := range l.sessions {
		if s.State == core.SessionBooked {
			booked = append(booked, i)
		}
	}
	action := rapid.SampledFrom([]string{"book", "move", "cancel"}).Draw(t, "action")
	if action == "book" || len(booked) == 0 {
		id := core.SessionID(fmt.Sprintf("s%d", len(l.sessions)))
		s := core.Session{ID: id, Title: "Talk", StartsAt: start, Minutes: 30, State: core.SessionBooked}
		l.sessions = append(l.sessions, s)
		l.mail(t, s, core.CalendarRequest)
		return
	}
	s := &l.sessions[rapid.SampledFrom(booked).Draw(t, "session")]
	s.Sequence++
	if action == "move" {
		s.StartsAt, s.Minutes = start, rapid.IntRange(15, 240).Draw(t, "minutes")
		l.mail(t, *s, core.CalendarRequest)
		return
	}
	s.State = core.SessionCancelled
	l.mail(t, *s, core.CalendarCancel)
}

func (l *life) live(person core.PersonID) map[string]string {
	events := map[string]string{}
	for _, s := range l.sessions {
		if s.State == core.SessionBooked {
			events[UID([]byte(secret), "mentoring.example")(s.ID, person)] = utc(s.StartsAt) + "/" + utc(s.EndsAt())
		}
	}
	return events
}

func TestBothCalendarsEndWithExactlyTheLiveSessions(t *testing.T) {
	r := newRenderer(t)
	rapid.Check(t, func(t *rapid.T) {
		l := life{renderer: r, now: time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC), sent: map[core.PersonID][][]byte{}}
		for range rapid.IntRange(1, 25).Draw(t, "steps") {
			l.step(t)
		}
		for _, person := range []core.PersonID{"amara", "lea"} {
			calendar := client{}
			for i, content := range l.sent[person] {
				calendar.receive(t, content)
				// Mail arrives again, and late.
				again := rapid.IntRange(0, i).Draw(t, "arrives again")
				calendar.receive(t, l.sent[person][again])
			}
			if diff := cmp.Diff(l.live(person), calendar.live()); diff != "" {
				t.Errorf("the calendar of %s (-want +got):\n%s", person, diff)
			}
			for uid, e := range calendar {
				if e.resurrected {
					t.Errorf("%s came back after it was cancelled", uid)
				}
			}
		}
	})
}
