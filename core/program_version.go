package core

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// ProgramVersion is what a change left a programme like.
type ProgramVersion struct {
	Program ProgramID
	Version int
	Name    string
	State   ProgramState
	Policy  Policy
	By      PersonID // empty for the system and the operator
	Reason  string   // the operator's, with a change by file
	At      time.Time
}

// VersionChange is one change of a programme: what it was, what it became, and by whom.
type VersionChange struct {
	From ProgramVersion // zero Version for the first
	To   ProgramVersion
	By   Card // nobody for the system and the operator
}

// Policies lists the settings that changed.
func (c VersionChange) Policies() []PolicyChange {
	if c.From.Version == 0 {
		return nil
	}
	return PolicyChanges(c.From.Policy, c.To.Policy)
}

// Questions lists what changed of the questionnaire.
func (c VersionChange) Questions() []QuestionChange {
	if c.From.Version == 0 {
		return nil
	}
	return QuestionChanges(c.From.Policy.Questions, c.To.Policy.Questions)
}

// Resources lists what changed of the programme's own library.
func (c VersionChange) Resources() []ListChange[Resource] {
	if c.From.Version == 0 {
		return nil
	}
	return ResourceChanges(c.From.Policy.Resources, c.To.Policy.Resources)
}

// Courses lists what changed of the programme's own courses.
func (c VersionChange) Courses() []ListChange[Course] {
	if c.From.Version == 0 {
		return nil
	}
	return CourseChanges(c.From.Policy.Courses, c.To.Policy.Courses)
}

// ProgramHistory is a page of a programme's changes.
type ProgramHistory struct {
	Program Program
	Changes []VersionChange // latest first
	Page    int             // from 0
	Pages   int
}

// ProgramHistory loads a page of who changed what.
func (s *Service) ProgramHistory(ctx context.Context, call Call, id ProgramID, page int) (ProgramHistory, error) {
	return read(ctx, s, call, ActionViewProgram, func(ctx context.Context, u *unit) (ProgramHistory, error) {
		program, err := u.managed(ctx, ActionViewProgram, id)
		if err != nil {
			return ProgramHistory{}, err
		}
		return u.history(ctx, program, page)
	})
}

func (u *unit) history(ctx context.Context, program Program, page int) (ProgramHistory, error) {
	h := ProgramHistory{Program: program}
	total, err := u.Programs().VersionCount(ctx, program.ID)
	if err != nil {
		return h, fmt.Errorf("count versions: %w", err)
	}
	h.Pages = max(1, (total+PageSize-1)/PageSize)
	h.Page = min(max(page, 0), h.Pages-1)
	versions, err := u.Programs().Versions(ctx, program.ID, h.Page*PageSize, PageSize+1) // and the one the last changed
	if err != nil {
		return h, fmt.Errorf("load versions: %w", err)
	}
	for i, v := range versions[:min(len(versions), PageSize)] {
		change := VersionChange{To: v}
		if i+1 < len(versions) {
			change.From = versions[i+1]
		}
		if change.By, err = u.publicCard(ctx, v.By); err != nil {
			return h, err
		}
		h.Changes = append(h.Changes, change)
	}
	return h, nil
}

// keep stores a programme after a change, as a version of its own, and brings the Homes of its staff up to date.
func (u *unit) keep(ctx context.Context, p *Program, action Action, reason string) error {
	p.Version++
	err := u.Programs().Save(ctx, *p)
	if errors.Is(err, ErrDuplicate) { // somebody was faster
		return invalid(fieldName, CodeNameTaken)
	}
	if err != nil {
		return fmt.Errorf("save programme: %w", err)
	}
	if err := u.Programs().SaveVersion(ctx, ProgramVersion{
		Program: p.ID, Version: p.Version, Name: p.Name, State: p.State, Policy: p.Policy, By: u.actor.ID, Reason: reason, At: u.now,
	}); err != nil {
		return fmt.Errorf("save version: %w", err)
	}
	if err := u.refreshStaff(ctx, p.ID); err != nil {
		return err
	}
	detail := map[string]string{"version": fmt.Sprint(p.Version), "state": string(p.State)}
	if u.actor.ID == "" {
		detail["by"] = "operator"
	}
	return u.audit(ctx, action, ProgramSubject(p.ID), detail)
}

// lockManaged is managed for a change that rests on what the programme is like: others wait until it is done.
func (u *unit) lockManaged(ctx context.Context, action Action, id ProgramID) (Program, error) {
	if err := u.allowStaff(ctx, action, id); err != nil {
		return Program{}, err
	}
	if err := u.Programs().Lock(ctx, id); err != nil {
		return Program{}, fmt.Errorf("lock programme: %w", err)
	}
	p, err := u.Programs().Get(ctx, id)
	return p, missing(err, "load programme")
}
