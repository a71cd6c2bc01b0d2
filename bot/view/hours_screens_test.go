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
		"hours":            f.Hours(some),
		"hours_none":       f.Hours(none),
		"hours_day":        f.DayHours(some, time.Monday),
		"hours_day_off":    f.DayHours(none, time.Sunday),
		"hours_date":       f.DateHours(),
		"hours_rules":      f.HoursRules(some),
		"hours_rules_none": f.HoursRules(none),
		"home_hours":       f.Home(dashboard(func(d *core.Dashboard) { d.Hours = workHours("amara") })),
		"person_hours":     f.Person(core.MentorCard{Card: kenji(), Status: core.MentorFree, Hours: workHours("kenji")}, program(), view.Meta{}),
		"profile_hours": f.ProfileSummary(func() core.ProfileFacts {
			p := profile(false)
			p.Hours = workHours("amara")
			return p
		}()),
	}
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
