package core

import (
	"context"
	"fmt"
	"maps"
	"slices"
)

// maxLeftOut bounds whom a search leaves out because they stand below somebody in the reporting line. Those beyond it are left out of
// what it found.
const maxLeftOut = 1000

// leftOut has a search leave out whom a person has hidden and whom they must not be paired with: in the index, so that others take
// their places among the best.
func (u *unit) leftOut(ctx context.Context, program Program, profile Profile, q *SearchQuery) error {
	person := q.Except
	hidden, err := u.Marks().List(ctx, person, MarkHidden, 0, MaxMarks)
	if err != nil {
		return fmt.Errorf("load hidden people: %w", err)
	}
	for _, mark := range hidden {
		q.Without = append(q.Without, mark.Other)
	}
	never, err := u.Exclusions().Of(ctx, program.ID, person)
	if err != nil {
		return fmt.Errorf("load exclusions: %w", err)
	}
	q.Without = append(q.Without, never...)
	if program.Policy.ExcludeSameUnit {
		recorded, err := u.People().FactOf(ctx, FactUnit, []PersonID{person})
		if err != nil {
			return fmt.Errorf("load unit: %w", err)
		}
		if units := unitsOf(profile.Unit, recorded[person]); len(units) > 0 {
			q.Not = map[TermKind][]string{TermUnit: units}
		}
	}
	if !program.Policy.ExcludeReportingLine {
		return nil
	}
	line, err := u.reportingLine(ctx, person)
	q.Without = append(q.Without, line...)
	return err
}

// reportingLine are those above and below a person, nearest first.
func (u *unit) reportingLine(ctx context.Context, person PersonID) ([]PersonID, error) {
	managers := map[PersonID]PersonID{}
	if err := u.addManagers(ctx, []PersonID{person}, managers); err != nil {
		return nil, err
	}
	line := slices.Sorted(maps.Values(managers))
	seen, level := map[PersonID]bool{person: true}, []PersonID{person}
	for step := 0; step < maxReportingLine && len(level) > 0 && len(line) < maxLeftOut; step++ {
		reports, err := u.People().WithFact(ctx, FactManager, level, maxLeftOut)
		if err != nil {
			return nil, fmt.Errorf("load reports: %w", err)
		}
		level = slices.DeleteFunc(reports, func(id PersonID) bool { return seen[id] })
		for _, id := range level {
			seen[id] = true
		}
		line = append(line, level...)
	}
	return line, nil
}
