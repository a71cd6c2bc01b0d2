package view

import (
	"strconv"

	"github.com/slack-go/slack"

	"mentorbot/core"
)

// eventsRow leads from a programme's page to its events.
func (f For) eventsRow(p core.ProgramPage) []slack.Block {
	return []slack.Block{sectionWith(lines(bold(f.L.T("events.title")), f.L.T("event_desks.about")),
		f.button(ActionOpenEventDesks, "button.event_desks", Meta{Program: p.Program.ID}))}
}

// EventDesks are a page of a programme's events for those who run it.
func (f For) EventDesks(l core.EventsFacts) slack.ModalViewRequest {
	m := Meta{Program: l.Program.ID}
	if l.Past {
		m.As = EventsPast
	}
	intro := f.L.T("event_desks.ahead", "program", bold(escape(l.Program.Name)))
	switch {
	case l.Past && l.Total == 0:
		intro = f.L.T("event_desks.none_past", "program", bold(escape(l.Program.Name)))
	case l.Past:
		intro = f.L.T("event_desks.past", "program", bold(escape(l.Program.Name)))
	case l.Total == 0:
		intro = f.L.T("event_desks.none", "program", bold(escape(l.Program.Name)))
	}
	blocks := append([]slack.Block{section(intro)}, f.eventDeskButtons(l)...)
	for _, e := range l.Events {
		open := about(f.button(ActionOpenEventDesk, "button.open_event", Meta{Event: e.Event.ID}), excerpt(inline(e.Event.Title), maxSubject))
		blocks = append(blocks, divider(), sectionWith(lines(f.eventText(e), f.eventCounts(e)), open))
	}
	blocks = append(blocks, f.pages(PageEventDesks, m, l.Page, l.Pages)...)
	v := f.modal(PageEventDesks, "event_desks", blocks)
	m.Page = l.Page
	v.PrivateMetadata = m.Encode()
	return v
}

// eventDeskButtons add an event, and turn between those to come and those that are over.
func (f For) eventDeskButtons(l core.EventsFacts) []slack.Block {
	var add, other *slack.ButtonBlockElement
	if l.Manages && !l.Past {
		add = primary(f.button(ActionNewEvent, "button.new_event", Meta{Program: l.Program.ID}))
	}
	switch {
	case l.Past:
		other = f.button(ActionOpenEventDesks, "button.events_ahead", Meta{Program: l.Program.ID})
	case l.NextPast:
		other = f.button(ActionOpenEventDesks, "button.events_past", Meta{Program: l.Program.ID, As: EventsPast})
	}
	return row(add, other)
}

// eventCounts says how many come and how many wait.
func (f For) eventCounts(e core.EventFacts) string {
	if e.Event.State == core.EventCancelled {
		return f.L.T("event.cancelled")
	}
	places := f.L.N("event_desk.come", e.Counts.Places)
	if e.Event.Places > 0 {
		places = f.L.N("event_desk.places", e.Event.Places, "taken", e.Counts.Places)
	}
	waiting := ""
	if e.Counts.Waiting > 0 {
		waiting = f.L.N("event_desk.waiting", e.Counts.Waiting)
	}
	return dotted(places, waiting)
}

// EventDesk is an event for those who run its programme: who comes, and what can be changed.
func (f For) EventDesk(d core.EventDesk) slack.ModalViewRequest {
	m := Meta{Event: d.Event.ID}
	blocks := []slack.Block{section(lines(f.eventText(d.EventFacts), f.eventCounts(d.EventFacts)))}
	if d.Event.Description != "" {
		blocks = append(blocks, section(quote(d.Event.Description)))
	}
	if d.Event.State == core.EventCancelled {
		blocks = append(blocks, section(quote(d.Event.Words)))
	}
	blocks = append(blocks, smallPrint(lines(f.eventFor(d.Event), f.eventCloses(d.EventFacts))))
	if d.Manages && d.Event.Ahead(d.Now) {
		blocks = append(blocks, row(f.button(ActionEditEvent, "button.edit", m), f.button(ActionOpenEventCancel, "button.cancel_event", m))...)
	}
	blocks = append(append(blocks, divider()), f.eventPeople(d)...)
	blocks = append(blocks, f.pages(PageEventDesk, m, d.Page, d.Pages)...)
	blocks = append(append(blocks, divider()), row(f.button(ActionOpenEventDesks, "button.all_events", Meta{Program: d.Program.ID}))...)
	v := f.modal(PageEventDesk, "event", blocks)
	m.Page = d.Page
	v.PrivateMetadata = m.Encode()
	return v
}

// eventPeople lists who comes and who waits, in this order.
func (f For) eventPeople(d core.EventDesk) []slack.Block {
	if len(d.SignUps) == 0 {
		return []slack.Block{section(f.L.T("event_desk.nobody"))}
	}
	var come, wait []string
	for _, s := range d.SignUps {
		if s.SignUp.State == core.SignUpWaiting {
			wait = append(wait, "• "+name(s.Person))
			continue
		}
		come = append(come, "• "+name(s.Person))
	}
	var blocks []slack.Block
	if len(come) > 0 {
		blocks = append(blocks, section(lines(append([]string{bold(f.L.T("event_desk.comes"))}, come...)...)))
	}
	if len(wait) > 0 {
		blocks = append(blocks, section(lines(append([]string{bold(f.L.T("event_desk.waits"))}, wait...)...)))
	}
	return blocks
}

// NewEvent asks for an event.
func (f For) NewEvent(p core.Program) slack.ModalViewRequest {
	in := core.EventInput{Minutes: 60}
	return f.form(CallbackEvent, "event_new", Meta{Program: p.ID}, append([]slack.Block{section(f.L.T("event_new.intro", "program", bold(escape(p.Name))))}, f.eventInputs(in)...))
}

// EditEvent asks for changes of an event.
func (f For) EditEvent(d core.EventDesk) slack.ModalViewRequest {
	e := d.Event
	at := e.StartsAt.In(f.Loc)
	in := core.EventInput{
		Title: e.Title, Description: e.Description, Date: at.Format("2006-01-02"), Time: at.Format("15:04"), Minutes: e.Minutes, Where: e.Where,
		Link: e.Link, Places: e.Places, For: e.For, ClosesBefore: e.ClosesBefore,
	}
	return f.form(CallbackEvent, "event_edit", Meta{Event: e.ID}, append([]slack.Block{section(f.eventCounts(d.EventFacts))}, f.eventInputs(in)...))
}

// EventWeighed is the form of an event with what its changes come to, before they are saved.
func (f For) EventWeighed(edit core.EventEdit) slack.ModalViewRequest {
	counts := edit.Desk.Counts
	told, up := "", ""
	if edit.Tells {
		told = "• " + f.L.N("event_sure.told", counts.Places+counts.Waiting)
	}
	if edit.MovesUp > 0 {
		up = "• " + f.L.N("event_sure.moves_up", edit.MovesUp)
	}
	what := lines(f.L.T("event_sure.changes", "fields", f.eventFields(edit.Changed)), told, up)
	m := Meta{Event: edit.Desk.Event.ID, Seen: edit.Seen()}
	return f.form(CallbackEvent, "event_sure", m, append([]slack.Block{section(what), divider()}, f.eventInputs(edit.Entered)...))
}

// eventInputs are what an event is made of.
func (f For) eventInputs(in core.EventInput) []slack.Block {
	at := slack.NewTimePickerBlockElement(InputValue)
	at.InitialTime, at.Timezone = in.Time, f.Loc.String()
	return []slack.Block{
		f.textInput(field{"title", "event_form.title", true}, in.Title, core.MaxEventTitle),
		f.textArea(field{"description", "event_form.description", false}, in.Description, core.MaxEventDescription),
		f.dateInput(field{"date", "session_form.date", true}, InputValue, in.Date),
		f.input(field{"time", "session_form.time", true}, at),
		smallPrint(f.L.T("session_form.your_zone", "zone", f.Loc.String())),
		f.eventMinutes(in.Minutes),
		f.textInput(field{"where", "session_form.place", false}, in.Where, core.MaxPlace),
		f.textInput(field{"link", "event_form.link", false}, in.Link, maxLinkAddress),
		f.numberInput(field{"places", "event_form.places", true}, in.Places, 0, core.MaxEventPlaces),
		f.eventForInput(in.For),
		f.eventClosesInput(in.ClosesBefore),
	}
}

// eventMinutes offers the usual lengths, and the one in use.
func (f For) eventMinutes(current int) slack.Block {
	var all []*slack.OptionBlockObject
	for _, n := range []int{15, 30, 45, 60, 90, 120, 150, 180, 240, 300, 360, 420, 480} {
		all = append(all, option(strconv.Itoa(n), f.L.Duration(n)))
	}
	return f.selectOne(field{"minutes", "session_form.minutes", true}, all, strconv.Itoa(current))
}

func (f For) eventForInput(role core.Role) slack.Block {
	all := f.wordOptions("event_for", EventForAll, string(core.RoleMentee), string(core.RoleMentor))
	value := string(role)
	if role == "" {
		value = EventForAll
	}
	return f.selectOne(field{"for", "event_form.for", true}, all, value)
}

func (f For) eventClosesInput(current int) slack.Block {
	var all []*slack.OptionBlockObject
	for _, n := range core.EventClosings() {
		all = append(all, option(strconv.Itoa(n), f.L.T("event_closes."+strconv.Itoa(n))))
	}
	return f.selectOne(field{"closes", "event_form.closes", true}, all, strconv.Itoa(current))
}

// CancelEvent asks for a word to all who have signed up.
func (f For) CancelEvent(d core.EventDesk) slack.ModalViewRequest {
	told := f.L.T("event_cancel.nobody")
	if n := d.Counts.Places + d.Counts.Waiting; n > 0 {
		told = f.L.N("event_cancel.told", n)
	}
	v := f.form(CallbackEventCancel, "event_cancel", Meta{Event: d.Event.ID}, []slack.Block{
		section(f.eventText(d.EventFacts)), section(told), f.textArea(field{"reason", "event_cancel.reason", true}, "", core.MaxCancelReason),
	})
	v.Close = plain(f.L.T("button.keep_event"), maxModalTitle)
	return v
}
