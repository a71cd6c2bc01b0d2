package calendar

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-ical"
	"github.com/google/go-cmp/cmp"

	"mentorbot/core"
)

// feedOf is somebody's feed of a session that is booked and one that was cancelled.
func feedOf(viewer, other core.Card) core.CalendarFeed {
	booked := mailTo(viewer, other, other.Person, core.CalendarRequest).Facts
	booked.Session.CreatedAt = time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC)
	booked.Session.UpdatedAt = time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC)
	booked.Session.Sequence = 1
	cancelled := booked
	cancelled.Session.ID, cancelled.Session.Title, cancelled.Session.Kind = "s2", "", core.SessionRegular
	cancelled.Session.StartsAt = cancelled.Session.StartsAt.AddDate(0, 0, 14)
	cancelled.Session.State, cancelled.Session.Reason, cancelled.Session.Sequence = core.SessionCancelled, "I am away", 2
	return core.CalendarFeed{
		Viewer: viewer.Person, Settings: core.CalendarSettings{Way: core.CalendarByFeed, Generation: 1},
		Sessions: []core.SessionFacts{booked, cancelled},
	}
}

func newFeedRenderer(t testing.TB) FeedRenderer {
	t.Helper()
	return FeedRenderer{Renderer: newRenderer(t), UID: UID([]byte(secret), "mentoring.example")}
}

func renderFeed(t testing.TB, r FeedRenderer, feed core.CalendarFeed) []byte {
	t.Helper()
	content, err := r.RenderFeed(feed)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func TestFeedGoldens(t *testing.T) {
	r := newFeedRenderer(t)
	neutral := feedOf(amara(), lea())
	neutral.Settings.Neutral = true
	for i := range neutral.Sessions {
		neutral.Sessions[i].Calendar.Neutral = true
	}
	for name, feed := range map[string]core.CalendarFeed{
		"feed_en": feedOf(amara(), lea()), "feed_fr": feedOf(lea(), amara()), "feed_neutral_en": neutral,
		"feed_empty_fr": {Viewer: lea().Person, Settings: core.CalendarSettings{Way: core.CalendarByFeed, Generation: 1}},
	} {
		t.Run(name, func(t *testing.T) { golden(t, name, renderFeed(t, r, feed)) })
	}
}

func TestAFeedInvitesNobodyAndNamesNoAddress(t *testing.T) {
	content := renderFeed(t, newFeedRenderer(t), feedOf(amara(), lea()))
	for _, forbidden := range []string{"METHOD", "ATTENDEE", "ORGANIZER", "@example.org", "VALARM"} {
		if strings.Contains(unfold(string(content)), forbidden) {
			t.Errorf("%s is in\n%s", forbidden, content)
		}
	}
}

func TestAFeedIsTheSameUntilSomethingChanges(t *testing.T) {
	r := newFeedRenderer(t)
	first := renderFeed(t, r, feedOf(amara(), lea()))
	if !bytes.Equal(first, renderFeed(t, r, feedOf(amara(), lea()))) {
		t.Error("two readings of the same feed differ")
	}
	moved := feedOf(amara(), lea())
	moved.Sessions[0].Session.StartsAt = moved.Sessions[0].Session.StartsAt.Add(time.Hour)
	if bytes.Equal(first, renderFeed(t, r, moved)) {
		t.Error("a moved session does not show")
	}
}

// Whoever changes from mails to the feed, or back, must not get a second event for the same session.
func TestAFeedAndAMailNameTheSameEvent(t *testing.T) {
	r := newFeedRenderer(t)
	_, mailed := decode(t, render(t, r.Renderer, mailTo(amara(), lea(), lea().Person, core.CalendarRequest)))
	if want, got := mailed.Props.Get("UID").Value, eventsOf(t, renderFeed(t, r, feedOf(amara(), lea())))[0].Props.Get("UID").Value; got != want {
		t.Errorf("UID %s in the feed, %s in the mail", got, want)
	}
}

func TestACancelledSessionIsShownAsCancelled(t *testing.T) {
	events := eventsOf(t, renderFeed(t, newFeedRenderer(t), feedOf(amara(), lea())))
	var states []string
	for _, e := range events {
		states = append(states, e.Props.Get("STATUS").Value+" "+e.Props.Get("SEQUENCE").Value)
	}
	if diff := cmp.Diff([]string{"CONFIRMED 1", "CANCELLED 2"}, states); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestTextTypedByPeopleAddsNoLineToAFeed(t *testing.T) {
	r := newFeedRenderer(t)
	text := "Eve\r\nATTENDEE:mailto:evil@example.net\u2028\x00\";X=1"
	want := names(t, renderFeed(t, r, feedOf(amara(), lea())))
	feed := feedOf(hostile(amara(), text), hostile(lea(), text))
	for i := range feed.Sessions {
		s := &feed.Sessions[i].Session
		s.Place, s.Agenda, s.Reason, feed.Sessions[i].Program.Name = text, text, text, text
		if s.Title != "" {
			s.Title = text
		}
	}
	if diff := cmp.Diff(want, names(t, renderFeed(t, r, feed))); diff != "" {
		t.Errorf("other properties (-want +got):\n%s", diff)
	}
}

func eventsOf(t testing.TB, content []byte) []*ical.Component {
	t.Helper()
	calendar, err := ical.NewDecoder(bytes.NewReader(content)).Decode()
	if err != nil {
		t.Fatalf("%v in\n%s", err, content)
	}
	return slices.DeleteFunc(calendar.Children, func(c *ical.Component) bool { return c.Name != ical.CompEvent })
}
