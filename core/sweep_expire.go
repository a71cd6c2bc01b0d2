package core

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
)

// expireBatch is how many invitations end in one transaction. More would save little, and make those wait who press a button meanwhile:
// on SQLite anybody, on PostgreSQL who is on one of the lists.
const expireBatch = 50

// expire ends invitations nobody answered and asks the next mentors, several in a transaction. When one of them fails, each of the batch gets
// a transaction of its own, so that it does not keep the others waiting.
func (s *Service) expire(ctx context.Context, items []DueItem) error {
	var failed error
	for len(items) > 0 {
		n := 1
		for n < min(len(items), expireBatch) && items[n].Workspace == items[0].Workspace {
			n++
		}
		batch := items[:n]
		items = items[n:]
		err := s.expireTogether(ctx, batch)
		if err != nil && n > 1 {
			err = nil
			for _, item := range batch {
				err = errors.Join(err, s.expireTogether(ctx, []DueItem{item}))
			}
		}
		failed = errors.Join(failed, err)
	}
	return failed
}

// expireTogether ends invitations of one workspace in one transaction, those that are still to be ended when it has their locks.
func (s *Service) expireTogether(ctx context.Context, items []DueItem) error {
	var ids []InvitationID
	for _, item := range items {
		ids = append(ids, item.Invitation)
	}
	_, err := change(ctx, s, Call{Workspace: items[0].Workspace, Unhurried: true}, ActionExpire, func(ctx context.Context, u *unit) (int, error) {
		due, err := u.Invitations().GetAll(ctx, ids)
		if err != nil {
			return 0, fmt.Errorf("load invitations: %w", err)
		}
		var on []ChoiceListID
		for _, inv := range due {
			on = append(on, inv.List)
		}
		slices.Sort(on)
		on = slices.Compact(on)
		lists, programs, err := u.lockLists(ctx, on)
		if err != nil {
			return 0, err
		}
		all, err := u.Invitations().ForLists(ctx, on)
		if err != nil {
			return 0, fmt.Errorf("load invitations of lists: %w", err)
		}
		facts := map[ProgramID]obstacles{}
		for id, some := range groupBy(slices.Collect(maps.Values(lists)), func(l ChoiceList) ProgramID { return l.Program }) {
			if facts[id], err = u.obstaclesOn(ctx, programs[id], some...); err != nil {
				return 0, err
			}
		}
		var steps steps
		for _, inv := range due {
			list, made := lists[inv.List], all[inv.List]
			i := slices.IndexFunc(made, func(now Invitation) bool { return now.ID == inv.ID })
			if i < 0 || made[i].State != InvitationSent || u.now.Before(made[i].ExpiresAt) {
				continue // answered meanwhile
			}
			u.end(&steps, &made[i], InvitationExpired, ActionExpire)
			if err := u.step(&steps, facts[list.Program], list, made); err != nil {
				return 0, err
			}
		}
		return len(steps.over), u.write(ctx, steps)
	})
	return err
}
