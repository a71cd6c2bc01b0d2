package core

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"mentorbot/core/slots"
)

// Booking is a session as somebody fills it in: wall clock in their own zone.
type Booking struct {
	Title   string // empty for the plan's title
	Offered string // start of a free time that was offered, in RFC 3339; empty for Date and Time
	Date    string // "2006-01-02"
	Time    string // "15:04"
	Minutes int    // of what was offered, the length it was offered for counts
	Place   string
	Link    string // https
	Agenda  string
}

func (b *Booking) clean() {
	b.Title, b.Place, b.Link, b.Agenda = cleanLine(b.Title), cleanLine(b.Place), cleanLine(b.Link), clean(b.Agenda)
}

// check refuses what a form could not have sent and gives the start in UTC.
func (b *Booking) check(actor Person, now time.Time) (time.Time, error) {
	var bad fieldErrors
	bad.add(checkLength("title", b.Title, MaxSessionTitle))
	start, e := b.start(actor, now)
	bad.add(e)
	b.checkDetails(&bad)
	return start, bad.err()
}

// checkDetails refuses what is wrong behind the time.
func (b *Booking) checkDetails(bad *fieldErrors) {
	if b.Offered == "" && (b.Minutes < MinSessionMinutes || b.Minutes > MaxSessionMinutes) {
		bad.add(&Error{Kind: Invalid, Code: CodeNumberOutOfRange, Field: "minutes", Args: map[string]any{"Min": MinSessionMinutes, "Max": MaxSessionMinutes}})
	}
	bad.add(checkLength("place", b.Place, MaxPlace))
	bad.add(checkLink("link", b.Link))
	bad.add(checkLength("agenda", b.Agenda, MaxAgenda))
}

func (b *Booking) start(actor Person, now time.Time) (time.Time, *Error) {
	if b.Offered != "" {
		start, err := time.Parse(time.RFC3339, b.Offered)
		if err != nil {
			return time.Time{}, invalid("slot", CodeInvalidInput)
		}
		return start.UTC(), nil
	}
	switch {
	case b.Date == "":
		return time.Time{}, invalid("date", CodeRequired)
	case b.Time == "":
		return time.Time{}, invalid("time", CodeRequired)
	}
	if _, err := slots.ParseWall(b.Date, "12:00"); err != nil {
		return time.Time{}, invalid("date", CodeInvalidInput)
	}
	wall, err := slots.ParseWall(b.Date, b.Time)
	if err != nil {
		return time.Time{}, invalid("time", CodeInvalidInput)
	}
	start, exists := wall.Instant(actor.Location())
	switch {
	case !exists:
		return time.Time{}, invalid("time", CodeTimeSkipped)
	case !start.After(now):
		return time.Time{}, invalid("date", CodeSessionInPast)
	case start.After(now.AddDate(0, 0, MaxSessionDays)):
		return time.Time{}, invalid("date", CodeSessionTooFar)
	}
	return start, nil
}

// BookSession books the next session of a mentorship.
func (s *Service) BookSession(ctx context.Context, call Call, id MentorshipID, in Booking) (SessionFacts, error) {
	in.clean()
	return change(ctx, s, call, ActionBookSession, func(ctx context.Context, u *unit) (SessionFacts, error) {
		m, err := u.lockMentorship(ctx, id, ActionBookSession)
		if err != nil {
			return SessionFacts{}, err
		}
		start, err := in.check(u.actor, u.now)
		if err != nil {
			return SessionFacts{}, err
		}
		facts, err := u.mentorshipFacts(ctx, m, u.actor.ID)
		if err != nil {
			return SessionFacts{}, err
		}
		if in.Offered != "" {
			if in.Minutes, err = u.takeOffered(ctx, m, start, facts.NextPlanned.Minutes, nil); err != nil {
				return SessionFacts{}, err
			}
		}
		session := Session{
			ID: SessionID(s.ids.NewID()), Mentorship: id, Program: m.Program, Number: facts.NextNumber, Kind: facts.NextPlanned.Kind,
			State: SessionBooked, BookedBy: u.actor.ID, CreatedAt: u.now,
		}
		session.fill(in, start, u.actor.TimeZone)
		if err := u.closeOpenTimes(ctx, m, TimesOvertaken, ActionBookSession); err != nil { // they were for this session
			return SessionFacts{}, err
		}
		return u.storeBooking(ctx, facts.Program, m, session, NoticeSessionBooked)
	})
}

func (s *Session) fill(in Booking, start time.Time, zone string) {
	s.Title, s.Agenda, s.Place, s.Link = in.Title, in.Agenda, in.Place, in.Link
	s.StartsAt, s.Minutes, s.Zone = start, in.Minutes, zone
}

// lockMentorship takes the locks a booking needs, the two people included, because an overlap can be with a session of another
// mentorship, and refuses who may not book, what is over, and something new while the mentorship is on hold.
func (u *unit) lockMentorship(ctx context.Context, id MentorshipID, action Action) (Mentorship, error) {
	m, err := u.Mentorships().Get(ctx, id)
	if err != nil {
		return m, missing(err, "load mentorship")
	}
	if err := u.allow(action, u.relation(m.Mentor, m.Mentee)); err != nil {
		return m, err
	}
	if err := u.People().Lock(ctx, m.Mentor, m.Mentee); err != nil {
		return m, fmt.Errorf("lock people: %w", err)
	}
	if err := u.Mentorships().Lock(ctx, id); err != nil {
		return m, fmt.Errorf("lock mentorship: %w", err)
	}
	if m, err = u.Mentorships().Get(ctx, id); err != nil {
		return m, missing(err, "load mentorship")
	}
	if m.OnHold() && action != ActionBookSession && action != ActionProposeTimes {
		return m, nil // what was booked before can still be moved and cancelled
	}
	return m, m.refuseIdle(CodeMentorshipOver)
}

// storeBooking stores the session and tells both.
func (u *unit) storeBooking(ctx context.Context, program Program, m Mentorship, session Session, notice NoticeKind) (SessionFacts, error) {
	if err := u.placeSession(ctx, program, m, &session); err != nil {
		return SessionFacts{}, err
	}
	return u.announceSession(ctx, m, session, notice)
}

// placeSession checks for overlaps and stores the session with its reminders.
func (u *unit) placeSession(ctx context.Context, program Program, m Mentorship, session *Session) error {
	overlapping, err := u.Sessions().Overlapping(ctx, []PersonID{m.Mentor, m.Mentee}, session.StartsAt, session.EndsAt(), session.ID)
	if err != nil {
		return fmt.Errorf("look for overlaps: %w", err)
	}
	if len(overlapping) > 0 {
		return u.overlap(ctx, overlapping[0], m.Other(u.actor.ID))
	}
	session.UpdatedAt, session.CheckInAt = u.now, session.EndsAt()
	if err := u.Sessions().Save(ctx, *session); err != nil {
		return fmt.Errorf("save session: %w", err)
	}
	if session.Sequence == 0 || !session.MovedFrom.IsZero() {
		if err := u.voidReplies(ctx, *session); err != nil {
			return err
		}
	}
	return u.setReminders(ctx, program.Policy, *session, m.Mentor, m.Mentee)
}

// overlap tells the actor what is in the way: their own session, or only that the other side is busy, never with whom.
func (u *unit) overlap(ctx context.Context, with Session, other PersonID) error {
	m, err := u.Mentorships().Get(ctx, with.Mentorship)
	if err != nil {
		return missing(err, "load mentorship")
	}
	card, err := u.card(ctx, other)
	if err != nil {
		return err
	}
	args := map[string]any{"Own": m.Has(u.actor.ID), "Start": with.StartsAt, "End": with.EndsAt(), "Name": card.Name()}
	return &Error{Kind: Invalid, Code: CodeSessionOverlap, Field: "time", Args: args}
}

// announceSession tells both sides by message and by calendar mail and brings earlier messages up to date.
func (u *unit) announceSession(ctx context.Context, m Mentorship, session Session, notice NoticeKind) (SessionFacts, error) {
	if session.Sequence > 0 { // before that nobody has been told anything; the messages sent below need no second look
		u.refreshMessages(SessionSubject(session.ID), Task{Session: session.ID})
		u.refreshSeries(session)
	}
	if session.Number == 1 { // a first step is done, or to be done again
		u.refreshMessages(MentorshipSubject(m.ID), Task{Mentorship: m.ID})
	}
	for _, person := range []PersonID{m.Mentor, m.Mentee} {
		u.notify(person, notice, Task{Session: session.ID, Sequence: session.Sequence})
		if err := u.tellCalendar(ctx, session, person); err != nil {
			return SessionFacts{}, err
		}
	}
	u.refreshHome(m.Mentor, m.Mentee)
	action := map[NoticeKind]Action{
		NoticeSessionBooked: ActionBookSession, NoticeSessionMoved: ActionMoveSession, NoticeSessionCancelled: ActionCancelSession,
	}[notice]
	detail := map[string]string{"sequence": strconv.Itoa(session.Sequence), "starts": session.StartsAt.Format(time.RFC3339)}
	if err := u.audit(ctx, action, SessionSubject(session.ID), detail); err != nil {
		return SessionFacts{}, err
	}
	return u.sessionFacts(ctx, session, u.actor.ID)
}

// MoveSession changes a booked session: its time, length, place or words. Calendars follow with a higher sequence.
func (s *Service) MoveSession(ctx context.Context, call Call, id SessionID, in Booking) (SessionFacts, error) {
	in.clean()
	return change(ctx, s, call, ActionMoveSession, func(ctx context.Context, u *unit) (SessionFacts, error) {
		session, m, err := u.lockMovable(ctx, id)
		if err != nil {
			return SessionFacts{}, err
		}
		start, err := in.check(u.actor, u.now)
		if err != nil {
			return SessionFacts{}, err
		}
		if in.Offered != "" {
			if in.Minutes, err = u.takeOffered(ctx, m, start, session.Minutes, &session); err != nil {
				return SessionFacts{}, err
			}
		}
		before := session
		if err := u.reopen(ctx, m, &session); err != nil {
			return SessionFacts{}, err
		}
		session.fill(in, start, u.actor.TimeZone)
		if start.Equal(before.StartsAt) {
			session.Zone = before.Zone // whose clock it was put by is no change
		}
		if before == session {
			return SessionFacts{}, invalid("date", CodeSessionUnchanged)
		}
		program, err := u.Programs().Get(ctx, session.Program)
		if err != nil {
			return SessionFacts{}, missing(err, "load programme")
		}
		if err := u.nextSequence(ctx, &session); err != nil {
			return SessionFacts{}, err
		}
		session.MovedFrom, session.ChangedBy = time.Time{}, u.actor.ID
		if !before.StartsAt.Equal(session.StartsAt) {
			session.MovedFrom = before.StartsAt
		}
		return u.storeBooking(ctx, program, m, session, NoticeSessionMoved)
	})
}

// CancelSession cancels a booked session with a reason both sides read.
func (s *Service) CancelSession(ctx context.Context, call Call, id SessionID, reason string) (SessionFacts, error) {
	reason = clean(reason)
	return change(ctx, s, call, ActionCancelSession, func(ctx context.Context, u *unit) (SessionFacts, error) {
		session, m, err := u.lockSession(ctx, id, ActionCancelSession)
		if err != nil {
			return SessionFacts{}, err
		}
		var bad fieldErrors
		bad.add(checkRequired("reason", reason))
		bad.add(checkLength("reason", reason, MaxCancelReason))
		if err := bad.err(); err != nil {
			return SessionFacts{}, err
		}
		program, err := u.Programs().Get(ctx, session.Program)
		if err != nil {
			return SessionFacts{}, missing(err, "load programme")
		}
		session.CancelledBy = u.actor.ID
		if err := u.cancelSession(ctx, program.Policy, &session, reason); err != nil {
			return SessionFacts{}, err
		}
		if session.Late {
			if err := u.flagMissed(ctx, m, session, u.actor.ID); err != nil {
				return SessionFacts{}, err
			}
		}
		return u.announceSession(ctx, m, session, NoticeSessionCancelled)
	})
}

// cancelSession stores a session as cancelled by the actor, without reminders.
func (u *unit) cancelSession(ctx context.Context, policy Policy, session *Session, reason string) error {
	session.State, session.ChangedBy, session.Reason = SessionCancelled, session.CancelledBy, reason
	session.Late = session.StartsAt.Sub(u.now) < time.Duration(policy.LateCancelHours)*time.Hour
	if err := u.nextSequence(ctx, session); err != nil {
		return err
	}
	session.UpdatedAt, session.CheckInAt = u.now, time.Time{}
	if err := u.Sessions().Save(ctx, *session); err != nil {
		return fmt.Errorf("save session: %w", err)
	}
	if err := u.Sessions().DropReminders(ctx, session.ID); err != nil {
		return fmt.Errorf("drop reminders: %w", err)
	}
	return nil
}

// lockSession loads a session under its mentorship's locks and refuses one that has begun or is cancelled.
func (u *unit) lockSession(ctx context.Context, id SessionID, action Action) (Session, Mentorship, error) {
	session, m, err := u.loadLocked(ctx, id, action)
	switch {
	case err != nil:
		return session, m, err
	case session.State == SessionCancelled:
		return session, m, conflict(CodeSessionCancelled)
	case !session.StartsAt.After(u.now):
		return session, m, conflict(CodeSessionOver)
	}
	return session, m, nil
}

// lockMovable is lockSession for another time, which a session that was put off can get afterwards as well.
func (u *unit) lockMovable(ctx context.Context, id SessionID) (Session, Mentorship, error) {
	session, m, err := u.loadLocked(ctx, id, ActionMoveSession)
	switch {
	case err != nil:
		return session, m, err
	case session.State == SessionCancelled:
		return session, m, conflict(CodeSessionCancelled)
	case !session.Movable(u.now):
		return session, m, conflict(CodeSessionOver)
	}
	return session, m, nil
}

// reopen makes a session that did not take place at its time one that is still to come.
func (u *unit) reopen(ctx context.Context, m Mentorship, session *Session) error {
	if session.EndsAt().After(u.now) {
		return nil
	}
	if err := u.Sessions().DropCheckIns(ctx, session.ID); err != nil {
		return fmt.Errorf("drop check-ins: %w", err)
	}
	return u.settleSession(ctx, m, session)
}

func (u *unit) loadLocked(ctx context.Context, id SessionID, action Action) (Session, Mentorship, error) {
	session, err := u.Sessions().Get(ctx, id)
	if err != nil {
		return Session{}, Mentorship{}, missing(err, "load session")
	}
	m, err := u.lockMentorship(ctx, session.Mentorship, action)
	if err != nil {
		return Session{}, Mentorship{}, err
	}
	session, err = u.Sessions().Get(ctx, id)
	return session, m, missing(err, "load session")
}

// PreviewTime reads a wall clock in the actor's zone and gives the instant in both people's zones, to be shown before booking.
func (s *Service) PreviewTime(ctx context.Context, call Call, id MentorshipID, date, clock string) (mine, theirs time.Time, err error) {
	times, err := read(ctx, s, call, ActionViewMentorship, func(ctx context.Context, u *unit) ([]time.Time, error) {
		m, err := u.Mentorships().Get(ctx, id)
		if err != nil {
			return nil, missing(err, "load mentorship")
		}
		if err := u.allow(ActionViewMentorship, u.relation(m.Mentor, m.Mentee)); err != nil {
			return nil, err
		}
		other, err := u.People().Get(ctx, m.Other(u.actor.ID))
		if err != nil {
			return nil, missing(err, "load person")
		}
		wall, err := slots.ParseWall(date, clock)
		if err != nil {
			return nil, invalid("date", CodeInvalidInput)
		}
		at, exists := wall.Instant(u.actor.Location())
		if !exists {
			return nil, invalid("time", CodeTimeSkipped)
		}
		return []time.Time{at.In(u.actor.Location()), at.In(other.Location())}, nil
	})
	if err != nil {
		return time.Time{}, time.Time{}, err
	}
	return times[0], times[1], nil
}
