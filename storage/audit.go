package storage

import (
	"context"
	"slices"

	"github.com/uptrace/bun"

	"mentorbot/core"
)

type auditRow struct {
	bun.BaseModel `bun:"table:audit_entries,alias:entry"`
	owned

	Seq       int64                       `bun:"seq,scanonly"`
	At        instant                     `bun:"at"`
	ActorID   core.PersonID               `bun:"actor_id,nullzero"`
	Action    core.Action                 `bun:"action"`
	Subject   string                      `bun:"subject"`
	Refused   core.Code                   `bun:"refused"`
	Detail    document[map[string]string] `bun:"detail"`
	RequestID string                      `bun:"request_id"`
}

func (r auditRow) value() core.AuditEntry {
	return core.AuditEntry{
		At: r.At.time(), Actor: r.ActorID, Action: r.Action, Subject: r.Subject, Refused: r.Refused, Detail: r.Detail.v,
		RequestID: r.RequestID,
	}
}

// audit implements core.Audit.
type audit struct{ scope }

func (r audit) Append(ctx context.Context, entries ...core.AuditEntry) error {
	rows := make([]auditRow, len(entries))
	for i, e := range entries {
		rows[i] = auditRow{
			At: instant(e.At), ActorID: e.Actor, Action: e.Action, Subject: e.Subject, Refused: e.Refused,
			Detail: document[map[string]string]{e.Detail}, RequestID: e.RequestID,
		}
		rows[i].own(r.workspace)
	}
	for some := range slices.Chunk(rows, rowsAtOnce) {
		if _, err := r.db.NewInsert().Model(&some).Returning("NULL").Exec(ctx); err != nil {
			return step("append audit entries", err)
		}
	}
	return nil
}

func (r audit) ForSubject(ctx context.Context, subject string) ([]core.AuditEntry, error) {
	found, err := many[auditRow](ctx, r.scope, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("subject = ?", subject).Order("seq")
	})
	return found, step("load audit entries", err)
}
