package core

import (
	"context"
	"fmt"
	"strconv"
	"time"
)

// A cascade walks a choice list: one mentor at a time is asked, and whatever ends an ask without a yes asks the next one in the
// same transaction. Every step first locks the list, then the participations of the mentee and of all mentors on it in one order, so
// that steps of different lists cannot block each other for ever and a mentor's load cannot change between looking and asking.
//
// The order of all locks of the domain: the envelope, people by id, the list, participations by id, a mentorship, the keys of jobs.
// Whoever changes a person's own records locks the person first, so that one person's requests take turns.

// lockList takes the locks of a cascade step and loads what they protect. The locks of many steps are in lockLists.
func (u *unit) lockList(ctx context.Context, id ChoiceListID) (ChoiceList, Program, error) {
	if err := u.ChoiceLists().Lock(ctx, id); err != nil {
		return ChoiceList{}, Program{}, fmt.Errorf("lock choices: %w", err)
	}
	list, err := u.ChoiceLists().Get(ctx, id)
	if err != nil {
		return ChoiceList{}, Program{}, missing(err, "load choices")
	}
	program, err := u.Programs().Get(ctx, list.Program)
	if err != nil {
		return ChoiceList{}, Program{}, missing(err, "load programme")
	}
	if err := u.lockPeople(ctx, list); err != nil {
		return ChoiceList{}, Program{}, err
	}
	return list, program, nil
}

func (u *unit) lockPeople(ctx context.Context, list ChoiceList) error {
	people := append([]PersonID{list.Mentee}, list.Mentors...)
	if err := u.Participants().Lock(ctx, list.Program, people...); err != nil {
		return fmt.Errorf("lock participants: %w", err)
	}
	return nil
}

// lockInvitation takes the locks of the invitation's list and loads it as it is now.
func (u *unit) lockInvitation(ctx context.Context, id InvitationID) (Invitation, ChoiceList, Program, error) {
	inv, err := u.Invitations().Get(ctx, id)
	if err != nil {
		return Invitation{}, ChoiceList{}, Program{}, missing(err, "load invitation")
	}
	list, program, err := u.lockList(ctx, inv.List)
	if err != nil {
		return Invitation{}, ChoiceList{}, Program{}, err
	}
	inv, err = u.Invitations().Get(ctx, id)
	return inv, list, program, missing(err, "load invitation")
}

// advance asks the next mentor who can be asked, or closes the list when nobody is left. An offer has nobody else to ask.
func (u *unit) advance(ctx context.Context, program Program, list ChoiceList) error {
	earlier, err := u.Invitations().ForList(ctx, list.ID)
	if err != nil {
		return fmt.Errorf("load invitations: %w", err)
	}
	facts, err := u.obstaclesOn(ctx, program, list)
	if err != nil {
		return err
	}
	var s steps
	if err := u.step(&s, facts, list, earlier); err != nil {
		return err
	}
	return u.write(ctx, s)
}

// step is advance for a list whose earlier invitations and obstacles are known; what changes is to be written.
func (u *unit) step(s *steps, facts obstacles, list ChoiceList, earlier []Invitation) error {
	if list.Offer {
		u.endOffer(s, list, earlier)
		return nil
	}
	next := 1
	for _, inv := range earlier {
		next = max(next, inv.Rank+1)
	}
	for rank := next; rank <= len(list.Mentors); rank++ {
		asked, err := u.ask(s, facts, list, rank)
		if err != nil || asked {
			return err
		}
	}
	u.exhaust(s, list)
	return nil
}

// ask invites the mentor at a rank, or records why they are passed over.
func (u *unit) ask(s *steps, facts obstacles, list ChoiceList, rank int) (bool, error) {
	mentor := list.Mentors[rank-1]
	reason, err := facts.between(list.Mentee, mentor)
	if err != nil {
		return false, err
	}
	inv := Invitation{
		ID: InvitationID(u.service.ids.NewID()), Program: list.Program, List: list.ID, Mentee: list.Mentee, Mentor: mentor, Rank: rank,
		State: InvitationQueued, CreatedAt: u.now,
	}
	if reason != "" {
		inv.State, inv.SkipReason, inv.ClosedAt = InvitationSkipped, reason, u.now
	}
	s.begun = append(s.begun, inv)
	if reason != "" {
		s.record(ActionSkip, InvitationSubject(inv.ID), map[string]string{"reason": string(reason), "rank": strconv.Itoa(rank)})
		return false, nil
	}
	u.notify(mentor, NoticeInvitation, Task{Invitation: inv.ID})
	u.refreshHome(mentor, list.Mentee)
	s.record(ActionAdvanceChoices, InvitationSubject(inv.ID), map[string]string{"rank": strconv.Itoa(rank)})
	return true, nil
}

// exhaust closes a list on which nobody is left, tells the mentee and puts them before the admins.
func (u *unit) exhaust(s *steps, list ChoiceList) {
	list.State, list.ClosedAt = ChoicesExhausted, u.now
	s.ended = append(s.ended, list)
	s.waiting = append(s.waiting, Attention{Program: list.Program, Kind: AttentionExhausted, Person: list.Mentee, List: list.ID})
	u.notify(list.Mentee, NoticeExhausted, Task{List: list.ID})
	u.refreshHome(list.Mentee)
	s.record(ActionAdvanceChoices, ListSubject(list.ID), map[string]string{"state": string(list.State)})
}

func (u *unit) refreshAdmins(ctx context.Context) error {
	admins, err := u.People().Admins(ctx)
	if err != nil {
		return fmt.Errorf("load admins: %w", err)
	}
	for _, a := range admins {
		u.refreshHome(a.ID)
	}
	return nil
}

// closeInvitation ends an invitation and brings its messages and both Homes up to date.
func (u *unit) closeInvitation(ctx context.Context, inv *Invitation, state InvitationState, action Action) error {
	var s steps
	u.end(&s, inv, state, action)
	return u.write(ctx, s)
}

// end is closeInvitation for an invitation that is to be written.
func (u *unit) end(s *steps, inv *Invitation, state InvitationState, action Action) {
	inv.State, inv.ClosedAt = state, u.now
	s.over = append(s.over, *inv)
	u.refreshInvitation(inv.ID)
	u.refreshHome(inv.Mentor, inv.Mentee)
	s.record(action, InvitationSubject(inv.ID), map[string]string{"state": string(state), "reason": string(inv.Reason) + string(inv.SkipReason)})
}

// Delivered records that the message arrived at an instant: the response window starts, and the mentee learns whom we ask, or the mentor
// that their offer is there. An
// invitation that ended meanwhile only gets its message brought up to date.
func (s *Service) Delivered(ctx context.Context, workspace WorkspaceID, id InvitationID, at time.Time) error {
	_, err := change(ctx, s, Call{Workspace: workspace}, ActionDeliver, func(ctx context.Context, u *unit) (Invitation, error) {
		inv, _, program, err := u.lockInvitation(ctx, id)
		if err != nil {
			return Invitation{}, err
		}
		if inv.State != InvitationQueued {
			u.refreshInvitation(id)
			return inv, nil
		}
		asked, err := u.People().Get(ctx, inv.AskedOf())
		if err != nil {
			return Invitation{}, fmt.Errorf("load who was asked: %w", err)
		}
		hours, err := u.hours(ctx, asked.ID)
		if err != nil {
			return Invitation{}, err
		}
		zone, off := asked.Location(), hours.DaysOff()
		inv.State, inv.DeliveredAt = InvitationSent, at
		inv.ExpiresAt, inv.RemindAt = program.Policy.Deadline(at, zone, off), program.Policy.ReminderAt(at, zone, off)
		if err := u.Invitations().Save(ctx, inv); err != nil {
			return Invitation{}, fmt.Errorf("save invitation: %w", err)
		}
		u.notify(inv.AskedBy(), NoticeAsked, Task{Invitation: id})
		u.refreshHome(inv.Mentor, inv.Mentee)
		return inv, u.audit(ctx, ActionDeliver, InvitationSubject(id), nil)
	})
	return err
}

// Undeliverable records that who was asked cannot be reached and asks the next mentor.
func (s *Service) Undeliverable(ctx context.Context, workspace WorkspaceID, id InvitationID) error {
	return s.pass(ctx, workspace, id, func(_ context.Context, _ *unit, _ Program, inv Invitation) (SkipReason, error) {
		if inv.State != InvitationQueued {
			return "", nil
		}
		return SkipUnreachable, nil
	})
}

// skipRule says under the locks why an invitation is to be skipped; empty when it is not.
type skipRule func(context.Context, *unit, Program, Invitation) (SkipReason, error)

// pass skips a live invitation that there is a reason to skip and asks the next mentor.
func (s *Service) pass(ctx context.Context, workspace WorkspaceID, id InvitationID, reason skipRule) error {
	_, err := change(ctx, s, Call{Workspace: workspace}, ActionSkip, func(ctx context.Context, u *unit) (Invitation, error) {
		inv, list, program, err := u.lockInvitation(ctx, id)
		if err != nil || !inv.Live() {
			return inv, err
		}
		if inv.SkipReason, err = reason(ctx, u, program, inv); err != nil || inv.SkipReason == "" {
			return inv, err
		}
		if err := u.closeInvitation(ctx, &inv, InvitationSkipped, ActionSkip); err != nil {
			return inv, err
		}
		return inv, u.advance(ctx, program, list)
	})
	return err
}

// Release passes on the invitations that wait for somebody who can take no more, each in a transaction of its own: those of mentees to a
// mentor, and offers either way. The list of a mentee who has a mentor now ends.
func (s *Service) Release(ctx context.Context, workspace WorkspaceID, program ProgramID, person PersonID) error {
	waiting, err := load(ctx, s, workspace, func(ctx context.Context, u *unit) ([]Invitation, error) {
		return u.Invitations().LiveForMentor(ctx, program, person)
	})
	if err != nil {
		return fmt.Errorf("release: %w", err)
	}
	for _, inv := range waiting {
		err := s.pass(ctx, workspace, inv.ID, func(ctx context.Context, u *unit, p Program, inv Invitation) (SkipReason, error) {
			return u.obstacle(ctx, p, inv.Mentee, inv.Mentor)
		})
		if err != nil {
			return err
		}
	}
	if err := s.releaseOffers(ctx, workspace, program, person); err != nil {
		return err
	}
	return s.settleMatched(ctx, workspace, program, person)
}
