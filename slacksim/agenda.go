package slacksim

import (
	"context"
	"sync"
	"time"
)

// Work that is due by the product's clock: scheduled messages and delayed events. The clock does not tell when it is moved, so
// it is looked at whenever somebody asks the server for anything, when the control API moves it, and by a timer.

// lookAtClock does what is due; events go out beside the caller.
func (s *Server) lookAtClock() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.postDue()
	for _, e := range s.dueEvents() {
		s.spawn(func() { s.sendDelayed(s.ctx, e) })
	}
}

// catchUp does what is due and waits until the events have been sent.
func (s *Server) catchUp(ctx context.Context) {
	s.mu.Lock()
	s.postDue()
	due := s.dueEvents()
	s.mu.Unlock()
	var sending sync.WaitGroup
	for _, e := range due {
		sending.Go(func() { s.sendDelayed(ctx, e) })
	}
	sending.Wait()
}

// wakeAt looks at the clock again when it has come to the moment by itself. The caller holds s.mu.
func (s *Server) wakeAt(at time.Time) {
	wait := at.Sub(s.opt.Clock.Now())
	s.spawn(func() {
		if s.after(wait) {
			s.lookAtClock()
		}
	})
}
