package core

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"
)

// ProposeTimes proposes times for the next session of a mentorship to the other one. It takes the place of an open proposal of either.
func (s *Service) ProposeTimes(ctx context.Context, call Call, id MentorshipID, in NewTimes) (TimeProposalFacts, error) {
	return change(ctx, s, call, ActionProposeTimes, func(ctx context.Context, u *unit) (TimeProposalFacts, error) {
		m, err := u.lockMentorship(ctx, id, ActionProposeTimes)
		if err != nil {
			return TimeProposalFacts{}, err
		}
		open, err := u.TimeProposals().Open(ctx, id)
		if err != nil && !errors.Is(err, ErrNotFound) {
			return TimeProposalFacts{}, fmt.Errorf("load open times: %w", err)
		}
		return u.proposeTimes(ctx, m, in, open, ActionProposeTimes)
	})
}

// CounterTimes answers proposed times with others, which takes them off the table.
func (s *Service) CounterTimes(ctx context.Context, call Call, id TimeProposalID, in NewTimes) (TimeProposalFacts, error) {
	return change(ctx, s, call, ActionCounterTimes, func(ctx context.Context, u *unit) (TimeProposalFacts, error) {
		p, m, err := u.lockTimesToAnswer(ctx, id, ActionCounterTimes)
		if err != nil {
			return TimeProposalFacts{}, err
		}
		return u.proposeTimes(ctx, m, in, p, ActionCounterTimes)
	})
}

// proposeTimes stores a proposal in place of an open one, if there is one, and tells both.
func (u *unit) proposeTimes(ctx context.Context, m Mentorship, in NewTimes, open TimeProposal, action Action) (TimeProposalFacts, error) {
	b := in.booking()
	b.clean()
	in.Title, in.Place, in.Link, in.Agenda = b.Title, b.Place, b.Link, b.Agenda
	starts, err := in.check(ctx, u, m)
	if err != nil {
		return TimeProposalFacts{}, err
	}
	if err := u.inTouch(ctx, &m); err != nil {
		return TimeProposalFacts{}, err
	}
	if open.ID != "" {
		state := TimesCountered
		if open.By == u.actor.ID {
			state = TimesReplaced
		}
		if err := u.closeTimes(ctx, m, &open, state, action); err != nil {
			return TimeProposalFacts{}, err
		}
	}
	program, err := u.Programs().Get(ctx, m.Program)
	if err != nil {
		return TimeProposalFacts{}, missing(err, "load programme")
	}
	p := TimeProposal{
		ID: TimeProposalID(u.service.ids.NewID()), Mentorship: m.ID, Program: m.Program, By: u.actor.ID, Starts: starts, Minutes: in.Minutes,
		Title: in.Title, Place: in.Place, Link: in.Link, Agenda: in.Agenda, Zone: u.actor.TimeZone, State: TimesOpen, Before: open.ID, CreatedAt: u.now,
	}
	if err := u.setAnswerBy(ctx, program.Policy, &p, m.Other(u.actor.ID)); err != nil {
		return TimeProposalFacts{}, err
	}
	if err := u.TimeProposals().Save(ctx, p); err != nil {
		return TimeProposalFacts{}, fmt.Errorf("save times: %w", err)
	}
	u.notify(m.Other(u.actor.ID), NoticeTimesProposed, Task{Times: p.ID})
	u.notify(u.actor.ID, NoticeTimesProposed, Task{Times: p.ID})
	u.refreshHome(m.Mentor, m.Mentee)
	detail := map[string]string{"times": strconv.Itoa(len(starts)), "before": string(open.ID)}
	if err := u.audit(ctx, action, TimesSubject(p.ID), detail); err != nil {
		return TimeProposalFacts{}, err
	}
	return u.timesFacts(ctx, p, u.actor.ID)
}

// setAnswerBy decides until when somebody can answer: as long as the programme gives for requests, their days off left out, but not longer than the first of the
// times is ahead. They are reminded once, outside of their quiet hours, if there is a day for it.
func (u *unit) setAnswerBy(ctx context.Context, policy Policy, p *TimeProposal, answers PersonID) error {
	person, err := u.People().Get(ctx, answers)
	if err != nil {
		return missing(err, "load person")
	}
	settings, err := u.calendarSettings(ctx, answers)
	if err != nil {
		return err
	}
	hours, err := u.hours(ctx, answers)
	if err != nil {
		return err
	}
	p.AnswerBy = policy.Deadline(u.now, person.Location(), hours.DaysOff())
	if first := p.first(); first.Before(p.AnswerBy) {
		p.AnswerBy = first
	}
	p.NextAt = p.AnswerBy
	if at := settings.Reminders.Quiet.due(p.AnswerBy, timesReminderLead, person.Location()); at.After(u.now) {
		p.NextAt = at
	}
	return nil
}

// closeTimes ends an open proposal under its mentorship's lock, and brings what was said about it up to date.
func (u *unit) closeTimes(ctx context.Context, m Mentorship, p *TimeProposal, state TimeProposalState, action Action) error {
	p.State, p.ClosedAt = state, u.now
	if err := u.TimeProposals().Save(ctx, *p); err != nil {
		return fmt.Errorf("save times: %w", err)
	}
	u.refreshMessages(TimesSubject(p.ID), Task{Times: p.ID})
	u.refreshHome(m.Mentor, m.Mentee)
	return u.audit(ctx, action, TimesSubject(p.ID), map[string]string{"state": string(state), "session": string(p.Session)})
}

// endTimes closes what is open of a mentorship that is over. The news of the end tells of it.
func (u *unit) endTimes(ctx context.Context, m Mentorship) error {
	return u.closeOpenTimes(ctx, m, TimesEnded, ActionEndTimes)
}

// closeOpenTimes ends the open proposal of a mentorship, if there is one.
func (u *unit) closeOpenTimes(ctx context.Context, m Mentorship, state TimeProposalState, action Action) error {
	open, err := u.TimeProposals().Open(ctx, m.ID)
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("load open times: %w", err)
	}
	return u.closeTimes(ctx, m, &open, state, action)
}

// settleTimes reminds of a proposal once, and lets it lapse when nobody has answered in time.
func (s *Service) settleTimes(ctx context.Context, item DueItem) error {
	_, err := change(ctx, s, Call{Workspace: item.Workspace, Unhurried: true}, ActionLapseTimes, func(ctx context.Context, u *unit) (TimeProposal, error) {
		p, err := u.TimeProposals().Get(ctx, item.Times)
		if err != nil {
			return p, missing(err, "load times")
		}
		m, err := u.lockOngoing(ctx, p.Mentorship)
		if err != nil {
			return p, err
		}
		if p, err = u.TimeProposals().Get(ctx, item.Times); err != nil {
			return p, missing(err, "load times")
		}
		switch {
		case p.State != TimesOpen || p.NextAt.After(u.now):
			return p, nil
		case p.Live(u.now):
			return p, u.remindOfTimes(ctx, m, &p)
		}
		u.notify(p.By, NoticeTimesClosed, Task{Times: p.ID})
		return p, u.closeTimes(ctx, m, &p, TimesLapsed, ActionLapseTimes)
	})
	return err
}

func (u *unit) remindOfTimes(ctx context.Context, m Mentorship, p *TimeProposal) error {
	p.NextAt = p.AnswerBy
	if err := u.TimeProposals().Save(ctx, *p); err != nil {
		return fmt.Errorf("save times: %w", err)
	}
	u.notify(m.Other(p.By), NoticeTimesReminder, Task{Times: p.ID})
	return u.audit(ctx, ActionRemindTimes, TimesSubject(p.ID), map[string]string{"answer_by": p.AnswerBy.Format(time.RFC3339)})
}
