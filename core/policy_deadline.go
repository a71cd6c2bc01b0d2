package core

import (
	"slices"
	"time"

	"mentorbot/core/slots"
)

// MaxPausedDays is for how many days off, weekends that pause anyway left out, the time to answer stands still at most: who asked is not
// to wait for the end of a long holiday.
const MaxPausedDays = 14

// DaysOff are dates on which somebody does not work, on the clock of their zone.
type DaysOff []HoursException

// DaysOff are the dates of a person's hours without any.
func (h *Hours) DaysOff() DaysOff {
	var off DaysOff
	for _, e := range h.Exceptions {
		if len(e.Intervals) == 0 {
			off = append(off, e)
		}
	}
	return off
}

// Has reports whether a date is one of them.
func (d DaysOff) Has(date CivilDate) bool {
	return slices.ContainsFunc(d, func(e HoursException) bool { return e.First.Compare(date) <= 0 && e.Last.Compare(date) >= 0 })
}

// Absence is a run of days off. The zero one is none.
type Absence struct {
	First, Back CivilDate // the first of them, and the first date after them
	Begun       bool      // they are away already
}

// Absence is the first run of days off that touches the time between two instants in a zone; what it has before that time is left out.
func (d DaysOff) Absence(from, to time.Time, zone *time.Location) Absence {
	today, last := slots.DateOf(from.In(zone)), slots.DateOf(to.In(zone))
	first := today
	for !d.Has(first) {
		if first = first.Add(1); first.Compare(last) > 0 {
			return Absence{}
		}
	}
	back := first
	for d.Has(back) {
		back = back.Add(1)
	}
	return Absence{First: first, Back: back, Begun: first == today}
}

// Deadline is when the answer of a mentor in a zone is due who got the request at an instant. Days off do not count.
func (p Policy) Deadline(at time.Time, zone *time.Location, off DaysOff) time.Time {
	return p.after(at, p.ResponseWindow(), zone, off)
}

// ReminderAt is when that mentor is reminded; zero for never.
func (p Policy) ReminderAt(at time.Time, zone *time.Location, off DaysOff) time.Time {
	if p.ReminderPercent <= 0 {
		return time.Time{}
	}
	return p.after(at, p.ResponseWindow()*time.Duration(p.ReminderPercent)/100, zone, off)
}

// after adds time to an instant. A day off does not count, nor does a Saturday or Sunday where weekends pause; a day is what lies between
// its beginning in the zone and that of the next, however long it is: clocks change on some.
func (p Policy) after(at time.Time, window time.Duration, zone *time.Location, off DaysOff) time.Time {
	if !p.WeekendsPause && len(off) == 0 {
		return at.Add(window)
	}
	for paused := 0; ; {
		today := slots.DateOf(at.In(zone))
		next := beginning(today.Add(1), zone)
		weekend := p.WeekendsPause && onWeekend(today.Weekday())
		rests := !weekend && paused < MaxPausedDays && off.Has(today)
		switch left := next.Sub(at); {
		case weekend:
		case rests:
			paused++
		case window <= left:
			return at.Add(window).UTC()
		default:
			window -= left
		}
		at = next
	}
}

// beginning is when a day begins in a zone.
func beginning(day CivilDate, zone *time.Location) time.Time {
	instant, _ := slots.Wall{Year: day.Year, Month: day.Month, Day: day.Day}.Instant(zone) // where midnight is skipped, the day begins at that instant too
	return instant
}

func onWeekend(day time.Weekday) bool { return day == time.Saturday || day == time.Sunday }
