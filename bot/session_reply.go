package bot

import (
	"context"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// attend records that somebody comes. The message they clicked is brought up to date for both by a job; a list in a modal is drawn here.
func (a *App) attend(ctx context.Context, r *Request) (Reply, error) {
	if r.Meta.As == view.AllOfSeries {
		_, err := a.service.AttendSeries(ctx, r.call(), r.Meta.Session)
		return Reply{}, err
	}
	if _, err := a.service.Attend(ctx, r.call(), r.Meta.Session); err != nil {
		return Reply{}, err
	}
	return a.redraw(ctx, r)
}

// openProposedTime opens the form to move a session with the time the other one proposed filled in.
func (a *App) openProposedTime(ctx context.Context, r *Request) (Reply, error) {
	session, err := a.changeable(ctx, r)
	if err != nil {
		return Reply{}, err
	}
	if session.Theirs.Proposed.IsZero() {
		return Reply{}, &core.Error{Kind: core.Conflict, Code: core.CodeNoProposal}
	}
	session.Session.Minutes = session.Theirs.Minutes
	form, err := a.formToMove(ctx, r, session, session.Theirs.Proposed)
	return orFail(err, func() Reply { return show(form) })
}
