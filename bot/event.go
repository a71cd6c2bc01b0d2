package bot

import (
	"context"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// openEvents lists the events somebody may come to.
func (a *App) openEvents(ctx context.Context, r *Request) (Reply, error) {
	events, err := a.service.Events(ctx, r.call(), r.Meta.Page)
	return orFail(err, func() Reply { return show(r.For.Events(events)) })
}

// openEvent shows an event.
func (a *App) openEvent(ctx context.Context, r *Request) (Reply, error) {
	event, err := a.service.Event(ctx, r.call(), r.Meta.Event)
	from := view.Meta{}
	if in := r.Interaction; in.inModal() && in.View.CallbackID == view.PageEvents && in.View.depth() < maxDepth {
		from = r.Meta // the list stays under it
	}
	return orFail(err, func() Reply { return show(r.For.Event(event, from)) })
}

// signUp gives somebody a place, or one on the waiting list.
func (a *App) signUp(ctx context.Context, r *Request) (Reply, error) {
	event, err := a.service.SignUp(ctx, r.call(), r.Meta.Event)
	if err != nil {
		return Reply{}, err
	}
	return a.eventNow(ctx, r, event)
}

// giveBack gives back what somebody has. A message it is clicked in follows by itself.
func (a *App) giveBack(ctx context.Context, r *Request) (Reply, error) {
	event, err := a.service.GiveBack(ctx, r.call(), r.Meta.Event)
	if err != nil || !r.Interaction.inModal() {
		return Reply{}, err
	}
	return a.eventNow(ctx, r, event)
}

// eventNow shows an event as it is after a click on its page, and the list it stands over.
func (a *App) eventNow(ctx context.Context, r *Request, event core.EventFacts) (Reply, error) {
	reply := instead(r.For.Event(event, r.Modal))
	if r.Modal.Do != view.PageEvents {
		return reply, nil
	}
	events, err := a.service.Events(ctx, r.call(), r.Modal.Under)
	below := r.For.Events(events)
	reply.Below = &below
	return reply, err
}

// openEventDesks lists a programme's events for those who run it.
func (a *App) openEventDesks(ctx context.Context, r *Request) (Reply, error) {
	events, err := a.service.EventDesks(ctx, r.call(), r.Meta.Program, r.Meta.As == view.EventsPast, r.Meta.Page)
	if r.Interaction.inModal() && r.Interaction.View.CallbackID == view.PageEventDesks { // between those to come and those that are over
		return orFail(err, func() Reply { return instead(r.For.EventDesks(events)) })
	}
	return orFail(err, func() Reply { return show(r.For.EventDesks(events)) })
}

// openEventDesk shows an event with who comes.
func (a *App) openEventDesk(ctx context.Context, r *Request) (Reply, error) {
	desk, err := a.service.EventDesk(ctx, r.call(), r.Meta.Event, r.Meta.Page)
	return orFail(err, func() Reply { return show(r.For.EventDesk(desk)) })
}

// openNewEvent asks for an event.
func (a *App) openNewEvent(ctx context.Context, r *Request) (Reply, error) {
	program, err := a.service.EventProgram(ctx, r.call(), r.Meta.Program)
	return orFail(err, func() Reply { return show(r.For.NewEvent(program)) })
}

// openEventForm asks for changes of an event, before anybody writes in vain.
func (a *App) openEventForm(ctx context.Context, r *Request) (Reply, error) {
	desk, err := a.service.EventToChange(ctx, r.call(), r.Meta.Event)
	return orFail(err, func() Reply { return show(r.For.EditEvent(desk)) })
}

// openEventCancel asks for the words that go with calling an event off.
func (a *App) openEventCancel(ctx context.Context, r *Request) (Reply, error) {
	desk, err := a.service.EventToChange(ctx, r.call(), r.Meta.Event)
	return orFail(err, func() Reply { return show(r.For.CancelEvent(desk)) })
}

// saveEvent plans an event, or changes one. What a change comes to for others is shown first; the form keeps what was entered.
func (a *App) saveEvent(ctx context.Context, r *Request) (Reply, error) {
	in, err := eventInput(r)
	if err != nil {
		return Reply{}, err
	}
	if r.Modal.Event == "" {
		desk, err := a.service.CreateEvent(ctx, r.call(), r.Modal.Program, in)
		if err != nil {
			return Reply{}, err
		}
		list, err := a.service.EventDesks(ctx, r.call(), desk.Program.ID, false, 0)
		reply, below := instead(r.For.EventDesk(desk)), r.For.EventDesks(list)
		reply.Below = &below
		return reply, err
	}
	edit, err := a.service.EditEvent(ctx, r.call(), r.Modal.Event, in, r.Modal.Seen)
	switch {
	case err != nil:
		return Reply{}, err
	case !edit.Saved:
		return instead(r.For.EventWeighed(edit)), nil
	}
	below := r.For.EventDesk(edit.Desk)
	return Reply{Below: &below}, nil
}

// eventInput reads the form of an event.
func eventInput(r *Request) (core.EventInput, error) {
	whom, err := r.Form.OneOf("for", view.EventForAll, string(core.RoleMentee), string(core.RoleMentor))
	if err != nil {
		return core.EventInput{}, err
	}
	if whom == view.EventForAll {
		whom = ""
	}
	return core.EventInput{
		Title: r.Form.Text("title"), Description: r.Form.Text("description"), Date: r.Form.Text("date"), Time: r.Form.Text("time"),
		Where: r.Form.Text("where"), Link: r.Form.Text("link"), For: core.Role(whom),
		Minutes: number(r.Form.Text("minutes")), Places: number(r.Form.Text("places")), ClosesBefore: number(r.Form.Text("closes")),
	}, r.Form.Required("places", "closes")
}

// cancelEvent calls an event off.
func (a *App) cancelEvent(ctx context.Context, r *Request) (Reply, error) {
	desk, err := a.service.CancelEvent(ctx, r.call(), r.Modal.Event, r.Form.Text("reason"))
	return orFail(err, func() Reply {
		below := r.For.EventDesk(desk)
		return Reply{Below: &below}
	})
}
