package core

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
)

// Leaving loads what the actor has open in a programme, to be read before they leave it.
func (s *Service) Leaving(ctx context.Context, call Call, id ProgramID) (LeaveFacts, error) {
	return own(ctx, s, call, ActionLeave, func(ctx context.Context, u *unit) (LeaveFacts, error) {
		program, err := u.program(ctx, id)
		if err != nil {
			return LeaveFacts{}, err
		}
		place, err := u.placeOf(ctx, program.ID, u.actor.ID)
		if err != nil {
			return LeaveFacts{}, err
		}
		if !place.Participant.Joined() {
			return LeaveFacts{}, conflict(CodeNotParticipant)
		}
		return u.leaveFacts(ctx, place)
	})
}

func (u *unit) leaveFacts(ctx context.Context, place ParticipantFacts) (LeaveFacts, error) {
	facts := LeaveFacts{Place: place}
	requests, err := u.requests(ctx, place.Program, u.actor)
	if err != nil {
		return facts, err
	}
	facts.Choices = requests.Choices
	for _, x := range requests.ToAnswer {
		if x.Program.ID == place.Program.ID {
			facts.ToAnswer = append(facts.ToAnswer, x)
		}
	}
	ongoing, err := u.ongoing(ctx, place.Program.ID, u.actor.ID)
	if err != nil {
		return facts, err
	}
	for _, m := range ongoing {
		one, err := u.mentorshipFacts(ctx, m, u.actor.ID)
		if err != nil {
			return facts, err
		}
		facts.Mentorships = append(facts.Mentorships, one)
	}
	return facts, nil
}

// ongoing are a person's mentorships in a programme that have not ended, in the order in which they are locked.
func (u *unit) ongoing(ctx context.Context, program ProgramID, person PersonID) ([]Mentorship, error) {
	all, err := u.Mentorships().ForPerson(ctx, person)
	if err != nil {
		return nil, fmt.Errorf("load mentorships: %w", err)
	}
	all = slices.DeleteFunc(all, func(m Mentorship) bool { return m.Program != program || !m.Ongoing() })
	slices.SortFunc(all, func(a, b Mentorship) int { return cmp.Compare(a.ID, b.ID) })
	return all, nil
}

// Leave takes the actor out of a programme. Everything they have open is settled, and whom it concerns is told: their own request is
// withdrawn, requests to them pass on, and their mentorships end with the words they leave. They can join again later.
func (s *Service) Leave(ctx context.Context, call Call, id ProgramID, words string) (ParticipantFacts, error) {
	words = clean(words)
	return change(ctx, s, call, ActionLeave, func(ctx context.Context, u *unit) (ParticipantFacts, error) {
		if err := u.allow(ActionLeave, u.self()); err != nil {
			return ParticipantFacts{}, err
		}
		program, err := u.program(ctx, id)
		if err != nil {
			return ParticipantFacts{}, err
		}
		place, ongoing, err := u.lockPlace(ctx, program, u.actor.ID)
		if err != nil {
			return ParticipantFacts{}, err
		}
		if !place.Joined() {
			return ParticipantFacts{}, conflict(CodeNotParticipant)
		}
		var bad fieldErrors
		if len(ongoing) > 0 {
			bad.add(checkRequired("reason", words))
		}
		bad.add(checkLength("reason", words, MaxEndReason))
		if err := bad.err(); err != nil {
			return ParticipantFacts{}, err
		}
		if err := u.endAll(ctx, ongoing, words); err != nil {
			return ParticipantFacts{}, err
		}
		place.withdraw()
		return u.outside(ctx, program, place, ActionLeave)
	})
}

// lockPlace takes all locks that ending somebody's part in a programme needs, in the order of the domain, closes their list on the way,
// and loads the place and the mentorships as they are then.
func (u *unit) lockPlace(ctx context.Context, program Program, person PersonID) (Participant, []Mentorship, error) {
	before, err := u.ongoing(ctx, program.ID, person)
	if err != nil {
		return Participant{}, nil, err
	}
	people := []PersonID{person}
	for _, m := range before {
		people = append(people, m.Other(person))
	}
	if err := u.People().Lock(ctx, people...); err != nil {
		return Participant{}, nil, fmt.Errorf("lock people: %w", err)
	}
	if err := u.closeList(ctx, program.ID, person); err != nil {
		return Participant{}, nil, err
	}
	if err := u.Participants().Lock(ctx, program.ID, person); err != nil {
		return Participant{}, nil, fmt.Errorf("lock participation: %w", err)
	}
	place, err := u.Participants().Get(ctx, program.ID, person)
	if errors.Is(err, ErrNotFound) {
		return place, nil, conflict(CodeNotParticipant)
	}
	if err != nil {
		return place, nil, fmt.Errorf("load participation: %w", err)
	}
	ongoing, err := u.ongoing(ctx, program.ID, person)
	return place, ongoing, err
}

// closeList withdraws a mentee's draft or running list; the mentor being asked sees that the request is gone.
func (u *unit) closeList(ctx context.Context, program ProgramID, mentee PersonID) error {
	current, err := u.ChoiceLists().Current(ctx, program, mentee)
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("load choices: %w", err)
	}
	list, _, err := u.lockList(ctx, current.ID)
	if err != nil || list.State != ChoicesRunning && list.State != ChoicesDraft {
		return err
	}
	return u.withdraw(ctx, &list)
}

// endAll ends mentorships one after the other. One that has ended meanwhile is left alone.
func (u *unit) endAll(ctx context.Context, all []Mentorship, words string) error {
	for _, m := range all {
		m, err := u.lockOngoing(ctx, m.ID)
		if err != nil {
			return err
		}
		if !m.Ongoing() {
			continue
		}
		if _, err := u.endMentorship(ctx, m, u.actor.ID, words); err != nil {
			return err
		}
	}
	return nil
}

// outside stores a place whose person takes no part any more, and passes on what waits for them.
func (u *unit) outside(ctx context.Context, program Program, place Participant, action Action) (ParticipantFacts, error) {
	place.Findable, place.Returned = false, false
	if err := u.resolveAttention(ctx, program.ID, place.Person); err != nil {
		return ParticipantFacts{}, err
	}
	u.release(program.ID, place.Person)
	if err := u.audit(ctx, action, PersonSubject(place.Person), map[string]string{"program": string(program.ID)}); err != nil {
		return ParticipantFacts{}, err
	}
	if !place.AppliedAt.IsZero() {
		if err := u.refreshStaff(ctx, program.ID); err != nil {
			return ParticipantFacts{}, err
		}
	}
	place.AppliedAt = time.Time{}
	person, err := u.People().Get(ctx, place.Person)
	if err != nil {
		return ParticipantFacts{}, missing(err, "load person")
	}
	return u.resettle(ctx, program, person, place)
}

// Pause lets the actor take no part for a while: nobody finds or asks them, and their own request is withdrawn. Mentorships go on.
func (s *Service) Pause(ctx context.Context, call Call, id ProgramID) (ParticipantFacts, error) {
	return s.changeOwn(ctx, call, ActionPause, id, func(ctx context.Context, u *unit, program Program) (ParticipantFacts, error) {
		if err := u.closeList(ctx, program.ID, u.actor.ID); err != nil {
			return ParticipantFacts{}, err
		}
		place, err := u.ownPlace(ctx, program)
		if err != nil {
			return ParticipantFacts{}, err
		}
		if !place.Joined() || len(place.roles()) == 0 {
			return ParticipantFacts{}, conflict(CodeNotParticipant)
		}
		if place.State == ParticipantPaused {
			return ParticipantFacts{}, conflict(CodeParticipantPaused)
		}
		place.State, place.Findable = ParticipantPaused, false
		u.release(program.ID, u.actor.ID)
		return u.resettle(ctx, program, u.actor, place)
	})
}

// Resume ends the actor's pause.
func (s *Service) Resume(ctx context.Context, call Call, id ProgramID) (ParticipantFacts, error) {
	return s.changeOwn(ctx, call, ActionResume, id, func(ctx context.Context, u *unit, program Program) (ParticipantFacts, error) {
		place, err := u.ownPlace(ctx, program)
		if err != nil {
			return ParticipantFacts{}, err
		}
		if place.State != ParticipantPaused {
			return ParticipantFacts{}, conflict(CodeNotPaused)
		}
		place.State = ParticipantProfileIncomplete
		return u.resettle(ctx, program, u.actor, place)
	})
}

// Resubmit sends an application again that was returned with feedback.
func (s *Service) Resubmit(ctx context.Context, call Call, id ProgramID) (ParticipantFacts, error) {
	return s.changeOwn(ctx, call, ActionResubmit, id, func(ctx context.Context, u *unit, program Program) (ParticipantFacts, error) {
		place, err := u.ownPlace(ctx, program)
		if err != nil {
			return ParticipantFacts{}, err
		}
		if !place.Returned {
			return ParticipantFacts{}, conflict(CodeNothingReturned)
		}
		place.Returned = false
		return u.resettle(ctx, program, u.actor, place)
	})
}

// changeOwn is a change to the actor's own part in a programme.
func (s *Service) changeOwn(ctx context.Context, call Call, action Action, id ProgramID,
	do func(context.Context, *unit, Program) (ParticipantFacts, error)) (ParticipantFacts, error) {
	return change(ctx, s, call, action, func(ctx context.Context, u *unit) (ParticipantFacts, error) {
		if err := u.allow(action, u.self()); err != nil {
			return ParticipantFacts{}, err
		}
		if err := u.lockActor(ctx); err != nil {
			return ParticipantFacts{}, err
		}
		program, err := u.program(ctx, id)
		if err != nil {
			return ParticipantFacts{}, err
		}
		if err := u.audit(ctx, action, PersonSubject(u.actor.ID), map[string]string{"program": string(program.ID)}); err != nil {
			return ParticipantFacts{}, err
		}
		return do(ctx, u, program)
	})
}
