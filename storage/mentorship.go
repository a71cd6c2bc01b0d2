package storage

import (
	"context"

	"github.com/uptrace/bun"

	"mentorbot/core"
)

type mentorshipRow struct {
	bun.BaseModel `bun:"table:mentorships,alias:mentorship"`
	owned

	ID           core.MentorshipID    `bun:"id,pk"`
	ProgramID    core.ProgramID       `bun:"program_id"`
	MentorID     core.PersonID        `bun:"mentor_id"`
	MenteeID     core.PersonID        `bun:"mentee_id"`
	InvitationID core.InvitationID    `bun:"invitation_id,nullzero"`
	State        core.MentorshipState `bun:"state"`
	Conversation string               `bun:"conversation"`
	StartedAt    instant              `bun:"started_at"`
	InTouchAt    instant              `bun:"in_touch_at"`
	PlannedEnd   instant              `bun:"planned_end"`
	EndedAt      instant              `bun:"ended_at"`
	EndedBy      core.PersonID        `bun:"ended_by,nullzero"`
	EndReason    string               `bun:"end_reason"`
	ThanksMentor string               `bun:"thanks_of_mentor"`
	ThanksMentee string               `bun:"thanks_of_mentee"`
	HoldSince    instant              `bun:"hold_since"`
	HoldUntil    instant              `bun:"hold_until"`
	HoldBy       core.PersonID        `bun:"hold_by,nullzero"`
	HoldReason   string               `bun:"hold_reason"`
	QuietSince   instant              `bun:"quiet_since"`
	QuietLookAt  instant              `bun:"quiet_look_at"`
	QuietStage   core.SilenceStage    `bun:"quiet_stage"`
	QuietEndsAt  instant              `bun:"quiet_ends_at"`
	ClosingAt    instant              `bun:"closing_at"`
	ClosingBy    core.PersonID        `bun:"closing_by,nullzero"`
	Extension    int                  `bun:"extension"`
	ExtensionBy  core.PersonID        `bun:"extension_by,nullzero"`
	ExtendUntil  instant              `bun:"extend_until"`
}

func mentorshipRowOf(m core.Mentorship) *mentorshipRow {
	return &mentorshipRow{
		ID: m.ID, ProgramID: m.Program, MentorID: m.Mentor, MenteeID: m.Mentee, InvitationID: m.Invitation, State: m.State,
		Conversation: m.Conversation, StartedAt: instant(m.StartedAt), PlannedEnd: instant(m.PlannedEnd),
		InTouchAt: instant(m.InTouchAt), EndedAt: instant(m.EndedAt), EndedBy: m.EndedBy, EndReason: m.EndReason,
		ThanksMentor: m.Thanks.OfMentor, ThanksMentee: m.Thanks.OfMentee,
		HoldSince: instant(m.Hold.Since), HoldUntil: instant(m.Hold.Until), HoldBy: m.Hold.By, HoldReason: m.Hold.Reason,
		QuietSince: instant(m.Silence.Since), QuietLookAt: instant(m.Silence.LookAt), QuietStage: m.Silence.Stage, QuietEndsAt: instant(m.Silence.EndsAt),
		ClosingAt: instant(m.Closing.NextAt), ClosingBy: m.Closing.AgreedBy, Extension: m.Closing.Extension.Number,
		ExtensionBy: m.Closing.Extension.By, ExtendUntil: instant(m.Closing.Extension.Until),
	}
}

func (r mentorshipRow) value() core.Mentorship {
	return core.Mentorship{
		ID: r.ID, Program: r.ProgramID, Mentor: r.MentorID, Mentee: r.MenteeID, Invitation: r.InvitationID, State: r.State,
		Conversation: r.Conversation, StartedAt: r.StartedAt.time(), PlannedEnd: r.PlannedEnd.time(),
		InTouchAt: r.InTouchAt.time(), EndedAt: r.EndedAt.time(), EndedBy: r.EndedBy, EndReason: r.EndReason,
		Thanks: core.Thanks{OfMentor: r.ThanksMentor, OfMentee: r.ThanksMentee},
		Hold:   core.Hold{Since: r.HoldSince.time(), Until: r.HoldUntil.time(), By: r.HoldBy, Reason: r.HoldReason},
		Silence: core.Silence{
			Since: r.QuietSince.time(), LookAt: r.QuietLookAt.time(), Stage: r.QuietStage, EndsAt: r.QuietEndsAt.time(),
		},
		Closing: core.Closing{
			NextAt: r.ClosingAt.time(), AgreedBy: r.ClosingBy,
			Extension: core.Extension{Number: r.Extension, By: r.ExtensionBy, Until: r.ExtendUntil.time()},
		},
	}
}

// takesCapacity are the states in which a mentorship counts.
const takesCapacity = "state IN ('active', 'on_hold')"

// mentorships implements core.Mentorships.
type mentorships struct{ scope }

func (r mentorships) Get(ctx context.Context, id core.MentorshipID) (core.Mentorship, error) {
	m, err := one[mentorshipRow](ctx, r.scope, where("id = ?", id))
	return m, step("load mentorship", err)
}

func (r mentorships) ForPerson(ctx context.Context, person core.PersonID) ([]core.Mentorship, error) {
	found, err := many[mentorshipRow](ctx, r.scope, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("id IN (?)", r.mentorshipsOf([]core.PersonID{person})).Order("started_at DESC", "id DESC")
	})
	return found, step("load a person's mentorships", err)
}

// mentorshipsOf selects the ids of the mentorships of any of the people, on either side. It is a union, because for an OR
// SQLite reads all mentorships of the workspace.
func (s scope) mentorshipsOf(people []core.PersonID) *bun.SelectQuery {
	as := func(column string) *bun.SelectQuery {
		return s.query((*mentorshipRow)(nil)).Column("id").Where("? IN (?)", bun.Ident(column), bun.List(people))
	}
	return as("mentor_id").UnionAll(as("mentee_id"))
}

func (r mentorships) Load(ctx context.Context, program core.ProgramID, mentor core.PersonID) (int, error) {
	n, err := r.query((*mentorshipRow)(nil)).
		Where("program_id = ? AND mentor_id = ?", program, mentor).Where(takesCapacity).Count(ctx)
	return int(n), step("count a mentor's load", err)
}

func (r mentorships) Loads(ctx context.Context, program core.ProgramID, mentors []core.PersonID) (map[core.PersonID]int, error) {
	if len(mentors) == 0 {
		return nil, nil
	}
	var rows []struct {
		MentorID core.PersonID
		Load     int
	}
	err := r.query((*mentorshipRow)(nil)).
		ColumnExpr("mentor_id, count(*) AS load").
		Where("program_id = ? AND mentor_id IN (?)", program, bun.List(mentors)).Where(takesCapacity).
		Group("mentor_id").Scan(ctx, &rows)
	loads := make(map[core.PersonID]int, len(rows))
	for _, row := range rows {
		loads[row.MentorID] = row.Load
	}
	return loads, step("count the load of mentors", err)
}

func (r mentorships) ActiveOf(ctx context.Context, program core.ProgramID, mentee core.PersonID) (int, error) {
	n, err := r.query((*mentorshipRow)(nil)).
		Where("program_id = ? AND mentee_id = ?", program, mentee).Where(takesCapacity).Count(ctx)
	return int(n), step("count a mentee's mentorships", err)
}

func (r mentorships) Save(ctx context.Context, m core.Mentorship) error {
	return step("save mentorship", r.putUnique(ctx, mentorshipRowOf(m)))
}

func (r mentorships) Lock(ctx context.Context, id core.MentorshipID) error {
	return step("lock mentorship", r.hold(ctx, (*mentorshipRow)(nil), where("id = ?", id)))
}
