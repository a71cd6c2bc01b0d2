package matching

import (
	"strconv"
	"strings"
)

// Scorer compares many people under the same criteria. It normalises every term once and knows terms by number from then on. It is for
// one goroutine as long as people are prepared; comparing prepared ones is safe for several.
type Scorer struct {
	criteria []Criterion
	terms    map[string]int32
}

// NewScorer makes a scorer for a programme's criteria.
func NewScorer(criteria []Criterion) *Scorer {
	return &Scorer{criteria: criteria, terms: map[string]int32{}}
}

// Prepared is a side prepared by a scorer, for comparing it with others of the same scorer.
type Prepared struct{ values []values } // by criterion

// values are what one side brings to one criterion.
type values struct {
	given   []string
	texts   []string // those that differ after normalisation, in their first spelling
	terms   []int32  // the same by number
	number  int      // of a near criterion
	missing bool     // nothing to compare
}

// Prepare prepares what somebody brings.
func (s *Scorer) Prepare(side Side) Prepared {
	p := Prepared{make([]values, len(s.criteria))}
	for i, c := range s.criteria {
		v := values{given: side[c.Key]}
		if c.mode() == Near {
			v.number, v.missing = number(v.given)
		} else {
			s.number(&v)
			v.missing = len(v.terms) == 0
		}
		p.values[i] = v
	}
	return p
}

// number gives each different term its number.
func (s *Scorer) number(v *values) {
	v.terms, v.texts = make([]int32, 0, len(v.given)), make([]string, 0, len(v.given))
	for _, text := range v.given {
		key := Normalize(text)
		if key == "" {
			continue
		}
		term, known := s.terms[key]
		if !known {
			term = int32(len(s.terms))
			s.terms[key] = term
		}
		if !v.has(term) {
			v.terms, v.texts = append(v.terms, term), append(v.texts, text)
		}
	}
}

// number reads the one whole number of a near criterion.
func number(given []string) (n int, missing bool) {
	if len(given) != 1 {
		return 0, true
	}
	n, err := strconv.Atoi(strings.TrimSpace(given[0]))
	return n, err != nil
}

func (v values) has(term int32) bool {
	for _, t := range v.terms {
		if t == term {
			return true
		}
	}
	return false
}

// shared counts the terms both have.
func (v values) shared(other values) int {
	n := 0
	for _, t := range v.terms {
		if other.has(t) {
			n++
		}
	}
	return n
}

// Total is the total of Compare, and whether a hard rule excludes the pair, without the explanation: for millions of pairs.
func (s *Scorer) Total(mentee, mentor Prepared) (total int, excluded bool) {
	for i, c := range s.criteria {
		mine, theirs := mentee.values[i], mentor.values[i]
		if mine.missing || theirs.missing {
			continue
		}
		total += c.points(mine, theirs)
		excluded = excluded || c.breaks(mine, theirs)
	}
	return total, excluded
}

// Compare scores a mentor for a mentee: a line for every criterion that gives points, and the hard rules they break.
func (s *Scorer) Compare(mentee, mentor Prepared) Score {
	score := Score{Parts: make([]Contribution, 0, len(s.criteria))}
	for i, c := range s.criteria {
		mine, theirs := mentee.values[i], mentor.values[i]
		both := !mine.missing && !theirs.missing
		if both && c.breaks(mine, theirs) {
			score.Excluded = append(score.Excluded, Exclusion{Key: c.Key, Reason: c.mode(), Mine: mine.given, Theirs: theirs.given})
		}
		if !c.mode().Scores() {
			continue
		}
		part := Contribution{
			Key: c.Key, Mode: c.mode(), Weight: c.Weight, Mine: mine.given, Theirs: theirs.given, Shared: mine.inCommon(theirs),
			MineMissing: mine.missing, TheirsMissing: theirs.missing,
		}
		if both {
			part.Points = c.points(mine, theirs)
		}
		score.Total += part.Points
		score.Parts = append(score.Parts, part)
	}
	return score
}

// inCommon are the terms both have, in the order and spelling of v.
func (v values) inCommon(other values) []string {
	var common []string
	for i, t := range v.terms {
		if other.has(t) {
			common = append(common, v.texts[i])
		}
	}
	return common
}
