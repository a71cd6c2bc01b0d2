package core

import (
	"time"

	"mentorbot/core/slots"
)

// Deadline is when the answer of a mentor in a zone is due who got the request at an instant.
func (p Policy) Deadline(at time.Time, zone *time.Location) time.Time {
	return p.after(at, p.ResponseWindow(), zone)
}

// ReminderAt is when that mentor is reminded; zero for never.
func (p Policy) ReminderAt(at time.Time, zone *time.Location) time.Time {
	if p.ReminderPercent <= 0 {
		return time.Time{}
	}
	return p.after(at, p.ResponseWindow()*time.Duration(p.ReminderPercent)/100, zone)
}

// after adds time to an instant. Where weekends pause, what lies between the beginning of a Saturday and that of a Monday in the zone
// does not count, however long it is: clocks change on Sundays.
func (p Policy) after(at time.Time, window time.Duration, zone *time.Location) time.Time {
	if !p.WeekendsPause {
		return at.Add(window)
	}
	for {
		wall := slots.WallOf(at.In(zone))
		toMonday, toSaturday := daysUntil(wall, time.Monday), daysUntil(wall, time.Saturday)
		if toMonday <= 2 { // a Saturday or Sunday
			at = midnight(wall, toMonday, zone)
			continue
		}
		weekend := midnight(wall, toSaturday, zone)
		if left := weekend.Sub(at); window > left {
			at, window = weekend, window-left
			continue
		}
		return at.Add(window).UTC()
	}
}

// daysUntil counts the days to the next such weekday, 1 to 7.
func daysUntil(wall slots.Wall, day time.Weekday) int {
	today := time.Date(wall.Year, wall.Month, wall.Day, 0, 0, 0, 0, time.UTC).Weekday()
	return (int(day-today)+6)%7 + 1
}

// midnight begins the day some days after a wall clock's.
func midnight(wall slots.Wall, days int, zone *time.Location) time.Time {
	day := time.Date(wall.Year, wall.Month, wall.Day+days, 0, 0, 0, 0, time.UTC)
	instant, _ := slots.WallOf(day).Instant(zone) // where it is skipped, the day begins at that instant too
	return instant
}
