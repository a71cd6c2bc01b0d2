package storage

import (
	"context"

	"github.com/uptrace/bun"

	"mentorbot/core"
)

type staffRow struct {
	bun.BaseModel `bun:"table:staff,alias:staff"`
	owned

	ProgramID core.ProgramID `bun:"program_id,pk"`
	PersonID  core.PersonID  `bun:"person_id,pk"`
	Role      core.StaffRole `bun:"role"`
	GrantedBy core.PersonID  `bun:"granted_by,nullzero"`
	GrantedAt instant        `bun:"granted_at"`
}

func (r staffRow) value() core.Staff {
	return core.Staff{Program: r.ProgramID, Person: r.PersonID, Role: r.Role, GrantedBy: r.GrantedBy, GrantedAt: r.GrantedAt.time()}
}

func (r programs) Staff(ctx context.Context, id core.ProgramID) ([]core.Staff, error) {
	all, err := many[staffRow](ctx, r.scope, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("program_id = ?", id).Order("granted_at", "person_id")
	})
	return all, step("load staff", err)
}

func (r programs) StaffMember(ctx context.Context, id core.ProgramID, person core.PersonID) (core.Staff, error) {
	s, err := one[staffRow](ctx, r.scope, where("program_id = ? AND person_id = ?", id, person))
	return s, step("load staff member", err)
}

func (r programs) StaffOf(ctx context.Context, person core.PersonID) ([]core.Staff, error) {
	all, err := many[staffRow](ctx, r.scope, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("person_id = ?", person).Order("granted_at", "program_id")
	})
	return all, step("load a person's staff roles", err)
}

func (r programs) SaveStaff(ctx context.Context, s core.Staff) error {
	return step("save staff", r.put(ctx, &staffRow{
		ProgramID: s.Program, PersonID: s.Person, Role: s.Role, GrantedBy: s.GrantedBy, GrantedAt: instant(s.GrantedAt),
	}))
}

func (r programs) RemoveStaff(ctx context.Context, id core.ProgramID, person core.PersonID) error {
	_, err := r.remove((*staffRow)(nil)).Where("program_id = ? AND person_id = ?", id, person).Exec(ctx)
	return step("remove staff", err)
}

// Counts implements core.Programs.
func (r programs) Counts(ctx context.Context, id core.ProgramID) (core.ProgramCounts, error) {
	var counts core.ProgramCounts
	for _, c := range []struct {
		into  *int
		model any
		where string
	}{
		{&counts.Mentors, (*participantRow)(nil), "mentor AND state = 'active'"},
		{&counts.Mentees, (*participantRow)(nil), "mentee AND state = 'active'"},
		{&counts.Requests, (*choiceListRow)(nil), "state = 'running' AND NOT offer"},
		{&counts.Mentorships, (*mentorshipRow)(nil), "state IN ('active', 'on_hold')"},
		{&counts.Participants, (*participantRow)(nil), "TRUE"},
		{&counts.Applications, (*participantRow)(nil), "applied_at IS NOT NULL"},
		{&counts.Attention, (*attentionRow)(nil), "resolved_at IS NULL"},
	} {
		n, err := r.query(c.model).Where("program_id = ?", id).Where(c.where).Count(ctx)
		if err != nil {
			return counts, step("count programme", err)
		}
		*c.into = int(n)
	}
	running := r.query((*mentorshipRow)(nil)).Column("id").Where("program_id = ?", id).Where("state IN ('active', 'on_hold')")
	n, err := r.query((*agreementRow)(nil)).Where("state = ?", core.AgreementAgreed).Where("mentorship_id IN (?)", running).Count(ctx)
	counts.Agreed = int(n)
	return counts, step("count agreements", err)
}
