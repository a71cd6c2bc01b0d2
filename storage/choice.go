package storage

import (
	"context"

	"github.com/uptrace/bun"

	"mentorbot/core"
)

type choiceListRow struct {
	bun.BaseModel `bun:"table:choice_lists,alias:list"`
	owned

	ID          core.ChoiceListID    `bun:"id,pk"`
	ProgramID   core.ProgramID       `bun:"program_id"`
	MenteeID    core.PersonID        `bun:"mentee_id"`
	State       core.ChoiceListState `bun:"state"`
	Offer       bool                 `bun:"offer"`
	Message     string               `bun:"message"`
	CreatedAt   instant              `bun:"created_at"`
	SubmittedAt instant              `bun:"submitted_at"`
	ClosedAt    instant              `bun:"closed_at"`
}

func choiceListRowOf(l core.ChoiceList) choiceListRow {
	return choiceListRow{
		ID: l.ID, ProgramID: l.Program, MenteeID: l.Mentee, State: l.State, Offer: l.Offer, Message: l.Message,
		CreatedAt: instant(l.CreatedAt), SubmittedAt: instant(l.SubmittedAt), ClosedAt: instant(l.ClosedAt),
	}
}

func (r choiceListRow) value() core.ChoiceList {
	return core.ChoiceList{
		ID: r.ID, Program: r.ProgramID, Mentee: r.MenteeID, State: r.State, Offer: r.Offer, Message: r.Message,
		CreatedAt: r.CreatedAt.time(), SubmittedAt: r.SubmittedAt.time(), ClosedAt: r.ClosedAt.time(),
	}
}

// choiceRow is one mentor on a list.
type choiceRow struct {
	bun.BaseModel `bun:"table:choices,alias:choice"`
	owned

	ListID   core.ChoiceListID `bun:"list_id,pk"`
	Rank     int               `bun:"rank,pk"`
	MentorID core.PersonID     `bun:"mentor_id"`
}

func (r choiceRow) value() core.PersonID { return r.MentorID }

// choiceLists implements core.ChoiceLists.
type choiceLists struct{ scope }

func (r choiceLists) Get(ctx context.Context, id core.ChoiceListID) (core.ChoiceList, error) {
	l, err := r.load(ctx, where("id = ?", id))
	return l, step("load choice list", err)
}

func (r choiceLists) Current(ctx context.Context, program core.ProgramID, mentee core.PersonID) (core.ChoiceList, error) {
	l, err := r.load(ctx, where("program_id = ? AND mentee_id = ? AND state IN ('draft', 'running') AND NOT offer", program, mentee))
	return l, step("load current choice list", err)
}

func (r choiceLists) Latest(ctx context.Context, program core.ProgramID, mentee core.PersonID) (core.ChoiceList, error) {
	l, err := r.load(ctx, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("program_id = ? AND mentee_id = ? AND NOT offer", program, mentee).Order("created_at DESC", "id DESC")
	})
	return l, step("load latest choice list", err)
}

// load reads a list with its mentors.
func (r choiceLists) load(ctx context.Context, n narrow) (core.ChoiceList, error) {
	l, err := one[choiceListRow](ctx, r.scope, n)
	if err != nil {
		return core.ChoiceList{}, err
	}
	mentors, err := many[choiceRow](ctx, r.scope, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("list_id = ?", l.ID).Order("rank")
	})
	if len(mentors) > 0 {
		l.Mentors = mentors
	}
	return l, err
}

func (r choiceLists) Ranked(ctx context.Context, program core.ProgramID) (map[core.PersonID][]core.PersonID, error) {
	var rows []struct{ MenteeID, MentorID core.PersonID }
	err := r.query((*choiceRow)(nil)).ColumnExpr("list.mentee_id, choice.mentor_id").
		Join("JOIN choice_lists AS list ON list.workspace_id = choice.workspace_id AND list.id = choice.list_id").
		Where("list.program_id = ? AND list.state IN ('draft', 'running') AND NOT list.offer", program).
		OrderExpr(`list.mentee_id, choice."rank"`).Scan(ctx, &rows)
	ranked := map[core.PersonID][]core.PersonID{}
	for _, row := range rows {
		ranked[row.MenteeID] = append(ranked[row.MenteeID], row.MentorID)
	}
	return ranked, step("load ranked mentors", err)
}

func (r choiceLists) Save(ctx context.Context, l core.ChoiceList) error {
	return step("save choice list", r.save(ctx, l))
}

func (r choiceLists) save(ctx context.Context, l core.ChoiceList) error {
	row := choiceListRowOf(l)
	if err := r.putUnique(ctx, &row); err != nil {
		return err
	}
	if _, err := r.remove((*choiceRow)(nil)).Where("list_id = ?", l.ID).Exec(ctx); err != nil {
		return err
	}
	if len(l.Mentors) == 0 {
		return nil
	}
	rows := make([]choiceRow, len(l.Mentors))
	for i, mentor := range l.Mentors {
		rows[i] = choiceRow{ListID: l.ID, Rank: i + 1, MentorID: mentor}
		rows[i].own(r.workspace)
	}
	_, err := r.db.NewInsert().Model(&rows).Exec(ctx)
	return err
}

func (r choiceLists) GetAll(ctx context.Context, ids []core.ChoiceListID) (map[core.ChoiceListID]core.ChoiceList, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	found, err := many[choiceListRow](ctx, r.scope, where("id IN (?)", bun.List(ids)))
	if err != nil {
		return nil, step("load choice lists", err)
	}
	var rows []choiceRow
	err = r.query(&rows).Where("list_id IN (?)", bun.List(ids)).Order("list_id", "rank").Scan(ctx)
	lists := byKey(found, func(l core.ChoiceList) core.ChoiceListID { return l.ID })
	for _, row := range rows {
		list := lists[row.ListID]
		list.Mentors = append(list.Mentors, row.MentorID)
		lists[row.ListID] = list
	}
	return lists, step("load mentors of choice lists", err)
}

func (r choiceLists) SaveStates(ctx context.Context, all ...core.ChoiceList) error {
	if len(all) == 0 {
		return nil
	}
	rows := make([]choiceListRow, len(all))
	for i, l := range all {
		rows[i] = choiceListRowOf(l)
	}
	return step("save states of choice lists", r.protected(ctx, func(inner scope) error { return putAll(ctx, inner, rows) }))
}

func (r choiceLists) Lock(ctx context.Context, ids ...core.ChoiceListID) error {
	if len(ids) == 0 {
		return nil
	}
	return step("lock choice lists", r.hold(ctx, (*choiceListRow)(nil), func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("id IN (?)", bun.List(ids)).Order("id")
	}))
}
