package storage

import (
	"context"

	"github.com/uptrace/bun"

	"mentorbot/core"
)

type markRow struct {
	bun.BaseModel `bun:"table:marks,alias:mark"`
	owned

	PersonID core.PersonID `bun:"person_id,pk"`
	OtherID  core.PersonID `bun:"other_id,pk"`
	Kind     core.MarkKind `bun:"kind"`
	At       instant       `bun:"at"`
}

func (r markRow) value() core.Mark {
	return core.Mark{Person: r.PersonID, Other: r.OtherID, Kind: r.Kind, At: r.At.time()}
}

// marks implements core.Marks.
type marks struct{ scope }

func (r marks) Among(ctx context.Context, person core.PersonID, others []core.PersonID) (map[core.PersonID]core.MarkKind, error) {
	kinds := map[core.PersonID]core.MarkKind{}
	if len(others) == 0 {
		return kinds, nil
	}
	found, err := many[markRow](ctx, r.scope, where("person_id = ? AND other_id IN (?)", person, bun.List(others)))
	for _, m := range found {
		kinds[m.Other] = m.Kind
	}
	return kinds, step("load marks about some people", err)
}

func (r marks) List(ctx context.Context, person core.PersonID, kind core.MarkKind, offset, limit int) ([]core.Mark, error) {
	found, err := many[markRow](ctx, r.scope, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("person_id = ? AND kind = ?", person, kind).Order("at DESC", "other_id").Offset(int64(offset)).Limit(int64(limit))
	})
	return found, step("load marks", err)
}

func (r marks) Count(ctx context.Context, person core.PersonID, kind core.MarkKind) (int, error) {
	n, err := r.query((*markRow)(nil)).Where("person_id = ? AND kind = ?", person, kind).Count(ctx)
	return int(n), step("count marks", err)
}

func (r marks) Save(ctx context.Context, m core.Mark) error {
	return step("save mark", r.put(ctx, &markRow{PersonID: m.Person, OtherID: m.Other, Kind: m.Kind, At: instant(m.At)}))
}

func (r marks) Remove(ctx context.Context, person, other core.PersonID) error {
	_, err := r.remove((*markRow)(nil)).Where("person_id = ? AND other_id = ?", person, other).Exec(ctx)
	return step("remove mark", err)
}
