package core

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"
)

// SessionOutcome is what one of the two says became of a session; words are in the catalogue under "outcome.<key>".
type SessionOutcome string

// The outcomes.
const (
	OutcomeMet          SessionOutcome = "met"
	OutcomeMentorAbsent SessionOutcome = "mentor_absent"
	OutcomeMenteeAbsent SessionOutcome = "mentee_absent"
	OutcomeCalledOff    SessionOutcome = "called_off" // neither came
)

// SessionOutcomes lists them all.
func SessionOutcomes() []SessionOutcome {
	return []SessionOutcome{OutcomeMet, OutcomeMentorAbsent, OutcomeMenteeAbsent, OutcomeCalledOff}
}

// AbsenceOf is the outcome that somebody in a role did not come.
func AbsenceOf(r Role) SessionOutcome {
	if r == RoleMentor {
		return OutcomeMentorAbsent
	}
	return OutcomeMenteeAbsent
}

// Pulse is how useful somebody found a session; words are in the catalogue under "pulse.<key>".
type Pulse string

// The answers, best first. Staff read them added up only.
const (
	PulseVery   Pulse = "very"
	PulseSome   Pulse = "some"
	PulseLittle Pulse = "little"
)

// Pulses lists them, best first.
func Pulses() []Pulse { return []Pulse{PulseVery, PulseSome, PulseLittle} }

// CheckIn is what one of the two said about a session after it.
type CheckIn struct {
	Session SessionID
	Person  PersonID
	Outcome SessionOutcome // empty while they have said nothing
	Minutes int            // how long they met; 0 for another outcome
	Pulse   Pulse          // empty for no answer
	At      time.Time
}

const (
	// CheckInDays is how long after a session one can say how it went, or correct it.
	CheckInDays = 30
	// MinHeldMinutes and MaxHeldMinutes bound how long people say they met.
	MinHeldMinutes = 5
	MaxHeldMinutes = 480
)

// CheckInRule says who is asked how a session went; words are in the catalogue under "check_in_rule.<key>".
type CheckInRule string

// The rules. A policy stored before there was a choice has none of them, which means both.
const (
	CheckInBoth   CheckInRule = "both"
	CheckInNobody CheckInRule = "nobody" // sessions count as held when they are over
)

// CheckInRules lists them.
func CheckInRules() []CheckInRule { return []CheckInRule{CheckInBoth, CheckInNobody} }

// CheckIn records what the actor says about a session that is over: an outcome, and how long they met, 0 for as long as planned. What was
// said before is replaced. When both say different things, the programme's staff hear of it.
func (s *Service) CheckIn(ctx context.Context, call Call, id SessionID, outcome SessionOutcome, minutes int) (SessionFacts, error) {
	return change(ctx, s, call, ActionCheckIn, func(ctx context.Context, u *unit) (SessionFacts, error) {
		session, m, err := u.lockOver(ctx, id)
		if err != nil {
			return SessionFacts{}, err
		}
		said, err := u.checkIn(ctx, id, u.actor.ID)
		if err != nil {
			return SessionFacts{}, err
		}
		if err := said.put(outcome, minutes, session.Minutes); err != nil {
			return SessionFacts{}, err
		}
		said.At = u.now
		if err := u.Sessions().SaveCheckIn(ctx, said); err != nil {
			return SessionFacts{}, fmt.Errorf("save check-in: %w", err)
		}
		detail := map[string]string{"outcome": string(said.Outcome), "minutes": strconv.Itoa(said.Minutes)}
		if err := u.audit(ctx, ActionCheckIn, SessionSubject(id), detail); err != nil {
			return SessionFacts{}, err
		}
		if err := u.settleSession(ctx, m, &session); err != nil {
			return SessionFacts{}, err
		}
		u.refreshMessages(SessionSubject(id), Task{Session: id})
		u.refreshHome(m.Mentor, m.Mentee)
		return u.sessionFacts(ctx, session, u.actor.ID)
	})
}

// put takes over an outcome. Whoever did not meet has nothing to find useful.
func (c *CheckIn) put(outcome SessionOutcome, minutes, planned int) error {
	if !slices.Contains(SessionOutcomes(), outcome) {
		return invalid("outcome", CodeInvalidInput)
	}
	if outcome != OutcomeMet {
		c.Outcome, c.Minutes, c.Pulse = outcome, 0, ""
		return nil
	}
	if minutes == 0 {
		minutes = planned
	}
	if minutes < MinHeldMinutes || minutes > MaxHeldMinutes {
		return &Error{Kind: Invalid, Code: CodeNumberOutOfRange, Field: "minutes", Args: map[string]any{"Min": MinHeldMinutes, "Max": MaxHeldMinutes}}
	}
	c.Outcome, c.Minutes = outcome, minutes
	return nil
}

// SessionToCheckIn loads a session of which the actor can say how it went.
func (s *Service) SessionToCheckIn(ctx context.Context, call Call, id SessionID) (SessionFacts, error) {
	return read(ctx, s, call, ActionCheckIn, func(ctx context.Context, u *unit) (SessionFacts, error) {
		session, err := u.Sessions().Get(ctx, id)
		if err != nil {
			return SessionFacts{}, missing(err, "load session")
		}
		facts, err := u.sessionFacts(ctx, session, u.actor.ID)
		if err != nil {
			return facts, err
		}
		return facts, session.refuseCheckIn(u.now)
	})
}

// TakePulse records how useful the actor found a session they say took place.
func (s *Service) TakePulse(ctx context.Context, call Call, id SessionID, pulse Pulse) (SessionFacts, error) {
	return change(ctx, s, call, ActionCheckIn, func(ctx context.Context, u *unit) (SessionFacts, error) {
		session, _, err := u.lockOver(ctx, id)
		if err != nil {
			return SessionFacts{}, err
		}
		said, err := u.checkIn(ctx, id, u.actor.ID)
		switch {
		case err != nil:
			return SessionFacts{}, err
		case said.Outcome != OutcomeMet:
			return SessionFacts{}, conflict(CodeCheckInFirst)
		case !slices.Contains(Pulses(), pulse):
			return SessionFacts{}, invalid("pulse", CodeInvalidInput)
		}
		said.Pulse = pulse
		if err := u.Sessions().SaveCheckIn(ctx, said); err != nil {
			return SessionFacts{}, fmt.Errorf("save check-in: %w", err)
		}
		u.refreshMessages(SessionSubject(id), Task{Session: id})
		facts, err := u.sessionFacts(ctx, session, u.actor.ID)
		if err != nil {
			return facts, err
		}
		return facts, u.audit(ctx, ActionCheckIn, SessionSubject(id), map[string]string{"pulse": "answered"}) // what they said is theirs
	})
}

// lockOver loads a session under its mentorship's lock and refuses one about which it cannot be said how it went. The mentorship itself may
// be over: its last session counts like the others.
func (u *unit) lockOver(ctx context.Context, id SessionID) (Session, Mentorship, error) {
	session, err := u.Sessions().Get(ctx, id)
	if err != nil {
		return Session{}, Mentorship{}, missing(err, "load session")
	}
	m, err := u.Mentorships().Get(ctx, session.Mentorship)
	if err != nil {
		return session, m, missing(err, "load mentorship")
	}
	if err := u.allow(ActionCheckIn, u.relation(m.Mentor, m.Mentee)); err != nil {
		return session, m, err
	}
	if err := u.Mentorships().Lock(ctx, m.ID); err != nil {
		return session, m, fmt.Errorf("lock mentorship: %w", err)
	}
	if session, err = u.Sessions().Get(ctx, id); err != nil {
		return session, m, missing(err, "load session")
	}
	return session, m, session.refuseCheckIn(u.now)
}

// refuseCheckIn says why it cannot be said how the session went; nil when it can.
func (s *Session) refuseCheckIn(now time.Time) error {
	switch {
	case s.State == SessionCancelled:
		return conflict(CodeSessionCancelled)
	case now.Before(s.EndsAt()):
		return conflict(CodeSessionToCome)
	case !s.awaitsCheckIn(now):
		return &Error{Kind: Conflict, Code: CodeCheckInLate, Args: map[string]any{"Days": CheckInDays}}
	}
	return nil
}

// checkIn is what somebody said about a session, empty for nothing yet.
func (u *unit) checkIn(ctx context.Context, session SessionID, person PersonID) (CheckIn, error) {
	said, err := u.Sessions().CheckIn(ctx, session, person)
	if errors.Is(err, ErrNotFound) {
		return CheckIn{Session: session, Person: person}, nil
	}
	if err != nil {
		return said, fmt.Errorf("load check-in: %w", err)
	}
	return said, nil
}

// settleSession brings a session to the state that follows from what the two have said, and the items of staff with it.
func (u *unit) settleSession(ctx context.Context, m Mentorship, session *Session) error {
	var said []CheckIn
	for _, person := range []PersonID{m.Mentor, m.Mentee} {
		one, err := u.checkIn(ctx, session.ID, person)
		if err != nil {
			return err
		}
		if one.Outcome != "" {
			said = append(said, one)
		}
	}
	session.settle(said)
	session.UpdatedAt = u.now
	if err := u.Sessions().Save(ctx, *session); err != nil {
		return fmt.Errorf("save session: %w", err)
	}
	if err := u.flagDispute(ctx, m, *session); err != nil {
		return err
	}
	if session.State != SessionNoShow || session.Absent == "" {
		return nil
	}
	absent := m.Mentee
	if session.Absent == RoleMentor {
		absent = m.Mentor
	}
	return u.flagMissed(ctx, m, *session, absent)
}

// settle is the state that follows from what was said. One answer counts until the other one comes. Of two lengths the shorter counts, so
// that nobody is credited with time the other one does not remember.
func (s *Session) settle(said []CheckIn) {
	s.CheckInAt, s.HeldMinutes, s.Absent = time.Time{}, 0, ""
	switch {
	case len(said) == 0:
		s.State = SessionBooked
		return
	case len(said) == 2 && said[0].Outcome != said[1].Outcome:
		s.State = SessionDisputed
		return
	}
	s.State = SessionNoShow
	switch said[0].Outcome {
	case OutcomeMet:
		s.State, s.HeldMinutes = SessionHeld, said[0].Minutes
		for _, one := range said {
			s.HeldMinutes = min(s.HeldMinutes, one.Minutes)
		}
	case OutcomeMentorAbsent:
		s.Absent = RoleMentor
	case OutcomeMenteeAbsent:
		s.Absent = RoleMentee
	}
}

// askCheckIn asks both how a session went, once it is over; where nobody is to be asked it counts as held.
func (s *Service) askCheckIn(ctx context.Context, item DueItem) error {
	_, err := change(ctx, s, Call{Workspace: item.Workspace}, ActionAskCheckIn, func(ctx context.Context, u *unit) (Session, error) {
		session, err := u.Sessions().Get(ctx, item.Session)
		if err != nil {
			return session, missing(err, "load session")
		}
		if err := u.Mentorships().Lock(ctx, session.Mentorship); err != nil {
			return session, fmt.Errorf("lock mentorship: %w", err)
		}
		if session, err = u.Sessions().Get(ctx, item.Session); err != nil {
			return session, missing(err, "load session")
		}
		if session.CheckInAt.IsZero() || u.now.Before(session.CheckInAt) {
			return session, nil // moved, cancelled or answered meanwhile
		}
		return session, u.openCheckIn(ctx, session)
	})
	return err
}

func (u *unit) openCheckIn(ctx context.Context, session Session) error {
	m, err := u.Mentorships().Get(ctx, session.Mentorship)
	if err != nil {
		return missing(err, "load mentorship")
	}
	program, err := u.Programs().Get(ctx, session.Program)
	if err != nil {
		return missing(err, "load programme")
	}
	ask := program.Policy.AsksHowItWent() && session.awaitsCheckIn(u.now)
	session.CheckInAt = time.Time{}
	if !program.Policy.AsksHowItWent() {
		session.State, session.HeldMinutes = SessionHeld, session.Minutes
	}
	if err := u.Sessions().Save(ctx, session); err != nil {
		return fmt.Errorf("save session: %w", err)
	}
	if ask {
		u.notify(m.Mentor, NoticeCheckIn, Task{Session: session.ID})
		u.notify(m.Mentee, NoticeCheckIn, Task{Session: session.ID})
	}
	u.refreshHome(m.Mentor, m.Mentee)
	return u.audit(ctx, ActionAskCheckIn, SessionSubject(session.ID), nil)
}
