package slacksim

import (
	"context"
	"slices"
	"time"
)

// Delayed Events (slack.md 1.8): an event that was given up is tried again every hour for a day.
const (
	delayedEvery = time.Hour
	delayedTries = 24
)

// delayedEvent is an event that waits for its next hour.
type delayedEvent struct {
	d    delivery
	due  time.Time // product time
	left int       // tries
}

// delay keeps an event that was given up, if the app has chosen Delayed Events.
func (s *Server) delay(d delivery) bool {
	if !s.opt.App.DelayedEvents {
		return false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.await(&delayedEvent{d: d, due: s.opt.Clock.Now().Add(delayedEvery), left: delayedTries})
	s.log.Warn("event delayed", "event", d.method)
	return true
}

func (s *Server) await(e *delayedEvent) {
	s.delayed = append(s.delayed, e)
	s.wakeAt(e.due)
}

// dueEvents takes the events out whose hour has come. The caller holds s.mu.
func (s *Server) dueEvents() []*delayedEvent {
	now := s.opt.Clock.Now()
	var due []*delayedEvent
	s.delayed = slices.DeleteFunc(s.delayed, func(e *delayedEvent) bool {
		if e.due.After(now) {
			return false
		}
		due = append(due, e)
		return true
	})
	return due
}

// sendDelayed tries an event once for every hour that has come, until it is acknowledged or the app asks to stop.
func (s *Server) sendDelayed(ctx context.Context, e *delayedEvent) {
	for now := s.opt.Clock.Now(); !e.due.After(now); e.due = e.due.Add(delayedEvery) {
		e.d.attempt++
		a := s.send(ctx, e.d)
		if a.status == statusOK || a.noRetry {
			return
		}
		if e.left--; e.left == 0 {
			s.log.Warn("delayed event given up", "event", e.d.method, "error", a.detail)
			return
		}
		e.d.reason = a.reason
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.await(e)
}
