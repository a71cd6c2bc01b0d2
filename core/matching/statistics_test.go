package matching

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func proposals(scores map[Pair]int) []Proposal {
	var all []Proposal
	for pair, score := range scores {
		all = append(all, Proposal{Pair: pair, Score: score})
	}
	return all
}

func TestStatistics(t *testing.T) {
	r := Result{
		Proposals: proposals(map[Pair]int{{"1", "A"}: 0, {"2", "A"}: 9, {"3", "B"}: 10, {"4", "B"}: 99, {"5", "B"}: 100}),
		Unmatched: []Unmatched{{Mentee: "6"}},
	}
	want := Statistics{
		Pairs: 5, Unmatched: 1, Total: 218, Mean: 43.6, Buckets: [10]int{2, 1, 0, 0, 0, 0, 0, 0, 0, 2},
		Loads: []Load{{"A", 2, 4}, {"B", 3, 3}, {"C", 0, 1}},
	}
	if diff := cmp.Diff(want, r.Statistics([]Mentor{{"C", 1}, {"B", 3}, {"A", 4}})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(Statistics{}, Result{}.Statistics(nil)); diff != "" {
		t.Errorf("of nothing (-want +got):\n%s", diff)
	}
}

func TestCompareResults(t *testing.T) {
	before := Result{Proposals: []Proposal{
		{Pair: Pair{"1", "A"}}, {Pair: Pair{"2", "B"}}, {Pair: Pair{"3", "C"}},
	}}
	after := Result{Proposals: []Proposal{
		{Pair: Pair{"1", "A"}, Score: 7}, {Pair: Pair{"2", "C"}}, {Pair: Pair{"4", "B"}},
	}}
	want := Changes{
		Same: []Pair{{"1", "A"}}, Moved: []Move{{"2", "B", "C"}}, OnlyBefore: []Pair{{"3", "C"}}, OnlyAfter: []Pair{{"4", "B"}},
	}
	if diff := cmp.Diff(want, CompareResults(before, after)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestAFingerprintChangesWithEverythingAResultRestsOn(t *testing.T) {
	problem := func() Problem {
		p := scored([]int16{8, 5}, []int16{9, 4})
		p.Mentees[0].Choices = []string{"A", "B"}
		p.Fixed, p.Forbidden = []Pair{{"1", "A"}}, []Pair{{"2", "A"}}
		return p
	}
	seen := map[string]string{problem().Fingerprint(): "nothing"}
	for name, change := range map[string]func(*Problem){
		"the objective":              func(p *Problem) { p.Objective = FewestUnmatched },
		"the floor":                  func(p *Problem) { p.Floor = 1 },
		"the seed":                   func(p *Problem) { p.Seed = 1 },
		"a capacity":                 func(p *Problem) { p.Mentors[0].Capacity = 2 },
		"the name of a mentor":       func(p *Problem) { p.Mentors[1].ID = "Ba" },
		"the name of a mentee":       func(p *Problem) { p.Mentees[1].ID = "21" },
		"a mentor more":              func(p *Problem) { p.Mentors = append(p.Mentors, Mentor{"C", 1}) },
		"a mentee less":              func(p *Problem) { p.Mentees = p.Mentees[:1] },
		"a score":                    func(p *Problem) { p.Mentees[1].Candidates[1].Score = 5 },
		"two scores swapped":         func(p *Problem) { c := p.Mentees[0].Candidates; c[0].Score, c[1].Score = 5, 8 },
		"an exclusion":               func(p *Problem) { p.Mentees[0].Candidates[1].Excluded = true },
		"a candidate less":           func(p *Problem) { p.Mentees[0].Candidates = p.Mentees[0].Candidates[:1] },
		"the order of choices":       func(p *Problem) { p.Mentees[0].Choices = []string{"B", "A"} },
		"a choice less":              func(p *Problem) { p.Mentees[0].Choices = []string{"A"} },
		"no fixed pair":              func(p *Problem) { p.Fixed = nil },
		"no forbidden pair":          func(p *Problem) { p.Forbidden = nil },
		"fixed instead of forbidden": func(p *Problem) { p.Fixed, p.Forbidden = p.Forbidden, p.Fixed },
	} {
		p := problem()
		change(&p)
		print := p.Fingerprint()
		if other, taken := seen[print]; taken {
			t.Errorf("changing %s gives the same as changing %s", name, other)
		}
		seen[print] = name
	}
}
