package storage

import (
	"context"

	"github.com/uptrace/bun"

	"mentorbot/core"
)

type pairingRunRow struct {
	bun.BaseModel `bun:"table:pairing_runs,alias:run"`
	owned

	ID         core.PairingRunID                `bun:"id,pk"`
	ProgramID  core.ProgramID                   `bun:"program_id"`
	State      core.PairingState                `bun:"state"`
	Settings   document[core.PairingSettings]   `bun:"settings"`
	Basis      document[core.PairingBasis]      `bun:"basis"`
	Statistics document[core.PairingStatistics] `bun:"statistics"`
	Changed    document[[]core.PairingAspect]   `bun:"changed"`
	Told       bool                             `bun:"told"`
	CreatedBy  core.PersonID                    `bun:"created_by,nullzero"`
	CreatedAt  instant                          `bun:"created_at"`
	ComputedAt instant                          `bun:"computed_at"`
	SettledBy  core.PersonID                    `bun:"settled_by,nullzero"`
	SettledAt  instant                          `bun:"settled_at"`
}

func pairingRunRowOf(r core.PairingRun) *pairingRunRow {
	return &pairingRunRow{
		ID: r.ID, ProgramID: r.Program, State: r.State, Settings: document[core.PairingSettings]{r.Settings},
		Basis: document[core.PairingBasis]{r.Basis}, Statistics: document[core.PairingStatistics]{r.Statistics},
		Changed: document[[]core.PairingAspect]{r.Changed}, Told: r.Told, CreatedBy: r.CreatedBy, CreatedAt: instant(r.CreatedAt),
		ComputedAt: instant(r.ComputedAt), SettledBy: r.SettledBy, SettledAt: instant(r.SettledAt),
	}
}

func (r pairingRunRow) value() core.PairingRun {
	return core.PairingRun{
		ID: r.ID, Program: r.ProgramID, State: r.State, Settings: r.Settings.v, Basis: r.Basis.v, Statistics: r.Statistics.v,
		Changed: r.Changed.v, Told: r.Told, CreatedBy: r.CreatedBy, CreatedAt: r.CreatedAt.time(), ComputedAt: r.ComputedAt.time(),
		SettledBy: r.SettledBy, SettledAt: r.SettledAt.time(),
	}
}

type proposalRow struct {
	bun.BaseModel `bun:"table:pairing_proposals,alias:proposal"`
	owned

	RunID        core.PairingRunID    `bun:"run_id,pk"`
	MenteeID     core.PersonID        `bun:"mentee_id,pk"`
	MentorID     core.PersonID        `bun:"mentor_id,nullzero"`
	Score        int                  `bun:"score"`
	Choice       int                  `bun:"choice"`
	Origin       core.ProposalOrigin  `bun:"origin"`
	Reason       core.UnmatchedReason `bun:"reason"`
	Excluded     int                  `bun:"excluded"`
	BelowFloor   int                  `bun:"below_floor"`
	Taken        int                  `bun:"taken"`
	MentorshipID core.MentorshipID    `bun:"mentorship_id,nullzero"`
}

func proposalRowOf(p core.Proposal) *proposalRow {
	return &proposalRow{
		RunID: p.Run, MenteeID: p.Mentee, MentorID: p.Mentor, Score: p.Score, Choice: p.Choice, Origin: p.Origin, Reason: p.Reason,
		Excluded: p.Excluded, BelowFloor: p.BelowFloor, Taken: p.Taken, MentorshipID: p.Mentorship,
	}
}

func (r proposalRow) value() core.Proposal {
	return core.Proposal{
		Run: r.RunID, Mentee: r.MenteeID, Mentor: r.MentorID, Score: r.Score, Choice: r.Choice, Origin: r.Origin, Reason: r.Reason,
		Excluded: r.Excluded, BelowFloor: r.BelowFloor, Taken: r.Taken, Mentorship: r.MentorshipID,
	}
}

// pairings implements core.PairingRuns.
type pairings struct{ scope }

func (r pairings) Get(ctx context.Context, id core.PairingRunID) (core.PairingRun, error) {
	run, err := one[pairingRunRow](ctx, r.scope, where("id = ?", id))
	return run, step("load pairing run", err)
}

func (r pairings) List(ctx context.Context, program core.ProgramID, offset, limit int) ([]core.PairingRun, error) {
	all, err := many[pairingRunRow](ctx, r.scope, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("program_id = ?", program).Order("created_at DESC", "id DESC").Offset(int64(offset)).Limit(int64(limit))
	})
	return all, step("load pairing runs", err)
}

func (r pairings) Count(ctx context.Context, program core.ProgramID) (int, error) {
	n, err := r.query((*pairingRunRow)(nil)).Where("program_id = ?", program).Count(ctx)
	return int(n), step("count pairing runs", err)
}

func (r pairings) Save(ctx context.Context, run core.PairingRun) error {
	return step("save pairing run", r.put(ctx, pairingRunRowOf(run)))
}

func (r pairings) Lock(ctx context.Context, id core.PairingRunID) error {
	return step("lock pairing run", r.hold(ctx, (*pairingRunRow)(nil), where("id = ?", id)))
}

func (r pairings) Proposals(ctx context.Context, run core.PairingRunID, q core.ProposalQuery) ([]core.Proposal, error) {
	all, err := many[proposalRow](ctx, r.scope, func(sel *bun.SelectQuery) *bun.SelectQuery {
		sel = sel.Where("run_id = ?", run).OrderExpr("mentor_id IS NULL DESC, score, mentee_id").Offset(int64(q.Offset))
		if q.Limit > 0 {
			sel = sel.Limit(int64(q.Limit))
		}
		return sel
	})
	return all, step("load proposals", err)
}

func (r pairings) Proposal(ctx context.Context, run core.PairingRunID, mentee core.PersonID) (core.Proposal, error) {
	p, err := one[proposalRow](ctx, r.scope, where("run_id = ? AND mentee_id = ?", run, mentee))
	return p, step("load proposal", err)
}

func (r pairings) SaveProposal(ctx context.Context, p core.Proposal) error {
	return step("save proposal", r.put(ctx, proposalRowOf(p)))
}

// proposalBatch is how many rows one statement inserts: a statement has a bounded number of values on both databases.
const proposalBatch = 500

func (r pairings) SetProposals(ctx context.Context, run core.PairingRunID, all []core.Proposal) error {
	if _, err := r.remove((*proposalRow)(nil)).Where("run_id = ?", run).Exec(ctx); err != nil {
		return step("remove proposals", err)
	}
	for len(all) > 0 {
		n := min(len(all), proposalBatch)
		rows := make([]*proposalRow, n)
		for i, p := range all[:n] {
			rows[i] = proposalRowOf(p)
			rows[i].own(r.workspace)
		}
		if _, err := r.db.NewInsert().Model(&rows).Exec(ctx); err != nil {
			return step("save proposals", err)
		}
		all = all[n:]
	}
	return nil
}
