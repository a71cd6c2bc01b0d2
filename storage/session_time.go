package storage

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"

	"mentorbot/core"
)

// sessionTimeRow is when somebody is booked. PostgreSQL refuses two that overlap when the transaction ends, so that sessions can change
// places within one. On SQLite transactions that write come one after the other, and core looks before it books.
type sessionTimeRow struct {
	bun.BaseModel `bun:"table:session_times,alias:time"`
	owned

	SessionID core.SessionID `bun:"session_id,pk"`
	PersonID  core.PersonID  `bun:"person_id,pk"`
	StartsAt  instant        `bun:"starts_at"`
	EndsAt    instant        `bun:"ends_at"`
}

// occupy keeps when both people of a session are booked, or that they are not any more.
func (r sessions) occupy(ctx context.Context, s core.Session) error {
	if _, err := r.remove((*sessionTimeRow)(nil)).Where("session_id = ?", s.ID).Exec(ctx); err != nil {
		return fmt.Errorf("free the time: %w", err)
	}
	if s.State != core.SessionBooked {
		return nil
	}
	for _, side := range []string{"mentor_id", "mentee_id"} {
		_, err := r.db.NewRaw(`INSERT INTO session_times (workspace_id, session_id, person_id, starts_at, ends_at)
			SELECT workspace_id, ?, ?, ?, ? FROM mentorships WHERE workspace_id = ? AND id = ?`,
			s.ID, bun.Ident(side), instant(s.StartsAt), instant(s.EndsAt()), r.workspace, s.Mentorship).Exec(ctx)
		if err != nil {
			return fmt.Errorf("occupy the time: %w", err)
		}
	}
	return nil
}

// booked selects the ids of the booked sessions of any of the people, on either side.
func (r sessions) booked(people []core.PersonID) *bun.SelectQuery {
	return r.query((*sessionTimeRow)(nil)).Column("session_id").Where("person_id IN (?)", bun.List(people))
}
