package core

import (
	"slices"
	"strings"

	"mentorbot/core/matching"
)

// QuestionID names a question of a programme's questionnaire. It stays when the wording changes, and answers with it.
type QuestionID string

// OptionID names one answer to choose. It stays when the wording changes.
type OptionID string

// QuestionKind is how a question is answered; words are in the catalogue under "question_kind.<key>".
type QuestionKind string

// The kinds of questions.
const (
	QuestionSingle   QuestionKind = "single"   // one of the options
	QuestionMultiple QuestionKind = "multiple" // any of the options
	QuestionRanking  QuestionKind = "ranking"  // the best options in order
	QuestionScale    QuestionKind = "scale"    // 1 to ScaleMax between two labels
	QuestionText     QuestionKind = "text"     // a few words
)

// QuestionKinds are the kinds in the order they are offered.
func QuestionKinds() []QuestionKind {
	return []QuestionKind{QuestionSingle, QuestionMultiple, QuestionRanking, QuestionScale, QuestionText}
}

// Audience is who is asked a question; words are in the catalogue under "audience.<key>".
type Audience string

// The audiences.
const (
	AskBoth    Audience = "both"
	AskMentors Audience = "mentors"
	AskMentees Audience = "mentees"

	// These are asked once a mentorship is over, not before a match: they are a programme's evaluation.
	AskBothAtEnd    Audience = "both_at_end"
	AskMentorsAtEnd Audience = "mentors_at_end"
	AskMenteesAtEnd Audience = "mentees_at_end"
)

// Audiences are the audiences in the order they are offered.
func Audiences() []Audience {
	return []Audience{AskBoth, AskMentors, AskMentees, AskBothAtEnd, AskMentorsAtEnd, AskMenteesAtEnd}
}

// AtEnd reports whether the question belongs to the evaluation of a mentorship.
func (a Audience) AtEnd() bool {
	return a == AskBothAtEnd || a == AskMentorsAtEnd || a == AskMenteesAtEnd
}

// hasAtEnd reports whether people in a role are asked once their mentorship is over.
func (a Audience) hasAtEnd(role Role) bool {
	return a == AskBothAtEnd || a == AskMentorsAtEnd && role == RoleMentor || a == AskMenteesAtEnd && role == RoleMentee
}

// has reports whether people in a role are asked in the questionnaire.
func (a Audience) has(role Role) bool {
	switch a {
	case AskMentors:
		return role == RoleMentor
	case AskMentees:
		return role == RoleMentee
	}
	return a == AskBoth
}

// QuestionMatch is how a question counts in matching; words are in the catalogue under "question_match.<key>".
type QuestionMatch string

// The ways a question can count. The first is the zero value: it is asked and does not count.
const (
	MatchNot           QuestionMatch = ""
	MatchSame          QuestionMatch = "same"          // the same answer gives points, of several those in common
	MatchNear          QuestionMatch = "near"          // the nearer on the scale, the more points
	MatchComplementary QuestionMatch = "complementary" // the mentee's answer against the mentor's to the paired question
	MatchMust          QuestionMatch = "must_match"    // people whose answers differ are not brought together
	MatchMustNot       QuestionMatch = "must_differ"   // people with the same answer are not brought together
)

// Scores reports whether the way gives points and so has a weight.
func (m QuestionMatch) Scores() bool {
	return m == MatchSame || m == MatchNear || m == MatchComplementary
}

// LocalText is a text of a programme's own, in the languages of the product. English is always there, French where somebody wrote it.
type LocalText struct {
	EN string `json:"en,omitempty"`
	FR string `json:"fr,omitempty"`
}

// In is the text for readers of a language, or the one there is.
func (t LocalText) In(language string) string {
	if t.EN == "" || t.FR != "" && strings.HasPrefix(language, "fr") {
		return t.FR
	}
	return t.EN
}

// Option is one answer to choose.
type Option struct {
	ID   OptionID  `json:"id"`
	Text LocalText `json:"text"`
}

// Question is one question of a programme's questionnaire.
type Question struct {
	ID       QuestionID    `json:"id"`
	Kind     QuestionKind  `json:"kind"`
	Asked    Audience      `json:"asked"`
	Required bool          `json:"required,omitempty"`
	Text     LocalText     `json:"text"`
	Options  []Option      `json:"options,omitempty"` // of single, multiple and ranking
	Low      LocalText     `json:"low"`               // label of 1 on a scale
	High     LocalText     `json:"high"`              // label of ScaleMax
	Public   bool          `json:"public,omitempty"`  // a short text that stands on the profile
	Match    QuestionMatch `json:"match,omitempty"`
	Weight   int           `json:"weight,omitempty"` // points, where Match scores
	Pair     QuestionID    `json:"pair,omitempty"`   // the mentors' question, where Match is complementary
}

// Limits of a questionnaire. Block Kit takes 10 radio buttons or checkboxes and 75 characters in an option.
const (
	MaxQuestions    = 30
	MinOptions      = 2
	MaxOptions      = 10
	MaxQuestionText = 150
	MaxOptionText   = 75
	MaxEndLabel     = 40
	ScaleMax        = 5
	RankedPlaces    = 3
	MaxAnswerText   = 500
	maxQuestionID   = 40
)

// hasOptions reports whether answers are chosen from options.
func (k QuestionKind) hasOptions() bool {
	return k == QuestionSingle || k == QuestionMultiple || k == QuestionRanking
}

// Places is how many places of a ranking people fill at most.
func (q Question) Places() int { return min(RankedPlaces, len(q.Options)) }

// option finds an option.
func (q Question) option(id OptionID) (Option, bool) {
	for _, o := range q.Options {
		if o.ID == id {
			return o, true
		}
	}
	return Option{}, false
}

// Matches are the ways a question of this kind and audience can count. A paired question has to exist for the complementary way.
func (q Question) Matches() []QuestionMatch {
	all := []QuestionMatch{MatchNot}
	if q.Asked == AskBoth {
		switch q.Kind {
		case QuestionSingle, QuestionMultiple:
			all = append(all, MatchSame, MatchMust, MatchMustNot)
		case QuestionRanking:
			all = append(all, MatchSame)
		case QuestionScale:
			all = append(all, MatchNear, MatchSame)
		}
	}
	if q.Kind.hasOptions() && q.Asked.has(RoleMentee) {
		all = append(all, MatchComplementary)
	}
	return all
}

// Question finds a question of the programme.
func (p Policy) Question(id QuestionID) (Question, bool) {
	for _, q := range p.Questions {
		if q.ID == id {
			return q, true
		}
	}
	return Question{}, false
}

// Pairs are the questions a question can be complementary to: mentors answer them by choosing.
func (p Policy) Pairs(q Question) []Question {
	var all []Question
	for _, other := range p.Questions {
		if other.ID != q.ID && other.Kind.hasOptions() && other.Asked.has(RoleMentor) {
			all = append(all, other)
		}
	}
	return all
}

// counterpart is the paired question's option with the same wording, in either language. Wording decides because people write both
// lists for each other to be read.
func counterpart(o Option, pair Question) (OptionID, bool) {
	en, fr := matching.Normalize(o.Text.EN), matching.Normalize(o.Text.FR)
	for _, other := range pair.Options {
		if en != "" && en == matching.Normalize(other.Text.EN) || fr != "" && fr == matching.Normalize(other.Text.FR) {
			return other.ID, true
		}
	}
	return "", false
}

// questionsFor are the questions people in any of the roles are asked, in order.
func (p Policy) questionsFor(roles []Role) []Question {
	var all []Question
	for _, q := range p.Questions {
		if slices.ContainsFunc(roles, q.Asked.has) {
			all = append(all, q)
		}
	}
	return all
}

// PageInputs is about how many inputs a page of the questionnaire has.
const PageInputs = 6

// inputs is how many inputs a question takes.
func (q Question) inputs() int {
	if q.Kind == QuestionRanking {
		return q.Places()
	}
	return 1
}

// questionPages divides questions into short pages, in order.
func questionPages(all []Question) [][]Question {
	var pages [][]Question
	room := 0
	for _, q := range all {
		if room < q.inputs() {
			pages, room = append(pages, nil), PageInputs
		}
		last := len(pages) - 1
		pages[last] = append(pages[last], q)
		room -= q.inputs()
	}
	return pages
}
