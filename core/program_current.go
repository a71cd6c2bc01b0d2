package core

import (
	"context"
	"errors"
	"fmt"
)

// ProgramPlace is a programme a person can be in, with their place in it if they have one.
type ProgramPlace struct {
	Program Program
	Place   *Participant // nil for somebody who has not joined
	Current bool         // the one their screens are about
}

// Joined reports whether the person takes part or has asked to.
func (p ProgramPlace) Joined() bool {
	return p.Place != nil && p.Place.Joined()
}

// shown reports whether a programme is among a person's: open ones are everybody's, closed ones belong to those who are in them.
func (p ProgramPlace) shown() bool {
	return p.Program.State == ProgramOpen || p.Program.State == ProgramClosed && p.Joined()
}

// programsOf are the programmes a person can be in, oldest first, with the one their screens are about marked: the one they switched to,
// else the first open one they take part in, else the first open one, else the first.
func (u *unit) programsOf(ctx context.Context, person Person) ([]ProgramPlace, error) {
	programs, err := u.Programs().List(ctx)
	if err != nil {
		return nil, fmt.Errorf("list programmes: %w", err)
	}
	places, err := u.Participants().ForPerson(ctx, person.ID)
	if err != nil {
		return nil, fmt.Errorf("load participations: %w", err)
	}
	var all []ProgramPlace
	for _, program := range programs {
		entry := ProgramPlace{Program: program}
		for _, place := range places {
			if place.Program == program.ID {
				entry.Place = &place
			}
		}
		if entry.shown() {
			all = append(all, entry)
		}
	}
	markCurrent(all, person.Program)
	return all, nil
}

// markCurrent picks by how well a programme fits; the first of the best.
func markCurrent(all []ProgramPlace, chosen ProgramID) {
	best, bestFit := -1, -1
	for i, p := range all {
		fit := 0
		switch open := p.Program.State == ProgramOpen; {
		case p.Program.ID == chosen:
			fit = 3
		case open && p.Joined():
			fit = 2
		case open:
			fit = 1
		}
		if fit > bestFit {
			best, bestFit = i, fit
		}
	}
	if best >= 0 {
		all[best].Current = true
	}
}

// current is the programme a person's screens are about.
func (u *unit) current(ctx context.Context, person Person) (Program, error) {
	all, err := u.programsOf(ctx, person)
	if err != nil {
		return Program{}, err
	}
	for _, p := range all {
		if p.Current {
			return p.Program, nil
		}
	}
	return Program{}, conflict(CodeNoProgram)
}

// program loads a programme; an empty id means the one the actor's screens are about.
func (u *unit) program(ctx context.Context, id ProgramID) (Program, error) {
	if id == "" {
		return u.current(ctx, u.actor)
	}
	p, err := u.Programs().Get(ctx, id)
	return p, missing(err, "load programme")
}

// joinable refuses a programme that takes nobody new.
func (u *unit) joinable(ctx context.Context, program Program) error {
	if program.State == ProgramOpen {
		return nil
	}
	place, err := u.Participants().Get(ctx, program.ID, u.actor.ID)
	if errors.Is(err, ErrNotFound) || err == nil && place.State == ParticipantWithdrawn {
		return conflict(CodeProgramClosed)
	}
	if err != nil {
		return fmt.Errorf("load participation: %w", err)
	}
	return nil
}

// Programs loads the programmes the actor can be in.
func (s *Service) Programs(ctx context.Context, call Call) ([]ProgramPlace, error) {
	return own(ctx, s, call, ActionViewPrograms, func(ctx context.Context, u *unit) ([]ProgramPlace, error) {
		return u.programsOf(ctx, u.actor)
	})
}

// SwitchProgram makes the actor's screens be about a programme; nothing happens when they are already.
func (s *Service) SwitchProgram(ctx context.Context, call Call, id ProgramID) (Program, error) {
	return change(ctx, s, call, ActionSwitchProgram, func(ctx context.Context, u *unit) (Program, error) {
		if err := u.allow(ActionSwitchProgram, u.self()); err != nil {
			return Program{}, err
		}
		all, err := u.programsOf(ctx, u.actor)
		if err != nil {
			return Program{}, err
		}
		for _, p := range all {
			if p.Program.ID != id {
				continue
			}
			if p.Current {
				return p.Program, nil
			}
			return p.Program, u.switchTo(ctx, id)
		}
		return Program{}, notFound()
	})
}

func (u *unit) switchTo(ctx context.Context, id ProgramID) error {
	if err := u.lockActor(ctx); err != nil {
		return err
	}
	u.actor.Program = id
	if err := u.People().Save(ctx, u.actor); err != nil {
		return fmt.Errorf("save person: %w", err)
	}
	u.refreshHome(u.actor.ID)
	return u.audit(ctx, ActionSwitchProgram, PersonSubject(u.actor.ID), map[string]string{"program": string(id)})
}
