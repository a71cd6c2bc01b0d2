package core

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"mentorbot/core/matching"
)

// QuestionsPage is a programme's questionnaire as those who run it see it.
type QuestionsPage struct {
	Program  Program
	Relation Relation // the viewer's to the programme
	Answered int      // people who answered anything
}

// QuestionPage is one question as those who run the programme see it.
type QuestionPage struct {
	Program  Program
	Relation Relation
	Question Question
	Place    int // in the questionnaire, from 1
	Answered int // people who answered it
}

// QuestionWording is the form of a question: everything but how it counts. Options are one on a line, those of both languages in the
// same order.
type QuestionWording struct {
	Program   ProgramID
	Question  QuestionID // empty for a new one
	Kind      QuestionKind
	Asked     Audience
	Required  bool
	Public    bool
	Text      LocalText
	Low       LocalText
	High      LocalText
	Options   string
	OptionsFR string
}

// QuestionCounting is the form of how a question counts.
type QuestionCounting struct {
	Program  ProgramID
	Question QuestionID
	Match    QuestionMatch
	Weight   int
	Pair     QuestionID
}

// Questions loads a programme's questionnaire for one who runs it.
func (s *Service) Questions(ctx context.Context, call Call, program ProgramID) (QuestionsPage, error) {
	return read(ctx, s, call, ActionViewQuestions, func(ctx context.Context, u *unit) (QuestionsPage, error) {
		p, err := u.managed(ctx, ActionViewQuestions, program)
		if err != nil {
			return QuestionsPage{}, err
		}
		return u.questionsPage(ctx, p)
	})
}

func (u *unit) questionsPage(ctx context.Context, program Program) (QuestionsPage, error) {
	page := QuestionsPage{Program: program}
	var err error
	if page.Relation, err = u.staffRelation(ctx, program.ID); err != nil {
		return page, err
	}
	if page.Answered, err = u.AnswerSheets().Count(ctx, program.ID, ""); err != nil {
		return page, fmt.Errorf("count answers: %w", err)
	}
	return page, nil
}

// Question loads one question for one who runs its programme.
func (s *Service) Question(ctx context.Context, call Call, program ProgramID, id QuestionID) (QuestionPage, error) {
	return read(ctx, s, call, ActionViewQuestions, func(ctx context.Context, u *unit) (QuestionPage, error) {
		p, err := u.managed(ctx, ActionViewQuestions, program)
		if err != nil {
			return QuestionPage{}, err
		}
		return u.questionPage(ctx, p, id)
	})
}

func (u *unit) questionPage(ctx context.Context, program Program, id QuestionID) (QuestionPage, error) {
	page := QuestionPage{Program: program, Place: program.Policy.place(id) + 1}
	if page.Place == 0 {
		return page, notFound()
	}
	page.Question = program.Policy.Questions[page.Place-1]
	var err error
	if page.Relation, err = u.staffRelation(ctx, program.ID); err != nil {
		return page, err
	}
	page.Answered, err = u.countAnswers(ctx, program.ID, page.Question)
	return page, err
}

// countAnswers is how many people answered a question.
func (u *unit) countAnswers(ctx context.Context, program ProgramID, q Question) (int, error) {
	count := u.AnswerSheets().Count
	if q.Asked.AtEnd() {
		count = u.Evaluations().Answered
	}
	n, err := count(ctx, program, q.ID)
	if err != nil {
		return 0, fmt.Errorf("count answers: %w", err)
	}
	return n, nil
}

// QuestionToEdit is a question for the form of its wording.
type QuestionToEdit struct {
	Program  Program
	Question Question
	Required PolicyImpact // mentors and mentees whom an answer could be asked of, should it become required; nobody where it is
}

// QuestionToEdit loads a question to change, or with an empty id what a new one would mean, with whom it would keep from being found and from
// asking if everybody had to answer it.
func (s *Service) QuestionToEdit(ctx context.Context, call Call, program ProgramID, id QuestionID) (QuestionToEdit, error) {
	return read(ctx, s, call, ActionViewQuestions, func(ctx context.Context, u *unit) (QuestionToEdit, error) {
		p, err := u.managed(ctx, ActionViewQuestions, program)
		if err != nil {
			return QuestionToEdit{}, err
		}
		out, policy := QuestionToEdit{Program: p}, p.Policy
		policy.Questions = slices.Clone(policy.Questions)
		at := policy.place(id)
		switch {
		case id == "":
			policy.Questions, at = append(policy.Questions, Question{ID: "new"}), len(policy.Questions)
		case at < 0:
			return out, notFound()
		default:
			out.Question = policy.Questions[at]
		}
		if out.Question.Required {
			return out, nil
		}
		policy.Questions[at].Required, policy.Questions[at].Asked = true, AskBoth
		out.Required, err = u.policyImpact(ctx, p, policy)
		return out, err
	})
}

// place is the index of a question, or -1.
func (p Policy) place(id QuestionID) int {
	return slices.IndexFunc(p.Questions, func(q Question) bool { return q.ID == id })
}

// SaveQuestion adds a question at the end of the questionnaire or changes one. Answers follow their question and their option.
func (s *Service) SaveQuestion(ctx context.Context, call Call, in QuestionWording) (QuestionPage, error) {
	id := in.Question
	return s.editQuestions(ctx, call, in.Program, func(p *Policy) (QuestionID, bool, error) {
		if id == "" {
			id = QuestionID(s.ids.NewID())
			if len(p.Questions) >= MaxQuestions {
				return "", false, &Error{Kind: Conflict, Code: CodeQuestionsFull, Args: map[string]any{"Limit": MaxQuestions}}
			}
			p.Questions = append(p.Questions, Question{ID: id, Kind: in.Kind})
		}
		at := p.place(id)
		if at < 0 {
			return "", false, notFound()
		}
		q, bad := in.apply(p.Questions[at], func() OptionID { return OptionID(s.ids.NewID()) })
		p.Questions[at] = q
		bad = append(bad, q.check(*p)...)
		if len(bad) == 0 {
			bad = p.brokenPairs(id)
		}
		return id, true, bad.err()
	})
}

// brokenPairs are the questions that rest on a changed one and cannot any more.
func (p Policy) brokenPairs(changed QuestionID) fieldErrors {
	var bad fieldErrors
	for _, q := range p.Questions {
		if q.Pair == changed && q.checkPair(p) != nil {
			bad.add(&Error{Kind: Invalid, Code: CodeQuestionPaired, Field: fieldOptions, Args: map[string]any{"Text": q.Text.EN}})
		}
	}
	return bad
}

// apply writes the form into the question.
func (in QuestionWording) apply(q Question, newID func() OptionID) (Question, fieldErrors) {
	var bad fieldErrors
	q.Asked, q.Required = in.Asked, in.Required
	q.Text = in.Text.cleaned()
	switch {
	case q.Kind == QuestionScale:
		q.Low, q.High = in.Low.cleaned(), in.High.cleaned()
	case q.Kind == QuestionText:
		q.Public = in.Public && !in.Asked.AtEnd() // an evaluation stands on no profile
	case q.Kind.hasOptions():
		options, e := keepOptions(q.Options, textLines(in.Options), textLines(in.OptionsFR), newID)
		bad.add(e)
		q.Options = options
	}
	return q, bad
}

func (t LocalText) cleaned() LocalText { return LocalText{EN: cleanLine(t.EN), FR: cleanLine(t.FR)} }

// textLines are the lines of a text that say something.
func textLines(text string) []string {
	var all []string
	for line := range strings.SplitSeq(clean(text), "\n") {
		if line = cleanLine(line); line != "" {
			all = append(all, line)
		}
	}
	return all
}

// keepOptions makes options of lines. A line that says what an option said is that option, wherever it stands now; a line that says
// something new in the place of an option that is gone is that option in other words; any other line is a new option.
func keepOptions(old []Option, lines, french []string, newID func() OptionID) ([]Option, *Error) {
	if len(french) > 0 && len(french) != len(lines) {
		return nil, &Error{Kind: Invalid, Code: CodeOptionsUnequal, Field: fieldOptionsFR, Args: map[string]any{"Want": len(lines), "Got": len(french)}}
	}
	options := make([]Option, len(lines))
	taken := map[OptionID]bool{}
	for i, line := range lines {
		options[i].Text.EN = line
		if len(french) > 0 {
			options[i].Text.FR = french[i]
		}
		for _, o := range old {
			if !taken[o.ID] && matching.Normalize(o.Text.EN) == matching.Normalize(line) {
				options[i].ID, taken[o.ID] = o.ID, true
				break
			}
		}
	}
	for i := range options {
		if options[i].ID == "" && i < len(old) && !taken[old[i].ID] {
			options[i].ID, taken[old[i].ID] = old[i].ID, true
		}
		if options[i].ID == "" {
			options[i].ID = newID()
		}
	}
	return options, nil
}

// CountQuestion decides how a question counts in matching.
func (s *Service) CountQuestion(ctx context.Context, call Call, in QuestionCounting) (QuestionPage, error) {
	return s.editQuestions(ctx, call, in.Program, func(p *Policy) (QuestionID, bool, error) {
		at := p.place(in.Question)
		if at < 0 {
			return "", false, notFound()
		}
		q := &p.Questions[at]
		q.Match, q.Weight, q.Pair = in.Match, in.Weight, in.Pair
		if bad := q.checkMatch(*p); len(bad) > 0 {
			return "", false, bad.err()
		}
		if e := p.checkPoints(fieldWeight); e != nil {
			return "", false, e
		}
		return q.ID, false, nil
	})
}

// MoveQuestion moves a question one place up or down; one at the end already stays.
func (s *Service) MoveQuestion(ctx context.Context, call Call, program ProgramID, id QuestionID, down bool) (QuestionPage, error) {
	return s.editQuestions(ctx, call, program, func(p *Policy) (QuestionID, bool, error) {
		at := p.place(id)
		if at < 0 {
			return "", false, notFound()
		}
		to := at - 1
		if down {
			to = at + 1
		}
		if to >= 0 && to < len(p.Questions) {
			p.Questions[at], p.Questions[to] = p.Questions[to], p.Questions[at]
		}
		return id, false, nil
	})
}

// RemoveQuestion takes a question out of the questionnaire. Answers to it are kept and count no more; its points go back to the profile. One that
// is gone already is no error.
func (s *Service) RemoveQuestion(ctx context.Context, call Call, program ProgramID, id QuestionID) (QuestionsPage, error) {
	return change(ctx, s, call, ActionEditQuestions, func(ctx context.Context, u *unit) (QuestionsPage, error) {
		p, err := u.lockManaged(ctx, ActionEditQuestions, program)
		if err != nil {
			return QuestionsPage{}, err
		}
		at := p.Policy.place(id)
		if at < 0 { // a second click
			return u.questionsPage(ctx, p)
		}
		for _, q := range p.Policy.Questions {
			if q.Pair == id {
				return QuestionsPage{}, &Error{Kind: Conflict, Code: CodeQuestionPaired, Args: map[string]any{"Text": q.Text.EN}}
			}
		}
		p.Policy.Questions = slices.Delete(p.Policy.Questions, at, at+1)
		if p, err = u.saveQuestions(ctx, p, true); err != nil {
			return QuestionsPage{}, err
		}
		return u.questionsPage(ctx, p)
	})
}

// editQuestions changes the questionnaire of a programme the actor runs and shows the question the change was about.
func (s *Service) editQuestions(ctx context.Context, call Call, program ProgramID, edit func(*Policy) (QuestionID, bool, error)) (QuestionPage, error) {
	return change(ctx, s, call, ActionEditQuestions, func(ctx context.Context, u *unit) (QuestionPage, error) {
		p, err := u.lockManaged(ctx, ActionEditQuestions, program)
		if err != nil {
			return QuestionPage{}, err
		}
		id, settle, err := edit(&p.Policy)
		if err != nil {
			return QuestionPage{}, err
		}
		if p, err = u.saveQuestions(ctx, p, settle); err != nil {
			return QuestionPage{}, err
		}
		return u.questionPage(ctx, p, id)
	})
}

// saveQuestions stores a programme with its changed questionnaire as a new version of it. With settle, whoever lacks a required answer from
// now on, or does no longer, is settled afterwards.
func (u *unit) saveQuestions(ctx context.Context, program Program, settle bool) (Program, error) {
	if settle {
		u.settleProgram(program.ID)
	}
	err := u.keep(ctx, &program, ActionEditQuestions, "")
	return program, err
}

// PreviewQuestions shows those who run a programme a page of its questionnaire as people in a role see it.
func (s *Service) PreviewQuestions(ctx context.Context, call Call, program ProgramID, role Role, page int) (Questionnaire, error) {
	return read(ctx, s, call, ActionViewQuestions, func(ctx context.Context, u *unit) (Questionnaire, error) {
		p, err := u.managed(ctx, ActionViewQuestions, program)
		if err != nil {
			return Questionnaire{}, err
		}
		place := Participant{Mentor: role == RoleMentor, Mentee: role != RoleMentor}
		return questionnaireOf(p, u.actor, place, AnswerSheet{}, page), nil
	})
}
