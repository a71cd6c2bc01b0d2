package core

import "context"

// Inquiries keeps the questions that pairs ask each other between sessions.
type Inquiries interface {
	Get(ctx context.Context, id InquiryID) (Inquiry, error)               // ErrNotFound
	Open(ctx context.Context, id MentorshipID) ([]Inquiry, error)         // those of a mentorship without an answer, those asked first first
	CountForMentorship(ctx context.Context, id MentorshipID) (int, error) // in any state
	// ForMentorship are a part of a mentorship's questions: open ones first, those asked first first; then the others, those closed last first.
	ForMentorship(ctx context.Context, id MentorshipID, offset, limit int) ([]Inquiry, error)
	Save(ctx context.Context, i Inquiry) error // insert or update
}
