package bot

import (
	"context"

	"mentorbot/core"
)

// openWaiting shows a programme's waiting list with mentors suggested for each.
func (a *App) openWaiting(ctx context.Context, r *Request) (Reply, error) {
	page, err := a.service.WaitingPage(ctx, r.call(), r.Meta.Program, r.Meta.Page)
	return orFail(err, func() Reply { return show(r.For.Waiting(page)) })
}

// askForMentee asks a suggested mentor in a mentee's name. The button has asked for confirmation.
func (a *App) askForMentee(ctx context.Context, r *Request) (Reply, error) {
	page, err := a.service.AskForMentee(ctx, r.call(), core.Pair{Program: r.Meta.Program, Mentor: r.Meta.Other, Mentee: r.Meta.Person})
	return orFail(err, func() Reply { return instead(r.For.Waiting(page)) })
}
