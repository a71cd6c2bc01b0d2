package core

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// AgendaPointID identifies a point of the agenda of a mentorship.
type AgendaPointID string

// Limits of points of an agenda.
const (
	MaxAgendaPoint      = 300 // code points of one: what takes more to say belongs into a note
	MaxOpenAgendaPoints = 20  // of one mentorship
	MaxDoneAgendaPoints = 500 // of one mentorship that are kept
	AgendaPointsPerPage = 8
)

// AgendaPoint is something that one of a pair wants to talk about when the two meet. It belongs to the mentorship: in which session it stands follows
// from when they meet ([AgendaEntry]).
type AgendaPoint struct {
	ID         AgendaPointID
	Mentorship MentorshipID
	Session    SessionID // for which one it was meant; empty for the next one
	Author     PersonID
	Text       string
	CreatedAt  time.Time
	EditedAt   time.Time // when Text was changed; zero when it never was
	DoneAt     time.Time // when one of the two said that they have talked about it; zero while it is open
	DoneBy     PersonID  // who said so
}

// Open reports whether the two have not talked about it yet.
func (p AgendaPoint) Open() bool { return p.DoneAt.IsZero() }

// AgendaPointInput is a point as it is written in the form.
type AgendaPointInput struct {
	Text    string
	Session SessionID // empty for the next one
}

// AddAgendaPoint puts a point on the agenda of a mentorship of the actor. Nobody is told: the other one finds it there, and in the reminder of the
// session. Errors: field "text", or "session" for one that is none of this mentorship or over.
func (s *Service) AddAgendaPoint(ctx context.Context, call Call, id MentorshipID, in AgendaPointInput) (AgendaPoint, error) {
	return change(ctx, s, call, ActionAddAgendaPoint, func(ctx context.Context, u *unit) (AgendaPoint, error) {
		if _, err := u.lockForPair(ctx, ActionAddAgendaPoint, id, CodeAgendaReadOnly); err != nil {
			return AgendaPoint{}, err
		}
		if err := u.roomOnAgenda(ctx, id); err != nil {
			return AgendaPoint{}, err
		}
		p := AgendaPoint{ID: AgendaPointID(u.service.ids.NewID()), Mentorship: id, Author: u.actor.ID, CreatedAt: u.now}
		if err := u.putAgendaPoint(ctx, &p, in); err != nil {
			return AgendaPoint{}, err
		}
		return p, u.saveAgendaPoint(ctx, ActionAddAgendaPoint, p)
	})
}

// EditAgendaPoint changes what a point of the actor says and for which session it is meant. Errors as of [Service.AddAgendaPoint].
func (s *Service) EditAgendaPoint(ctx context.Context, call Call, id AgendaPointID, in AgendaPointInput) (AgendaPoint, error) {
	return change(ctx, s, call, ActionEditAgendaPoint, func(ctx context.Context, u *unit) (AgendaPoint, error) {
		p, err := u.lockAgendaPoint(ctx, ActionEditAgendaPoint, id)
		switch {
		case err != nil:
			return p, err
		case p.Author != u.actor.ID:
			return p, conflict(CodeAgendaPointNotYours)
		}
		if err := u.putAgendaPoint(ctx, &p, in); err != nil {
			return p, err
		}
		return p, u.saveAgendaPoint(ctx, ActionEditAgendaPoint, p)
	})
}

// TickAgendaPoint says that the two have talked about a point, or that they have not after all. Either of them says so, whoever added it.
func (s *Service) TickAgendaPoint(ctx context.Context, call Call, id AgendaPointID, done bool) (AgendaPoint, error) {
	return change(ctx, s, call, ActionTickAgendaPoint, func(ctx context.Context, u *unit) (AgendaPoint, error) {
		p, err := u.lockAgendaPoint(ctx, ActionTickAgendaPoint, id)
		if err != nil || p.Open() != done {
			return p, err
		}
		if done {
			p.DoneAt, p.DoneBy = u.now, u.actor.ID
		} else {
			if err := u.roomOnAgenda(ctx, p.Mentorship); err != nil {
				return p, err
			}
			p.DoneAt, p.DoneBy = time.Time{}, ""
		}
		return p, u.saveAgendaPoint(ctx, ActionTickAgendaPoint, p)
	})
}

// RemoveAgendaPoint takes a point of the actor off the agenda for good. It returns what it was.
func (s *Service) RemoveAgendaPoint(ctx context.Context, call Call, id AgendaPointID) (AgendaPoint, error) {
	return change(ctx, s, call, ActionRemoveAgendaPoint, func(ctx context.Context, u *unit) (AgendaPoint, error) {
		p, err := u.lockAgendaPoint(ctx, ActionRemoveAgendaPoint, id)
		switch {
		case err != nil:
			return p, err
		case p.Author != u.actor.ID:
			return p, conflict(CodeAgendaPointNotYours)
		}
		if err := u.AgendaPoints().Remove(ctx, id); err != nil {
			return p, fmt.Errorf("remove point of an agenda: %w", err)
		}
		return p, u.agendaChanged(ctx, ActionRemoveAgendaPoint, p)
	})
}

// roomOnAgenda refuses one more open point than two people talk about, and more than are kept.
func (u *unit) roomOnAgenda(ctx context.Context, id MentorshipID) error {
	open, err := u.AgendaPoints().Open(ctx, id)
	if err != nil {
		return fmt.Errorf("load open points of an agenda: %w", err)
	}
	if len(open) >= MaxOpenAgendaPoints {
		return &Error{Kind: Conflict, Code: CodeAgendaFull, Field: "text", Args: map[string]any{"Limit": MaxOpenAgendaPoints}}
	}
	done, err := u.AgendaPoints().CountDone(ctx, id)
	if err != nil {
		return fmt.Errorf("count points talked about: %w", err)
	}
	if done >= MaxDoneAgendaPoints {
		return &Error{Kind: Conflict, Code: CodeAgendaPast, Field: "text", Args: map[string]any{"Limit": MaxDoneAgendaPoints}}
	}
	return nil
}

// putAgendaPoint takes over what was written. A session that is named has to be one that is still to come, unless it was named before.
func (u *unit) putAgendaPoint(ctx context.Context, p *AgendaPoint, in AgendaPointInput) error {
	var bad fieldErrors
	text := cleanLine(in.Text)
	bad.add(checkRequired("text", text))
	bad.add(checkLength("text", text, MaxAgendaPoint))
	if err := bad.err(); err != nil {
		return err
	}
	if in.Session != "" && in.Session != p.Session {
		session, err := u.Sessions().Get(ctx, in.Session)
		if err != nil && !errors.Is(err, ErrNotFound) {
			return fmt.Errorf("load session: %w", err)
		}
		if err != nil || session.Mentorship != p.Mentorship || !session.coming(u.now) {
			return invalid("session", CodeInvalidInput)
		}
	}
	if p.Text != "" && p.Text != text {
		p.EditedAt = u.now
	}
	p.Text, p.Session = text, in.Session
	return nil
}

// lockAgendaPoint loads a point under the lock of its mentorship, for one of the two.
func (u *unit) lockAgendaPoint(ctx context.Context, action Action, id AgendaPointID) (AgendaPoint, error) {
	p, err := u.AgendaPoints().Get(ctx, id)
	if err != nil {
		return p, missing(err, "load point of an agenda")
	}
	if _, err := u.lockForPair(ctx, action, p.Mentorship, CodeAgendaReadOnly); err != nil {
		return AgendaPoint{}, err
	}
	p, err = u.AgendaPoints().Get(ctx, id)
	return p, missing(err, "load point of an agenda")
}

func (u *unit) saveAgendaPoint(ctx context.Context, action Action, p AgendaPoint) error {
	if err := u.AgendaPoints().Save(ctx, p); err != nil {
		return fmt.Errorf("save point of an agenda: %w", err)
	}
	return u.agendaChanged(ctx, action, p)
}

// agendaChanged brings the reminders up to date that somebody may have of sessions to come, and that list what is open. It logs the change.
func (u *unit) agendaChanged(ctx context.Context, action Action, p AgendaPoint) error {
	sessions, err := u.Sessions().ForMentorship(ctx, p.Mentorship)
	if err != nil {
		return fmt.Errorf("load sessions: %w", err)
	}
	for _, s := range sessions {
		if s.coming(u.now) && s.StartsAt.Before(u.now.Add(maxOwnLead*time.Minute)) {
			u.refreshMessages(SessionSubject(s.ID), Task{Session: s.ID})
		}
	}
	return u.audit(ctx, action, AgendaPointSubject(p.ID), nil) // what they wrote is theirs
}
