package core

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"mentorbot/core/slots"
)

// WallTime is a date and a time of day as somebody enters them, in their own zone.
type WallTime struct {
	Date string // "2006-01-02"
	Time string // "15:04"
}

// NewTimes is what somebody enters to propose times. The first time is required; errors name its parts "date_1" and "time_1", and so on.
type NewTimes struct {
	Times   [MaxProposedTimes]WallTime // empty ones are left out
	Title   string                     // empty for the plan's title
	Minutes int
	Place   string
	Link    string // https
	Agenda  string
}

// booking is the session the times are for, without a time.
func (n NewTimes) booking() Booking {
	return Booking{Title: n.Title, Minutes: n.Minutes, Place: n.Place, Link: n.Link, Agenda: n.Agenda}
}

// check refuses what a form could not have sent and what cannot be booked, and gives the starts in UTC.
func (n NewTimes) check(ctx context.Context, u *unit, m Mentorship) ([]time.Time, error) {
	b := n.booking()
	var bad fieldErrors
	bad.add(checkLength("title", b.Title, MaxSessionTitle))
	var starts []time.Time
	for i, at := range n.Times {
		start, err := n.start(ctx, u, m, i, starts)
		if err = bad.take(err); err != nil {
			return nil, err
		}
		if at != (WallTime{}) && !start.IsZero() {
			starts = append(starts, start)
		}
	}
	b.checkDetails(&bad)
	return starts, bad.err()
}

// start reads one of the times; zero for one that is left out. Its refusals name the field it was entered in.
func (n NewTimes) start(ctx context.Context, u *unit, m Mentorship, i int, earlier []time.Time) (time.Time, error) {
	date, clock := timeField("date", i), timeField("time", i)
	at := n.Times[i]
	switch {
	case at == WallTime{} && i > 0:
		return time.Time{}, nil
	case at.Date == "":
		return time.Time{}, invalid(date, CodeRequired)
	case at.Time == "":
		return time.Time{}, invalid(clock, CodeRequired)
	}
	start, e := (&Booking{Date: at.Date, Time: at.Time}).start(u.actor, u.now)
	if e != nil {
		e.Field = timeField(e.Field, i)
		return time.Time{}, e
	}
	if slices.ContainsFunc(earlier, start.Equal) {
		return time.Time{}, invalid(clock, CodeTimeTwice)
	}
	if n.Minutes < MinSessionMinutes || n.Minutes > MaxSessionMinutes {
		return start, nil // which is refused by itself
	}
	end := start.Add(time.Duration(n.Minutes) * time.Minute)
	overlapping, err := u.Sessions().Overlapping(ctx, []PersonID{m.Mentor, m.Mentee}, start, end, "")
	if err != nil {
		return start, fmt.Errorf("look for overlaps: %w", err)
	}
	if len(overlapping) == 0 {
		return start, nil
	}
	err = u.overlap(ctx, overlapping[0], m.Other(u.actor.ID))
	if refusal := Refusal(err); refusal != nil {
		refusal.Field = clock
	}
	return start, err
}

// timeField names the date or the time of day of one of the times, counted from 0.
func timeField(part string, i int) string { return part + "_" + strconv.Itoa(i+1) }

// PreviewedTime is a time somebody has entered so far.
type PreviewedTime struct {
	Start time.Time // zero while it is not a time yet
	Busy  bool      // a calendar they are read from has something then
}

// PreviewTimes reads what somebody has entered so far, to be shown before they propose it. What is no time yet, or none there is, is left
// empty: it is refused in words when it is sent.
func (s *Service) PreviewTimes(ctx context.Context, call Call, id MentorshipID, in [MaxProposedTimes]WallTime, minutes int) ([MaxProposedTimes]PreviewedTime, error) {
	return read(ctx, s, call, ActionViewMentorship, func(ctx context.Context, u *unit) ([MaxProposedTimes]PreviewedTime, error) {
		var out [MaxProposedTimes]PreviewedTime
		m, err := u.Mentorships().Get(ctx, id)
		if err != nil {
			return out, missing(err, "load mentorship")
		}
		if err := u.allow(ActionViewMentorship, u.relation(m.Mentor, m.Mentee)); err != nil {
			return out, err
		}
		busy, err := u.busyTimes(ctx, u.actor.ID)
		if err != nil {
			return out, err
		}
		length := time.Duration(cmp.Or(minutes, MinSessionMinutes)) * time.Minute
		for i, at := range in {
			wall, err := slots.ParseWall(at.Date, at.Time)
			if err != nil {
				continue
			}
			if start, exists := wall.Instant(u.actor.Location()); exists {
				out[i] = PreviewedTime{Start: start, Busy: busyAt(busy, start, start.Add(length))}
			}
		}
		return out, nil
	})
}

// busyAt reports whether any of some stretches reaches into a time.
func busyAt(busy []BusyTime, start, end time.Time) bool {
	return slices.ContainsFunc(busy, func(b BusyTime) bool { return b.Start.Before(end) && start.Before(b.End) })
}
