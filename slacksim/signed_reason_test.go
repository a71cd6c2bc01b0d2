package slacksim

import (
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestWhyADeliveryFailed holds Slack's words for the header X-Slack-Retry-Reason of the next attempt (slack.md 1.8).
func TestWhyADeliveryFailed(t *testing.T) {
	nowhere := httptest.NewServer(http.NotFoundHandler())
	nowhere.Close()
	loop := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, r.URL.Path, http.StatusTemporaryRedirect)
	}))
	defer loop.Close()
	torn := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }))
	defer torn.Close()
	untrusted := httptest.NewUnstartedServer(http.NotFoundHandler())
	untrusted.Config.ErrorLog = log.New(io.Discard, "", 0)
	untrusted.StartTLS()
	defer untrusted.Close()
	silent := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // only then the end of the connection is noticed
		<-r.Context().Done()
	}))
	defer silent.Close()
	broken := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) }))
	defer broken.Close()
	for want, address := range map[string]string{
		"connection_failed": nowhere.URL, "too_many_redirects": loop.URL, "unknown_error": torn.URL, "ssl_error": untrusted.URL,
		"http_timeout": silent.URL, "http_error": broken.URL,
	} {
		opt := Options{Team: Team{ID: "T1"}, Users: []User{{ID: "U1", Name: "ana", RealName: "Ana"}},
			App: AppConfig{AppID: "A1", BotUser: "UBOT", BotToken: "xoxb-1"}, Endpoints: Endpoints{Events: address}}
		if want == "http_timeout" {
			opt.Timing.Ack = 20 * time.Millisecond
		}
		s, err := New(opt)
		if err != nil {
			t.Fatal(err)
		}
		if got := s.app.deliver(t.Context(), delivery{kind: kindEvent}); got.status == statusOK || got.reason != want {
			t.Errorf("%s: %+v", want, got)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}

// TestWithoutOptionsTheWaitsAreSlacks holds what the simulator keeps to where a test shortens nothing.
func TestWithoutOptionsTheWaitsAreSlacks(t *testing.T) {
	opt := Options{Team: Team{ID: "T1"}, Users: []User{{ID: "U1", Name: "ana", RealName: "Ana"}},
		App: AppConfig{AppID: "A1", BotUser: "UBOT", BotToken: "xoxb-1"}}
	if err := opt.complete(); err != nil {
		t.Fatal(err)
	}
	want := Timing{
		Ack: 3 * time.Second, Ping: 10 * time.Second, Retries: []time.Duration{0, time.Minute, 5 * time.Minute}, SocketLife: time.Hour,
		Warning: 10 * time.Second, TriggerLife: 3 * time.Second, Response: 30 * time.Minute,
	}
	if diff := cmp.Diff(want, opt.Timing); diff != "" {
		t.Errorf("waits (-want +got):\n%s", diff)
	}
	if opt.EventsPerHour != 30_000 || opt.EventsToEnd != 1_000 || opt.NoRateLimits || len(opt.ImageHosts) > 0 {
		t.Errorf("%d events an hour, %d to end a subscription, leniencies %v %v", opt.EventsPerHour, opt.EventsToEnd, opt.NoRateLimits, opt.ImageHosts)
	}
}
