package core

import (
	"slices"
	"time"
)

// coming reports whether the session is booked and not over.
func (s *Session) coming(now time.Time) bool {
	return s.State == SessionBooked && s.EndsAt().After(now)
}

// AgendaEntry is an open point with the session in which it stands now. That is computed from the times of the sessions whenever somebody looks, so that
// nothing has to be copied when a session is over, moved or cancelled.
type AgendaEntry struct {
	Point AgendaPoint
	// Session is the one it is to be talked about in: the one it is meant for while that is to come, else the next one. nil while none is booked.
	Session *Session
	// CarriedFrom is the start of the latest session it was left over from; zero when it has not been.
	CarriedFrom time.Time
}

// In reports whether it stands in a session.
func (e AgendaEntry) In(id SessionID) bool { return e.Session != nil && e.Session.ID == id }

// agendaOf puts open points into the sessions of their mentorship: by when the sessions are, those without one last, each in the order given.
func agendaOf(points []AgendaPoint, sessions []Session, now time.Time) []AgendaEntry {
	coming := comingSessions(sessions, now)
	entries := make([]AgendaEntry, 0, len(points))
	for _, p := range points {
		e := AgendaEntry{Point: p, CarriedFrom: carriedFrom(p, sessions, now)}
		if i := slices.IndexFunc(coming, func(s Session) bool { return s.ID == p.Session }); i >= 0 {
			e.Session, e.CarriedFrom = &coming[i], time.Time{}
		} else if len(coming) > 0 {
			e.Session = &coming[0]
		}
		entries = append(entries, e)
	}
	slices.SortStableFunc(entries, func(a, b AgendaEntry) int {
		if a.Session == nil || b.Session == nil {
			return 0 // then no session is to come, for none of them
		}
		return a.Session.StartsAt.Compare(b.Session.StartsAt)
	})
	return entries
}

// comingSessions are those booked and not over, soonest first.
func comingSessions(sessions []Session, now time.Time) []Session {
	var coming []Session
	for _, s := range sessions {
		if s.coming(now) {
			coming = append(coming, s)
		}
	}
	slices.SortStableFunc(coming, func(a, b Session) int { return a.StartsAt.Compare(b.StartsAt) })
	return coming
}

// carriedFrom is the start of the latest session in which a point that is still open stood, and that is over: from the one it was meant for on, or, without
// one, from the first that ended after it was added. Sessions that were cancelled leave nothing over.
func carriedFrom(p AgendaPoint, sessions []Session, now time.Time) time.Time {
	stoodFrom := p.CreatedAt
	for _, s := range sessions {
		if s.ID == p.Session && s.State != SessionCancelled {
			stoodFrom = s.StartsAt
		}
	}
	var latest time.Time
	for _, s := range sessions {
		over := s.State != SessionCancelled && !s.EndsAt().After(now)
		if over && s.EndsAt().After(stoodFrom) && s.StartsAt.After(latest) {
			latest = s.StartsAt
		}
	}
	return latest
}
