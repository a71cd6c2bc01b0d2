package core

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"mentorbot/core/matching"
)

// MentorLoad is how much of a mentor's room a pairing run takes.
type MentorLoad struct {
	Mentor Card
	Pairs  int // places the run takes
	Free   int // places the mentor had when the run was computed
}

// PairingLoads is a page of the mentors of a run, who would take most mentees first.
type PairingLoads struct {
	Program Program
	Run     PairingRun
	Loads   []MentorLoad
	Page    int // from 0
	Pages   int
}

// loadsShown is how many mentors a run names by itself, and loadsListed how many are on a page of all.
const (
	loadsShown  = 5
	loadsListed = 20
)

// PairingLoads loads a page of how much each mentor of a run would take on, for those who run its programme.
func (s *Service) PairingLoads(ctx context.Context, call Call, id PairingRunID, page int) (PairingLoads, error) {
	return read(ctx, s, call, ActionViewPairing, func(ctx context.Context, u *unit) (PairingLoads, error) {
		run, err := u.PairingRuns().Get(ctx, id)
		if err != nil {
			return PairingLoads{}, missing(err, "load pairing run")
		}
		out := PairingLoads{Run: run}
		if out.Program, err = u.managed(ctx, ActionViewPairing, run.Program); err != nil {
			return out, err
		}
		out.Pages = max(1, (len(run.Statistics.Loads)+loadsListed-1)/loadsListed)
		out.Page = min(max(page, 0), out.Pages-1)
		out.Loads, err = u.loads(ctx, run, out.Page*loadsListed, loadsListed)
		return out, err
	})
}

// loads names some of a run's mentors, from the one at a place in the order on.
func (u *unit) loads(ctx context.Context, run PairingRun, from, most int) ([]MentorLoad, error) {
	all := mostLoaded(run.Statistics.Loads)
	all = all[min(from, len(all)):min(from+most, len(all))]
	ids := make([]PersonID, len(all))
	for i, l := range all {
		ids[i] = PersonID(l.Mentor)
	}
	people, err := u.People().GetAll(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("load people: %w", err)
	}
	profiles, err := u.Profiles().GetAll(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("load profiles: %w", err)
	}
	named := make([]MentorLoad, len(all))
	for i, l := range all {
		card := Card{Person: people[ids[i]], Profile: profiles[ids[i]].Public()}
		named[i] = MentorLoad{Mentor: card, Pairs: l.Pairs, Free: l.Capacity}
	}
	return named, nil
}

// mostLoaded orders mentors: who takes most first, of those who has least room left, then by id.
func mostLoaded(loads []matching.Load) []matching.Load {
	all := slices.Clone(loads)
	slices.SortFunc(all, func(a, b matching.Load) int {
		return cmp.Or(cmp.Compare(b.Pairs, a.Pairs), cmp.Compare(a.Capacity, b.Capacity), cmp.Compare(a.Mentor, b.Mentor))
	})
	return all
}
