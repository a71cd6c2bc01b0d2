package matching

import (
	"context"
	"slices"
	"strings"
)

// Objective is what a pairing is best at.
type Objective string

// The objectives of a pairing.
const (
	MostScore       Objective = "most_score"       // the highest sum of scores; among those, the most pairs
	FewestUnmatched Objective = "fewest_unmatched" // the most pairs; among those, the highest sum of scores
	RankedChoices   Objective = "ranked_choices"   // what mentees ranked, stable in the sense of deferred acceptance
)

// Objectives are all of them, in the order people read them.
func Objectives() []Objective { return []Objective{MostScore, FewestUnmatched, RankedChoices} }

// Problem is everything a pairing rests on. The order of its lists does not matter, except that of a mentee's choices.
type Problem struct {
	Mentees   []Mentee
	Mentors   []Mentor
	Fixed     []Pair // pairs that stay together, whatever their score; they take their mentor's places first
	Forbidden []Pair // pairs that must not come together
	Floor     int    // the lowest score a pair may have, 0-100; fixed pairs may have less
	Objective Objective
	// Seed decides between equals. Each pair has a draw, a number made from the seed and the two ids and nothing else. Among
	// results that are equally good by the objective the one with the highest sum of draws is taken, and a mentor with equal
	// scores prefers the higher draw. So people who join or leave do not reshuffle others who are just as well off as before.
	Seed uint64
}

// Mentee is somebody to find a mentor for.
type Mentee struct {
	ID         string
	Candidates []Candidate // the mentors that were compared with this mentee; no other can become theirs
	Choices    []string    // ids of mentors, most wanted first; those who are not in the problem do not count
}

// Candidate is a mentor as one mentee sees them. It is small because there may be millions.
type Candidate struct {
	Mentor   int32 // the place in Problem.Mentors
	Score    int16 // 0-100
	Excluded bool  // a rule keeps the two apart
}

// Mentor is somebody with places for mentees.
type Mentor struct {
	ID       string
	Capacity int // the places this pairing may fill, fixed pairs included
}

// Pair names two people.
type Pair struct{ Mentee, Mentor string }

// Result is a pairing. It is the same for the same problem, whatever the order of its lists.
type Result struct {
	Proposals []Proposal  // by id of the mentee
	Unmatched []Unmatched // by id of the mentee
}

// Proposal is one pair of a result.
type Proposal struct {
	Pair
	Score  int  // 0 where the two were not compared, which only a fixed pair can be
	Fixed  bool // the problem asked for it
	Choice int  // the place of the mentor among the mentee's choices, from 1; 0 where they did not choose them
}

// Unmatched is a mentee who got nobody, and why. The counts are of the mentee's candidates; under RankedChoices of those among
// their choices.
type Unmatched struct {
	Mentee     string
	Reason     UnmatchedReason
	Excluded   int // kept apart by a rule or forbidden
	BelowFloor int // not excluded, with a score below the floor
	Full       int // acceptable, and every place went to somebody else
}

// UnmatchedReason says why a mentee got nobody.
type UnmatchedReason string

// Why a mentee got nobody; the first that holds.
const (
	// NoCapacity: there were acceptable mentors, and all of their places are taken (or they had none to begin with).
	NoCapacity UnmatchedReason = "no_capacity"
	// NoChoices: pairing by ranked choices, and the mentee ranked nobody.
	NoChoices UnmatchedReason = "no_choices"
	// AllExcluded: there were candidates, and rules or forbidden pairs keep the mentee from every one.
	AllExcluded UnmatchedReason = "all_excluded"
	// NoOverlap: nobody was compared with the mentee, or nobody of those not excluded scores more than 0.
	NoOverlap UnmatchedReason = "no_overlap"
	// BelowFloor: somebody has something in common with the mentee, and nobody reaches the floor.
	BelowFloor UnmatchedReason = "below_floor"
)

// Assign solves a problem. The result is exact: no other pairing within the capacities is better by the objective, and one by
// ranked choices leaves no mentee and mentor who would both rather have each other. It returns a *ProblemError if the problem
// contradicts itself, and the context's error when that ends first.
func Assign(ctx context.Context, p Problem) (Result, error) {
	t, err := newTable(ctx, p)
	if err != nil {
		return Result{}, err
	}
	solve := optimum
	if p.Objective == RankedChoices {
		solve = deferredAcceptance
	}
	mentorOf, err := solve(ctx, t)
	if err != nil {
		return Result{}, err
	}
	return t.result(mentorOf), nil
}

// result puts what was found for the rows of the table together with the fixed pairs.
func (t *table) result(mentorOf []int32) Result {
	r := Result{Proposals: slices.Clone(t.fixed)}
	for row, mentor := range mentorOf {
		mentee := t.problem.Mentees[t.mentees[row]]
		if mentor == nobody {
			r.Unmatched = append(r.Unmatched, t.unmatched(row, mentee))
			continue
		}
		pair := Pair{Mentee: mentee.ID, Mentor: t.problem.Mentors[t.mentors[mentor].place].ID}
		r.Proposals = append(r.Proposals, Proposal{
			Pair: pair, Score: t.score(row, mentor), Choice: 1 + slices.Index(mentee.Choices, pair.Mentor),
		})
	}
	slices.SortFunc(r.Proposals, func(a, b Proposal) int { return strings.Compare(a.Mentee, b.Mentee) })
	slices.SortFunc(r.Unmatched, func(a, b Unmatched) int { return strings.Compare(a.Mentee, b.Mentee) })
	return r
}

func (t *table) unmatched(row int, mentee Mentee) Unmatched {
	c := t.counts[row]
	u := Unmatched{Mentee: mentee.ID, Excluded: c.excluded, BelowFloor: c.low, Full: c.acceptable}
	switch {
	case c.acceptable > 0:
		u.Reason = NoCapacity
	case t.problem.Objective == RankedChoices && len(mentee.Choices) == 0:
		u.Reason = NoChoices
	case c.excluded > 0 && c.low == 0:
		u.Reason = AllExcluded
	case c.best == 0:
		u.Reason = NoOverlap
	default:
		u.Reason = BelowFloor
	}
	return u
}
