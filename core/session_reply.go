package core

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Attendance is whether a person comes to a session, as they said; empty while they have said nothing.
type Attendance string

// What people say, in the words of RFC 5545 section 3.2.12.
const (
	AttendanceYes   Attendance = "accepted"
	AttendanceMaybe Attendance = "tentative"
	AttendanceNo    Attendance = "declined"
)

// SessionReply is what a person said about a session at the time it has now. Another time makes it void.
type SessionReply struct {
	Session    SessionID
	Person     PersonID
	Attendance Attendance
	At         time.Time // when they said it; by a calendar, its DTSTAMP
	Calendar   bool      // a calendar said it for them
	Proposed   time.Time // start they would rather have, zero for none
	Minutes    int       // length they would rather have, with Proposed
}

// CalendarReply is what somebody's calendar sent back about an event (RFC 5546 sections 3.2.3 and 3.2.7). Whoever knows the UID of a copy has
// read the mail with it: that is the permission, together with the address it went to.
type CalendarReply struct {
	UID        string
	Attendee   string // mail address of the one who answers
	Attendance Attendance
	Sequence   int // of the event that is answered
	StampedAt  time.Time
	Occurrence time.Time // which of a series by the rule; zero for the event as a whole
	Proposed   time.Time // of a counter-proposal, zero for a plain answer
	Minutes    int
}

// ReplyOutcome says what became of a calendar's reply.
type ReplyOutcome string

// The outcomes. Only a reply that was taken has changed anything.
const (
	ReplyTaken   ReplyOutcome = "taken"
	ReplyUnknown ReplyOutcome = "unknown" // no such event
	ReplyForeign ReplyOutcome = "foreign" // another attendee than the one invited
	ReplyStale   ReplyOutcome = "stale"   // about an earlier version, a session that is over or cancelled, or heard before
)

// maxClockAhead is how far ahead the clock of somebody's calendar may be: beyond, its answer would have the last word for too long.
const maxClockAhead = time.Hour

// Attend records that the actor comes to a session as it is. Another time the other one proposed is off the table with that, and they are told.
func (s *Service) Attend(ctx context.Context, call Call, id SessionID) (SessionFacts, error) {
	return s.answerSession(ctx, call, id, AttendanceYes)
}

// Perhaps records that the actor does not know yet whether they come to a session.
func (s *Service) Perhaps(ctx context.Context, call Call, id SessionID) (SessionFacts, error) {
	return s.answerSession(ctx, call, id, AttendanceMaybe)
}

// AttendSeries records that the actor comes to a session and to all that are still to come of its series, as [Service.Attend] does for one.
func (s *Service) AttendSeries(ctx context.Context, call Call, id SessionID) (SessionFacts, error) {
	return s.answerSeries(ctx, call, id, AttendanceYes)
}

// PerhapsSeries does so where the actor does not know yet.
func (s *Service) PerhapsSeries(ctx context.Context, call Call, id SessionID) (SessionFacts, error) {
	return s.answerSeries(ctx, call, id, AttendanceMaybe)
}

func (s *Service) answerSession(ctx context.Context, call Call, id SessionID, as Attendance) (SessionFacts, error) {
	return change(ctx, s, call, ActionAttend, func(ctx context.Context, u *unit) (SessionFacts, error) {
		session, m, err := u.lockSession(ctx, id, ActionAttend)
		if err != nil {
			return SessionFacts{}, err
		}
		if err := u.attend(ctx, session, m, as); err != nil {
			return SessionFacts{}, err
		}
		return u.sessionFacts(ctx, session, u.actor.ID)
	})
}

func (s *Service) answerSeries(ctx context.Context, call Call, id SessionID, as Attendance) (SessionFacts, error) {
	return change(ctx, s, call, ActionAttend, func(ctx context.Context, u *unit) (SessionFacts, error) {
		session, m, err := u.loadLocked(ctx, id, ActionAttend)
		if err != nil {
			return SessionFacts{}, err
		}
		all, err := u.Sessions().ForSeries(ctx, session.Series)
		if err != nil {
			return SessionFacts{}, fmt.Errorf("load sessions of a series: %w", err)
		}
		coming := 0
		for _, one := range all {
			if !one.ahead(u.now) {
				continue
			}
			coming++
			if err := u.attend(ctx, one, m, as); err != nil {
				return SessionFacts{}, err
			}
		}
		if coming == 0 {
			return SessionFacts{}, conflict(CodeSessionOver)
		}
		return u.sessionFacts(ctx, session, u.actor.ID)
	})
}

// attend records whether the actor comes to one session. Who is not sure leaves what the other one proposes on the table.
func (u *unit) attend(ctx context.Context, session Session, m Mentorship, as Attendance) error {
	if as == AttendanceYes {
		if err := u.keepTime(ctx, session, m.Other(u.actor.ID)); err != nil {
			return err
		}
	}
	u.refreshMessages(SessionSubject(session.ID), Task{Session: session.ID})
	u.refreshSeries(session)
	return u.saveReply(ctx, session, SessionReply{Person: u.actor.ID, Attendance: as})
}

// keepTime turns down what somebody proposed, if they did.
func (u *unit) keepTime(ctx context.Context, session Session, proposer PersonID) error {
	reply, err := u.reply(ctx, session.ID, proposer)
	if err != nil || reply.Proposed.IsZero() {
		return err
	}
	reply.Proposed, reply.Minutes = time.Time{}, 0
	u.notify(proposer, NoticeSessionKept, Task{Session: session.ID})
	return u.saveReply(ctx, session, reply)
}

// saveReply records what somebody says now about a session as it is now.
func (u *unit) saveReply(ctx context.Context, session Session, reply SessionReply) error {
	reply.Session = session.ID
	if reply.At.IsZero() {
		reply.At = u.now
	}
	if err := u.Sessions().SaveReply(ctx, reply); err != nil {
		return fmt.Errorf("save reply: %w", err)
	}
	detail := map[string]string{"person": string(reply.Person), "answer": string(reply.Attendance), "calendar": strconv.FormatBool(reply.Calendar)}
	return u.audit(ctx, ActionAttend, SessionSubject(session.ID), detail)
}

// TakeReply records what a calendar sent back, and asks people what only they can decide: somebody whose calendar declined is asked
// whether to cancel or move the session, and of another time that somebody proposes the other one is told. It never cancels or moves by
// itself: a mail is not proof enough of who sent it.
func (s *Service) TakeReply(ctx context.Context, reply CalendarReply) (ReplyOutcome, error) {
	workspace, known, err := s.store.CalendarCopyByUID(ctx, reply.UID)
	if errors.Is(err, ErrNotFound) {
		return ReplyUnknown, nil
	}
	if err != nil {
		return "", fmt.Errorf("find calendar copy: %w", err)
	}
	if !strings.EqualFold(known.Address, reply.Attendee) {
		return ReplyForeign, nil
	}
	return change(ctx, s, Call{Workspace: workspace}, ActionTakeReply, func(ctx context.Context, u *unit) (ReplyOutcome, error) {
		if known.Series != "" {
			return u.takeSeriesReply(ctx, known, reply)
		}
		return u.takeReply(ctx, known, reply)
	})
}

func (u *unit) takeReply(ctx context.Context, known CalendarCopy, reply CalendarReply) (ReplyOutcome, error) {
	session, m, err := u.lockSession(ctx, known.Session, ActionTakeReply)
	if Refusal(err) != nil { // over or cancelled; the calendar will know soon, or knows better
		return ReplyStale, nil
	}
	if err != nil {
		return "", err
	}
	before, err := u.reply(ctx, session.ID, known.Person)
	if err != nil || reply.Sequence < session.Sequence || !reply.StampedAt.After(before.At) {
		return ReplyStale, err
	}
	after := SessionReply{
		Person: known.Person, Attendance: reply.Attendance, At: reply.StampedAt, Calendar: true, Proposed: reply.Proposed, Minutes: reply.Minutes,
	}
	if limit := u.now.Add(maxClockAhead); after.At.After(limit) {
		after.At = limit
	}
	if !after.Proposed.After(u.now) || after.Minutes < MinSessionMinutes || after.Minutes > MaxSessionMinutes {
		after.Proposed, after.Minutes = time.Time{}, 0 // nothing anybody could agree to
	}
	if err := u.saveReply(ctx, session, after); err != nil {
		return "", err
	}
	u.refreshMessages(SessionSubject(session.ID), Task{Session: session.ID})
	u.refreshSeries(session)
	switch {
	case !after.Proposed.IsZero() && !after.Proposed.Equal(before.Proposed):
		u.notify(m.Other(known.Person), NoticeSessionProposed, Task{Session: session.ID})
	case after.Attendance == AttendanceNo && before.Attendance != AttendanceNo:
		u.notify(known.Person, NoticeSessionDeclined, Task{Session: session.ID})
	}
	return ReplyTaken, nil
}

// reply is what somebody said about a session, empty for nothing yet.
func (u *unit) reply(ctx context.Context, session SessionID, person PersonID) (SessionReply, error) {
	reply, err := u.Sessions().Reply(ctx, session, person)
	if errors.Is(err, ErrNotFound) {
		return SessionReply{Session: session, Person: person}, nil
	}
	if err != nil {
		return reply, fmt.Errorf("load reply: %w", err)
	}
	return reply, nil
}

// voidReplies begins anew after a change of time: whoever changed it comes, the other is asked.
func (u *unit) voidReplies(ctx context.Context, session Session) error {
	if err := u.Sessions().DropReplies(ctx, session.ID); err != nil {
		return fmt.Errorf("drop replies: %w", err)
	}
	return u.saveReply(ctx, session, SessionReply{Person: u.actor.ID, Attendance: AttendanceYes})
}
