package storage

import (
	"context"

	"github.com/uptrace/bun"

	"mentorbot/core"
)

type invitationRow struct {
	bun.BaseModel `bun:"table:invitations,alias:invitation"`
	owned

	ID          core.InvitationID    `bun:"id,pk"`
	ProgramID   core.ProgramID       `bun:"program_id"`
	ListID      core.ChoiceListID    `bun:"list_id"`
	MenteeID    core.PersonID        `bun:"mentee_id"`
	MentorID    core.PersonID        `bun:"mentor_id"`
	Rank        int                  `bun:"rank"`
	State       core.InvitationState `bun:"state"`
	Offer       bool                 `bun:"offer"`
	SkipReason  core.SkipReason      `bun:"skip_reason"`
	Reason      core.DeclineReason   `bun:"reason"`
	ReasonText  string               `bun:"reason_text"`
	CreatedAt   instant              `bun:"created_at"`
	DeliveredAt instant              `bun:"delivered_at"`
	RemindAt    instant              `bun:"remind_at"`
	RemindedAt  instant              `bun:"reminded_at"`
	ExpiresAt   instant              `bun:"expires_at"`
	ClosedAt    instant              `bun:"closed_at"`
}

func invitationRowOf(i core.Invitation) invitationRow {
	return invitationRow{
		ID: i.ID, ProgramID: i.Program, ListID: i.List, MenteeID: i.Mentee, MentorID: i.Mentor, Rank: i.Rank, State: i.State, Offer: i.Offer,
		SkipReason: i.SkipReason, Reason: i.Reason, ReasonText: i.ReasonText, CreatedAt: instant(i.CreatedAt),
		DeliveredAt: instant(i.DeliveredAt), RemindAt: instant(i.RemindAt), RemindedAt: instant(i.RemindedAt),
		ExpiresAt: instant(i.ExpiresAt), ClosedAt: instant(i.ClosedAt),
	}
}

func (r invitationRow) value() core.Invitation {
	return core.Invitation{
		ID: r.ID, Program: r.ProgramID, List: r.ListID, Mentee: r.MenteeID, Mentor: r.MentorID, Rank: r.Rank, State: r.State, Offer: r.Offer,
		SkipReason: r.SkipReason, Reason: r.Reason, ReasonText: r.ReasonText, CreatedAt: r.CreatedAt.time(),
		DeliveredAt: r.DeliveredAt.time(), RemindAt: r.RemindAt.time(), RemindedAt: r.RemindedAt.time(),
		ExpiresAt: r.ExpiresAt.time(), ClosedAt: r.ClosedAt.time(),
	}
}

// invitations implements core.Invitations.
type invitations struct{ scope }

func (r invitations) Get(ctx context.Context, id core.InvitationID) (core.Invitation, error) {
	i, err := one[invitationRow](ctx, r.scope, where("id = ?", id))
	return i, step("load invitation", err)
}

func (r invitations) ForList(ctx context.Context, id core.ChoiceListID) ([]core.Invitation, error) {
	found, err := many[invitationRow](ctx, r.scope, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("list_id = ?", id).Order("rank", "created_at", "id")
	})
	return found, step("load invitations of a list", err)
}

func (r invitations) GetAll(ctx context.Context, ids []core.InvitationID) ([]core.Invitation, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	found, err := many[invitationRow](ctx, r.scope, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("id IN (?)", bun.List(ids)).Order("expires_at", "id")
	})
	return found, step("load some invitations", err)
}

func (r invitations) ForLists(ctx context.Context, lists []core.ChoiceListID) (map[core.ChoiceListID][]core.Invitation, error) {
	if len(lists) == 0 {
		return nil, nil
	}
	found, err := many[invitationRow](ctx, r.scope, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("list_id IN (?)", bun.List(lists)).Order("rank", "created_at", "id")
	})
	of := map[core.ChoiceListID][]core.Invitation{}
	for _, i := range found {
		of[i.List] = append(of[i.List], i)
	}
	return of, step("load invitations of lists", err)
}

func (r invitations) LiveForMentor(ctx context.Context, program core.ProgramID, mentor core.PersonID) ([]core.Invitation, error) {
	found, err := many[invitationRow](ctx, r.scope, func(q *bun.SelectQuery) *bun.SelectQuery {
		if program != "" {
			q = q.Where("program_id = ?", program)
		}
		return q.Where("mentor_id = ?", mentor).Where("state IN ('queued', 'sent')").Where("NOT offer").Order("created_at", "id")
	})
	return found, step("load live invitations", err)
}

func (r invitations) Offers(ctx context.Context, program core.ProgramID, person core.PersonID) ([]core.Invitation, error) {
	found, err := many[invitationRow](ctx, r.scope, func(q *bun.SelectQuery) *bun.SelectQuery {
		if program != "" {
			q = q.Where("program_id = ?", program)
		}
		return q.Where("offer AND state IN ('queued', 'sent')").Where("mentor_id = ?0 OR mentee_id = ?0", person).Order("created_at", "id")
	})
	return found, step("load live offers", err)
}

func (r invitations) Save(ctx context.Context, all ...core.Invitation) error {
	if len(all) == 0 {
		return nil
	}
	rows := make([]invitationRow, len(all))
	for i, inv := range all {
		rows[i] = invitationRowOf(inv)
	}
	err := r.protected(ctx, func(inner scope) error { return putAll(ctx, inner, rows) })
	if duplicate(err) {
		err = core.ErrDuplicate
	}
	return step("save invitations", err)
}
