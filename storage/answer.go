package storage

import (
	"context"

	"github.com/uptrace/bun"

	"mentorbot/core"
)

type answerSheetRow struct {
	bun.BaseModel `bun:"table:answer_sheets,alias:answer_sheet"`
	owned

	ProgramID  core.ProgramID                            `bun:"program_id,pk"`
	PersonID   core.PersonID                             `bun:"person_id,pk"`
	Answers    document[map[core.QuestionID]core.Answer] `bun:"answers"`
	PromptedAt instant                                   `bun:"prompted_at"`
	UpdatedAt  instant                                   `bun:"updated_at"`
}

func (r answerSheetRow) value() core.AnswerSheet {
	return core.AnswerSheet{
		Program: r.ProgramID, Person: r.PersonID, Answers: r.Answers.v, PromptedAt: r.PromptedAt.time(),
		UpdatedAt: r.UpdatedAt.time(),
	}
}

// answerSheets implements core.AnswerSheets.
type answerSheets struct{ scope }

func (r answerSheets) Get(ctx context.Context, program core.ProgramID, person core.PersonID) (core.AnswerSheet, error) {
	a, err := one[answerSheetRow](ctx, r.scope, where("program_id = ? AND person_id = ?", program, person))
	return a, step("load answers", err)
}

func (r answerSheets) GetAll(ctx context.Context, program core.ProgramID, people []core.PersonID) (map[core.PersonID]core.AnswerSheet, error) {
	if len(people) == 0 {
		return nil, nil
	}
	found, err := many[answerSheetRow](ctx, r.scope, where("program_id = ? AND person_id IN (?)", program, bun.List(people)))
	return byKey(found, func(a core.AnswerSheet) core.PersonID { return a.Person }), step("load answers of people", err)
}

func (r answerSheets) Save(ctx context.Context, a core.AnswerSheet) error {
	return step("save answers", r.put(ctx, &answerSheetRow{
		ProgramID: a.Program, PersonID: a.Person, Answers: document[map[core.QuestionID]core.Answer]{a.Answers},
		PromptedAt: instant(a.PromptedAt), UpdatedAt: instant(a.UpdatedAt),
	}))
}

// Count implements core.AnswerSheets. A question is counted by its key in the document, which no person's words can imitate: JSON writes
// their quotation marks with a backslash before.
func (r answerSheets) Count(ctx context.Context, program core.ProgramID, question core.QuestionID) (int, error) {
	q := r.query((*answerSheetRow)(nil)).Where("program_id = ?", program)
	if question != "" {
		q = q.Where("answers LIKE ?", `%"`+string(question)+`":{"%`)
	}
	n, err := q.Count(ctx)
	return int(n), step("count answers", err)
}
