package slacksim

import (
	"sync"
	"time"
)

// Clock is product time. It must be safe for concurrent use and never go back.
type Clock interface {
	Now() time.Time
	Advance(d time.Duration)
}

// MovableClock runs at the speed of the real clock, at a distance that [MovableClock.Advance] widens.
type MovableClock struct {
	mu    sync.Mutex
	start time.Time // real time at the beginning, with its monotonic reading
	base  time.Time // what the clock showed at start, plus all advances
}

// NewClock returns a clock that shows start now.
func NewClock(start time.Time) *MovableClock {
	return &MovableClock{start: time.Now(), base: start.Round(0)}
}

// Now returns the shown time.
func (c *MovableClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.base.Add(time.Since(c.start))
}

// Advance moves the clock forward by d; a negative d is ignored.
func (c *MovableClock) Advance(d time.Duration) {
	if d < 0 {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.base = c.base.Add(d)
}
