package core

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// PrepareCalendarFile decides what file a person is to get for their calendar now. A file holds the whole event as it is: a session, or a series
// with all its times, so that nothing need be known of the files before it.
func (s *Service) PrepareCalendarFile(ctx context.Context, workspace WorkspaceID, task Task, identity CalendarIdentity) (CalendarMail, error) {
	return load(ctx, s, workspace, func(ctx context.Context, u *unit) (CalendarMail, error) {
		file, err := u.calendarFile(ctx, task, identity)
		if err != nil || file.Facts.Calendar.Way != CalendarByFile || !file.Facts.Viewer.Person.Active() {
			return file, err
		}
		mailed, err := u.byMail(ctx, file)
		file.Send = err == nil && !mailed
		return file, err
	})
}

// SessionFile is the file of a session, or of the series it belongs to, for one of its two people. It does not ask how their calendar is told
// otherwise: they hold its address because they wanted files.
func (s *Service) SessionFile(ctx context.Context, call Call, id SessionID, identity CalendarIdentity) (CalendarMail, error) {
	return read(ctx, s, call, ActionViewSession, func(ctx context.Context, u *unit) (CalendarMail, error) {
		return u.calendarFile(ctx, Task{Session: id, To: call.Actor}, identity)
	})
}

func (u *unit) calendarFile(ctx context.Context, task Task, identity CalendarIdentity) (CalendarMail, error) {
	file := CalendarMail{Method: CalendarPublish}
	if task.Series == "" {
		session, err := u.Sessions().Get(ctx, task.Session)
		if err != nil {
			return file, missing(err, "load session")
		}
		if file.Facts, err = u.sessionFacts(ctx, session, task.To); err != nil {
			return file, err
		}
		file.Copy = CalendarCopy{
			Session: session.ID, Person: task.To, UID: identity.UID(session.ID, task.To), Organizer: identity.Organizer,
			Sequence: session.Sequence, StampedAt: session.UpdatedAt,
		}
		task.Series = session.Series
	}
	if task.Series == "" {
		return file, nil
	}
	series, err := u.seriesFacts(ctx, task.Series, task.To)
	if err != nil {
		return file, err
	}
	file.Facts, file.Series = series.SessionFacts, &series
	file.Copy = CalendarCopy{
		Series: task.Series, Person: task.To, UID: identity.UID(SessionID(task.Series), task.To), Organizer: identity.Organizer,
		Sequence: series.Series.Sequence, StampedAt: series.Series.UpdatedAt,
	}
	for _, session := range series.Sessions { // one of them may have changed by itself
		file.Copy.Sequence = max(file.Copy.Sequence, session.Sequence)
		if session.UpdatedAt.After(file.Copy.StampedAt) {
			file.Copy.StampedAt = session.UpdatedAt
		}
	}
	return file, nil
}

// byMail reports whether the person's calendar has the event, or a session of it, from a mail, or is about to: it hears of changes by mail then.
func (u *unit) byMail(ctx context.Context, file CalendarMail) (bool, error) {
	sessions := []Session{file.Facts.Session}
	if file.Series != nil {
		sessions = file.Series.Sessions
	}
	for _, session := range sessions {
		_, err := u.Sessions().Copy(ctx, session.ID, file.Copy.Person)
		if err != nil && !errors.Is(err, ErrNotFound) {
			return false, fmt.Errorf("load calendar copy: %w", err)
		}
		if err == nil {
			return true, nil
		}
	}
	return false, nil
}

// Until is when the last session of a mail or file is over.
func (m CalendarMail) Until() time.Time {
	until := m.Facts.Session.EndsAt()
	if m.Series == nil {
		return until
	}
	for _, session := range m.Series.Sessions {
		if session.EndsAt().After(until) {
			until = session.EndsAt()
		}
	}
	return until
}

// tellCalendar sends a person's calendar the news of a session: by mail, or as a file if that is how sessions get into it.
func (u *unit) tellCalendar(ctx context.Context, s Session, to PersonID) error {
	u.mailCalendar(s, to)
	return u.fileCalendar(ctx, s, to)
}

// tellCalendarOfSeries sends it the news of a series as a whole.
func (u *unit) tellCalendarOfSeries(ctx context.Context, s Series, to PersonID) error {
	u.mailSeries(s, to)
	return u.fileCalendar(ctx, Session{Series: s.ID}, to)
}

// fileCalendar sends a person the file of a session, or of its series, if that is how sessions get into their calendar. Several changes in a row
// need only one.
func (u *unit) fileCalendar(ctx context.Context, s Session, to PersonID) error {
	settings, err := u.calendarSettings(ctx, to)
	if err != nil || settings.Way != CalendarByFile {
		return err
	}
	task := Task{To: to, Session: s.ID}
	if s.Series != "" {
		task = Task{To: to, Series: s.Series}
	}
	lane := "file:" + calendarLane(s, to)
	u.enqueue(Job{Kind: JobCalendarFile, Task: task, Lane: lane, Key: lane})
	return nil
}

// fileAhead sends the actor the files of all that is still to come: no other way has told their calendar, or another one does not any more.
func (u *unit) fileAhead(ctx context.Context) error {
	sessions, err := u.Sessions().Upcoming(ctx, u.actor.ID, u.now, maxFeed)
	if err != nil {
		return fmt.Errorf("load sessions: %w", err)
	}
	told := map[SeriesID]bool{}
	for _, session := range sessions {
		if told[session.Series] {
			continue
		}
		told[session.Series] = session.Series != ""
		if err := u.fileCalendar(ctx, session, u.actor.ID); err != nil {
			return err
		}
	}
	return nil
}
