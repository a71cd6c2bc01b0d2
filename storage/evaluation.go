package storage

import (
	"context"
	"time"

	"github.com/uptrace/bun"

	"mentorbot/core"
)

type evaluationRow struct {
	bun.BaseModel `bun:"table:evaluations,alias:evaluation"`
	owned

	MentorshipID core.MentorshipID                         `bun:"mentorship_id,pk"`
	PersonID     core.PersonID                             `bun:"person_id,pk"`
	ProgramID    core.ProgramID                            `bun:"program_id"`
	Role         core.Role                                 `bun:"role"`
	State        core.EvaluationState                      `bun:"state"`
	DueAt        instant                                   `bun:"due_at"`
	NextAt       instant                                   `bun:"next_at"`
	Answers      document[map[core.QuestionID]core.Answer] `bun:"answers"`
	SubmittedAt  instant                                   `bun:"submitted_at"`
}

func (r evaluationRow) value() core.Evaluation {
	return core.Evaluation{
		Mentorship: r.MentorshipID, Person: r.PersonID, Program: r.ProgramID, Role: r.Role, State: r.State, DueAt: r.DueAt.time(),
		NextAt: r.NextAt.time(), Answers: r.Answers.v, SubmittedAt: r.SubmittedAt.time(),
	}
}

// evaluations implements core.Evaluations.
type evaluations struct{ scope }

func (r evaluations) Get(ctx context.Context, id core.MentorshipID, person core.PersonID) (core.Evaluation, error) {
	e, err := one[evaluationRow](ctx, r.scope, where("mentorship_id = ? AND person_id = ?", id, person))
	return e, step("load evaluation", err)
}

func (r evaluations) DueOf(ctx context.Context, person core.PersonID) ([]core.Evaluation, error) {
	due, err := many[evaluationRow](ctx, r.scope, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("person_id = ?", person).Where(waitsForWords).Order("due_at", "mentorship_id")
	})
	return due, step("load a person's evaluations", err)
}

func (r evaluations) ForProgram(ctx context.Context, program core.ProgramID, since time.Time, limit int) ([]core.Evaluation, error) {
	all, err := many[evaluationRow](ctx, r.scope, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("program_id = ? AND due_at > ?", program, instant(since)).Order("due_at DESC", "mentorship_id", "person_id").Limit(int64(limit))
	})
	return all, step("load evaluations of a programme", err)
}

// Answered implements core.Evaluations. A question is counted as in answer sheets.
func (r evaluations) Answered(ctx context.Context, program core.ProgramID, question core.QuestionID) (int, error) {
	n, err := r.query((*evaluationRow)(nil)).Where("program_id = ?", program).Where("answers LIKE ?", `%"`+string(question)+`":{"%`).Count(ctx)
	return int(n), step("count answers in evaluations", err)
}

func (r evaluations) Save(ctx context.Context, e core.Evaluation) error {
	return step("save evaluation", r.put(ctx, &evaluationRow{
		MentorshipID: e.Mentorship, PersonID: e.Person, ProgramID: e.Program, Role: e.Role, State: e.State, DueAt: instant(e.DueAt),
		NextAt: instant(e.NextAt), Answers: document[map[core.QuestionID]core.Answer]{e.Answers}, SubmittedAt: instant(e.SubmittedAt),
	}))
}

// DueEvaluations implements core.Store.
func (db *DB) DueEvaluations(ctx context.Context, now time.Time, limit int) ([]core.DueItem, error) {
	items, err := db.due(ctx, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Table("evaluations").ColumnExpr("workspace_id AS workspace, mentorship_id AS mentorship, person_id AS person").
			Where(waitsForWords).Where("next_at <= ?", instant(now)).Order("next_at", "mentorship_id", "person_id").Limit(int64(limit))
	})
	return items, step("find evaluations to remind of or to let lapse", err)
}
