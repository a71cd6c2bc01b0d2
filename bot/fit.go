package bot

import (
	"context"

	"mentorbot/core"
)

// openFit asks how it fits.
func (a *App) openFit(ctx context.Context, r *Request) (Reply, error) {
	facts, err := a.service.Fitting(ctx, r.call(), r.Meta.Mentorship)
	return orFail(err, func() Reply { return show(r.For.FitForm(facts)) })
}

// answerFit keeps how it fits, and shows what one can do then.
func (a *App) answerFit(ctx context.Context, r *Request) (Reply, error) {
	facts, err := a.service.AnswerFit(ctx, r.call(), r.Meta.Mentorship, core.Fit(r.Form.Text("fit")))
	return orFail(err, func() Reply { return instead(r.For.FitPage(facts)) })
}

// openRematch asks before a mentorship ends and its two are kept apart.
func (a *App) openRematch(ctx context.Context, r *Request) (Reply, error) {
	ending, err := a.service.Rematching(ctx, r.call(), r.Meta.Mentorship)
	return orFail(err, func() Reply { return show(r.For.Rematch(ending)) })
}

// rematch does that. All modals close: those below show the mentorship as it was.
func (a *App) rematch(ctx context.Context, r *Request) (Reply, error) {
	_, err := a.service.Rematch(ctx, r.call(), r.Meta.Mentorship, r.Form.Text("reason"))
	return Reply{Clear: true}, err
}
