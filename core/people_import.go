package core

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
)

// PeopleImport is a file to import, and how.
type PeopleImport struct {
	File       PeopleFile
	Visibility map[FactKey]Visibility // instead of what the file says
	Sync       bool                   // facts of people who are not in the file end
	SkipBad    bool                   // lines that are wrong are left out; without it one of them refuses the file
}

// ImportSummary says what an import does, or did.
type ImportSummary struct {
	Hash      string      `json:"hash"`
	Lines     int         `json:"lines"`
	Added     int         `json:"added"`     // people without facts before
	Changed   int         `json:"changed"`   // people whose facts differ
	Unchanged int         `json:"unchanged"` // people of whom the file says nothing new
	Removed   int         `json:"removed"`   // people whose facts end, as they are not in the file
	Followed  int         `json:"followed"`  // profile fields that follow their fact
	Kept      int         `json:"kept"`      // profile fields that stay, as the person edited them
	Unknown   int         `json:"unknown"`   // lines about nobody in the workspace
	Bad       int         `json:"bad"`       // lines that are wrong
	Errors    []LineError `json:"errors"`    // of unknown and wrong lines, and notes, by line
}

// Changes reports whether anything is, or was, to be done.
func (s ImportSummary) Changes() int { return s.Added + s.Changed + s.Removed }

// PreviewImport says what an import would do.
func (s *Service) PreviewImport(ctx context.Context, call Call, in PeopleImport) (ImportSummary, error) {
	return read(ctx, s, call, ActionImportPeople, func(ctx context.Context, u *unit) (ImportSummary, error) {
		plan, err := u.planImport(ctx, in)
		return plan.summary, err
	})
}

// ImportPeople stores the HR facts of a file, all or none, and has profiles follow where their person has not edited them.
func (s *Service) ImportPeople(ctx context.Context, call Call, in PeopleImport) (ImportSummary, error) {
	return change(ctx, s, call, ActionImportPeople, func(ctx context.Context, u *unit) (ImportSummary, error) {
		return u.importPeople(ctx, in)
	})
}

func (u *unit) importPeople(ctx context.Context, in PeopleImport) (ImportSummary, error) {
	plan, err := u.planImport(ctx, in)
	if err != nil {
		return plan.summary, err
	}
	if plan.summary.Bad > 0 && (!in.SkipBad || in.Sync) {
		return plan.summary, &Error{Kind: Conflict, Code: CodeBadLines, Args: map[string]any{"Count": plan.summary.Bad}}
	}
	if len(plan.changes) > 0 {
		// What people do meanwhile counts: the plan is made again once nobody can change what it rests on.
		if err := u.lockChanged(ctx, plan.changes); err != nil {
			return plan.summary, err
		}
		if plan, err = u.planImport(ctx, in); err != nil {
			return plan.summary, err
		}
	}
	for _, c := range plan.changes {
		if err := u.applyChange(ctx, c); err != nil {
			return plan.summary, err
		}
	}
	if err := u.saveFacts(ctx, plan.changes); err != nil {
		return plan.summary, err
	}
	return plan.summary, u.audit(ctx, ActionImportPeople, "people", plan.summary.detail())
}

func (s ImportSummary) detail() map[string]string {
	return map[string]string{
		"hash": s.Hash, "added": strconv.Itoa(s.Added), "changed": strconv.Itoa(s.Changed), "removed": strconv.Itoa(s.Removed),
		"profiles": strconv.Itoa(s.Followed), "left_out": strconv.Itoa(s.Bad + s.Unknown),
	}
}

// lockBatch is how many rows are looked up or written by one statement.
const lockBatch = 500

// lockChanged holds everybody concerned in order of id, as every other transaction does.
func (u *unit) lockChanged(ctx context.Context, changes []factChange) error {
	var ids []PersonID
	for _, c := range changes {
		ids = append(ids, c.person.ID)
	}
	slices.Sort(ids)
	for batch := range slices.Chunk(ids, lockBatch) {
		if err := u.People().Lock(ctx, batch...); err != nil {
			return fmt.Errorf("lock people: %w", err)
		}
	}
	return nil
}

// factChange is what an import does to one person.
type factChange struct {
	person  Person
	save    []Fact
	end     []Fact
	profile *Profile // with its fields that follow; nil when there is nothing to change
}

func (u *unit) applyChange(ctx context.Context, c factChange) error {
	if c.profile == nil {
		return nil
	}
	c.profile.UpdatedAt = u.now
	if err := u.Profiles().Save(ctx, *c.profile); err != nil {
		return fmt.Errorf("save profile: %w", err)
	}
	u.refreshHome(c.person.ID)
	return u.refreshFindable(ctx, c.person)
}

func (u *unit) saveFacts(ctx context.Context, changes []factChange) error {
	var save, end []Fact
	for _, c := range changes {
		save, end = append(save, c.save...), append(end, c.end...)
	}
	if err := u.People().SaveFacts(ctx, save); err != nil {
		return fmt.Errorf("save facts: %w", err)
	}
	if err := u.People().RemoveFacts(ctx, end); err != nil {
		return fmt.Errorf("remove facts: %w", err)
	}
	return nil
}

// visibility is who sees a column's facts: by the import, else by the file, else by default.
func (in PeopleImport) visibility(key FactKey) Visibility {
	for _, given := range []map[FactKey]Visibility{in.Visibility, in.File.Columns} {
		if v := given[key]; v != "" {
			return v
		}
	}
	return key.Visibility()
}

// UnknownRows are the lines of a file about somebody who is not known yet, as the person or as the manager of one: whom to ask the chat
// system for. Lines that are wrong are not among them.
func (s *Service) UnknownRows(ctx context.Context, workspace WorkspaceID, file PeopleFile) ([]FactRow, error) {
	return load(ctx, s, workspace, func(ctx context.Context, u *unit) ([]FactRow, error) {
		rows, _ := checkRows(file)
		found, err := u.findPeople(ctx, rows)
		if err != nil {
			return nil, err
		}
		wanted := map[string]FactRow{}
		for _, row := range rows {
			if _, known := found.person(row); !known {
				wanted[row.ChatUserID+" "+row.Email] = row
			}
			boss := managerRow(row)
			if _, known := found.person(boss); !known && !boss.nobody() {
				wanted[boss.ChatUserID+" "+boss.Email] = boss
			}
		}
		unknown := make([]FactRow, 0, len(wanted))
		for _, key := range slices.Sorted(maps.Keys(wanted)) {
			unknown = append(unknown, wanted[key])
		}
		return unknown, nil
	})
}
