package bot

import (
	"errors"
	"sync"
	"time"

	"github.com/slack-go/slack"

	"mentorbot/core"
)

// Limits remembers, for one process, which methods Slack asked to leave alone in which workspace, and until when
// (https://docs.slack.dev/apis/web-api/rate-limits: a limit is of a method and a workspace, others go on). Each replica learns of a limit
// by one refused call of its own. Make one with [NewLimits].
type Limits struct {
	now  func() time.Time // product time, which put-off jobs follow
	mu   sync.Mutex
	rest map[limited]pausing
}

// limited is what a limit is about.
type limited struct {
	workspace core.WorkspaceID
	method    string
}

// pausing is from when until when a method is left alone.
type pausing struct{ from, until time.Time }

// NewLimits makes limits by a clock of product time.
func NewLimits(now func() time.Time) *Limits {
	return &Limits{now: now, rest: map[limited]pausing{}}
}

// held is the error a call would get that Slack asked not to make yet, or nil. A clock that was set back ends a pause: nobody knows how
// long it would be.
func (l *Limits) held(what limited) error {
	if l == nil {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	p, now := l.rest[what], l.now()
	if now.Before(p.from) || !now.Before(p.until) {
		delete(l.rest, what)
		return nil
	}
	return &slack.RateLimitedError{RetryAfter: p.until.Sub(now)}
}

// heard keeps what a call's error says of a limit.
func (l *Limits) heard(what limited, err error) {
	var limit *slack.RateLimitedError
	if l == nil || !errors.As(err, &limit) {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	l.rest[what] = pausing{from: now, until: now.Add(max(limit.RetryAfter, time.Second))}
}
