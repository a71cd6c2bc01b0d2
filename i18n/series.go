package i18n

import (
	"strconv"
	"time"
)

// Repeats says how often something takes place: every "week", "fortnight" or "month". Of a monthly one, week says which of the weekdays in
// the month it is, from 1 to 4, or -1 for the last.
func (l *Localizer) Repeats(every string, week int, day time.Weekday) string {
	if every != "month" {
		return l.T("series.every." + every)
	}
	which := "last"
	if week > 0 {
		which = strconv.Itoa(week)
	}
	return l.T("series.monthly."+which, "weekday", l.T("series.weekday."+strconv.Itoa(int(day))))
}

// SeriesClock says whose clock something that repeats keeps to, for a reader who lives in a zone.
func (l *Localizer) SeriesClock(zone string, reader *time.Location) string {
	if zone == reader.String() {
		return l.T("series.clock", "zone", zone)
	}
	return l.T("series.clock_other", "zone", zone)
}
