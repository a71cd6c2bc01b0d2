package bot

import "context"

// openSupply shows those who run a programme what its mentors have to give and how requests fare.
func (a *App) openSupply(ctx context.Context, r *Request) (Reply, error) {
	report, err := a.service.Supply(ctx, r.call(), r.Meta.Program)
	return orFail(err, func() Reply { return show(r.For.Supply(report)) })
}
