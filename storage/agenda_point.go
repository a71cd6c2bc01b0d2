package storage

import (
	"context"

	"github.com/uptrace/bun"

	"mentorbot/core"
)

type agendaPointRow struct {
	bun.BaseModel `bun:"table:agenda_points,alias:agenda_point"`
	owned

	ID           core.AgendaPointID `bun:"id,pk"`
	MentorshipID core.MentorshipID  `bun:"mentorship_id"`
	SessionID    core.SessionID     `bun:"session_id,nullzero"`
	AuthorID     core.PersonID      `bun:"author_id"`
	Text         string             `bun:"text"`
	CreatedAt    instant            `bun:"created_at"`
	EditedAt     instant            `bun:"edited_at"`
	DoneAt       instant            `bun:"done_at"`
	DoneBy       core.PersonID      `bun:"done_by,nullzero"`
}

func (r agendaPointRow) value() core.AgendaPoint {
	return core.AgendaPoint{
		ID: r.ID, Mentorship: r.MentorshipID, Session: r.SessionID, Author: r.AuthorID, Text: r.Text,
		CreatedAt: r.CreatedAt.time(), EditedAt: r.EditedAt.time(), DoneAt: r.DoneAt.time(), DoneBy: r.DoneBy,
	}
}

// agendaPoints implements core.AgendaPoints.
type agendaPoints struct{ scope }

func (r agendaPoints) Get(ctx context.Context, id core.AgendaPointID) (core.AgendaPoint, error) {
	p, err := one[agendaPointRow](ctx, r.scope, where("id = ?", id))
	return p, step("load point of an agenda", err)
}

func (r agendaPoints) Open(ctx context.Context, id core.MentorshipID) ([]core.AgendaPoint, error) {
	found, err := many[agendaPointRow](ctx, r.scope, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("mentorship_id = ? AND done_at IS NULL", id).Order("created_at", "id")
	})
	return found, step("load open points of an agenda", err)
}

func (r agendaPoints) Done(ctx context.Context, id core.MentorshipID, offset, limit int) ([]core.AgendaPoint, error) {
	found, err := many[agendaPointRow](ctx, r.scope, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("mentorship_id = ? AND done_at IS NOT NULL", id).Order("done_at DESC", "id DESC").
			Offset(int64(offset)).Limit(int64(limit))
	})
	return found, step("load points talked about", err)
}

func (r agendaPoints) CountDone(ctx context.Context, id core.MentorshipID) (int, error) {
	n, err := r.query((*agendaPointRow)(nil)).Where("mentorship_id = ? AND done_at IS NOT NULL", id).Count(ctx)
	return int(n), step("count points talked about", err)
}

func (r agendaPoints) Save(ctx context.Context, p core.AgendaPoint) error {
	return step("save point of an agenda", r.put(ctx, &agendaPointRow{
		ID: p.ID, MentorshipID: p.Mentorship, SessionID: p.Session, AuthorID: p.Author, Text: p.Text,
		CreatedAt: instant(p.CreatedAt), EditedAt: instant(p.EditedAt), DoneAt: instant(p.DoneAt), DoneBy: p.DoneBy,
	}))
}

func (r agendaPoints) Remove(ctx context.Context, id core.AgendaPointID) error {
	_, err := r.remove((*agendaPointRow)(nil)).Where("id = ?", id).Exec(ctx)
	return step("remove point of an agenda", err)
}
