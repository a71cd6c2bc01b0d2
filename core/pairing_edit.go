package core

import (
	"context"
	"fmt"
	"slices"

	"mentorbot/core/matching"
)

// pairingRun loads a run for one who may act on its programme, held until the end of the transaction.
func (u *unit) pairingRun(ctx context.Context, action Action, id PairingRunID) (PairingRun, Program, error) {
	if err := u.PairingRuns().Lock(ctx, id); err != nil {
		return PairingRun{}, Program{}, fmt.Errorf("lock pairing run: %w", err)
	}
	run, err := u.PairingRuns().Get(ctx, id)
	if err != nil {
		return run, Program{}, missing(err, "load pairing run")
	}
	program, err := u.managed(ctx, action, run.Program)
	return run, program, err
}

// in refuses unless a run is in a state, with the state it is in.
func (r PairingRun) in(states ...PairingState) error {
	if slices.Contains(states, r.State) {
		return nil
	}
	return conflict(CodePairingState)
}

// Proposing is a change of a draft by hand.
type Proposing struct {
	Mentee PersonID
	Mentor PersonID // empty for nobody
	Page   int      // of the run, which the answer is, from 0
}

// Propose gives a mentee another mentor in a draft, or nobody.
func (s *Service) Propose(ctx context.Context, call Call, id PairingRunID, in Proposing) (PairingPage, error) {
	return change(ctx, s, call, ActionEditPairing, func(ctx context.Context, u *unit) (PairingPage, error) {
		run, program, err := u.pairingRun(ctx, ActionEditPairing, id)
		if err != nil {
			return PairingPage{}, err
		}
		if err := run.in(PairingDraft); err != nil {
			return PairingPage{}, err
		}
		p, err := u.PairingRuns().Proposal(ctx, id, in.Mentee)
		if err != nil {
			return PairingPage{}, missing(err, "load proposal")
		}
		if p.Mentor == in.Mentor {
			return u.pairingPage(ctx, program, run, in.Page)
		}
		if err := u.propose(ctx, program, &run, p, in.Mentor); err != nil {
			return PairingPage{}, err
		}
		detail := map[string]string{"mentee": string(in.Mentee), "mentor": string(in.Mentor)}
		if err := u.audit(ctx, ActionEditPairing, PairingSubject(id), detail); err != nil {
			return PairingPage{}, err
		}
		return u.pairingPage(ctx, program, run, in.Page)
	})
}

func (u *unit) propose(ctx context.Context, program Program, run *PairingRun, p Proposal, mentor PersonID) error {
	p.Mentor, p.Origin, p.Score, p.Choice, p.Reason = mentor, OriginByHand, 0, 0, ""
	if mentor != "" {
		if err := u.mayPropose(ctx, program, *run, p); err != nil {
			return err
		}
		cards, err := u.mentorCards(ctx, program, p.Mentee, []PersonID{mentor})
		if err != nil {
			return err
		}
		p.Score = cards[0].Score.Total
	}
	if err := u.PairingRuns().SaveProposal(ctx, p); err != nil {
		return fmt.Errorf("save proposal: %w", err)
	}
	all, err := u.PairingRuns().Proposals(ctx, run.ID, ProposalQuery{})
	if err != nil {
		return fmt.Errorf("load proposals: %w", err)
	}
	run.Statistics = statisticsOf(all, run.Statistics.Loads)
	if err := u.PairingRuns().Save(ctx, *run); err != nil {
		return fmt.Errorf("save pairing run: %w", err)
	}
	return nil
}

// mayPropose refuses a mentor who is not part of the run, has no place left in it, or must not be paired with the mentee.
func (u *unit) mayPropose(ctx context.Context, program Program, run PairingRun, p Proposal) error {
	at := slices.IndexFunc(run.Statistics.Loads, func(l matching.Load) bool { return PersonID(l.Mentor) == p.Mentor })
	if at < 0 {
		return invalid("mentor", CodeUnknownOption)
	}
	if l := run.Statistics.Loads[at]; l.Pairs >= l.Capacity {
		return invalid("mentor", CodePairingMentorFull)
	}
	cause, err := u.excludedPair(ctx, program, p.Mentee, p.Mentor)
	if err != nil {
		return err
	}
	if cause != "" {
		return invalid("mentor", CodePairingApart)
	}
	return nil
}

// statisticsOf describes proposals as they are after a change by hand.
func statisticsOf(all []Proposal, loads []matching.Load) matching.Statistics {
	var result matching.Result
	for _, p := range all {
		if p.Mentor == "" {
			result.Unmatched = append(result.Unmatched, matching.Unmatched{Mentee: string(p.Mentee)})
			continue
		}
		pair := matching.Pair{Mentee: string(p.Mentee), Mentor: string(p.Mentor)}
		result.Proposals = append(result.Proposals, matching.Proposal{Pair: pair, Score: p.Score})
	}
	mentors := make([]matching.Mentor, 0, len(loads))
	for _, l := range loads {
		mentors = append(mentors, matching.Mentor{ID: l.Mentor, Capacity: l.Capacity})
	}
	return result.Statistics(mentors)
}

// DiscardPairing ends a run that nobody wants.
func (s *Service) DiscardPairing(ctx context.Context, call Call, id PairingRunID) (PairingPage, error) {
	return change(ctx, s, call, ActionDiscardPairing, func(ctx context.Context, u *unit) (PairingPage, error) {
		run, program, err := u.pairingRun(ctx, ActionDiscardPairing, id)
		if err != nil {
			return PairingPage{}, err
		}
		if err := run.in(PairingDraft, PairingStale, PairingComputing, PairingFailed); err != nil {
			return PairingPage{}, err
		}
		if err := u.discard(ctx, run); err != nil {
			return PairingPage{}, err
		}
		run.State, run.SettledBy, run.SettledAt = PairingDiscarded, u.actor.ID, u.now
		return u.pairingPage(ctx, program, run, 0)
	})
}

func (u *unit) discard(ctx context.Context, run PairingRun) error {
	run.State, run.SettledBy, run.SettledAt = PairingDiscarded, u.actor.ID, u.now
	if err := u.PairingRuns().Save(ctx, run); err != nil {
		return fmt.Errorf("save pairing run: %w", err)
	}
	return u.audit(ctx, ActionDiscardPairing, PairingSubject(run.ID), nil)
}
