package storage

import (
	"context"

	"github.com/uptrace/bun"

	"mentorbot/core"
)

type programRow struct {
	bun.BaseModel `bun:"table:programs,alias:program"`
	owned

	ID        core.ProgramID        `bun:"id,pk"`
	Name      string                `bun:"name"`
	NameKey   string                `bun:"name_key"` // unique among those that are not archived
	State     core.ProgramState     `bun:"state"`
	Policy    document[core.Policy] `bun:"policy"`
	Version   int                   `bun:"version"`
	CreatedAt instant               `bun:"created_at"`
}

func (r programRow) value() core.Program {
	return core.Program{
		ID: r.ID, Workspace: r.WorkspaceID, Name: r.Name, State: r.State, Policy: r.Policy.v, Version: r.Version,
		CreatedAt: r.CreatedAt.time(),
	}
}

// programs implements core.Programs.
type programs struct{ scope }

func (r programs) Get(ctx context.Context, id core.ProgramID) (core.Program, error) {
	p, err := one[programRow](ctx, r.scope, where("id = ?", id))
	return p, step("load programme", err)
}

func (r programs) List(ctx context.Context) ([]core.Program, error) {
	all, err := many[programRow](ctx, r.scope, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Order("created_at", "id")
	})
	return all, step("list programmes", err)
}

func (r programs) Save(ctx context.Context, p core.Program) error {
	if err := r.mine(p.Workspace); err != nil {
		return step("save programme", err)
	}
	key := p.NameKey()
	if key == "" {
		key = string(p.ID)
	}
	return step("save programme", r.putUnique(ctx, &programRow{
		ID: p.ID, Name: p.Name, NameKey: key, State: p.State, Policy: document[core.Policy]{p.Policy}, Version: p.Version,
		CreatedAt: instant(p.CreatedAt),
	}))
}
