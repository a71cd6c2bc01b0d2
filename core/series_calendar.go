package core

import (
	"context"
	"errors"
	"fmt"
)

// prepareSeries decides what a person's calendar is to be told about a series as a whole: that it begins, that it ends earlier, or that nothing of it is
// left. Each session has a copy that shares the UID, so that later news of one of them is news of one occurrence.
func (u *unit) prepareSeries(ctx context.Context, task Task, identity CalendarIdentity) (CalendarMail, error) {
	facts, err := u.seriesFacts(ctx, task.Series, task.To)
	if err != nil {
		return CalendarMail{}, err
	}
	if last := facts.LastCancelled(); last != nil { // whose doing the news is, except in a first mail, which tells who booked
		if facts.By, err = u.People().Get(ctx, last.CancelledBy); err != nil {
			return CalendarMail{}, missing(err, "load person")
		}
	}
	if facts.Moved() {
		if facts.By, err = u.People().Get(ctx, facts.Series.MovedBy); err != nil {
			return CalendarMail{}, missing(err, "load person")
		}
	}
	mail := CalendarMail{Facts: facts.SessionFacts, Method: CalendarRequest, Series: &facts}
	if facts.Session.State == SessionCancelled {
		mail.Method = CalendarCancel
	}
	if facts.Viewer.Person.Email == "" || !facts.Viewer.Person.Active() {
		return mail, nil
	}
	mail.Copy, err = u.seriesCopy(ctx, facts, identity)
	if errors.Is(err, ErrNotFound) {
		return mail, nil
	}
	series := facts.Series
	needed := mail.Copy.needs(series.Sequence)
	if mail.Method == CalendarCancel && series.Next != "" { // each one that was cancelled is gone, but not the rule, nor what was moved away
		needed = series.Sequence > mail.Copy.Sequence
	}
	if err != nil || !needed {
		return mail, err
	}
	mail.First = mail.Copy.Method == "" && mail.Method == CalendarRequest
	mail.Send = true
	mail.Copy.Sequence, mail.Copy.Method, mail.Copy.StampedAt = series.Sequence, mail.Method, series.UpdatedAt
	return mail, nil
}

// seriesCopy is what a person's calendar has of a series as a whole, under no session, or what it is to get. Errors: ErrNotFound when there is
// none and none is wanted: it is cancelled, the person has another way than mail and never had it by mail, or has its sessions one by one.
func (u *unit) seriesCopy(ctx context.Context, facts SeriesFacts, identity CalendarIdentity) (CalendarCopy, error) {
	person, id := facts.Viewer.Person, facts.Series.ID
	whole, apart, moved := CalendarCopy{Method: CalendarCancel}, false, false
	for _, session := range facts.Sessions {
		known, err := u.Sessions().Copy(ctx, session.ID, person.ID)
		switch {
		case errors.Is(err, ErrNotFound):
			continue
		case err != nil:
			return whole, fmt.Errorf("load calendar copy: %w", err)
		case known.Series == "":
			apart = true
			continue
		case known.UID == "": // it was an occurrence of another series
			moved = true
			continue
		}
		sequence := max(known.Sequence, whole.Sequence)
		if whole.UID == "" || known.Method != CalendarCancel {
			whole = known
		}
		whole.Session, whole.Sequence = "", sequence
	}
	if whole.UID != "" {
		return whole, nil
	}
	if apart || facts.Session.State == SessionCancelled || facts.Calendar.Way != CalendarByMail && !moved {
		return whole, ErrNotFound
	}
	whole = CalendarCopy{
		Series: id, Person: person.ID, UID: identity.UID(SessionID(id), person.ID), Organizer: identity.Organizer,
		Address: person.Email, MailID: u.service.ids.NewID() + "@" + identity.Domain, StampedAt: u.now,
	}
	return whole, u.saveCopies(ctx, facts.Sessions, whole)
}

// neverMailed reports whether a session is of a series of which nothing was mailed to a person, so that all of it is to be told at once.
func (u *unit) neverMailed(ctx context.Context, session Session, person PersonID) (bool, error) {
	if session.Series == "" {
		return false, nil
	}
	all, err := u.Sessions().ForSeries(ctx, session.Series)
	if err != nil {
		return false, fmt.Errorf("load sessions of a series: %w", err)
	}
	for _, one := range all {
		_, err := u.Sessions().Copy(ctx, one.ID, person)
		if err == nil {
			return false, nil
		}
		if !errors.Is(err, ErrNotFound) {
			return false, fmt.Errorf("load calendar copy: %w", err)
		}
	}
	return true, nil
}

// saveCopies keeps a fresh copy of a series for each session in it. Also for those that are cancelled already: when the others are moved to another
// series, they are all that tells that calendars have this one.
func (u *unit) saveCopies(ctx context.Context, sessions []Session, whole CalendarCopy) error {
	for _, session := range sessions {
		whole.Session = session.ID
		if err := u.Sessions().SaveCopy(ctx, whole); err != nil {
			return fmt.Errorf("save calendar copy: %w", err)
		}
	}
	return nil
}

// seriesMailed records a mail about a whole series with each of its sessions. What changed after the mail was prepared has a higher sequence and a
// mail of its own behind this one.
func (u *unit) seriesMailed(ctx context.Context, sent CalendarCopy) error {
	all, err := u.Sessions().ForSeries(ctx, sent.Series)
	if err != nil {
		return fmt.Errorf("load sessions of a series: %w", err)
	}
	for _, session := range all {
		known, err := u.Sessions().Copy(ctx, session.ID, sent.Person)
		if errors.Is(err, ErrNotFound) || err == nil && (known.Series == "" || known.UID == "" || known.Method == CalendarCancel && sent.Method != CalendarCancel) {
			continue
		}
		if err != nil {
			return fmt.Errorf("load calendar copy: %w", err)
		}
		known.Sequence, known.StampedAt, known.Method = sent.Sequence, sent.StampedAt, CalendarRequest
		if sent.Method == CalendarCancel || session.State == SessionCancelled && session.Sequence <= sent.Sequence {
			known.Method = CalendarCancel
		}
		if err := u.Sessions().SaveCopy(ctx, known); err != nil {
			return fmt.Errorf("save calendar copy: %w", err)
		}
	}
	return u.audit(ctx, ActionMailCalendar, SeriesSubject(sent.Series), map[string]string{"method": string(sent.Method)})
}
