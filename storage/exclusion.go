package storage

import (
	"context"
	"slices"

	"github.com/uptrace/bun"

	"mentorbot/core"
)

type exclusionRow struct {
	bun.BaseModel `bun:"table:exclusions,alias:exclusion"`
	owned

	ProgramID core.ProgramID `bun:"program_id,pk"`
	OneID     core.PersonID  `bun:"one_id,pk"`
	OtherID   core.PersonID  `bun:"other_id,pk"`
	Reason    string         `bun:"reason"`
	AddedBy   core.PersonID  `bun:"added_by,nullzero"`
	AddedAt   instant        `bun:"added_at"`
}

func (r exclusionRow) value() core.Exclusion {
	return core.Exclusion{
		Program: r.ProgramID, One: r.OneID, Other: r.OtherID, Reason: r.Reason, AddedBy: r.AddedBy, AddedAt: r.AddedAt.time(),
	}
}

// exclusions implements core.Exclusions.
type exclusions struct{ scope }

func (r exclusions) Among(ctx context.Context, program core.ProgramID, people []core.PersonID) ([]core.Exclusion, error) {
	if len(people) < 2 {
		return nil, nil
	}
	among := bun.List(people)
	all, err := many[exclusionRow](ctx, r.scope, where("program_id = ? AND one_id IN (?) AND other_id IN (?)", program, among, among))
	return all, step("load exclusions of some people", err)
}

func (r exclusions) Of(ctx context.Context, program core.ProgramID, person core.PersonID) ([]core.PersonID, error) {
	var all []core.PersonID
	for other, mine := range map[string]string{"other_id": "one_id", "one_id": "other_id"} { // each way by its own index
		var found []core.PersonID
		err := r.query((*exclusionRow)(nil)).Column(other).Where("program_id = ? AND ? = ?", program, bun.Ident(mine), person).Scan(ctx, &found)
		if err != nil {
			return nil, step("load a person's exclusions", err)
		}
		all = append(all, found...)
	}
	slices.Sort(all)
	return all, nil
}

func (r exclusions) List(ctx context.Context, program core.ProgramID, offset, limit int) ([]core.Exclusion, error) {
	all, err := many[exclusionRow](ctx, r.scope, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("program_id = ?", program).Order("added_at DESC", "one_id", "other_id").Offset(int64(offset)).Limit(int64(limit))
	})
	return all, step("load exclusions", err)
}

func (r exclusions) Count(ctx context.Context, program core.ProgramID) (int, error) {
	n, err := r.query((*exclusionRow)(nil)).Where("program_id = ?", program).Count(ctx)
	return int(n), step("count exclusions", err)
}

func (r exclusions) Save(ctx context.Context, e core.Exclusion) error {
	return step("save exclusion", r.put(ctx, &exclusionRow{
		ProgramID: e.Program, OneID: e.One, OtherID: e.Other, Reason: e.Reason, AddedBy: e.AddedBy, AddedAt: instant(e.AddedAt),
	}))
}

func (r exclusions) Remove(ctx context.Context, program core.ProgramID, one, other core.PersonID) error {
	_, err := r.remove((*exclusionRow)(nil)).Where("program_id = ? AND one_id = ? AND other_id = ?", program, one, other).Exec(ctx)
	return step("remove exclusion", err)
}
