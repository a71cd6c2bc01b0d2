package core

import (
	"cmp"
	"context"
	"slices"
	"time"

	"mentorbot/core/slots"
)

// Repeating says how a booking repeats.
type Repeating struct {
	Every slots.Every // empty for a single session
	Times int         // how often; 0 for as long as the mentorship is planned to go on
}

// SeriesPlan is a series before it is booked, every time of it checked.
type SeriesPlan struct {
	Mentorship MentorshipFacts
	Repeat     slots.Repeat
	Minutes    int
	Times      []PlannedTime
	Ends       time.Time // the end of the mentorship, or of how far ahead sessions are booked, where fewer times fit than were asked for; else zero
	Past       time.Time // the planned end of the mentorship, where sessions would be moved behind it; else zero
}

// Moves reports whether it is about sessions that are booked already.
func (p SeriesPlan) Moves() bool { return len(p.Times) > 0 && !p.Times[0].Was.IsZero() }

// PlannedTime is one time of a planned series.
type PlannedTime struct {
	Part     int // from 1
	Start    time.Time
	Was      time.Time       // of a session that is moved: the time it has; else zero
	Conflict *SeriesConflict // nil where nothing is in the way
}

// ConflictReason says what is in the way of a time.
type ConflictReason string

// The reasons.
const (
	ConflictSession ConflictReason = "session" // another session: they cannot be in two
	ConflictBusy    ConflictReason = "busy"    // a calendar says so
	ConflictHours   ConflictReason = "hours"   // outside the hours one of them has given, or their limits
)

// SeriesConflict is what is in the way of one time, and what could be done.
type SeriesConflict struct {
	Reason       ConflictReason
	Own          bool        // in the viewer's way; else in the other's, of whom is not told with whom
	Alternatives []time.Time // free, nearest first; may be empty
}

// Answers to a conflict, besides one of its alternatives in RFC 3339.
const (
	ConflictSkip = "skip" // leave this one out, where it is not booked yet
	ConflictStay = "stay" // leave it at the time it has, where it is moved
	ConflictKeep = "keep" // take the time all the same, where it is no other session that is in the way
)

// Settle gives the start a conflict is settled with, zero for a time to be left out; false for no answer there is.
func (p PlannedTime) Settle(answer string) (time.Time, bool) {
	switch {
	case p.Conflict == nil:
		return p.Start, true
	case answer == ConflictSkip:
		return time.Time{}, p.Was.IsZero()
	case answer == ConflictStay:
		return p.Was, !p.Was.IsZero()
	case answer == ConflictKeep:
		return p.Start, p.Conflict.Reason != ConflictSession
	}
	at, err := time.Parse(time.RFC3339, answer)
	return at.UTC(), err == nil && slices.ContainsFunc(p.Conflict.Alternatives, at.Equal)
}

// PlanSeries checks every time of a series and says what is in the way, to be shown before it is booked.
func (s *Service) PlanSeries(ctx context.Context, call Call, id MentorshipID, in Booking, repeat Repeating) (SeriesPlan, error) {
	in.clean()
	return read(ctx, s, call, ActionViewMentorship, func(ctx context.Context, u *unit) (SeriesPlan, error) {
		m, err := u.Mentorships().Get(ctx, id)
		if err != nil {
			return SeriesPlan{}, missing(err, "load mentorship")
		}
		if err := u.allow(ActionBookSession, u.relation(m.Mentor, m.Mentee)); err != nil {
			return SeriesPlan{}, err
		}
		if err := m.refuseIdle(CodeMentorshipOver); err != nil {
			return SeriesPlan{}, err
		}
		return u.planSeries(ctx, m, &in, repeat)
	})
}

// planSeries also gives the booking the length of the time it was offered for.
func (u *unit) planSeries(ctx context.Context, m Mentorship, in *Booking, repeat Repeating) (SeriesPlan, error) {
	start, err := in.check(u.actor, u.now)
	if err != nil {
		return SeriesPlan{}, err
	}
	if !repeat.Every.Known() {
		return SeriesPlan{}, invalid("repeat", CodeInvalidInput)
	}
	if repeat.Times != 0 && (repeat.Times < MinSeries || repeat.Times > MaxSeries) {
		return SeriesPlan{}, invalid("times", CodeInvalidInput)
	}
	plan := SeriesPlan{}
	if plan.Mentorship, err = u.mentorshipFacts(ctx, m, u.actor.ID); err != nil {
		return plan, err
	}
	if in.Offered != "" {
		if in.Minutes, err = u.takeOffered(ctx, m, start, plan.Mentorship.NextPlanned.Minutes, nil); err != nil {
			return plan, err
		}
	}
	plan.Minutes = in.Minutes
	plan.Repeat = slots.Repeat{First: slots.WallOf(start.In(u.actor.Location())), Every: repeat.Every}
	if err := u.fit(m, &plan, repeat.Times); err != nil {
		return plan, err
	}
	return plan, u.findConflicts(ctx, m, &plan, in.Offered != "", nil)
}

// fit gives a series the times that are asked for, or those there is time for.
func (u *unit) fit(m Mentorship, plan *SeriesPlan, times int) error {
	end := u.now.AddDate(0, 0, MaxSessionDays)
	if !m.PlannedEnd.IsZero() && m.PlannedEnd.Before(end) {
		end = m.PlannedEnd
	}
	for n := 0; n < cmp.Or(times, MaxSeries); n++ {
		start := plan.Repeat.Instant(n, u.actor.Location())
		if !start.Before(end) {
			break
		}
		plan.Times = append(plan.Times, PlannedTime{Part: n + 1, Start: start})
	}
	if len(plan.Times) < MinSeries {
		return &Error{Kind: Invalid, Code: CodeSeriesShort, Field: "repeat", Args: map[string]any{"Date": []time.Time{end}}}
	}
	if len(plan.Times) < times {
		plan.Ends = end
	}
	return nil
}

// findConflicts looks what is in the way of each time. Where the first one is from what was offered, hours count for the others too; how far
// ahead somebody lets themselves be booked does not: a series goes further by nature. Sessions that are moved are in no way.
func (u *unit) findConflicts(ctx context.Context, m Mentorship, plan *SeriesPlan, offered bool, moved []SessionID) error {
	last := plan.Times[len(plan.Times)-1].Start
	d, err := u.diariesTo(ctx, m, plan.Minutes, last.AddDate(0, 0, slotMargin), moved...)
	if err != nil {
		return err
	}
	for i := range d.query.People {
		d.query.People[i].Rules.Days = 0
	}
	check := seriesCheck{query: d.query, offered: offered, mentor: m.Mentor == u.actor.ID}
	for i := range plan.Times {
		t := &plan.Times[i]
		if t.Conflict = check.conflict(t.Start); t.Conflict == nil {
			continue
		}
		from, to := u.now, last.AddDate(0, 0, slotMargin)
		if i > 0 {
			from = plan.Times[i-1].Start.Add(d.query.Length)
		}
		if i+1 < len(plan.Times) {
			to = plan.Times[i+1].Start.Add(-d.query.Length)
		}
		t.Conflict.Alternatives = check.alternatives(t.Start, from, to)
	}
	return nil
}

// seriesCheck looks at times of a series in the diaries of the mentor and the mentee, in this order.
type seriesCheck struct {
	query   slots.Query
	offered bool // the hours count
	mentor  bool // the viewer is the mentor
}

func (c seriesCheck) conflict(start time.Time) *SeriesConflict {
	s := slots.Span{Start: start, End: start.Add(c.query.Length)}
	for _, reason := range []ConflictReason{ConflictSession, ConflictBusy} {
		found := [2]bool{}
		for i, p := range c.query.People {
			taken := map[ConflictReason][]slots.Span{ConflictSession: p.Sessions, ConflictBusy: p.Busy}[reason]
			found[i] = slices.ContainsFunc(taken, s.Overlaps)
		}
		if found[0] || found[1] {
			return &SeriesConflict{Reason: reason, Own: found[c.viewer()]}
		}
	}
	if c.offered && !slots.Free(c.query, start) {
		return &SeriesConflict{Reason: ConflictHours}
	}
	return nil
}

func (c seriesCheck) viewer() int {
	if c.mentor {
		return 0
	}
	return 1
}

// How far from a time that is taken others are looked for.
const (
	alternativeHours = 3
	alternativeDays  = 3
	alternativeStep  = 30 * time.Minute
	maxAlternatives  = 4
)

// alternatives are free times between two instants, nearest first: of those that would be offered, or else around the same time of day.
func (c seriesCheck) alternatives(start, from, to time.Time) []time.Time {
	var found []time.Time
	if c.offered {
		q := c.query
		q.From, q.To = start.AddDate(0, 0, -alternativeDays), start.AddDate(0, 0, alternativeDays+1)
		for _, s := range slots.Find(q) {
			found = append(found, s.Start)
		}
	} else {
		for step := -alternativeHours * time.Hour; step <= alternativeHours*time.Hour; step += alternativeStep {
			found = append(found, start.Add(step))
		}
		for day := -alternativeDays; day <= alternativeDays; day++ {
			found = append(found, start.AddDate(0, 0, day))
		}
	}
	found = slices.DeleteFunc(found, func(at time.Time) bool {
		return !at.After(c.query.Now) || at.Before(from) || at.After(to) || c.conflict(at) != nil
	})
	slices.SortStableFunc(found, func(a, b time.Time) int { return cmp.Compare(a.Sub(start).Abs(), b.Sub(start).Abs()) })
	return found[:min(len(found), maxAlternatives)]
}

// settled are the times of a plan that stay, with the starts they were settled with.
func (p SeriesPlan) settled(answers map[int]string) ([]PlannedTime, error) {
	var kept []PlannedTime
	for _, t := range p.Times {
		start, ok := t.Settle(answers[t.Part])
		if !ok {
			return nil, &Error{Kind: Invalid, Code: CodeSeriesConflicts, Field: "repeat"}
		}
		if !start.IsZero() {
			kept = append(kept, PlannedTime{Part: t.Part, Start: start})
		}
	}
	if len(kept) == 0 {
		return nil, &Error{Kind: Invalid, Code: CodeSeriesEmpty, Field: "repeat"}
	}
	return kept, nil
}
