// Package slots is availability and wall-clock arithmetic. It is pure: no clock, no storage.
package slots

import (
	"fmt"
	"time"
)

// Wall is a civil date and time of day without a zone, as a person reads it off a clock.
type Wall struct {
	Year   int
	Month  time.Month
	Day    int
	Hour   int
	Minute int
}

// ParseWall reads a date "2006-01-02" and a time "15:04", as date and time pickers give them.
func ParseWall(date, clock string) (Wall, error) {
	t, err := time.Parse(wallLayout, date+" "+clock)
	if err != nil {
		return Wall{}, fmt.Errorf("read wall clock: %w", err)
	}
	return WallOf(t), nil
}

// WallOf reads the wall clock t shows in its own location.
func WallOf(t time.Time) Wall {
	return Wall{Year: t.Year(), Month: t.Month(), Day: t.Day(), Hour: t.Hour(), Minute: t.Minute()}
}

// Instant converts the wall clock to UTC in loc. exists is false when the clocks skip that time; the instant is then the one
// RFC 5545 section 3.3.5 gives: read with the offset before the gap. A time that occurs twice means its first occurrence.
// Go's time.Date leaves both choices open.
func (w Wall) Instant(loc *time.Location) (instant time.Time, exists bool) {
	asUTC := time.Date(w.Year, w.Month, w.Day, w.Hour, w.Minute, 0, 0, time.UTC)
	before := asUTC.Add(-offset(asUTC.Add(-24*time.Hour), loc))
	if WallOf(before.In(loc)) == w {
		return before, true
	}
	after := asUTC.Add(-offset(asUTC.Add(24*time.Hour), loc))
	if WallOf(after.In(loc)) == w {
		return after, true
	}
	return before, false
}

func offset(at time.Time, loc *time.Location) time.Duration {
	_, seconds := at.In(loc).Zone()
	return time.Duration(seconds) * time.Second
}
