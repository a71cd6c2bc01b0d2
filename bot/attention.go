package bot

import "context"

// resolveAttention takes an item off the admins' list. Their Homes follow by themselves.
func (a *App) resolveAttention(ctx context.Context, r *Request) (Reply, error) {
	return Reply{}, a.service.ResolveAttention(ctx, r.call(), r.Meta.Attention)
}
