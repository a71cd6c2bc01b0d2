package core

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// staffDifference adds who comes and who goes.
func (u *unit) staffDifference(ctx context.Context, d *ProgramDifference, staff []StaffSpec) error {
	if staff == nil {
		return nil
	}
	now, err := u.staffSpecs(ctx, d.Program.ID)
	for _, s := range staff {
		if !slices.Contains(now, s) {
			d.Granted = append(d.Granted, s)
		}
	}
	for _, s := range now {
		if !slices.ContainsFunc(staff, func(o StaffSpec) bool { return o.ChatUserID == s.ChatUserID }) {
			d.Revoked = append(d.Revoked, s)
		}
	}
	return err
}

// StaffField names a key of a member of the staff in refusals of a programme's file, the place counted from 1.
func StaffField(place int, key string) string { return fmt.Sprintf("staff_%d_%s", place, key) }

// Keys of a member of the staff in a file.
const (
	StaffKeyUser = "slack_user"
	StaffKeyRole = "role"
)

func (u *unit) checkStaffSpecs(ctx context.Context, staff []StaffSpec) error {
	var bad fieldErrors
	for i, s := range staff {
		field := StaffField(i+1, StaffKeyUser)
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
			if refusal.Field == StaffKeyRole {
				field = StaffField(i+1, StaffKeyRole)
			}
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
