package core

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// lastSign is when the two of a mentorship last gave a sign of life that the product knows of. A session that is booked is one in advance.
func (u *unit) lastSign(ctx context.Context, m Mentorship) (time.Time, error) {
	last := m.StartedAt
	for _, look := range []func(context.Context, Mentorship) ([]time.Time, error){
		u.sessionSigns, u.goalSigns, u.agreementSigns, u.inquirySigns, u.timeSigns, u.agendaSigns, u.linkSigns,
	} {
		signs, err := look(ctx, m)
		if err != nil {
			return last, err
		}
		for _, at := range append(signs, m.InTouchAt) {
			if at.After(last) {
				last = at
			}
		}
	}
	return last, nil
}

func (u *unit) sessionSigns(ctx context.Context, m Mentorship) ([]time.Time, error) {
	sessions, err := u.Sessions().ForMentorship(ctx, m.ID)
	if err != nil {
		return nil, fmt.Errorf("load sessions: %w", err)
	}
	var signs []time.Time
	for _, s := range sessions {
		signs = append(signs, s.CreatedAt, s.UpdatedAt)
		if s.State == SessionBooked || s.State == SessionHeld {
			signs = append(signs, s.EndsAt())
		}
	}
	return signs, nil
}

func (u *unit) goalSigns(ctx context.Context, m Mentorship) ([]time.Time, error) {
	goals, err := u.Goals().ForMentorship(ctx, m.ID)
	if err != nil {
		return nil, fmt.Errorf("load goals: %w", err)
	}
	var signs []time.Time
	for _, g := range goals {
		signs = append(signs, g.CreatedAt, g.SettledAt)
		latest, err := u.Goals().Entries(ctx, g.ID, 0, 1)
		if err != nil {
			return nil, fmt.Errorf("load a goal's history: %w", err)
		}
		for _, e := range latest {
			signs = append(signs, e.At)
		}
	}
	return signs, nil
}

func (u *unit) agreementSigns(ctx context.Context, m Mentorship) ([]time.Time, error) {
	versions, err := u.Agreements().Live(ctx, m.ID)
	if err != nil {
		return nil, fmt.Errorf("load agreements: %w", err)
	}
	var signs []time.Time
	for _, a := range versions {
		signs = append(signs, a.ProposedAt, a.AgreedAt)
	}
	return signs, nil
}

// inquirySigns are those of the questions between meetings: the open ones, and the one that was closed last.
func (u *unit) inquirySigns(ctx context.Context, m Mentorship) ([]time.Time, error) {
	open, err := u.Inquiries().Open(ctx, m.ID)
	if err != nil {
		return nil, fmt.Errorf("load questions: %w", err)
	}
	closed, err := u.Inquiries().ForMentorship(ctx, m.ID, len(open), 1)
	if err != nil {
		return nil, fmt.Errorf("load questions: %w", err)
	}
	var signs []time.Time
	for _, i := range append(open, closed...) {
		signs = append(signs, i.AskedAt, i.ClosedAt)
	}
	return signs, nil
}

func (u *unit) timeSigns(ctx context.Context, m Mentorship) ([]time.Time, error) {
	open, err := u.TimeProposals().Open(ctx, m.ID)
	if errors.Is(err, ErrNotFound) {
		return nil, nil
	}
	return []time.Time{open.CreatedAt}, err
}

// agendaSigns are those of the agenda: the open points, and the one that was talked about last.
func (u *unit) agendaSigns(ctx context.Context, m Mentorship) ([]time.Time, error) {
	open, err := u.AgendaPoints().Open(ctx, m.ID)
	if err != nil {
		return nil, fmt.Errorf("load the agenda: %w", err)
	}
	done, err := u.AgendaPoints().Done(ctx, m.ID, 0, 1)
	if err != nil {
		return nil, fmt.Errorf("load the agenda: %w", err)
	}
	var signs []time.Time
	for _, p := range append(open, done...) {
		signs = append(signs, p.CreatedAt, p.EditedAt, p.DoneAt)
	}
	return signs, nil
}

func (u *unit) linkSigns(ctx context.Context, m Mentorship) ([]time.Time, error) {
	links, err := u.Links().ForMentorship(ctx, m.ID)
	if err != nil || len(links) == 0 {
		return nil, missing(err, "load links")
	}
	return []time.Time{links[0].CreatedAt}, nil
}

// backAt is when both of a mentorship are there again: until then nobody is asked why they are silent.
func (u *unit) backAt(ctx context.Context, m Mentorship) (time.Time, error) {
	back := u.now
	for _, id := range []PersonID{m.Mentor, m.Mentee} {
		person, err := u.People().Get(ctx, id)
		if err != nil {
			return back, missing(err, "load person")
		}
		hours, err := u.hours(ctx, id)
		if err != nil {
			return back, err
		}
		at := Policy{}.after(u.now, time.Minute, person.Location(), hours.DaysOff()).Add(-time.Minute)
		if !person.Stays() { // staff know, and nobody waits for an answer
			at = u.now.AddDate(0, 0, silenceOffDays)
		}
		if at.After(back) {
			back = at
		}
	}
	return back, nil
}
