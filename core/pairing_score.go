package core

import "context"

// PairScore explains to those who run a programme why two people fit.
type PairScore struct {
	Program Program
	Mentor  MentorCard // with the explained score, as it is now
	Mentee  Card
	Then    int // the score a pairing run had, 0-100; that of now outside of runs
}

// ProposalScore explains a proposal of a run, whatever became of the run.
func (s *Service) ProposalScore(ctx context.Context, call Call, id PairingRunID, mentee PersonID) (PairScore, error) {
	return read(ctx, s, call, ActionViewPairing, func(ctx context.Context, u *unit) (PairScore, error) {
		run, err := u.PairingRuns().Get(ctx, id)
		if err != nil {
			return PairScore{}, missing(err, "load pairing run")
		}
		program, err := u.managed(ctx, ActionViewPairing, run.Program)
		if err != nil {
			return PairScore{}, err
		}
		p, err := u.PairingRuns().Proposal(ctx, id, mentee)
		if err != nil {
			return PairScore{}, missing(err, "load proposal")
		}
		if p.Mentor == "" {
			return PairScore{}, conflict(CodePairingState) // somebody has taken the mentor away meanwhile
		}
		facts, err := u.proposalFacts(ctx, program, p)
		return PairScore{Program: program, Mentor: facts.Mentor, Mentee: facts.Mentee, Then: p.Score}, err
	})
}

// SuggestionScore explains why a mentor is suggested for a mentee on a programme's waiting list.
func (s *Service) SuggestionScore(ctx context.Context, call Call, in Pair) (PairScore, error) {
	return read(ctx, s, call, ActionViewWaiting, func(ctx context.Context, u *unit) (PairScore, error) {
		program, err := u.managed(ctx, ActionViewWaiting, in.Program)
		if err != nil {
			return PairScore{}, err
		}
		waits, err := u.waitingSince(ctx, program.ID)
		if err != nil {
			return PairScore{}, err
		}
		if _, on := waits[in.Mentee]; !on {
			return PairScore{}, conflict(CodeAlreadyResolved)
		}
		cards, err := u.mentorCards(ctx, program, in.Mentee, []PersonID{in.Mentor})
		if err != nil {
			return PairScore{}, err
		}
		if !cards[0].Participant.Mentor {
			return PairScore{}, notFound()
		}
		mentee, err := u.publicCard(ctx, in.Mentee)
		return PairScore{Program: program, Mentor: cards[0], Mentee: mentee, Then: cards[0].Score.Total}, err
	})
}

// Changed reports whether profiles, answers or weights have changed the score since a run had it.
func (p PairScore) Changed() bool { return p.Then != p.Mentor.Score.Total }
