package core

import (
	"context"
	"fmt"
	"slices"
)

// SessionCase is what staff read about a session that waits for them.
type SessionCase struct {
	Session Session
	Mentor  Card
	Mentee  Card
	Mentors CheckIn // what the mentor said
	Mentees CheckIn
	Missed  int // how many sessions of this mentorship the person missed or cancelled late
}

// flagDispute puts a session before staff while the two say different things about it, and takes it away when they do not any more.
func (u *unit) flagDispute(ctx context.Context, m Mentorship, session Session) error {
	open, err := u.sessionItem(ctx, session, m.Mentee, AttentionDisputed)
	if err != nil {
		return err
	}
	switch disputed := session.State == SessionDisputed; {
	case disputed == (open != nil):
		return nil
	case disputed:
		return u.flag(ctx, session, m.Mentee, AttentionDisputed)
	}
	open.ResolvedAt = u.now
	if err := u.Attention().Save(ctx, *open); err != nil {
		return fmt.Errorf("save attention: %w", err)
	}
	return u.refreshStaff(ctx, session.Program)
}

// flagMissed tells staff when somebody has missed, or cancelled late, as many sessions of a mentorship as the programme sets.
func (u *unit) flagMissed(ctx context.Context, m Mentorship, session Session, person PersonID) error {
	program, err := u.Programs().Get(ctx, session.Program)
	if err != nil {
		return missing(err, "load programme")
	}
	limit := program.Policy.MissedSessions
	if limit == 0 {
		return nil
	}
	sessions, err := u.Sessions().ForMentorship(ctx, m.ID)
	if err != nil {
		return fmt.Errorf("load sessions: %w", err)
	}
	if m.missed(sessions, person) < limit {
		return nil
	}
	open, err := u.Attention().OpenFor(ctx, session.Program, person)
	if err != nil {
		return fmt.Errorf("load attention: %w", err)
	}
	of := func(a Attention) bool {
		return a.Kind == AttentionMissed && slices.ContainsFunc(sessions, func(s Session) bool { return s.ID == a.Session })
	}
	if slices.ContainsFunc(open, of) {
		return nil // staff have not dealt with the last one yet
	}
	return u.flag(ctx, session, person, AttentionMissed)
}

// missed counts the sessions somebody did not come to or cancelled late.
func (m *Mentorship) missed(sessions []Session, person PersonID) int {
	role := RoleMentee
	if person == m.Mentor {
		role = RoleMentor
	}
	n := 0
	for _, s := range sessions {
		if s.State == SessionNoShow && s.Absent == role || s.State == SessionCancelled && s.Late && s.CancelledBy == person {
			n++
		}
	}
	return n
}

// sessionItem is the open item of a kind about a session and a person; nil for none.
func (u *unit) sessionItem(ctx context.Context, session Session, person PersonID, kind AttentionKind) (*Attention, error) {
	open, err := u.Attention().OpenFor(ctx, session.Program, person)
	if err != nil {
		return nil, fmt.Errorf("load attention: %w", err)
	}
	at := slices.IndexFunc(open, func(a Attention) bool { return a.Kind == kind && a.Session == session.ID })
	if at < 0 {
		return nil, nil
	}
	return &open[at], nil
}

func (u *unit) flag(ctx context.Context, session Session, person PersonID, kind AttentionKind) error {
	item := Attention{
		ID: AttentionID(u.service.ids.NewID()), Program: session.Program, Kind: kind, Person: person, Session: session.ID, CreatedAt: u.now,
	}
	if err := u.Attention().Save(ctx, item); err != nil {
		return fmt.Errorf("save attention: %w", err)
	}
	return u.refreshStaff(ctx, session.Program)
}

// sessionCase loads what an item about a session shows; nil for an item about something else.
func (u *unit) sessionCase(ctx context.Context, item Attention) (*SessionCase, error) {
	if item.Session == "" {
		return nil, nil
	}
	var c SessionCase
	var err error
	if c.Session, err = u.Sessions().Get(ctx, item.Session); err != nil {
		return nil, missing(err, "load session")
	}
	m, err := u.Mentorships().Get(ctx, c.Session.Mentorship)
	if err != nil {
		return nil, missing(err, "load mentorship")
	}
	if c.Mentor, err = u.publicCard(ctx, m.Mentor); err != nil {
		return nil, err
	}
	if c.Mentee, err = u.publicCard(ctx, m.Mentee); err != nil {
		return nil, err
	}
	if c.Mentors, err = u.checkIn(ctx, c.Session.ID, m.Mentor); err != nil {
		return nil, err
	}
	if c.Mentees, err = u.checkIn(ctx, c.Session.ID, m.Mentee); err != nil {
		return nil, err
	}
	c.Mentors.Pulse, c.Mentees.Pulse = "", "" // staff read these added up only
	sessions, err := u.Sessions().ForMentorship(ctx, m.ID)
	if err != nil {
		return nil, fmt.Errorf("load sessions: %w", err)
	}
	c.Missed = m.missed(sessions, item.Person)
	return &c, nil
}
