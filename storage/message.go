package storage

import (
	"context"

	"github.com/uptrace/bun"

	"mentorbot/core"
)

type messageRow struct {
	bun.BaseModel `bun:"table:messages,alias:message"`
	owned

	ID        core.MessageID  `bun:"id,pk"`
	JobID     core.JobID      `bun:"job_id"`
	PersonID  core.PersonID   `bun:"person_id,nullzero"`
	Notice    core.NoticeKind `bun:"notice"`
	Subject   string          `bun:"subject"`
	Channel   string          `bun:"channel"`
	Timestamp string          `bun:"timestamp"`
	SentAt    instant         `bun:"sent_at"`
	DecidedAt instant         `bun:"decided_at"`
	Lead      int             `bun:"lead"`
}

func (r messageRow) value() core.Message {
	return core.Message{
		ID: r.ID, Job: r.JobID, Person: r.PersonID, Notice: r.Notice, Subject: r.Subject, Channel: r.Channel,
		Timestamp: r.Timestamp, SentAt: r.SentAt.time(), DecidedAt: r.DecidedAt.time(), Lead: r.Lead,
	}
}

// messages implements core.Messages.
type messages struct{ scope }

func (r messages) Save(ctx context.Context, m core.Message) error {
	return step("record message", r.add(ctx, &messageRow{
		ID: m.ID, JobID: m.Job, PersonID: m.Person, Notice: m.Notice, Subject: m.Subject, Channel: m.Channel,
		Timestamp: m.Timestamp, SentAt: instant(m.SentAt), DecidedAt: instant(m.DecidedAt), Lead: m.Lead,
	}))
}

func (r messages) ByJob(ctx context.Context, job core.JobID) (core.Message, error) {
	m, err := one[messageRow](ctx, r.scope, where("job_id = ?", job))
	return m, step("load message of a job", err)
}

func (r messages) ForSubject(ctx context.Context, subject string) ([]core.Message, error) {
	found, err := many[messageRow](ctx, r.scope, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("subject = ?", subject).Order("sent_at", "id")
	})
	return found, step("load messages", err)
}
