package matching

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func assign(t testing.TB, p Problem) Result {
	t.Helper()
	r, err := Assign(context.Background(), p)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// scored makes a problem of mentees 1, 2 ... and mentors A, B ... with one place each and every score given.
func scored(scores ...[]int16) Problem {
	p := Problem{Objective: MostScore}
	for i, row := range scores {
		mentee := Mentee{ID: fmt.Sprint(i + 1)}
		for j, score := range row {
			mentee.Candidates = append(mentee.Candidates, Candidate{Mentor: int32(j), Score: score})
			if i == 0 {
				p.Mentors = append(p.Mentors, Mentor{ID: string(rune('A' + j)), Capacity: 1})
			}
		}
		p.Mentees = append(p.Mentees, mentee)
	}
	return p
}

func TestTheOptimumIsNotWhatTakingTheBestFirstGives(t *testing.T) {
	p := scored([]int16{8, 5}, []int16{9, 4}) // 1 first takes A: 8 + 4 = 12
	for _, objective := range []Objective{MostScore, FewestUnmatched} {
		p.Objective = objective
		want := Result{Proposals: []Proposal{
			{Pair: Pair{"1", "B"}, Score: 5}, {Pair: Pair{"2", "A"}, Score: 9},
		}}
		if diff := cmp.Diff(want, assign(t, p)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", objective, diff)
		}
	}
}

func TestObjectivesDiffer(t *testing.T) {
	p := scored([]int16{90, 20}, []int16{30, 0})
	p.Floor = 10
	p.Mentees[1].Choices = []string{"A"}
	p.Mentees[0].Choices = []string{"B", "A"}
	for objective, want := range map[Objective][]Pair{
		MostScore:       {{"1", "A"}},             // 90 is more than 20 + 30
		FewestUnmatched: {{"1", "B"}, {"2", "A"}}, // two are more than one
		RankedChoices:   {{"1", "B"}, {"2", "A"}}, // both get their first choice
	} {
		p.Objective = objective
		if diff := cmp.Diff(want, pairs(assign(t, p))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", objective, diff)
		}
	}
}

func pairs(r Result) []Pair {
	var all []Pair
	for _, p := range r.Proposals {
		all = append(all, p.Pair)
	}
	return all
}

// anyProblem is small enough to try everything. Few different scores make many equals.
func anyProblem(rng *rand.Rand, objective Objective) Problem {
	p := Problem{Objective: objective, Seed: rng.Uint64(), Floor: rng.IntN(2) * 30}
	n, m := rng.IntN(6), rng.IntN(5)
	for j := range m {
		p.Mentors = append(p.Mentors, Mentor{ID: fmt.Sprintf("mentor %d", j), Capacity: rng.IntN(4)})
	}
	step := []int{1, 10, 50}[rng.IntN(3)]
	dense := rng.IntN(2) == 0
	for i := range n {
		mentee := Mentee{ID: fmt.Sprintf("mentee %d", i)}
		for _, j := range rng.Perm(m) {
			if dense || rng.IntN(2) == 0 {
				mentee.Candidates = append(mentee.Candidates, Candidate{
					Mentor: int32(j), Score: int16(rng.IntN(100/step+1) * step), Excluded: rng.IntN(6) == 0,
				})
			}
			if rng.IntN(2) == 0 {
				mentee.Choices = append(mentee.Choices, p.Mentors[j].ID)
			}
		}
		p.Mentees = append(p.Mentees, mentee)
	}
	return withPairs(rng, p)
}

// withPairs adds forbidden pairs and fixed ones that contradict nothing.
func withPairs(rng *rand.Rand, p Problem) Problem {
	free := map[string]int{}
	for _, m := range p.Mentors {
		free[m.ID] = m.Capacity
	}
	for _, mentee := range p.Mentees {
		if len(p.Mentors) == 0 || rng.IntN(4) > 0 {
			continue
		}
		pair := Pair{mentee.ID, p.Mentors[rng.IntN(len(p.Mentors))].ID}
		if rng.IntN(2) == 0 || free[pair.Mentor] == 0 {
			p.Forbidden = append(p.Forbidden, pair)
			continue
		}
		free[pair.Mentor]--
		p.Fixed = append(p.Fixed, pair)
	}
	return p
}

// merit orders results as the objectives say. Numbers further left weigh more.
type merit [3]int64

func (a merit) less(b merit) bool { return slices.Compare(a[:], b[:]) < 0 }

// exhaustive tries every assignment of a small problem that keeps the rules, written from the rules alone.
type exhaustive struct {
	Problem
	free    []int
	current map[string]string
	best    map[string]string
	merit   merit
	ties    int // results as good as the best
}

func bruteForce(p Problem) *exhaustive {
	e := &exhaustive{Problem: p, current: map[string]string{}, merit: merit{-1}}
	for _, m := range p.Mentors {
		e.free = append(e.free, m.Capacity)
	}
	for _, pair := range p.Fixed {
		e.free[slices.IndexFunc(p.Mentors, func(m Mentor) bool { return m.ID == pair.Mentor })]--
		e.current[pair.Mentee] = pair.Mentor
	}
	e.try(0, 0, 0, 0)
	return e
}

func (e *exhaustive) try(i int, score, count, draws int64) {
	if i == len(e.Mentees) {
		e.finish(score, count, draws)
		return
	}
	mentee := e.Mentees[i]
	if _, fixed := e.current[mentee.ID]; fixed {
		e.try(i+1, score, count, draws)
		return
	}
	e.try(i+1, score, count, draws)
	for _, c := range mentee.Candidates {
		mentor := e.Mentors[c.Mentor].ID
		if c.Excluded || int(c.Score) < e.Floor || slices.Contains(e.Forbidden, Pair{mentee.ID, mentor}) || e.free[c.Mentor] == 0 {
			continue
		}
		e.free[c.Mentor]--
		e.current[mentee.ID] = mentor
		luck := int64(draw(half(e.Seed, 'e', mentee.ID), half(e.Seed, 'r', mentor)) >> 32)
		e.try(i+1, score+int64(c.Score), count+1, draws+luck)
		delete(e.current, mentee.ID)
		e.free[c.Mentor]++
	}
}

func (e *exhaustive) finish(score, count, draws int64) {
	m := merit{score, count, draws}
	if e.Objective == FewestUnmatched {
		m = merit{count, score, draws}
	}
	switch {
	case e.merit.less(m):
		e.merit, e.ties, e.best = m, 1, map[string]string{}
		for mentee, mentor := range e.current {
			e.best[mentee] = mentor
		}
	case m == e.merit:
		e.ties++
	}
}

func TestTheOptimumIsTheBestOfAll(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	for round := range 6000 {
		p := anyProblem(rng, []Objective{MostScore, FewestUnmatched}[round%2])
		want := bruteForce(p)
		if want.ties != 1 {
			t.Fatalf("round %d: %d results are equally good with all draws", round, want.ties)
		}
		got := assign(t, p)
		if diff := cmp.Diff(want.best, mentorOf(got)); diff != "" {
			t.Fatalf("round %d: %s of %+v (-want +got):\n%s", round, p.Objective, p, diff)
		}
		if len(got.Proposals)+len(got.Unmatched) != len(p.Mentees) {
			t.Fatalf("round %d: %d paired and %d unmatched of %d", round, len(got.Proposals), len(got.Unmatched), len(p.Mentees))
		}
	}
}

func mentorOf(r Result) map[string]string {
	of := map[string]string{}
	for _, p := range r.Proposals {
		of[p.Mentee] = p.Mentor
	}
	return of
}

func TestACancelledPairingEndsWithTheContextsError(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Assign(ctx, scored([]int16{1})); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// blocking is a mentee and a mentor who would both rather have each other than what a result gives them: the mentor is among the
// mentee's choices before the one they got, and has a place, or holds somebody they like less. Fixed pairs are beyond this.
func blocking(p Problem, r Result) (Pair, bool) {
	got := mentorOf(r)
	for _, mentee := range p.Mentees {
		if slices.ContainsFunc(p.Fixed, func(f Pair) bool { return f.Mentee == mentee.ID }) {
			continue
		}
		for _, c := range mentee.Candidates {
			mentor := p.Mentors[c.Mentor]
			pair := Pair{mentee.ID, mentor.ID}
			wish, has := slices.Index(mentee.Choices, mentor.ID), slices.Index(mentee.Choices, got[mentee.ID])
			if wish < 0 || has >= 0 && wish >= has || c.Excluded || int(c.Score) < p.Floor || slices.Contains(p.Forbidden, pair) {
				continue
			}
			if wouldTake(p, r, pair, int(c.Score)) {
				return pair, true
			}
		}
	}
	return Pair{}, false
}

// wouldTake tells whether the mentor has a free place or prefers the mentee to somebody they got.
func wouldTake(p Problem, r Result, pair Pair, score int) bool {
	luck := func(mentee string) uint64 { return draw(half(p.Seed, 'e', mentee), half(p.Seed, 'r', pair.Mentor)) }
	held := 0
	for _, other := range r.Proposals {
		if other.Mentor != pair.Mentor {
			continue
		}
		held++
		if !other.Fixed && (score > other.Score || score == other.Score && luck(pair.Mentee) > luck(other.Mentee)) {
			return true
		}
	}
	for _, m := range p.Mentors {
		if m.ID == pair.Mentor {
			return held < m.Capacity
		}
	}
	return false
}

func TestRankedChoicesAreStableAndBestForEveryMentee(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 2))
	for round := range 4000 {
		p := anyProblem(rng, RankedChoices)
		got := assign(t, p)
		if pair, found := blocking(p, got); found {
			t.Fatalf("round %d: %v would both rather have each other, in %+v of %+v", round, pair, got, p)
		}
		for _, other := range stableResults(p) {
			for _, mentee := range p.Mentees {
				mine, theirs := place(mentee, mentorOf(got)), place(mentee, mentorOf(other))
				if theirs < mine {
					t.Fatalf("round %d: %s could have choice %d and got %d, in %+v", round, mentee.ID, theirs, mine, p)
				}
			}
		}
	}
}

// place is the rank of what a mentee got; nobody comes after every choice.
func place(m Mentee, mentors map[string]string) int {
	if k := slices.Index(m.Choices, mentors[m.ID]); k >= 0 {
		return k
	}
	return len(m.Choices)
}

// stableResults tries every assignment by choices and keeps those that nobody would break.
func stableResults(p Problem) []Result {
	base := Result{}
	free := map[string]int{}
	for _, m := range p.Mentors {
		free[m.ID] = m.Capacity
	}
	fixed := map[string]bool{}
	for _, pair := range p.Fixed {
		base.Proposals = append(base.Proposals, Proposal{Pair: pair, Fixed: true})
		free[pair.Mentor]--
		fixed[pair.Mentee] = true
	}
	var stable []Result
	var try func(i int, r Result)
	try = func(i int, r Result) {
		if i == len(p.Mentees) {
			if _, found := blocking(p, r); !found {
				stable = append(stable, Result{Proposals: slices.Clone(r.Proposals)})
			}
			return
		}
		mentee := p.Mentees[i]
		try(i+1, r)
		for _, c := range mentee.Candidates {
			pair := Pair{mentee.ID, p.Mentors[c.Mentor].ID}
			if fixed[mentee.ID] || free[pair.Mentor] == 0 || c.Excluded || int(c.Score) < p.Floor ||
				!slices.Contains(mentee.Choices, pair.Mentor) || slices.Contains(p.Forbidden, pair) {
				continue
			}
			free[pair.Mentor]--
			try(i+1, Result{Proposals: append(slices.Clone(r.Proposals), Proposal{Pair: pair, Score: int(c.Score)})})
			free[pair.Mentor]++
		}
	}
	try(0, base)
	return stable
}

// bigProblem has many equals: every score is a multiple of 20.
func bigProblem(seed uint64, n, m, candidates int) Problem {
	rng := rand.New(rand.NewPCG(seed, 3))
	p := Problem{Seed: seed, Floor: 20}
	for j := range m {
		p.Mentors = append(p.Mentors, Mentor{ID: fmt.Sprintf("mentor %d", j), Capacity: rng.IntN(6)})
	}
	for i := range n {
		mentee := Mentee{ID: fmt.Sprintf("mentee %d", i)}
		for k, j := range rng.Perm(m)[:candidates] {
			mentee.Candidates = append(mentee.Candidates, Candidate{
				Mentor: int32(j), Score: int16(rng.IntN(6) * 20), Excluded: rng.IntN(10) == 0,
			})
			if k < 3 {
				mentee.Choices = append(mentee.Choices, p.Mentors[j].ID)
			}
		}
		p.Mentees = append(p.Mentees, mentee)
	}
	return withPairs(rng, p)
}

// shuffled is the same problem in another order.
func shuffled(rng *rand.Rand, p Problem) Problem {
	at := rng.Perm(len(p.Mentors)) // where each mentor goes
	q := p
	q.Mentors, q.Mentees = make([]Mentor, len(p.Mentors)), slices.Clone(p.Mentees)
	for j, m := range p.Mentors {
		q.Mentors[at[j]] = m
	}
	for i := range q.Mentees {
		q.Mentees[i].Candidates = slices.Clone(q.Mentees[i].Candidates)
		for k := range q.Mentees[i].Candidates {
			q.Mentees[i].Candidates[k].Mentor = int32(at[q.Mentees[i].Candidates[k].Mentor])
		}
		shuffle(rng, q.Mentees[i].Candidates)
	}
	q.Fixed, q.Forbidden = slices.Clone(p.Fixed), slices.Clone(p.Forbidden)
	shuffle(rng, q.Mentees)
	shuffle(rng, q.Fixed)
	shuffle(rng, q.Forbidden)
	return q
}

func shuffle[T any](rng *rand.Rand, list []T) {
	rng.Shuffle(len(list), func(a, b int) { list[a], list[b] = list[b], list[a] })
}

func TestTheOrderOfTheInputDoesNotMatter(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 4))
	for _, candidates := range []int{60, 7} { // rows long and short
		p := bigProblem(5, 200, 60, candidates)
		for _, p.Objective = range Objectives() {
			want, print := assign(t, p), p.Fingerprint()
			if len(want.Unmatched) == 0 || len(want.Proposals) < 100 {
				t.Fatalf("%s: %d pairs, %d unmatched", p.Objective, len(want.Proposals), len(want.Unmatched))
			}
			for range 100 {
				q := shuffled(rng, p)
				if diff := cmp.Diff(want, assign(t, q)); diff != "" {
					t.Fatalf("%s, another order (-want +got):\n%s", p.Objective, diff)
				}
				if got := q.Fingerprint(); got != print {
					t.Fatalf("another order has fingerprint %s, want %s", got, print)
				}
			}
		}
	}
}

func TestTheSeedDecidesBetweenEquals(t *testing.T) {
	for _, objective := range Objectives() {
		winners := map[string]int{}
		for seed := range uint64(400) {
			p := scored([]int16{50}, []int16{50}, []int16{50}, []int16{50})
			p.Objective, p.Seed = objective, seed
			for i := range p.Mentees {
				p.Mentees[i].Choices = []string{"A"}
			}
			winners[assign(t, p).Proposals[0].Mentee]++
		}
		for mentee, wins := range winners {
			if wins < 60 || wins > 140 {
				t.Errorf("%s: of 400 seeds, %d are for %s", objective, wins, mentee)
			}
		}
	}
}

func TestSomebodyWhoJoinsDoesNotReshuffleTheOthers(t *testing.T) {
	p := bigProblem(6, 120, 60, 60)
	p.Fixed, p.Forbidden = nil, nil
	for _, p.Objective = range []Objective{MostScore, FewestUnmatched} {
		before := assign(t, p)
		q := p
		q.Mentees = append(slices.Clone(p.Mentees), Mentee{ID: "newcomer", Candidates: p.Mentees[0].Candidates})
		if moved := CompareResults(before, assign(t, q)).Moved; len(moved) > 6 {
			t.Errorf("%s: one more mentee moved %d of 120", p.Objective, len(moved))
		}
	}
}

// What the algorithms read is the same for every order of the input, so their results are, even where draws are equal.
func TestATableDoesNotDependOnTheOrderOfTheInput(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 7))
	for _, candidates := range []int{60, 7} {
		p := bigProblem(8, 50, 60, candidates)
		for _, p.Objective = range Objectives() {
			want := read(t, p)
			for range 5 {
				got := read(t, shuffled(rng, p))
				if !slices.Equal(got.edges, want.edges) || !slices.Equal(got.scores, want.scores) || !slices.Equal(got.draws, want.draws) {
					t.Fatalf("%s, %d candidates: another order gives another table", p.Objective, candidates)
				}
			}
		}
	}
}

func read(t *testing.T, p Problem) *table {
	t.Helper()
	table, err := newTable(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	return table
}
