package bot

import (
	"context"

	"mentorbot/core"
)

// openEvaluation asks how a mentorship was that is over.
func (a *App) openEvaluation(ctx context.Context, r *Request) (Reply, error) {
	facts, err := a.service.Evaluation(ctx, r.call(), r.Meta.Mentorship)
	return orFail(err, func() Reply { return show(r.For.Evaluation(facts)) })
}

// evaluate keeps the answers, for good. The messages that asked for them say so.
func (a *App) evaluate(ctx context.Context, r *Request) (Reply, error) {
	_, err := a.service.Evaluate(ctx, r.call(), r.Meta.Mentorship, r.Form.values(core.AnswerField("")))
	return Reply{Clear: true}, err
}
