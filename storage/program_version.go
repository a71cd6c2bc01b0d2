package storage

import (
	"context"

	"github.com/uptrace/bun"

	"mentorbot/core"
)

type programVersionRow struct {
	bun.BaseModel `bun:"table:program_versions,alias:program_version"`
	owned

	ProgramID core.ProgramID        `bun:"program_id,pk"`
	Version   int                   `bun:"version,pk"`
	Name      string                `bun:"name"`
	State     core.ProgramState     `bun:"state"`
	Policy    document[core.Policy] `bun:"policy"`
	ChangedBy core.PersonID         `bun:"changed_by,nullzero"`
	Reason    string                `bun:"reason"`
	ChangedAt instant               `bun:"changed_at"`
}

func (r programVersionRow) value() core.ProgramVersion {
	return core.ProgramVersion{
		Program: r.ProgramID, Version: r.Version, Name: r.Name, State: r.State, Policy: r.Policy.v, By: r.ChangedBy, Reason: r.Reason,
		At: r.ChangedAt.time(),
	}
}

type policyDraftRow struct {
	bun.BaseModel `bun:"table:policy_drafts,alias:policy_draft"`
	owned

	ProgramID  core.ProgramID        `bun:"program_id,pk"`
	PersonID   core.PersonID         `bun:"person_id,pk"`
	Version    int                   `bun:"version"`
	Policy     document[core.Policy] `bun:"policy"`
	PreparedAt instant               `bun:"prepared_at"`
}

func (r policyDraftRow) value() core.PolicyDraft {
	return core.PolicyDraft{Program: r.ProgramID, Person: r.PersonID, Version: r.Version, Policy: r.Policy.v, At: r.PreparedAt.time()}
}

func (r programs) Lock(ctx context.Context, id core.ProgramID) error {
	return step("lock programme", r.hold(ctx, (*programRow)(nil), where("id = ?", id)))
}

func (r programs) SaveVersion(ctx context.Context, v core.ProgramVersion) error {
	return step("save version of a programme", r.add(ctx, &programVersionRow{
		ProgramID: v.Program, Version: v.Version, Name: v.Name, State: v.State, Policy: document[core.Policy]{v.Policy},
		ChangedBy: v.By, Reason: v.Reason, ChangedAt: instant(v.At),
	}))
}

// Versions implements core.Programs.
func (r programs) Versions(ctx context.Context, id core.ProgramID, offset, limit int) ([]core.ProgramVersion, error) {
	all, err := many[programVersionRow](ctx, r.scope, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("program_id = ?", id).Order("version DESC").Offset(int64(offset)).Limit(int64(limit))
	})
	return all, step("load versions of a programme", err)
}

func (r programs) VersionCount(ctx context.Context, id core.ProgramID) (int, error) {
	n, err := r.query((*programVersionRow)(nil)).Where("program_id = ?", id).Count(ctx)
	return int(n), step("count versions of a programme", err)
}

func (r programs) Draft(ctx context.Context, id core.ProgramID, person core.PersonID) (core.PolicyDraft, error) {
	d, err := one[policyDraftRow](ctx, r.scope, where("program_id = ? AND person_id = ?", id, person))
	return d, step("load draft of a policy", err)
}

func (r programs) SaveDraft(ctx context.Context, d core.PolicyDraft) error {
	return step("save draft of a policy", r.put(ctx, &policyDraftRow{
		ProgramID: d.Program, PersonID: d.Person, Version: d.Version, Policy: document[core.Policy]{d.Policy}, PreparedAt: instant(d.At),
	}))
}

func (r programs) RemoveDraft(ctx context.Context, id core.ProgramID, person core.PersonID) error {
	_, err := r.remove((*policyDraftRow)(nil)).Where("program_id = ? AND person_id = ?", id, person).Exec(ctx)
	return step("remove draft of a policy", err)
}

// Waiting implements core.Programs.
func (r programs) Waiting(ctx context.Context, id core.ProgramID) (int, error) {
	n, err := r.query((*invitationRow)(nil)).Where("program_id = ?", id).Where("state IN ('queued', 'sent')").Count(ctx)
	return int(n), step("count waiting invitations", err)
}

// Participants implements core.Programs.
func (r programs) Participants(ctx context.Context, id core.ProgramID, after core.PersonID, limit int) ([]core.Participant, error) {
	all, err := many[participantRow](ctx, r.scope, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("program_id = ? AND person_id > ?", id, after).Order("person_id").Limit(int64(limit))
	})
	return all, step("list participants", err)
}
