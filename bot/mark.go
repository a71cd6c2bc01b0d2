package bot

import (
	"context"

	"mentorbot/core"
)

// openMarked lists the person's favourites, or those they have hidden.
func (a *App) openMarked(kind core.MarkKind) handler {
	return func(ctx context.Context, r *Request) (Reply, error) {
		page, err := a.service.Marked(ctx, r.call(), kind, r.Meta.Group, r.Meta.Page)
		return orFail(err, func() Reply { return show(r.For.Marked(page)) })
	}
}

// mark keeps a mark about the person of the button and shows what was clicked in as it is then.
func (a *App) mark(kind core.MarkKind) handler {
	return func(ctx context.Context, r *Request) (Reply, error) {
		if _, err := a.service.Mark(ctx, r.call(), r.Meta.Person, kind); err != nil {
			return Reply{}, err
		}
		return a.redraw(ctx, r)
	}
}

// redrawMarked shows a list of marked people as it is now.
func (a *App) redrawMarked(ctx context.Context, r *Request, kind core.MarkKind) (Reply, error) {
	page, err := a.service.Marked(ctx, r.call(), kind, r.Modal.Group, r.Modal.Page)
	return orFail(err, func() Reply { return instead(r.For.Marked(page)) })
}
