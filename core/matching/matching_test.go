package matching

import (
	"slices"
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
		"nothing wished":                        {Criterion{Key: Topics, Weight: 50}, nil, []string{"AI"}, 0, nil},
		"nothing offered":                       {Criterion{Key: Topics, Weight: 50}, []string{"AI"}, nil, 0, nil},
		"a term inside a word is no match":      {Criterion{Key: Topics, Weight: 50}, []string{"AI"}, []string{"Retail"}, 0, nil},
		"the only wish covered":                 {Criterion{Key: Topics, Weight: 50}, []string{"AI"}, []string{"ai", "Law"}, 50, []string{"AI"}},
		"one of two":                            {Criterion{Key: Topics, Weight: 50}, []string{"AI", "Law"}, []string{"law"}, 25, []string{"Law"}},
		"one of three, rounded":                 {Criterion{Key: Topics, Weight: 50}, []string{"AI", "Law", "Tax"}, []string{"tax"}, 17, []string{"Tax"}},
		"two of three, rounded":                 {Criterion{Key: Topics, Weight: 50}, []string{"AI", "Law", "Tax"}, []string{"tax", "ai"}, 33, []string{"AI", "Tax"}},
		"three of many wishes are enough":       {Criterion{Key: Topics, Weight: 50}, []string{"a", "b", "c", "d", "e"}, []string{"c", "d", "e"}, 50, []string{"c", "d", "e"}},
		"a wish in two spellings counts once":   {Criterion{Key: Topics, Weight: 50}, []string{"AI", "ai", "Law"}, []string{"AI"}, 25, []string{"AI"}},
		"wishes of punctuation do not count":    {Criterion{Key: Topics, Weight: 50}, []string{"--", "AI"}, []string{"??", "ai"}, 50, []string{"AI"}},
		"accents do not matter":                 {Criterion{Key: Topics, Weight: 50}, []string{"Négociation"}, []string{"negociation"}, 50, []string{"Négociation"}},
		"one common language gives all":         {Criterion{Key: Languages, Weight: 15}, []string{"en", "fr"}, []string{"fr", "de"}, 15, []string{"fr"}},
		"no common language gives none":         {Criterion{Key: Languages, Weight: 15}, []string{"en"}, []string{"fr"}, 0, nil},
		"a criterion without weight adds none":  {Criterion{Key: Unit, Weight: 0}, []string{"Legal"}, []string{"legal"}, 0, []string{"Legal"}},
		"the same place in another spelling":    {Criterion{Key: DutyStation, Weight: 5}, []string{"GENÈVE"}, []string{"Geneve"}, 5, []string{"GENÈVE"}},
		"topics with the weight of a full line": {Criterion{Key: Topics, Weight: 100}, []string{"a", "b", "c"}, []string{"a", "b", "c"}, 100, []string{"a", "b", "c"}},
	} {
		t.Run(name, func(t *testing.T) {
			key := tt.criterion.Key
			score := Compare(Side{key: tt.mine}, Side{key: tt.theirs}, []Criterion{tt.criterion})
			want := Score{Total: tt.points, Parts: []Contribution{{
				Key: key, Mode: tt.criterion.mode(), Weight: tt.criterion.Weight, Points: tt.points,
				Mine: tt.mine, Theirs: tt.theirs, Shared: tt.shared,
				MineMissing: len(tt.mine) == 0, TheirsMissing: len(tt.theirs) == 0,
			}}}
			if diff := cmp.Diff(want, score); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func keys() []Key {
	return []Key{Topics, Languages, PracticeArea, JobFunction, Meeting, DutyStation, Unit, "question:1", "question:2", "question:3"}
}

func anySide(t *rapid.T, label string) Side {
	terms := rapid.SliceOfN(rapid.SampledFrom([]string{"AI", "ai", "Retail", "Law", "Été", "ete", "C++", "C", "--", ""}), 0, 8)
	numbers := rapid.SliceOfN(rapid.SampledFrom([]string{"1", "2", "3", "4", "5", "-7", "many"}), 0, 2)
	side := Side{}
	for _, key := range keys() {
		side[key] = rapid.OneOf(terms, numbers).Draw(t, label+" "+string(key))
	}
	return side
}

// anyCriteria draws criteria of every mode whose weights add up to a hundred, as a programme's do.
func anyCriteria(t *rapid.T) []Criterion {
	left := 100
	var criteria []Criterion
	for i, key := range keys() {
		c := Criterion{Key: key, Mode: rapid.SampledFrom(append(Modes(), "")).Draw(t, "mode"), Span: rapid.IntRange(1, 9).Draw(t, "span")}
		if i == len(keys())-1 {
			c.Mode, c.Weight = Same, left
		} else if c.mode().Scores() {
			c.Weight = rapid.IntRange(0, left).Draw(t, "weight")
		}
		criteria = append(criteria, c)
		left -= c.Weight
	}
	if flaws := CheckCriteria(criteria); flaws != nil {
		t.Fatalf("%+v: %+v", criteria, flaws)
	}
	return criteria
}

func TestPartsAlwaysAddUpToTheTotal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		criteria := anyCriteria(t)
		mentee, mentor := anySide(t, "mentee"), anySide(t, "mentor")
		score := Compare(mentee, mentor, criteria)
		giving := slices.DeleteFunc(slices.Clone(criteria), func(c Criterion) bool { return !c.mode().Scores() })
		sum := 0
		for i, part := range score.Parts {
			sum += part.Points
			if part.Key != giving[i].Key || part.Weight != giving[i].Weight {
				t.Errorf("line %d is %s with weight %d, want %+v", i, part.Key, part.Weight, giving[i])
			}
			if part.Points < 0 || part.Points > part.Weight {
				t.Errorf("%s gives %d of %d points", part.Key, part.Points, part.Weight)
			}
			if part.Points > 0 && part.Mode != Near && len(part.Shared) == 0 {
				t.Errorf("%s gives %d points with nothing in common", part.Key, part.Points)
			}
			if part.Points > 0 && (part.MineMissing || part.TheirsMissing) {
				t.Errorf("%s gives %d points without an answer", part.Key, part.Points)
			}
		}
		if len(score.Parts) != len(giving) || score.Total != sum || score.Total < 0 || score.Total > 100 {
			t.Errorf("total %d of %d lines, sum of %d lines %d", score.Total, len(giving), len(score.Parts), sum)
		}
	})
}

// The other lines stay as they are in every field, and so do the exclusions; the total moves by what the one line moves.
func TestChangingAWeightChangesOnlyItsLine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		mentee, mentor, criteria := anySide(t, "mentee"), anySide(t, "mentor"), anyCriteria(t)
		before := Compare(mentee, mentor, criteria)
		changed := rapid.IntRange(0, len(before.Parts)-1).Draw(t, "changed line")
		for i := range criteria {
			if criteria[i].Key == before.Parts[changed].Key {
				criteria[i].Weight = rapid.IntRange(0, 100).Draw(t, "new weight")
			}
		}
		after := Compare(mentee, mentor, criteria)

		want := before.Total - before.Parts[changed].Points + after.Parts[changed].Points
		if after.Total != want {
			t.Errorf("total %d, want %d", after.Total, want)
		}
		before.Parts[changed], after.Parts[changed] = Contribution{}, Contribution{}
		before.Total, after.Total = 0, 0
		if diff := cmp.Diff(before, after); diff != "" {
			t.Errorf("another line changed:\n%s", diff)
		}
	})
}

func TestOneMoreOfferNeverLowersAScore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		mentee, mentor := anySide(t, "mentee"), anySide(t, "mentor")
		before := Compare(mentee, mentor, DefaultCriteria()).Total
		mentor[Topics] = append(mentor[Topics], "Law")
		if after := Compare(mentee, mentor, DefaultCriteria()).Total; after < before {
			t.Errorf("offering one topic more lowered the score from %d to %d", before, after)
		}
	})
}
