package core

import (
	"slices"
	"time"
)

// EvaluationState is the life of an evaluation (features.md 4).
type EvaluationState string

// The states. All but the first are final. Whether somebody was reminded is seen by the time it is due next.
const (
	EvaluationDue       EvaluationState = "due"
	EvaluationSubmitted EvaluationState = "submitted"
	EvaluationLapsed    EvaluationState = "lapsed"
)

// Evaluation is what one of the two says about a mentorship that is over. Those who run the programme read it added up only.
type Evaluation struct {
	Mentorship  MentorshipID
	Person      PersonID
	Program     ProgramID
	Role        Role
	State       EvaluationState
	DueAt       time.Time
	NextAt      time.Time // when the reminder is due, or, after it, DueAt; zero once it is settled
	Answers     map[QuestionID]Answer
	SubmittedAt time.Time // zero until it is submitted
}

// Open reports whether the evaluation waits for answers at an instant.
func (e *Evaluation) Open(now time.Time) bool { return e.State == EvaluationDue && now.Before(e.DueAt) }

// refuse says why nothing can be answered any more; nil while it can.
func (e *Evaluation) refuse(now time.Time) error {
	switch {
	case e.Open(now):
		return nil
	case e.State == EvaluationSubmitted:
		return conflict(CodeEvaluationDone)
	}
	return conflict(CodeEvaluationOver)
}

// EvaluationFacts is an evaluation as the person sees who is asked.
type EvaluationFacts struct {
	Evaluation Evaluation
	Program    Program
	Other      Card
	Questions  []Question
}

// The questions of the product's own evaluation. Their words are in the catalogue under "evaluation_question.<key>", those of the ends of a
// scale under "evaluation_scale.<key>".
const (
	EvaluationUseful QuestionID = "useful"
	EvaluationGoals  QuestionID = "goals"
	EvaluationPair   QuestionID = "pair"
	EvaluationGained QuestionID = "gained"
)

// ownEvaluation is what people are asked in a programme that has no questions of its own for the end.
func ownEvaluation() []Question {
	return []Question{
		{ID: EvaluationUseful, Kind: QuestionScale, Asked: AskBothAtEnd, Required: true},
		{ID: EvaluationGoals, Kind: QuestionScale, Asked: AskBothAtEnd},
		{ID: EvaluationPair, Kind: QuestionScale, Asked: AskBothAtEnd},
		{ID: EvaluationGained, Kind: QuestionText, Asked: AskBothAtEnd},
	}
}

// EvaluationQuestions are the questions of the programme's evaluation: its own, or the product's, which have no words of their own.
func (p Policy) EvaluationQuestions() []Question {
	all := slices.DeleteFunc(slices.Clone(p.Questions), func(q Question) bool { return !q.Asked.AtEnd() })
	if len(all) == 0 {
		return ownEvaluation()
	}
	return all
}

// evaluationFor are the questions to people in a role.
func (p Policy) evaluationFor(role Role) []Question {
	return slices.DeleteFunc(p.EvaluationQuestions(), func(q Question) bool { return !q.Asked.hasAtEnd(role) })
}

// MinEvaluations is how many evaluations it takes until staff read what they say, so that nobody's own can be told.
const MinEvaluations = 5

// maxWords is how many answers in words a report has room for, and maxEvaluations how many evaluations are added up, the latest.
const (
	maxWords       = 10
	maxEvaluations = 2000
)

// EvaluationStats are the evaluations of a programme added up.
type EvaluationStats struct {
	Waiting   int
	Submitted int
	Lapsed    int
	Questions []QuestionStats // none while there are too few answers
}

// QuestionStats is what was answered to one question. Of the answers, those of its kind are set.
type QuestionStats struct {
	Question Question
	Count    int              // who answered it
	Average  int              // of a scale, in tenths
	Chosen   map[OptionID]int // how often
	Words    []string         // in alphabetical order, which is nobody's
}

// add counts one answer.
func (s *QuestionStats) add(a Answer) {
	if !s.Question.answered(a) {
		return
	}
	s.Count++
	switch s.Question.Kind {
	case QuestionScale:
		s.Average += 10 * a.Scale // until all are added
	case QuestionText:
		s.Words = append(s.Words, a.Text)
	default:
		for _, id := range s.Question.current(a).Chosen {
			s.Chosen[id]++
		}
	}
}

// statsOf adds up what was answered to a question; too few answers say who gave them.
func statsOf(q Question, all []Evaluation) QuestionStats {
	s := QuestionStats{Question: q, Chosen: map[OptionID]int{}}
	for _, e := range all {
		s.add(e.Answers[q.ID])
	}
	if s.Count < MinEvaluations {
		return QuestionStats{Question: q, Count: s.Count}
	}
	if q.Kind == QuestionScale {
		s.Average = (s.Average + s.Count/2) / s.Count
	}
	slices.Sort(s.Words)
	s.Words = s.Words[:min(len(s.Words), maxWords)]
	return s
}
