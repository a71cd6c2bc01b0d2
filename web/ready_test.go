package web_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"mentorbot/web"
)

// running is a server on an address of its own and a way to stop it.
type running struct {
	url   string
	stop  context.CancelFunc
	ended chan error
}

func serve(t *testing.T, server *web.Server) running {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	r := running{url: "http://" + listener.Addr().String(), stop: stop, ended: make(chan error, 1)}
	go func() { r.ended <- server.Serve(ctx, listener) }()
	return r
}

func (r running) get(t *testing.T, path string) (status int, body string) {
	t.Helper()
	response, err := http.Get(r.url + path)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(text)
}

func (r running) end(t *testing.T) {
	t.Helper()
	r.stop()
	if err := <-r.ended; err != nil {
		t.Error(err)
	}
}

func part(name, trouble string, err error) web.Part {
	return web.Part{Name: name, Trouble: trouble, Check: func(context.Context) error { return err }}
}

func TestReadinessNamesThePartAndNoSecret(t *testing.T) {
	leak := errors.New("dial postgres://mentorbot:hunter2@db.internal")
	for name, test := range map[string]struct {
		parts  []web.Part
		status int
		body   string
	}{
		"all works":     {[]web.Part{part("database", "does not answer", nil)}, http.StatusOK, "ready\n"},
		"one is down":   {[]web.Part{part("database", "does not answer", leak), part("slack", "no connection", nil)}, http.StatusServiceUnavailable, "not ready\ndatabase: does not answer\n"},
		"both are down": {[]web.Part{part("database", "does not answer", leak), part("slack", "no connection", leak)}, http.StatusServiceUnavailable, "not ready\ndatabase: does not answer\nslack: no connection\n"},
	} {
		t.Run(name, func(t *testing.T) {
			var log strings.Builder
			r := serve(t, web.NewServer(web.Config{Parts: test.parts, Logger: slog.New(slog.NewTextHandler(&log, nil))}))
			status, body := r.get(t, "/readyz")
			if status != test.status || body != test.body {
				t.Errorf("answers %d %q, want %d %q", status, body, test.status, test.body)
			}
			if status, _ := r.get(t, "/healthz"); status != http.StatusOK {
				t.Errorf("alive: %d", status)
			}
			r.end(t)
			if test.status != http.StatusOK && !strings.Contains(log.String(), "part=database") {
				t.Errorf("the log does not name the part:\n%s", log.String())
			}
		})
	}
}

// A load balancer sees that the service stops before connections are refused.
func TestReadinessFailsWhileStopping(t *testing.T) {
	r := serve(t, web.NewServer(web.Config{Drain: 2 * time.Second, Logger: slog.New(slog.DiscardHandler)}))
	if status, _ := r.get(t, "/readyz"); status != http.StatusOK {
		t.Fatalf("before: %d", status)
	}
	r.stop()
	for { // the stop is noticed by another goroutine
		status, body := r.get(t, "/readyz")
		if status == http.StatusOK {
			continue
		}
		if status != http.StatusServiceUnavailable || body != "not ready\nstopping\n" {
			t.Errorf("answers %d %q", status, body)
		}
		break
	}
	r.end(t)
}

func TestMetricsHaveAServerOfTheirOwn(t *testing.T) {
	log := slog.New(slog.DiscardHandler)
	metrics := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "figures") })
	inside, outside := serve(t, web.NewMetricsServer(metrics, log)), serve(t, web.NewServer(web.Config{Logger: log}))
	if status, body := inside.get(t, "/metrics"); status != http.StatusOK || body != "figures" {
		t.Errorf("inside: %d %q", status, body)
	}
	if status, _ := outside.get(t, "/metrics"); status != http.StatusNotFound {
		t.Errorf("outside: %d", status)
	}
	inside.end(t)
	outside.end(t)
}
