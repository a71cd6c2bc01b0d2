package core

import (
	"context"
	"errors"
	"fmt"
)

// PrepareCalendarMail decides what a person's calendar is to be told about a session now. The identity of the event is fixed before
// the first mail leaves, so that a mail sent again after a crash names the same event. Once it is fixed, the mail server may have
// taken a mail nobody recorded: such an event is cancelled like one that is known to have been sent. The first mail about any session of a series
// is about all of it.
func (s *Service) PrepareCalendarMail(ctx context.Context, workspace WorkspaceID, task Task, identity CalendarIdentity) (CalendarMail, error) {
	return change(ctx, s, Call{Workspace: workspace}, ActionMailCalendar, func(ctx context.Context, u *unit) (CalendarMail, error) {
		if task.Series != "" {
			return u.prepareSeries(ctx, task, identity)
		}
		session, err := u.Sessions().Get(ctx, task.Session)
		if err != nil {
			return CalendarMail{}, missing(err, "load session")
		}
		whole, err := u.neverMailed(ctx, session, task.To)
		if err != nil {
			return CalendarMail{}, err
		}
		if whole { // by itself it would be in the calendar twice once the series is
			return u.prepareSeries(ctx, Task{To: task.To, Series: session.Series}, identity)
		}
		facts, err := u.sessionFacts(ctx, session, task.To)
		if err != nil {
			return CalendarMail{}, err
		}
		mail := CalendarMail{Facts: facts, Method: CalendarRequest}
		if session.State == SessionCancelled {
			mail.Method = CalendarCancel
		}
		if facts.Viewer.Person.Email == "" || !facts.Viewer.Person.Active() {
			return mail, nil
		}
		mail.Copy, err = u.calendarCopy(ctx, facts, identity)
		if errors.Is(err, ErrNotFound) { // cancelled before anything was sent, or not wanted by mail
			return mail, nil
		}
		if err != nil || !mail.Copy.needs(session.Sequence) {
			return mail, err
		}
		if mail.Copy.Series != "" && task.Sequence < session.Sequence {
			// The later change has a mail of its own behind this one. It may be one about the whole series, which a mail about this session
			// with its sequence would make look sent.
			return mail, nil
		}
		mail.First = mail.Copy.Method == "" && mail.Method == CalendarRequest
		mail.Send = true
		mail.Copy.Sequence, mail.Copy.Method, mail.Copy.StampedAt = session.Sequence, mail.Method, session.UpdatedAt
		if chosen := facts.Calendar.UpdatedAt; mail.First && chosen.After(session.UpdatedAt) {
			mail.Copy.StampedAt = chosen // later than what a file told, which has the same sequence
		}
		return mail, nil
	})
}

// needs reports whether a mail would tell the calendar something new: nothing is sent twice.
func (c CalendarCopy) needs(sequence int) bool {
	return c.Method == "" || c.Method != CalendarCancel && sequence > c.Sequence
}

// calendarCopy loads a person's copy of a session, or makes and keeps its identity. Errors: ErrNotFound when there is none and none is
// wanted: the session is cancelled, or the person has another way than mail.
func (u *unit) calendarCopy(ctx context.Context, facts SessionFacts, identity CalendarIdentity) (CalendarCopy, error) {
	person := facts.Viewer.Person
	known, err := u.Sessions().Copy(ctx, facts.Session.ID, person.ID)
	if err == nil && known.UID == "" { // the series it was moved to is still to be sent, and has it
		return known, ErrNotFound
	}
	if !errors.Is(err, ErrNotFound) || facts.Session.State == SessionCancelled || facts.Calendar.Way != CalendarByMail {
		return known, err
	}
	fresh := CalendarCopy{
		Session: facts.Session.ID, Person: person.ID, UID: identity.UID(facts.Session.ID, person.ID), Organizer: identity.Organizer,
		Address: person.Email, MailID: u.service.ids.NewID() + "@" + identity.Domain, StampedAt: u.now,
	}
	if err := u.Sessions().SaveCopy(ctx, fresh); err != nil {
		return fresh, fmt.Errorf("save calendar copy: %w", err)
	}
	return fresh, nil
}

// CalendarMailed records what the mail server took, as it was sent.
func (s *Service) CalendarMailed(ctx context.Context, workspace WorkspaceID, sent CalendarCopy) error {
	_, err := change(ctx, s, Call{Workspace: workspace}, ActionMailCalendar, func(ctx context.Context, u *unit) (struct{}, error) {
		if sent.Session == "" {
			return struct{}{}, u.seriesMailed(ctx, sent)
		}
		if err := u.Sessions().SaveCopy(ctx, sent); err != nil {
			return struct{}{}, fmt.Errorf("save calendar copy: %w", err)
		}
		return struct{}{}, u.audit(ctx, ActionMailCalendar, SessionSubject(sent.Session), map[string]string{"method": string(sent.Method)})
	})
	return err
}

// hasCalendarMail reports whether a calendar mail with the same news goes to the same person.
func (k NoticeKind) hasCalendarMail() bool {
	return k == NoticeSessionBooked || k == NoticeSessionMoved || k == NoticeSessionCancelled
}

// toldByCalendar reports whether a calendar mail has told a person what a notice would: two mails about one thing are one too many.
func (u *unit) toldByCalendar(ctx context.Context, task Task) (bool, error) {
	if !task.Notice.hasCalendarMail() {
		return false, nil
	}
	sent, err := u.Sessions().Copy(ctx, task.Session, task.To)
	if errors.Is(err, ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("load calendar copy: %w", err)
	}
	return sent.Method != "" && sent.Sequence >= task.Sequence, nil
}
