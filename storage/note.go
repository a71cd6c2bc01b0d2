package storage

import (
	"context"

	"github.com/uptrace/bun"

	"mentorbot/core"
)

type noteRow struct {
	bun.BaseModel `bun:"table:notes,alias:note"`
	owned

	ID           core.NoteID       `bun:"id,pk"`
	MentorshipID core.MentorshipID `bun:"mentorship_id"`
	SessionID    core.SessionID    `bun:"session_id,nullzero"`
	AuthorID     core.PersonID     `bun:"author_id"`
	Text         string            `bun:"text"`
	Shared       bool              `bun:"shared"`
	CreatedAt    instant           `bun:"created_at"`
	EditedAt     instant           `bun:"edited_at"`
}

func (r noteRow) value() core.Note {
	return core.Note{
		ID: r.ID, Mentorship: r.MentorshipID, Session: r.SessionID, Author: r.AuthorID, Text: r.Text, Shared: r.Shared,
		CreatedAt: r.CreatedAt.time(), EditedAt: r.EditedAt.time(),
	}
}

// notes implements core.Notes.
type notes struct{ scope }

func (r notes) Get(ctx context.Context, id core.NoteID) (core.Note, error) {
	n, err := one[noteRow](ctx, r.scope, where("id = ?", id))
	return n, step("load note", err)
}

// readable narrows a query to the notes somebody may read.
func readable(about core.NotesAbout) narrow {
	return func(q *bun.SelectQuery) *bun.SelectQuery {
		q = q.Where("mentorship_id = ? AND (author_id = ? OR shared)", about.Mentorship, about.Reader)
		if about.Session != "" {
			q = q.Where("session_id = ?", about.Session)
		}
		return q
	}
}

func (r notes) Readable(ctx context.Context, about core.NotesAbout, offset, limit int) ([]core.Note, error) {
	found, err := many[noteRow](ctx, r.scope, func(q *bun.SelectQuery) *bun.SelectQuery {
		return readable(about)(q).Order("created_at DESC", "id DESC").Offset(int64(offset)).Limit(int64(limit))
	})
	return found, step("load notes", err)
}

func (r notes) CountReadable(ctx context.Context, about core.NotesAbout) (int, error) {
	n, err := readable(about)(r.query((*noteRow)(nil))).Count(ctx)
	return int(n), step("count notes", err)
}

func (r notes) CountBy(ctx context.Context, id core.MentorshipID, author core.PersonID) (int, error) {
	n, err := r.query((*noteRow)(nil)).Where("mentorship_id = ? AND author_id = ?", id, author).Count(ctx)
	return int(n), step("count somebody's notes", err)
}

func (r notes) Save(ctx context.Context, n core.Note) error {
	return step("save note", r.put(ctx, &noteRow{
		ID: n.ID, MentorshipID: n.Mentorship, SessionID: n.Session, AuthorID: n.Author, Text: n.Text, Shared: n.Shared,
		CreatedAt: instant(n.CreatedAt), EditedAt: instant(n.EditedAt),
	}))
}

func (r notes) Remove(ctx context.Context, id core.NoteID) error {
	_, err := r.remove((*noteRow)(nil)).Where("id = ?", id).Exec(ctx)
	return step("remove note", err)
}
