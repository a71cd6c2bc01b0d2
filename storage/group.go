package storage

import (
	"context"

	"github.com/uptrace/bun"

	"mentorbot/core"
)

type groupRow struct {
	bun.BaseModel `bun:"table:mark_groups,alias:grouped"`
	owned

	ID        core.GroupID  `bun:"id,pk"`
	PersonID  core.PersonID `bun:"person_id"`
	Name      string        `bun:"name"`
	Norm      string        `bun:"norm"`
	CreatedAt instant       `bun:"created_at"`
}

func (r groupRow) value() core.Group {
	return core.Group{ID: r.ID, Person: r.PersonID, Name: r.Name, CreatedAt: r.CreatedAt.time()}
}

type memberRow struct {
	bun.BaseModel `bun:"table:mark_group_members,alias:member"`
	owned

	GroupID  core.GroupID  `bun:"group_id,pk"`
	OtherID  core.PersonID `bun:"other_id,pk"`
	PersonID core.PersonID `bun:"person_id"`
}

func (r memberRow) value() memberRow { return r }

// groups implements core.Groups.
type groups struct{ scope }

func (r groups) Get(ctx context.Context, id core.GroupID) (core.Group, error) {
	g, err := one[groupRow](ctx, r.scope, where("id = ?", id))
	return g, step("load group", err)
}

func (r groups) List(ctx context.Context, person core.PersonID) ([]core.GroupFacts, error) {
	found, err := many[groupRow](ctx, r.scope, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("person_id = ?", person).Order("norm")
	})
	if err != nil {
		return nil, step("load groups", err)
	}
	members, err := many[memberRow](ctx, r.scope, where("person_id = ?", person))
	counts := map[core.GroupID]int{}
	for _, m := range members {
		counts[m.GroupID]++
	}
	all := make([]core.GroupFacts, len(found))
	for i, g := range found {
		all[i] = core.GroupFacts{Group: g, Count: counts[g.ID]}
	}
	return all, step("count members of groups", err)
}

func (r groups) Among(ctx context.Context, person core.PersonID, others []core.PersonID) (map[core.PersonID][]core.Group, error) {
	in := map[core.PersonID][]core.Group{}
	if len(others) == 0 {
		return in, nil
	}
	members, err := many[memberRow](ctx, r.scope, where("person_id = ? AND other_id IN (?)", person, bun.List(others)))
	if err != nil || len(members) == 0 {
		return in, step("load members of groups", err)
	}
	found, err := many[groupRow](ctx, r.scope, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("person_id = ?", person).Order("norm")
	})
	for _, g := range found {
		for _, m := range members {
			if m.GroupID == g.ID {
				in[m.OtherID] = append(in[m.OtherID], g)
			}
		}
	}
	return in, step("load groups", err)
}

func (r groups) Marks(ctx context.Context, group core.GroupID, offset, limit int) ([]core.Mark, error) {
	members := r.query((*memberRow)(nil)).Column("other_id").Where("group_id = ?", group)
	found, err := many[markRow](ctx, r.scope, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("person_id = (?)", r.query((*groupRow)(nil)).Column("person_id").Where("id = ?", group)).
			Where("other_id IN (?)", members).Order("at DESC", "other_id").Offset(int64(offset)).Limit(int64(limit))
	})
	return found, step("load the marks of a group", err)
}

func (r groups) Save(ctx context.Context, g core.Group) error {
	return step("save group", r.put(ctx, &groupRow{ID: g.ID, PersonID: g.Person, Name: g.Name, Norm: g.Norm(), CreatedAt: instant(g.CreatedAt)}))
}

func (r groups) Remove(ctx context.Context, id core.GroupID) error {
	if _, err := r.remove((*memberRow)(nil)).Where("group_id = ?", id).Exec(ctx); err != nil {
		return step("empty group", err)
	}
	_, err := r.remove((*groupRow)(nil)).Where("id = ?", id).Exec(ctx)
	return step("remove group", err)
}

func (r groups) Put(ctx context.Context, person, other core.PersonID, in []core.GroupID) error {
	if _, err := r.remove((*memberRow)(nil)).Where("person_id = ? AND other_id = ?", person, other).Exec(ctx); err != nil {
		return step("take out of groups", err)
	}
	for _, group := range in {
		if err := r.put(ctx, &memberRow{GroupID: group, OtherID: other, PersonID: person}); err != nil {
			return step("put into a group", err)
		}
	}
	return nil
}
