package storage

import (
	"cmp"
	"context"
	"slices"

	"github.com/uptrace/bun"

	"mentorbot/core"
)

type attentionRow struct {
	bun.BaseModel `bun:"table:attention_items,alias:item"`
	owned

	ID         core.AttentionID   `bun:"id,pk"`
	ProgramID  core.ProgramID     `bun:"program_id"`
	Kind       core.AttentionKind `bun:"kind"`
	PersonID   core.PersonID      `bun:"person_id"`
	ListID     core.ChoiceListID  `bun:"list_id,nullzero"`
	SessionID  core.SessionID     `bun:"session_id,nullzero"`
	Mentorship core.MentorshipID  `bun:"mentorship_id,nullzero"`
	CreatedAt  instant            `bun:"created_at"`
	ResolvedAt instant            `bun:"resolved_at"`
	ResolvedBy core.PersonID      `bun:"resolved_by,nullzero"`
}

func (r attentionRow) value() core.Attention {
	return core.Attention{
		ID: r.ID, Program: r.ProgramID, Kind: r.Kind, Person: r.PersonID, List: r.ListID, Session: r.SessionID, Mentorship: r.Mentorship,
		CreatedAt: r.CreatedAt.time(), ResolvedAt: r.ResolvedAt.time(), ResolvedBy: r.ResolvedBy,
	}
}

// attentionItems implements core.AttentionItems.
type attentionItems struct{ scope }

func (r attentionItems) Get(ctx context.Context, id core.AttentionID) (core.Attention, error) {
	a, err := one[attentionRow](ctx, r.scope, where("id = ?", id))
	return a, step("load attention item", err)
}

func (r attentionItems) Open(ctx context.Context, programs []core.ProgramID, limit int) ([]core.Attention, error) {
	open, err := many[attentionRow](ctx, r.scope, func(q *bun.SelectQuery) *bun.SelectQuery {
		if len(programs) > 0 {
			q = q.Where("program_id IN (?)", bun.List(programs))
		}
		return q.Where("resolved_at IS NULL").Order("created_at", "id").Limit(int64(limit))
	})
	return open, step("load open attention items", err)
}

func (r attentionItems) OpenFor(ctx context.Context, program core.ProgramID, people ...core.PersonID) ([]core.Attention, error) {
	if len(people) == 0 {
		return nil, nil
	}
	open, err := many[attentionRow](ctx, r.scope, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("program_id = ? AND person_id IN (?)", program, bun.List(people)).Where("resolved_at IS NULL")
	})
	// Sorted here: asked for an order, SQLite reads all open items of the workspace by the index that has it.
	slices.SortFunc(open, func(a, b core.Attention) int {
		return cmp.Or(a.CreatedAt.Compare(b.CreatedAt), cmp.Compare(a.ID, b.ID))
	})
	return open, step("load people's attention items", err)
}

func (r attentionItems) Save(ctx context.Context, all ...core.Attention) error {
	rows := make([]attentionRow, len(all))
	for i, a := range all {
		rows[i] = attentionRow{
			ID: a.ID, ProgramID: a.Program, Kind: a.Kind, PersonID: a.Person, ListID: a.List, SessionID: a.Session, Mentorship: a.Mentorship,
			CreatedAt: instant(a.CreatedAt), ResolvedAt: instant(a.ResolvedAt), ResolvedBy: a.ResolvedBy,
		}
	}
	return step("save attention items", putAll(ctx, r.scope, rows))
}
