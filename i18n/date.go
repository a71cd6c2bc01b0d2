package i18n

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Time writes an instant with date, time and zone as people read it there: "Tue 3 Feb 2026, 14:00 (CET)". The location is the
// reader's.
func (l *Localizer) Time(t time.Time, loc *time.Location) string {
	return l.T("date.time", "date", l.Date(t, loc), "clock", l.Clock(t, loc), "zone", l.Zone(t, loc))
}

// Date writes the day an instant falls on in the location: "Tue 3 Feb 2026".
func (l *Localizer) Date(t time.Time, loc *time.Location) string {
	t = t.In(loc)
	day := strconv.Itoa(t.Day())
	if t.Day() == 1 {
		day = l.T("date.first_day")
	}
	return l.T("date.day",
		"weekday", l.T(fmt.Sprintf("date.weekday.%d", t.Weekday())),
		"day", day,
		"month", l.T(fmt.Sprintf("date.month.%d", t.Month())),
		"year", t.Year())
}

// LongDate writes the day an instant falls on in the location as a document does: "3 February 2026".
func (l *Localizer) LongDate(t time.Time, loc *time.Location) string {
	t = t.In(loc)
	day := strconv.Itoa(t.Day())
	if t.Day() == 1 {
		day = l.T("date.first_day")
	}
	return l.T("date.long", "day", day, "month", l.T(fmt.Sprintf("date.month_long.%d", t.Month())), "year", t.Year())
}

// Clock writes the time of day of an instant in the location: "14:00".
func (l *Localizer) Clock(t time.Time, loc *time.Location) string { return t.In(loc).Format("15:04") }

// Zone names the location's zone at an instant: its usual abbreviation, or the distance from UTC where it has none.
func (l *Localizer) Zone(t time.Time, loc *time.Location) string {
	name, offset := t.In(loc).Zone()
	if !strings.HasPrefix(name, "+") && !strings.HasPrefix(name, "-") {
		return name
	}
	sign := "+"
	if offset < 0 {
		sign, offset = "−", -offset
	}
	hours, minutes := offset/3600, offset%3600/60
	if minutes == 0 {
		return fmt.Sprintf("UTC%s%d", sign, hours)
	}
	return fmt.Sprintf("UTC%s%d:%02d", sign, hours, minutes)
}

// Duration writes a length of time given in minutes: "45 minutes", "1 hour", "1 hour 30 minutes".
func (l *Localizer) Duration(minutes int) string {
	hours, rest := minutes/60, minutes%60
	switch {
	case hours == 0:
		return l.N("date.minutes", rest)
	case rest == 0:
		return l.N("date.hours", hours)
	}
	return l.T("date.hours_minutes", "hours", l.N("date.hours", hours), "minutes", l.N("date.minutes", rest))
}
