package core

import (
	"context"
	"fmt"
	"time"
)

// impactLimit is how many participants a preview looks at; a request has little time.
const impactLimit = 1000

// settleBatch is how many people are looked up at once when findability follows a new policy.
const settleBatch = 200

// PolicyImpact counts whom a change of policy concerns.
type PolicyImpact struct {
	Waiting  int  // invitations that keep their deadline
	Capacity int  // mentors who have more places than new ones would get, and keep them
	Hidden   int  // mentors who would no longer be found, for want of a newly required item or answer
	Held     int  // mentees who could no longer send requests, for the same want
	Staying  int  // people who take part and stay in, although the programme begins to ask who may
	ToWait   int  // people who are on their way in and would have to be activated
	Admitted int  // people who wait to be activated and would take part at once
	Long     int  // mentees whose list is longer than allowed: one that was sent goes on, a draft is to be shortened
	More     bool // there are more people than were looked at
}

func (u *unit) previewPolicy(ctx context.Context, p Program, policy Policy) (PolicyPreview, error) {
	preview := PolicyPreview{Program: p, Policy: policy, Changes: PolicyChanges(p.Policy, policy)}
	policy.Questions = p.Policy.Questions // they have forms of their own
	var err error
	preview.Impact, err = u.policyImpact(ctx, p, policy)
	return preview, err
}

// policyImpact looks at everybody whom a policy in place of a programme's concerns, questionnaire included.
func (u *unit) policyImpact(ctx context.Context, p Program, policy Policy) (PolicyImpact, error) {
	var impact PolicyImpact
	var err error
	if impact.Waiting, err = u.Programs().Waiting(ctx, p.ID); err != nil {
		return impact, fmt.Errorf("count waiting invitations: %w", err)
	}
	if policy.MaxChoices < p.Policy.MaxChoices {
		ranked, err := u.ChoiceLists().Ranked(ctx, p.ID)
		if err != nil {
			return impact, fmt.Errorf("load choices: %w", err)
		}
		for _, mentors := range ranked {
			if len(mentors) > policy.MaxChoices {
				impact.Long++
			}
		}
	}
	changes := PolicyChanges(p.Policy, policy)
	asks := len(QuestionChanges(p.Policy.Questions, policy.Questions)) > 0
	if policy.DefaultCapacity >= p.Policy.DefaultCapacity && !standingChanges(changes) && !asks {
		return impact, nil
	}
	all, err := u.Programs().Participants(ctx, p.ID, "", impactLimit+1)
	if err != nil {
		return impact, fmt.Errorf("load participants: %w", err)
	}
	impact.More = len(all) > impactLimit
	return impact, u.addConcerned(ctx, &impact, policyMove{p.Policy, policy}, all[:min(len(all), impactLimit)])
}

// policyMove is a policy and what is to come in its place.
type policyMove struct{ from, to Policy }

// addConcerned counts which of some participants a change of policy concerns.
func (u *unit) addConcerned(ctx context.Context, impact *PolicyImpact, move policyMove, all []Participant) error {
	ids := idsOf(all)
	people, err := u.People().GetAll(ctx, ids)
	if err != nil {
		return fmt.Errorf("load people: %w", err)
	}
	profiles, err := u.Profiles().GetAll(ctx, ids)
	if err != nil {
		return fmt.Errorf("load profiles: %w", err)
	}
	var sheets map[PersonID]AnswerSheet
	if len(all) > 0 && len(move.from.Questions)+len(move.to.Questions) > 0 {
		if sheets, err = u.AnswerSheets().GetAll(ctx, all[0].Program, ids); err != nil {
			return fmt.Errorf("load answers: %w", err)
		}
	}
	for _, place := range all {
		gaps := func(policy Policy) map[Role][]ProfileItem {
			return gapsIn(policy, people[place.Person], profiles[place.Person], place, sheets[place.Person].Answers)
		}
		move.concerns(impact, place, gaps, u.now)
	}
	return nil
}

// concerns counts what a change of policy would mean for one participant.
func (m policyMove) concerns(impact *PolicyImpact, place Participant, gaps func(Policy) map[Role][]ProfileItem, now time.Time) {
	count := func(n *int, when bool) {
		if when {
			*n++
		}
	}
	count(&impact.Capacity, m.to.DefaultCapacity < m.from.DefaultCapacity && place.Mentor && place.Capacity > m.to.DefaultCapacity)
	if !place.Joined() || place.State == ParticipantPaused {
		return
	}
	before, after := gaps(m.from), gaps(m.to)
	in := func(policy Policy, gaps map[Role][]ProfileItem, role Role) standing {
		return place.standingIn(role, policy, gaps)
	}
	count(&impact.Hidden, place.Findable && len(after[RoleMentor]) > 0)
	count(&impact.Held, in(m.from, before, RoleMentee) == ready && len(after[RoleMentee]) > 0)
	next := place
	next.settle(m.from, before, now) // whoever is in stays in when the programme begins to ask
	next.settle(m.to, after, now)
	stays, waits := false, false
	for _, role := range place.roles() {
		asked := m.to.NeedsApproval(role) && !m.from.NeedsApproval(role)
		stays = stays || asked && in(m.from, before, role) == ready
		waits = waits || asked && in(m.from, before, role) == incomplete && !place.approved(role)
	}
	count(&impact.Staying, stays)
	count(&impact.ToWait, waits && !stays)
	count(&impact.Admitted, place.State == ParticipantAwaitingActivation && next.State == ParticipantActive)
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
