package core

import (
	"context"
	"time"
)

// Evaluations keeps what people say about mentorships that are over.
type Evaluations interface {
	Get(ctx context.Context, id MentorshipID, person PersonID) (Evaluation, error) // ErrNotFound
	// DueOf are those that wait for a person, soonest due first.
	DueOf(ctx context.Context, person PersonID) ([]Evaluation, error)
	// ForProgram are a programme's that became or become due after an instant, latest first.
	ForProgram(ctx context.Context, program ProgramID, since time.Time, limit int) ([]Evaluation, error)
	// Answered counts the evaluations of a programme that answer a question.
	Answered(ctx context.Context, program ProgramID, question QuestionID) (int, error)
	Save(ctx context.Context, e Evaluation) error // insert or update by mentorship and person
}
