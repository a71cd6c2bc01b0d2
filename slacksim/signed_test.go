package slacksim_test

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"mentorbot/slacksim"
)

// overHTTP starts a simulator that posts to an app. It waits as long as Slack for an app that answers, and not so long for one that
// keeps silent.
func overHTTP(t *testing.T, a *app, silent bool) *sim {
	return start(t, func(o *slacksim.Options) {
		o.Endpoints = a.serve(t)
		if silent {
			o.Timing.Ack = 500 * time.Millisecond
		}
		o.Timing.Retries = []time.Duration{0, time.Millisecond, time.Millisecond}
	})
}

func TestEventRetriesOverHTTP(t *testing.T) {
	for name, c := range map[string]struct {
		answer reply
		reason string
	}{
		"a slow handler":  {reply{silent: true}, "http_timeout"},
		"a server error":  {reply{status: 500}, "http_error"},
		"a client error":  {reply{status: 403}, "http_error"},
		"a not-found URL": {reply{status: 404}, "http_error"},
	} {
		t.Run(name, func(t *testing.T) {
			a := newApp(t)
			a.answers(func(received) reply { return c.answer })
			s := overHTTP(t, a, c.answer.silent)
			s.act("message", dict{"user": ana, "text": "hello"})
			var id any
			for _, attempt := range []string{"", "1", "2", "3"} {
				got := a.next()
				if id == nil {
					id = got.payload["event_id"]
				}
				if got.header.Get("X-Slack-Retry-Num") != attempt || got.payload["event_id"] != id {
					t.Errorf("attempt %q of %v, want %q of %v", got.header.Get("X-Slack-Retry-Num"), got.payload["event_id"], attempt, id)
				}
				if attempt != "" && got.header.Get("X-Slack-Retry-Reason") != c.reason {
					t.Errorf("reason %q, want %q", got.header.Get("X-Slack-Retry-Reason"), c.reason)
				}
			}
		})
	}
}

func TestCommandFailuresOverHTTP(t *testing.T) {
	a := newApp(t)
	s := overHTTP(t, a, true)
	a.answers(func(received) reply { return reply{silent: true} })
	if out := s.act("command", dict{"user": ana, "text": "/echo"}); out["notice"] != `/echo failed with the error "operation_timeout"` {
		t.Errorf("a slow command gave %v", out)
	}
	a.answers(func(received) reply { return reply{status: 201} })
	if out := s.act("command", dict{"user": ana, "text": "/echo"}); at(out, "app", "status") != "error" {
		t.Errorf("a command answered with 201 gave %v", out)
	}
}

func TestRedirects(t *testing.T) {
	loop := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, r.URL.Path, http.StatusTemporaryRedirect)
	}))
	defer loop.Close()
	s := start(t, func(o *slacksim.Options) { o.Endpoints = slacksim.Endpoints{Commands: loop.URL + "/x"} })
	out := s.act("command", dict{"user": ana, "text": "/echo"})
	if at(out, "app", "status") != "error" {
		t.Errorf("a redirect loop gave %v", out)
	}
}

func TestUnreachableEndpoint(t *testing.T) {
	nowhere := httptest.NewServer(http.NotFoundHandler())
	nowhere.Close()
	s := start(t, func(o *slacksim.Options) { o.Endpoints = slacksim.Endpoints{Commands: nowhere.URL} })
	if out := s.act("command", dict{"user": ana, "text": "/echo"}); at(out, "app", "status") != "dispatch_failed" {
		t.Errorf("an unreachable endpoint gave %v", out)
	}
}

func TestVerifyURL(t *testing.T) {
	a := newApp(t)
	s := overHTTP(t, a, false)
	a.answers(func(r received) reply { return reply{body: r.payload["challenge"].(string)} })
	if err := s.server.VerifyURL(t.Context()); err != nil {
		t.Error(err)
	}
	a.says("something else")
	if err := s.server.VerifyURL(t.Context()); err == nil {
		t.Error("a wrong challenge was accepted")
	}
}
