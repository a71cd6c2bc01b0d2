package bot

import (
	"context"

	"mentorbot/core"
)

// openExclusions lists the pairs a programme never makes.
func (a *App) openExclusions(ctx context.Context, r *Request) (Reply, error) {
	page, err := a.service.ExclusionsPage(ctx, r.call(), r.Meta.Program, r.Meta.Page)
	return orFail(err, func() Reply { return show(r.For.Exclusions(page)) })
}

// openExclusion asks which two people are never to be paired.
func (a *App) openExclusion(ctx context.Context, r *Request) (Reply, error) {
	page, err := a.service.ProgramPage(ctx, r.call(), r.Meta.Program)
	return orFail(err, func() Reply { return show(r.For.Exclusion(page.Program)) })
}

// exclude keeps two people apart. The list lies below the form and shows it at once.
func (a *App) exclude(ctx context.Context, r *Request) (Reply, error) {
	one, err := a.chosenPerson(ctx, r, "one")
	if err != nil {
		return Reply{}, err
	}
	other, err := a.chosenPerson(ctx, r, "other")
	if err != nil {
		return Reply{}, err
	}
	page, err := a.service.Exclude(ctx, r.call(), core.Exclusion{
		Program: r.Meta.Program, One: one, Other: other, Reason: r.Form.Text("reason"),
	})
	return orFail(err, func() Reply {
		below := r.For.Exclusions(page)
		return Reply{Below: &below}
	})
}

// include takes an exclusion back. The button has asked for confirmation.
func (a *App) include(ctx context.Context, r *Request) (Reply, error) {
	page, err := a.service.Include(ctx, r.call(), r.Meta.Program, r.Meta.Person, r.Meta.Other)
	return orFail(err, func() Reply { return instead(r.For.Exclusions(page)) })
}
