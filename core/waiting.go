package core

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// queue puts a mentee on the waiting list of a programme, and with that before its staff. Who is there already keeps their place.
func (u *unit) queue(ctx context.Context, item Attention) error {
	open, err := u.Attention().OpenFor(ctx, item.Program, item.Person)
	if err != nil {
		return fmt.Errorf("load attention: %w", err)
	}
	if slices.ContainsFunc(open, func(a Attention) bool { return a.Kind.Waits() }) {
		return nil
	}
	item.ID, item.CreatedAt = AttentionID(u.service.ids.NewID()), u.now
	if err := u.Attention().Save(ctx, item); err != nil {
		return fmt.Errorf("save attention: %w", err)
	}
	return nil
}

// waitingSince are the mentees on a programme's waiting list, whom nobody could take, with since when.
func (u *unit) waitingSince(ctx context.Context, program ProgramID) (map[PersonID]time.Time, error) {
	items, err := u.Attention().Open(ctx, []ProgramID{program}, maxWaiting)
	if err != nil {
		return nil, fmt.Errorf("load waiting list: %w", err)
	}
	since := map[PersonID]time.Time{}
	for _, item := range items {
		if first, known := since[item.Person]; item.Kind.Waits() && (!known || item.CreatedAt.Before(first)) {
			since[item.Person] = item.CreatedAt
		}
	}
	return since, nil
}

// maxWaiting bounds a waiting list.
const maxWaiting = 10_000
