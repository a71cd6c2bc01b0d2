package storage

import (
	"context"
	"time"

	"github.com/uptrace/bun"

	"mentorbot/core"
)

type enlistmentRow struct {
	bun.BaseModel `bun:"table:enlistments,alias:enlistment"`
	owned

	ID         core.EnlistmentID    `bun:"id,pk"`
	ProgramID  core.ProgramID       `bun:"program_id"`
	PersonID   core.PersonID        `bun:"person_id"`
	State      core.EnlistmentState `bun:"state"`
	By         core.PersonID        `bun:"by_id"`
	AskedAt    instant              `bun:"asked_at"`
	RemindedAt instant              `bun:"reminded_at"`
	AnsweredAt instant              `bun:"answered_at"`
}

func (r enlistmentRow) value() core.Enlistment {
	return core.Enlistment{
		ID: r.ID, Program: r.ProgramID, Person: r.PersonID, State: r.State, By: r.By, AskedAt: r.AskedAt.time(),
		RemindedAt: r.RemindedAt.time(), AnsweredAt: r.AnsweredAt.time(),
	}
}

// enlistments implements core.Enlistments.
type enlistments struct{ scope }

func (r enlistments) Get(ctx context.Context, id core.EnlistmentID) (core.Enlistment, error) {
	e, err := one[enlistmentRow](ctx, r.scope, where("id = ?", id))
	return e, step("load enlistment", err)
}

func (r enlistments) Of(ctx context.Context, program core.ProgramID, person core.PersonID) (core.Enlistment, error) {
	e, err := one[enlistmentRow](ctx, r.scope, where("program_id = ? AND person_id = ?", program, person))
	return e, step("load a person's enlistment", err)
}

func (r enlistments) GetAll(ctx context.Context, program core.ProgramID, people []core.PersonID) ([]core.Enlistment, error) {
	if len(people) == 0 {
		return nil, nil
	}
	found, err := many[enlistmentRow](ctx, r.scope, where("program_id = ? AND person_id IN (?)", program, bun.List(people)))
	return found, step("load enlistments", err)
}

func (r enlistments) Save(ctx context.Context, e core.Enlistment) error {
	return step("save enlistment", r.putUnique(ctx, &enlistmentRow{
		ID: e.ID, ProgramID: e.Program, PersonID: e.Person, State: e.State, By: e.By, AskedAt: instant(e.AskedAt),
		RemindedAt: instant(e.RemindedAt), AnsweredAt: instant(e.AnsweredAt),
	}))
}

// takesPart is true of an enlistment whose person takes part, or has asked to.
const takesPart = `EXISTS (SELECT 1 FROM participants AS p WHERE p.workspace_id = enlistment.workspace_id
	AND p.program_id = enlistment.program_id AND p.person_id = enlistment.person_id AND p.state NOT IN ('withdrawn', 'removed'))`

// unanswered finds those who were asked and have neither answered nor joined.
func unanswered(program core.ProgramID) narrow {
	return func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("program_id = ?", program).Where("state = 'asked'").Where("NOT " + takesPart)
	}
}

func (r enlistments) Counts(ctx context.Context, program core.ProgramID) (core.EnlistmentCounts, error) {
	var c core.EnlistmentCounts
	for _, one := range []struct {
		into   *int
		narrow narrow
	}{
		{&c.Asked, where("program_id = ?", program)},
		{&c.Waiting, unanswered(program)},
		{&c.Joined, where("program_id = ? AND "+takesPart, program)},
		{&c.Declined, where("program_id = ? AND state = 'declined' AND NOT "+takesPart, program)},
	} {
		n, err := one.narrow(r.query((*enlistmentRow)(nil))).Count(ctx)
		if err != nil {
			return c, step("count enlistments", err)
		}
		*one.into = int(n)
	}
	return c, nil
}

func (r enlistments) Waiting(ctx context.Context, program core.ProgramID, offset, limit int) ([]core.Enlistment, error) {
	found, err := many[enlistmentRow](ctx, r.scope, func(q *bun.SelectQuery) *bun.SelectQuery {
		return unanswered(program)(q).Order("asked_at", "id").Offset(int64(offset)).Limit(int64(limit))
	})
	return found, step("load who has not answered", err)
}

func (r enlistments) Remindable(ctx context.Context, program core.ProgramID, askedBefore time.Time) ([]core.Enlistment, error) {
	found, err := many[enlistmentRow](ctx, r.scope, func(q *bun.SelectQuery) *bun.SelectQuery {
		return unanswered(program)(q).Where("asked_at <= ?", instant(askedBefore)).Where("reminded_at IS NULL").Order("asked_at", "id")
	})
	return found, step("load whom to remind", err)
}
