package core

import (
	"context"
	"fmt"
)

// impactLimit is how many participants a preview looks at; a request has little time.
const impactLimit = 1000

// settleBatch is how many people are looked up at once when findability follows a new policy.
const settleBatch = 200

func (u *unit) previewPolicy(ctx context.Context, p Program, policy Policy) (PolicyPreview, error) {
	preview := PolicyPreview{Program: p, Policy: policy, Changes: PolicyChanges(p.Policy, policy)}
	var err error
	if preview.Impact.Waiting, err = u.Programs().Waiting(ctx, p.ID); err != nil {
		return preview, fmt.Errorf("count waiting invitations: %w", err)
	}
	capacity, items := policy.DefaultCapacity < p.Policy.DefaultCapacity, changed(preview.Changes, "mentor_items")
	if !capacity && !items {
		return preview, nil
	}
	mentors, err := u.Programs().Participants(ctx, p.ID, "", impactLimit+1)
	if err != nil {
		return preview, fmt.Errorf("load mentors: %w", err)
	}
	preview.Impact.More = len(mentors) > impactLimit
	mentors = mentors[:min(len(mentors), impactLimit)]
	if capacity {
		for _, m := range mentors {
			if m.Mentor && m.Capacity > policy.DefaultCapacity {
				preview.Impact.Capacity++
			}
		}
	}
	if items {
		preview.Impact.Hidden, err = u.hiddenBy(ctx, policy, mentors)
	}
	return preview, err
}

// hiddenBy counts the mentors who can be found now and could not under a policy.
func (u *unit) hiddenBy(ctx context.Context, policy Policy, mentors []Participant) (int, error) {
	ids := make([]PersonID, len(mentors))
	for i, m := range mentors {
		ids[i] = m.Person
	}
	people, err := u.People().GetAll(ctx, ids)
	if err != nil {
		return 0, fmt.Errorf("load people: %w", err)
	}
	profiles, err := u.Profiles().GetAll(ctx, ids)
	if err != nil {
		return 0, fmt.Errorf("load profiles: %w", err)
	}
	hidden := 0
	for _, m := range mentors {
		if m.Findable && len(emptyItems(policy.required(RoleMentor), people[m.Person], profiles[m.Person], m)) > 0 {
			hidden++
		}
	}
	return hidden, nil
}

// SettleProgram brings the state and findability of everybody in line with the programme's policy, each in a transaction of its own. Doing it
// again changes nothing.
func (s *Service) SettleProgram(ctx context.Context, workspace WorkspaceID, program ProgramID) error {
	after := PersonID("")
	for {
		mentors, err := load(ctx, s, workspace, func(ctx context.Context, u *unit) ([]Participant, error) {
			return u.Programs().Participants(ctx, program, after, settleBatch)
		})
		if err != nil {
			return fmt.Errorf("settle programme: %w", err)
		}
		for _, m := range mentors {
			if err := s.settleOne(ctx, workspace, m.Person); err != nil {
				return err
			}
			after = m.Person
		}
		if len(mentors) < settleBatch {
			return nil
		}
	}
}

func (s *Service) settleOne(ctx context.Context, workspace WorkspaceID, id PersonID) error {
	_, err := change(ctx, s, Call{Workspace: workspace, Unhurried: true}, ActionSettleParticipant, func(ctx context.Context, u *unit) (bool, error) {
		person := Person{ID: id}
		if err := u.lockPerson(ctx, &person); err != nil {
			return false, err
		}
		u.refreshHome(id)
		return true, u.refreshFindable(ctx, person)
	})
	return err
}
