package bot

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"path"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"

	"mentorbot/core"
)

// TestALimitIsObeyedByEveryCallOfItsMethodInItsWorkspace: other methods and other workspaces go on, the calls left out are not made, and
// the time left is told to whoever asks.
func TestALimitIsObeyedByEveryCallOfItsMethodInItsWorkspace(t *testing.T) {
	var calls []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		method := path.Base(r.URL.Path)
		calls = append(calls, method)
		if method == "views.publish" {
			w.Header().Set("Retry-After", "30")
			w.WriteHeader(http.StatusTooManyRequests)
			return
		}
		_, _ = w.Write([]byte(`{"ok":true,"user":{"id":"U1"},"channel":{"id":"D1"}}`))
	}))
	t.Cleanup(server.Close)
	client, err := NewClient(ClientOptions{Token: "xoxb-x", APIURL: server.URL + "/"})
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)
	limits := NewLimits(func() time.Time { return now })
	here, there := newChat(client, blind{}, limits, core.Workspace{ID: "w1"}), newChat(client, blind{}, limits, core.Workspace{ID: "w2"})
	publish := func(c *chat) time.Duration {
		err := c.publish(context.Background(), "U1", slack.HomeTabViewRequest{Type: slack.VTHomeTab})
		var limited *slack.RateLimitedError
		if !errors.As(err, &limited) {
			t.Fatalf("publish: %v", err)
		}
		return limited.RetryAfter
	}
	expect := func(what string, want ...string) {
		t.Helper()
		if diff := cmp.Diff(want, calls); diff != "" {
			t.Errorf("calls %s (-want +got):\n%s", what, diff)
		}
		calls = nil
	}
	if got := publish(here); got != 30*time.Second {
		t.Errorf("put off by %s", got)
	}
	now = now.Add(10 * time.Second)
	if got := publish(here); got != 20*time.Second {
		t.Errorf("ten seconds later put off by %s", got)
	}
	expect("within the limit", "views.publish")
	if _, err := here.user(context.Background(), "U1"); err != nil {
		t.Errorf("another method: %v", err)
	}
	publish(there)
	expect("of others", "users.info", "views.publish")
	now = now.Add(20 * time.Second)
	publish(here)
	expect("after the limit", "views.publish")
	now = now.Add(-time.Hour)
	publish(here)
	expect("with a clock set back", "views.publish")
}

// TestALimitOfResponseURLsIsHeard: the wait that Slack asks for is passed on, and nothing is sent meanwhile.
func TestALimitOfResponseURLsIsHeard(t *testing.T) {
	calls := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		calls++
		w.Header().Set("Retry-After", "7")
		w.WriteHeader(http.StatusTooManyRequests)
	}))
	t.Cleanup(server.Close)
	now := time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)
	c := newChat(nil, blind{}, NewLimits(func() time.Time { return now }), core.Workspace{ID: "w1"})
	for _, want := range []time.Duration{7 * time.Second, 4 * time.Second} {
		err := c.whisper(context.Background(), server.URL, whisper{Text: "x"})
		var limited *slack.RateLimitedError
		if !errors.As(err, &limited) || limited.RetryAfter != want {
			t.Errorf("whisper: %v, want to wait %s", err, want)
		}
		now = now.Add(3 * time.Second)
	}
	if calls != 1 {
		t.Errorf("%d messages were sent, want 1", calls)
	}
}

func TestALimitThatDoesNotSayHowLongIsASecond(t *testing.T) {
	for text, want := range map[string]time.Duration{"": time.Second, "soon": time.Second, "0": time.Second, "12": 12 * time.Second} {
		if got := retryAfter(http.Header{"Retry-After": {text}}); got != want {
			t.Errorf("Retry-After %q: %s, want %s", text, got, want)
		}
	}
}
