package web

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"mentorbot/core"
)

var _ FeedService = (*core.Service)(nil)

// shelf is a person with one feed.
type shelf struct {
	generation int // the one in force
	failure    error
	changed    time.Time
	calls      []core.Call
}

func (s *shelf) ReadFeed(_ context.Context, call core.Call, generation int) (core.CalendarFeed, error) {
	s.calls = append(s.calls, call)
	if s.failure != nil {
		return core.CalendarFeed{}, s.failure
	}
	if generation != s.generation {
		return core.CalendarFeed{}, &core.Error{Kind: core.NotFound, Code: core.CodeNotFound}
	}
	return core.CalendarFeed{Settings: core.CalendarSettings{Generation: generation, UpdatedAt: s.changed}}, nil
}

// reading serves a shelf and keeps the log.
type reading struct {
	shelf   *shelf
	content string
	links   FeedLinks
	log     bytes.Buffer
	http    http.Handler
}

func newReading(t testing.TB) *reading {
	t.Helper()
	links, err := NewFeedLinks([]byte(linkSecret), "https://mentorbot.example")
	if err != nil {
		t.Fatal(err)
	}
	r := &reading{shelf: &shelf{generation: 2, changed: time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)}, content: "BEGIN:VCALENDAR", links: links}
	r.http = NewHandler(Config{Feeds: NewFeeds(FeedConfig{
		Service: r.shelf, Links: links, Logger: slog.New(slog.NewTextHandler(&r.log, nil)),
		Render: func(core.CalendarFeed) ([]byte, error) { return []byte(r.content), nil },
	})})
	return r
}

func testFeed(generation int) FeedLink {
	return FeedLink{Workspace: "0197a000-0000-7000-8000-000000000001", Person: "0197a000-0000-7000-8000-000000000003", Generation: generation}
}

func (r *reading) get(method, address string, header http.Header) *http.Response {
	request := httptest.NewRequest(method, strings.TrimPrefix(address, "https://mentorbot.example"), nil)
	for name, values := range header {
		request.Header[name] = values
	}
	recorder := httptest.NewRecorder()
	r.http.ServeHTTP(recorder, request)
	return recorder.Result()
}

func body(t testing.TB, response *http.Response) string {
	t.Helper()
	content, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

func TestACalendarReadsAFeed(t *testing.T) {
	r := newReading(t)
	response := r.get("GET", r.links.URL(testFeed(2)), nil)
	if response.StatusCode != http.StatusOK || body(t, response) != r.content {
		t.Fatalf("%s %s", response.Status, r.log.String())
	}
	for name, want := range map[string]string{
		"Content-Type": "text/calendar; charset=utf-8", "Cache-Control": "private, max-age=300", "X-Robots-Tag": "noindex",
		"Referrer-Policy": "no-referrer", "Last-Modified": "Mon, 01 Jun 2026 09:00:00 GMT",
	} {
		if got := response.Header.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if call := r.shelf.calls[0]; call.Actor != testFeed(2).Person || call.Workspace != testFeed(2).Workspace {
		t.Errorf("read as %+v", call)
	}
	if head := r.get("HEAD", r.links.URL(testFeed(2)), nil); head.StatusCode != http.StatusOK || body(t, head) != "" {
		t.Errorf("HEAD: %s", head.Status)
	}
}

func TestAnUnchangedFeedIsNotSentAgain(t *testing.T) {
	r := newReading(t)
	for _, encoding := range []string{"", "gzip"} {
		header := http.Header{"Accept-Encoding": {encoding}}
		first := r.get("GET", r.links.URL(testFeed(2)), header)
		header.Set("If-None-Match", first.Header.Get("ETag"))
		again := r.get("GET", r.links.URL(testFeed(2)), header)
		if again.StatusCode != http.StatusNotModified || body(t, again) != "" {
			t.Errorf("%q: %s", encoding, again.Status)
		}
	}
	header := http.Header{"If-None-Match": {r.get("GET", r.links.URL(testFeed(2)), nil).Header.Get("ETag")}}
	r.content = "BEGIN:VCALENDAR and more"
	if changed := r.get("GET", r.links.URL(testFeed(2)), header); changed.StatusCode != http.StatusOK {
		t.Errorf("a changed feed: %s", changed.Status)
	}
}

func TestAFeedIsPackedForWhoeverUnpacks(t *testing.T) {
	r := newReading(t)
	response := r.get("GET", r.links.URL(testFeed(2)), http.Header{"Accept-Encoding": {"deflate, gzip"}})
	unpacked, err := gzip.NewReader(response.Body)
	if err != nil || response.Header.Get("Content-Encoding") != "gzip" {
		t.Fatalf("%v %v", response.Header, err)
	}
	if content, err := io.ReadAll(unpacked); err != nil || string(content) != r.content {
		t.Errorf("%q, %v", content, err)
	}
	plain := r.get("GET", r.links.URL(testFeed(2)), nil).Header.Get("ETag")
	if plain == response.Header.Get("ETag") {
		t.Error("different bytes have the same strong tag")
	}
}

func TestAnAddressThatIsNotInForceFindsNothing(t *testing.T) {
	r := newReading(t)
	good := r.links.URL(testFeed(2))
	other, err := NewFeedLinks([]byte("another secret of more than thirty-two characters"), "https://mentorbot.example")
	if err != nil {
		t.Fatal(err)
	}
	answers := testLinks(t, linkSecret).token(testLink())
	for name, address := range map[string]string{
		"replaced": r.links.URL(testFeed(1)), "not made yet": r.links.URL(testFeed(3)), "another secret": other.URL(testFeed(2)),
		"without its ending": strings.TrimSuffix(good, ".ics"), "cut": good[:len(good)-9] + ".ics", "empty": PathFeed + ".ics",
		"a link of another kind": PathFeed + answers + ".ics", "too long": PathFeed + strings.Repeat("A", 4000) + ".ics",
		"changed": strings.Replace(good, PathFeed+"AQ", PathFeed+"AA", 1),
	} {
		t.Run(name, func(t *testing.T) {
			response := r.get("GET", address, nil)
			if text := body(t, response); response.StatusCode != http.StatusNotFound || strings.Contains(text, "VCALENDAR") {
				t.Errorf("%s %q", response.Status, text)
			}
		})
	}
	if response := r.get("POST", good, nil); response.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("POST: %s", response.Status)
	}
}

func TestAFailureNamesAReferenceAndNoAddress(t *testing.T) {
	r := newReading(t)
	r.shelf.failure = errors.New("the database is gone")
	address := r.links.URL(testFeed(2))
	response := r.get("GET", address, nil)
	text := body(t, response)
	_, reference, _ := strings.Cut(strings.TrimSpace(text), "reference ")
	if response.StatusCode != http.StatusInternalServerError || reference == "" || !strings.Contains(r.log.String(), reference) {
		t.Errorf("%s %q\n%s", response.Status, text, r.log.String())
	}
	if strings.Contains(r.log.String(), strings.TrimPrefix(address, "https://mentorbot.example"+PathFeed)) {
		t.Errorf("the address is in the log: %s", r.log.String())
	}
}

func FuzzFeedLink(f *testing.F) {
	links, err := NewFeedLinks([]byte(linkSecret), "")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(strings.TrimPrefix(links.URL(testFeed(1)), PathFeed))
	f.Add(".ics")
	f.Add("AQAAAAE.ics")
	f.Fuzz(func(t *testing.T, file string) {
		link, err := links.read(file)
		if err != nil {
			return
		}
		if again := strings.TrimPrefix(links.URL(link), PathFeed); again != file {
			t.Errorf("%q is read as %+v, which is written %q", file, link, again)
		}
	})
}
