package core

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"
)

// BookSeries books a mentorship's next sessions at times that repeat. Every time is checked again; answers settle what is in the way, by part.
// One invitation goes to each of the two. Where a single time is left it is a session like any other, without a series. Errors: besides those of
// [Service.BookSession], of kind Invalid with the code series_conflicts where something is in the way that is not settled.
func (s *Service) BookSeries(ctx context.Context, call Call, id MentorshipID, in Booking, repeat Repeating, answers map[int]string) (SessionFacts, error) {
	in.clean()
	return change(ctx, s, call, ActionBookSession, func(ctx context.Context, u *unit) (SessionFacts, error) {
		m, err := u.lockMentorship(ctx, id, ActionBookSession)
		if err != nil {
			return SessionFacts{}, err
		}
		plan, err := u.planSeries(ctx, m, &in, repeat)
		if err != nil {
			return SessionFacts{}, err
		}
		kept, err := plan.settled(answers)
		if err != nil {
			return SessionFacts{}, err
		}
		if err := u.closeOpenTimes(ctx, m, TimesOvertaken, ActionBookSession); err != nil { // they were for the first of these
			return SessionFacts{}, err
		}
		if len(kept) == 1 {
			session := u.planned(plan, kept[0], in, 0)
			return u.storeBooking(ctx, plan.Mentorship.Program, m, session, NoticeSessionBooked)
		}
		return u.storeSeries(ctx, m, plan, kept, in)
	})
}

// planned is the session at a time of a plan; n counts those before it.
func (u *unit) planned(plan SeriesPlan, t PlannedTime, in Booking, n int) Session {
	m := plan.Mentorship
	number := m.NextNumber + n
	session := Session{
		ID: SessionID(u.service.ids.NewID()), Mentorship: m.Mentorship.ID, Program: m.Program.ID, Number: number,
		Kind: m.Program.Policy.Planned(number).Kind, State: SessionBooked, BookedBy: u.actor.ID, CreatedAt: u.now,
	}
	session.fill(in, t.Start, u.actor.TimeZone)
	return session
}

// storeSeries stores a series and its sessions. The series begins with the first time that was not left out and ends with the last one.
func (u *unit) storeSeries(ctx context.Context, m Mentorship, plan SeriesPlan, kept []PlannedTime, in Booking) (SessionFacts, error) {
	left := kept[0].Part - 1
	series := Series{
		ID: SeriesID(u.service.ids.NewID()), Mentorship: m.ID, Program: m.Program, First: plan.Repeat.At(left), Every: plan.Repeat.Every,
		Count: kept[len(kept)-1].Part - left, Zone: u.actor.Location().String(), Minutes: plan.Minutes, BookedBy: u.actor.ID,
		CreatedAt: u.now, UpdatedAt: u.now,
	}
	if err := u.Sessions().SaveSeries(ctx, series); err != nil {
		return SessionFacts{}, fmt.Errorf("save series: %w", err)
	}
	var first Session
	for n, t := range kept {
		session := u.planned(plan, t, in, n)
		session.Series, session.Part = series.ID, t.Part-left
		err := u.placeSession(ctx, plan.Mentorship.Program, m, &session)
		if refusal := Refusal(err); refusal != nil { // of two that were given alternatives too near to one another
			refusal.Field = "repeat"
		}
		if err != nil {
			return SessionFacts{}, err
		}
		if n == 0 {
			first = session
		}
		detail := map[string]string{"series": string(series.ID), "starts": session.StartsAt.Format(time.RFC3339)}
		if err := u.audit(ctx, ActionBookSession, SessionSubject(session.ID), detail); err != nil {
			return SessionFacts{}, err
		}
	}
	if first.Number == 1 { // a first step is done
		u.refreshMessages(MentorshipSubject(m.ID), Task{Mentorship: m.ID})
	}
	for _, person := range []PersonID{m.Mentor, m.Mentee} {
		u.notify(person, NoticeSessionBooked, Task{Session: first.ID, Series: series.ID})
		if err := u.tellCalendarOfSeries(ctx, series, person); err != nil {
			return SessionFacts{}, err
		}
	}
	u.refreshHome(m.Mentor, m.Mentee)
	return u.sessionFacts(ctx, first, u.actor.ID)
}

// CancelSeries cancels a session and those of its series that come after it, with a reason both sides read. Both are told once, and one update
// of the event goes to their calendars. Errors: as of [Service.CancelSession].
func (s *Service) CancelSeries(ctx context.Context, call Call, id SessionID, reason string) (SessionFacts, error) {
	reason = clean(reason)
	return change(ctx, s, call, ActionCancelSession, func(ctx context.Context, u *unit) (SessionFacts, error) {
		from, m, err := u.lockSession(ctx, id, ActionCancelSession)
		if err != nil {
			return SessionFacts{}, err
		}
		var bad fieldErrors
		bad.add(checkRequired("reason", reason))
		bad.add(checkLength("reason", reason, MaxCancelReason))
		if err := bad.err(); err != nil {
			return SessionFacts{}, err
		}
		if from.Series == "" {
			return SessionFacts{}, conflict(CodeSeriesEmpty)
		}
		if err := u.cancelFrom(ctx, m, &from, reason); err != nil {
			return SessionFacts{}, err
		}
		for _, person := range []PersonID{m.Mentor, m.Mentee} {
			u.notify(person, NoticeSessionCancelled, Task{Session: from.ID, Sequence: from.Sequence})
		}
		if err := u.shortenSeries(ctx, m, from.Series); err != nil {
			return SessionFacts{}, err
		}
		u.refreshSeries(from)
		u.refreshMessages(MentorshipSubject(m.ID), Task{Mentorship: m.ID})
		u.refreshHome(m.Mentor, m.Mentee)
		return u.sessionFacts(ctx, from, u.actor.ID)
	})
}

// cancelFrom cancels a session and all booked ones behind it.
func (u *unit) cancelFrom(ctx context.Context, m Mentorship, from *Session, reason string) error {
	program, err := u.Programs().Get(ctx, from.Program)
	if err != nil {
		return missing(err, "load programme")
	}
	all, err := u.Sessions().ForSeries(ctx, from.Series)
	if err != nil {
		return fmt.Errorf("load sessions of a series: %w", err)
	}
	for _, session := range all {
		if session.Part < from.Part || !session.ahead(u.now) {
			continue
		}
		session.CancelledBy = u.actor.ID
		if err := u.cancelSession(ctx, program.Policy, &session, reason); err != nil {
			return err
		}
		if session.Late {
			if err := u.flagMissed(ctx, m, session, u.actor.ID); err != nil {
				return err
			}
		}
		u.refreshMessages(SessionSubject(session.ID), Task{Session: session.ID})
		if err := u.audit(ctx, ActionCancelSession, SessionSubject(session.ID), map[string]string{"sequence": strconv.Itoa(session.Sequence)}); err != nil {
			return err
		}
		if session.ID == from.ID {
			*from = session
		}
	}
	return nil
}

// shortenSeries ends a series with the last of its sessions that was not cancelled and tells the calendars of both.
func (u *unit) shortenSeries(ctx context.Context, m Mentorship, id SeriesID) error {
	series, err := u.Sessions().Series(ctx, id)
	if err != nil {
		return missing(err, "load series")
	}
	all, err := u.Sessions().ForSeries(ctx, id)
	if err != nil {
		return fmt.Errorf("load sessions of a series: %w", err)
	}
	count := 0
	for _, session := range all {
		if session.State != SessionCancelled {
			count = session.Part
		}
	}
	if count > 0 { // of what is cancelled as a whole the rule stays as it was
		series.Count = count
	}
	series.Sequence++
	series.UpdatedAt = u.now
	if err := u.Sessions().SaveSeries(ctx, series); err != nil {
		return fmt.Errorf("save series: %w", err)
	}
	for _, person := range []PersonID{m.Mentor, m.Mentee} {
		if err := u.tellCalendarOfSeries(ctx, series, person); err != nil {
			return err
		}
		for _, session := range all {
			if err := u.mailApart(ctx, session, person); err != nil {
				return err
			}
		}
	}
	return nil
}

// mailApart tells a person's calendar that a session was cancelled which is an event of its own there.
func (u *unit) mailApart(ctx context.Context, session Session, person PersonID) error {
	if session.State != SessionCancelled {
		return nil
	}
	sent, err := u.Sessions().Copy(ctx, session.ID, person)
	switch {
	case errors.Is(err, ErrNotFound):
		return nil
	case err != nil:
		return fmt.Errorf("load calendar copy: %w", err)
	}
	if sent.Series == "" && sent.needs(session.Sequence) {
		u.mailCalendar(session, person)
	}
	return nil
}
