package core

import (
	"slices"
	"strconv"
	"time"
)

// Answer is what a person answered to one question.
type Answer struct {
	Chosen []OptionID `json:"chosen,omitempty"` // of options; in rank order for a ranking
	Scale  int        `json:"scale,omitempty"`  // 1 to ScaleMax
	Text   string     `json:"text,omitempty"`
}

// AnswerSheet is a person's answers in one programme. Answers to questions that were removed stay on it and do not count.
type AnswerSheet struct {
	Program    ProgramID
	Person     PersonID
	Answers    map[QuestionID]Answer
	PromptedAt time.Time // when the mentee was told to choose mentors; zero for never
	UpdatedAt  time.Time
}

// Said is a short answer that stands on a profile.
type Said struct {
	Question LocalText
	Text     string
}

// Questionnaire is a programme's questionnaire as one person sees it.
type Questionnaire struct {
	Program     Program
	Viewer      Person
	Pages       [][]Question // the questions the viewer is asked
	Page        int          // the page to show; len(Pages) when all were shown
	Answers     map[QuestionID]Answer
	Missing     []Question   // required ones without an answer
	Mentor      bool         // the viewer is asked as a mentor
	Mentee      bool         // the viewer is asked as a mentee
	Recommended []MentorCard // for a mentee who may choose, at the end
}

// Total is how many questions the viewer is asked.
func (q Questionnaire) Total() int {
	n := 0
	for _, page := range q.Pages {
		n += len(page)
	}
	return n
}

// Answered is how many of them have an answer.
func (q Questionnaire) Answered() int {
	n := 0
	for _, page := range q.Pages {
		for _, question := range page {
			if question.answered(q.Answers[question.ID]) {
				n++
			}
		}
	}
	return n
}

// AnswerField is the name of the input of a question.
func AnswerField(id QuestionID) string { return "q_" + string(id) }

// RankField is the name of the input for the n-th place of a ranking, counted from 1.
func RankField(id QuestionID, n int) string { return AnswerField(id) + "_" + strconv.Itoa(n) }

// current is an answer without options that are not offered any more.
func (q Question) current(a Answer) Answer {
	a.Chosen = slices.DeleteFunc(slices.Clone(a.Chosen), func(id OptionID) bool {
		_, found := q.option(id)
		return !found
	})
	return a
}

// answered reports whether an answer says something to the question as it is now.
func (q Question) answered(a Answer) bool {
	switch q.Kind {
	case QuestionScale:
		return a.Scale >= 1 && a.Scale <= ScaleMax
	case QuestionText:
		return a.Text != ""
	}
	return len(q.current(a).Chosen) > 0
}

// missingAnswers are the required questions for people in the roles that an answer sheet leaves open.
func missingAnswers(policy Policy, answers map[QuestionID]Answer, roles ...Role) []Question {
	var missing []Question
	for _, q := range policy.questionsFor(roles) {
		if q.Required && !q.answered(answers[q.ID]) {
			missing = append(missing, q)
		}
	}
	return missing
}

// requires reports whether somebody in a role has to answer anything at all.
func (p Policy) requires(role Role) bool {
	return slices.ContainsFunc(p.Questions, func(q Question) bool { return q.Required && q.Asked.has(role) })
}

// said are the short answers a person lets others read.
func said(policy Policy, answers map[QuestionID]Answer, role Role) []Said {
	var all []Said
	for _, q := range policy.Questions {
		if a := answers[q.ID]; q.Kind == QuestionText && q.Public && q.Asked.has(role) && a.Text != "" {
			all = append(all, Said{Question: q.Text, Text: a.Text})
		}
	}
	return all
}
