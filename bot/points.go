package bot

import "context"

// openPoints shows somebody what they have in a programme, and for what.
func (a *App) openPoints(ctx context.Context, r *Request) (Reply, error) {
	facts, err := a.service.Points(ctx, r.call(), r.Meta.Program)
	return orFail(err, func() Reply { return show(r.For.Points(facts)) })
}
