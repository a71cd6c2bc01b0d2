package storage

import (
	"context"

	"github.com/uptrace/bun"

	"mentorbot/core"
)

type errandRow struct {
	bun.BaseModel `bun:"table:errands,alias:errand"`
	owned

	ID        core.ErrandID                `bun:"id,pk"`
	Kind      core.ErrandKind              `bun:"kind"`
	ProgramID core.ProgramID               `bun:"program_id,nullzero"`
	By        core.PersonID                `bun:"by_id"`
	State     core.ErrandState             `bun:"state"`
	View      string                       `bun:"view"`
	Content   document[core.ErrandContent] `bun:"content"`
	CreatedAt instant                      `bun:"created_at"`
	UpdatedAt instant                      `bun:"updated_at"`
}

func (r errandRow) value() core.Errand {
	return core.Errand{
		ID: r.ID, Kind: r.Kind, Program: r.ProgramID, By: r.By, State: r.State, View: r.View, Content: r.Content.v,
		CreatedAt: r.CreatedAt.time(), UpdatedAt: r.UpdatedAt.time(),
	}
}

// errands implements core.Errands.
type errands struct{ scope }

func (r errands) Get(ctx context.Context, id core.ErrandID) (core.Errand, error) {
	e, err := one[errandRow](ctx, r.scope, where("id = ?", id))
	return e, step("load errand", err)
}

func (r errands) Lock(ctx context.Context, id core.ErrandID) error {
	return step("lock errand", r.hold(ctx, (*errandRow)(nil), where("id = ?", id)))
}

func (r errands) Save(ctx context.Context, e core.Errand) error {
	return step("save errand", r.put(ctx, &errandRow{
		ID: e.ID, Kind: e.Kind, ProgramID: e.Program, By: e.By, State: e.State, View: e.View,
		Content: document[core.ErrandContent]{e.Content}, CreatedAt: instant(e.CreatedAt), UpdatedAt: instant(e.UpdatedAt),
	}))
}
