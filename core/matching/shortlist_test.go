package matching

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// mixedCriteria are criteria of every mode.
func mixedCriteria() []Criterion {
	var all []Criterion
	for i, mode := range Modes() {
		c := Criterion{Key: Key(fmt.Sprint("k", i)), Mode: mode}
		if mode.Scores() {
			c.Weight = 20
		}
		if mode == Near {
			c.Span = 4
		}
		all = append(all, c)
	}
	return all
}

// mixedSide brings a few of six values to each criterion, or nothing.
func mixedSide(rng *rand.Rand, criteria []Criterion) Side {
	side := Side{}
	for _, c := range criteria {
		n := rng.IntN(5)
		if c.Mode == Near {
			n = min(n, 1)
		}
		for range n {
			side[c.Key] = append(side[c.Key], fmt.Sprint(rng.IntN(6)))
		}
	}
	return side
}

func TestAShortlistHasTheBestOfEverybody(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 7))
	criteria := mixedCriteria()
	for round := range 200 {
		scorer, n := NewScorer(criteria), 1+rng.IntN(40)
		var mentors []Mentor
		var sides []Prepared
		for j := range n {
			mentors = append(mentors, Mentor{ID: fmt.Sprint("p", j), Capacity: rng.IntN(3)})
			sides = append(sides, scorer.Prepare(mixedSide(rng, criteria)))
		}
		list := NewShortlist(scorer, uint64(round), mentors, sides)
		for i := range 5 {
			id, me, most := fmt.Sprint("p", i), scorer.Prepare(mixedSide(rng, criteria)), rng.IntN(n+2)
			apart := func(mentor int32) bool { return (int(mentor)+i)%4 == 0 }
			got := list.Best(id, me, most, apart)
			all := everybody(scorer, mentors, sides, id, me, apart)
			if want := min(most, len(all)); len(got) != want {
				t.Fatalf("%d candidates, want %d", len(got), want)
			}
			rank := func(c Candidate) [2]int {
				standing := withPlaces
				if mentors[c.Mentor].Capacity == 0 {
					standing = withoutPlaces
				}
				if c.Excluded {
					return [2]int{keptApart} // in no order
				}
				return [2]int{standing, -int(c.Score)}
			}
			byRank := func(a, b Candidate) int {
				x, y := rank(a), rank(b)
				return cmp.Or(cmp.Compare(x[0], y[0]), cmp.Compare(x[1], y[1]))
			}
			for _, c := range got {
				if !slices.Contains(all, c) {
					t.Fatalf("%+v is not what a comparison gives", c)
				}
			}
			slices.SortStableFunc(all, byRank)
			slices.SortStableFunc(got, byRank)
			for k := range got {
				if rank(got[k]) != rank(all[k]) {
					t.Fatalf("place %d has %+v, the comparison of all has %+v", k, got[k], all[k])
				}
			}
		}
	}
}

// everybody compares a mentee with all mentors one by one.
func everybody(s *Scorer, mentors []Mentor, sides []Prepared, id string, me Prepared, apart func(int32) bool) []Candidate {
	var all []Candidate
	for j, m := range mentors {
		if m.ID == id {
			continue
		}
		total, excluded := s.Total(me, sides[j])
		all = append(all, Candidate{Mentor: int32(j), Score: int16(total), Excluded: excluded || apart(int32(j))})
	}
	return all
}

func TestAShortlistDoesNotDependOnTheOrderOfMentors(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 8))
	criteria := mixedCriteria()
	var ids []string
	brings := map[string]Side{}
	for j := range 60 {
		id := fmt.Sprint("p", j)
		ids, brings[id] = append(ids, id), mixedSide(rng, criteria[:2])
	}
	mine := mixedSide(rng, criteria[:2])
	var before []string
	for range 10 {
		scorer := NewScorer(criteria)
		var mentors []Mentor
		var sides []Prepared
		for _, id := range ids {
			mentors, sides = append(mentors, Mentor{ID: id, Capacity: 1}), append(sides, scorer.Prepare(brings[id]))
		}
		var got []string
		for _, c := range NewShortlist(scorer, 3, mentors, sides).Best("me", scorer.Prepare(mine), 10, func(int32) bool { return false }) {
			got = append(got, ids[c.Mentor])
		}
		slices.Sort(got)
		if before != nil && !slices.Equal(got, before) {
			t.Fatalf("%v, and %v in another order", got, before)
		}
		before = got
		rng.Shuffle(len(ids), func(a, b int) { ids[a], ids[b] = ids[b], ids[a] })
	}
}
