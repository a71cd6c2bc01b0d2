package core

import "context"

// Goals keeps the goals of mentorships with their histories.
type Goals interface {
	Get(ctx context.Context, id GoalID) (Goal, error) // ErrNotFound
	// ForMentorship are a mentorship's goals: open ones first, by the day they are due, those without one last, then as they were set; then
	// the others, those settled last first.
	ForMentorship(ctx context.Context, id MentorshipID) ([]Goal, error)
	// Counts counts the goals of mentorships by state; those without any are absent.
	Counts(ctx context.Context, ids []MentorshipID) (map[MentorshipID]GoalCounts, error)
	Save(ctx context.Context, g Goal) error                       // insert or update
	Entry(ctx context.Context, id GoalEntryID) (GoalEntry, error) // ErrNotFound
	CountEntries(ctx context.Context, goal GoalID) (int, error)   // of a goal's history
	AddEntry(ctx context.Context, e GoalEntry) error              // ErrDuplicate for the same id
	// Entries are a part of a goal's history, newest first.
	Entries(ctx context.Context, goal GoalID, offset, limit int) ([]GoalEntry, error)
}
