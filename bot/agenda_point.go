package bot

import (
	"context"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// agendaAt loads a page of the agenda that metadata names: opened from a session, or of a mentorship.
func (a *App) agendaAt(ctx context.Context, r *Request, m view.Meta) (core.AgendaFacts, error) {
	if m.Session != "" {
		return a.service.SessionAgendaPoints(ctx, r.call(), m.Session, m.Page)
	}
	return a.service.AgendaPoints(ctx, r.call(), m.Mentorship, m.Page)
}

// openAgenda shows a page of what two people want to talk about.
func (a *App) openAgenda(ctx context.Context, r *Request) (Reply, error) {
	agenda, err := a.agendaAt(ctx, r, r.Meta)
	return orFail(err, func() Reply { return show(r.For.AgendaPage(agenda)) })
}

// openNewPoint asks for a point.
func (a *App) openNewPoint(ctx context.Context, r *Request) (Reply, error) {
	agenda, err := a.agendaAt(ctx, r, r.Meta)
	return orFail(err, func() Reply { return show(r.For.NewPoint(agenda, r.Modal)) })
}

// openPointForm asks for changes of a point.
func (a *App) openPointForm(ctx context.Context, r *Request) (Reply, error) {
	point, err := a.service.AgendaPointToEdit(ctx, r.call(), r.Meta.Point)
	return orFail(err, func() Reply { return show(r.For.PointForm(point, r.Meta)) })
}

// savePoint puts a new point on the agenda, or keeps what was changed of one, and leads back to the agenda.
func (a *App) savePoint(ctx context.Context, r *Request) (Reply, error) {
	in := core.AgendaPointInput{Text: r.Form.Text("text"), Session: core.SessionID(r.Form.Text("session"))}
	back := r.Modal
	if r.Modal.Point != "" {
		if _, err := a.service.EditAgendaPoint(ctx, r.call(), r.Modal.Point, in); err != nil {
			return Reply{}, err
		}
	} else {
		if err := a.addPoint(ctx, r, r.Modal, in); err != nil {
			return Reply{}, err
		}
		back.Page = 0
	}
	list, err := a.redrawAgenda(ctx, r, back)
	return Reply{Below: list.Instead, Bottom: list.Below}, err
}

// addPoint puts a point on the agenda that metadata names.
func (a *App) addPoint(ctx context.Context, r *Request, m view.Meta, in core.AgendaPointInput) error {
	if m.Mentorship == "" {
		agenda, err := a.agendaAt(ctx, r, m)
		if err != nil {
			return err
		}
		m.Mentorship = agenda.Mentorship.ID
	}
	_, err := a.service.AddAgendaPoint(ctx, r.call(), m.Mentorship, in)
	return err
}

// addSuggestion puts on the agenda what the button suggests.
func (a *App) addSuggestion(ctx context.Context, r *Request) (Reply, error) {
	text, known := r.For.Suggestion(r.Meta.As)
	if !known {
		return Reply{}, errStale
	}
	if err := a.addPoint(ctx, r, r.Meta, core.AgendaPointInput{Text: text}); err != nil {
		return Reply{}, err
	}
	return a.redrawAgenda(ctx, r, r.Meta)
}

// tickPoint makes the handler that says that the two have talked about a point, or not after all.
func (a *App) tickPoint(done bool) handler {
	return func(ctx context.Context, r *Request) (Reply, error) {
		if _, err := a.service.TickAgendaPoint(ctx, r.call(), r.Meta.Point, done); err != nil {
			return Reply{}, err
		}
		return a.redrawAgenda(ctx, r, r.Meta)
	}
}

// removePoint takes a point off the agenda, which the button has asked about.
func (a *App) removePoint(ctx context.Context, r *Request) (Reply, error) {
	if _, err := a.service.RemoveAgendaPoint(ctx, r.call(), r.Meta.Point); err != nil {
		return Reply{}, err
	}
	return a.redrawAgenda(ctx, r, r.Meta)
}

// redrawAgenda shows an agenda as it is now, and what is below it: the mentorship's page, which lists it, or, where it was opened from a session, the
// list of sessions, which counts it.
func (a *App) redrawAgenda(ctx context.Context, r *Request, m view.Meta) (Reply, error) {
	agenda, err := a.agendaAt(ctx, r, m)
	if err != nil {
		return Reply{}, err
	}
	reply := instead(r.For.AgendaPage(agenda))
	if m.Session == "" {
		reply.Below, err = a.mentorshipBelow(ctx, r, m.Mentorship)
		return reply, err
	}
	sessions, err := a.service.Agenda(ctx, r.call())
	if err != nil {
		return Reply{}, err
	}
	below := r.For.SessionsModal(sessions)
	reply.Below = &below
	return reply, nil
}
