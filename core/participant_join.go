package core

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// Joining is how somebody wants to take part in a programme.
type Joining struct {
	Program ProgramID // empty for the one the person is in
	Mentor  bool
	Mentee  bool
}

// Join lets the actor take part in a programme, in one role or in both. What comes next is in the facts: what is missing, whether somebody
// has to activate them, or nothing (features.md S0-01, S0-05).
func (s *Service) Join(ctx context.Context, call Call, in Joining) (ParticipantFacts, error) {
	return change(ctx, s, call, ActionJoin, func(ctx context.Context, u *unit) (ParticipantFacts, error) {
		if err := u.allow(ActionJoin, u.self()); err != nil {
			return ParticipantFacts{}, err
		}
		if !in.Mentor && !in.Mentee {
			return ParticipantFacts{}, invalid("role", CodeRequired)
		}
		if err := u.lockActor(ctx); err != nil {
			return ParticipantFacts{}, err
		}
		profile, isNew, err := u.ownProfile(ctx)
		if err != nil {
			return ParticipantFacts{}, err
		}
		if isNew {
			return ParticipantFacts{}, conflict(CodeProfileFirst)
		}
		program, place, err := u.enterable(ctx, in.Program)
		if err != nil {
			return ParticipantFacts{}, err
		}
		place.take(in, profile)
		return u.storeJoining(ctx, program, place)
	})
}

// enterable loads a programme and the actor's place in it, held, and refuses who cannot take part.
func (u *unit) enterable(ctx context.Context, id ProgramID) (Program, Participant, error) {
	program, err := u.program(ctx, id)
	if err != nil {
		return program, Participant{}, err
	}
	if err := u.joinable(ctx, program); err != nil {
		return program, Participant{}, err
	}
	place, err := u.ownPlace(ctx, program)
	if err != nil {
		return program, place, err
	}
	return program, place, place.enter(u)
}

// enter lets somebody who had left of their own will begin anew; who was turned away cannot.
func (p *Participant) enter(u *unit) error {
	switch p.State {
	case ParticipantRemoved:
		return conflict(CodeParticipantRemoved)
	case ParticipantDeclined:
		return conflict(CodeApplicationDeclined)
	case ParticipantWithdrawn:
		p.State, p.JoinedAt = ParticipantProfileIncomplete, u.now
	}
	return nil
}

// take adds the roles. A new mentor starts with the skills of their profile as topics.
func (p *Participant) take(in Joining, profile Profile) {
	p.Mentee = p.Mentee || in.Mentee
	if in.Mentor && !p.Mentor {
		p.Mentor = true
		if len(p.Topics) == 0 {
			p.Topics = profile.Skills
		}
	}
}

func (u *unit) storeJoining(ctx context.Context, program Program, place Participant) (ParticipantFacts, error) {
	roles := make([]string, 0, 2)
	for _, role := range place.roles() {
		roles = append(roles, string(role))
	}
	if err := u.audit(ctx, ActionJoin, PersonSubject(u.actor.ID), map[string]string{"program": string(program.ID), "roles": strings.Join(roles, " ")}); err != nil {
		return ParticipantFacts{}, err
	}
	return u.resettle(ctx, program, u.actor, place)
}

// resettle stores a changed place, brings everything that follows from it in line, and loads what came of it.
func (u *unit) resettle(ctx context.Context, program Program, person Person, place Participant) (ParticipantFacts, error) {
	place.UpdatedAt = u.now
	if err := u.Participants().Save(ctx, place); err != nil {
		return ParticipantFacts{}, fmt.Errorf("save participation: %w", err)
	}
	if err := u.refreshFindable(ctx, person); err != nil {
		return ParticipantFacts{}, err
	}
	if err := u.loseSignUps(ctx, place, true); err != nil {
		return ParticipantFacts{}, err
	}
	u.refreshHome(person.ID)
	place, err := u.Participants().Get(ctx, program.ID, person.ID)
	if err != nil {
		return ParticipantFacts{}, fmt.Errorf("load participation: %w", err)
	}
	profile, err := u.Profiles().Get(ctx, person.ID)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return ParticipantFacts{}, fmt.Errorf("load profile: %w", err)
	}
	return u.placeFacts(ctx, program, place, person, profile)
}

// Place loads the actor's part in a programme; of somebody who has not joined, the one they would begin with.
func (s *Service) Place(ctx context.Context, call Call, id ProgramID) (PlaceFacts, error) {
	return own(ctx, s, call, ActionViewPlace, func(ctx context.Context, u *unit) (PlaceFacts, error) {
		program, err := u.program(ctx, id)
		if err != nil {
			return PlaceFacts{}, err
		}
		return u.ownPlaceFacts(ctx, program)
	})
}

func (u *unit) ownPlaceFacts(ctx context.Context, program Program) (PlaceFacts, error) {
	facts := PlaceFacts{}
	profile, isNew, err := u.ownProfile(ctx)
	if err != nil {
		return facts, err
	}
	facts.HasProfile = !isNew
	_, err = u.Participants().Get(ctx, program.ID, u.actor.ID)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return facts, fmt.Errorf("load participation: %w", err)
	}
	facts.Known = err == nil
	place, err := u.participant(ctx, program, u.actor.ID)
	if err != nil {
		return facts, err
	}
	facts.ParticipantFacts, err = u.placeFacts(ctx, program, place, u.actor, profile)
	return facts, err
}

// PlaceFor loads a person's part in a programme, for rendering messages.
func (s *Service) PlaceFor(ctx context.Context, workspace WorkspaceID, id ProgramID, person PersonID) (ParticipantFacts, error) {
	return load(ctx, s, workspace, func(ctx context.Context, u *unit) (ParticipantFacts, error) {
		return u.placeOf(ctx, id, person)
	})
}

func (u *unit) placeOf(ctx context.Context, id ProgramID, person PersonID) (ParticipantFacts, error) {
	program, err := u.Programs().Get(ctx, id)
	if err != nil {
		return ParticipantFacts{}, missing(err, "load programme")
	}
	place, err := u.Participants().Get(ctx, id, person)
	if err != nil {
		return ParticipantFacts{}, missing(err, "load participation")
	}
	card, err := u.card(ctx, person)
	if err != nil {
		return ParticipantFacts{}, err
	}
	return u.placeFacts(ctx, program, place, card.Person, card.Profile)
}
