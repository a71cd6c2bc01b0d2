package storage

import (
	"context"

	"github.com/uptrace/bun"

	"mentorbot/core"
)

type agreementRow struct {
	bun.BaseModel `bun:"table:agreements,alias:agreement"`
	owned

	ID           core.AgreementID              `bun:"id,pk"`
	MentorshipID core.MentorshipID             `bun:"mentorship_id"`
	Number       int                           `bun:"number"`
	Texts        document[core.AgreementTexts] `bun:"texts"`
	State        core.AgreementState           `bun:"state"`
	ProposedBy   core.PersonID                 `bun:"proposed_by"`
	ProposedAt   instant                       `bun:"proposed_at"`
	AgreedAt     instant                       `bun:"agreed_at"`
	ClosedAt     instant                       `bun:"closed_at"`
	SharedAt     instant                       `bun:"shared_at"`
}

func (r agreementRow) value() core.Agreement {
	return core.Agreement{
		ID: r.ID, Mentorship: r.MentorshipID, Number: r.Number, Texts: r.Texts.v, State: r.State, ProposedBy: r.ProposedBy,
		ProposedAt: r.ProposedAt.time(), AgreedAt: r.AgreedAt.time(), ClosedAt: r.ClosedAt.time(), SharedAt: r.SharedAt.time(),
	}
}

// agreements implements core.Agreements.
type agreements struct{ scope }

func (r agreements) Get(ctx context.Context, id core.AgreementID) (core.Agreement, error) {
	a, err := one[agreementRow](ctx, r.scope, where("id = ?", id))
	return a, step("load agreement", err)
}

func (r agreements) ForMentorship(ctx context.Context, id core.MentorshipID) ([]core.Agreement, error) {
	found, err := many[agreementRow](ctx, r.scope, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("mentorship_id = ?", id).Order("number DESC")
	})
	return found, step("load agreements", err)
}

func (r agreements) Live(ctx context.Context, id core.MentorshipID) ([]core.Agreement, error) {
	found, err := many[agreementRow](ctx, r.scope, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.ExcludeColumn("texts").Where("mentorship_id = ?", id).Where("state IN ('proposed', 'agreed')")
	})
	return found, step("load agreements", err)
}

func (r agreements) Save(ctx context.Context, a core.Agreement) error {
	return step("save agreement", r.putUnique(ctx, &agreementRow{
		ID: a.ID, MentorshipID: a.Mentorship, Number: a.Number, Texts: document[core.AgreementTexts]{a.Texts}, State: a.State,
		ProposedBy: a.ProposedBy, ProposedAt: instant(a.ProposedAt), AgreedAt: instant(a.AgreedAt), ClosedAt: instant(a.ClosedAt),
		SharedAt: instant(a.SharedAt),
	}))
}
