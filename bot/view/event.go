package view

import (
	"github.com/slack-go/slack"

	"mentorbot/core"
)

// EventsPast asks for events that are over.
const EventsPast = "past"

// EventForAll stands for everybody in the form of an event, where one role stands else.
const EventForAll = "all"

// Events are a page of the events somebody may come to.
func (f For) Events(l core.EventsFacts) slack.ModalViewRequest {
	var blocks []slack.Block
	switch {
	case l.Program.ID == "" || !l.TakesIn:
		blocks = append(blocks, section(f.L.T("events.not_in")))
	case l.Total == 0:
		blocks = append(blocks, section(f.L.T("events.none", "program", bold(escape(l.Program.Name)))))
	default:
		blocks = append(blocks, section(f.L.T("events.intro", "program", bold(escape(l.Program.Name)))))
	}
	for _, e := range l.Events {
		blocks = append(blocks, divider(), f.eventEntry(e, Meta{Event: e.Event.ID, Do: PageEvents, Under: l.Page}))
	}
	blocks = append(blocks, f.pages(PageEvents, Meta{}, l.Page, l.Pages)...)
	if l.Runs {
		blocks = append(append(blocks, divider()), row(f.button(ActionOpenEventDesks, "button.event_desks", Meta{Program: l.Program.ID}))...)
	}
	v := f.modal(PageEvents, "events", blocks)
	v.PrivateMetadata = Meta{Page: l.Page}.Encode()
	return v
}

// eventEntry is an event in a list, with the way to its page.
func (f For) eventEntry(e core.EventFacts, m Meta) slack.Block {
	return sectionWith(lines(f.eventText(e), f.eventStanding(e)), about(f.button(ActionOpenEvent, "button.open_event", m), excerpt(inline(e.Event.Title), maxSubject)))
}

// homeEvents are the next events of the programme, and the way to all.
func (f For) homeEvents(d core.Dashboard) []slack.Block {
	if len(d.Events) == 0 {
		return nil
	}
	blocks := []slack.Block{header(f.L.T("events.title"))}
	for _, e := range d.Events {
		blocks = append(blocks, f.eventEntry(e, Meta{Event: e.Event.ID}))
	}
	return append(blocks, row(f.button(ActionOpenEvents, "button.all_events", Meta{}))...)
}

// eventText is an event in a few lines: what, when in the reader's zone, how long, where.
func (f For) eventText(e core.EventFacts) string {
	title := bold(escape(e.Event.Title))
	if e.Event.State == core.EventCancelled {
		return lines(title, struck(f.written(e.Event.StartsAt)))
	}
	video := ""
	if e.Event.Link != "" && (e.Runs || e.SignUp.State == core.SignUpPlace) { // others would come without a place
		video = link(e.Event.Link, f.L.T("session.video"))
	}
	return lines(title, dotted(f.instant(e.Event.StartsAt), f.L.Duration(e.Event.Minutes)), dotted(escape(e.Event.Where), video))
}

// eventStanding says whether the reader comes, and if not, whether they can.
func (f For) eventStanding(e core.EventFacts) string {
	switch e.SignUp.State {
	case core.SignUpPlace:
		return f.L.T("event.have_place")
	case core.SignUpWaiting:
		if e.Before == 0 {
			return f.L.T("event.next")
		}
		return f.L.N("event.waiting", e.Before)
	}
	switch {
	case e.Refused != "":
		return f.L.T("error."+string(e.Refused), "Limit", core.MaxSignUps)
	case e.Free() < 0:
		return f.L.T("event.no_limit")
	case e.Counts.Waiting > 0:
		return f.L.N("event.full", e.Counts.Waiting)
	case e.Free() == 0:
		return f.L.T("event.taken")
	}
	return f.L.N("event.free", e.Free())
}

// Event is the page of one event. from says which list it stands over, by Do and Under.
func (f For) Event(e core.EventFacts, from Meta) slack.ModalViewRequest {
	m := Meta{Event: e.Event.ID, Do: from.Do, Under: from.Under}
	blocks := []slack.Block{section(f.eventText(e))}
	if e.Event.Description != "" {
		blocks = append(blocks, section(quote(e.Event.Description)))
	}
	if e.Event.State == core.EventCancelled {
		blocks = append(blocks, section(lines(bold(f.L.T("event.cancelled")), quote(e.Event.Words))))
	} else {
		blocks = append(blocks, section(f.eventStanding(e)), smallPrint(lines(f.eventFor(e.Event), f.eventCloses(e))))
		blocks = append(blocks, f.eventButtons(e)...)
	}
	if e.Runs {
		blocks = append(append(blocks, divider()), row(f.button(ActionOpenEventDesk, "button.event_desk", Meta{Event: e.Event.ID}))...)
	}
	v := f.modal(PageEvent, "event", blocks)
	v.PrivateMetadata = m.Encode()
	return v
}

// eventFor says whom an event is for.
func (f For) eventFor(e core.Event) string {
	if e.For == "" {
		return f.L.T("event_for.all")
	}
	return f.L.T("event_for." + string(e.For))
}

// eventCloses says until when one can sign up, where that is before the start and still to come; nothing to somebody who has.
func (f For) eventCloses(e core.EventFacts) string {
	if e.SignUp.Live() || e.Event.ClosesBefore == 0 || !e.Now.Before(e.Event.ClosesAt()) {
		return ""
	}
	return f.L.T("event.closes", "time", f.instant(e.Event.ClosesAt()))
}

// eventButtons are what the reader can do: sign up, wait, or give back what they have.
func (f For) eventButtons(e core.EventFacts) []slack.Block {
	m, subject := Meta{Event: e.Event.ID}, excerpt(inline(e.Event.Title), maxSubject)
	switch {
	case !e.Event.Ahead(e.Now):
		return nil
	case e.SignUp.Live():
		return row(about(f.giveBack(e), subject))
	case e.Refused != "":
		return nil
	case e.Free() == 0 || e.Counts.Waiting > 0:
		return row(primary(about(f.button(ActionSignUp, "button.wait_for_event", m), subject)))
	}
	return row(primary(about(f.button(ActionSignUp, "button.sign_up", m), subject)))
}

// giveBack is the button that gives back a place, or one's place on the waiting list.
func (f For) giveBack(e core.EventFacts) *slack.ButtonBlockElement {
	m := Meta{Event: e.Event.ID, SignUp: e.SignUp.ID}
	if e.SignUp.State == core.SignUpWaiting {
		b := f.button(ActionGiveBack, "button.stop_waiting", m)
		b.Confirm = f.confirm("confirm.event_stop_waiting", slack.StyleDanger)
		return b
	}
	b := f.button(ActionGiveBack, "button.give_back", m)
	b.Confirm = f.confirm("confirm.event_give_back", slack.StyleDanger)
	return b
}

// EventNews tells somebody what concerns their sign-up. Drawn again it shows what has become of it.
func (f For) EventNews(notice core.NoticeKind, e core.EventFacts) Message {
	blocks := []slack.Block{header(f.L.T("event_news."+string(notice), "title", e.Event.Title)), section(lines(f.eventText(e), f.eventMoved(notice, e)))}
	cancelled := e.Event.State == core.EventCancelled
	switch {
	case cancelled && notice == core.NoticeEventCancelled:
		return message(append(blocks, section(quote(e.Event.Words)))...)
	case cancelled:
		return message(append(blocks, smallPrint(f.L.T("event_news.cancelled_since")))...)
	case !e.SignUp.Live():
		return message(append(blocks, smallPrint(f.L.T("event_news."+string(e.SignUp.State), "program", escape(e.Program.Name))))...)
	case !e.Event.Ahead(e.Now):
		return message(append(blocks, smallPrint(f.L.T("event_news.begun")))...)
	}
	if notice == core.NoticeEventChanged && e.SignUp.State == core.SignUpWaiting {
		blocks = append(blocks, smallPrint(f.eventStanding(e)))
	}
	subject := excerpt(inline(e.Event.Title), maxSubject)
	return message(append(blocks, row(
		about(f.button(ActionOpenEvent, "button.open_event", Meta{Event: e.Event.ID, SignUp: e.SignUp.ID}), subject), about(f.giveBack(e), subject))...)...)
}

// eventMoved is the time an event had before it was moved, struck through, in the message that tells so.
func (f For) eventMoved(notice core.NoticeKind, e core.EventFacts) string {
	if notice != core.NoticeEventChanged || e.Event.State == core.EventCancelled || e.Event.MovedFrom.IsZero() {
		return ""
	}
	return f.L.T("session.previously", "time", struck(f.written(e.Event.MovedFrom)))
}

// eventFields names the fields of a form that differ.
func (f For) eventFields(fields []string) string {
	var names []string
	for _, field := range fields {
		names = append(names, f.L.T("event_field."+field))
	}
	return f.L.List(names)
}
