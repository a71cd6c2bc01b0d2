package storage

import (
	"context"

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

func (r audit) Append(ctx context.Context, e core.AuditEntry) error {
	return step("append audit entry", r.add(ctx, &auditRow{
		At: instant(e.At), ActorID: e.Actor, Action: e.Action, Subject: e.Subject, Refused: e.Refused,
		Detail: document[map[string]string]{e.Detail}, RequestID: e.RequestID,
	}))
}

func (r audit) ForSubject(ctx context.Context, subject string) ([]core.AuditEntry, error) {
	found, err := many[auditRow](ctx, r.scope, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("subject = ?", subject).Order("seq")
	})
	return found, step("load audit entries", err)
}
