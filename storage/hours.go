package storage

import (
	"context"

	"github.com/uptrace/bun"

	"mentorbot/core"
)

type hoursRow struct {
	bun.BaseModel `bun:"table:hours,alias:hours"`
	owned

	PersonID   core.PersonID                   `bun:"person_id,pk"`
	Week       document[[7][]core.Interval]    `bun:"week"`
	Exceptions document[[]core.HoursException] `bun:"exceptions"`
	Rules      document[core.BookingRules]     `bun:"rules"`
	UpdatedAt  instant                         `bun:"updated_at"`
}

func (r hoursRow) value() core.Hours {
	return core.Hours{Person: r.PersonID, Week: r.Week.v, Exceptions: r.Exceptions.v, Rules: r.Rules.v, UpdatedAt: r.UpdatedAt.time()}
}

// hours implements core.HoursOfPeople.
type hours struct{ scope }

func (r hours) Get(ctx context.Context, person core.PersonID) (core.Hours, error) {
	h, err := one[hoursRow](ctx, r.scope, where("person_id = ?", person))
	return h, step("load hours", err)
}

func (r hours) GetAll(ctx context.Context, people []core.PersonID) (map[core.PersonID]core.Hours, error) {
	if len(people) == 0 {
		return nil, nil
	}
	found, err := many[hoursRow](ctx, r.scope, where("person_id IN (?)", bun.List(people)))
	return byKey(found, func(h core.Hours) core.PersonID { return h.Person }), step("load hours", err)
}

func (r hours) Save(ctx context.Context, h core.Hours) error {
	return step("save hours", r.put(ctx, &hoursRow{
		PersonID: h.Person, Week: document[[7][]core.Interval]{h.Week}, Exceptions: document[[]core.HoursException]{h.Exceptions},
		Rules: document[core.BookingRules]{h.Rules}, UpdatedAt: instant(h.UpdatedAt),
	}))
}
