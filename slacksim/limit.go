package slacksim

import (
	"sync"
	"time"
)

// limiter holds one token bucket per key. Its time is protocol time.
type limiter struct {
	now func() time.Time
	off bool

	mu      sync.Mutex
	buckets map[string]*bucket
}

type bucket struct {
	tokens float64
	at     time.Time
}

func newLimiter(opt Options) *limiter {
	return &limiter{now: opt.Protocol, off: opt.NoRateLimits, buckets: map[string]*bucket{}}
}

// take spends a call of a method at its tier. When the bucket is empty it reports how long until the next call is allowed.
func (l *limiter) take(method string, t tier) (wait time.Duration, limited bool) {
	return l.spend(method, float64(t)/60, float64(t))
}

// takePost spends a post into a conversation: one per second, bursts of four tolerated (slack.md 1.10).
func (l *limiter) takePost(conversation string) (wait time.Duration, limited bool) {
	return l.spend("post "+conversation, 1, 4)
}

// spend takes one token from the key's bucket, which refills at rate per second up to burst.
func (l *limiter) spend(key string, rate, burst float64) (time.Duration, bool) {
	if l.off {
		return 0, false
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	b := l.buckets[key]
	if b == nil {
		b = &bucket{tokens: burst, at: now}
		l.buckets[key] = b
	}
	b.tokens = min(burst, b.tokens+now.Sub(b.at).Seconds()*rate)
	b.at = now
	if b.tokens < 1 {
		return time.Duration((1 - b.tokens) / rate * float64(time.Second)), true
	}
	b.tokens--
	return 0, false
}
