package stories

import (
	"fmt"
	"time"

	screens "mentorbot/bot/view"
	"mentorbot/core"
)

// anEvent is the form of an event, each time of another one.
func anEvent(day int) map[string]any {
	return map[string]any{
		"title": typed(fmt.Sprint("Lunch ", day)), "description": typed("Bring questions."), "date": dated(opening.AddDate(0, 2, day%250).Format(time.DateOnly)),
		"time": timed("12:00"), "minutes": picked("60"), "where": typed("Room 5"), "link": typed(""), "places": typed("10"), "for": picked("all"), "closes": picked("0"),
	}
}

// plansEvents plans one event to change and one to cancel.
func (s *stage) plansEvents(th *things) {
	s.t.Helper()
	for _, id := range []*core.EventID{&th.event, &th.cancelEvent} {
		planned, err := s.box.App.Service.CreateEvent(s.in(), s.as(kim), th.program, core.EventInput{Title: "Lunch", Date: "2026-08-01", Time: "12:00", Minutes: 60, Places: 5})
		s.must(err)
		*id = planned.Event.ID
	}
}

func ofEvent(th things) screens.Meta { return screens.Meta{Event: th.event, Program: th.program} }

// eventDeeds are about running the events of a programme.
func eventDeeds() []deed {
	turn := func(page string) func(things) screens.Meta {
		return func(th things) screens.Meta { return screens.Meta{Program: th.program, Event: th.event, Do: page} }
	}
	return []deed{
		{door: button, id: screens.ActionOpenEventDesks, action: core.ActionViewEventDesk},
		{door: button, id: screens.ActionNextPage, about: screens.PageEventDesks, action: core.ActionViewEventDesk, meta: turn(screens.PageEventDesks)},
		{door: button, id: screens.ActionOpenEventDesk, action: core.ActionViewEventDesk, meta: ofEvent},
		{door: button, id: screens.ActionNextPage, about: screens.PageEventDesk, action: core.ActionViewEventDesk, meta: turn(screens.PageEventDesk)},
		{door: button, id: screens.ActionNewEvent, action: core.ActionCreateEvent},
		{door: submission, id: screens.CallbackEvent, about: "a new one", action: core.ActionCreateEvent, form: anEvent, changes: true},
		{door: button, id: screens.ActionEditEvent, action: core.ActionEditEvent, meta: ofEvent},
		{door: submission, id: screens.CallbackEvent, about: "to change", action: core.ActionEditEvent, form: anEvent, meta: ofEvent, changes: true},
		{door: button, id: screens.ActionOpenEventCancel, action: core.ActionEditEvent, meta: ofEvent},
		{door: submission, id: screens.CallbackEventCancel, action: core.ActionCancelEvent, form: reasonForm, changes: true, meta: func(th things) screens.Meta {
			return screens.Meta{Event: th.cancelEvent}
		}},
	}
}

// comingDeeds are about coming to an event. Zoe takes part.
func comingDeeds() []deed {
	none := func(things) screens.Meta { return screens.Meta{} }
	return []deed{
		{door: command, id: screens.VerbEvents, action: core.ActionViewEvents, meta: none},
		{door: button, id: screens.ActionOpenEvents, action: core.ActionViewEvents, meta: none},
		{door: button, id: screens.ActionNextPage, about: screens.PageEvents, action: core.ActionViewEvents, meta: func(things) screens.Meta {
			return screens.Meta{Do: screens.PageEvents}
		}},
		{door: button, id: screens.ActionOpenEvent, action: core.ActionViewEvents, meta: ofEvent},
		{door: button, id: screens.ActionSignUp, action: core.ActionSignUp, meta: ofEvent, changes: true, only: zoe},
		{door: button, id: screens.ActionGiveBack, action: core.ActionGiveBack, meta: ofEvent, changes: true, only: zoe},
	}
}
