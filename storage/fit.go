package storage

import (
	"context"
	"time"

	"github.com/uptrace/bun"

	"mentorbot/core"
)

type fitAnswerRow struct {
	bun.BaseModel `bun:"table:fit_answers,alias:fit_answer"`
	owned

	MentorshipID core.MentorshipID `bun:"mentorship_id,pk"`
	PersonID     core.PersonID     `bun:"person_id,pk"`
	ProgramID    core.ProgramID    `bun:"program_id"`
	Fit          core.Fit          `bun:"fit"`
	Told         core.FitRule      `bun:"told"`
	At           instant           `bun:"at"`
}

func (r fitAnswerRow) value() core.FitAnswer {
	return core.FitAnswer{Mentorship: r.MentorshipID, Person: r.PersonID, Program: r.ProgramID, Fit: r.Fit, Told: r.Told, At: r.At.time()}
}

// fitAnswers implements core.FitAnswers.
type fitAnswers struct{ scope }

func (r fitAnswers) Get(ctx context.Context, id core.MentorshipID, person core.PersonID) (core.FitAnswer, error) {
	a, err := one[fitAnswerRow](ctx, r.scope, where("mentorship_id = ? AND person_id = ?", id, person))
	return a, step("load how it fits", err)
}

// Counts implements core.FitAnswers.
func (r fitAnswers) Counts(ctx context.Context, program core.ProgramID, under []core.FitRule, since time.Time) (map[core.Fit]int, error) {
	var rows []struct {
		Fit   core.Fit
		Count int
	}
	err := r.query((*fitAnswerRow)(nil)).ColumnExpr("fit, count(*) AS count").
		Where("program_id = ? AND at > ? AND told IN (?)", program, instant(since), bun.List(under)).Group("fit").Scan(ctx, &rows)
	counts := make(map[core.Fit]int, len(rows))
	for _, row := range rows {
		counts[row.Fit] = row.Count
	}
	return counts, step("count how it fits", err)
}

func (r fitAnswers) Save(ctx context.Context, a core.FitAnswer) error {
	return step("save how it fits", r.put(ctx, &fitAnswerRow{
		MentorshipID: a.Mentorship, PersonID: a.Person, ProgramID: a.Program, Fit: a.Fit, Told: a.Told, At: instant(a.At),
	}))
}
