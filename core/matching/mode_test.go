package matching

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestModes(t *testing.T) {
	const question Key = "question:7"
	for name, tt := range map[string]struct {
		mode         Mode
		mine, theirs []string
		points       int // of 60
	}{
		"same: one answer each, the same":             {Same, []string{"a"}, []string{"A"}, 60},
		"same: one answer each, another":              {Same, []string{"a"}, []string{"b"}, 0},
		"same: one of two":                            {Same, []string{"a", "b"}, []string{"b"}, 30},
		"same: one of three and of many":              {Same, []string{"a"}, []string{"a", "b", "c", "d", "e"}, 20},
		"same: three in common are enough":            {Same, []string{"a", "b", "c", "d"}, []string{"b", "c", "d", "e"}, 60},
		"same: whole terms only":                      {Same, []string{"AI"}, []string{"Retail"}, 0},
		"same: not answered":                          {Same, nil, []string{"a"}, 0},
		"common: one is enough":                       {Common, []string{"a", "b", "c"}, []string{"c", "d"}, 60},
		"complementary: one wish of two covered":      {Complementary, []string{"a", "b"}, []string{"b", "c", "d"}, 30},
		"complementary: more offers take nothing":     {Complementary, []string{"a"}, []string{"b", "c", "d", "a"}, 60},
		"near: equal":                                 {Near, []string{"3"}, []string{"3"}, 60},
		"near: one apart of four":                     {Near, []string{"3"}, []string{"4"}, 45},
		"near: the ends":                              {Near, []string{"5"}, []string{"1"}, 0},
		"near: further than the span":                 {Near, []string{"1"}, []string{"90"}, 0},
		"near: spaces around a number":                {Near, []string{" 2 "}, []string{"4"}, 30},
		"near: no number":                             {Near, []string{"three"}, []string{"3"}, 0},
		"near: two numbers":                           {Near, []string{"3", "4"}, []string{"3"}, 0},
		"ranked: the same":                            {Ranked, []string{"a", "b", "c"}, []string{"a", "b", "c"}, 60},
		"ranked: the last two swapped: 4+1+1 of 7":    {Ranked, []string{"a", "b", "c"}, []string{"a", "c", "b"}, 51},
		"ranked: the first two swapped: 2+2+1 of 7":   {Ranked, []string{"a", "b", "c"}, []string{"b", "a", "c"}, 43},
		"ranked: turned round: 1+2+1 of 7":            {Ranked, []string{"a", "b", "c"}, []string{"c", "b", "a"}, 34},
		"ranked: only the first in common: 4 of 7":    {Ranked, []string{"a", "b", "c"}, []string{"a", "x", "y"}, 34},
		"ranked: a shorter list: 4 of 7":              {Ranked, []string{"a"}, []string{"a", "x", "y"}, 34},
		"ranked: nothing in common":                   {Ranked, []string{"a", "b"}, []string{"c", "d"}, 0},
		"ranked: places after the tenth do not count": {Ranked, letters("abcdefghijklm"), letters("ABCDEFGHIJnop"), 60},
	} {
		t.Run(name, func(t *testing.T) {
			c := Criterion{Key: question, Weight: 60, Mode: tt.mode, Span: 4}
			score := Compare(Side{question: tt.mine}, Side{question: tt.theirs}, []Criterion{c})
			if score.Total != tt.points || score.Excluded != nil {
				t.Errorf("%d points, excluded %v; want %d points", score.Total, score.Excluded, tt.points)
			}
		})
	}
}

func letters(text string) []string {
	var all []string
	for _, r := range text {
		all = append(all, string(r))
	}
	return all
}

func TestALineSaysWhoseAnswerIsMissing(t *testing.T) {
	criteria := []Criterion{{Key: "q", Weight: 100, Mode: Near, Span: 4}}
	for name, tt := range map[string]struct {
		mine, theirs []string
		want         [2]bool
	}{
		"nobody's":                         {[]string{"1"}, []string{"5"}, [2]bool{false, false}},
		"the mentee's":                     {nil, []string{"5"}, [2]bool{true, false}},
		"the mentor's, which is no number": {[]string{"1"}, []string{"-"}, [2]bool{false, true}},
		"both":                             {nil, nil, [2]bool{true, true}},
	} {
		part := Compare(Side{"q": tt.mine}, Side{"q": tt.theirs}, criteria).Parts[0]
		if got := [2]bool{part.MineMissing, part.TheirsMissing}; got != tt.want || part.Points != 0 {
			t.Errorf("%s: missing %v with %d points, want %v", name, got, part.Points, tt.want)
		}
	}
}

func TestHardRulesExcludeAndGiveNoLine(t *testing.T) {
	criteria := []Criterion{{Key: Topics, Weight: 100}, {Key: Languages, Mode: MustMatch}, {Key: Unit, Mode: MustDiffer}, {Key: "q", Mode: Ignore}}
	wish := []string{"Law"}
	for name, tt := range map[string]struct {
		mentee, mentor Side
		want           []Exclusion
	}{
		"all is well": {
			Side{Languages: {"en", "fr"}, Unit: {"Legal"}}, Side{Languages: {"fr"}, Unit: {"Legal Aid"}}, nil,
		},
		"no common language": {
			Side{Languages: {"en"}}, Side{Languages: {"fr"}}, []Exclusion{{Languages, MustMatch, []string{"en"}, []string{"fr"}}},
		},
		"the same unit in another spelling": {
			Side{Unit: {"légal"}}, Side{Unit: {"LEGAL"}}, []Exclusion{{Unit, MustDiffer, []string{"légal"}, []string{"LEGAL"}}},
		},
		"both": {
			Side{Unit: {"a"}, Languages: {"en"}}, Side{Unit: {"a"}, Languages: {"fr"}},
			[]Exclusion{{Languages, MustMatch, []string{"en"}, []string{"fr"}}, {Unit, MustDiffer, []string{"a"}, []string{"a"}}},
		},
		"whoever has not answered is kept from nobody": {Side{Languages: {"en"}, Unit: {""}}, Side{Unit: {"--"}}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			tt.mentee[Topics], tt.mentor[Topics] = wish, wish
			score := Compare(tt.mentee, tt.mentor, criteria)
			if diff := cmp.Diff(tt.want, score.Excluded); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if score.Total != 100 || len(score.Parts) != 1 {
				t.Errorf("%d points in %d lines, want 100 in 1: %+v", score.Total, len(score.Parts), score)
			}
		})
	}
}

// One criterion alone, so that which one gave the points is clear.
func TestSymmetricModesGiveBothTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		mode := rapid.SampledFrom([]Mode{Common, Same, Near, Ranked, MustMatch, MustDiffer}).Draw(t, "mode")
		c := []Criterion{{Key: Topics, Weight: 100, Mode: mode, Span: rapid.IntRange(1, 9).Draw(t, "span")}}
		one, other := anySide(t, "one"), anySide(t, "other")
		there, back := Compare(one, other, c), Compare(other, one, c)
		if there.Total != back.Total || len(there.Excluded) != len(back.Excluded) {
			t.Errorf("%s: %+v one way and %+v the other", mode, there, back)
		}
	})
}

func TestTotalIsWhatCompareExplains(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		criteria := anyCriteria(t)
		mentees := []Side{anySide(t, "mentee"), anySide(t, "another mentee")}
		mentors := []Side{anySide(t, "mentor"), anySide(t, "another mentor")}
		scorer := NewScorer(criteria)
		for _, mentor := range mentors {
			theirs := scorer.Prepare(mentor)
			for _, mentee := range mentees {
				want := Compare(mentee, mentor, criteria)
				mine := scorer.Prepare(mentee)
				if diff := cmp.Diff(want, scorer.Compare(mine, theirs)); diff != "" {
					t.Fatalf("prepared among others (-want +got):\n%s", diff)
				}
				total, excluded := scorer.Total(mine, theirs)
				if total != want.Total || excluded != (len(want.Excluded) > 0) {
					t.Fatalf("total %d, excluded %v; want %+v", total, excluded, want)
				}
			}
		}
	})
}

func TestCheckCriteria(t *testing.T) {
	for name, tt := range map[string]struct {
		criteria []Criterion
		want     []CriterionFlaw
	}{
		"the default ones are fine": {DefaultCriteria(), nil},
		"every mode is fine": {[]Criterion{
			{Key: "a", Weight: 20, Mode: Same}, {Key: "b", Weight: 20, Mode: Near, Span: 4}, {Key: "c", Weight: 20, Mode: Ranked},
			{Key: "d", Weight: 20, Mode: Complementary}, {Key: "e", Weight: 20, Mode: Common}, {Key: "f", Mode: MustMatch},
			{Key: "g", Mode: MustDiffer}, {Key: "h", Mode: Ignore},
		}, nil},
		"too little":  {[]Criterion{{Key: Topics, Weight: 60}, {Key: Languages, Weight: 30}}, []CriterionFlaw{{Fault: WeightsNot100, Sum: 90}}},
		"none":        {nil, []CriterionFlaw{{Fault: WeightsNot100}}},
		"a key twice": {[]Criterion{{Key: Topics, Weight: 60}, {Key: Topics, Weight: 40}}, []CriterionFlaw{{Fault: DuplicateKey, Key: Topics}}},
		"below nothing": {[]Criterion{{Key: Topics, Weight: 110}, {Key: Unit, Weight: -10}}, []CriterionFlaw{
			{Fault: WeightOutOfRange, Key: Topics}, {Fault: WeightOutOfRange, Key: Unit},
		}},
		"a rule with points": {[]Criterion{{Key: Topics, Weight: 90}, {Key: Unit, Weight: 10, Mode: MustDiffer}}, []CriterionFlaw{
			{Fault: WeightUnused, Key: Unit},
		}},
		"near without a span": {[]Criterion{{Key: "q", Weight: 100, Mode: Near}}, []CriterionFlaw{{Fault: SpanMissing, Key: "q"}}},
		"a mode nobody knows": {[]Criterion{{Key: "q", Weight: 99, Mode: "similar"}}, []CriterionFlaw{
			{Fault: UnknownMode, Key: "q"}, {Fault: WeightsNot100, Sum: 99},
		}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, CheckCriteria(tt.criteria)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// As long as a mentor has no more values than a mentee, the estimate is the score.
func TestWhatTermsGiveAddsUpToTheScore(t *testing.T) {
	for _, mode := range []Mode{Common, Same, Complementary} {
		for wanted := 1; wanted <= 5; wanted++ {
			for shared := 0; shared <= wanted; shared++ {
				c := Criterion{Key: Unit, Weight: 60, Mode: mode}
				all := []string{"a", "b", "c", "d", "e"}
				score := Compare(Side{Unit: all[:wanted]}, Side{Unit: all[:shared]}, []Criterion{c}).Total
				sixths, most := c.PerTerm(wanted)
				if got := sixths * min(shared, most) / 6; got != score {
					t.Errorf("%s, %d of %d shared: estimated %d, scored %d", mode, shared, wanted, got, score)
				}
			}
		}
	}
	if sixths, _ := (Criterion{Key: Unit, Weight: 60, Mode: Near}).PerTerm(1); sixths != 0 {
		t.Errorf("nearness gives %d for a term", sixths)
	}
}
