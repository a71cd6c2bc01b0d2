package core

import (
	"context"
	"errors"
	"fmt"
)

// lockTimes loads a proposal under the locks of a booking.
func (u *unit) lockTimes(ctx context.Context, id TimeProposalID, action Action) (TimeProposal, Mentorship, error) {
	p, err := u.TimeProposals().Get(ctx, id)
	if err != nil {
		return p, Mentorship{}, missing(err, "load times")
	}
	m, err := u.lockMentorship(ctx, p.Mentorship, action)
	if err != nil {
		return p, m, err
	}
	p, err = u.TimeProposals().Get(ctx, id)
	return p, m, missing(err, "load times")
}

// lockTimesToAnswer is lockTimes for whoever was asked: nobody answers themselves.
func (u *unit) lockTimesToAnswer(ctx context.Context, id TimeProposalID, action Action) (TimeProposal, Mentorship, error) {
	p, m, err := u.lockTimes(ctx, id, action)
	switch {
	case err != nil:
		return p, m, err
	case p.By == u.actor.ID:
		return p, m, conflict(CodeTimesOwn)
	}
	return p, m, p.refuse(u.now)
}

// TakeTime books the session at one of the proposed times, counted from 0, by the rules of a booking. While a time has gone meanwhile, the
// others stay open.
func (s *Service) TakeTime(ctx context.Context, call Call, id TimeProposalID, n int) (SessionFacts, error) {
	return change(ctx, s, call, ActionTakeTime, func(ctx context.Context, u *unit) (SessionFacts, error) {
		p, m, err := u.lockTimesToAnswer(ctx, id, ActionTakeTime)
		if err != nil {
			return SessionFacts{}, err
		}
		if n < 0 || n >= len(p.Starts) {
			return SessionFacts{}, invalid("time", CodeInvalidInput)
		}
		facts, err := u.mentorshipFacts(ctx, m, u.actor.ID)
		if err != nil {
			return SessionFacts{}, err
		}
		session := p.session(p.Starts[n])
		session.ID, session.Number, session.Kind = SessionID(s.ids.NewID()), facts.NextNumber, facts.NextPlanned.Kind
		session.BookedBy, session.CreatedAt = u.actor.ID, u.now
		booked, err := u.storeBooking(ctx, facts.Program, m, session, NoticeSessionBooked)
		if err != nil {
			return SessionFacts{}, err
		}
		// Who proposed the time comes as well.
		if err := u.saveReply(ctx, booked.Session, SessionReply{Person: p.By, Attendance: AttendanceYes}); err != nil {
			return SessionFacts{}, err
		}
		p.Session = booked.Session.ID
		if err := u.closeTimes(ctx, m, &p, TimesAccepted, ActionTakeTime); err != nil {
			return SessionFacts{}, err
		}
		return u.sessionFacts(ctx, booked.Session, u.actor.ID)
	})
}

// DeclineTimes turns proposed times down, with a word for whoever proposed them or without.
func (s *Service) DeclineTimes(ctx context.Context, call Call, id TimeProposalID, reason string) (TimeProposalFacts, error) {
	reason = clean(reason)
	return change(ctx, s, call, ActionDeclineTimes, func(ctx context.Context, u *unit) (TimeProposalFacts, error) {
		p, m, err := u.lockTimesToAnswer(ctx, id, ActionDeclineTimes)
		if err != nil {
			return TimeProposalFacts{}, err
		}
		if e := checkLength("reason", reason, MaxTimesReason); e != nil {
			return TimeProposalFacts{}, e
		}
		p.Reason = reason
		u.notify(p.By, NoticeTimesClosed, Task{Times: p.ID})
		if err := u.closeTimes(ctx, m, &p, TimesDeclined, ActionDeclineTimes); err != nil {
			return TimeProposalFacts{}, err
		}
		return u.timesFacts(ctx, p, u.actor.ID)
	})
}

// WithdrawTimes takes the actor's own proposal back.
func (s *Service) WithdrawTimes(ctx context.Context, call Call, id TimeProposalID) (TimeProposalFacts, error) {
	return change(ctx, s, call, ActionWithdrawTimes, func(ctx context.Context, u *unit) (TimeProposalFacts, error) {
		p, m, err := u.lockTimes(ctx, id, ActionWithdrawTimes)
		switch {
		case err != nil:
			return TimeProposalFacts{}, err
		case p.By != u.actor.ID:
			return TimeProposalFacts{}, conflict(CodeTimesNotOwn)
		}
		if err := p.refuse(u.now); err != nil {
			return TimeProposalFacts{}, err
		}
		if err := u.closeTimes(ctx, m, &p, TimesWithdrawn, ActionWithdrawTimes); err != nil {
			return TimeProposalFacts{}, err
		}
		return u.timesFacts(ctx, p, u.actor.ID)
	})
}

// TimesToAnswer loads proposed times for somebody who is about to answer them and refuses who may not, and what is settled.
func (s *Service) TimesToAnswer(ctx context.Context, call Call, id TimeProposalID) (TimeProposalFacts, error) {
	return read(ctx, s, call, ActionViewTimes, func(ctx context.Context, u *unit) (TimeProposalFacts, error) {
		facts, err := u.timesOf(ctx, id, u.actor.ID)
		if err != nil {
			return TimeProposalFacts{}, err
		}
		if facts.Mine() {
			return TimeProposalFacts{}, conflict(CodeTimesOwn)
		}
		return facts, facts.Proposal.refuse(u.now)
	})
}

// TimesFor loads proposed times as the viewer sees them, for rendering messages.
func (s *Service) TimesFor(ctx context.Context, workspace WorkspaceID, id TimeProposalID, viewer PersonID) (TimeProposalFacts, error) {
	return load(ctx, s, workspace, func(ctx context.Context, u *unit) (TimeProposalFacts, error) { return u.timesOf(ctx, id, viewer) })
}

func (u *unit) timesOf(ctx context.Context, id TimeProposalID, viewer PersonID) (TimeProposalFacts, error) {
	p, err := u.TimeProposals().Get(ctx, id)
	if err != nil {
		return TimeProposalFacts{}, missing(err, "load times")
	}
	return u.timesFacts(ctx, p, viewer)
}

func (u *unit) timesFacts(ctx context.Context, p TimeProposal, viewer PersonID) (TimeProposalFacts, error) {
	facts := TimeProposalFacts{Proposal: p}
	m, err := u.Mentorships().Get(ctx, p.Mentorship)
	if err != nil {
		return facts, missing(err, "load mentorship")
	}
	if err := u.allow(ActionViewTimes, relationOf(viewer, m.Mentor, m.Mentee)); err != nil {
		return TimeProposalFacts{}, err
	}
	pair, err := u.mentorshipFacts(ctx, m, viewer)
	if err != nil {
		return facts, err
	}
	facts.Program, facts.Mentorship, facts.Viewer, facts.Other, facts.Kind = pair.Program, m, pair.Viewer, pair.Other, pair.NextPlanned.Kind
	if p.Before != "" {
		before, err := u.TimeProposals().Get(ctx, p.Before)
		if err != nil {
			return facts, missing(err, "load times before")
		}
		facts.Before = &before
	}
	if p.Session != "" {
		session, err := u.Sessions().Get(ctx, p.Session)
		if err != nil {
			return facts, missing(err, "load session")
		}
		facts.Session = &session
	}
	return facts, u.addProposedTimes(ctx, &facts)
}

// addProposedTimes says of each time how it stands.
func (u *unit) addProposedTimes(ctx context.Context, facts *TimeProposalFacts) error {
	p, m := facts.Proposal, facts.Mentorship
	busy, err := u.busyTimes(ctx, facts.Viewer.Person.ID)
	if err != nil {
		return err
	}
	for _, start := range p.Starts {
		overlapping, err := u.Sessions().Overlapping(ctx, []PersonID{m.Mentor, m.Mentee}, start, p.end(start), "")
		if err != nil {
			return fmt.Errorf("look for overlaps: %w", err)
		}
		facts.Times = append(facts.Times, ProposedTime{
			Start: start, Possible: len(overlapping) == 0 && start.After(u.now), Busy: busyAt(busy, start, p.end(start)),
		})
	}
	return nil
}

// openTimesOf is the open proposal of a mentorship; nil if there is none.
func (u *unit) openTimesOf(ctx context.Context, m Mentorship, viewer PersonID) (*TimeProposalFacts, error) {
	p, err := u.TimeProposals().Open(ctx, m.ID)
	if errors.Is(err, ErrNotFound) || err == nil && (!m.Open() || !p.Live(u.now)) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("load open times: %w", err)
	}
	facts, err := u.timesFacts(ctx, p, viewer)
	return &facts, err
}

// openTimes are the open proposals of and for a person.
func (u *unit) openTimes(ctx context.Context, person PersonID) ([]TimeProposalFacts, error) {
	open, err := u.TimeProposals().OpenFor(ctx, person)
	if err != nil {
		return nil, fmt.Errorf("load open times: %w", err)
	}
	var out []TimeProposalFacts
	for _, p := range open {
		if !p.Live(u.now) {
			continue
		}
		facts, err := u.timesFacts(ctx, p, person)
		if err != nil {
			return nil, err
		}
		out = append(out, facts)
	}
	return out, nil
}
