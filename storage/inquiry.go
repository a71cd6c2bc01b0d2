package storage

import (
	"context"

	"github.com/uptrace/bun"

	"mentorbot/core"
)

type inquiryRow struct {
	bun.BaseModel `bun:"table:inquiries,alias:inquiry"`
	owned

	ID           core.InquiryID    `bun:"id,pk"`
	MentorshipID core.MentorshipID `bun:"mentorship_id"`
	AskedBy      core.PersonID     `bun:"asked_by"`
	Text         string            `bun:"text"`
	State        core.InquiryState `bun:"state"`
	AskedAt      instant           `bun:"asked_at"`
	Answer       string            `bun:"answer"`
	ClosedAt     instant           `bun:"closed_at"`
}

func (r inquiryRow) value() core.Inquiry {
	return core.Inquiry{
		ID: r.ID, Mentorship: r.MentorshipID, AskedBy: r.AskedBy, Text: r.Text, State: r.State, AskedAt: r.AskedAt.time(),
		Answer: r.Answer, ClosedAt: r.ClosedAt.time(),
	}
}

// inquiries implements core.Inquiries.
type inquiries struct{ scope }

func (r inquiries) Get(ctx context.Context, id core.InquiryID) (core.Inquiry, error) {
	i, err := one[inquiryRow](ctx, r.scope, where("id = ?", id))
	return i, step("load question", err)
}

func (r inquiries) Open(ctx context.Context, id core.MentorshipID) ([]core.Inquiry, error) {
	found, err := many[inquiryRow](ctx, r.scope, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("mentorship_id = ? AND state = ?", id, core.InquiryOpen).Order("asked_at", "id")
	})
	return found, step("load open questions", err)
}

func (r inquiries) CountForMentorship(ctx context.Context, id core.MentorshipID) (int, error) {
	n, err := r.query((*inquiryRow)(nil)).Where("mentorship_id = ?", id).Count(ctx)
	return int(n), step("count questions", err)
}

func (r inquiries) ForMentorship(ctx context.Context, id core.MentorshipID, offset, limit int) ([]core.Inquiry, error) {
	found, err := many[inquiryRow](ctx, r.scope, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("mentorship_id = ?", id).
			OrderExpr("CASE WHEN state = ? THEN 0 ELSE 1 END", core.InquiryOpen).
			OrderExpr("CASE WHEN state = ? THEN NULL ELSE closed_at END DESC", core.InquiryOpen).
			Order("asked_at", "id").Offset(int64(offset)).Limit(int64(limit))
	})
	return found, step("load questions", err)
}

func (r inquiries) Save(ctx context.Context, i core.Inquiry) error {
	return step("save question", r.put(ctx, &inquiryRow{
		ID: i.ID, MentorshipID: i.Mentorship, AskedBy: i.AskedBy, Text: i.Text, State: i.State, AskedAt: instant(i.AskedAt),
		Answer: i.Answer, ClosedAt: instant(i.ClosedAt),
	}))
}
