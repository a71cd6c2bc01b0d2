package storage

import (
	"context"
	"slices"

	"github.com/uptrace/bun"

	"mentorbot/core"
)

type factRow struct {
	bun.BaseModel `bun:"table:facts,alias:fact"`
	owned

	PersonID   core.PersonID   `bun:"person_id,pk"`
	Key        core.FactKey    `bun:"key,pk"`
	Value      string          `bun:"value"`
	Visibility core.Visibility `bun:"visibility"`
}

func (r factRow) value() core.Fact {
	return core.Fact{Person: r.PersonID, Key: r.Key, Value: r.Value, Visibility: r.Visibility}
}

func (r people) Facts(ctx context.Context, id core.PersonID) ([]core.Fact, error) {
	facts, err := many[factRow](ctx, r.scope, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("person_id = ?", id).Order("key")
	})
	return facts, step("load facts", err)
}

func (r people) FactOf(ctx context.Context, key core.FactKey, ids []core.PersonID) (map[core.PersonID]string, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	found, err := many[factRow](ctx, r.scope, where("key = ? AND person_id IN (?)", key, bun.List(ids)))
	values := make(map[core.PersonID]string, len(found))
	for _, f := range found {
		values[f.Person] = f.Value
	}
	return values, step("load a fact of many", err)
}

func (r people) FactsOf(ctx context.Context, ids []core.PersonID) ([]core.Fact, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	facts, err := many[factRow](ctx, r.scope, where("person_id IN (?)", bun.List(ids)))
	return facts, step("load facts of people", err)
}

func (r people) WithFact(ctx context.Context, key core.FactKey, named []core.PersonID, limit int) ([]core.PersonID, error) {
	if len(named) == 0 {
		return nil, nil
	}
	var found []core.PersonID
	err := r.query((*factRow)(nil)).Column("person_id").Where("key = ?", key).Where("value IN (?)", bun.List(named)).
		Order("person_id").Limit(int64(limit)).Scan(ctx, &found)
	return found, step("find people by a fact", err)
}

func (r people) AllFacts(ctx context.Context) ([]core.Fact, error) {
	facts, err := many[factRow](ctx, r.scope, func(q *bun.SelectQuery) *bun.SelectQuery { return q.Order("person_id", "key") })
	return facts, step("load all facts", err)
}

// factBatch is how many facts one statement writes: there may be as many as a file has cells.
const factBatch = 500

func (r people) SaveFacts(ctx context.Context, facts []core.Fact) error {
	for batch := range slices.Chunk(facts, factBatch) {
		rows := make([]factRow, len(batch))
		for i, f := range batch {
			rows[i] = factRow{PersonID: f.Person, Key: f.Key, Value: f.Value, Visibility: f.Visibility}
			rows[i].own(r.workspace)
		}
		_, err := r.db.NewInsert().Model(&rows).On("CONFLICT (?) DO UPDATE", r.primaryKey(&rows[0])).Exec(ctx)
		if err != nil {
			return step("save facts", err)
		}
	}
	return nil
}

func (r people) RemoveFacts(ctx context.Context, facts []core.Fact) error {
	for _, f := range facts {
		if _, err := r.remove((*factRow)(nil)).Where("person_id = ? AND key = ?", f.Person, f.Key).Exec(ctx); err != nil {
			return step("remove fact", err)
		}
	}
	return nil
}

// nameBatch is how many names one statement looks up.
const nameBatch = 500

func (r people) Named(ctx context.Context, chatUsers, emails []string) ([]core.Person, error) {
	found := map[core.PersonID]bool{}
	var all []core.Person
	look := func(condition string, names []string) error {
		for batch := range slices.Chunk(names, nameBatch) {
			people, err := many[personRow](ctx, r.scope, where(condition, bun.List(batch)))
			if err != nil {
				return step("find people", err)
			}
			for _, p := range people {
				if !found[p.ID] {
					found[p.ID] = true
					all = append(all, p)
				}
			}
		}
		return nil
	}
	if err := look("chat_user_id IN (?)", chatUsers); err != nil {
		return nil, err
	}
	return all, look("lower(email) IN (?)", emails)
}
