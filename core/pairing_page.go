package core

import (
	"context"
	"fmt"
	"slices"

	"mentorbot/core/matching"
)

// ProposalFacts is a proposal with who it is about and how well they fit now.
type ProposalFacts struct {
	Proposal Proposal
	Mentee   Card
	Mentor   MentorCard // zero for nobody
}

// PairingPage is a pairing run with a page of its proposals, those without a mentor first, then the weakest.
type PairingPage struct {
	Program   Program
	Relation  Relation
	Run       PairingRun
	By        Card         // who started it
	Named     PairingNames // whom its settings name
	Loads     []MentorLoad // the mentors who would take most, some of them
	Proposals []ProposalFacts
	Page      int // from 0
	Pages     int
	Before    PairingRunID // the run computed before this one, to compare with; empty for none
}

// PairingNames are whom a run is only for, and who is left out, the first of each.
type PairingNames struct{ Mentees, Mentors, Without []Card }

// namesShown is how many of each kind a run's page has room for.
const namesShown = 12

// namedIn loads whom settings name.
func (u *unit) namedIn(ctx context.Context, settings PairingSettings) (PairingNames, error) {
	var named PairingNames
	for _, list := range []struct {
		people []PersonID
		into   *[]Card
	}{{settings.Mentees, &named.Mentees}, {settings.Mentors, &named.Mentors}, {settings.Without, &named.Without}} {
		for _, id := range list.people[:min(len(list.people), namesShown)] {
			card, err := u.publicCard(ctx, id)
			if Refusal(err) != nil { // who is there no more
				continue
			}
			if err != nil {
				return named, err
			}
			*list.into = append(*list.into, card)
		}
	}
	return named, nil
}

// PairingPage loads a page of a run for those who run its programme.
func (s *Service) PairingPage(ctx context.Context, call Call, id PairingRunID, page int) (PairingPage, error) {
	return read(ctx, s, call, ActionViewPairing, func(ctx context.Context, u *unit) (PairingPage, error) {
		run, err := u.PairingRuns().Get(ctx, id)
		if err != nil {
			return PairingPage{}, missing(err, "load pairing run")
		}
		program, err := u.managed(ctx, ActionViewPairing, run.Program)
		if err != nil {
			return PairingPage{}, err
		}
		return u.pairingPage(ctx, program, run, page)
	})
}

// PairingFor loads a run for telling who asked for it what became of it.
func (s *Service) PairingFor(ctx context.Context, workspace WorkspaceID, id PairingRunID) (PairingPage, error) {
	return load(ctx, s, workspace, func(ctx context.Context, u *unit) (PairingPage, error) {
		var m NoticeMail
		err := u.addPairingFacts(ctx, &m, id)
		return m.Pairing, err
	})
}

func (u *unit) pairingPage(ctx context.Context, program Program, run PairingRun, page int) (PairingPage, error) {
	out := PairingPage{Program: program, Run: run}
	var err error
	if out.Relation, err = u.staffRelation(ctx, program.ID); err != nil {
		return out, err
	}
	if out.By, err = u.publicCard(ctx, run.CreatedBy); err != nil {
		return out, err
	}
	if out.Named, err = u.namedIn(ctx, run.Settings); err != nil {
		return out, err
	}
	total := run.Statistics.Pairs + run.Statistics.Unmatched
	out.Pages = max(1, (total+PageSize-1)/PageSize)
	out.Page = min(max(page, 0), out.Pages-1)
	if out.Before, err = u.computedBefore(ctx, run); err != nil {
		return out, err
	}
	if run.ComputedAt.IsZero() {
		return out, nil
	}
	if out.Loads, err = u.loads(ctx, run, 0, loadsShown); err != nil {
		return out, err
	}
	proposals, err := u.PairingRuns().Proposals(ctx, run.ID, ProposalQuery{Offset: out.Page * PageSize, Limit: PageSize})
	if err != nil {
		return out, fmt.Errorf("load proposals: %w", err)
	}
	for _, p := range proposals {
		facts, err := u.proposalFacts(ctx, program, p)
		if err != nil {
			return out, err
		}
		out.Proposals = append(out.Proposals, facts)
	}
	return out, nil
}

func (u *unit) proposalFacts(ctx context.Context, program Program, p Proposal) (ProposalFacts, error) {
	facts := ProposalFacts{Proposal: p}
	var err error
	if facts.Mentee, err = u.publicCard(ctx, p.Mentee); err != nil || p.Mentor == "" {
		return facts, err
	}
	cards, err := u.mentorCards(ctx, program, p.Mentee, []PersonID{p.Mentor})
	if err != nil {
		return facts, err
	}
	facts.Mentor = cards[0]
	return facts, nil
}

// comparable are the latest computed runs of a programme but for one, with another one in any case.
func (u *unit) comparable(ctx context.Context, after, before PairingRun) ([]PairingRun, error) {
	all, err := u.PairingRuns().List(ctx, after.Program, 0, runsCompared)
	if err != nil {
		return nil, fmt.Errorf("load pairing runs: %w", err)
	}
	all = slices.DeleteFunc(all, func(r PairingRun) bool { return r.ID == after.ID || r.ComputedAt.IsZero() || r.State == PairingFailed })
	if !slices.ContainsFunc(all, func(r PairingRun) bool { return r.ID == before.ID }) {
		all = append(all, before)
	}
	return all, nil
}

// computedBefore is the latest run that was computed before another one.
func (u *unit) computedBefore(ctx context.Context, run PairingRun) (PairingRunID, error) {
	all, err := u.PairingRuns().List(ctx, run.Program, 0, runsCompared)
	if err != nil {
		return "", fmt.Errorf("load pairing runs: %w", err)
	}
	for _, other := range all {
		older := other.CreatedAt.Before(run.CreatedAt) || other.CreatedAt.Equal(run.CreatedAt) && other.ID < run.ID
		if older && !other.ComputedAt.IsZero() && other.State != PairingFailed {
			return other.ID, nil
		}
	}
	return "", nil
}

// runsCompared bounds how far back a run to compare with is looked for.
const runsCompared = 50

// PairingRunsPage is a page of the runs of a programme.
type PairingRunsPage struct {
	Program  Program
	Relation Relation
	Runs     []PairingRun // latest first
	Page     int          // from 0
	Pages    int
}

// PairingRuns loads a page of the runs of a programme for those who run it.
func (s *Service) PairingRuns(ctx context.Context, call Call, id ProgramID, page int) (PairingRunsPage, error) {
	return read(ctx, s, call, ActionViewPairing, func(ctx context.Context, u *unit) (PairingRunsPage, error) {
		program, err := u.managed(ctx, ActionViewPairing, id)
		if err != nil {
			return PairingRunsPage{}, err
		}
		out := PairingRunsPage{Program: program}
		if out.Relation, err = u.staffRelation(ctx, id); err != nil {
			return out, err
		}
		total, err := u.PairingRuns().Count(ctx, id)
		if err != nil {
			return out, fmt.Errorf("count pairing runs: %w", err)
		}
		out.Pages = max(1, (total+PageSize-1)/PageSize)
		out.Page = min(max(page, 0), out.Pages-1)
		out.Runs, err = u.PairingRuns().List(ctx, id, out.Page*PageSize, PageSize)
		return out, err
	})
}

// PairingComparison is what differs between two runs of one programme.
type PairingComparison struct {
	Program Program
	Before  PairingRun
	After   PairingRun
	Others  []PairingRun // the runs After can be compared with, latest first, Before among them
	Changes matching.Changes
	People  map[PersonID]Card // everybody the shown changes name
}

// comparedShown is how many changes of a kind a comparison names.
const comparedShown = 15

// ComparePairings says what differs between two runs of one programme, such as two settings.
func (s *Service) ComparePairings(ctx context.Context, call Call, before, after PairingRunID) (PairingComparison, error) {
	return read(ctx, s, call, ActionViewPairing, func(ctx context.Context, u *unit) (PairingComparison, error) {
		var c PairingComparison
		var err error
		if c.After, err = u.PairingRuns().Get(ctx, after); err != nil {
			return c, missing(err, "load pairing run")
		}
		if c.Program, err = u.managed(ctx, ActionViewPairing, c.After.Program); err != nil {
			return c, err
		}
		if c.Before, err = u.PairingRuns().Get(ctx, before); err != nil {
			return c, missing(err, "load pairing run")
		}
		if c.Before.Program != c.After.Program {
			return c, notFound()
		}
		if c.Others, err = u.comparable(ctx, c.After, c.Before); err != nil {
			return c, err
		}
		return c, u.compareRuns(ctx, &c)
	})
}

func (u *unit) compareRuns(ctx context.Context, c *PairingComparison) error {
	var results [2]matching.Result
	for i, id := range []PairingRunID{c.Before.ID, c.After.ID} {
		all, err := u.PairingRuns().Proposals(ctx, id, ProposalQuery{})
		if err != nil {
			return fmt.Errorf("load proposals: %w", err)
		}
		for _, p := range all {
			if p.Mentor != "" {
				pair := matching.Pair{Mentee: string(p.Mentee), Mentor: string(p.Mentor)}
				results[i].Proposals = append(results[i].Proposals, matching.Proposal{Pair: pair, Score: p.Score})
			}
		}
	}
	c.Changes = matching.CompareResults(results[0], results[1])
	return u.nameChanged(ctx, c)
}

// nameChanged loads the people of the changes that are shown, and cuts the lists to those.
func (u *unit) nameChanged(ctx context.Context, c *PairingComparison) error {
	var people []PersonID
	for _, m := range c.Changes.Moved[:min(len(c.Changes.Moved), comparedShown)] {
		people = append(people, PersonID(m.Mentee), PersonID(m.Before), PersonID(m.After))
	}
	for _, list := range [][]matching.Pair{c.Changes.OnlyBefore, c.Changes.OnlyAfter} {
		for _, p := range list[:min(len(list), comparedShown)] {
			people = append(people, PersonID(p.Mentee), PersonID(p.Mentor))
		}
	}
	c.People = map[PersonID]Card{}
	for _, id := range people {
		card, err := u.publicCard(ctx, id)
		if err != nil {
			return err
		}
		c.People[id] = card
	}
	return nil
}

// ProposalChoice is what somebody can choose for a mentee in a draft.
type ProposalChoice struct {
	Program Program
	Run     PairingRun
	Now     ProposalFacts
	Mentors []MentorCard // with a place left in the run, best first
}

// mentorsOffered is how many mentors a choice offers; a menu takes 100.
const mentorsOffered = 99

// ProposalChoice loads whom a mentee of a draft could have instead.
func (s *Service) ProposalChoice(ctx context.Context, call Call, id PairingRunID, mentee PersonID) (ProposalChoice, error) {
	return read(ctx, s, call, ActionEditPairing, func(ctx context.Context, u *unit) (ProposalChoice, error) {
		var c ProposalChoice
		var err error
		if c.Run, err = u.PairingRuns().Get(ctx, id); err != nil {
			return c, missing(err, "load pairing run")
		}
		if c.Program, err = u.managed(ctx, ActionEditPairing, c.Run.Program); err != nil {
			return c, err
		}
		if err := c.Run.in(PairingDraft); err != nil {
			return c, err
		}
		p, err := u.PairingRuns().Proposal(ctx, id, mentee)
		if err != nil {
			return c, missing(err, "load proposal")
		}
		if c.Now, err = u.proposalFacts(ctx, c.Program, p); err != nil {
			return c, err
		}
		c.Mentors, err = u.placesLeft(ctx, c.Program, c.Run, p)
		return c, err
	})
}

func (u *unit) placesLeft(ctx context.Context, program Program, run PairingRun, p Proposal) ([]MentorCard, error) {
	var ids []PersonID
	for _, l := range run.Statistics.Loads {
		if id := PersonID(l.Mentor); l.Pairs < l.Capacity && id != p.Mentor && id != p.Mentee {
			ids = append(ids, id)
		}
	}
	ids, err := u.withoutExcluded(ctx, program, p.Mentee, ids)
	if err != nil {
		return nil, err
	}
	cards, err := u.mentorCards(ctx, program, p.Mentee, ids)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(cards, better)
	return cards[:min(len(cards), mentorsOffered)], nil
}
