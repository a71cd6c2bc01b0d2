package core

import (
	"context"
	"time"
)

// FitAnswers keeps what people say about how their mentorship fits.
type FitAnswers interface {
	Get(ctx context.Context, id MentorshipID, person PersonID) (FitAnswer, error) // ErrNotFound
	// Counts counts the answers of a programme since an instant that were given under any of some rules.
	Counts(ctx context.Context, program ProgramID, under []FitRule, since time.Time) (map[Fit]int, error)
	Save(ctx context.Context, a FitAnswer) error // insert or update by mentorship and person
}
