package core

import (
	"context"
	"fmt"
	"time"
)

// Evaluation loads the actor's evaluation of a mentorship that is over, while it waits for answers.
func (s *Service) Evaluation(ctx context.Context, call Call, id MentorshipID) (EvaluationFacts, error) {
	return read(ctx, s, call, ActionViewEvaluation, func(ctx context.Context, u *unit) (EvaluationFacts, error) {
		m, err := u.Mentorships().Get(ctx, id)
		if err != nil {
			return EvaluationFacts{}, missing(err, "load mentorship")
		}
		return u.evaluationToAnswer(ctx, ActionViewEvaluation, m)
	})
}

// evaluationToAnswer loads the actor's evaluation, and refuses one that is settled.
func (u *unit) evaluationToAnswer(ctx context.Context, action Action, m Mentorship) (EvaluationFacts, error) {
	if err := u.allow(action, u.relation(m.Mentor, m.Mentee)); err != nil {
		return EvaluationFacts{}, err
	}
	e, err := u.evaluationOf(ctx, m.ID, u.actor.ID)
	switch {
	case err != nil:
		return EvaluationFacts{}, err
	case e == nil:
		return EvaluationFacts{}, conflict(CodeEvaluationOver) // none was asked for
	}
	if err := e.refuse(u.now); err != nil {
		return EvaluationFacts{}, err
	}
	return u.evaluationFacts(ctx, *e, m)
}

func (u *unit) evaluationFacts(ctx context.Context, e Evaluation, m Mentorship) (EvaluationFacts, error) {
	facts := EvaluationFacts{Evaluation: e}
	var err error
	if facts.Program, err = u.Programs().Get(ctx, e.Program); err != nil {
		return facts, missing(err, "load programme")
	}
	facts.Questions = facts.Program.Policy.evaluationFor(e.Role)
	facts.Other, err = u.publicCard(ctx, m.Other(e.Person))
	return facts, err
}

// Evaluate submits the actor's evaluation, for good. Given are values by field, as for the questionnaire.
func (s *Service) Evaluate(ctx context.Context, call Call, id MentorshipID, given map[string][]string) (EvaluationFacts, error) {
	return change(ctx, s, call, ActionEvaluate, func(ctx context.Context, u *unit) (EvaluationFacts, error) {
		m, err := u.Mentorships().Get(ctx, id)
		if err != nil {
			return EvaluationFacts{}, missing(err, "load mentorship")
		}
		if _, err = u.evaluationToAnswer(ctx, ActionEvaluate, m); err != nil {
			return EvaluationFacts{}, err
		}
		if m, err = u.lockOngoing(ctx, id); err != nil {
			return EvaluationFacts{}, err
		}
		facts, err := u.evaluationToAnswer(ctx, ActionEvaluate, m) // as it is under the lock
		if err != nil {
			return facts, err
		}
		e := &facts.Evaluation
		if err := e.take(facts.Questions, given); err != nil {
			return facts, err
		}
		e.State, e.SubmittedAt, e.NextAt = EvaluationSubmitted, u.now, time.Time{}
		return facts, u.saveEvaluation(ctx, ActionEvaluate, *e)
	})
}

// take reads what was entered.
func (e *Evaluation) take(questions []Question, given map[string][]string) error {
	var bad fieldErrors
	e.Answers = map[QuestionID]Answer{}
	for _, q := range questions {
		answer, wrong := q.read(given)
		bad = append(bad, wrong...)
		if q.answered(answer) {
			e.Answers[q.ID] = answer
		}
	}
	return bad.err()
}

// openEvaluations are those that wait for a person.
func (u *unit) openEvaluations(ctx context.Context, person PersonID) ([]EvaluationFacts, error) {
	due, err := u.Evaluations().DueOf(ctx, person)
	if err != nil {
		return nil, fmt.Errorf("load evaluations: %w", err)
	}
	var open []EvaluationFacts
	for _, e := range due {
		if !e.Open(u.now) {
			continue
		}
		m, err := u.Mentorships().Get(ctx, e.Mentorship)
		if err != nil {
			return nil, missing(err, "load mentorship")
		}
		facts, err := u.evaluationFacts(ctx, e, m)
		if err != nil {
			return nil, err
		}
		open = append(open, facts)
	}
	return open, nil
}

// addEvaluations adds up what was said about mentorships that are over.
func (u *unit) addEvaluations(ctx context.Context, r *SupplyReport) error {
	all, err := u.Evaluations().ForProgram(ctx, r.Program.ID, u.now.Add(-SupplyWindow), maxEvaluations)
	if err != nil {
		return fmt.Errorf("load evaluations: %w", err)
	}
	var submitted []Evaluation
	for _, e := range all {
		switch {
		case e.State == EvaluationSubmitted:
			submitted = append(submitted, e)
		case e.Open(u.now):
			r.Evaluations.Waiting++
		default:
			r.Evaluations.Lapsed++
		}
	}
	r.Evaluations.Submitted = len(submitted)
	if len(submitted) < MinEvaluations {
		return nil
	}
	for _, q := range r.Program.Policy.EvaluationQuestions() {
		r.Evaluations.Questions = append(r.Evaluations.Questions, statsOf(q, submitted))
	}
	return nil
}
