package core

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"
)

// EndMentorship ends a mentorship: before its time, or, once the planned end has come, as planned. Either of the two may, and those who run
// the programme. Both are told once, with the reason, and sessions still to come are cancelled in both calendars.
func (s *Service) EndMentorship(ctx context.Context, call Call, id MentorshipID, reason string) (Mentorship, error) {
	reason = clean(reason)
	return change(ctx, s, call, ActionEndMentorship, func(ctx context.Context, u *unit) (Mentorship, error) {
		m, err := u.lockToEnd(ctx, id)
		if err != nil {
			return Mentorship{}, err
		}
		if err := m.checkEndReason(reason, u.now); err != nil {
			return Mentorship{}, err
		}
		return u.endMentorship(ctx, m, u.actor.ID, reason)
	})
}

func (m *Mentorship) checkEndReason(reason string, now time.Time) error {
	var bad fieldErrors
	if !m.EndReached(now) { // who keeps to the plan owes nobody a reason
		bad.add(checkRequired("reason", reason))
	}
	bad.add(checkLength("reason", reason, MaxEndReason))
	return bad.err()
}

// lockToEnd loads a mentorship under the locks of a booking and refuses who may not end it and what has ended.
func (u *unit) lockToEnd(ctx context.Context, id MentorshipID) (Mentorship, error) {
	m, err := u.Mentorships().Get(ctx, id)
	if err != nil {
		return m, missing(err, "load mentorship")
	}
	if err := u.allowEnd(ctx, m); err != nil {
		return m, err
	}
	if err := u.People().Lock(ctx, m.Mentor, m.Mentee); err != nil {
		return m, fmt.Errorf("lock people: %w", err)
	}
	m, err = u.lockOngoing(ctx, id)
	if err == nil && !m.Ongoing() {
		err = conflict(CodeMentorshipEnded)
	}
	return m, err
}

// allowEnd permits the end to the two and to those who run the programme.
func (u *unit) allowEnd(ctx context.Context, m Mentorship) error {
	if relation := u.relation(m.Mentor, m.Mentee); relation != RelationOther {
		return u.allow(ActionEndMentorship, relation)
	}
	return u.allowStaff(ctx, ActionEndMentorship, m.Program)
}

// lockOngoing holds a mentorship and loads it as it is then.
func (u *unit) lockOngoing(ctx context.Context, id MentorshipID) (Mentorship, error) {
	if err := u.Mentorships().Lock(ctx, id); err != nil {
		return Mentorship{}, fmt.Errorf("lock mentorship: %w", err)
	}
	m, err := u.Mentorships().Get(ctx, id)
	return m, missing(err, "load mentorship")
}

// lockForPair is lockOngoing for what one of the two does in a mentorship that has not ended. over is the code of the refusal where it has.
func (u *unit) lockForPair(ctx context.Context, action Action, id MentorshipID, over Code) (Mentorship, error) {
	m, err := u.Mentorships().Get(ctx, id)
	if err != nil {
		return m, missing(err, "load mentorship")
	}
	if err := u.allow(action, u.relation(m.Mentor, m.Mentee)); err != nil {
		return m, err
	}
	if m, err = u.lockOngoing(ctx, id); err == nil && !m.Ongoing() {
		err = conflict(over)
	}
	return m, err
}

// endMentorship ends a mentorship that is locked, on behalf of somebody. The place it took is free at once.
func (u *unit) endMentorship(ctx context.Context, m Mentorship, by PersonID, reason string) (Mentorship, error) {
	m.State, m.EndedAt, m.EndedBy, m.EndReason = MentorshipEndedEarly, u.now, by, reason
	if m.EndReached(u.now) {
		m.State = MentorshipCompleted
	}
	if m.Silence.EndsAt, m.Silence.LookAt = (time.Time{}), (time.Time{}); !m.EndedQuiet() {
		m.Silence.Stage = SilenceNone
	}
	m.Hold, m.Closing = Hold{}, Closing{Extension: Extension{Number: m.Closing.Extension.Number}}
	if err := u.Mentorships().Save(ctx, m); err != nil {
		return m, fmt.Errorf("save mentorship: %w", err)
	}
	cancelled, err := u.cancelComing(ctx, m, cancelling{by: m.EndedBy, reason: m.EndReason})
	if err != nil {
		return m, err
	}
	if err := u.endTimes(ctx, m); err != nil {
		return m, err
	}
	if err := u.endAgreement(ctx, m); err != nil {
		return m, err
	}
	if err := u.resolveQuiet(ctx, m); err != nil {
		return m, err
	}
	if err := u.askEvaluations(ctx, m); err != nil {
		return m, err
	}
	u.refreshMessages(MentorshipSubject(m.ID), Task{Mentorship: m.ID})
	if err := u.tellEnd(ctx, m); err != nil {
		return m, err
	}
	u.refreshHome(m.Mentor, m.Mentee)
	return m, u.audit(ctx, ActionEndMentorship, MentorshipSubject(m.ID), map[string]string{"sessions_cancelled": strconv.Itoa(cancelled)})
}

// tellEnd tells both that their mentorship is over. Somebody who is gone cannot be told, and nobody waits for them here any more.
func (u *unit) tellEnd(ctx context.Context, m Mentorship) error {
	for _, id := range []PersonID{m.Mentor, m.Mentee} {
		person, err := u.People().Get(ctx, id)
		if err != nil {
			return missing(err, "load person")
		}
		switch {
		case person.Gone():
			err = u.settleGone(ctx, person)
		case u.actor.ID == "": // it ends by itself, as one of them wanted: that can wait until nobody is disturbed
			err = u.remindLater(ctx, m, NoticeEnded, u.now, id)
		default:
			u.notify(id, NoticeEnded, Task{Mentorship: m.ID})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// cancelling is which sessions of a mentorship are cancelled at once, by whom and why.
type cancelling struct {
	by     PersonID
	reason string
	before time.Time // those that begin before; zero for all
}

// cancelComing cancels sessions of a mentorship that have not begun (features.md 4, invariant 6). The news of its end, or of its hold, tells
// of them; calendars are told of each.
func (u *unit) cancelComing(ctx context.Context, m Mentorship, what cancelling) (int, error) {
	program, err := u.Programs().Get(ctx, m.Program)
	if err != nil {
		return 0, missing(err, "load programme")
	}
	sessions, err := u.Sessions().ForMentorship(ctx, m.ID)
	if err != nil {
		return 0, fmt.Errorf("load sessions: %w", err)
	}
	cancelled := 0
	var whole []Session // one of each series
	for _, session := range sessions {
		if session.State != SessionBooked || !session.StartsAt.After(u.now) {
			u.takeNextOff(session)
			continue
		}
		if !what.before.IsZero() && !session.StartsAt.Before(what.before) {
			continue
		}
		cancelled++
		session.CancelledBy = what.by
		if err := u.cancelSession(ctx, program.Policy, &session, what.reason); err != nil {
			return 0, err
		}
		u.refreshMessages(SessionSubject(session.ID), Task{Session: session.ID})
		if session.Series != "" && !slices.ContainsFunc(whole, session.together) {
			whole = append(whole, session)
		}
		if session.Series == "" {
			if err := errors.Join(u.tellCalendar(ctx, session, m.Mentor), u.tellCalendar(ctx, session, m.Mentee)); err != nil {
				return 0, err
			}
		}
		if err := u.audit(ctx, ActionCancelSession, SessionSubject(session.ID), map[string]string{"sequence": strconv.Itoa(session.Sequence)}); err != nil {
			return 0, err
		}
	}
	for _, session := range whole {
		u.refreshSeries(session)
		if err := u.shortenSeries(ctx, m, session.Series); err != nil {
			return 0, err
		}
	}
	return cancelled, nil
}

// takeNextOff takes the next session off what was said about one that is over, where people still answer: there is none to book any more.
func (u *unit) takeNextOff(session Session) {
	if session.State == SessionCancelled || session.awaitsCheckIn(u.now) {
		u.refreshMessages(SessionSubject(session.ID), Task{Session: session.ID})
	}
}

// Ending loads a mentorship for somebody who is about to end it.
func (s *Service) Ending(ctx context.Context, call Call, id MentorshipID) (EndFacts, error) {
	return read(ctx, s, call, ActionEndMentorship, func(ctx context.Context, u *unit) (EndFacts, error) {
		m, err := u.Mentorships().Get(ctx, id)
		if err != nil {
			return EndFacts{}, missing(err, "load mentorship")
		}
		if err := u.allowEnd(ctx, m); err != nil {
			return EndFacts{}, err
		}
		if !m.Ongoing() {
			return EndFacts{}, conflict(CodeMentorshipEnded)
		}
		return u.endFacts(ctx, m)
	})
}

func (u *unit) endFacts(ctx context.Context, m Mentorship) (EndFacts, error) {
	facts := EndFacts{Mentorship: m, Viewer: u.actor.ID}
	var err error
	if facts.Program, err = u.Programs().Get(ctx, m.Program); err != nil {
		return facts, missing(err, "load programme")
	}
	if facts.Mentor, err = u.publicCard(ctx, m.Mentor); err != nil {
		return facts, err
	}
	if facts.Mentee, err = u.publicCard(ctx, m.Mentee); err != nil {
		return facts, err
	}
	if facts.Agreement, err = u.agreementStanding(ctx, m.ID); err != nil {
		return facts, err
	}
	facts.Coming, err = u.coming(ctx, m)
	return facts, err
}

// coming counts the sessions of a mentorship that have not begun.
func (u *unit) coming(ctx context.Context, m Mentorship) (int, error) {
	sessions, err := u.Sessions().ForMentorship(ctx, m.ID)
	if err != nil {
		return 0, fmt.Errorf("load sessions: %w", err)
	}
	n := 0
	for _, session := range sessions {
		if session.State == SessionBooked && session.StartsAt.After(u.now) {
			n++
		}
	}
	return n, nil
}
