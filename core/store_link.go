package core

import "context"

// Links keeps the links that pairs share.
type Links interface {
	Get(ctx context.Context, id LinkID) (Link, error)                   // ErrNotFound
	ForMentorship(ctx context.Context, id MentorshipID) ([]Link, error) // newest first
	Save(ctx context.Context, l Link) error                             // insert or update
	Remove(ctx context.Context, id LinkID) error                        // one that is not there is removed
}
