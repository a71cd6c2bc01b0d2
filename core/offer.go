package core

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// An offer is an invitation the other way round: a mentor asks a mentee. It has a list of its own with this one mentor and their words, so
// that delivery, deadline, reminder and answer are those of every invitation. It passes to nobody when it ends without a yes; the mentor is
// told then.

// AskedOf is who answers an invitation.
func (i *Invitation) AskedOf() PersonID {
	if i.Offer {
		return i.Mentee
	}
	return i.Mentor
}

// AskedBy is who waits for its answer.
func (i *Invitation) AskedBy() PersonID {
	if i.Offer {
		return i.Mentor
	}
	return i.Mentee
}

// answer is the line of the permission table for an answer, which depends on who was asked.
func (i *Invitation) answer(action Action) Action {
	if i.Offer {
		return map[Action]Action{ActionAccept: ActionAcceptOffer, ActionDecline: ActionDeclineOffer}[action]
	}
	return action
}

// Asked is who answers.
func (f InvitationFacts) Asked() Card {
	if f.Invitation.Offer {
		return f.Mentee
	}
	return f.Mentor
}

// Asker is who waits for the answer.
func (f InvitationFacts) Asker() Card {
	if f.Invitation.Offer {
		return f.Mentor
	}
	return f.Mentee
}

// DeclineReasons are the reasons a no can have. That a topic is not one's field is for mentors to say.
func (f InvitationFacts) DeclineReasons() []DeclineReason {
	all := f.Program.Policy.DeclineReasons
	if !f.Invitation.Offer {
		return all
	}
	theirs := slices.DeleteFunc(slices.Clone(all), func(r DeclineReason) bool { return r == DeclineNotExpert })
	if len(theirs) == 0 {
		return all
	}
	return theirs
}

// mentorsInvite refuses where mentors do not invite, and for whoever cannot be asked as a mentor.
func (u *unit) mentorsInvite(ctx context.Context, program Program) (Participant, error) {
	if !program.Policy.MentorsInvite {
		return Participant{}, conflict(CodeNoOffers)
	}
	place, err := u.participant(ctx, program, u.actor.ID)
	if err != nil {
		return place, err
	}
	if !place.Findable {
		return place, conflict(CodeOfferNotMentor)
	}
	return place, nil
}

// Offer asks a mentee, in the actor's words, whether they want the actor as their mentor.
func (s *Service) Offer(ctx context.Context, call Call, mentee PersonID, words string) (InvitationFacts, error) {
	words = clean(words)
	return change(ctx, s, call, ActionOffer, func(ctx context.Context, u *unit) (InvitationFacts, error) {
		if err := u.allow(ActionOffer, u.self()); err != nil {
			return InvitationFacts{}, err
		}
		if err := u.lockActor(ctx); err != nil {
			return InvitationFacts{}, err
		}
		program, err := u.current(ctx, u.actor)
		if err != nil {
			return InvitationFacts{}, err
		}
		if err := u.Participants().Lock(ctx, program.ID, u.actor.ID, mentee); err != nil {
			return InvitationFacts{}, fmt.Errorf("lock participants: %w", err)
		}
		if err := u.mayOffer(ctx, program, mentee); err != nil {
			return InvitationFacts{}, err
		}
		var bad fieldErrors
		bad.add(checkRequired("message", words))
		bad.add(checkLength("message", words, MaxRequestMessage))
		if err := bad.err(); err != nil {
			return InvitationFacts{}, err
		}
		inv, err := u.offer(ctx, program, mentee, words)
		if err != nil {
			return InvitationFacts{}, err
		}
		return u.invitationFacts(ctx, inv, u.actor.ID)
	})
}

// mayOffer refuses what an offer cannot be made for now. A mentor has no more offers under way than free places, so that each can be
// accepted.
func (u *unit) mayOffer(ctx context.Context, program Program, mentee PersonID) error {
	if program.State != ProgramOpen {
		return conflict(CodeProgramClosed)
	}
	place, err := u.mentorsInvite(ctx, program)
	if err != nil {
		return err
	}
	if mentee == u.actor.ID {
		return conflict(CodeSelfChoice)
	}
	reason, err := u.offerObstacle(ctx, program, mentee, u.actor.ID)
	if err != nil {
		return err
	}
	switch reason {
	case "":
	case SkipFull:
		return conflict(CodeOfferFull)
	case SkipUnavailable:
		return conflict(CodeOfferUnavailable)
	case SkipExcluded:
		return conflict(CodeOfferExcluded)
	case SkipMatched:
		return conflict(CodeMenteeMatched)
	default:
		return conflict(CodeMenteeNotFindable)
	}
	return u.offersLeft(ctx, program, place, mentee)
}

// offersLeft refuses a second offer to one mentee, and more offers than there are places.
func (u *unit) offersLeft(ctx context.Context, program Program, place Participant, mentee PersonID) error {
	live, err := u.Invitations().Offers(ctx, program.ID, place.Person)
	if err != nil {
		return fmt.Errorf("load offers: %w", err)
	}
	load, err := u.Mentorships().Load(ctx, program.ID, place.Person)
	if err != nil {
		return fmt.Errorf("count mentorships: %w", err)
	}
	for _, inv := range live {
		if inv.Mentor != place.Person {
			continue
		}
		if inv.Mentee == mentee {
			return conflict(CodeOfferUnderWay)
		}
		load++
	}
	if load >= place.Capacity {
		return conflict(CodeOffersFull)
	}
	return nil
}

func (u *unit) offer(ctx context.Context, program Program, mentee PersonID, words string) (Invitation, error) {
	list := ChoiceList{
		ID: ChoiceListID(u.service.ids.NewID()), Program: program.ID, Mentee: mentee, State: ChoicesRunning, Offer: true,
		Mentors: []PersonID{u.actor.ID}, Message: words, CreatedAt: u.now, SubmittedAt: u.now,
	}
	if err := u.ChoiceLists().Save(ctx, list); err != nil {
		return Invitation{}, fmt.Errorf("save offer: %w", err)
	}
	inv := Invitation{
		ID: InvitationID(u.service.ids.NewID()), Program: program.ID, List: list.ID, Mentee: mentee, Mentor: u.actor.ID, Rank: 1,
		State: InvitationQueued, Offer: true, CreatedAt: u.now,
	}
	err := u.Invitations().Save(ctx, inv)
	if errors.Is(err, ErrDuplicate) {
		return inv, conflict(CodeOfferUnderWay)
	}
	if err != nil {
		return inv, fmt.Errorf("save offer: %w", err)
	}
	u.notify(mentee, NoticeInvitation, Task{Invitation: inv.ID})
	u.refreshHome(mentee, u.actor.ID)
	return inv, u.audit(ctx, ActionOffer, InvitationSubject(inv.ID), nil)
}

// offerObstacle says why an offer cannot be made or accepted now, or nothing: what keeps the mentee from taking part in it, then what
// would keep the mentor from being asked.
func (u *unit) offerObstacle(ctx context.Context, program Program, mentee, mentor PersonID) (SkipReason, error) {
	person, err := u.People().Get(ctx, mentee)
	if errors.Is(err, ErrNotFound) {
		return "", notFound()
	}
	if err != nil {
		return "", fmt.Errorf("load mentee: %w", err)
	}
	place, err := u.participant(ctx, program, mentee)
	if err != nil {
		return "", err
	}
	active, err := u.Mentorships().ActiveOf(ctx, program.ID, mentee)
	if err != nil {
		return "", fmt.Errorf("count mentorships: %w", err)
	}
	switch {
	case person.Unreachable:
		return SkipUnreachable, nil
	case !person.Active() || !place.seeks():
		return SkipLeft, nil
	case active > 0:
		return SkipMatched, nil
	}
	return u.obstacle(ctx, program, mentee, mentor)
}

// seeks reports whether somebody takes part as a mentee, with everything the programme asks for.
func (p *Participant) seeks() bool { return p.Mentee && p.State == ParticipantActive }

// endOffer closes the list of an offer that ended without a yes and tells the mentor.
func (u *unit) endOffer(s *steps, list ChoiceList, made []Invitation) {
	list.State, list.ClosedAt = ChoicesExhausted, u.now
	s.ended = append(s.ended, list)
	for _, inv := range made {
		u.notify(inv.Mentor, NoticeOfferEnded, Task{Invitation: inv.ID})
		u.refreshHome(inv.Mentor, inv.Mentee)
	}
}

// WithdrawOffer takes an offer back before it is answered. The mentee sees that it is gone.
func (s *Service) WithdrawOffer(ctx context.Context, call Call, id InvitationID) (InvitationFacts, error) {
	return change(ctx, s, call, ActionWithdrawOffer, func(ctx context.Context, u *unit) (InvitationFacts, error) {
		inv, list, _, err := u.lockInvitation(ctx, id)
		if err != nil {
			return InvitationFacts{}, err
		}
		if err := u.allow(ActionWithdrawOffer, u.relation(inv.Mentor, inv.Mentee)); err != nil {
			return InvitationFacts{}, err
		}
		if !inv.Offer || !inv.Live() {
			return InvitationFacts{}, conflict(CodeNothingToWithdraw)
		}
		if err := u.closeInvitation(ctx, &inv, InvitationWithdrawn, ActionWithdrawOffer); err != nil {
			return InvitationFacts{}, err
		}
		list.State, list.ClosedAt = ChoicesWithdrawn, u.now
		if err := u.ChoiceLists().Save(ctx, list); err != nil {
			return InvitationFacts{}, fmt.Errorf("save offer: %w", err)
		}
		return u.invitationFacts(ctx, inv, call.Actor)
	})
}

// releaseOffers ends the offers of somebody, and to them, that have become impossible, each in a transaction of its own.
func (s *Service) releaseOffers(ctx context.Context, workspace WorkspaceID, program ProgramID, person PersonID) error {
	live, err := load(ctx, s, workspace, func(ctx context.Context, u *unit) ([]Invitation, error) {
		return u.Invitations().Offers(ctx, program, person)
	})
	if err != nil {
		return fmt.Errorf("release offers: %w", err)
	}
	for _, inv := range live {
		err := s.pass(ctx, workspace, inv.ID, func(ctx context.Context, u *unit, p Program, inv Invitation) (SkipReason, error) {
			return u.offerObstacle(ctx, p, inv.Mentee, inv.Mentor)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// settleMatched ends the list of a mentee who has found a mentor in another way: a mentor who is being asked sees that there is nothing
// left to answer.
func (s *Service) settleMatched(ctx context.Context, workspace WorkspaceID, program ProgramID, mentee PersonID) error {
	_, err := change(ctx, s, Call{Workspace: workspace}, ActionSkip, func(ctx context.Context, u *unit) (ChoiceList, error) {
		list, err := u.ChoiceLists().Current(ctx, program, mentee)
		if errors.Is(err, ErrNotFound) {
			return list, nil
		}
		if err != nil {
			return list, fmt.Errorf("load choices: %w", err)
		}
		list, p, err := u.lockList(ctx, list.ID)
		if err != nil || list.State != ChoicesDraft && list.State != ChoicesRunning {
			return list, err
		}
		active, err := u.Mentorships().ActiveOf(ctx, program, mentee)
		if err != nil || active < p.Policy.MentorshipsPerMentee {
			return list, err
		}
		return list, u.supersede(ctx, p, mentee)
	})
	return err
}
