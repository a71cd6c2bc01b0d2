package core

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
)

// StaffRole is what somebody who runs a programme may do in it; words are in the catalogue under "staff_role.<key>".
type StaffRole string

// The roles of a programme's staff. Workspace admins are admins of every programme without being listed.
const (
	StaffAdmin    StaffRole = "admin"    // changes the programme and acts for it
	StaffObserver StaffRole = "observer" // reads what its admins read
)

// StaffRoles are the roles that can be given.
func StaffRoles() []StaffRole { return []StaffRole{StaffAdmin, StaffObserver} }

// Staff is one person's role in running a programme.
type Staff struct {
	Program   ProgramID
	Person    PersonID
	Role      StaffRole
	GrantedBy PersonID
	GrantedAt time.Time
}

// relation is what a role is to the programme it was given for.
func (r StaffRole) relation() Relation {
	switch r {
	case StaffAdmin:
		return RelationProgramAdmin
	case StaffObserver:
		return RelationObserver
	}
	return RelationOther
}

// staffRelation is the actor's to a programme as one who runs it.
func (u *unit) staffRelation(ctx context.Context, program ProgramID) (Relation, error) {
	if u.call.Actor == "" || u.actor.Admin {
		return u.adminRelation(), nil
	}
	staff, err := u.Programs().StaffMember(ctx, program, u.actor.ID)
	if errors.Is(err, ErrNotFound) {
		return RelationOther, nil
	}
	if err != nil {
		return RelationOther, fmt.Errorf("load staff: %w", err)
	}
	return staff.Role.relation(), nil
}

// allowStaff refuses an action on a programme unless the actor's part in running it permits it.
func (u *unit) allowStaff(ctx context.Context, action Action, program ProgramID) error {
	relation, err := u.staffRelation(ctx, program)
	if err != nil {
		return err
	}
	return u.allow(action, relation)
}

// managed is allowStaff for a change to a programme, which it loads. A programme nobody knows is refused like one that is not theirs.
func (u *unit) managed(ctx context.Context, action Action, id ProgramID) (Program, error) {
	if err := u.allowStaff(ctx, action, id); err != nil {
		return Program{}, err
	}
	program, err := u.Programs().Get(ctx, id)
	return program, missing(err, "load programme")
}

// runs lists what a person runs; all is set for workspace admins, who run everything.
func (u *unit) runs(ctx context.Context, person Person) (mine []Staff, all bool, err error) {
	if person.Admin {
		return nil, true, nil
	}
	mine, err = u.Programs().StaffOf(ctx, person.ID)
	if err != nil {
		return nil, false, fmt.Errorf("load staff roles: %w", err)
	}
	return mine, false, nil
}

// refreshStaff brings the Homes of everybody who runs a programme up to date.
func (u *unit) refreshStaff(ctx context.Context, program ProgramID) error {
	if err := u.refreshAdmins(ctx); err != nil {
		return err
	}
	staff, err := u.Programs().Staff(ctx, program)
	if err != nil {
		return fmt.Errorf("load staff: %w", err)
	}
	for _, member := range staff {
		u.refreshHome(member.Person)
	}
	return nil
}

// GrantStaff gives a person a role in running a programme, or changes it.
func (s *Service) GrantStaff(ctx context.Context, call Call, in Staff) (ProgramPage, error) {
	return change(ctx, s, call, ActionGrantStaff, func(ctx context.Context, u *unit) (ProgramPage, error) {
		program, err := u.managed(ctx, ActionGrantStaff, in.Program)
		if err != nil {
			return ProgramPage{}, err
		}
		if err := u.checkStaff(ctx, in); err != nil {
			return ProgramPage{}, err
		}
		in.GrantedBy, in.GrantedAt = u.actor.ID, u.now
		if err := u.Programs().SaveStaff(ctx, in); err != nil {
			return ProgramPage{}, fmt.Errorf("save staff: %w", err)
		}
		u.refreshHome(in.Person)
		detail := map[string]string{"person": string(in.Person), "role": string(in.Role)}
		if err := u.audit(ctx, ActionGrantStaff, ProgramSubject(in.Program), detail); err != nil {
			return ProgramPage{}, err
		}
		return u.programPage(ctx, program)
	})
}

func (u *unit) checkStaff(ctx context.Context, in Staff) error {
	if !slices.Contains(StaffRoles(), in.Role) {
		return invalid("role", CodeUnknownOption)
	}
	if in.Person == "" {
		return invalid("person", CodeRequired)
	}
	person, err := u.People().Get(ctx, in.Person)
	if err != nil {
		return missing(err, "load person")
	}
	switch {
	case !person.Stays():
		return invalid("person", CodePersonInactive)
	case person.Admin:
		return invalid("person", CodeAdminAlready)
	}
	return nil
}

// RevokeStaff takes a person's role in running a programme away; somebody without one is no error.
func (s *Service) RevokeStaff(ctx context.Context, call Call, id ProgramID, person PersonID) (ProgramPage, error) {
	return change(ctx, s, call, ActionRevokeStaff, func(ctx context.Context, u *unit) (ProgramPage, error) {
		program, err := u.managed(ctx, ActionRevokeStaff, id)
		if err != nil {
			return ProgramPage{}, err
		}
		if err := u.Programs().RemoveStaff(ctx, id, person); err != nil {
			return ProgramPage{}, fmt.Errorf("remove staff: %w", err)
		}
		u.refreshHome(person)
		if err := u.audit(ctx, ActionRevokeStaff, ProgramSubject(id), map[string]string{"person": string(person)}); err != nil {
			return ProgramPage{}, err
		}
		return u.programPage(ctx, program)
	})
}
