package core

import (
	"context"
	"fmt"
	"slices"
	"time"

	"mentorbot/core/slots"
)

// Repeat is a time that comes again on one wall clock, Every how far apart.
type (
	Repeat = slots.Repeat
	Every  = slots.Every
)

// How far apart sessions of a series can be.
const (
	Weekly      = slots.Weekly
	Fortnightly = slots.Fortnightly
	Monthly     = slots.Monthly
)

// Series are sessions booked together on one wall clock: every week at three, say. Each is a session of its own; what they have in common is
// the event in calendars, which repeats.
type Series struct {
	ID         SeriesID
	Mentorship MentorshipID
	Program    ProgramID
	First      slots.Wall // first time, on the clock of Zone
	Every      slots.Every
	Count      int    // times from First on, those left out and cancelled included
	Zone       string // IANA zone of the person who booked it, whose clock it keeps to
	Minutes    int    // length of each, as booked
	Sequence   int    // counts every change to any of its sessions: calendars compare the event as a whole
	BookedBy   PersonID
	Next       SeriesID  // what the sessions behind its last one are now, after they were moved; empty if none were
	MovedBy    PersonID  // who moved all of it, or the rest of it to or from another series; empty if nobody did
	MovedAt    time.Time // zero if nobody did
	CreatedAt  time.Time
	UpdatedAt  time.Time
}

// Limits of series.
const (
	MinSeries = 2
	MaxSeries = 26
)

// Location is the series' zone.
func (s *Series) Location() *time.Location {
	loc, err := time.LoadLocation(s.Zone)
	if err != nil { // it was one when the series was booked
		return time.UTC
	}
	return loc
}

// Repeat is the rule of the series.
func (s *Series) Repeat() slots.Repeat { return slots.Repeat{First: s.First, Every: s.Every} }

// Time is the time of a part, counted from 1, by the rule: where it was before anybody moved it.
func (s *Series) Time(part int) time.Time { return s.Repeat().Instant(part-1, s.Location()) }

// Of is how many sessions a part is one of. The rule may have fewer: those after one that took place can be cancelled.
func (s *Series) Of(part int) int { return max(s.Count, part) }

// SeriesFacts is everything messages and mails show of a series.
type SeriesFacts struct {
	SessionFacts                // of the first session that is not cancelled, or of the last one if all are
	Sessions     []Session      // all, by part
	Replies      []SessionReply // what the viewer said of each of them
	// Split says that the newest move of the series took what came after its last session, which is a series of its own since then. A series that
	// was split and is moved as a whole later is not: nothing else comes with that.
	Split bool
}

// Kept counts the sessions that were not cancelled.
func (f *SeriesFacts) Kept() int {
	n := 0
	for _, session := range f.Sessions {
		if session.State != SessionCancelled {
			n++
		}
	}
	return n
}

// Moved reports whether the newest about the series as a whole is that it, or the rest of it, has other times.
func (f *SeriesFacts) Moved() bool {
	last := f.LastCancelled()
	return f.Series.MovedBy != "" && (last == nil || !last.UpdatedAt.After(f.Series.MovedAt))
}

// MovedSince reports whether the series, or the rest of it, has other times than when what a message tells was so.
func (f *SeriesFacts) MovedSince() bool {
	return !f.Told.IsZero() && f.Series.MovedAt.After(f.Told)
}

// Mixed reports whether the programme's plan gives the sessions different titles.
func (f *SeriesFacts) Mixed() bool {
	return f.Session.Title == "" && slices.ContainsFunc(f.Sessions, func(s Session) bool { return s.Kind != f.Session.Kind })
}

// Unanswered reports whether the viewer has still to say that they come to one of the sessions ahead.
func (f *SeriesFacts) Unanswered(now time.Time) bool {
	for i, session := range f.Sessions {
		if session.ahead(now) && f.Replies[i].Attendance != AttendanceYes {
			return true
		}
	}
	return false
}

// Answered is what the viewer said to all sessions that are still to come; empty where they said different things, or nothing.
func (f *SeriesFacts) Answered(now time.Time) Attendance {
	said, first := Attendance(""), true
	for i, session := range f.Sessions {
		switch {
		case !session.ahead(now):
			continue
		case first:
			said, first = f.Replies[i].Attendance, false
		case f.Replies[i].Attendance != said:
			return ""
		}
	}
	return said
}

// ahead reports whether a session is still to begin.
func (s *Session) ahead(now time.Time) bool { return s.State == SessionBooked && s.StartsAt.After(now) }

// LastCancelled is the session that was cancelled last, with the others of that time the first of them; nil if none was.
func (f *SeriesFacts) LastCancelled() *Session {
	var last *Session
	for i := range f.Sessions {
		s := &f.Sessions[i]
		if s.State == SessionCancelled && (last == nil || s.UpdatedAt.After(last.UpdatedAt)) {
			last = s
		}
	}
	return last
}

// together reports whether two sessions are of one series.
func (s *Session) together(other Session) bool { return s.Series != "" && s.Series == other.Series }

// nextSequence numbers a change to a session. Those of a series count together, so that an event in a calendar, and each of its occurrences,
// only ever goes up.
func (u *unit) nextSequence(ctx context.Context, session *Session) error {
	session.Sequence++
	if session.Series == "" {
		return nil
	}
	series, err := u.Sessions().Series(ctx, session.Series)
	if err != nil {
		return missing(err, "load series")
	}
	series.Sequence++
	series.UpdatedAt, session.Sequence = u.now, series.Sequence
	if err := u.Sessions().SaveSeries(ctx, series); err != nil {
		return fmt.Errorf("save series: %w", err)
	}
	return nil
}

// refreshSeries brings the message that tells of a session's series up to date.
func (u *unit) refreshSeries(session Session) {
	if session.Series != "" {
		u.refreshMessages(SeriesSubject(session.Series), Task{Session: session.ID, Series: session.Series})
	}
}

// addSeries loads what a session's series adds to its facts.
func (u *unit) addSeries(ctx context.Context, facts *SessionFacts) error {
	if facts.Session.Series == "" {
		return nil
	}
	series, err := u.Sessions().Series(ctx, facts.Session.Series)
	if err != nil {
		return missing(err, "load series")
	}
	all, err := u.Sessions().ForSeries(ctx, series.ID)
	if err != nil {
		return fmt.Errorf("load sessions of a series: %w", err)
	}
	facts.Series = &series
	for _, s := range all {
		switch {
		case s.ID == facts.Session.ID:
		case s.ahead(u.now) && s.Part > facts.Session.Part:
			facts.Following++
		case facts.Session.State == SessionCancelled && s.State == SessionCancelled && s.Part > facts.Session.Part && s.CancelledBy == facts.Session.CancelledBy &&
			s.UpdatedAt.Equal(facts.Session.UpdatedAt):
			facts.Along++
		}
	}
	return nil
}

// SeriesFor loads a series as the viewer sees it, for rendering messages.
func (s *Service) SeriesFor(ctx context.Context, workspace WorkspaceID, id SeriesID, viewer PersonID) (SeriesFacts, error) {
	return load(ctx, s, workspace, func(ctx context.Context, u *unit) (SeriesFacts, error) { return u.seriesFacts(ctx, id, viewer) })
}

func (u *unit) seriesFacts(ctx context.Context, id SeriesID, viewer PersonID) (SeriesFacts, error) {
	all, err := u.Sessions().ForSeries(ctx, id)
	if err != nil {
		return SeriesFacts{}, fmt.Errorf("load sessions of a series: %w", err)
	}
	if len(all) == 0 {
		return SeriesFacts{}, notFound()
	}
	shown := all[len(all)-1]
	for _, session := range all {
		if session.State != SessionCancelled {
			shown = session
			break
		}
	}
	facts := SeriesFacts{Sessions: all}
	if facts.SessionFacts, err = u.sessionFacts(ctx, shown, viewer); err != nil {
		return SeriesFacts{}, err
	}
	if next := facts.Series.Next; next != "" {
		rest, err := u.Sessions().Series(ctx, next)
		if err != nil {
			return SeriesFacts{}, missing(err, "load the rest of a series")
		}
		facts.Split = rest.CreatedAt.Equal(facts.Series.MovedAt)
	}
	for _, session := range all {
		reply, err := u.reply(ctx, session.ID, viewer)
		if err != nil {
			return SeriesFacts{}, err
		}
		facts.Replies = append(facts.Replies, reply)
	}
	return facts, nil
}
