package core

import (
	"slices"
	"strings"

	"mentorbot/core/matching"
)

// Fields of the forms of a question, and of its keys in a programme's file.
const (
	fieldText      = "text"
	fieldTextFR    = "text_fr"
	fieldOptions   = "options"
	fieldOptionsFR = "options_fr"
	fieldLow       = "low"
	fieldHigh      = "high"
	fieldLowFR     = "low_fr"
	fieldHighFR    = "high_fr"
	fieldAsked     = "asked"
	fieldMatch     = "match"
	fieldWeight    = "weight"
	fieldPair      = "pair"
)

// check refuses a question that cannot be asked or cannot count as it says. The policy has the other questions.
func (q Question) check(p Policy) fieldErrors {
	bad := q.checkWording()
	if len(bad) > 0 {
		return bad
	}
	return q.checkMatch(p)
}

// checkWording is check without how the question counts.
func (q Question) checkWording() fieldErrors {
	var bad fieldErrors
	if !slices.Contains(QuestionKinds(), q.Kind) || !q.ID.valid() {
		bad.add(invalid(fieldText, CodeQuestionMalformed))
	}
	if !slices.Contains(Audiences(), q.Asked) {
		bad.add(invalid(fieldAsked, CodeUnknownOption))
	}
	bad.add(checkRequired(fieldText, q.Text.EN))
	bad.add(checkLength(fieldText, q.Text.EN, MaxQuestionText))
	bad.add(checkLength(fieldTextFR, q.Text.FR, MaxQuestionText))
	if q.Public && q.Asked.AtEnd() {
		bad.add(invalid(fieldPublic, CodeMatchUnfit))
	}
	switch {
	case q.Kind.hasOptions():
		bad = append(bad, checkOptions(q.Options)...)
	case len(q.Options) > 0:
		bad.add(invalid(fieldOptions, CodeOptionsCount))
	}
	if q.Kind == QuestionScale {
		bad.add(checkRequired(fieldLow, q.Low.EN))
		bad.add(checkRequired(fieldHigh, q.High.EN))
	}
	for _, label := range []struct{ field, text string }{
		{fieldLow, q.Low.EN}, {fieldHigh, q.High.EN}, {fieldLowFR, q.Low.FR}, {fieldHighFR, q.High.FR},
	} {
		bad.add(checkLength(label.field, label.text, MaxEndLabel))
	}
	return bad
}

// valid reports an id that can stand in the names of inputs, of which it is a part.
func (id QuestionID) valid() bool { return validQuestionPart(string(id)) }

func validQuestionPart(id string) bool {
	return matching.Normalize(id) != "" && len(id) <= maxQuestionID && !strings.ContainsFunc(id, func(r rune) bool {
		return r != '-' && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
	})
}

// checkOptions refuses options people could not tell apart or Slack would not show.
func checkOptions(options []Option) fieldErrors {
	var bad fieldErrors
	if n := len(options); n < MinOptions || n > MaxOptions {
		bad.add(&Error{Kind: Invalid, Code: CodeOptionsCount, Field: fieldOptions, Args: map[string]any{"Min": MinOptions, "Max": MaxOptions}})
		return bad
	}
	ids := map[string]bool{}
	for _, o := range options {
		id := matching.Normalize(string(o.ID)) // as they are compared in matching
		if ids[id] || !validQuestionPart(string(o.ID)) {
			bad.add(invalid(fieldOptions, CodeQuestionMalformed))
			return bad
		}
		ids[id] = true
	}
	bad.add(checkOptionTexts(fieldOptions, options, func(o Option) string { return o.Text.EN }))
	bad.add(checkOptionTexts(fieldOptionsFR, options, func(o Option) string { return o.Text.FR }))
	if e := invalid(fieldOptions, CodeRequired); slices.ContainsFunc(options, func(o Option) bool { return o.Text.EN == "" }) {
		bad.add(e)
	}
	return bad
}

func checkOptionTexts(field string, options []Option, text func(Option) string) *Error {
	seen := map[string]bool{}
	for _, o := range options {
		t := text(o)
		if t == "" {
			continue
		}
		if checkLength(field, t, MaxOptionText) != nil {
			return &Error{Kind: Invalid, Code: CodeOptionTooLong, Field: field, Args: map[string]any{"Limit": MaxOptionText, "Text": t}}
		}
		norm := matching.Normalize(t)
		if norm == "" {
			norm = t
		}
		if seen[norm] {
			return &Error{Kind: Invalid, Code: CodeOptionsTwice, Field: field, Args: map[string]any{"Text": t}}
		}
		seen[norm] = true
	}
	return nil
}

// checkMatch refuses a way to count that does not fit the question.
func (q Question) checkMatch(p Policy) fieldErrors {
	var bad fieldErrors
	if !slices.Contains(q.Matches(), q.Match) {
		bad.add(invalid(fieldMatch, CodeMatchUnfit))
		return bad
	}
	switch {
	case q.Weight < 0 || q.Weight > 100:
		bad.add(&Error{Kind: Invalid, Code: CodeNumberOutOfRange, Field: fieldWeight, Args: map[string]any{"Min": 0, "Max": 100}})
	case q.Match.Scores() && q.Weight == 0:
		bad.add(invalid(fieldWeight, CodeWeightNeeded))
	case !q.Match.Scores() && q.Weight > 0:
		bad.add(invalid(fieldWeight, CodeWeightUnused))
	}
	bad.add(q.checkPair(p))
	return bad
}

func (q Question) checkPair(p Policy) *Error {
	if q.Match != MatchComplementary {
		if q.Pair != "" {
			return invalid(fieldPair, CodeMatchUnfit)
		}
		return nil
	}
	for _, other := range p.Pairs(q) {
		if other.ID != q.Pair {
			continue
		}
		if !slices.ContainsFunc(q.Options, func(o Option) bool { _, found := counterpart(o, other); return found }) {
			return invalid(fieldPair, CodePairNothingShared)
		}
		return nil
	}
	return invalid(fieldPair, CodePairNeeded)
}

// QuestionPoints are the points all questions give together; the profile's criteria share the rest of 100.
func (p Policy) QuestionPoints() int {
	sum := 0
	for _, q := range p.Questions {
		sum += q.Weight
	}
	return sum
}

func (p Policy) checkPoints(field string) *Error {
	if sum := p.QuestionPoints(); sum > 100 {
		return &Error{Kind: Invalid, Code: CodePointsOver, Field: field, Args: map[string]any{"Sum": sum}}
	}
	return nil
}

// share divides room among criteria in proportion to their weights, by largest remainder, the first one winning a tie.
func share(room int, weights []matching.Criterion) {
	sum, left := 0, room
	for _, c := range weights {
		sum += c.Weight
	}
	if sum == 0 {
		return
	}
	order, rest := make([]int, len(weights)), make([]int, len(weights))
	for i, c := range weights {
		order[i], rest[i] = i, c.Weight*room%sum
		weights[i].Weight = c.Weight * room / sum
		left -= weights[i].Weight
	}
	slices.SortStableFunc(order, func(a, b int) int { return rest[b] - rest[a] })
	for _, i := range order[:left] {
		weights[i].Weight++
	}
}
