package bot

import (
	"context"
	"strconv"
)

// openClosing shows the page about the planned end of a mentorship.
func (a *App) openClosing(ctx context.Context, r *Request) (Reply, error) {
	facts, err := a.service.Mentorship(ctx, r.call(), r.Meta.Mentorship)
	return orFail(err, func() Reply { return show(r.For.ClosingPage(facts)) })
}

// openExtend asks by how much longer the two are to go on, before anybody chooses in vain.
func (a *App) openExtend(ctx context.Context, r *Request) (Reply, error) {
	facts, err := a.service.Extending(ctx, r.call(), r.Meta.Mentorship)
	return orFail(err, func() Reply { return show(r.For.Extend(facts)) })
}

// extend proposes a later end. All modals close: those below show the end as it was.
func (a *App) extend(ctx context.Context, r *Request) (Reply, error) {
	weeks, _ := strconv.Atoi(r.Form.Text("weeks")) // anything else is 0, which core refuses
	_, err := a.service.Extend(ctx, r.call(), r.Meta.Mentorship, weeks)
	return Reply{Clear: true}, err
}

func (a *App) agreeExtension(ctx context.Context, r *Request) (Reply, error) {
	if _, err := a.service.AgreeExtension(ctx, r.call(), r.Meta.Mentorship, r.Meta.Version); err != nil {
		return Reply{}, err
	}
	return a.redraw(ctx, r)
}

func (a *App) declineExtension(ctx context.Context, r *Request) (Reply, error) {
	if _, err := a.service.DeclineExtension(ctx, r.call(), r.Meta.Mentorship, r.Meta.Version); err != nil {
		return Reply{}, err
	}
	return a.redraw(ctx, r)
}

func (a *App) endAsPlanned(ctx context.Context, r *Request) (Reply, error) {
	if _, err := a.service.EndAsPlanned(ctx, r.call(), r.Meta.Mentorship); err != nil {
		return Reply{}, err
	}
	return a.redraw(ctx, r)
}
