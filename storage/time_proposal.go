package storage

import (
	"context"
	"time"

	"github.com/uptrace/bun"

	"mentorbot/core"
)

type timeProposalRow struct {
	bun.BaseModel `bun:"table:time_proposals,alias:proposal"`
	owned

	ID           core.TimeProposalID    `bun:"id,pk"`
	MentorshipID core.MentorshipID      `bun:"mentorship_id"`
	ProgramID    core.ProgramID         `bun:"program_id"`
	ByID         core.PersonID          `bun:"by_id"`
	FirstAt      instant                `bun:"first_at"`
	SecondAt     instant                `bun:"second_at"`
	ThirdAt      instant                `bun:"third_at"`
	Minutes      int                    `bun:"minutes"`
	Title        string                 `bun:"title"`
	Place        string                 `bun:"place"`
	Link         string                 `bun:"link"`
	Agenda       string                 `bun:"agenda"`
	Zone         string                 `bun:"zone"`
	State        core.TimeProposalState `bun:"state"`
	BeforeID     core.TimeProposalID    `bun:"before_id"`
	SessionID    *core.SessionID        `bun:"session_id"` // nil for none
	Reason       string                 `bun:"reason"`
	CreatedAt    instant                `bun:"created_at"`
	AnswerBy     instant                `bun:"answer_by"`
	NextAt       instant                `bun:"next_at"`
	ClosedAt     instant                `bun:"closed_at"`
}

func timeProposalOf(p core.TimeProposal) *timeProposalRow {
	row := &timeProposalRow{
		ID: p.ID, MentorshipID: p.Mentorship, ProgramID: p.Program, ByID: p.By, Minutes: p.Minutes, Title: p.Title, Place: p.Place,
		Link: p.Link, Agenda: p.Agenda, Zone: p.Zone, State: p.State, BeforeID: p.Before, Reason: p.Reason,
		CreatedAt: instant(p.CreatedAt), AnswerBy: instant(p.AnswerBy), NextAt: instant(p.NextAt), ClosedAt: instant(p.ClosedAt),
	}
	for i, at := range row.starts() {
		if i < len(p.Starts) {
			*at = instant(p.Starts[i])
		}
	}
	if p.Session != "" {
		row.SessionID = &p.Session
	}
	return row
}

// starts are the columns of the proposed times, in order.
func (r *timeProposalRow) starts() [core.MaxProposedTimes]*instant {
	return [core.MaxProposedTimes]*instant{&r.FirstAt, &r.SecondAt, &r.ThirdAt}
}

func (r timeProposalRow) value() core.TimeProposal {
	p := core.TimeProposal{
		ID: r.ID, Mentorship: r.MentorshipID, Program: r.ProgramID, By: r.ByID, Minutes: r.Minutes, Title: r.Title, Place: r.Place,
		Link: r.Link, Agenda: r.Agenda, Zone: r.Zone, State: r.State, Before: r.BeforeID, Reason: r.Reason,
		CreatedAt: r.CreatedAt.time(), AnswerBy: r.AnswerBy.time(), NextAt: r.NextAt.time(), ClosedAt: r.ClosedAt.time(),
	}
	for _, at := range r.starts() {
		if t := at.time(); !t.IsZero() {
			p.Starts = append(p.Starts, t)
		}
	}
	if r.SessionID != nil {
		p.Session = *r.SessionID
	}
	return p
}

// timeProposals implements core.TimeProposals.
type timeProposals struct{ scope }

func (r timeProposals) Get(ctx context.Context, id core.TimeProposalID) (core.TimeProposal, error) {
	p, err := one[timeProposalRow](ctx, r.scope, where("id = ?", id))
	return p, step("load times", err)
}

func (r timeProposals) Open(ctx context.Context, mentorship core.MentorshipID) (core.TimeProposal, error) {
	p, err := one[timeProposalRow](ctx, r.scope, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("mentorship_id = ?", mentorship).Where(waitsForChoice)
	})
	return p, step("load open times", err)
}

func (r timeProposals) OpenFor(ctx context.Context, person core.PersonID) ([]core.TimeProposal, error) {
	open, err := many[timeProposalRow](ctx, r.scope, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("mentorship_id IN (?)", r.mentorshipsOf([]core.PersonID{person})).Where(waitsForChoice).Order("answer_by", "id")
	})
	return open, step("load open times", err)
}

func (r timeProposals) Save(ctx context.Context, p core.TimeProposal) error {
	return step("save times", r.putUnique(ctx, timeProposalOf(p)))
}

// DueTimes implements core.Store.
func (db *DB) DueTimes(ctx context.Context, now time.Time, limit int) ([]core.DueItem, error) {
	items, err := db.due(ctx, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Table("time_proposals").ColumnExpr("workspace_id AS workspace, id AS times").
			Where(waitsForChoice).Where("next_at <= ?", instant(now)).Order("next_at", "id").Limit(int64(limit))
	})
	return items, step("find times to remind of or to let lapse", err)
}
