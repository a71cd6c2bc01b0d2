package storage

import (
	"context"

	"github.com/uptrace/bun"

	"mentorbot/core"
)

type linkRow struct {
	bun.BaseModel `bun:"table:links,alias:link"`
	owned

	ID           core.LinkID       `bun:"id,pk"`
	MentorshipID core.MentorshipID `bun:"mentorship_id"`
	AuthorID     core.PersonID     `bun:"author_id"`
	Title        string            `bun:"title"`
	Address      string            `bun:"address"`
	CreatedAt    instant           `bun:"created_at"`
}

func (r linkRow) value() core.Link {
	return core.Link{ID: r.ID, Mentorship: r.MentorshipID, Author: r.AuthorID, Title: r.Title, Address: r.Address, CreatedAt: r.CreatedAt.time()}
}

// links implements core.Links.
type links struct{ scope }

func (r links) Get(ctx context.Context, id core.LinkID) (core.Link, error) {
	l, err := one[linkRow](ctx, r.scope, where("id = ?", id))
	return l, step("load link", err)
}

func (r links) ForMentorship(ctx context.Context, id core.MentorshipID) ([]core.Link, error) {
	found, err := many[linkRow](ctx, r.scope, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("mentorship_id = ?", id).Order("created_at DESC", "id DESC")
	})
	return found, step("load links", err)
}

func (r links) Save(ctx context.Context, l core.Link) error {
	return step("save link", r.put(ctx, &linkRow{
		ID: l.ID, MentorshipID: l.Mentorship, AuthorID: l.Author, Title: l.Title, Address: l.Address, CreatedAt: instant(l.CreatedAt),
	}))
}

func (r links) Remove(ctx context.Context, id core.LinkID) error {
	_, err := r.remove((*linkRow)(nil)).Where("id = ?", id).Exec(ctx)
	return step("remove link", err)
}
