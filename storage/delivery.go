package storage

import (
	"context"
	"time"

	"github.com/uptrace/bun"

	"mentorbot/core"
)

type deliveryRow struct {
	bun.BaseModel `bun:"table:deliveries,alias:delivery"`
	owned

	ID         core.DeliveryID      `bun:"id,pk"`
	JobID      core.JobID           `bun:"job_id"`
	PersonID   core.PersonID        `bun:"person_id"`
	Task       document[core.Task]  `bun:"task"`
	Channel    core.DeliveryChannel `bun:"channel"`
	State      core.DeliveryState   `bun:"state"`
	Reason     core.DeliveryReason  `bun:"reason"`
	Code       string               `bun:"code"`
	MailReason core.DeliveryReason  `bun:"mail_reason"`
	At         instant              `bun:"at"`
}

func (r deliveryRow) value() core.Delivery {
	return core.Delivery{
		ID: r.ID, Job: r.JobID, Person: r.PersonID, Task: r.Task.v, Channel: r.Channel, State: r.State, Reason: r.Reason,
		Code: r.Code, MailReason: r.MailReason, At: r.At.time(),
	}
}

// deliveries implements core.Deliveries.
type deliveries struct{ scope }

func (r deliveries) Get(ctx context.Context, id core.DeliveryID) (core.Delivery, error) {
	d, err := one[deliveryRow](ctx, r.scope, where("id = ?", id))
	return d, step("load delivery", err)
}

func (r deliveries) ByJob(ctx context.Context, job core.JobID) (core.Delivery, error) {
	d, err := one[deliveryRow](ctx, r.scope, where("job_id = ?", job))
	return d, step("load delivery of a job", err)
}

func (r deliveries) Save(ctx context.Context, d core.Delivery) error {
	return step("save delivery", r.put(ctx, &deliveryRow{
		ID: d.ID, JobID: d.Job, PersonID: d.Person, Task: document[core.Task]{d.Task}, Channel: d.Channel, State: d.State,
		Reason: d.Reason, Code: d.Code, MailReason: d.MailReason, At: instant(d.At),
	}))
}

func (r deliveries) Failed(ctx context.Context, since time.Time, offset, limit int) ([]core.Delivery, error) {
	failed, err := many[deliveryRow](ctx, r.scope, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("state = ?", core.DeliveryFailed).Where("at >= ?", instant(since)).
			OrderExpr("at DESC, id DESC").Offset(int64(offset)).Limit(int64(limit))
	})
	return failed, step("load failed deliveries", err)
}

func (r deliveries) Counts(ctx context.Context, since time.Time) (core.DeliveryCounts, error) {
	from := instant(since)
	direct, err := r.query((*messageRow)(nil)).Where("person_id IS NOT NULL").Where("sent_at >= ?", from).Count(ctx)
	if err != nil {
		return core.DeliveryCounts{}, step("count messages", err)
	}
	email, err := r.query((*deliveryRow)(nil)).Where("state = ?", core.DeliverySent).Where("channel = ?", core.ChannelEmail).
		Where("at >= ?", from).Count(ctx)
	if err != nil {
		return core.DeliveryCounts{}, step("count mails", err)
	}
	failed, err := r.query((*deliveryRow)(nil)).Where("state = ?", core.DeliveryFailed).Where("at >= ?", from).Count(ctx)
	return core.DeliveryCounts{Direct: int(direct), Email: int(email), Failed: int(failed)}, step("count failed deliveries", err)
}
