package core

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// ProgramSpec is a programme as its file has it.
type ProgramSpec struct {
	Name   string
	Policy Policy
	Staff  []StaffSpec // nil leaves the staff alone
}

// ProgramFile is a programme's file with why it is applied.
type ProgramFile struct {
	ProgramSpec
	Reason string // for the history
}

// StaffSpec is a member of the staff by their id in the chat system, which files can hold.
type StaffSpec struct {
	ChatUserID string
	Role       StaffRole
}

// ProgramDifference is what a file would change in a programme, or has.
type ProgramDifference struct {
	Program Program // as it was
	Name    string  // as it becomes
	Changes []PolicyChange
	Granted []StaffSpec // new, or with another role
	Revoked []StaffSpec
}

// Empty reports that the programme is as the file says.
func (d ProgramDifference) Empty() bool {
	return d.Name == d.Program.Name && len(d.Changes)+len(d.Granted)+len(d.Revoked) == 0
}

// ExportProgram gives a programme, found by name, as its file has it. It is the operator's way in, as is ApplyProgram: there is no actor.
func (s *Service) ExportProgram(ctx context.Context, workspace WorkspaceID, name string) (ProgramSpec, error) {
	return load(ctx, s, workspace, func(ctx context.Context, u *unit) (ProgramSpec, error) {
		p, err := u.programNamed(ctx, name)
		if err != nil {
			return ProgramSpec{}, err
		}
		staff, err := u.staffSpecs(ctx, p.ID)
		return ProgramSpec{Name: p.Name, Policy: p.Policy, Staff: staff}, err
	})
}

// ProgramNames lists a workspace's programmes, oldest first.
func (s *Service) ProgramNames(ctx context.Context, workspace WorkspaceID) ([]string, error) {
	return load(ctx, s, workspace, func(ctx context.Context, u *unit) ([]string, error) {
		all, err := u.Programs().List(ctx)
		var names []string
		for _, p := range all {
			names = append(names, p.Name)
		}
		return names, err
	})
}

// CompareProgram says what a file would change in the programme of a name.
func (s *Service) CompareProgram(ctx context.Context, workspace WorkspaceID, name string, spec ProgramSpec) (ProgramDifference, error) {
	return load(ctx, s, workspace, func(ctx context.Context, u *unit) (ProgramDifference, error) {
		p, err := u.programNamed(ctx, name)
		if err != nil {
			return ProgramDifference{}, err
		}
		return u.difference(ctx, p, &spec)
	})
}

// ApplyProgram makes the programme of a name what its file says. The reason stands in the history.
func (s *Service) ApplyProgram(ctx context.Context, workspace WorkspaceID, name string, spec ProgramFile) (ProgramDifference, error) {
	return change(ctx, s, Call{Workspace: workspace}, ActionEditProgram, func(ctx context.Context, u *unit) (ProgramDifference, error) {
		p, err := u.programNamed(ctx, name)
		if err != nil {
			return ProgramDifference{}, err
		}
		if p, err = u.lockManaged(ctx, ActionEditProgram, p.ID); err != nil {
			return ProgramDifference{}, err
		}
		d, err := u.difference(ctx, p, &spec.ProgramSpec)
		if err != nil || d.Empty() {
			return d, err
		}
		if err := u.applyStaff(ctx, d); err != nil {
			return d, err
		}
		renamed := p.Name != d.Name
		p.Name = d.Name
		if len(d.Changes) > 0 {
			return d, u.setPolicy(ctx, &p, spec.Policy, clean(spec.Reason))
		}
		if renamed || len(d.Granted)+len(d.Revoked) > 0 {
			return d, u.keep(ctx, &p, ActionEditProgram, clean(spec.Reason))
		}
		return d, nil
	})
}

func (u *unit) programNamed(ctx context.Context, name string) (Program, error) {
	all, err := u.Programs().List(ctx)
	if err != nil {
		return Program{}, fmt.Errorf("list programmes: %w", err)
	}
	for _, p := range all {
		if p.Name == name {
			return p, nil
		}
	}
	return Program{}, notFound()
}

// difference checks what a file says and compares it with a programme.
func (u *unit) difference(ctx context.Context, p Program, spec *ProgramSpec) (ProgramDifference, error) {
	d := ProgramDifference{Program: p}
	var err error
	if d.Name, err = u.programName(ctx, p.ID, spec.Name); err != nil {
		return d, err
	}
	if err := spec.Policy.Check(); err != nil {
		return d, err
	}
	d.Changes = PolicyChanges(p.Policy, spec.Policy)
	if spec.Staff == nil {
		return d, nil
	}
	if err := u.checkStaffSpecs(ctx, spec.Staff); err != nil {
		return d, err
	}
	now, err := u.staffSpecs(ctx, p.ID)
	for _, s := range spec.Staff {
		if !slices.Contains(now, s) {
			d.Granted = append(d.Granted, s)
		}
	}
	for _, s := range now {
		if !slices.ContainsFunc(spec.Staff, func(o StaffSpec) bool { return o.ChatUserID == s.ChatUserID }) {
			d.Revoked = append(d.Revoked, s)
		}
	}
	return d, err
}

// StaffField names the place of a member of the staff in refusals, counted from 1.
func StaffField(n int) string { return fmt.Sprintf("staff_%d", n) }

func (u *unit) checkStaffSpecs(ctx context.Context, staff []StaffSpec) error {
	var bad fieldErrors
	for i, s := range staff {
		field := StaffField(i + 1)
		if slices.ContainsFunc(staff[:i], func(o StaffSpec) bool { return o.ChatUserID == s.ChatUserID }) {
			bad.add(invalid(field, CodeSettingTwice))
			continue
		}
		person, err := u.People().ByChatUser(ctx, s.ChatUserID)
		if errors.Is(err, ErrNotFound) {
			bad.add(invalid(field, CodeNotFound))
			continue
		}
		if err != nil {
			return fmt.Errorf("load person: %w", err)
		}
		refusal := Refusal(u.checkStaff(ctx, Staff{Person: person.ID, Role: s.Role}))
		if refusal != nil {
			bad.add(invalid(field, refusal.Code))
		}
	}
	return bad.err()
}

func (u *unit) staffSpecs(ctx context.Context, id ProgramID) ([]StaffSpec, error) {
	staff, err := u.Programs().Staff(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("load staff: %w", err)
	}
	specs := []StaffSpec{}
	for _, member := range staff {
		person, err := u.People().Get(ctx, member.Person)
		if err != nil {
			return nil, fmt.Errorf("load person: %w", err)
		}
		specs = append(specs, StaffSpec{ChatUserID: person.ChatUserID, Role: member.Role})
	}
	return specs, nil
}

func (u *unit) applyStaff(ctx context.Context, d ProgramDifference) error {
	for _, s := range append(slices.Clone(d.Revoked), d.Granted...) {
		person, err := u.People().ByChatUser(ctx, s.ChatUserID)
		if err != nil {
			return fmt.Errorf("load person: %w", err)
		}
		action := ActionGrantStaff
		if slices.Contains(d.Revoked, s) {
			action = ActionRevokeStaff
			err = u.Programs().RemoveStaff(ctx, d.Program.ID, person.ID)
		} else {
			err = u.Programs().SaveStaff(ctx, Staff{Program: d.Program.ID, Person: person.ID, Role: s.Role, GrantedAt: u.now})
		}
		if err != nil {
			return fmt.Errorf("change staff: %w", err)
		}
		u.refreshHome(person.ID)
		detail := map[string]string{"person": string(person.ID), "role": string(s.Role), "by": "operator"}
		if err := u.audit(ctx, action, ProgramSubject(d.Program.ID), detail); err != nil {
			return err
		}
	}
	return nil
}
