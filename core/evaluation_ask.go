package core

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"
)

// askEvaluations has the two evaluate a mentorship that ends, if the programme wants it. The news of the end asks them. That needs nothing
// else to have been filled in.
func (u *unit) askEvaluations(ctx context.Context, m Mentorship) error {
	program, err := u.Programs().Get(ctx, m.Program)
	if err != nil {
		return missing(err, "load programme")
	}
	if program.Policy.EvaluationDays == 0 {
		return nil
	}
	due := u.now.AddDate(0, 0, program.Policy.EvaluationDays)
	for _, asked := range []struct {
		person PersonID
		role   Role
	}{{m.Mentor, RoleMentor}, {m.Mentee, RoleMentee}} {
		person, err := u.People().Get(ctx, asked.person)
		if err != nil {
			return missing(err, "load person")
		}
		if !person.Stays() || len(program.Policy.evaluationFor(asked.role)) == 0 {
			continue
		}
		e := Evaluation{
			Mentorship: m.ID, Person: person.ID, Program: m.Program, Role: asked.role, State: EvaluationDue, DueAt: due, NextAt: u.now.Add(due.Sub(u.now) / 2),
		}
		if err := u.Evaluations().Save(ctx, e); err != nil {
			return fmt.Errorf("save evaluation: %w", err)
		}
	}
	return nil
}

// settleEvaluation reminds of an evaluation once, and lets it lapse when its time is over.
func (s *Service) settleEvaluation(ctx context.Context, item DueItem) error {
	_, err := change(ctx, s, Call{Workspace: item.Workspace, Unhurried: true}, ActionSettleEvaluation, func(ctx context.Context, u *unit) (Evaluation, error) {
		m, err := u.lockOngoing(ctx, item.Mentorship)
		if err != nil {
			return Evaluation{}, err
		}
		e, err := u.Evaluations().Get(ctx, item.Mentorship, item.Person)
		if err != nil {
			return e, missing(err, "load evaluation")
		}
		if e.State != EvaluationDue || e.NextAt.After(u.now) {
			return e, nil
		}
		if e.Open(u.now) {
			e.NextAt = e.DueAt
			if err := u.remindLater(ctx, m, NoticeEvaluation, u.now, e.Person); err != nil {
				return e, err
			}
		} else {
			e.State, e.NextAt = EvaluationLapsed, time.Time{}
		}
		return e, u.saveEvaluation(ctx, ActionSettleEvaluation, e)
	})
	return err
}

// saveEvaluation keeps an evaluation and brings what its person sees of it up to date.
func (u *unit) saveEvaluation(ctx context.Context, action Action, e Evaluation) error {
	if err := u.Evaluations().Save(ctx, e); err != nil {
		return fmt.Errorf("save evaluation: %w", err)
	}
	u.refreshMessages(MentorshipSubject(e.Mentorship), Task{Mentorship: e.Mentorship})
	u.refreshHome(e.Person)
	detail := map[string]string{"state": string(e.State), "answered": strconv.Itoa(len(e.Answers))} // what they said is theirs
	return u.audit(ctx, action, MentorshipSubject(e.Mentorship), detail)
}

// evaluationOf is a person's evaluation of a mentorship; nil when they are not asked for one.
func (u *unit) evaluationOf(ctx context.Context, id MentorshipID, person PersonID) (*Evaluation, error) {
	e, err := u.Evaluations().Get(ctx, id, person)
	if errors.Is(err, ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("load evaluation: %w", err)
	}
	return &e, nil
}

// EvaluationDue reports whether somebody still is to be reminded of their evaluation.
func (s *Service) EvaluationDue(ctx context.Context, workspace WorkspaceID, task Task) (bool, error) {
	return load(ctx, s, workspace, func(ctx context.Context, u *unit) (bool, error) { return u.evaluationDue(ctx, task) })
}

func (u *unit) evaluationDue(ctx context.Context, task Task) (bool, error) {
	e, err := u.evaluationOf(ctx, task.Mentorship, task.To)
	return err == nil && e != nil && e.Open(u.now), err
}
