package matching

import (
	"slices"
	"strings"
)

// Statistics describe a result.
type Statistics struct {
	Pairs, Unmatched int
	Total            int     // the sum of the scores
	Mean             float64 // of the scores; 0 without pairs
	// Buckets count pairs by score: 0-9, 10-19 and so on to 90-100.
	Buckets [10]int
	Loads   []Load // of every mentor, by id
}

// Load is how much of a mentor's capacity a result uses.
type Load struct {
	Mentor          string
	Pairs, Capacity int
}

// Statistics describe the result of a problem with these mentors.
func (r Result) Statistics(mentors []Mentor) Statistics {
	s := Statistics{Pairs: len(r.Proposals), Unmatched: len(r.Unmatched)}
	load := map[string]int{}
	for _, p := range r.Proposals {
		s.Total += p.Score
		s.Buckets[min(p.Score/10, len(s.Buckets)-1)]++
		load[p.Mentor]++
	}
	if s.Pairs > 0 {
		s.Mean = float64(s.Total) / float64(s.Pairs)
	}
	for _, m := range mentors {
		s.Loads = append(s.Loads, Load{m.ID, load[m.ID], m.Capacity})
	}
	slices.SortFunc(s.Loads, func(a, b Load) int { return strings.Compare(a.Mentor, b.Mentor) })
	return s
}

// Changes are what differs between two results, by id of the mentee.
type Changes struct {
	Same       []Pair // in both
	Moved      []Move // paired in both, with somebody else
	OnlyBefore []Pair // whose mentee is unmatched or absent in the second
	OnlyAfter  []Pair // whose mentee is unmatched or absent in the first
}

// Move is a mentee whose mentor differs between two results.
type Move struct{ Mentee, Before, After string }

// CompareResults tells what differs between two results, of two settings for instance.
func CompareResults(before, after Result) Changes {
	var c Changes
	old := byMentee(before)
	for _, p := range after.Proposals {
		mentor, paired := old[p.Mentee]
		switch {
		case !paired:
			c.OnlyAfter = append(c.OnlyAfter, p.Pair)
		case mentor == p.Mentor:
			c.Same = append(c.Same, p.Pair)
		default:
			c.Moved = append(c.Moved, Move{p.Mentee, mentor, p.Mentor})
		}
	}
	now := byMentee(after)
	for _, p := range before.Proposals {
		if _, paired := now[p.Mentee]; !paired {
			c.OnlyBefore = append(c.OnlyBefore, p.Pair)
		}
	}
	return c
}

func byMentee(r Result) map[string]string {
	mentors := make(map[string]string, len(r.Proposals))
	for _, p := range r.Proposals {
		mentors[p.Mentee] = p.Mentor
	}
	return mentors
}
