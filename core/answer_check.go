package core

import (
	"slices"
	"strconv"
)

// read turns what was entered into an answer. Given is values by field, as [AnswerField] and [RankField] name them.
func (q Question) read(given map[string][]string) (Answer, fieldErrors) {
	var bad fieldErrors
	if q.Kind == QuestionRanking {
		return q.readRanking(given)
	}
	field := AnswerField(q.ID)
	values := slices.DeleteFunc(slices.Clone(given[field]), func(v string) bool { return v == "" })
	var a Answer
	var e *Error
	switch q.Kind {
	case QuestionScale:
		a.Scale, e = readScale(field, values)
	case QuestionText:
		a.Text, e = readText(field, values)
	default:
		a.Chosen, e = q.readChosen(field, values)
	}
	bad.add(e)
	if e == nil && q.Required && !q.answered(a) {
		bad.add(invalid(field, CodeRequired))
	}
	return a, bad
}

func readScale(field string, values []string) (int, *Error) {
	if len(values) == 0 {
		return 0, nil
	}
	n, err := strconv.Atoi(values[0])
	if err != nil || len(values) > 1 || n < 1 || n > ScaleMax {
		return 0, invalid(field, CodeUnknownOption)
	}
	return n, nil
}

func readText(field string, values []string) (string, *Error) {
	if len(values) == 0 {
		return "", nil
	}
	text := clean(values[0])
	return text, checkLength(field, text, MaxAnswerText)
}

func (q Question) readChosen(field string, values []string) ([]OptionID, *Error) {
	if q.Kind == QuestionSingle && len(values) > 1 {
		return nil, invalid(field, CodeUnknownOption)
	}
	var chosen []OptionID
	for _, v := range values {
		if _, found := q.option(OptionID(v)); !found {
			return nil, invalid(field, CodeUnknownOption)
		}
		if !slices.Contains(chosen, OptionID(v)) {
			chosen = append(chosen, OptionID(v))
		}
	}
	return chosen, nil
}

// readRanking reads the places one by one: none twice, none left out in between.
func (q Question) readRanking(given map[string][]string) (Answer, fieldErrors) {
	var a Answer
	var bad fieldErrors
	for n := 1; n <= q.Places(); n++ {
		field := RankField(q.ID, n)
		var id OptionID
		if values := given[field]; len(values) > 0 {
			id = OptionID(values[0])
		}
		_, offered := q.option(id)
		switch {
		case id == "" && n == 1 && q.Required:
			bad.add(invalid(field, CodeRequired))
		case id == "":
		case !offered:
			bad.add(invalid(field, CodeUnknownOption))
		case slices.Contains(a.Chosen, id):
			bad.add(invalid(field, CodeRankedTwice))
		case len(a.Chosen) < n-1 && len(bad) == 0:
			bad.add(invalid(RankField(q.ID, len(a.Chosen)+1), CodePlaceEmpty))
		default:
			a.Chosen = append(a.Chosen, id)
		}
	}
	return a, bad
}
