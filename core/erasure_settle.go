package core

import (
	"context"
	"fmt"
	"time"
)

// SettleErasure ends what somebody who is being erased has open, each thing in a transaction of its own, so that after an interruption it goes
// on where it was. Others hear of it as they would if the person had left by hand. Errors: ErrNotFound.
func (s *Service) SettleErasure(ctx context.Context, workspace WorkspaceID, id PersonID) error {
	type open struct {
		places      []Participant
		mentorships []Mentorship
		invitations []Invitation
	}
	found, err := load(ctx, s, workspace, func(ctx context.Context, u *unit) (open, error) {
		var o open
		person, err := u.People().Get(ctx, id)
		if err != nil || !person.Erasing() {
			return o, missing(err, "load person")
		}
		if o.places, err = u.Participants().ForPerson(ctx, id); err != nil {
			return o, fmt.Errorf("load participations: %w", err)
		}
		if o.mentorships, err = u.allOngoing(ctx, id); err != nil {
			return o, err
		}
		o.invitations, err = u.liveInvitations(ctx, id)
		return o, err
	})
	if err != nil {
		return err
	}
	for _, place := range found.places {
		if place.Joined() || place.Findable {
			if err := s.settling(ctx, workspace, id, ActionLeave, func(ctx context.Context, u *unit) error { return u.leaveProgram(ctx, place.Program) }); err != nil {
				return err
			}
		}
	}
	for _, m := range found.mentorships { // those of programmes they have left before
		if err := s.settling(ctx, workspace, id, ActionEndMentorship, func(ctx context.Context, u *unit) error { return u.endOne(ctx, m) }); err != nil {
			return err
		}
	}
	for _, inv := range found.invitations {
		gone := func(context.Context, *unit, Program, Invitation) (SkipReason, error) { return SkipLeft, nil }
		if err := s.pass(ctx, workspace, inv.ID, gone); err != nil {
			return err
		}
	}
	return nil
}

// settling is a change in the name of somebody who can do nothing any more themselves.
func (s *Service) settling(ctx context.Context, workspace WorkspaceID, id PersonID, action Action, do func(context.Context, *unit) error) error {
	_, err := change(ctx, s, Call{Workspace: workspace}, action, func(ctx context.Context, u *unit) (PersonID, error) {
		person, err := u.People().Get(ctx, id)
		if err != nil {
			return id, missing(err, "load person")
		}
		u.actor, u.call.Actor, u.call.RequestID = person, id, "erasure"
		return id, do(ctx, u)
	})
	return err
}

// leaveProgram is what [Service.Leave] does, without words.
func (u *unit) leaveProgram(ctx context.Context, id ProgramID) error {
	program, err := u.Programs().Get(ctx, id)
	if err != nil {
		return missing(err, "load programme")
	}
	place, ongoing, err := u.lockPlace(ctx, program, u.actor.ID)
	if err != nil || !place.Joined() && !place.Findable {
		return err
	}
	if err := u.endAll(ctx, ongoing, ""); err != nil {
		return err
	}
	place.withdraw()
	_, err = u.outside(ctx, program, place, ActionLeave)
	return err
}

// withdraw takes somebody out of a programme.
func (p *Participant) withdraw() {
	p.Mentor, p.Mentee, p.State = false, false, ParticipantWithdrawn
	p.Unavailable, p.UnavailableUntil, p.UnavailableReason = false, time.Time{}, ""
}

func (u *unit) endOne(ctx context.Context, m Mentorship) error {
	if err := u.People().Lock(ctx, m.Mentor, m.Mentee); err != nil {
		return fmt.Errorf("lock people: %w", err)
	}
	return u.endAll(ctx, []Mentorship{m}, "")
}
