package core

import (
	"time"

	"mentorbot/core/slots"
)

// What other layers need of package slots, so that they know the domain through core only.
type (
	// Interval is a stretch of a day on the wall clock, in minutes from midnight; its end is exclusive and may be 24:00.
	Interval = slots.Interval
	// CivilDate is a date without a zone.
	CivilDate = slots.Date
	// HoursException replaces the weekly hours on some dates.
	HoursException = slots.Exception
	// BookingRules are how somebody wants to be booked.
	BookingRules = slots.Rules
)

// Hours are when a person can meet, on the clock of their own zone, and how they want to be booked.
type Hours struct {
	Person     PersonID
	Week       [7][]Interval    // by time.Weekday; sorted and apart from one another
	Exceptions []HoursException // sorted; no date is in two of them
	Rules      BookingRules
	UpdatedAt  time.Time
}

// Weekly reports hours on some day of the week.
func (h *Hours) Weekly() bool {
	for _, day := range h.Week {
		if len(day) > 0 {
			return true
		}
	}
	return false
}

// slots is the part that free times are computed from.
func (h *Hours) slots() slots.Hours { return slots.Hours{Week: h.Week, Exceptions: h.Exceptions} }

// HoursFacts are a person's own hours.
type HoursFacts struct {
	Person Person
	Hours  Hours
	Feeds  int // calendars the person is read from
	Now    time.Time
}

// Coming are the exceptions that are not over on the person's calendar.
func (h HoursFacts) Coming() []HoursException {
	today := slots.DateOf(h.Now.In(h.Person.Location()))
	var all []HoursException
	for _, e := range h.Hours.Exceptions {
		if e.Last.Compare(today) >= 0 {
			all = append(all, e)
		}
	}
	return all
}

// DayHours are hours for some days of the week, as somebody types them.
type DayHours struct {
	Days  []time.Weekday
	Hours string // "9:00-12:00, 14:00-17:00"; empty for days off
}

// DateHours are hours for some dates, as somebody fills them in.
type DateHours struct {
	First string // "2006-01-02"
	Last  string // the same; empty for one day
	Hours string // as in DayHours
}

// Limits of hours.
const (
	MaxHoursText      = 200 // code points
	MaxIntervals      = 8   // a day
	MaxExceptions     = 40
	MaxBuffer         = 120          // minutes
	MaxNotice         = 14 * 24 * 60 // minutes
	MaxSessionsPerDay = 12
	MaxSessionsWeek   = 40
	MinGrid           = 5 // minutes from one start to the next
)
