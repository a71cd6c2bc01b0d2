package slacksim_test

import (
	"context"
	"log/slog"
	"strconv"
	"testing"
	"time"

	"mentorbot/slacksim"
)

// logged is a log that tells its messages one by one.
type logged chan string

func (l logged) Enabled(context.Context, slog.Level) bool { return true }
func (l logged) WithAttrs([]slog.Attr) slog.Handler       { return l }
func (l logged) WithGroup(string) slog.Handler            { return l }
func (l logged) Handle(_ context.Context, r slog.Record) error {
	l <- r.Message
	return nil
}

// fails lets an event fail four times and waits for what the simulator then says.
func fails(t *testing.T, wantDelayed bool, said string) (*sim, *app, any) {
	t.Helper()
	a, log := newApp(t), make(logged, 100)
	a.answers(func(received) reply { return reply{status: 500} })
	s := start(t, func(o *slacksim.Options) {
		o.Endpoints = a.serve(t)
		o.Timing.Retries = []time.Duration{0, 0, 0}
		o.App.DelayedEvents = wantDelayed
		o.Logger = slog.New(log)
	})
	s.act("message", dict{"user": ana, "text": "hello"})
	id := a.next().payload["event_id"]
	for range 3 {
		a.next()
	}
	if got := <-log; got != said {
		t.Errorf("the log says %q, want %q", got, said)
	}
	return s, a, id
}

func TestDelayedEventsComeEveryHourForADay(t *testing.T) {
	s, a, id := fails(t, true, "event delayed")
	for hour := 1; hour <= 24; hour++ {
		s.advance(time.Hour - time.Minute)
		a.nothing()
		s.advance(time.Minute)
		got := a.next()
		if got.payload["event_id"] != id || got.header.Get("X-Slack-Retry-Num") != strconv.Itoa(3+hour) || got.header.Get("X-Slack-Retry-Reason") != "http_error" {
			t.Errorf("after %d h: %v as try %q for %q", hour, got.payload["event_id"], got.header.Get("X-Slack-Retry-Num"), got.header.Get("X-Slack-Retry-Reason"))
		}
	}
	s.advance(48 * time.Hour)
	a.nothing()
}

func TestDelayedEventsEndWithTheAcknowledgement(t *testing.T) {
	s, a, _ := fails(t, true, "event delayed")
	s.advance(3 * time.Hour)
	for range 3 {
		a.next()
	}
	a.says("")
	s.advance(2 * time.Hour)
	a.next()
	a.nothing()
	s.advance(24 * time.Hour)
	a.nothing()
}

func TestWithoutDelayedEventsAnEventIsLost(t *testing.T) {
	s, a, _ := fails(t, false, "event given up")
	s.advance(25 * time.Hour)
	a.nothing()
}
