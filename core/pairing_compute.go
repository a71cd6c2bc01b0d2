package core

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"mentorbot/core/matching"
)

// StartPairing begins a run: a job computes its proposals, and who asked for it is told when they can be looked at.
func (s *Service) StartPairing(ctx context.Context, call Call, id ProgramID, in PairingSettings) (PairingPage, error) {
	return change(ctx, s, call, ActionStartPairing, func(ctx context.Context, u *unit) (PairingPage, error) {
		program, err := u.pairable(ctx, id)
		if err != nil {
			return PairingPage{}, err
		}
		if err := in.check(); err != nil {
			return PairingPage{}, err
		}
		if err := u.checkNamed(ctx, program, in); err != nil {
			return PairingPage{}, err
		}
		if err := u.fillGroup(ctx, program, in.Group); err != nil {
			return PairingPage{}, err
		}
		return u.startPairing(ctx, program, in)
	})
}

func (p PairingSettings) check() error {
	var bad fieldErrors
	if !slices.Contains(matching.Objectives(), p.Objective) {
		bad.add(invalid("objective", CodeUnknownOption))
	}
	if p.Who != PairEverybody && p.Who != PairWaiting {
		bad.add(invalid("who", CodeUnknownOption))
	}
	if p.Floor < 0 || p.Floor > 100 {
		bad.add(&Error{Kind: Invalid, Code: CodeNumberOutOfRange, Field: "floor", Args: map[string]any{"Min": 0, "Max": 100}})
	}
	if p.Seed > MaxSeed {
		bad.add(&Error{Kind: Invalid, Code: CodeNumberOutOfRange, Field: "seed", Args: map[string]any{"Min": 0, "Max": MaxSeed}})
	}
	p.checkPeople(&bad)
	return bad.err()
}

// MaxSeed is the largest number that decides between equals, as a form offers it.
const MaxSeed = 1_000_000

func (u *unit) startPairing(ctx context.Context, program Program, settings PairingSettings) (PairingPage, error) {
	run := PairingRun{
		ID: PairingRunID(u.service.ids.NewID()), Program: program.ID, State: PairingComputing, Settings: settings,
		CreatedBy: u.actor.ID, CreatedAt: u.now,
	}
	if err := u.PairingRuns().Save(ctx, run); err != nil {
		return PairingPage{}, fmt.Errorf("save pairing run: %w", err)
	}
	u.workOn(run)
	detail := map[string]string{"objective": string(settings.Objective), "who": string(settings.Who)}
	if err := u.audit(ctx, ActionStartPairing, PairingSubject(run.ID), detail); err != nil {
		return PairingPage{}, err
	}
	return u.pairingPage(ctx, program, run, 0)
}

// workOn has a job do what the state of a run asks for.
func (u *unit) workOn(run PairingRun) {
	u.enqueue(Job{Kind: JobPairing, Task: Task{Run: run.ID}, Lane: "pairing:" + string(run.Program)})
}

// ComputeAgain begins a new run with the settings of another one. What was decided by hand there is kept: the pairs, and who is to have nobody.
func (s *Service) ComputeAgain(ctx context.Context, call Call, id PairingRunID) (PairingPage, error) {
	return change(ctx, s, call, ActionStartPairing, func(ctx context.Context, u *unit) (PairingPage, error) {
		run, program, err := u.pairingRun(ctx, ActionStartPairing, id)
		if err != nil {
			return PairingPage{}, err
		}
		settings := run.Settings
		if err := u.keepDecisions(ctx, program, run, &settings); err != nil {
			return PairingPage{}, err
		}
		if run.State == PairingDraft || run.State == PairingStale {
			if err := u.discard(ctx, run); err != nil {
				return PairingPage{}, err
			}
		}
		return u.startPairing(ctx, program, settings)
	})
}

// keepDecisions carries what was decided by hand in a run over into the settings of the next. A run without proposals has nothing but its
// settings: they stay, without the pairs that made it fail.
func (u *unit) keepDecisions(ctx context.Context, program Program, run PairingRun, settings *PairingSettings) error {
	switch run.State {
	case PairingComputing:
		return nil
	case PairingFailed:
		return u.keepPossible(ctx, program, settings)
	}
	all, err := u.PairingRuns().Proposals(ctx, run.ID, ProposalQuery{})
	if err != nil {
		return fmt.Errorf("load proposals: %w", err)
	}
	settings.Kept, settings.Alone = nil, nil
	for _, p := range all {
		switch {
		case p.Origin == OriginComputed:
		case p.Mentor == "":
			settings.Alone = append(settings.Alone, p.Mentee)
		default:
			settings.Kept = append(settings.Kept, Pair{Program: run.Program, Mentor: p.Mentor, Mentee: p.Mentee})
		}
	}
	return nil
}

// keepPossible leaves out the pairs that cannot be made any more. Where two cannot be made together, the one that was set first stays.
func (u *unit) keepPossible(ctx context.Context, program Program, settings *PairingSettings) error {
	var kept []Pair
	for _, pair := range settings.Kept {
		var bad fieldErrors
		if err := u.checkPair(ctx, program, &bad, append(kept, pair)); err != nil {
			return err
		}
		if len(bad) == 0 {
			kept = append(kept, pair)
		}
	}
	settings.Kept = kept
	return nil
}

// runPairing is the job of a run.
func (s *Service) runPairing(ctx context.Context, job Job) error {
	call := Call{Workspace: job.Workspace}
	run, err := load(ctx, s, job.Workspace, func(ctx context.Context, u *unit) (PairingRun, error) {
		return u.PairingRuns().Get(ctx, job.Task.Run)
	})
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("load pairing run: %w", err)
	}
	switch run.State {
	case PairingComputing:
		return s.compute(ctx, call, run)
	case PairingCommitting:
		return s.commitPairing(ctx, call, run)
	case PairingUndoing:
		return s.undoPairing(ctx, call, run)
	}
	return nil
}

// compute solves the run's problem with no transaction open and keeps what it found.
func (s *Service) compute(ctx context.Context, call Call, run PairingRun) error {
	problem, err := s.problemOf(ctx, call, run)
	if err != nil {
		return err
	}
	result, err := matching.Assign(ctx, problem)
	var wrong *matching.ProblemError
	if err != nil && !errors.As(err, &wrong) {
		return fmt.Errorf("assign: %w", err)
	}
	return s.settlePairing(ctx, call, run, func(ctx context.Context, u *unit, run *PairingRun) error {
		run.ComputedAt, run.Basis = u.now, basisOf(problem)
		if wrong != nil { // what was decided by hand contradicts itself by now
			run.State = PairingFailed
			return nil
		}
		run.State, run.Statistics = PairingDraft, result.Statistics(problem.Mentors)
		return u.PairingRuns().SetProposals(ctx, run.ID, proposalsOf(*run, result))
	})
}

// problemOf loads what a run is computed from, as it is now.
func (s *Service) problemOf(ctx context.Context, call Call, run PairingRun) (matching.Problem, error) {
	in, err := load(ctx, s, call.Workspace, func(ctx context.Context, u *unit) (pairingInput, error) {
		program, err := u.Programs().Get(ctx, run.Program)
		if err != nil {
			return pairingInput{}, missing(err, "load programme")
		}
		return u.pairingInput(ctx, program, run.Settings)
	})
	if err != nil {
		return matching.Problem{}, err
	}
	return in.problem(), nil
}

func proposalsOf(run PairingRun, result matching.Result) []Proposal {
	all := make([]Proposal, 0, len(result.Proposals)+len(result.Unmatched))
	for _, p := range result.Proposals {
		origin := OriginComputed
		if p.Fixed {
			origin = OriginKept
		}
		all = append(all, Proposal{
			Run: run.ID, Mentee: PersonID(p.Mentee), Mentor: PersonID(p.Mentor), Score: p.Score, Choice: p.Choice, Origin: origin,
		})
	}
	for _, m := range result.Unmatched {
		if slices.Contains(run.Settings.Alone, PersonID(m.Mentee)) {
			all = append(all, Proposal{Run: run.ID, Mentee: PersonID(m.Mentee), Origin: OriginByHand})
			continue
		}
		all = append(all, Proposal{
			Run: run.ID, Mentee: PersonID(m.Mentee), Origin: OriginComputed, Reason: m.Reason,
			Excluded: m.Excluded, BelowFloor: m.BelowFloor, Taken: m.Full,
		})
	}
	return all
}

// settlePairing records what a job did for a run that is still in the state the job found it in, and tells who asked for it.
func (s *Service) settlePairing(ctx context.Context, call Call, run PairingRun, settle func(context.Context, *unit, *PairingRun) error) error {
	_, err := change(ctx, s, call, ActionSettlePairing, func(ctx context.Context, u *unit) (PairingRun, error) {
		if err := u.PairingRuns().Lock(ctx, run.ID); err != nil {
			return run, fmt.Errorf("lock pairing run: %w", err)
		}
		now, err := u.PairingRuns().Get(ctx, run.ID)
		if err != nil || now.State != run.State {
			return now, missing(err, "load pairing run")
		}
		if err := settle(ctx, u, &now); err != nil {
			return now, err
		}
		if err := u.PairingRuns().Save(ctx, now); err != nil {
			return now, fmt.Errorf("save pairing run: %w", err)
		}
		teller := now.CreatedBy
		if now.SettledBy != "" {
			teller = now.SettledBy
		}
		u.notify(teller, NoticePairingRun, Task{Run: now.ID})
		return now, u.audit(ctx, ActionSettlePairing, PairingSubject(now.ID), map[string]string{"state": string(now.State)})
	})
	return err
}
