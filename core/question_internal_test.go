package core

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"mentorbot/core/matching"
)

func TestOptionsKeepTheirAnswersWhenTheirWordsChange(t *testing.T) {
	old := []Option{{ID: "a", Text: LocalText{EN: "Apples"}}, {ID: "b", Text: LocalText{EN: "Bread"}}, {ID: "c", Text: LocalText{EN: "Cheese"}}}
	tests := map[string]struct {
		lines []string
		want  []OptionID
	}{
		"nothing changes":                    {[]string{"Apples", "Bread", "Cheese"}, []OptionID{"a", "b", "c"}},
		"spelling changes":                   {[]string{"apples!", "Bread", "Cheese"}, []OptionID{"a", "b", "c"}},
		"a line moves":                       {[]string{"Cheese", "Apples", "Bread"}, []OptionID{"c", "a", "b"}},
		"a line is worded anew":              {[]string{"Apples", "Rolls and bread", "Cheese"}, []OptionID{"a", "b", "c"}},
		"a line is removed":                  {[]string{"Apples", "Cheese"}, []OptionID{"a", "c"}},
		"a line is added":                    {[]string{"Apples", "Bread", "Cheese", "Dates"}, []OptionID{"a", "b", "c", "new-1"}},
		"a line is added above":              {[]string{"Dates", "Apples", "Bread", "Cheese"}, []OptionID{"new-1", "a", "b", "c"}},
		"one is removed and another added":   {[]string{"Apples", "Cheese", "Dates"}, []OptionID{"a", "c", "new-1"}},
		"a moved line keeps what is its own": {[]string{"Bread", "Fruit", "Cheese"}, []OptionID{"b", "new-1", "c"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			n := 0
			options, e := keepOptions(old, tt.lines, nil, func() OptionID { n++; return OptionID(fmt.Sprintf("new-%d", n)) })
			if e != nil {
				t.Fatal(e)
			}
			var got []OptionID
			for _, o := range options {
				got = append(got, o.ID)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestPagesAreShortAndLeaveNothingOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		kinds := rapid.SliceOfN(rapid.SampledFrom(QuestionKinds()), 0, MaxQuestions).Draw(t, "kinds")
		var all, seen []Question
		for i, kind := range kinds {
			all = append(all, Question{ID: QuestionID(fmt.Sprint(i)), Kind: kind, Options: make([]Option, MinOptions+i%5)})
		}
		for _, page := range questionPages(all) {
			inputs := 0
			for _, q := range page {
				inputs += q.inputs()
			}
			if inputs == 0 || inputs > PageInputs {
				t.Errorf("a page has %d inputs", inputs)
			}
			seen = append(seen, page...)
		}
		if diff := cmp.Diff(all, seen); diff != "" {
			t.Errorf("(-asked +on pages)\n%s", diff)
		}
	})
}

// sampleQuestions are questions that give points, with weights that leave the profile its part.
func sampleQuestions(t *rapid.T) Policy {
	var options []Option
	for i := range 5 {
		options = append(options, Option{ID: OptionID(rune('a' + i)), Text: LocalText{EN: fmt.Sprintf("Option %d", i)}})
	}
	weight := rapid.IntRange(1, 20)
	return Policy{
		Criteria: matching.DefaultCriteria(),
		Questions: []Question{
			{ID: "same", Kind: QuestionMultiple, Asked: AskBoth, Options: options, Match: MatchSame, Weight: weight.Draw(t, "same")},
			{ID: "near", Kind: QuestionScale, Asked: AskBoth, Match: MatchNear, Weight: weight.Draw(t, "near")},
			{ID: "wants", Kind: QuestionRanking, Asked: AskMentees, Options: options[:4], Match: MatchComplementary, Pair: "offers", Weight: weight.Draw(t, "wants")},
			{ID: "offers", Kind: QuestionMultiple, Asked: AskMentors, Options: options[1:]},
			{ID: "must", Kind: QuestionSingle, Asked: AskBoth, Options: options, Match: MatchMust},
		},
	}
}

func sampleAnswers(t *rapid.T, label string) map[QuestionID]Answer {
	some := func(id string) Answer {
		ids := rapid.SliceOfNDistinct(rapid.SampledFrom([]OptionID{"a", "b", "c", "d", "e", "gone"}), 0, 4, rapid.ID[OptionID]).Draw(t, label+id)
		return Answer{Chosen: ids}
	}
	return map[QuestionID]Answer{
		"same": some("same"), "wants": some("wants"), "offers": some("offers"), "must": some("must"),
		"near": {Scale: rapid.IntRange(0, ScaleMax).Draw(t, label+"near")}, "removed": {Chosen: []OptionID{"a"}},
	}
}

// fit scores two people who share a topic and have given these answers.
func (p Policy) fit(asks, offers map[QuestionID]Answer) matching.Score {
	side := func(answers map[QuestionID]Answer, role Role) matching.Side {
		return p.brings(matching.Side{matching.Topics: {"Leadership"}}, answers, role)
	}
	return matching.Compare(side(asks, RoleMentee), side(offers, RoleMentor), p.criteria())
}

func TestAScoreIsTheSumOfItsLinesAndEachStaysWithinItsWeight(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := sampleQuestions(t)
		score := p.fit(sampleAnswers(t, "mentee"), sampleAnswers(t, "mentor"))
		sum := 0
		for _, part := range score.Parts {
			sum += part.Points
			if part.Points < 0 || part.Points > part.Weight {
				t.Errorf("%s gives %d of %d", part.Key, part.Points, part.Weight)
			}
			if part.Key == "question:removed" || part.Key == "question:must" || part.Key == "question:offers" {
				t.Errorf("%s has a line", part.Key)
			}
		}
		if sum != score.Total || len(score.Parts) != len(p.Criteria)+3 {
			t.Errorf("the lines of %+v add up to %d", score, sum)
		}
	})
}

func TestTheWeightOfAQuestionChangesNoOtherQuestionsLine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := sampleQuestions(t)
		asks, offers := sampleAnswers(t, "mentee"), sampleAnswers(t, "mentor")
		before := p.fit(asks, offers)
		changed := rapid.IntRange(0, 2).Draw(t, "question")
		p.Questions = slices.Clone(p.Questions)
		p.Questions[changed].Weight += 7
		for i, part := range p.fit(asks, offers).Parts {
			question, found := p.QuestionOf(part.Key) // the profile's lines share what is left
			if found && question.ID != p.Questions[changed].ID && !cmp.Equal(part, before.Parts[i]) {
				t.Errorf("the weight of %s changed %s", p.Questions[changed].ID, cmp.Diff(before.Parts[i], part))
			}
		}
	})
}

func TestAllGivesFullPointsAndNothingNone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := sampleQuestions(t)
		all := map[QuestionID]Answer{
			"same": {Chosen: []OptionID{"a", "b"}}, "near": {Scale: 4}, "wants": {Chosen: []OptionID{"c", "b"}}, "offers": {Chosen: []OptionID{"b", "c"}},
		}
		for _, part := range p.fit(all, all).Parts[len(p.Criteria):] {
			if part.Points != part.Weight {
				t.Errorf("%s gives %d of %d to the same answers", part.Key, part.Points, part.Weight)
			}
		}
		for _, part := range p.fit(all, nil).Parts[len(p.Criteria):] {
			if part.Points != 0 {
				t.Errorf("%s gives %d without an answer", part.Key, part.Points)
			}
		}
	})
}

func TestAnswersCanKeepTwoPeopleApart(t *testing.T) {
	site := Question{ID: "site", Kind: QuestionSingle, Asked: AskBoth, Options: []Option{{ID: "n"}, {ID: "s"}}}
	north, south := map[QuestionID]Answer{"site": {Chosen: []OptionID{"n"}}}, map[QuestionID]Answer{"site": {Chosen: []OptionID{"s"}}}
	for _, tt := range []struct {
		match        QuestionMatch
		mine, theirs map[QuestionID]Answer
		apart        bool
	}{
		{MatchMust, north, north, false}, {MatchMust, north, south, true}, {MatchMustNot, north, south, false}, {MatchMustNot, north, north, true},
		{MatchMust, north, nil, false}, {MatchMustNot, nil, north, false}, {MatchNot, north, south, false}, {MatchSame, north, south, false},
	} {
		site.Match = tt.match
		p := Policy{Questions: []Question{site}}
		if _, apart := p.Apart(p.fit(tt.mine, tt.theirs)); apart != tt.apart {
			t.Errorf("%q with %v and %v: apart is %v", tt.match, tt.mine, tt.theirs, apart)
		}
	}
}

func TestThePointsOfAProgrammeAlwaysAddUpTo100(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := sampleQuestions(t)
		p.Questions[0].Weight = rapid.IntRange(1, 60).Draw(t, "weight")
		criteria := p.criteria()
		sum := 0
		for _, c := range criteria {
			sum += c.Weight
		}
		if sum != 100 {
			t.Errorf("the points add up to %d", sum)
		}
		if flaws := matching.CheckCriteria(criteria); len(flaws) > 0 {
			t.Errorf("the criteria make no sense: %+v", flaws)
		}
		left := map[matching.Key]int{} // points by criterion; one that got none is not there
		for _, c := range criteria {
			left[c.Key] = c.Weight
		}
		for i := 1; i < len(p.Criteria); i++ {
			before, after := p.Criteria[i-1], p.Criteria[i]
			if before.Weight > after.Weight && left[before.Key] < left[after.Key] {
				t.Errorf("%v became %v", p.Criteria, criteria)
			}
		}
	})
}
