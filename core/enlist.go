package core

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"fmt"
	"strings"
	"time"
)

// EnlistmentState is what somebody answered who was asked to take part in a programme.
type EnlistmentState string

// The states of an enlistment. Who joins without answering needs none: their place in the programme says so.
const (
	EnlistmentAsked    EnlistmentState = "asked"
	EnlistmentAccepted EnlistmentState = "accepted" // said yes; what they fill in next is up to them
	EnlistmentDeclined EnlistmentState = "declined" // is not asked again
)

// Enlistment records that somebody was asked to take part in a programme: once, whoever asks.
type Enlistment struct {
	ID         EnlistmentID
	Program    ProgramID
	Person     PersonID
	State      EnlistmentState
	By         PersonID
	AskedAt    time.Time
	RemindedAt time.Time
	AnsweredAt time.Time
}

// EnlistmentCounts are the answers to the invitations of a programme.
type EnlistmentCounts struct {
	Asked    int // altogether
	Waiting  int // have not answered and do not take part
	Joined   int // take part
	Declined int
}

// EnlistmentFacts is what a message that asks somebody to take part shows.
type EnlistmentFacts struct {
	Program    Program
	Enlistment Enlistment
	Person     Person
	By         Card
	Joined     bool
}

// Live reports whether the question is still worth asking.
func (f EnlistmentFacts) Live() bool {
	return f.Enlistment.State == EnlistmentAsked && !f.Joined && f.Program.State == ProgramOpen
}

// EnlistmentSubject names an enlistment in audit entries and message records.
func EnlistmentSubject(id EnlistmentID) string { return "enlistment:" + string(id) }

// joined reports whether a person takes part in a programme, or has asked to.
func (u *unit) joined(ctx context.Context, program ProgramID, person PersonID) (bool, error) {
	place, err := u.Participants().Get(ctx, program, person)
	if errors.Is(err, ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("load participation: %w", err)
	}
	return ProgramPlace{Place: &place}.Joined(), nil
}

// EnlistmentFor loads an enlistment for rendering its messages.
func (s *Service) EnlistmentFor(ctx context.Context, workspace WorkspaceID, id EnlistmentID) (EnlistmentFacts, error) {
	return load(ctx, s, workspace, func(ctx context.Context, u *unit) (EnlistmentFacts, error) {
		return u.enlistmentFacts(ctx, id)
	})
}

func (u *unit) enlistmentFacts(ctx context.Context, id EnlistmentID) (EnlistmentFacts, error) {
	var f EnlistmentFacts
	var err error
	if f.Enlistment, err = u.Enlistments().Get(ctx, id); err != nil {
		return f, missing(err, "load enlistment")
	}
	if f.Program, err = u.Programs().Get(ctx, f.Enlistment.Program); err != nil {
		return f, missing(err, "load programme")
	}
	if f.Person, err = u.People().Get(ctx, f.Enlistment.Person); err != nil {
		return f, missing(err, "load person")
	}
	if f.By, err = u.card(ctx, f.Enlistment.By); err != nil {
		return f, err
	}
	f.By.Profile = f.By.Profile.Public()
	f.Joined, err = u.joined(ctx, f.Program.ID, f.Person.ID)
	return f, err
}

// TakePart is what somebody sees who says that they want to take part in a programme: what comes next for them.
type TakePart struct {
	Program    Program
	HasProfile bool
	Joined     bool
}

// TakePart leads the actor into a programme that is open: their screens are about it, and an invitation they got counts as accepted. It
// makes nobody a participant: what they fill in next does.
func (s *Service) TakePart(ctx context.Context, call Call, id ProgramID) (TakePart, error) {
	return change(ctx, s, call, ActionTakePart, func(ctx context.Context, u *unit) (TakePart, error) {
		if err := u.allow(ActionTakePart, u.self()); err != nil {
			return TakePart{}, err
		}
		if err := u.lockActor(ctx); err != nil {
			return TakePart{}, err
		}
		program, err := u.Programs().Get(ctx, id)
		if err != nil {
			return TakePart{}, missing(err, "load programme")
		}
		return u.takePart(ctx, program)
	})
}

func (u *unit) takePart(ctx context.Context, program Program) (TakePart, error) {
	next := TakePart{Program: program}
	var err error
	if next.Joined, err = u.joined(ctx, program.ID, u.actor.ID); err != nil {
		return next, err
	}
	if program.State != ProgramOpen && !next.Joined {
		return next, conflict(CodeProgramClosed)
	}
	if u.actor.Program != program.ID {
		if err := u.switchTo(ctx, program.ID); err != nil {
			return next, err
		}
	}
	_, isNew, err := u.ownProfile(ctx)
	next.HasProfile = !isNew
	if err != nil {
		return next, err
	}
	return next, u.answerEnlistment(ctx, program.ID, EnlistmentAccepted, ActionTakePart)
}

// answerEnlistment records the actor's answer, if they were asked and gave another one so far.
func (u *unit) answerEnlistment(ctx context.Context, program ProgramID, state EnlistmentState, action Action) error {
	e, err := u.Enlistments().Of(ctx, program, u.actor.ID)
	if errors.Is(err, ErrNotFound) || err == nil && e.State == state {
		return nil
	}
	if err != nil {
		return fmt.Errorf("load enlistment: %w", err)
	}
	e.State, e.AnsweredAt = state, u.now
	if err := u.Enlistments().Save(ctx, e); err != nil {
		return fmt.Errorf("save enlistment: %w", err)
	}
	u.refreshMessages(EnlistmentSubject(e.ID), Task{Enlistment: e.ID})
	return u.audit(ctx, action, EnlistmentSubject(e.ID), nil)
}

// DeclineEnlistment says no to taking part in a programme. Nobody asks again; the actor can still join at any time.
func (s *Service) DeclineEnlistment(ctx context.Context, call Call, id ProgramID) error {
	_, err := change(ctx, s, call, ActionDeclineEnlist, func(ctx context.Context, u *unit) (ProgramID, error) {
		if err := u.allow(ActionDeclineEnlist, u.self()); err != nil {
			return id, err
		}
		if err := u.lockActor(ctx); err != nil {
			return id, err
		}
		if _, err := u.Enlistments().Of(ctx, id, u.actor.ID); err != nil {
			return id, missing(err, "load enlistment")
		}
		return id, u.answerEnlistment(ctx, id, EnlistmentDeclined, ActionDeclineEnlist)
	})
	return err
}

// Code is a programme's short name for a command. It follows from the id, so that it never changes and need not be kept.
func (p Program) Code() string {
	sum := sha256.Sum256([]byte(p.ID))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:]))[:6]
}

// TakePartByCode is TakePart for a programme known by its code.
func (s *Service) TakePartByCode(ctx context.Context, call Call, code string) (TakePart, error) {
	id, err := own(ctx, s, call, ActionTakePart, func(ctx context.Context, u *unit) (ProgramID, error) {
		programs, err := u.Programs().List(ctx)
		if err != nil {
			return "", fmt.Errorf("list programmes: %w", err)
		}
		for _, p := range programs {
			if p.Code() == strings.ToLower(strings.TrimSpace(code)) && p.State != ProgramDraft {
				return p.ID, nil
			}
		}
		return "", &Error{Kind: Invalid, Code: CodeUnknownCode}
	})
	if err != nil {
		return TakePart{}, err
	}
	return s.TakePart(ctx, call, id)
}
