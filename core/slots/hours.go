package slots

import (
	"slices"
	"time"
)

// MinutesPerDay is the largest end of an [Interval]: midnight at the end of the day.
const MinutesPerDay = 24 * 60

// Interval is a stretch of a day on the wall clock, in minutes from midnight. To is exclusive and may be 24:00; what crosses midnight is
// two intervals, one on each day.
type Interval struct {
	From int `json:"from"`
	To   int `json:"to"`
}

// Date is a civil date without a zone.
type Date struct {
	Year  int        `json:"year"`
	Month time.Month `json:"month"`
	Day   int        `json:"day"`
}

// DateOf is the date a clock in t's location shows.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// ParseDate reads "2006-01-02", as date pickers give it.
func ParseDate(text string) (Date, error) {
	t, err := time.Parse(time.DateOnly, text)
	return DateOf(t), err
}

// String writes "2006-01-02".
func (d Date) String() string { return d.utc().Format(time.DateOnly) }

// Add gives the date some days later, by the calendar.
func (d Date) Add(days int) Date { return DateOf(d.utc().AddDate(0, 0, days)) }

// Weekday is the day of the week.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

// Compare orders dates, as cmp.Compare does.
func (d Date) Compare(other Date) int { return d.utc().Compare(other.utc()) }

// Monday is the first day of the date's week.
func (d Date) Monday() Date { return d.Add(-(int(d.Weekday()) + 6) % 7) }

// Until counts the days to another date; negative for an earlier one.
func (d Date) Until(other Date) int { return int(other.utc().Sub(d.utc()) / (24 * time.Hour)) }

func (d Date) utc() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

// wall is a time of the date; minute 24*60 is 0:00 of the day after.
func (d Date) wall(minute int) Wall {
	if minute >= MinutesPerDay {
		d, minute = d.Add(1), minute-MinutesPerDay
	}
	return Wall{d.Year, d.Month, d.Day, minute / 60, minute % 60}
}

// exists is false for a date the calendar of loc skips as a whole, as Apia's did on 30 December 2011.
func (d Date) exists(loc *time.Location) bool {
	_, there := d.wall(MinutesPerDay / 2).Instant(loc)
	return there
}

// Exception replaces the weekly hours on some dates, the last one included. No intervals mean days off.
type Exception struct {
	First     Date       `json:"first"`
	Last      Date       `json:"last"`
	Intervals []Interval `json:"intervals,omitempty"`
}

// Hours are when somebody can meet, on the wall clock of their zone.
type Hours struct {
	Week       [7][]Interval // by time.Weekday; sorted and apart from one another
	Exceptions []Exception   // a later one counts before an earlier one
}

// Empty reports hours nobody has filled in. Days off may be there all the same.
func (h Hours) Empty() bool {
	return !slices.ContainsFunc(h.Week[:], func(day []Interval) bool { return len(day) > 0 }) &&
		!slices.ContainsFunc(h.Exceptions, func(e Exception) bool { return len(e.Intervals) > 0 })
}

// daysOff are the exceptions without hours, from the first midnight to the last.
func (h Hours) daysOff(loc *time.Location) []Span {
	var all []Span
	for _, e := range h.Exceptions {
		if len(e.Intervals) == 0 {
			from, _ := e.First.wall(0).Instant(loc)
			to, _ := e.Last.wall(MinutesPerDay).Instant(loc)
			all = append(all, Span{from, to})
		}
	}
	return all
}

// On are the hours of a date.
func (h Hours) On(d Date) []Interval {
	for _, e := range slices.Backward(h.Exceptions) {
		if e.First.Compare(d) <= 0 && d.Compare(e.Last) <= 0 {
			return e.Intervals
		}
	}
	return h.Week[d.Weekday()]
}

// piece is an interval of a date with its ends as instants.
type piece struct {
	Span
	date Date
	wall Interval
}

// pieces are the hours that touch [from, to), each expanded on its date. A date has no fixed offset: both ends are converted by
// themselves, so a day is as long as the clocks make it.
func (h Hours) pieces(from, to time.Time, loc *time.Location) []piece {
	var all []piece
	last := DateOf(to.In(loc)).Add(1)
	for d := DateOf(from.In(loc)).Add(-1); d.Compare(last) <= 0; d = d.Add(1) {
		if !d.exists(loc) {
			continue
		}
		for _, i := range h.On(d) {
			start, _ := d.wall(i.From).Instant(loc)
			end, _ := d.wall(i.To).Instant(loc)
			if start.Before(end) && start.Before(to) && end.After(from) {
				all = append(all, piece{Span{start, end}, d, i})
			}
		}
	}
	return all
}
