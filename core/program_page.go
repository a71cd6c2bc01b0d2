package core

import (
	"context"
	"fmt"
)

// ProgramCounts are the sizes of a programme that its staff look at first.
type ProgramCounts struct {
	Mentors     int // active participants who mentor
	Mentees     int // active participants who look for or have a mentor
	Requests    int // choice lists on their way
	Mentorships int // active or on hold
	Agreed      int // of them, those with an agreement that holds
	Attention   int // items that wait for staff

	Participants int // everybody who joined, whatever became of it
	Applications int // of them, those who wait to be activated
}

// ProgramSummary is a programme in the list of those a person runs.
type ProgramSummary struct {
	Program  Program
	Relation Relation // the viewer's: workspace admin, programme admin or observer
	Counts   ProgramCounts
}

// AdminOverview is where everybody who runs something starts.
type AdminOverview struct {
	Viewer   Person
	Programs []ProgramSummary // oldest first, archived ones last
}

// StaffFacts is a member of a programme's staff with who they are.
type StaffFacts struct {
	Staff  Staff
	Person Card
}

// ProgramPage is a programme as its staff see it.
type ProgramPage struct {
	ProgramSummary
	Staff []StaffFacts // in the order they were given their roles
}

// MayManage reports whether a relation changes a programme; observers only read.
func (r Relation) MayManage() bool { return r == RelationAdmin || r == RelationProgramAdmin }

// AdminOverview loads the programmes the actor runs.
func (s *Service) AdminOverview(ctx context.Context, call Call) (AdminOverview, error) {
	return read(ctx, s, call, ActionViewAdmin, func(ctx context.Context, u *unit) (AdminOverview, error) {
		overview := AdminOverview{Viewer: u.actor}
		programs, err := u.Programs().List(ctx)
		if err != nil {
			return overview, fmt.Errorf("list programmes: %w", err)
		}
		best := u.adminRelation()
		var archived []ProgramSummary
		for _, program := range programs {
			relation, err := u.staffRelation(ctx, program.ID)
			if err != nil {
				return overview, err
			}
			if u.allow(ActionViewAdmin, relation) != nil {
				continue
			}
			best = relation
			summary, err := u.programSummary(ctx, program, relation)
			if err != nil {
				return overview, err
			}
			if program.State == ProgramArchived {
				archived = append(archived, summary)
				continue
			}
			overview.Programs = append(overview.Programs, summary)
		}
		overview.Programs = append(overview.Programs, archived...)
		return overview, u.allow(ActionViewAdmin, best)
	})
}

func (u *unit) programSummary(ctx context.Context, program Program, relation Relation) (ProgramSummary, error) {
	counts, err := u.Programs().Counts(ctx, program.ID)
	if err != nil {
		return ProgramSummary{}, fmt.Errorf("count programme: %w", err)
	}
	return ProgramSummary{Program: program, Relation: relation, Counts: counts}, nil
}

// ProgramPage loads a programme for one who runs it.
func (s *Service) ProgramPage(ctx context.Context, call Call, id ProgramID) (ProgramPage, error) {
	return read(ctx, s, call, ActionViewProgram, func(ctx context.Context, u *unit) (ProgramPage, error) {
		program, err := u.managed(ctx, ActionViewProgram, id)
		if err != nil {
			return ProgramPage{}, err
		}
		return u.programPage(ctx, program)
	})
}

func (u *unit) programPage(ctx context.Context, program Program) (ProgramPage, error) {
	relation, err := u.staffRelation(ctx, program.ID)
	if err != nil {
		return ProgramPage{}, err
	}
	var page ProgramPage
	if page.ProgramSummary, err = u.programSummary(ctx, program, relation); err != nil {
		return page, err
	}
	staff, err := u.Programs().Staff(ctx, program.ID)
	if err != nil {
		return page, fmt.Errorf("load staff: %w", err)
	}
	for _, member := range staff {
		card, err := u.card(ctx, member.Person)
		if err != nil {
			return page, err
		}
		card.Profile = card.Profile.Public()
		page.Staff = append(page.Staff, StaffFacts{Staff: member, Person: card})
	}
	return page, nil
}
