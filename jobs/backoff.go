package jobs

import "time"

// Backoff says how long a job waits after a failure and how often it is tried at all.
type Backoff struct {
	First    time.Duration // wait after the first failure; doubles with each one more
	Max      time.Duration // longest wait
	Attempts int           // tries altogether, the first included
}

// DefaultBackoff keeps trying for about four hours and a half, which outlasts an ordinary outage of a chat or mail service.
func DefaultBackoff() Backoff {
	return Backoff{First: 5 * time.Second, Max: 30 * time.Minute, Attempts: 20}
}

// Exhausted reports whether a job with so many failures behind it, the present one included, is given up.
func (b Backoff) Exhausted(failures int) bool { return failures >= b.Attempts }

// Wait is the pause after the given number of failures, counted from 1. jitter in [0, 1) spreads jobs that failed together:
// the pause lies between three quarters of the nominal one and the whole.
func (b Backoff) Wait(failures int, jitter float64) time.Duration {
	wait := b.First
	for i := 1; i < failures && wait < b.Max; i++ {
		wait *= 2
	}
	wait = min(wait, b.Max)
	return wait - time.Duration(jitter*float64(wait)/4)
}
