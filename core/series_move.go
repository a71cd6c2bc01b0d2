package core

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"mentorbot/core/slots"
)

// seriesMove is a move of a session and those behind it in its series.
type seriesMove struct {
	mentorship Mentorship
	series     Series
	from       Session
	sessions   []Session // all that are moved, by part
	plan       SeriesPlan
	zone       *time.Location // on whose clock the series is from now on
}

// PlanMove checks every time that a session and those behind it in its series would get, and says what is in the way. Errors: as of
// [Service.MoveSeries].
func (s *Service) PlanMove(ctx context.Context, call Call, id SessionID, in Booking) (SeriesPlan, error) {
	in.clean()
	return read(ctx, s, call, ActionViewMentorship, func(ctx context.Context, u *unit) (SeriesPlan, error) {
		from, err := u.Sessions().Get(ctx, id)
		if err != nil {
			return SeriesPlan{}, missing(err, "load session")
		}
		m, err := u.Mentorships().Get(ctx, from.Mentorship)
		if err != nil {
			return SeriesPlan{}, missing(err, "load mentorship")
		}
		if err := u.allow(ActionMoveSession, u.relation(m.Mentor, m.Mentee)); err != nil {
			return SeriesPlan{}, err
		}
		switch {
		case !m.Ongoing():
			return SeriesPlan{}, conflict(CodeMentorshipOver)
		case from.State == SessionCancelled:
			return SeriesPlan{}, conflict(CodeSessionCancelled)
		case !from.ahead(u.now):
			return SeriesPlan{}, conflict(CodeSessionOver)
		}
		move, err := u.planMove(ctx, m, from, &in)
		return move.plan, err
	})
}

// MoveSeries gives a session and those of its series that come after it another weekday and time, on the clock of the actor; what else was changed
// of the session is changed of all of them. Every time is checked again; answers settle what is in the way, by part of the plan. Where sessions
// before it stay, the others become a series of their own: calendars have no other way that all of them understand. Both are told once. Errors: as of
// [Service.MoveSession], and of kind Invalid with the code series_conflicts where something is in the way that is not settled.
func (s *Service) MoveSeries(ctx context.Context, call Call, id SessionID, in Booking, answers map[int]string) (SessionFacts, error) {
	in.clean()
	return change(ctx, s, call, ActionMoveSession, func(ctx context.Context, u *unit) (SessionFacts, error) {
		from, m, err := u.lockSession(ctx, id, ActionMoveSession)
		if err != nil {
			return SessionFacts{}, err
		}
		move, err := u.planMove(ctx, m, from, &in)
		if err != nil {
			return SessionFacts{}, err
		}
		times, err := move.plan.settled(answers)
		if refusal := Refusal(err); refusal != nil {
			refusal.Field = "scope"
		}
		if err != nil {
			return SessionFacts{}, err
		}
		return u.moveSeries(ctx, move, times, in)
	})
}

// planMove also gives the booking the length of the time it was offered for.
func (u *unit) planMove(ctx context.Context, m Mentorship, from Session, in *Booking) (seriesMove, error) {
	move := seriesMove{mentorship: m, from: from}
	if from.Series == "" {
		return move, invalid("scope", CodeInvalidInput)
	}
	start, err := in.check(u.actor, u.now)
	if err != nil {
		return move, err
	}
	if move.series, err = u.Sessions().Series(ctx, from.Series); err != nil {
		return move, missing(err, "load series")
	}
	ids, err := u.following(ctx, &move)
	if err != nil {
		return move, err
	}
	if in.Offered != "" {
		if in.Minutes, err = u.takeOffered(ctx, m, start, from.Minutes, &from, ids...); err != nil {
			return move, err
		}
	}
	stays := start.Equal(from.StartsAt)
	move.zone = u.actor.Location()
	if stays { // whose clock it was put by is no change
		move.zone = move.series.Location()
	}
	plan := SeriesPlan{Minutes: in.Minutes, Repeat: slots.Repeat{First: slots.WallOf(start.In(move.zone)), Every: move.series.Every}}
	if plan.Mentorship, err = u.mentorshipFacts(ctx, m, u.actor.ID); err != nil {
		return move, err
	}
	unchanged := true
	for _, session := range move.sessions {
		n := session.Part - from.Part
		at := session.StartsAt
		if !stays {
			at = plan.Repeat.Instant(n, move.zone)
		}
		if at.After(u.now.AddDate(0, 0, MaxSessionDays)) {
			return move, invalid("date", CodeSessionTooFar)
		}
		if end := m.PlannedEnd; !end.IsZero() && at.After(end) && !session.StartsAt.After(end) {
			plan.Past = end
		}
		after := session
		after.refill(from, *in)
		unchanged = unchanged && after == session && at.Equal(session.StartsAt)
		plan.Times = append(plan.Times, PlannedTime{Part: n + 1, Start: at, Was: session.StartsAt})
	}
	if unchanged {
		return move, invalid("date", CodeSessionUnchanged)
	}
	err = u.findConflicts(ctx, m, &plan, in.Offered != "", ids)
	move.plan = plan
	return move, err
}

// following loads the sessions that are to move, and gives their ids.
func (u *unit) following(ctx context.Context, move *seriesMove) ([]SessionID, error) {
	all, err := u.Sessions().ForSeries(ctx, move.from.Series)
	if err != nil {
		return nil, fmt.Errorf("load sessions of a series: %w", err)
	}
	var ids []SessionID
	for _, session := range all {
		if session.Part >= move.from.Part && session.ahead(u.now) {
			move.sessions, ids = append(move.sessions, session), append(ids, session.ID)
		}
	}
	return ids, nil
}

// refill changes of a session what a form changes of another one of its series; the time apart.
func (s *Session) refill(from Session, in Booking) {
	s.Minutes = in.Minutes
	for _, f := range []struct {
		mine             *string
		before, nowAsked string
	}{
		{&s.Title, from.Title, in.Title}, {&s.Agenda, from.Agenda, in.Agenda}, {&s.Place, from.Place, in.Place}, {&s.Link, from.Link, in.Link},
	} {
		if f.before != f.nowAsked {
			*f.mine = f.nowAsked
		}
	}
}

// moveSeries stores a move whose times are settled and tells both people and their calendars.
func (u *unit) moveSeries(ctx context.Context, move seriesMove, times []PlannedTime, in Booking) (SessionFacts, error) {
	series := move.series
	if move.from.Part > 1 {
		series.ID, series.CreatedAt, series.Next = SeriesID(u.service.ids.NewID()), u.now, ""
	}
	series.First, series.Zone, series.Minutes = move.plan.Repeat.First, move.zone.String(), move.plan.Minutes
	series.Count, series.MovedBy, series.MovedAt, series.UpdatedAt = times[len(times)-1].Part, u.actor.ID, u.now, u.now
	if err := u.Sessions().SaveSeries(ctx, series); err != nil {
		return SessionFacts{}, fmt.Errorf("save series: %w", err)
	}
	if err := u.vacate(ctx, move.sessions); err != nil {
		return SessionFacts{}, err
	}
	program, err := u.Programs().Get(ctx, move.from.Program)
	if err != nil {
		return SessionFacts{}, missing(err, "load programme")
	}
	var first Session
	for i, t := range times {
		session := move.sessions[i]
		session.refill(move.from, in)
		session.Series, session.Part, session.ChangedBy, session.MovedFrom = series.ID, t.Part, u.actor.ID, time.Time{}
		if !t.Start.Equal(session.StartsAt) {
			session.MovedFrom, session.StartsAt, session.Zone = session.StartsAt, t.Start, u.actor.TimeZone
		}
		if err := u.replace(ctx, program, move, &session); err != nil {
			return SessionFacts{}, err
		}
		if i == 0 {
			first = session
		}
	}
	return u.announceMove(ctx, move, series.ID, first)
}

// vacate frees the times of sessions that are about to be moved: one of them may get what another one leaves.
func (u *unit) vacate(ctx context.Context, sessions []Session) error {
	for _, session := range sessions {
		session.State = SessionCancelled
		if err := u.Sessions().Save(ctx, session); err != nil {
			return fmt.Errorf("free the time of a session: %w", err)
		}
	}
	return nil
}

// replace stores one of the sessions that are moved, and keeps what calendars have of it in step.
func (u *unit) replace(ctx context.Context, program Program, move seriesMove, session *Session) error {
	if err := u.nextSequence(ctx, session); err != nil {
		return err
	}
	err := u.placeSession(ctx, program, move.mentorship, session)
	if refusal := Refusal(err); refusal != nil { // with one that stays, or of two that were given alternatives too near to one another
		refusal.Field = "scope"
	}
	if err != nil {
		return err
	}
	for _, person := range []PersonID{move.mentorship.Mentor, move.mentorship.Mentee} {
		if err := u.recopy(ctx, move, *session, person); err != nil {
			return err
		}
	}
	u.refreshMessages(SessionSubject(session.ID), Task{Session: session.ID})
	detail := map[string]string{
		"series": string(session.Series), "sequence": strconv.Itoa(session.Sequence), "starts": session.StartsAt.Format(time.RFC3339),
	}
	return u.audit(ctx, ActionMoveSession, SessionSubject(session.ID), detail)
}

// recopy tells a person's calendar of a moved session that is an event of its own there. One that was an occurrence of another series is
// to become one of this series, which has no name yet.
func (u *unit) recopy(ctx context.Context, move seriesMove, session Session, person PersonID) error {
	known, err := u.Sessions().Copy(ctx, session.ID, person)
	switch {
	case errors.Is(err, ErrNotFound):
		settings, err := u.calendarSettings(ctx, person)
		if err != nil || settings.Way != CalendarByMail || session.Series == move.series.ID {
			return err
		}
		known = CalendarCopy{Session: session.ID, Person: person, StampedAt: u.now} // mails under way must not make it an event of its own
	case err != nil:
		return fmt.Errorf("load calendar copy: %w", err)
	case known.Series == "":
		u.mailCalendar(session, person)
		return nil
	case known.Series == session.Series:
		return nil
	}
	known.Series, known.UID, known.Method, known.Sequence = session.Series, "", "", 0
	if err := u.Sessions().SaveCopy(ctx, known); err != nil {
		return fmt.Errorf("save calendar copy: %w", err)
	}
	return nil
}

// announceMove tells both people of other times, and their calendars: that the series before ends earlier, and what follows.
func (u *unit) announceMove(ctx context.Context, move seriesMove, id SeriesID, first Session) (SessionFacts, error) {
	m := move.mentorship
	if move.series.ID != id {
		if err := u.leaveSeries(ctx, move, id); err != nil {
			return SessionFacts{}, err
		}
	}
	series, err := u.Sessions().Series(ctx, id)
	if err != nil {
		return SessionFacts{}, missing(err, "load series")
	}
	for _, person := range []PersonID{m.Mentor, m.Mentee} {
		u.notify(person, NoticeSessionMoved, Task{Session: first.ID, Series: id, Sequence: series.Sequence})
		if err := u.tellCalendarOfSeries(ctx, series, person); err != nil {
			return SessionFacts{}, err
		}
	}
	u.refreshMessages(SeriesSubject(move.series.ID), Task{Session: first.ID, Series: move.series.ID})
	u.refreshMessages(MentorshipSubject(m.ID), Task{Mentorship: m.ID})
	u.refreshHome(m.Mentor, m.Mentee)
	return u.sessionFacts(ctx, first, u.actor.ID)
}

// leaveSeries ends a series with the last of its sessions that stays. Where none does, calendars are told that it is over.
func (u *unit) leaveSeries(ctx context.Context, move seriesMove, next SeriesID) error {
	series, m := move.series, move.mentorship
	series.Next, series.MovedBy, series.MovedAt = next, u.actor.ID, u.now
	if err := u.Sessions().SaveSeries(ctx, series); err != nil {
		return fmt.Errorf("save series: %w", err)
	}
	return u.shortenSeries(ctx, m, series.ID)
}
