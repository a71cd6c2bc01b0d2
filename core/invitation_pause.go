package core

import (
	"context"
	"fmt"
	"reflect"
	"time"
)

// pauseRequests gives the actor as much more time to answer what they were asked as new days off take from it. Fewer days off take none
// away: a running deadline never becomes shorter.
func (u *unit) pauseRequests(ctx context.Context, before, now DaysOff) error {
	if reflect.DeepEqual(before, now) {
		return nil
	}
	waiting, err := u.waitingFor(ctx, u.actor.ID)
	if err != nil {
		return err
	}
	for _, inv := range waiting {
		if err := u.pauseRequest(ctx, inv.ID, before, now); err != nil {
			return err
		}
	}
	return nil
}

// waitingFor are the invitations and offers that wait for somebody's answer, in all programmes.
func (u *unit) waitingFor(ctx context.Context, person PersonID) ([]Invitation, error) {
	asked, err := u.Invitations().LiveForMentor(ctx, "", person)
	if err != nil {
		return nil, fmt.Errorf("load requests: %w", err)
	}
	offered, err := u.Invitations().Offers(ctx, "", person)
	if err != nil {
		return nil, fmt.Errorf("load offers: %w", err)
	}
	return append(asked, offered...), nil
}

func (u *unit) pauseRequest(ctx context.Context, id InvitationID, before, now DaysOff) error {
	inv, _, program, err := u.lockInvitation(ctx, id)
	if err != nil {
		return err
	}
	if inv.State != InvitationSent || inv.AskedOf() != u.actor.ID || !u.now.Before(inv.ExpiresAt) {
		return nil
	}
	policy, zone, from := program.Policy, u.actor.Location(), inv.DeliveredAt
	more := policy.Deadline(from, zone, now).Sub(policy.Deadline(from, zone, before))
	if more <= 0 {
		return nil
	}
	inv.ExpiresAt = inv.ExpiresAt.Add(more)
	if inv.RemindedAt.IsZero() && !inv.RemindAt.IsZero() {
		inv.RemindAt = inv.RemindAt.Add(max(0, policy.ReminderAt(from, zone, now).Sub(policy.ReminderAt(from, zone, before))))
	}
	if err := u.Invitations().Save(ctx, inv); err != nil {
		return fmt.Errorf("save invitation: %w", err)
	}
	u.refreshInvitation(id)
	u.refreshHome(inv.Mentor, inv.Mentee)
	return u.audit(ctx, ActionPauseRequest, InvitationSubject(id), map[string]string{"expires": inv.ExpiresAt.Format(time.RFC3339)})
}
