package core

import "context"

// Agreements keeps the versions of the agreements of mentorships.
type Agreements interface {
	Get(ctx context.Context, id AgreementID) (Agreement, error) // ErrNotFound
	// ForMentorship are all versions of a mentorship's agreement, the latest first.
	ForMentorship(ctx context.Context, id MentorshipID) ([]Agreement, error)
	// Live are the versions of a mentorship that are proposed or agreed, without their texts.
	Live(ctx context.Context, id MentorshipID) ([]Agreement, error)
	// Save inserts or updates. ErrDuplicate where a mentorship would have two versions of one number, or two that are proposed or agreed.
	Save(ctx context.Context, a Agreement) error
}
