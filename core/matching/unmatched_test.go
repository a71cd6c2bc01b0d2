package matching

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestEveryUnmatchedMenteeHasAReason(t *testing.T) {
	open := func(score int16) []Candidate { return []Candidate{{Mentor: 0, Score: score}} }
	for name, tt := range map[string]struct {
		mentee    Mentee
		forbidden []Pair
		objective Objective
		want      Unmatched
	}{
		"the only place is taken":          {Mentee{Candidates: open(60)}, nil, MostScore, Unmatched{Reason: NoCapacity, Full: 1}},
		"the only place is taken, by rank": {Mentee{Candidates: open(60), Choices: []string{"M"}}, nil, RankedChoices, Unmatched{Reason: NoCapacity, Full: 1}},
		"mentors without any place":        {Mentee{Candidates: []Candidate{{Mentor: 1, Score: 60}}}, nil, MostScore, Unmatched{Reason: NoCapacity, Full: 1}},
		"nobody to compare with":           {Mentee{}, nil, MostScore, Unmatched{Reason: NoOverlap}},
		"nothing in common":                {Mentee{Candidates: open(0)}, nil, FewestUnmatched, Unmatched{Reason: NoOverlap, BelowFloor: 1}},
		"too little in common":             {Mentee{Candidates: open(49)}, nil, MostScore, Unmatched{Reason: BelowFloor, BelowFloor: 1}},
		"kept apart by a rule": {
			Mentee{Candidates: []Candidate{{Mentor: 0, Score: 90, Excluded: true}}}, nil, MostScore, Unmatched{Reason: AllExcluded, Excluded: 1},
		},
		"forbidden by hand": {Mentee{Candidates: open(90)}, []Pair{{"x", "M"}}, MostScore, Unmatched{Reason: AllExcluded, Excluded: 1}},
		"one excluded, one with too little": {
			Mentee{Candidates: []Candidate{{Mentor: 0, Score: 90, Excluded: true}, {Mentor: 1, Score: 10}}}, nil, MostScore,
			Unmatched{Reason: BelowFloor, Excluded: 1, BelowFloor: 1},
		},
		"one excluded, one with nothing": {
			Mentee{Candidates: []Candidate{{Mentor: 0, Score: 90, Excluded: true}, {Mentor: 1}}}, nil, MostScore,
			Unmatched{Reason: NoOverlap, Excluded: 1, BelowFloor: 1},
		},
		"one excluded, one full": {
			Mentee{Candidates: []Candidate{{Mentor: 1, Score: 90, Excluded: true}, {Mentor: 0, Score: 55}}}, nil, MostScore,
			Unmatched{Reason: NoCapacity, Excluded: 1, Full: 1},
		},
		"no choices": {Mentee{Candidates: open(90)}, nil, RankedChoices, Unmatched{Reason: NoChoices}},
		"choices that were not compared": {
			Mentee{Candidates: open(90), Choices: []string{"W"}}, nil, RankedChoices, Unmatched{Reason: NoOverlap},
		},
		"choices who are not there": {
			Mentee{Candidates: open(90), Choices: []string{"gone"}}, nil, RankedChoices, Unmatched{Reason: NoOverlap},
		},
		"a choice with too little; others do not count": {
			Mentee{Candidates: []Candidate{{Mentor: 0, Score: 90}, {Mentor: 1, Score: 10}}, Choices: []string{"W"}}, nil, RankedChoices,
			Unmatched{Reason: BelowFloor, BelowFloor: 1},
		},
	} {
		t.Run(name, func(t *testing.T) {
			p := Problem{
				Objective: tt.objective, Floor: 50, Forbidden: tt.forbidden, Fixed: []Pair{{"holder", "M"}},
				Mentors: []Mentor{{"M", 1}, {"W", 0}},
			}
			tt.mentee.ID, tt.want.Mentee = "x", "x"
			p.Mentees = []Mentee{{ID: "holder"}, tt.mentee}
			if diff := cmp.Diff([]Unmatched{tt.want}, assign(t, p).Unmatched); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestFixedPairsStayTogetherWhateverTheirScore(t *testing.T) {
	p := scored([]int16{90, 10}, []int16{80, 70})
	p.Floor = 50
	p.Mentees[0].Candidates[1].Excluded = true
	p.Fixed = []Pair{{"1", "B"}}
	p.Mentees[0].Choices = []string{"A", "B"}
	for _, p.Objective = range []Objective{MostScore, FewestUnmatched} {
		want := []Proposal{{Pair: Pair{"1", "B"}, Score: 10, Fixed: true, Choice: 2}, {Pair: Pair{"2", "A"}, Score: 80}}
		if diff := cmp.Diff(want, assign(t, p).Proposals); diff != "" {
			t.Errorf("%s (-want +got):\n%s", p.Objective, diff)
		}
	}
}

func TestAProblemThatContradictsItselfIsRefused(t *testing.T) {
	for name, tt := range map[string]struct {
		change func(*Problem)
		want   ProblemError
	}{
		"no objective":        {func(p *Problem) { p.Objective = "" }, ProblemError{Fault: UnknownObjective}},
		"a floor above 100":   {func(p *Problem) { p.Floor = 101 }, ProblemError{Fault: FloorOutOfRange}},
		"a floor below 0":     {func(p *Problem) { p.Floor = -1 }, ProblemError{Fault: FloorOutOfRange}},
		"a mentee twice":      {func(p *Problem) { p.Mentees[1].ID = "1" }, ProblemError{Fault: DuplicateMentee, Mentee: "1"}},
		"a mentor twice":      {func(p *Problem) { p.Mentors[1].ID = "A" }, ProblemError{Fault: DuplicateMentor, Mentor: "A"}},
		"fewer than 0 places": {func(p *Problem) { p.Mentors[1].Capacity = -1 }, ProblemError{Fault: NegativeCapacity, Mentor: "B"}},
		"a score above 100": {
			func(p *Problem) { p.Mentees[0].Candidates[1].Score = 101 }, ProblemError{ScoreOutOfRange, "1", "B"},
		},
		"a score below 0": {
			func(p *Problem) { p.Mentees[0].Candidates[1].Score = -1 }, ProblemError{ScoreOutOfRange, "1", "B"},
		},
		"a score above 100 in a fixed pair": {
			func(p *Problem) { p.Mentees[0].Candidates[1].Score, p.Fixed = 101, []Pair{{"1", "B"}} }, ProblemError{ScoreOutOfRange, "1", "B"},
		},
		"a candidate twice": {
			func(p *Problem) { p.Mentees[1].Candidates[1].Mentor = 0 }, ProblemError{DuplicateCandidate, "2", "A"},
		},
		"a candidate nobody knows": {
			func(p *Problem) { p.Mentees[1].Candidates[1].Mentor = 2 }, ProblemError{Fault: UnknownMentor, Mentee: "2"},
		},
		"a choice twice": {
			func(p *Problem) { p.Objective, p.Mentees[0].Choices = RankedChoices, []string{"A", "A"} }, ProblemError{DuplicateChoice, "1", "A"},
		},
		"a fixed mentee nobody knows": {func(p *Problem) { p.Fixed = []Pair{{"9", "A"}} }, ProblemError{UnknownMentee, "9", "A"}},
		"a forbidden mentor nobody knows": {
			func(p *Problem) { p.Forbidden = []Pair{{"1", "Z"}} }, ProblemError{UnknownMentor, "1", "Z"},
		},
		"a mentee fixed twice": {func(p *Problem) { p.Fixed = []Pair{{"1", "A"}, {"1", "B"}} }, ProblemError{FixedTwice, "1", "B"}},
		"fixed and forbidden": {
			func(p *Problem) { p.Fixed, p.Forbidden = []Pair{{"1", "A"}}, []Pair{{"1", "A"}} }, ProblemError{FixedForbidden, "1", "A"},
		},
		"more fixed pairs than places": {
			func(p *Problem) { p.Fixed = []Pair{{"1", "A"}, {"2", "A"}} }, ProblemError{FixedOverCapacity, "2", "A"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			p := scored([]int16{8, 5}, []int16{9, 4})
			tt.change(&p)
			_, err := Assign(t.Context(), p)
			var got *ProblemError
			if !errors.As(err, &got) || *got != tt.want {
				t.Errorf("got %v, want %v", err, &tt.want)
			}
		})
	}
}
