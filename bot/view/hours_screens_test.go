package view_test

import (
	"time"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// workHours are hours on weekdays, with a shorter Friday, days off at the end of the year and one long day before.
func workHours(person core.PersonID) core.Hours {
	h := core.Hours{Person: person}
	for day := time.Monday; day <= time.Thursday; day++ {
		h.Week[day] = []core.Interval{{From: 9 * 60, To: 12 * 60}, {From: 14 * 60, To: 17 * 60}}
	}
	h.Week[time.Friday] = []core.Interval{{From: 9 * 60, To: 12*60 + 30}}
	h.Exceptions = []core.HoursException{
		{First: core.CivilDate{Year: 2026, Month: 12, Day: 1}, Last: core.CivilDate{Year: 2026, Month: 12, Day: 1}, Intervals: []core.Interval{{From: 8 * 60, To: 24 * 60}}},
		{First: core.CivilDate{Year: 2026, Month: 12, Day: 24}, Last: core.CivilDate{Year: 2027, Month: 1, Day: 2}},
	}
	return h
}

func hoursScreens(f view.For) map[string]any {
	a := amara()
	none := core.HoursFacts{Person: a.Person, Now: now, Hours: core.Hours{Person: "amara"}}
	some := none
	some.Hours = workHours("amara")
	some.Hours.Exceptions = append([]core.HoursException{{
		First: core.CivilDate{Year: 2020, Month: 1, Day: 1}, Last: core.CivilDate{Year: 2020, Month: 1, Day: 2}, // over, not shown
	}}, some.Hours.Exceptions...)
	some.Hours.Rules = core.BookingRules{Length: 30, Every: 20, Before: 10, After: 15, Notice: 24 * 60, Days: 45, PerDay: 2, PerWeek: 5}
	return map[string]any{
		"hours":      f.Hours(some, false),
		"hours_none": f.Hours(none, true),
		"hours_connected": func() any {
			connected := some
			connected.Feeds = 2
			return f.Hours(connected, true)
		}(),
		"home_connected":   f.Home(dashboard(func(d *core.Dashboard) { d.Hours, d.Feeds = workHours("amara"), 1 })),
		"busy_none":        f.BusyFeeds(core.BusyFeedList{Person: a.Person, Now: now}),
		"busy":             f.BusyFeeds(busyFeeds(a.Person)),
		"busy_form":        f.BusyForm(),
		"busy_name":        f.BusyName(core.BusyFeed{ID: "feed", Name: "Work & more", Hint: "calendar.example.org …cs"}),
		"busy_connected":   f.BusyNews(busyFeeds(a.Person).Feeds[0]),
		"busy_failing":     f.BusyNews(busyFeeds(a.Person).Feeds[1]),
		"hours_day":        f.DayHours(some, time.Monday),
		"hours_day_off":    f.DayHours(none, time.Sunday),
		"hours_date":       f.DateHours(),
		"hours_rules":      f.HoursRules(some),
		"hours_rules_none": f.HoursRules(none),
		"home_hours":       f.Home(dashboard(func(d *core.Dashboard) { d.Hours = workHours("amara") })),
		"person_hours":     f.Person(core.MentorCard{Card: kenji(), Status: core.MentorFree, Hours: workHours("kenji")}, program(), view.Meta{}),
		"profile_hours": f.ProfileSummary(func() core.ProfileFacts {
			p := profile(false)
			p.Hours, p.Feeds = workHours("amara"), 1
			return p
		}()),
	}
}

// busyFeeds are a calendar that works, one that does no longer, and one that is read for the first time.
func busyFeeds(person core.Person) core.BusyFeedList {
	added := now.AddDate(0, 0, -20)
	busy := func(in time.Duration) core.BusyTime {
		return core.BusyTime{Start: now.Add(in), End: now.Add(in + time.Hour)}
	}
	return core.BusyFeedList{Person: person, Now: now, Feeds: []core.BusyFeed{
		{
			ID: "work", Person: person.ID, Name: "Work & more", Hint: "calendar.example/…ic.ics", AddedAt: added, TriedAt: now.Add(-12 * time.Minute),
			ReadAt: now.Add(-12 * time.Minute), ContentAt: now.Add(-3 * time.Hour),
			Times:  []core.BusyTime{busy(-2 * time.Hour), busy(time.Hour), busy(30 * time.Hour), busy(40 * 24 * time.Hour)},
			Counts: core.BusyCounts{Events: 9, Free: 3, Unknown: 1, Guessed: 1},
		},
		{
			ID: "home", Person: person.ID, Hint: "cloud.example/…f3a9c1", AddedAt: added, TriedAt: now.Add(-5 * time.Hour), ReadAt: now.AddDate(0, 0, -4),
			ContentAt: now.AddDate(0, 0, -5), Failure: core.BusyDenied, FailingSince: now.AddDate(0, 0, -4), Failures: 12, Counts: core.BusyCounts{Free: 1},
		},
		{ID: "new", Person: person.ID, Name: "Choir", Hint: "choir.example", AddedAt: now, View: "waiting"},
	}}
}

// freeTimes are on two days: on the night the clocks go back in Paris, and a morning that is an evening elsewhere.
func freeTimes(page int) core.FreeTimes {
	night := time.Date(2026, 10, 25, 0, 30, 0, 0, time.UTC)
	return core.FreeTimes{
		Mentorship: mentorship(core.RoleMentee), Minutes: 45, Hours: true, Page: page, Pages: 3,
		Days: []core.FreeDay{
			{Starts: []time.Time{night, night.Add(time.Hour)}},
			{Starts: []time.Time{night.Add(31 * time.Hour), night.Add(40 * time.Hour)}},
		},
	}
}
