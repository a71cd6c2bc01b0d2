package core

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
)

// PolicyDraft is a change of policy that a person has prepared and looks at before saving it.
type PolicyDraft struct {
	Program ProgramID
	Person  PersonID
	Version int // the programme's when the person began
	Policy  Policy
	At      time.Time
}

// PolicyEdit is what a person entered in a form of settings.
type PolicyEdit struct {
	Program ProgramID
	Version int                    // the programme's when the form was opened
	Values  map[string]PolicyValue // by key; settings that are not there stay
}

// PolicyPreview says what a change of policy means.
type PolicyPreview struct {
	Program Program // as it is
	Policy  Policy  // as it would be
	Changes []PolicyChange
	Impact  PolicyImpact
}

// PolicyStale is what somebody sees whose form was opened before somebody else's change.
type PolicyStale struct {
	Program Program
	Since   []VersionChange // latest first
}

// PreparePolicy checks a change of policy and keeps it for the person to look at. stale is set, and nothing kept, when the programme has
// changed since they began.
func (s *Service) PreparePolicy(ctx context.Context, call Call, in PolicyEdit) (PolicyPreview, error) {
	return change(ctx, s, call, ActionEditProgram, func(ctx context.Context, u *unit) (PolicyPreview, error) {
		p, err := u.managed(ctx, ActionEditProgram, in.Program)
		if err != nil {
			return PolicyPreview{}, err
		}
		if p.Version != in.Version {
			return PolicyPreview{}, conflict(CodePolicyChanged)
		}
		policy, err := in.apply(p.Policy)
		if err != nil {
			return PolicyPreview{}, err
		}
		draft := PolicyDraft{Program: p.ID, Person: u.actor.ID, Version: p.Version, Policy: policy, At: u.now}
		if err := u.Programs().SaveDraft(ctx, draft); err != nil {
			return PolicyPreview{}, fmt.Errorf("save draft: %w", err)
		}
		return u.previewPolicy(ctx, p, policy)
	})
}

// apply puts the values of a form into a policy. All that are wrong are named.
func (in PolicyEdit) apply(policy Policy) (Policy, error) {
	var bad fieldErrors
	for _, f := range PolicyFields() {
		v, there := in.Values[f.Key]
		if !there {
			continue
		}
		if refusal := Refusal(f.Check(v)); refusal != nil {
			for _, e := range refusal.All() {
				bad.add(e)
			}
			continue
		}
		f.Put(&policy, v)
	}
	return policy, bad.err()
}

// PolicyDraft loads what a person has prepared, to look at or to go on with.
func (s *Service) PolicyDraft(ctx context.Context, call Call, id ProgramID) (PolicyPreview, error) {
	return read(ctx, s, call, ActionEditProgram, func(ctx context.Context, u *unit) (PolicyPreview, error) {
		p, err := u.managed(ctx, ActionEditProgram, id)
		if err != nil {
			return PolicyPreview{}, err
		}
		d, err := u.policyDraft(ctx, p)
		if err != nil {
			return PolicyPreview{}, err
		}
		return u.previewPolicy(ctx, p, d.Policy)
	})
}

// policyDraft is the actor's, as long as nobody has changed the programme meanwhile.
func (u *unit) policyDraft(ctx context.Context, p Program) (PolicyDraft, error) {
	d, err := u.Programs().Draft(ctx, p.ID, u.actor.ID)
	if errors.Is(err, ErrNotFound) || err == nil && d.Version != p.Version {
		return d, conflict(CodePolicyChanged)
	}
	if err != nil {
		return d, fmt.Errorf("load draft: %w", err)
	}
	return d, nil
}

// SavePolicy makes what a person has prepared the programme's policy. Deadlines that run are not touched. version is what the person
// has seen: a programme that changed since is not overwritten.
func (s *Service) SavePolicy(ctx context.Context, call Call, id ProgramID, version int) (Program, error) {
	return change(ctx, s, call, ActionEditProgram, func(ctx context.Context, u *unit) (Program, error) {
		p, err := u.lockManaged(ctx, ActionEditProgram, id)
		if err != nil {
			return Program{}, err
		}
		d, err := u.policyDraft(ctx, p)
		if err != nil {
			return Program{}, err
		}
		if d.Version != version {
			return Program{}, conflict(CodePolicyChanged)
		}
		if err := u.Programs().RemoveDraft(ctx, id, u.actor.ID); err != nil {
			return Program{}, fmt.Errorf("remove draft: %w", err)
		}
		return p, u.setPolicy(ctx, &p, d.Policy, "")
	})
}

// setPolicy gives a locked programme a policy. What follows for participants is done afterwards, one by one.
func (u *unit) setPolicy(ctx context.Context, p *Program, policy Policy, reason string) error {
	if err := policy.Check(); err != nil {
		return err
	}
	changes := PolicyChanges(p.Policy, policy)
	if len(changes) == 0 {
		return nil
	}
	// These have forms of their own, and no part in drafts.
	policy.Questions, policy.Resources, policy.Courses = p.Policy.Questions, p.Policy.Resources, p.Policy.Courses
	p.Policy = policy
	if standingChanges(changes) {
		u.settleProgram(p.ID)
	}
	return u.keep(ctx, p, ActionEditProgram, reason)
}

// standingChanges reports whether changes decide who takes part: each participant is settled anew after them.
func standingChanges(changes []PolicyChange) bool {
	return changed(changes, "mentor_items") || changed(changes, "mentee_items") || changed(changes, "approval")
}

// settleProgram has everybody in a programme settled after the change, one by one.
func (u *unit) settleProgram(id ProgramID) {
	u.enqueue(Job{Kind: JobSettleProgram, Task: Task{Program: id}, Lane: "settle:" + string(id)})
}

func changed(changes []PolicyChange, key string) bool {
	return slices.ContainsFunc(changes, func(c PolicyChange) bool { return c.Field.Key == key })
}

// StalePolicy tells what others changed since a version.
func (s *Service) StalePolicy(ctx context.Context, call Call, id ProgramID, since int) (PolicyStale, error) {
	return read(ctx, s, call, ActionEditProgram, func(ctx context.Context, u *unit) (PolicyStale, error) {
		p, err := u.managed(ctx, ActionEditProgram, id)
		if err != nil {
			return PolicyStale{}, err
		}
		h, err := u.history(ctx, p, 0)
		if err != nil {
			return PolicyStale{}, err
		}
		newer := slices.DeleteFunc(h.Changes, func(c VersionChange) bool { return c.To.Version <= since })
		return PolicyStale{Program: p, Since: newer}, nil
	})
}
