package view_test

import (
	"maps"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// eventFacts is an event as Amara sees it, who can sign up.
func eventFacts(change func(*core.EventFacts)) core.EventFacts {
	e := core.EventFacts{
		Program: program(), Viewer: amara().Person, Now: now, Counts: core.EventCounts{Places: 7},
		Event: core.Event{
			ID: "event", Program: "programme", Title: "Lunch *together* & more", Description: "Bring <questions>.\nThere is soup.", Where: "Room 5",
			Link: "https://meet.example.org/lunch?a=1&b=2", StartsAt: now.AddDate(0, 0, 3), Minutes: 90, Places: 10, State: core.EventPlanned,
			ClosesBefore: 24 * 60, CreatedAt: now,
		},
	}
	if change != nil {
		change(&e)
	}
	return e
}

func comes(e *core.EventFacts) {
	e.SignUp = core.SignUp{ID: "sign-up", Number: 3, State: core.SignUpPlace}
}

func waits(e *core.EventFacts) {
	e.SignUp, e.Before, e.Counts = core.SignUp{ID: "sign-up", Number: 13, State: core.SignUpWaiting}, 2, core.EventCounts{Places: 10, Waiting: 3}
}

func calledOff(e *core.EventFacts) {
	e.Event.State, e.Event.Words = core.EventCancelled, "The room is *flooded*.\nSorry!"
}

func eventDesk(change func(*core.EventDesk)) core.EventDesk {
	d := core.EventDesk{EventFacts: eventFacts(func(e *core.EventFacts) {
		e.Runs, e.Manages, e.Counts = true, true, core.EventCounts{Places: 10, Waiting: 1}
	}), Pages: 1}
	d.SignUps = []core.SignUpFacts{
		{SignUp: core.SignUp{Number: 1, State: core.SignUpPlace}, Person: kenji()}, {SignUp: core.SignUp{Number: 2, State: core.SignUpPlace}, Person: amara()},
		{SignUp: core.SignUp{Number: 11, State: core.SignUpWaiting}, Person: lucia()},
	}
	if change != nil {
		change(&d)
	}
	return d
}

func eventScreens(f view.For) map[string]any {
	list := core.EventsFacts{Program: program(), TakesIn: true, Pages: 1, Total: 5, Events: []core.EventFacts{
		eventFacts(nil), eventFacts(comes), eventFacts(waits), eventFacts(func(e *core.EventFacts) { e.Event.Places = 0 }),
		eventFacts(func(e *core.EventFacts) { e.Refused = core.CodeEventClosed }),
		eventFacts(func(e *core.EventFacts) { e.Counts.Places, e.Counts.Waiting = 10, 4 }),
	}}
	desks := core.EventsFacts{Program: program(), Runs: true, Manages: true, Pages: 3, Page: 1, Total: 20, NextPast: true, Events: []core.EventFacts{
		eventDesk(nil).EventFacts, eventFacts(calledOff), eventFacts(func(e *core.EventFacts) { e.Event.Places = 0 }),
	}}
	past, none := desks, core.EventsFacts{Program: program(), Runs: true, Manages: true, Pages: 1}
	past.Past = true
	in := core.EventInput{Title: "Lunch", Date: "2026-11-03", Time: "12:30", Minutes: 60, Places: 12, For: core.RoleMentor, ClosesBefore: 60}
	all := map[string]any{
		"home_events":         f.Home(dashboard(func(d *core.Dashboard) { d.Events, d.MoreEvents = list.Events[:3], 2 })),
		"events":              f.Events(list),
		"events_runs":         f.Events(core.EventsFacts{Program: program(), TakesIn: true, Runs: true, Pages: 1}),
		"events_not_in":       f.Events(core.EventsFacts{Program: program(), Pages: 1}),
		"event":               f.Event(eventFacts(nil), view.Meta{Do: view.PageEvents, Under: 1}),
		"event_place":         f.Event(eventFacts(comes), view.Meta{}),
		"event_waiting":       f.Event(eventFacts(waits), view.Meta{}),
		"event_next":          f.Event(eventFacts(func(e *core.EventFacts) { waits(e); e.Before = 0 }), view.Meta{}),
		"event_full":          f.Event(eventFacts(func(e *core.EventFacts) { e.Counts.Places = 10 }), view.Meta{}),
		"event_closed":        f.Event(eventFacts(func(e *core.EventFacts) { e.Refused = core.CodeEventClosed }), view.Meta{}),
		"event_off":           f.Event(eventFacts(func(e *core.EventFacts) { comes(e); calledOff(e) }), view.Meta{}),
		"event_runs":          f.Event(eventDesk(nil).EventFacts, view.Meta{}),
		"event_desks":         f.EventDesks(desks),
		"event_desks_past":    f.EventDesks(past),
		"event_desks_none":    f.EventDesks(none),
		"event_desk":          f.EventDesk(eventDesk(nil)),
		"event_desk_observer": f.EventDesk(eventDesk(func(d *core.EventDesk) { d.Manages, d.SignUps, d.Counts = false, nil, core.EventCounts{} })),
		"event_desk_off":      f.EventDesk(eventDesk(func(d *core.EventDesk) { calledOff(&d.EventFacts) })),
		"event_new":           f.NewEvent(program()),
		"event_edit":          f.EditEvent(eventDesk(nil)),
		"event_sure":          f.EventWeighed(core.EventEdit{Entered: in, Desk: eventDesk(nil), Changed: []string{"time", "places"}, Tells: true, MovesUp: 1}),
		"event_cancel":        f.CancelEvent(eventDesk(nil)),
		"event_cancel_nobody": f.CancelEvent(eventDesk(func(d *core.EventDesk) { d.Counts = core.EventCounts{} })),
		"event_news_off":      f.EventNews(core.NoticeEventPlace, eventFacts(func(e *core.EventFacts) { comes(e); calledOff(e) })),
		"event_news_back":     f.EventNews(core.NoticeEventMovedUp, eventFacts(func(e *core.EventFacts) { e.SignUp.State = core.SignUpGivenBack })),
		"event_news_begun":    f.EventNews(core.NoticeEventPlace, eventFacts(func(e *core.EventFacts) { comes(e); e.Now = e.Event.StartsAt })),
		"event_news_waits":    f.EventNews(core.NoticeEventChanged, eventFacts(func(e *core.EventFacts) { waits(e); e.Event.MovedFrom = now.AddDate(0, 0, 2) })),
	}
	maps.Copy(all, map[string]any{
		"event_news_place":     f.EventNews(core.NoticeEventPlace, eventFacts(comes)),
		"event_news_moved_up":  f.EventNews(core.NoticeEventMovedUp, eventFacts(comes)),
		"event_news_changed":   f.EventNews(core.NoticeEventChanged, eventFacts(comes)),
		"event_news_cancelled": f.EventNews(core.NoticeEventCancelled, eventFacts(func(e *core.EventFacts) { comes(e); calledOff(e) })),
		"event_news_lost":      f.EventNews(core.NoticeEventLost, eventFacts(func(e *core.EventFacts) { e.SignUp.State = core.SignUpLost })),
	})
	return all
}
