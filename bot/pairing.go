package bot

import (
	"context"

	"mentorbot/core"
)

// openPair asks which two people to bring together, or shows what it would mean for two who are chosen already.
func (a *App) openPair(ctx context.Context, r *Request) (Reply, error) {
	if r.Meta.Person != "" && r.Meta.Other != "" {
		return a.preview(ctx, r, core.Pair{Program: r.Meta.Program, Mentor: r.Meta.Other, Mentee: r.Meta.Person})
	}
	page, err := a.service.ProgramPage(ctx, r.call(), r.Meta.Program)
	return orFail(err, func() Reply { return show(r.For.Pair(page.Program)) })
}

// previewPair shows what pairing the two of the form would mean.
func (a *App) previewPair(ctx context.Context, r *Request) (Reply, error) {
	mentor, err := a.chosenPerson(ctx, r, "mentor")
	if err != nil {
		return Reply{}, err
	}
	mentee, err := a.chosenPerson(ctx, r, "mentee")
	if err != nil {
		return Reply{}, err
	}
	return a.preview(ctx, r, core.Pair{Program: r.Meta.Program, Mentor: mentor, Mentee: mentee})
}

func (a *App) preview(ctx context.Context, r *Request, pair core.Pair) (Reply, error) {
	preview, err := a.service.PairPreview(ctx, r.call(), pair)
	return orFail(err, func() Reply { return show(r.For.PairPreview(preview)) })
}

// pair brings two people together. The button has asked for confirmation.
func (a *App) pair(ctx context.Context, r *Request) (Reply, error) {
	preview, err := a.service.PairByHand(ctx, r.call(), core.Pair{Program: r.Meta.Program, Mentor: r.Meta.Other, Mentee: r.Meta.Person})
	return orFail(err, func() Reply { return instead(r.For.Paired(preview)) })
}

// openScore explains why two people fit: of a pairing run, or of the waiting list.
func (a *App) openScore(ctx context.Context, r *Request) (Reply, error) {
	if r.Meta.Run != "" {
		why, err := a.service.ProposalScore(ctx, r.call(), r.Meta.Run, r.Meta.Person)
		return orFail(err, func() Reply { return show(r.For.PairScore(why)) })
	}
	pair := core.Pair{Program: r.Meta.Program, Mentor: r.Meta.Other, Mentee: r.Meta.Person}
	why, err := a.service.SuggestionScore(ctx, r.call(), pair)
	return orFail(err, func() Reply { return show(r.For.PairScore(why)) })
}
