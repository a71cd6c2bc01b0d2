package slots

import "time"

// Every is how far apart the times of a series are.
type Every string

// The distances. They are on the calendar: from one week to the next the clock shows the same time, also where it was changed between.
const (
	Weekly      Every = "week"
	Fortnightly Every = "fortnight"
	Monthly     Every = "month" // the same weekday of the month, as the second Tuesday; a fifth one means the last of each month
)

// Known reports whether it is one of the distances.
func (e Every) Known() bool { return e == Weekly || e == Fortnightly || e == Monthly }

// Repeat is a time that comes again and again on one wall clock.
type Repeat struct {
	First Wall
	Every Every
}

// At is the nth time, counted from 0.
func (r Repeat) At(n int) Wall {
	date := r.First.date()
	switch r.Every {
	case Weekly:
		date = date.Add(7 * n)
	case Fortnightly:
		date = date.Add(14 * n)
	case Monthly:
		date = r.inMonth(n)
	}
	return Wall{date.Year, date.Month, date.Day, r.First.Hour, r.First.Minute}
}

// Week says which of its weekdays in the month a monthly one is: from 1 to 4, or -1 for the last.
func (r Repeat) Week() int {
	if week := (r.First.Day-1)/7 + 1; week < 5 {
		return week
	}
	return -1
}

// Weekday is the one all times fall on.
func (r Repeat) Weekday() time.Weekday { return r.First.date().Weekday() }

func (r Repeat) inMonth(n int) Date {
	month := Date{r.First.Year, r.First.Month, 1}
	month = DateOf(month.utc().AddDate(0, n, 0))
	weekday, week := r.Weekday(), r.Week()
	if week > 0 {
		return month.Add((int(weekday)-int(month.Weekday())+7)%7 + 7*(week-1))
	}
	last := DateOf(month.utc().AddDate(0, 1, -1))
	return last.Add(-((int(last.Weekday()) - int(weekday) + 7) % 7))
}

// Instant is the nth time, counted from 0, in UTC. Where the clocks skip it, it is what [Wall.Instant] gives.
func (r Repeat) Instant(n int, loc *time.Location) time.Time {
	at, _ := r.At(n).Instant(loc)
	return at
}

func (w Wall) date() Date { return Date{w.Year, w.Month, w.Day} }

// String writes "2006-01-02 15:04".
func (w Wall) String() string {
	return time.Date(w.Year, w.Month, w.Day, w.Hour, w.Minute, 0, 0, time.UTC).Format(wallLayout)
}

const wallLayout = "2006-01-02 15:04"
