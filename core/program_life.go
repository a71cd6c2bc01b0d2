package core

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"mentorbot/core/matching"
)

// MaxProgramName bounds a programme's name, in characters.
const MaxProgramName = 80

// ProgramStates lists the states a programme can be in.
func ProgramStates() []ProgramState {
	return []ProgramState{ProgramDraft, ProgramOpen, ProgramClosed, ProgramArchived}
}

// Moves lists the states a programme can go to from a state.
func (s ProgramState) Moves() []ProgramState {
	switch s {
	case ProgramDraft:
		return []ProgramState{ProgramOpen, ProgramArchived}
	case ProgramOpen:
		return []ProgramState{ProgramClosed}
	case ProgramClosed:
		return []ProgramState{ProgramOpen, ProgramArchived}
	case ProgramArchived:
		return []ProgramState{ProgramOpen}
	}
	return nil
}

// NewProgram is what a programme begins with.
type NewProgram struct {
	Name   string
	LikeID ProgramID // the programme to copy policy and staff from; empty for the default policy and no staff
}

// CreateProgram begins a programme as a draft. People are never copied.
func (s *Service) CreateProgram(ctx context.Context, call Call, in NewProgram) (ProgramPage, error) {
	return change(ctx, s, call, ActionCreateProgram, func(ctx context.Context, u *unit) (ProgramPage, error) {
		if err := u.allow(ActionCreateProgram, u.adminRelation()); err != nil {
			return ProgramPage{}, err
		}
		p := Program{ID: ProgramID(s.ids.NewID()), State: ProgramDraft, Policy: DefaultPolicy(), CreatedAt: u.now}
		var err error
		if p.Name, err = u.programName(ctx, p, in.Name); err != nil {
			return ProgramPage{}, err
		}
		if in.LikeID != "" {
			like, err := u.Programs().Get(ctx, in.LikeID)
			if err != nil {
				return ProgramPage{}, missing(err, "load programme")
			}
			p.Policy = like.Policy
		}
		if err := u.keep(ctx, &p, ActionCreateProgram, ""); err != nil {
			return ProgramPage{}, err
		}
		if err := u.copyStaff(ctx, in.LikeID, p.ID); err != nil {
			return ProgramPage{}, err
		}
		return u.programPage(ctx, p)
	})
}

func (u *unit) copyStaff(ctx context.Context, from, to ProgramID) error {
	if from == "" {
		return nil
	}
	staff, err := u.Programs().Staff(ctx, from)
	if err != nil {
		return fmt.Errorf("load staff: %w", err)
	}
	for _, member := range staff {
		member.Program, member.GrantedBy, member.GrantedAt = to, u.actor.ID, u.now
		if err := u.Programs().SaveStaff(ctx, member); err != nil {
			return fmt.Errorf("save staff: %w", err)
		}
		u.refreshHome(member.Person)
	}
	return nil
}

// NameKey is a programme's name as it is compared with others: without case, accents and punctuation, which people do not tell apart when
// they choose a programme. A name of nothing but signs is compared as it stands.
func (p *Program) NameKey() string {
	if key := matching.Normalize(p.Name); key != "" {
		return key
	}
	return strings.ToLower(cleanLine(p.Name))
}

// programName cleans a name and refuses one that another programme has: people choose programmes by name. Programmes that are over give
// theirs back.
func (u *unit) programName(ctx context.Context, p Program, name string) (string, error) {
	p.Name = cleanLine(name)
	var bad fieldErrors
	bad.add(checkRequired(fieldName, p.Name))
	bad.add(checkLength(fieldName, p.Name, MaxProgramName))
	if err := bad.err(); err != nil {
		return p.Name, err
	}
	taken, err := u.nameTaken(ctx, p)
	if taken {
		return p.Name, invalid(fieldName, CodeNameTaken)
	}
	return p.Name, err
}

// fieldName is the input of a programme's name.
const fieldName = "name"

// nameTaken looks for another programme of the name. The database's rule holds against one that is being named meanwhile.
func (u *unit) nameTaken(ctx context.Context, p Program) (bool, error) {
	if p.State == ProgramArchived {
		return false, nil
	}
	all, err := u.Programs().List(ctx)
	if err != nil {
		return false, fmt.Errorf("list programmes: %w", err)
	}
	return slices.ContainsFunc(all, func(other Program) bool {
		return other.ID != p.ID && other.State != ProgramArchived && other.NameKey() == p.NameKey()
	}), nil
}

// RenameProgram gives a programme another name; the same one changes nothing.
func (s *Service) RenameProgram(ctx context.Context, call Call, id ProgramID, name string) (ProgramPage, error) {
	return change(ctx, s, call, ActionEditProgram, func(ctx context.Context, u *unit) (ProgramPage, error) {
		p, err := u.lockManaged(ctx, ActionEditProgram, id)
		if err != nil {
			return ProgramPage{}, err
		}
		name, err := u.programName(ctx, p, name)
		if err != nil {
			return ProgramPage{}, err
		}
		if name != p.Name {
			p.Name = name
			if err := u.keep(ctx, &p, ActionEditProgram, ""); err != nil {
				return ProgramPage{}, err
			}
		}
		return u.programPage(ctx, p)
	})
}

// MoveProgram opens, closes or archives a programme; nothing happens when it is in that state already. Archiving is refused while
// requests or mentorships are under way.
func (s *Service) MoveProgram(ctx context.Context, call Call, id ProgramID, to ProgramState) (ProgramPage, error) {
	return change(ctx, s, call, ActionMoveProgram, func(ctx context.Context, u *unit) (ProgramPage, error) {
		p, err := u.lockManaged(ctx, ActionMoveProgram, id)
		if err != nil {
			return ProgramPage{}, err
		}
		if p.State != to {
			if err := u.checkMove(ctx, p, to); err != nil {
				return ProgramPage{}, err
			}
			p.State = to
			if err := u.keep(ctx, &p, ActionMoveProgram, ""); err != nil {
				return ProgramPage{}, err
			}
		}
		return u.programPage(ctx, p)
	})
}

func (u *unit) checkMove(ctx context.Context, p Program, to ProgramState) error {
	if !slices.Contains(p.State.Moves(), to) {
		return conflict(CodeProgramMove)
	}
	if to != ProgramArchived {
		back := p
		back.State = to
		taken, err := u.nameTaken(ctx, back)
		if taken {
			return conflict(CodeNameTaken)
		}
		return err
	}
	counts, err := u.Programs().Counts(ctx, p.ID)
	if err != nil {
		return fmt.Errorf("count programme: %w", err)
	}
	if counts.Requests == 0 && counts.Mentorships == 0 {
		return u.refuseEventsAhead(ctx, p.ID)
	}
	return &Error{Kind: Conflict, Code: CodeProgramBusy, Args: map[string]any{
		"Requests": counts.Requests, "Mentorships": counts.Mentorships,
	}}
}

// refuseEventsAhead refuses to archive a programme that people are still to meet in.
func (u *unit) refuseEventsAhead(ctx context.Context, id ProgramID) error {
	ahead, err := u.eventsAhead(ctx, id, u.now)
	if err != nil || ahead == 0 {
		return err
	}
	return &Error{Kind: Conflict, Code: CodeProgramEvents, Args: map[string]any{"N": ahead}}
}

// MayCreatePrograms refuses those who may not create programmes.
func (s *Service) MayCreatePrograms(ctx context.Context, call Call) error {
	_, err := read(ctx, s, call, ActionCreateProgram, func(_ context.Context, u *unit) (struct{}, error) {
		return struct{}{}, u.allow(ActionCreateProgram, u.adminRelation())
	})
	return err
}

// PolicyToEdit loads a programme for one who may change it.
func (s *Service) PolicyToEdit(ctx context.Context, call Call, id ProgramID) (Program, error) {
	return read(ctx, s, call, ActionEditProgram, func(ctx context.Context, u *unit) (Program, error) {
		return u.managed(ctx, ActionEditProgram, id)
	})
}
