package core

import (
	"fmt"
	"reflect"
	"slices"

	"mentorbot/core/matching"
)

// QuestionChange is a question that a questionnaire has, and another one has not or has otherwise.
type QuestionChange struct {
	Question Question // as it becomes, or as it was where it goes
	Added    bool
	Removed  bool
	Moved    bool     // it comes after other questions than before
	Keys     []string // what of it changes, by the keys of a programme's file
}

// QuestionField names a key of a question in refusals of a programme's file, the place counted from 1.
func QuestionField(place int, key string) string { return fmt.Sprintf("questions_%d_%s", place, key) }

// Keys of a question that only files have.
const (
	fieldID       = "id"
	fieldKind     = "kind"
	fieldRequired = "required"
	fieldPublic   = "public"
)

// QuestionChanges lists what differs between two questionnaires: what becomes, in its order, and then what goes.
func QuestionChanges(from, to []Question) []QuestionChange {
	var all []QuestionChange
	moved := movedQuestions(from, to)
	for _, q := range to {
		before, there := questionOf(from, q.ID)
		change := QuestionChange{Question: q, Added: !there, Moved: moved[q.ID]}
		if there {
			change.Keys = before.changedKeys(q)
		}
		if change.Added || change.Moved || len(change.Keys) > 0 {
			all = append(all, change)
		}
	}
	for _, q := range from {
		if _, stays := questionOf(to, q.ID); !stays {
			all = append(all, QuestionChange{Question: q, Removed: true})
		}
	}
	return all
}

func questionOf(all []Question, id QuestionID) (Question, bool) {
	return Policy{Questions: all}.Question(id)
}

// movedQuestions are the questions that follow another one than before, of those both questionnaires have.
func movedQuestions(from, to []Question) map[QuestionID]bool {
	ids := func(of []Question) []QuestionID {
		all := make([]QuestionID, len(of))
		for i, q := range of {
			all[i] = q.ID
		}
		return all
	}
	return movedIDs(ids(from), ids(to))
}

// changedKeys are the keys in which two versions of a question differ.
func (q Question) changedKeys(other Question) []string {
	var keys []string
	for _, part := range []struct {
		key  string
		same bool
	}{
		{fieldKind, q.Kind == other.Kind},
		{fieldAsked, q.Asked == other.Asked},
		{fieldRequired, q.Required == other.Required},
		{fieldText, q.Text == other.Text},
		{fieldOptions, len(q.Options)+len(other.Options) == 0 || reflect.DeepEqual(q.Options, other.Options)},
		{fieldLow, q.Low == other.Low},
		{fieldHigh, q.High == other.High},
		{fieldPublic, q.Public == other.Public},
		{fieldMatch, q.Match == other.Match},
		{fieldWeight, q.Weight == other.Weight},
		{fieldPair, q.Pair == other.Pair},
	} {
		if !part.same {
			keys = append(keys, part.key)
		}
	}
	return keys
}

// cleanQuestions are the questions of a file with their texts as forms would have stored them.
func cleanQuestions(all []Question) []Question {
	all = slices.Clone(all)
	for i, q := range all {
		q.Text, q.Low, q.High = q.Text.cleaned(), q.Low.cleaned(), q.High.cleaned()
		q.Options = slices.Clone(q.Options)
		for j, o := range q.Options {
			q.Options[j].Text = o.Text.cleaned()
		}
		all[i] = q
	}
	return all
}

// checkQuestions refuses a questionnaire of a file that forms could not have made. before has the questions that answers may exist to.
func checkQuestions(before, p Policy) fieldErrors {
	var bad fieldErrors
	if len(p.Questions) > MaxQuestions {
		bad.add(&Error{Kind: Invalid, Code: CodeQuestionsFull, Field: "questions", Args: map[string]any{"Limit": MaxQuestions}})
		return bad
	}
	ids := map[string]bool{}
	for i, q := range p.Questions {
		at := func(key string) string { return QuestionField(i+1, key) }
		id := matching.Normalize(string(q.ID)) // as they are compared in matching
		switch old, there := before.Question(q.ID); {
		case !q.ID.valid():
			bad.add(&Error{Kind: Invalid, Code: CodeQuestionID, Field: at(fieldID), Args: map[string]any{"Limit": maxQuestionID}})
		case ids[id]:
			bad.add(invalid(at(fieldID), CodeSettingTwice))
		case !slices.Contains(QuestionKinds(), q.Kind):
			bad.add(invalid(at(fieldKind), CodeUnknownOption))
		case there && old.Kind != q.Kind:
			bad.add(invalid(at(fieldKind), CodeQuestionKind))
		default:
			wrong := q.checkEachOption()
			if len(wrong) == 0 {
				wrong = append(q.checkUnused(), q.check(p)...)
			}
			for _, e := range wrong {
				placed := *e
				placed.Field = at(e.Field)
				bad.add(&placed)
			}
		}
		ids[id] = true
	}
	if len(bad) == 0 {
		bad.add(p.checkPoints("questions"))
	}
	return bad
}

// checkEachOption refuses options by their place in the file, from 1. Forms have one input for all of them.
func (q Question) checkEachOption() fieldErrors {
	var bad fieldErrors
	for i, o := range q.Options {
		at := func(key string) string { return fmt.Sprintf("%s_%d_%s", fieldOptions, i+1, key) }
		if !validQuestionPart(string(o.ID)) {
			bad.add(&Error{Kind: Invalid, Code: CodeQuestionID, Field: at(fieldID), Args: map[string]any{"Limit": maxQuestionID}})
		}
		bad.add(checkLength(at("en"), o.Text.EN, MaxOptionText))
		bad.add(checkLength(at("fr"), o.Text.FR, MaxOptionText))
	}
	return bad
}

// checkUnused refuses what a question of this kind has no place for. Forms do not ask for it.
func (q Question) checkUnused() fieldErrors {
	var bad fieldErrors
	if q.Kind != QuestionScale && q.Low != (LocalText{}) {
		bad.add(invalid(fieldLow, CodeQuestionUnused))
	}
	if q.Kind != QuestionScale && q.High != (LocalText{}) {
		bad.add(invalid(fieldHigh, CodeQuestionUnused))
	}
	if q.Kind != QuestionText && q.Public {
		bad.add(invalid(fieldPublic, CodeQuestionUnused))
	}
	if !q.Kind.hasOptions() && len(q.Options) > 0 {
		bad.add(invalid(fieldOptions, CodeQuestionUnused))
	}
	return bad
}
