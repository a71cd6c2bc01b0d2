package bot

import (
	"context"
	"strconv"
	"time"

	"mentorbot/core"
)

// openHours shows when the actor can meet.
func (a *App) openHours(ctx context.Context, r *Request) (Reply, error) {
	hours, err := a.service.Hours(ctx, r.call())
	return orFail(err, func() Reply { return show(r.For.Hours(hours, a.calendars.Busy)) })
}

// openDay asks for the hours of one day of the week.
func (a *App) openDay(ctx context.Context, r *Request) (Reply, error) {
	day, err := weekday(r.Meta.Day)
	if err != nil {
		return Reply{}, err
	}
	hours, err := a.service.Hours(ctx, r.call())
	return orFail(err, func() Reply { return show(r.For.DayHours(hours, day)) })
}

// weekday reads the day a button or modal is for.
func weekday(text string) (time.Weekday, error) {
	n, err := strconv.Atoi(text)
	if err != nil || n < int(time.Sunday) || n > int(time.Saturday) {
		return 0, errStale
	}
	return time.Weekday(n), nil
}

// saveDays sets the hours of a day and of those they were copied to. The overview takes the place of the form.
func (a *App) saveDays(ctx context.Context, r *Request) (Reply, error) {
	day, err := weekday(r.Meta.Day)
	if err != nil {
		return Reply{}, err
	}
	in := core.DayHours{Days: []time.Weekday{day}, Hours: r.Form.Text("hours")}
	for _, other := range r.Form.All("also") {
		n, err := strconv.Atoi(other)
		if err != nil {
			n = -1 // which core refuses
		}
		in.Days = append(in.Days, time.Weekday(n))
	}
	hours, err := a.service.SaveDays(ctx, r.call(), in)
	return orFail(err, func() Reply { return instead(r.For.Hours(hours, a.calendars.Busy)) })
}

func (a *App) openDates(_ context.Context, r *Request) (Reply, error) {
	return show(r.For.DateHours()), nil
}

func (a *App) saveDates(ctx context.Context, r *Request) (Reply, error) {
	hours, err := a.service.SaveDates(ctx, r.call(), core.DateHours{
		First: r.Form.Text("first"), Last: r.Form.Text("last"), Hours: r.Form.Text("hours"),
	})
	return orFail(err, func() Reply { return instead(r.For.Hours(hours, a.calendars.Busy)) })
}

func (a *App) removeDates(ctx context.Context, r *Request) (Reply, error) {
	hours, err := a.service.RemoveDates(ctx, r.call(), r.Meta.Day)
	return orFail(err, func() Reply { return instead(r.For.Hours(hours, a.calendars.Busy)) })
}

func (a *App) openHoursRules(ctx context.Context, r *Request) (Reply, error) {
	hours, err := a.service.Hours(ctx, r.call())
	return orFail(err, func() Reply { return show(r.For.HoursRules(hours)) })
}

func (a *App) saveHoursRules(ctx context.Context, r *Request) (Reply, error) {
	number := func(field string) int {
		n, err := strconv.Atoi(r.Form.Text(field))
		if err != nil {
			return -1 // which core refuses
		}
		return n
	}
	hours, err := a.service.SaveRules(ctx, r.call(), core.BookingRules{
		Length: number("length"), Every: number("every"), Before: number("before"), After: number("after"),
		Notice: number("notice"), Days: number("days"), PerDay: number("per_day"), PerWeek: number("per_week"),
	})
	return orFail(err, func() Reply { return instead(r.For.Hours(hours, a.calendars.Busy)) })
}
