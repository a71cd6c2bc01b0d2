package core

import (
	"slices"
	"strconv"
	"strings"

	"mentorbot/core/matching"
)

// questionKey is the criterion of a question.
const questionKey = "question:"

// key is the criterion a question is in a score.
func (q Question) key() matching.Key { return matching.Key(questionKey + string(q.ID)) }

// QuestionOf finds the question a line of a score is about.
func (p Policy) QuestionOf(key matching.Key) (Question, bool) {
	id, found := strings.CutPrefix(string(key), questionKey)
	if !found {
		return Question{}, false
	}
	return p.Question(QuestionID(id))
}

// values are what a person brings to a question's line: ids of its options, or a place on its scale. For the mentor of a complementary
// question they come from the paired question, as the ids of the options with the same wording.
func (p Policy) values(q Question, answers map[QuestionID]Answer, role Role) []string {
	if q.Match == MatchComplementary && role == RoleMentor {
		return p.offered(q, answers)
	}
	if q.Kind == QuestionScale {
		if a := answers[q.ID]; q.answered(a) {
			return []string{strconv.Itoa(a.Scale)}
		}
		return nil
	}
	return optionValues(q.current(answers[q.ID]))
}

func (p Policy) offered(q Question, answers map[QuestionID]Answer) []string {
	pair, found := p.Question(q.Pair)
	if !found {
		return nil
	}
	chosen := pair.current(answers[pair.ID])
	have := map[OptionID]bool{}
	for _, id := range chosen.Chosen {
		have[id] = true
	}
	var values []string
	for _, o := range q.Options {
		if id, same := counterpart(o, pair); same && have[id] {
			values = append(values, string(o.ID))
		}
	}
	return values
}

func optionValues(a Answer) []string {
	var values []string
	for _, id := range a.Chosen {
		values = append(values, string(id))
	}
	return values
}

// criteria are everything that is compared in a programme: the questions that count, and the profile's criteria, which share what points
// the questions leave. Together they always give 100.
func (p Policy) criteria() []matching.Criterion {
	all := slices.Clone(p.Criteria)
	share(max(100-p.QuestionPoints(), 0), all)
	all = slices.DeleteFunc(all, func(c matching.Criterion) bool { return c.Weight == 0 })
	for _, q := range p.Questions {
		if c := q.criterion(); c.Mode != matching.Ignore {
			all = append(all, c)
		}
	}
	return all
}

// criterion is a question as a line of the score, or as a rule that keeps people apart.
func (q Question) criterion() matching.Criterion {
	c := matching.Criterion{Key: q.key(), Weight: q.Weight, Mode: matching.Ignore}
	switch q.Match {
	case MatchSame:
		c.Mode = matching.Same
		if q.Kind == QuestionRanking {
			c.Mode = matching.Ranked
		}
	case MatchNear:
		c.Mode, c.Span = matching.Near, ScaleMax-1
	case MatchComplementary:
		c.Mode = matching.Complementary
	case MatchMust:
		c.Mode = matching.MustMatch
	case MatchMustNot:
		c.Mode = matching.MustDiffer
	}
	return c
}

// brings adds to a side what a person's answers bring to the questions that count.
func (p Policy) brings(side matching.Side, answers map[QuestionID]Answer, role Role) matching.Side {
	for _, q := range p.Questions {
		if q.Match != MatchNot {
			side[q.key()] = p.values(q, answers, role)
		}
	}
	return side
}

// Apart is the question whose answers keep two people apart, by the score of the two.
func (p Policy) Apart(s matching.Score) (Question, bool) {
	for _, e := range s.Excluded {
		if q, found := p.QuestionOf(e.Key); found {
			return q, true
		}
	}
	return Question{}, false
}
