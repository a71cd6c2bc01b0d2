package core

import (
	"context"
	"time"
)

// Events keeps events and who has signed up for them.
type Events interface {
	Get(ctx context.Context, id EventID) (Event, error) // ErrNotFound
	Lock(ctx context.Context, id EventID) error         // holds the row until the end of the transaction
	Save(ctx context.Context, e Event) error            // insert or update by id
	List(ctx context.Context, q EventQuery) ([]Event, error)
	Count(ctx context.Context, q EventQuery) (int, error)    // whatever the page
	SignUp(ctx context.Context, id SignUpID) (SignUp, error) // ErrNotFound
	// Live is a person's sign-up for an event that lives. Errors: ErrNotFound.
	Live(ctx context.Context, event EventID, person PersonID) (SignUp, error)
	// LiveOf are a person's sign-ups that live, for planned events that end after an instant, soonest first; of all programmes when program is
	// empty.
	LiveOf(ctx context.Context, program ProgramID, person PersonID, from time.Time) ([]SignUp, error)
	SignUps(ctx context.Context, event EventID, q SignUpQuery) ([]SignUp, error)
	// Counts are those of some events; one for which nobody has signed up is absent.
	Counts(ctx context.Context, events []EventID) (map[EventID]EventCounts, error)
	// Before counts who waits for an event and signed up before a number.
	Before(ctx context.Context, event EventID, number int) (int, error)
	LastNumber(ctx context.Context, event EventID) (int, error) // of the sign-ups so far, 0 when there are none
	// SaveSignUp inserts or updates. Errors: ErrDuplicate for a second one of a person that lives.
	SaveSignUp(ctx context.Context, s SignUp) error
}
