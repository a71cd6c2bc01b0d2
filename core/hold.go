package core

import (
	"context"
	"fmt"
	"slices"
	"time"

	"mentorbot/core/slots"
)

// Hold is a pause of a mentorship that the two agree on by one of them saying so: nothing new is booked and nobody is reminded of anything
// until the mentorship goes on, which it does by itself.
type Hold struct {
	Since  time.Time // zero unless the mentorship is on hold
	Until  time.Time // in the morning of the day it goes on, where whoever said so last lives
	By     PersonID  // one of the two
	Reason string    // what they wrote to the other one
}

// number tells news of a hold until one day from news of it until another: where the day is changed before the first news went out, that is
// left out.
func (h Hold) number() int { return int(h.Until.Unix() / 3600) }

// Limits of a hold.
const (
	MaxHoldReason = 500 // code points
	MaxHoldDays   = 183 // from the day it is set or prolonged
)

// holdMorning is the time of day at which a mentorship goes on: nobody is to hear of it at midnight.
const holdMorning = "09:00"

// OnHold reports whether the mentorship pauses.
func (m *Mentorship) OnHold() bool { return m.State == MentorshipOnHold }

// refuseIdle says why nothing can be done in a mentorship that is not active; nil for one that is. over is the code where it has ended.
func (m *Mentorship) refuseIdle(over Code) error {
	switch {
	case m.Open():
		return nil
	case m.OnHold():
		return conflict(CodeMentorshipOnHold)
	}
	return conflict(over)
}

// MayBook refuses, with the reason, where no session can be booked: the mentorship is over or on hold.
func (m *Mentorship) MayBook() error { return m.refuseIdle(CodeMentorshipOver) }

// HoldRequest is what somebody enters to put a mentorship on hold, or to change until when it is.
type HoldRequest struct {
	Until          string // the day on which it goes on, "2006-01-02" on the actor's clock
	Reason         string // optional
	CancelSessions bool   // the sessions booked before that
}

// check reads the day on which the mentorship goes on.
func (in *HoldRequest) check(actor Person, now time.Time) (time.Time, error) {
	var bad fieldErrors
	bad.add(checkLength("reason", in.Reason, MaxHoldReason))
	until, e := in.until(actor, now)
	bad.add(e)
	return until, bad.err()
}

func (in *HoldRequest) until(actor Person, now time.Time) (time.Time, *Error) {
	if in.Until == "" {
		return time.Time{}, invalid("until", CodeRequired)
	}
	wall, err := slots.ParseWall(in.Until, holdMorning)
	if err != nil {
		return time.Time{}, invalid("until", CodeInvalidInput)
	}
	until, _ := wall.Instant(actor.Location())
	switch {
	case !until.After(now):
		return time.Time{}, invalid("until", CodeDateInPast)
	case until.After(now.AddDate(0, 0, MaxHoldDays)):
		return time.Time{}, &Error{Kind: Invalid, Code: CodeHoldTooLong, Field: "until", Args: map[string]any{"Max": MaxHoldDays}}
	}
	return until, nil
}

// Holding loads a mentorship for one of the two who is about to put it on hold, or to change until when it is.
func (s *Service) Holding(ctx context.Context, call Call, id MentorshipID) (MentorshipFacts, error) {
	return read(ctx, s, call, ActionHoldMentorship, func(ctx context.Context, u *unit) (MentorshipFacts, error) {
		m, err := u.Mentorships().Get(ctx, id)
		if err != nil {
			return MentorshipFacts{}, missing(err, "load mentorship")
		}
		if err := u.allow(ActionHoldMentorship, u.relation(m.Mentor, m.Mentee)); err != nil {
			return MentorshipFacts{}, err
		}
		if !m.Ongoing() {
			return MentorshipFacts{}, conflict(CodeMentorshipEnded)
		}
		return u.mentorshipFacts(ctx, m, u.actor.ID)
	})
}

// HoldMentorship puts a mentorship on hold until a day, or changes that day. Both are told; times that are proposed are off the table, and
// the sessions booked before that day are cancelled if the actor says so.
func (s *Service) HoldMentorship(ctx context.Context, call Call, id MentorshipID, in HoldRequest) (MentorshipFacts, error) {
	in.Reason = clean(in.Reason)
	return change(ctx, s, call, ActionHoldMentorship, func(ctx context.Context, u *unit) (MentorshipFacts, error) {
		m, err := u.lockMentorship(ctx, id, ActionHoldMentorship)
		if err != nil {
			return MentorshipFacts{}, err
		}
		until, err := in.check(u.actor, u.now)
		if err != nil {
			return MentorshipFacts{}, err
		}
		since, quiet := u.now, m.Quiet()
		if m.OnHold() {
			since = m.Hold.Since
		}
		m.State, m.Hold = MentorshipOnHold, Hold{Since: since, Until: until, By: u.actor.ID, Reason: in.Reason}
		m.Silence.stirs(u.now)
		m.Closing.NextAt = until // what was to come of the end is planned anew when it goes on
		if in.CancelSessions {
			if _, err := u.cancelComing(ctx, m, cancelling{by: u.actor.ID, reason: in.Reason, before: until}); err != nil {
				return MentorshipFacts{}, err
			}
		}
		if err := u.closeOpenTimes(ctx, m, TimesWithdrawn, ActionEndTimes); err != nil {
			return MentorshipFacts{}, err
		}
		if err := u.tellBoth(ctx, m, NoticeHold); err != nil {
			return MentorshipFacts{}, err
		}
		if quiet {
			if err := u.resolveQuiet(ctx, m); err != nil {
				return MentorshipFacts{}, err
			}
		}
		return u.saveClosing(ctx, ActionHoldMentorship, m, map[string]string{"until": until.Format(time.RFC3339)})
	})
}

// ResumeMentorship lets a mentorship go on before its day. The other one is told.
func (s *Service) ResumeMentorship(ctx context.Context, call Call, id MentorshipID) (MentorshipFacts, error) {
	return change(ctx, s, call, ActionResumeMentorship, func(ctx context.Context, u *unit) (MentorshipFacts, error) {
		m, err := u.lockMentorship(ctx, id, ActionResumeMentorship)
		switch {
		case err != nil:
			return MentorshipFacts{}, err
		case !m.OnHold():
			return MentorshipFacts{}, conflict(CodeNotOnHold)
		}
		if err := u.goOn(ctx, &m); err != nil {
			return MentorshipFacts{}, err
		}
		if err := u.tellOther(ctx, m, NoticeResumed); err != nil {
			return MentorshipFacts{}, err
		}
		return u.saveClosing(ctx, ActionResumeMentorship, m, nil)
	})
}

// returnFromHold lets a mentorship go on whose day has come, and tells both, each outside their quiet hours.
func (u *unit) returnFromHold(ctx context.Context, m Mentorship) error {
	if err := u.goOn(ctx, &m); err != nil {
		return err
	}
	if err := u.remindLater(ctx, m, NoticeResumed, u.now, m.Mentor, m.Mentee); err != nil {
		return err
	}
	if err := u.Mentorships().Save(ctx, m); err != nil {
		return fmt.Errorf("save mentorship: %w", err)
	}
	u.refreshMessages(MentorshipSubject(m.ID), Task{Mentorship: m.ID})
	u.refreshHome(m.Mentor, m.Mentee)
	return u.audit(ctx, ActionResumeMentorship, MentorshipSubject(m.ID), nil)
}

// goOn makes a mentorship that was on hold active. The time on hold does not count: the planned end, where it was still to come, moves by it.
func (u *unit) goOn(ctx context.Context, m *Mentorship) error {
	program, err := u.Programs().Get(ctx, m.Program)
	if err != nil {
		return missing(err, "load programme")
	}
	over, reached := m.heldFor(u.now), m.EndReached(m.Hold.Since)
	m.State, m.Hold, m.Closing.NextAt = MentorshipActive, Hold{}, time.Time{}
	m.Silence.heard(program.Policy, u.now, u.now)
	if m.Closing.Extension.By != "" {
		m.Closing.Extension.Until = m.Closing.Extension.Until.Add(over)
	}
	if m.PlannedEnd.IsZero() || reached { // of an end that has come both know
		return nil
	}
	m.PlannedEnd = m.PlannedEnd.Add(over)
	m.planClosing(program.Policy, u.now)
	return nil
}

// heldFor is how long a mentorship on hold has paused; a day that has come and is found late counts as of when it came.
func (m *Mentorship) heldFor(now time.Time) time.Duration {
	end := now
	if m.Hold.Until.Before(end) {
		end = m.Hold.Until
	}
	return end.Sub(m.Hold.Since)
}

// HoldDue reports whether somebody still is to be told that their mentorship is on hold, or goes on.
func (s *Service) HoldDue(ctx context.Context, workspace WorkspaceID, task Task) (bool, error) {
	return load(ctx, s, workspace, func(ctx context.Context, u *unit) (bool, error) { return u.holdDue(ctx, task) })
}

func (u *unit) holdDue(ctx context.Context, task Task) (bool, error) {
	m, err := u.Mentorships().Get(ctx, task.Mentorship)
	if err != nil {
		return false, missing(err, "load mentorship")
	}
	if task.Notice == NoticeHold {
		return m.OnHold() && task.Sequence == m.Hold.number(), nil
	}
	return m.Open(), nil
}

// tellBoth tells both of a mentorship, except for who is gone.
func (u *unit) tellBoth(ctx context.Context, m Mentorship, notice NoticeKind) error {
	for _, id := range []PersonID{m.Mentor, m.Mentee} {
		person, err := u.People().Get(ctx, id)
		if err != nil {
			return missing(err, "load person")
		}
		if person.Active() {
			u.notify(id, notice, Task{Mentorship: m.ID, Sequence: m.Hold.number()})
		}
	}
	return nil
}

// Paused are the booked sessions of a mentorship that are still to come, soonest first: those a hold may cancel.
func (f *MentorshipFacts) Paused(now time.Time) []Session {
	var all []Session
	for _, s := range f.Sessions {
		if s.State == SessionBooked && s.StartsAt.After(now) {
			all = append(all, s)
		}
	}
	slices.SortStableFunc(all, func(a, b Session) int { return a.StartsAt.Compare(b.StartsAt) })
	return all
}
