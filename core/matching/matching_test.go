package matching

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func total(criteria []Criterion) int {
	sum := 0
	for _, c := range criteria {
		sum += c.Weight
	}
	return sum
}

func TestDefaultCriteriaAddUpToAHundred(t *testing.T) {
	if got := total(DefaultCriteria()); got != 100 {
		t.Errorf("the weights add up to %d", got)
	}
}

func TestPoints(t *testing.T) {
	for name, tt := range map[string]struct {
		criterion    Criterion
		mine, theirs []string
		points       int
		shared       []string
	}{
		"nothing wished":                        {Criterion{Topics, 50}, nil, []string{"AI"}, 0, nil},
		"nothing offered":                       {Criterion{Topics, 50}, []string{"AI"}, nil, 0, nil},
		"a term inside a word is no match":      {Criterion{Topics, 50}, []string{"AI"}, []string{"Retail"}, 0, nil},
		"the only wish covered":                 {Criterion{Topics, 50}, []string{"AI"}, []string{"ai", "Law"}, 50, []string{"AI"}},
		"one of two":                            {Criterion{Topics, 50}, []string{"AI", "Law"}, []string{"law"}, 25, []string{"Law"}},
		"one of three, rounded":                 {Criterion{Topics, 50}, []string{"AI", "Law", "Tax"}, []string{"tax"}, 17, []string{"Tax"}},
		"two of three, rounded":                 {Criterion{Topics, 50}, []string{"AI", "Law", "Tax"}, []string{"tax", "ai"}, 33, []string{"AI", "Tax"}},
		"three of many wishes are enough":       {Criterion{Topics, 50}, []string{"a", "b", "c", "d", "e"}, []string{"c", "d", "e"}, 50, []string{"c", "d", "e"}},
		"a wish in two spellings counts once":   {Criterion{Topics, 50}, []string{"AI", "ai", "Law"}, []string{"AI"}, 25, []string{"AI"}},
		"wishes of punctuation do not count":    {Criterion{Topics, 50}, []string{"--", "AI"}, []string{"??", "ai"}, 50, []string{"AI"}},
		"accents do not matter":                 {Criterion{Topics, 50}, []string{"Négociation"}, []string{"negociation"}, 50, []string{"Négociation"}},
		"one common language gives all":         {Criterion{Languages, 15}, []string{"en", "fr"}, []string{"fr", "de"}, 15, []string{"fr"}},
		"no common language gives none":         {Criterion{Languages, 15}, []string{"en"}, []string{"fr"}, 0, nil},
		"a criterion without weight adds none":  {Criterion{Unit, 0}, []string{"Legal"}, []string{"legal"}, 0, []string{"Legal"}},
		"the same place in another spelling":    {Criterion{DutyStation, 5}, []string{"GENÈVE"}, []string{"Geneve"}, 5, []string{"GENÈVE"}},
		"topics with the weight of a full line": {Criterion{Topics, 100}, []string{"a", "b", "c"}, []string{"a", "b", "c"}, 100, []string{"a", "b", "c"}},
	} {
		t.Run(name, func(t *testing.T) {
			key := tt.criterion.Key
			score := Compare(Side{key: tt.mine}, Side{key: tt.theirs}, []Criterion{tt.criterion})
			want := Score{Total: tt.points, Parts: []Contribution{{
				Key: key, Weight: tt.criterion.Weight, Points: tt.points, Mine: tt.mine, Theirs: tt.theirs, Shared: tt.shared,
			}}}
			if diff := cmp.Diff(want, score); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func keys() []Key {
	return []Key{Topics, Languages, PracticeArea, JobFunction, Meeting, DutyStation, Unit}
}

func anySide(t *rapid.T, label string) Side {
	terms := rapid.SliceOfN(rapid.SampledFrom([]string{"AI", "ai", "Retail", "Law", "Été", "ete", "C++", "C", "--", ""}), 0, 8)
	side := Side{}
	for _, key := range keys() {
		side[key] = terms.Draw(t, label+" "+string(key))
	}
	return side
}

// anyCriteria draws weights that add up to a hundred, as a programme's do.
func anyCriteria(t *rapid.T) []Criterion {
	left := 100
	var criteria []Criterion
	for i, key := range keys() {
		weight := left
		if i < len(keys())-1 {
			weight = rapid.IntRange(0, left).Draw(t, "weight")
		}
		criteria = append(criteria, Criterion{Key: key, Weight: weight})
		left -= weight
	}
	return criteria
}

func TestPartsAlwaysAddUpToTheTotal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		criteria := anyCriteria(t)
		score := Compare(anySide(t, "mentee"), anySide(t, "mentor"), criteria)
		sum := 0
		for i, part := range score.Parts {
			sum += part.Points
			if part.Key != criteria[i].Key || part.Weight != criteria[i].Weight {
				t.Errorf("line %d is %s with weight %d, want %+v", i, part.Key, part.Weight, criteria[i])
			}
			if part.Points < 0 || part.Points > part.Weight {
				t.Errorf("%s gives %d of %d points", part.Key, part.Points, part.Weight)
			}
			if (part.Points > 0) && len(part.Shared) == 0 {
				t.Errorf("%s gives %d points with nothing in common", part.Key, part.Points)
			}
		}
		if score.Total != sum || score.Total < 0 || score.Total > 100 {
			t.Errorf("total %d, sum of the lines %d", score.Total, sum)
		}
	})
}

func TestChangingAWeightChangesOnlyItsLine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		mentee, mentor, criteria := anySide(t, "mentee"), anySide(t, "mentor"), anyCriteria(t)
		before := Compare(mentee, mentor, criteria)
		changed := rapid.IntRange(0, len(criteria)-1).Draw(t, "changed line")
		criteria[changed].Weight = rapid.IntRange(0, 100).Draw(t, "new weight")
		after := Compare(mentee, mentor, criteria)

		want := before.Total - before.Parts[changed].Points + after.Parts[changed].Points
		if after.Total != want {
			t.Errorf("total %d, want %d", after.Total, want)
		}
		before.Parts[changed], after.Parts[changed] = Contribution{}, Contribution{}
		if diff := cmp.Diff(before.Parts, after.Parts); diff != "" {
			t.Errorf("another line changed:\n%s", diff)
		}
	})
}

func TestOneMoreOfferNeverLowersAScore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		mentee, mentor, criteria := anySide(t, "mentee"), anySide(t, "mentor"), anyCriteria(t)
		before := Compare(mentee, mentor, criteria).Total
		mentor[Topics] = append(mentor[Topics], "Law")
		if after := Compare(mentee, mentor, criteria).Total; after < before {
			t.Errorf("offering one topic more lowered the score from %d to %d", before, after)
		}
	})
}
