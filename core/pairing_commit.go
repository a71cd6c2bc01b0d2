package core

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// CommitPairing makes the proposals of a draft mentorships. Nobody is asked; with told, each of the two gets one introduction. A job does
// it, and refuses as a whole if anything the run rests on has changed.
func (s *Service) CommitPairing(ctx context.Context, call Call, id PairingRunID, told bool) (PairingPage, error) {
	return change(ctx, s, call, ActionCommitPairing, func(ctx context.Context, u *unit) (PairingPage, error) {
		run, program, err := u.pairingRun(ctx, ActionCommitPairing, id)
		if err != nil {
			return PairingPage{}, err
		}
		if err := run.in(PairingDraft); err != nil {
			return PairingPage{}, err
		}
		if run.Statistics.Pairs == 0 {
			return PairingPage{}, conflict(CodePairingNothing)
		}
		run.State, run.Told, run.SettledBy = PairingCommitting, told, u.actor.ID
		if err := u.PairingRuns().Save(ctx, run); err != nil {
			return PairingPage{}, fmt.Errorf("save pairing run: %w", err)
		}
		u.workOn(run)
		if err := u.audit(ctx, ActionCommitPairing, PairingSubject(id), nil); err != nil {
			return PairingPage{}, err
		}
		return u.pairingPage(ctx, program, run, 0)
	})
}

// errStalePairing rolls back a commit in the middle of which a pair proved impossible.
var errStalePairing = errors.New("a pair of the run cannot be made any more")

// commitPairing is the job of a commit.
func (s *Service) commitPairing(ctx context.Context, call Call, run PairingRun) error {
	problem, err := s.problemOf(ctx, call, run)
	if err != nil {
		return err
	}
	changed := run.Basis.changed(basisOf(problem))
	if len(changed) == 0 {
		err = s.settlePairing(ctx, call, run, func(ctx context.Context, u *unit, run *PairingRun) error { return u.makePairs(ctx, run) })
		if !errors.Is(err, errStalePairing) {
			return err
		}
		changed = []PairingAspect{AspectMentees, AspectMentors} // somebody was faster than this job
	}
	return s.settlePairing(ctx, call, run, func(_ context.Context, _ *unit, run *PairingRun) error {
		run.State, run.Changed = PairingStale, changed
		return nil
	})
}

// makePairs makes all mentorships of a run in one transaction, and puts those who stay without a mentor before the programme's staff.
func (u *unit) makePairs(ctx context.Context, run *PairingRun) error {
	program, err := u.Programs().Get(ctx, run.Program)
	if err != nil {
		return missing(err, "load programme")
	}
	all, err := u.PairingRuns().Proposals(ctx, run.ID, ProposalQuery{})
	if err != nil {
		return fmt.Errorf("load proposals: %w", err)
	}
	if err := u.lockProposals(ctx, program.ID, all); err != nil {
		return err
	}
	for _, p := range all {
		if err := u.makePair(ctx, program, *run, p); err != nil {
			return err
		}
	}
	run.State, run.SettledAt = PairingCommitted, u.now
	return u.refreshStaff(ctx, run.Program)
}

// lockProposals holds everybody a run is about, in the order of all locks.
func (u *unit) lockProposals(ctx context.Context, program ProgramID, all []Proposal) error {
	var people []PersonID
	for _, p := range all {
		people = append(people, p.Mentee)
		if p.Mentor != "" {
			people = append(people, p.Mentor)
		}
	}
	slices.Sort(people)
	people = slices.Compact(people)
	if err := u.People().Lock(ctx, people...); err != nil {
		return fmt.Errorf("lock people: %w", err)
	}
	for _, p := range all {
		list, err := u.ChoiceLists().Current(ctx, program, p.Mentee)
		if errors.Is(err, ErrNotFound) {
			continue
		}
		if err != nil {
			return fmt.Errorf("load choices: %w", err)
		}
		if err := u.ChoiceLists().Lock(ctx, list.ID); err != nil {
			return fmt.Errorf("lock choices: %w", err)
		}
	}
	if err := u.Participants().Lock(ctx, program, people...); err != nil {
		return fmt.Errorf("lock participants: %w", err)
	}
	return nil
}

func (u *unit) makePair(ctx context.Context, program Program, run PairingRun, p Proposal) error {
	if p.Mentor == "" {
		return u.queue(ctx, run.Program, Attention{Program: run.Program, Kind: AttentionUnmatched, Person: p.Mentee})
	}
	place, err := u.participant(ctx, program, p.Mentor)
	if err != nil {
		return err
	}
	load, err := u.Mentorships().Load(ctx, program.ID, p.Mentor)
	if err != nil {
		return fmt.Errorf("count mentorships: %w", err)
	}
	active, err := u.Mentorships().ActiveOf(ctx, program.ID, p.Mentee)
	if err != nil {
		return fmt.Errorf("count mentorships: %w", err)
	}
	if !place.Findable || load >= place.Capacity || active >= program.Policy.MentorshipsPerMentee {
		return errStalePairing
	}
	m, err := u.pair(ctx, program, Pair{Program: program.ID, Mentor: p.Mentor, Mentee: p.Mentee}, introduction(run.Told))
	if err != nil {
		return err
	}
	p.Mentorship = m.ID
	if err := u.PairingRuns().SaveProposal(ctx, p); err != nil {
		return fmt.Errorf("save proposal: %w", err)
	}
	return nil
}

// UndoPairing takes the mentorships of a committed run back, as long as nobody has acted in any of them. A job does it.
func (s *Service) UndoPairing(ctx context.Context, call Call, id PairingRunID) (PairingPage, error) {
	return change(ctx, s, call, ActionUndoPairing, func(ctx context.Context, u *unit) (PairingPage, error) {
		run, program, err := u.pairingRun(ctx, ActionUndoPairing, id)
		if err != nil {
			return PairingPage{}, err
		}
		if err := run.in(PairingCommitted); err != nil {
			return PairingPage{}, err
		}
		run.State, run.SettledBy, run.Changed = PairingUndoing, u.actor.ID, nil
		if err := u.PairingRuns().Save(ctx, run); err != nil {
			return PairingPage{}, fmt.Errorf("save pairing run: %w", err)
		}
		u.workOn(run)
		if err := u.audit(ctx, ActionUndoPairing, PairingSubject(id), nil); err != nil {
			return PairingPage{}, err
		}
		return u.pairingPage(ctx, program, run, 0)
	})
}

// undoPairing is the job of an undo. When anything has come of one of the mentorships meanwhile, everything stays as it is.
func (s *Service) undoPairing(ctx context.Context, call Call, run PairingRun) error {
	return s.settlePairing(ctx, call, run, func(ctx context.Context, u *unit, run *PairingRun) error {
		made, acted, err := u.madeBy(ctx, *run)
		if err != nil {
			return err
		}
		if acted {
			run.State, run.Changed = PairingCommitted, []PairingAspect{AspectActed}
			return nil
		}
		for _, m := range made {
			if err := u.takeBack(ctx, *run, m); err != nil {
				return err
			}
		}
		if err := u.forgetUnmatched(ctx, *run); err != nil {
			return err
		}
		run.State, run.SettledAt = PairingUndone, u.now
		return u.refreshStaff(ctx, run.Program)
	})
}

// forgetUnmatched takes those whom an undone run had no mentor for off the list of what waits for the programme's staff: the run might not
// have been. Items of another cause, and of an earlier run, stay.
func (u *unit) forgetUnmatched(ctx context.Context, run PairingRun) error {
	all, err := u.PairingRuns().Proposals(ctx, run.ID, ProposalQuery{})
	if err != nil {
		return fmt.Errorf("load proposals: %w", err)
	}
	var people []PersonID
	for _, p := range all {
		if p.Mentor == "" {
			people = append(people, p.Mentee)
		}
	}
	open, err := u.Attention().OpenFor(ctx, run.Program, people...)
	if err != nil {
		return fmt.Errorf("load attention: %w", err)
	}
	var closed []Attention
	for _, item := range open {
		if item.Kind == AttentionUnmatched && item.CreatedAt.Equal(run.SettledAt) {
			item.ResolvedAt = u.now
			closed = append(closed, item)
			if err := u.audit(ctx, ActionResolveAttention, item.subject(), nil); err != nil {
				return err
			}
		}
	}
	if err := u.Attention().Save(ctx, closed...); err != nil {
		return fmt.Errorf("save attention: %w", err)
	}
	return nil
}

// madeBy are the mentorships a run has made, held until the end of the transaction, and whether anybody has acted in one.
func (u *unit) madeBy(ctx context.Context, run PairingRun) (made []Mentorship, acted bool, err error) {
	all, err := u.PairingRuns().Proposals(ctx, run.ID, ProposalQuery{})
	if err != nil {
		return nil, false, fmt.Errorf("load proposals: %w", err)
	}
	for _, p := range all {
		if p.Mentorship == "" {
			continue
		}
		if err := u.Mentorships().Lock(ctx, p.Mentorship); err != nil {
			return nil, false, fmt.Errorf("lock mentorship: %w", err)
		}
		m, err := u.Mentorships().Get(ctx, p.Mentorship)
		if err != nil {
			return nil, false, fmt.Errorf("load mentorship: %w", err)
		}
		did, err := u.hasActed(ctx, m)
		if err != nil {
			return nil, false, err
		}
		acted = acted || did
		made = append(made, m)
	}
	return made, acted, nil
}

// hasActed reports whether anything has come of a mentorship: it was ended or put on hold, the two have been in touch, proposed times or an
// agreement, a session was booked, or a goal set.
func (u *unit) hasActed(ctx context.Context, m Mentorship) (bool, error) {
	if m.State != MentorshipActive || !m.InTouchAt.IsZero() {
		return true, nil
	}
	sessions, err := u.Sessions().ForMentorship(ctx, m.ID)
	if err != nil {
		return false, fmt.Errorf("load sessions: %w", err)
	}
	goals, err := u.Goals().ForMentorship(ctx, m.ID)
	if err != nil {
		return false, fmt.Errorf("load goals: %w", err)
	}
	return len(sessions)+len(goals) > 0, nil
}

// takeBack cancels a mentorship that a run made, and tells both if they had been introduced.
func (u *unit) takeBack(ctx context.Context, run PairingRun, m Mentorship) error {
	m.State, m.EndedAt, m.Closing, m.Silence = MentorshipCancelled, u.now, Closing{}, Silence{}
	if err := u.Mentorships().Save(ctx, m); err != nil {
		return fmt.Errorf("save mentorship: %w", err)
	}
	if err := u.endTimes(ctx, m); err != nil {
		return err
	}
	if err := u.endAgreement(ctx, m); err != nil {
		return err
	}
	if err := u.resolveQuiet(ctx, m); err != nil {
		return err
	}
	u.refreshMessages(MentorshipSubject(m.ID), Task{Mentorship: m.ID})
	for _, person := range []PersonID{m.Mentor, m.Mentee} {
		if run.Told {
			u.notify(person, NoticeUnpaired, Task{Mentorship: m.ID})
		}
	}
	u.refreshHome(m.Mentor, m.Mentee)
	return u.audit(ctx, ActionUndoPairing, MentorshipSubject(m.ID), nil)
}
