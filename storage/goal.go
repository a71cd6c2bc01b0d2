package storage

import (
	"context"

	"github.com/uptrace/bun"

	"mentorbot/core"
)

type goalRow struct {
	bun.BaseModel `bun:"table:goals,alias:goal"`
	owned

	ID           core.GoalID               `bun:"id,pk"`
	MentorshipID core.MentorshipID         `bun:"mentorship_id"`
	Title        string                    `bun:"title"`
	Why          string                    `bun:"why"`
	Measure      string                    `bun:"measure"`
	Due          day                       `bun:"due"`
	Steps        document[[]core.GoalStep] `bun:"steps"`
	StepsMade    int                       `bun:"steps_made"`
	ByHand       int                       `bun:"by_hand"`
	State        core.GoalState            `bun:"state"`
	CreatedBy    core.PersonID             `bun:"created_by"`
	CreatedAt    instant                   `bun:"created_at"`
	EditedBy     core.PersonID             `bun:"edited_by"`
	SettledAt    instant                   `bun:"settled_at"`
	Version      int                       `bun:"version"`
}

func (r goalRow) value() core.Goal {
	return core.Goal{
		ID: r.ID, Mentorship: r.MentorshipID, Title: r.Title, Why: r.Why, Measure: r.Measure, Due: core.CivilDate(r.Due), Steps: r.Steps.v,
		StepsMade: r.StepsMade, ByHand: r.ByHand, State: r.State, CreatedBy: r.CreatedBy, CreatedAt: r.CreatedAt.time(),
		EditedBy: r.EditedBy, SettledAt: r.SettledAt.time(), Version: r.Version,
	}
}

type goalEntryRow struct {
	bun.BaseModel `bun:"table:goal_entries,alias:entry"`
	owned

	ID       core.GoalEntryID   `bun:"id,pk"`
	GoalID   core.GoalID        `bun:"goal_id"`
	PersonID core.PersonID      `bun:"person_id"`
	Kind     core.GoalEntryKind `bun:"kind"`
	Text     string             `bun:"text"`
	At       instant            `bun:"at"`
}

func (r goalEntryRow) value() core.GoalEntry {
	return core.GoalEntry{ID: r.ID, Goal: r.GoalID, By: r.PersonID, Kind: r.Kind, Text: r.Text, At: r.At.time()}
}

// goals implements core.Goals.
type goals struct{ scope }

func (r goals) Get(ctx context.Context, id core.GoalID) (core.Goal, error) {
	g, err := one[goalRow](ctx, r.scope, where("id = ?", id))
	return g, step("load goal", err)
}

func (r goals) ForMentorship(ctx context.Context, id core.MentorshipID) ([]core.Goal, error) {
	found, err := many[goalRow](ctx, r.scope, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("mentorship_id = ?", id).
			OrderExpr("CASE WHEN state = ? THEN 0 ELSE 1 END", core.GoalOpen).
			OrderExpr("CASE WHEN state = ? THEN NULL ELSE settled_at END DESC", core.GoalOpen).
			OrderExpr("CASE WHEN due = '' THEN 1 ELSE 0 END, due, created_at, id")
	})
	return found, step("load goals", err)
}

func (r goals) Counts(ctx context.Context, ids []core.MentorshipID) (map[core.MentorshipID]core.GoalCounts, error) {
	counts := map[core.MentorshipID]core.GoalCounts{}
	if len(ids) == 0 {
		return counts, nil
	}
	var rows []struct {
		MentorshipID core.MentorshipID
		State        core.GoalState
		Count        int
	}
	err := r.query((*goalRow)(nil)).ColumnExpr("mentorship_id, state, count(*) AS count").
		Where("mentorship_id IN (?)", bun.List(ids)).Group("mentorship_id", "state").Scan(ctx, &rows)
	for _, row := range rows {
		c := counts[row.MentorshipID]
		switch row.State {
		case core.GoalOpen:
			c.Open = row.Count
		case core.GoalReached:
			c.Reached = row.Count
		case core.GoalDropped:
			c.Dropped = row.Count
		}
		counts[row.MentorshipID] = c
	}
	return counts, step("count goals", err)
}

func (r goals) Save(ctx context.Context, g core.Goal) error {
	return step("save goal", r.put(ctx, &goalRow{
		ID: g.ID, MentorshipID: g.Mentorship, Title: g.Title, Why: g.Why, Measure: g.Measure, Due: day(g.Due),
		Steps: document[[]core.GoalStep]{g.Steps}, StepsMade: g.StepsMade, ByHand: g.ByHand, State: g.State, CreatedBy: g.CreatedBy,
		CreatedAt: instant(g.CreatedAt), EditedBy: g.EditedBy, SettledAt: instant(g.SettledAt), Version: g.Version,
	}))
}

func (r goals) Entry(ctx context.Context, id core.GoalEntryID) (core.GoalEntry, error) {
	e, err := one[goalEntryRow](ctx, r.scope, where("id = ?", id))
	return e, step("load an entry of a goal's history", err)
}

func (r goals) CountEntries(ctx context.Context, goal core.GoalID) (int, error) {
	n, err := r.query((*goalEntryRow)(nil)).Where("goal_id = ?", goal).Count(ctx)
	return int(n), step("count a goal's history", err)
}

func (r goals) AddEntry(ctx context.Context, e core.GoalEntry) error {
	return step("add to a goal's history", r.add(ctx, &goalEntryRow{
		ID: e.ID, GoalID: e.Goal, PersonID: e.By, Kind: e.Kind, Text: e.Text, At: instant(e.At),
	}))
}

func (r goals) Entries(ctx context.Context, goal core.GoalID, offset, limit int) ([]core.GoalEntry, error) {
	found, err := many[goalEntryRow](ctx, r.scope, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("goal_id = ?", goal).Order("at DESC", "id DESC").Offset(int64(offset)).Limit(int64(limit))
	})
	return found, step("load a goal's history", err)
}
