package core

import (
	"context"
	"fmt"
	"maps"
	"slices"
)

// steps is what steps of cascades change. It is collected, so that the steps of many lists need few statements, and written before
// anybody looks at it in the same transaction.
type steps struct {
	over    []Invitation // live until now
	begun   []Invitation
	ended   []ChoiceList
	waiting []Attention // mentees with nobody left on their lists
	entries []AuditEntry
}

func (s *steps) record(action Action, subject string, detail map[string]string) {
	s.entries = append(s.entries, AuditEntry{Action: action, Subject: subject, Detail: detail})
}

// write stores what was collected. What is over comes first: a list has one live invitation at a time.
func (u *unit) write(ctx context.Context, s steps) error {
	for _, some := range [][]Invitation{s.over, s.begun} {
		if err := u.Invitations().Save(ctx, some...); err != nil {
			return fmt.Errorf("save invitations: %w", err)
		}
	}
	if err := u.ChoiceLists().SaveStates(ctx, s.ended...); err != nil {
		return fmt.Errorf("save choices: %w", err)
	}
	waiting := groupBy(s.waiting, func(a Attention) ProgramID { return a.Program })
	for _, program := range slices.Sorted(maps.Keys(waiting)) {
		if err := u.queue(ctx, program, waiting[program]...); err != nil {
			return err
		}
		if err := u.refreshStaff(ctx, program); err != nil {
			return err
		}
	}
	for i := range s.entries {
		s.entries[i].At, s.entries[i].Actor, s.entries[i].RequestID = u.now, u.call.Actor, u.call.RequestID
	}
	return u.Audit().Append(ctx, s.entries...)
}

// lockLists takes the locks of one step of each of many lists, all lists before all participations, and loads what they protect.
func (u *unit) lockLists(ctx context.Context, ids []ChoiceListID) (map[ChoiceListID]ChoiceList, map[ProgramID]Program, error) {
	if err := u.ChoiceLists().Lock(ctx, ids...); err != nil {
		return nil, nil, fmt.Errorf("lock choices: %w", err)
	}
	lists, err := u.ChoiceLists().GetAll(ctx, ids)
	if err != nil {
		return nil, nil, fmt.Errorf("load choices: %w", err)
	}
	inProgram := groupBy(slices.Collect(maps.Values(lists)), func(l ChoiceList) ProgramID { return l.Program })
	programs := map[ProgramID]Program{}
	for _, id := range slices.Sorted(maps.Keys(inProgram)) {
		if programs[id], err = u.Programs().Get(ctx, id); err != nil {
			return nil, nil, fmt.Errorf("load programme: %w", err)
		}
		var people []PersonID
		for _, list := range inProgram[id] {
			people = append(append(people, list.Mentee), list.Mentors...)
		}
		slices.Sort(people)
		if err := u.Participants().Lock(ctx, id, slices.Compact(people)...); err != nil {
			return nil, nil, fmt.Errorf("lock participants: %w", err)
		}
	}
	return lists, programs, nil
}

func groupBy[K comparable, V any](values []V, key func(V) K) map[K][]V {
	groups := map[K][]V{}
	for _, v := range values {
		groups[key(v)] = append(groups[key(v)], v)
	}
	return groups
}
