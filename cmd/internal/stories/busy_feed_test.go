package stories

import (
	"crypto/x509"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"mentorbot/core"
	"mentorbot/slacksim"
)

// publisher is a server somebody publishes their calendar on.
type publisher struct {
	*httptest.Server
	mu      sync.Mutex
	events  string
	broken  bool
	asked   int
	changed int // answers in full
}

// ServeHTTP implements http.Handler.
func (p *publisher) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.asked++
	tag := fmt.Sprintf("%q", p.events)
	switch {
	case p.broken:
		w.WriteHeader(http.StatusNotFound)
	case r.URL.Path != "/s3cr3t-t0ken/basic.ics":
		_, _ = w.Write([]byte("<html>A page about calendars</html>"))
	case r.Header.Get("If-None-Match") == tag:
		w.WriteHeader(http.StatusNotModified)
	default:
		p.changed++
		w.Header().Set("ETag", tag)
		_, _ = w.Write([]byte("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\n" + p.events + "END:VCALENDAR\r\n"))
	}
}

// publishes puts these events into the calendar.
func (p *publisher) publishes(events ...string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.events = strings.Join(events, "")
}

func (p *publisher) breaks(broken bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.broken = broken
}

func (p *publisher) counts() (asked, changed int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.asked, p.changed
}

// entry is an event without a zone: at the owner's time.
func entry(uid, start, end, more string) string {
	return "BEGIN:VEVENT\r\nUID:" + uid + "\r\nSUMMARY:Confidential talk\r\nDTSTAMP:20260501T000000Z\r\nDTSTART:" + start + "\r\nDTEND:" + end + "\r\n" +
		more + "END:VEVENT\r\n"
}

// tellReading runs a story with a calendar on this machine, which the product is told it may read.
func tellReading(t *testing.T, users []slacksim.User, story func(*stage, *publisher)) {
	t.Helper()
	tellReadingFrom(t, opening, users, story)
}

// tellReadingFrom does so with a story that begins at another instant.
func tellReadingFrom(t *testing.T, start time.Time, users []slacksim.User, story func(*stage, *publisher)) {
	t.Helper()
	t.Parallel()
	for _, set := range settings(t.Name()) {
		set.start = start
		t.Run(set.name, func(t *testing.T) {
			t.Parallel()
			p := &publisher{}
			p.Server = httptest.NewTLSServer(p)
			t.Cleanup(p.Close)
			set.calendars = x509.NewCertPool()
			set.calendars.AddCert(p.Certificate())
			s := raise(t, set, users)
			story(s, p)
			s.nothingLeft()
		})
	}
}

// connects fills in the form for a calendar and gives what is shown once it was read.
func (s *stage) connects(user, address string) *view {
	s.t.Helper()
	page := s.clickView(user, s.command(user, "/mentor hours").View, "busy_feeds_open").View
	out := s.submit(user, s.clickView(user, page, "busy_feed_open").View, values{
		"address": value(address), "name": value("Work"), "all_day": map[string]any{"value": []string{"yes"}},
	})
	if len(out.Errors) > 0 {
		s.t.Fatalf("not taken: %v", out.Errors)
	}
	s.settle()
	return s.current(user)
}

func TestNoSessionIsOfferedWhileACalendarSaysBusy(t *testing.T) {
	tellReading(t, cast(), func(s *stage, p *publisher) {
		s.ready(mia, ada)
		s.pair(mia, ada)
		s.opens(ada, "9-12", core.BookingRules{Every: 60, Length: 60}) // in Accra, at UTC
		p.publishes(
			entry("1", "20260602T093000", "20260602T094500", "RRULE:FREQ=WEEKLY;COUNT=3\r\n"),
			entry("2", "20260603T090000", "20260603T120000", "TRANSP:TRANSPARENT\r\n"),
			entry("3", "20260604T000000", "20260605T000000", "STATUS:CANCELLED\r\n"),
		)
		page := s.clickView(ada, s.command(ada, "/mentor settings").View, "busy_feeds_open").View
		s.says(page.all(), "Only the times at which you are busy are read", "no titles")
		form := s.clickView(ada, page, "busy_feed_open").View
		s.says(form.all(), "Secret address in iCal format")
		for typed, want := range map[string]string{
			"http://127.0.0.1/x": "begins with https://", "my calendar": "no address a calendar can be read at", "https://me:x@127.0.0.1/": "no address",
		} {
			s.says(s.submit(ada, form, values{"address": value(typed)}).Errors["address"], want)
		}
		s.closeAll(ada, form)

		shown := s.connects(ada, "webcal"+strings.TrimPrefix(p.URL, "https")+"/s3cr3t-t0ken/basic.ics")
		s.says(shown.all(), "*Work*", "127.0.0.1", "Last read: just now", "3 busy times in the next 4 weeks", "2 entries leave you free")
		s.saysNot(shown.all(), "s3cr3t", "Confidential")
		named := s.submit(ada, s.clickView(ada, shown, "busy_feed_rename").View, values{"name": value("Everyday <work>")}).View
		s.says(named.all(), "*Everyday &lt;work&gt;*", "127.0.0.1")
		unnamed := s.submit(ada, s.clickView(ada, named, "busy_feed_rename").View, values{"name": value("")}).View
		s.saysNot(unnamed.all(), "Everyday")
		shown = s.submit(ada, s.clickView(ada, unnamed, "busy_feed_rename").View, values{"name": value("Work")}).View
		s.says(shown.all(), "*Work*")
		s.closeAll(ada, shown)
		s.says(s.openHome(ada).all(), "1 calendar is connected")
		s.saysNot(s.openHome(mia).all(), "calendar is connected")

		times := s.sessionForm(mia)
		s.says(times.all(), "2026-06-02T10:00:00Z", "2026-06-03T09:00:00Z", "2026-06-04T09:00:00Z")
		s.saysNot(times.all(), "2026-06-02T09:00:00Z", "2026-06-09T09:00:00Z", "Confidential", "Work")
		p.publishes(entry("1", "20260603T100000", "20260603T110000", ""))
		asked, changed := p.counts()
		s.advance(40 * time.Minute)
		s.settle()
		if again, full := p.counts(); again != asked+1 || full != changed+1 {
			s.t.Errorf("asked %d times, answered in full %d times", again-asked, full-changed)
		}
		taken := s.submit(mia, times, slot("2026-06-03T10:00:00Z"))
		s.says(taken.Errors["slot"], "not free any more")
		s.saysNot(taken.Errors["slot"], "Work", "calendar")
		s.advance(40 * time.Minute)
		s.settle()
		if again, full := p.counts(); again != asked+2 || full != changed+1 {
			s.t.Errorf("unchanged, it was asked for %d times and answered in full %d times", again-asked-1, full-changed-1)
		}

		page = s.clickView(ada, s.command(ada, "/mentor settings").View, "busy_feeds_open").View
		s.saysNot(s.clickView(ada, page, "busy_feed_remove").View.all(), "Work")
		s.says(s.sessionForm(mia).all(), "2026-06-03T10:00:00Z")
	})
}

func TestWhyACalendarCannotBeReadIsSaidInPlainWords(t *testing.T) {
	tellReading(t, cast(), func(s *stage, p *publisher) {
		s.ready(mia, ada)
		for address, want := range map[string]string{
			"https://10.0.0.1/calendar.ics": "not public, or not encrypted",
			p.URL + "/page.html":            "no calendar at this address",
		} {
			shown := s.connects(ada, address)
			s.says(shown.all(), want, "no busy times are known")
			s.saysNot(s.clickView(ada, shown, "busy_feed_remove").View.all(), want)
			s.closeAll(ada, s.current(ada))
		}
		p.publishes(entry("1", "20260602T093000", "20260602T094500", ""))
		s.says(s.connects(ada, p.URL+"/s3cr3t-t0ken/basic.ics").all(), "1 busy time in")
		s.closeAll(ada, s.current(ada))
		p.breaks(true)
		for range 8 {
			s.advance(13 * time.Hour)
			s.settle()
		}
		told := s.gets(ada, "*Work* has not been readable since", "did not give out the calendar", "what was read on", "busy_feeds_open")
		for range 8 {
			s.advance(13 * time.Hour)
			s.settle()
		}
		page := s.clickMessage(ada, told, "busy_feeds_open").View
		s.says(page.all(), "did not give out the calendar", "what was read on")
		p.breaks(false)
		s.advance(2 * time.Minute)
		s.clickView(ada, page, "busy_feed_reread")
		s.settle()
		s.says(s.current(ada).all(), "Last read: just now")
		s.says(s.again(ada, told).all(), "is connected")
	})
}

// Whoever closes the window before the calendar was read gets a message instead.
func TestWhoDoesNotWaitForACalendarIsTold(t *testing.T) {
	tellReading(t, cast(), func(s *stage, p *publisher) {
		s.ready(mia, ada)
		page := s.clickView(ada, s.command(ada, "/mentor hours").View, "busy_feeds_open").View
		err := s.box.App.Service.AddBusyFeed(s.in(), s.as(ada), core.NewBusyFeed{Address: p.URL + "/s3cr3t-t0ken/basic.ics", View: "closed"})
		s.must(err)
		s.settle()
		s.advance(10 * time.Second)
		s.settle()
		s.gets(ada, "is connected", "0 busy times")
		s.closeAll(ada, page)
	})
}

// A session that somebody's calendar has from our invitation is not in the way of its own move.
func TestASessionInAConnectedCalendarCanBeMoved(t *testing.T) {
	tellReading(t, cast(), func(s *stage, p *publisher) {
		s.ready(mia, ada)
		s.pair(mia, ada)
		s.opens(ada, "9-12", core.BookingRules{Every: 30, Length: 60})
		s.submit(mia, s.sessionForm(mia), slot("2026-06-03T09:00:00Z"))
		s.gets(mia, "booked")
		s.gets(ada, "booked")
		ours := s.invitations(ada)[0].Calendar.UID
		p.publishes(entry(ours, "20260603T090000", "20260603T100000", ""), entry("theirs", "20260603T110000", "20260603T120000", ""))
		s.says(s.connects(ada, p.URL+"/s3cr3t-t0ken/basic.ics").all(), "1 busy time in")
		list := s.command(mia, "/mentor sessions").Reply
		move := s.clickMessage(mia, *list, "session_move").View
		s.says(move.all(), "2026-06-03T09:30:00Z", "2026-06-03T10:00:00Z")
		s.saysNot(move.all(), "2026-06-03T10:30:00Z", "2026-06-03T11:00:00Z")
		s.submit(mia, move, slot("2026-06-03T09:30:00Z"))
		s.gets(mia, "new time")
		s.gets(ada, "new time")
	})
}
