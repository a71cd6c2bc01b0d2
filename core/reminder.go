package core

import (
	"context"
	"fmt"
	"slices"
	"time"

	"mentorbot/core/slots"
)

// ReminderSettings are when a person is reminded of sessions.
type ReminderSettings struct {
	Own   bool  `json:"own,omitempty"`   // Leads count instead of what the programme sets
	Leads []int `json:"leads,omitempty"` // minutes before the start, at most maxOwnReminders of 1 to maxOwnLead; empty for none
	Quiet Quiet `json:"quiet,omitzero"`
}

const (
	maxOwnReminders = 4
	maxOwnLead      = 14 * 24 * 60
)

// Quiet is the part of a day in which nothing reminds a person, on their own clock. It may reach over midnight; none when both are equal.
type Quiet struct {
	From int `json:"from"` // minutes after midnight, 0 to 1439
	To   int `json:"to"`   // as From; the first minute that is not quiet any more
}

// None reports whether there are no quiet hours.
func (q Quiet) None() bool { return q.From == q.To }

// around is the quiet stretch an instant falls into.
func (q Quiet) around(at time.Time, loc *time.Location) (from, to time.Time, quiet bool) {
	if q.None() {
		return time.Time{}, time.Time{}, false
	}
	for _, day := range []int{-1, 0} {
		wall := slots.WallOf(at.In(loc).AddDate(0, 0, day))
		from, to = wallAt(wall, q.From, loc), wallAt(wall, q.To, loc)
		if q.To < q.From {
			to = wallAt(slots.WallOf(at.In(loc).AddDate(0, 0, day+1)), q.To, loc)
		}
		if !at.Before(from) && at.Before(to) {
			return from, to, true
		}
	}
	return time.Time{}, time.Time{}, false
}

func wallAt(day slots.Wall, minutes int, loc *time.Location) time.Time {
	day.Hour, day.Minute = minutes/60, minutes%60
	at, _ := day.Instant(loc)
	return at
}

// due is when somebody hears of a session that starts then. A reminder that would come in quiet hours comes when they are over, or, when
// that is too late, before they begin.
func (q Quiet) due(start time.Time, lead int, loc *time.Location) time.Time {
	at := start.Add(-time.Duration(lead) * time.Minute)
	from, to, quiet := q.around(at, loc)
	switch {
	case !quiet:
		return at
	case to.Before(start):
		return to
	}
	return from.Add(-time.Minute)
}

// plan are the reminders of a session whose time is still to come. Two that would come at once are one.
func (r ReminderSettings) plan(policy Policy, session Session, loc *time.Location, now time.Time) []SessionReminder {
	leads := policy.SessionReminders
	if r.Own {
		leads = r.Leads
	}
	var planned []SessionReminder
	for _, lead := range leads {
		due := r.Quiet.due(session.StartsAt, lead, loc)
		actual := int(session.StartsAt.Sub(due) / time.Minute)
		if due.After(now) && !slices.ContainsFunc(planned, func(p SessionReminder) bool { return p.Lead == actual }) {
			planned = append(planned, SessionReminder{Session: session.ID, Lead: actual, DueAt: due})
		}
	}
	return planned
}

// reminders reads a person's choices: own leads, and quiet hours from one time of day "15:04" to another, both empty for none.
func (s Settings) reminders() (ReminderSettings, []*Error) {
	r := ReminderSettings{Own: s.OwnReminders, Leads: s.Leads}
	var bad []*Error
	if len(r.Leads) > maxOwnReminders || slices.ContainsFunc(r.Leads, func(lead int) bool { return lead < 1 || lead > maxOwnLead }) {
		bad = append(bad, invalid("reminders", CodeInvalidInput))
	}
	if s.QuietFrom == "" && s.QuietTo == "" {
		return r, bad
	}
	var e *Error
	if r.Quiet.From, e = minuteOfDay("quiet_from", s.QuietFrom); e != nil {
		bad = append(bad, e)
	}
	if r.Quiet.To, e = minuteOfDay("quiet_to", s.QuietTo); e != nil {
		bad = append(bad, e)
	}
	if s.QuietFrom == s.QuietTo {
		bad = append(bad, invalid("quiet_to", CodeQuietAlways))
	}
	return r, bad
}

// minuteOfDay reads "15:04".
func minuteOfDay(field, clock string) (int, *Error) {
	if clock == "" {
		return 0, invalid(field, CodeRequired)
	}
	at, err := time.Parse("15:04", clock)
	if err != nil {
		return 0, invalid(field, CodeInvalidInput)
	}
	return at.Hour()*60 + at.Minute(), nil
}

// setReminders plans the reminders of a session anew for some people.
func (u *unit) setReminders(ctx context.Context, policy Policy, session Session, people ...PersonID) error {
	for _, id := range people {
		person, err := u.People().Get(ctx, id)
		if err != nil {
			return missing(err, "load person")
		}
		settings, err := u.calendarSettings(ctx, id)
		if err != nil {
			return err
		}
		planned := settings.Reminders.plan(policy, session, person.Location(), u.now)
		if err := u.Sessions().SetReminders(ctx, session.ID, id, planned); err != nil {
			return fmt.Errorf("set reminders: %w", err)
		}
	}
	return nil
}

// replanReminders plans the reminders of a person's sessions anew after their settings or their zone changed.
func (u *unit) replanReminders(ctx context.Context, person PersonID) error {
	sessions, err := u.Sessions().Upcoming(ctx, person, u.now, maxFeed)
	if err != nil {
		return fmt.Errorf("load sessions: %w", err)
	}
	for _, session := range sessions {
		program, err := u.Programs().Get(ctx, session.Program)
		if err != nil {
			return missing(err, "load programme")
		}
		if err := u.setReminders(ctx, program.Policy, session, person); err != nil {
			return err
		}
	}
	return nil
}
