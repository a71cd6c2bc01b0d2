package core

import (
	"context"
	"errors"
	"fmt"
	"strconv"
)

// AnswerPage is a submitted page of the questionnaire.
type AnswerPage struct {
	Program ProgramID // empty for the one the actor's screens are about
	Page    int
	Given   map[string][]string // values by field; questions without a field are left as they are
}

// Questionnaire loads a page of the questionnaire for the actor, counted from 0, with the answers given so far.
func (s *Service) Questionnaire(ctx context.Context, call Call, program ProgramID, page int) (Questionnaire, error) {
	return own(ctx, s, call, ActionViewAnswers, func(ctx context.Context, u *unit) (Questionnaire, error) {
		p, err := u.program(ctx, program)
		if err != nil {
			return Questionnaire{}, err
		}
		return u.questionnaire(ctx, p, u.actor, page)
	})
}

func (u *unit) questionnaire(ctx context.Context, program Program, viewer Person, page int) (Questionnaire, error) {
	place, err := u.participant(ctx, program, viewer.ID)
	if err != nil {
		return Questionnaire{}, err
	}
	sheet, err := u.sheet(ctx, program.ID, viewer.ID)
	if err != nil {
		return Questionnaire{}, err
	}
	return questionnaireOf(program, viewer, place, sheet, page), nil
}

func questionnaireOf(program Program, viewer Person, place Participant, sheet AnswerSheet, page int) Questionnaire {
	roles := place.answersAs()
	q := Questionnaire{
		Program: program, Viewer: viewer, Pages: questionPages(program.Policy.questionsFor(roles)), Answers: sheet.Answers,
		Missing: missingAnswers(program.Policy, sheet.Answers, roles...),
	}
	for _, role := range roles {
		q.Mentor, q.Mentee = q.Mentor || role == RoleMentor, q.Mentee || role == RoleMentee
	}
	q.Page = min(max(page, 0), len(q.Pages))
	return q
}

// answersAs are the roles a person answers the questionnaire in: who is no mentor is about to look for one.
func (p *Participant) answersAs() []Role {
	switch {
	case p.Mentor && p.Mentee:
		return []Role{RoleMentor, RoleMentee}
	case p.Mentor:
		return []Role{RoleMentor}
	}
	return []Role{RoleMentee}
}

// sheet is a person's answer sheet, or an empty one.
func (u *unit) sheet(ctx context.Context, program ProgramID, person PersonID) (AnswerSheet, error) {
	sheet, err := u.AnswerSheets().Get(ctx, program, person)
	if errors.Is(err, ErrNotFound) {
		return AnswerSheet{Program: program, Person: person}, nil
	}
	if err != nil {
		return AnswerSheet{}, fmt.Errorf("load answers: %w", err)
	}
	return sheet, nil
}

// sheetsOf are the answer sheets of people; none are read where the programme asks nothing.
func (u *unit) sheetsOf(ctx context.Context, program Program, people []PersonID) (map[PersonID]AnswerSheet, error) {
	if len(program.Policy.Questions) == 0 {
		return nil, nil
	}
	sheets, err := u.AnswerSheets().GetAll(ctx, program.ID, people)
	if err != nil {
		return nil, fmt.Errorf("load answers: %w", err)
	}
	return sheets, nil
}

// SaveAnswers keeps a page of the actor's answers and gives the next one. After the last one it recommends mentors to mentees.
func (s *Service) SaveAnswers(ctx context.Context, call Call, in AnswerPage) (Questionnaire, error) {
	return change(ctx, s, call, ActionAnswer, func(ctx context.Context, u *unit) (Questionnaire, error) {
		if err := u.allow(ActionAnswer, u.self()); err != nil {
			return Questionnaire{}, err
		}
		if err := u.lockActor(ctx); err != nil {
			return Questionnaire{}, err
		}
		program, err := u.mayAnswer(ctx, in.Program)
		if err != nil {
			return Questionnaire{}, err
		}
		now, err := u.questionnaire(ctx, program, u.actor, in.Page)
		if err != nil {
			return Questionnaire{}, err
		}
		sheet, err := u.sheet(ctx, program.ID, u.actor.ID)
		if err != nil {
			return Questionnaire{}, err
		}
		if err := sheet.take(now, in.Given); err != nil {
			return Questionnaire{}, err
		}
		return u.storeAnswers(ctx, now, sheet)
	})
}

// mayAnswer is the programme whose questions are answered: people set up their profile first, and strangers cannot join a closed one.
func (u *unit) mayAnswer(ctx context.Context, id ProgramID) (Program, error) {
	program, err := u.program(ctx, id)
	if err != nil {
		return Program{}, err
	}
	if err := u.joinable(ctx, program); err != nil {
		return Program{}, err
	}
	_, isNew, err := u.ownProfile(ctx)
	if err != nil {
		return Program{}, err
	}
	if isNew {
		return Program{}, conflict(CodeProfileFirst)
	}
	return program, nil
}

// take reads what was entered for questions that are asked; what is asked no more, or was not on the page, is left alone.
func (a *AnswerSheet) take(q Questionnaire, given map[string][]string) error {
	answers := map[QuestionID]Answer{}
	for id, old := range a.Answers {
		answers[id] = old
	}
	var bad fieldErrors
	for _, page := range q.Pages {
		for _, question := range page {
			if !question.onPage(given) {
				continue
			}
			answer, wrong := question.read(given)
			bad = append(bad, wrong...)
			answers[question.ID] = answer
			if !question.answered(answer) {
				delete(answers, question.ID)
			}
		}
	}
	a.Answers = answers
	return bad.err()
}

// onPage reports whether the submitted page had inputs for the question.
func (q Question) onPage(given map[string][]string) bool {
	field := AnswerField(q.ID)
	if q.Kind == QuestionRanking {
		field = RankField(q.ID, 1)
	}
	_, there := given[field]
	return there
}

func (u *unit) storeAnswers(ctx context.Context, before Questionnaire, sheet AnswerSheet) (Questionnaire, error) {
	program := before.Program
	place, err := u.participant(ctx, program, u.actor.ID)
	if err != nil {
		return Questionnaire{}, err
	}
	next := questionnaireOf(program, u.actor, place, sheet, before.Page+1)
	if next.done() {
		if err := u.promptChoices(ctx, next, &sheet); err != nil {
			return Questionnaire{}, err
		}
	}
	sheet.UpdatedAt = u.now
	if err := u.AnswerSheets().Save(ctx, sheet); err != nil {
		return Questionnaire{}, fmt.Errorf("save answers: %w", err)
	}
	if err := u.refreshFindable(ctx, u.actor); err != nil {
		return Questionnaire{}, err
	}
	u.refreshHome(u.actor.ID)
	detail := map[string]string{"program": string(program.ID), "answered": strconv.Itoa(next.Answered())}
	if err := u.audit(ctx, ActionAnswer, PersonSubject(u.actor.ID), detail); err != nil {
		return Questionnaire{}, err
	}
	if next.done() {
		next.Recommended, err = u.recommendedTo(ctx, program, u.actor)
	}
	return next, err
}

// done reports that the last page was shown and nothing required is missing.
func (q Questionnaire) done() bool { return q.Page >= len(q.Pages) && len(q.Missing) == 0 }

// promptChoices tells a mentee who has finished the questionnaire to choose mentors: once, and only if they have not done so.
func (u *unit) promptChoices(ctx context.Context, q Questionnaire, sheet *AnswerSheet) error {
	if !q.Mentee || !sheet.PromptedAt.IsZero() || len(q.Pages) == 0 || q.Program.State != ProgramOpen {
		return nil
	}
	chose, err := u.hasChosen(ctx, q.Program.ID, u.actor.ID)
	if err != nil || chose {
		return err
	}
	sheet.PromptedAt = u.now
	u.notify(u.actor.ID, NoticeChoose, Task{Program: q.Program.ID})
	return nil
}

// hasChosen reports whether a mentee has put mentors on a list or has one.
func (u *unit) hasChosen(ctx context.Context, program ProgramID, mentee PersonID) (bool, error) {
	list, err := u.ChoiceLists().Latest(ctx, program, mentee)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return false, fmt.Errorf("load choices: %w", err)
	}
	if len(list.Mentors) > 0 {
		return true, nil
	}
	active, err := u.Mentorships().ActiveOf(ctx, program, mentee)
	if err != nil {
		return false, fmt.Errorf("count mentorships: %w", err)
	}
	return active > 0, nil
}

// addQuestions loads the questionnaire and whom it recommends for the Home.
func (u *unit) addQuestions(ctx context.Context, d *Dashboard) error {
	if !d.HasProfile || len(d.Program.Policy.Questions) == 0 {
		return nil
	}
	var err error
	if d.Questions, err = u.questionnaire(ctx, d.Program, d.Viewer.Person, 0); err != nil {
		return err
	}
	d.Recommended, err = u.recommendedTo(ctx, d.Program, d.Viewer.Person)
	return err
}

// currentQuestions are what the actor is asked in the programme their screens are about; nothing where there is none.
func (u *unit) currentQuestions(ctx context.Context) (Questionnaire, error) {
	program, err := u.current(ctx, u.actor)
	if Refusal(err) != nil {
		return Questionnaire{}, nil
	}
	if err != nil || len(program.Policy.Questions) == 0 {
		return Questionnaire{}, err
	}
	return u.questionnaire(ctx, program, u.actor, 0)
}

// openQuestions counts the required questions a person has not answered in a role.
func (u *unit) openQuestions(ctx context.Context, policy Policy, program ProgramID, person PersonID, role Role) (int, error) {
	if !policy.requires(role) {
		return 0, nil
	}
	sheet, err := u.sheet(ctx, program, person)
	return len(missingAnswers(policy, sheet.Answers, role)), err
}

// answersFirst refuses the actor what mentees do while required questions to them are open.
func (u *unit) answersFirst(ctx context.Context, program Program) error {
	open, err := u.openQuestions(ctx, program.Policy, program.ID, u.actor.ID, RoleMentee)
	if err != nil || open == 0 {
		return err
	}
	return &Error{Kind: Conflict, Code: CodeQuestionsFirst, Args: map[string]any{"Count": open}}
}

// notApart refuses a mentor whose answers and the actor's keep the two apart, naming the question.
func (u *unit) notApart(ctx context.Context, program Program, mentee, mentor PersonID) error {
	sheets, err := u.sheetsOf(ctx, program, []PersonID{mentee, mentor})
	if err != nil {
		return err
	}
	q := program.Policy.keptApart(sheets[mentee], sheets[mentor])
	if q == nil {
		return nil
	}
	return &Error{Kind: Conflict, Code: CodeNotBrought, Args: map[string]any{"Text": q.Text.In(u.actor.Locale())}}
}
