package bot

import "context"

// resolveAttention takes an item off the admins' list. Their Homes follow by themselves.
func (a *App) resolveAttention(ctx context.Context, r *Request) (Reply, error) {
	return Reply{}, a.service.ResolveAttention(ctx, r.call(), r.Meta.Attention)
}

// openEndGone asks before the mentorships of somebody who is gone end.
func (a *App) openEndGone(ctx context.Context, r *Request) (Reply, error) {
	gone, err := a.service.Gone(ctx, r.call(), r.Meta.Attention)
	return orFail(err, func() Reply { return show(r.For.EndGone(gone)) })
}

// endGone ends them. The Homes of staff follow by themselves.
func (a *App) endGone(ctx context.Context, r *Request) (Reply, error) {
	return Reply{Clear: true}, a.service.EndGone(ctx, r.call(), r.Modal.Attention, r.Form.Text("reason"))
}
