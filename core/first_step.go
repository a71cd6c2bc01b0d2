package core

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// FirstSteps are what a new pair does first, and what of it is done (features.md S0-10, S2-30, S3-16).
type FirstSteps struct {
	InTouch bool // one of them said so or proposed times, or they have booked a session
	Booked  bool // a session is booked, or was held
	Met     bool // a session was held
}

// FirstSteps tells how far the two are.
func (f *MentorshipFacts) FirstSteps() FirstSteps {
	steps := FirstSteps{Met: f.Held > 0}
	for _, e := range f.Plan() {
		steps.Booked = steps.Booked || !e.Open()
	}
	steps.InTouch = !f.Mentorship.InTouchAt.IsZero() || len(f.Sessions) > 0
	return steps
}

// Done reports whether what a notice reminds of has been done.
func (s FirstSteps) Done(notice NoticeKind) bool {
	return s.Booked || notice == NoticeFirstContact && s.InTouch
}

// planFirstSteps has the two reminded of their first steps, each once and only if they are not done by then: who writes first of that, and
// both of their first session.
func (u *unit) planFirstSteps(ctx context.Context, m Mentorship, policy Policy) error {
	if policy.RemindFirstContact {
		first := m.Mentee
		if policy.FirstContact == RoleMentor {
			first = m.Mentor
		}
		by, err := u.firstContactBy(ctx, first, policy)
		if err != nil {
			return err
		}
		if err := u.remindLater(ctx, m, NoticeFirstContact, by, first); err != nil {
			return err
		}
	}
	if policy.FirstSessionWeeks == 0 {
		return nil
	}
	return u.remindLater(ctx, m, NoticeFirstSession, u.now.AddDate(0, 0, 7*policy.FirstSessionWeeks), m.Mentor, m.Mentee)
}

// firstContactBy is when somebody is to have written first who is to do so from now on. Days off do not count.
func (u *unit) firstContactBy(ctx context.Context, id PersonID, policy Policy) (time.Time, error) {
	person, err := u.People().Get(ctx, id)
	if err != nil {
		return time.Time{}, missing(err, "load person")
	}
	hours, err := u.hours(ctx, id)
	if err != nil {
		return time.Time{}, err
	}
	return Policy{}.after(u.now, time.Duration(policy.FirstContactHours)*time.Hour, person.Location(), hours.DaysOff()), nil
}

// remindLater tells people something at an instant, or when their quiet hours are over. It does not hold up what they hear before that.
func (u *unit) remindLater(ctx context.Context, m Mentorship, notice NoticeKind, at time.Time, people ...PersonID) error {
	for _, id := range people {
		person, err := u.People().Get(ctx, id)
		if err != nil {
			return missing(err, "load person")
		}
		if !person.Stays() {
			continue // there is nobody to remind
		}
		due, err := u.outsideQuiet(ctx, person, at)
		if err != nil {
			return err
		}
		u.enqueueAt(Job{
			Kind: JobNotice, Task: Task{Notice: notice, To: id, Mentorship: m.ID}, Lane: string(notice) + ":" + string(m.ID) + ":" + string(id),
		}, due)
	}
	return nil
}

// outsideQuiet is an instant, or when the person's quiet hours are over if it falls into them.
func (u *unit) outsideQuiet(ctx context.Context, person Person, at time.Time) (time.Time, error) {
	settings, err := u.calendarSettings(ctx, person.ID)
	if err != nil {
		return at, err
	}
	if _, over, quiet := settings.Reminders.Quiet.around(at, person.Location()); quiet {
		return over, nil
	}
	return at, nil
}

// FirstStepDue reports whether somebody still is to be reminded of a first step of their mentorship.
func (s *Service) FirstStepDue(ctx context.Context, workspace WorkspaceID, task Task) (bool, error) {
	return load(ctx, s, workspace, func(ctx context.Context, u *unit) (bool, error) { return u.stepDue(ctx, task) })
}

// stepDue is FirstStepDue. While one of the two thinks about times for their first session, nobody has to be reminded of it.
func (u *unit) stepDue(ctx context.Context, task Task) (bool, error) {
	m, err := u.Mentorships().Get(ctx, task.Mentorship)
	if err != nil {
		return false, missing(err, "load mentorship")
	}
	facts, err := u.mentorshipFacts(ctx, m, task.To)
	if err != nil || !m.Open() || facts.FirstSteps().Done(task.Notice) {
		return false, err
	}
	open, err := u.TimeProposals().Open(ctx, m.ID)
	if errors.Is(err, ErrNotFound) {
		return true, nil
	}
	return err == nil && !open.Live(u.now), err
}

// InTouch records that the two of a mentorship have been in touch, so that nobody is reminded of it.
func (s *Service) InTouch(ctx context.Context, call Call, id MentorshipID) (MentorshipFacts, error) {
	return change(ctx, s, call, ActionInTouch, func(ctx context.Context, u *unit) (MentorshipFacts, error) {
		m, err := u.lockMentorship(ctx, id, ActionInTouch)
		if err != nil {
			return MentorshipFacts{}, err
		}
		if err := u.inTouch(ctx, &m); err != nil {
			return MentorshipFacts{}, err
		}
		return u.mentorshipFacts(ctx, m, u.actor.ID)
	})
}

// inTouch records that the two of a locked mentorship have been in touch: once, and again where they were asked whether they are.
func (u *unit) inTouch(ctx context.Context, m *Mentorship) error {
	quiet := m.Quiet()
	if !m.InTouchAt.IsZero() && !quiet {
		return nil
	}
	m.InTouchAt = u.now
	m.Silence.stirs(u.now)
	if err := u.Mentorships().Save(ctx, *m); err != nil {
		return fmt.Errorf("save mentorship: %w", err)
	}
	u.refreshMessages(MentorshipSubject(m.ID), Task{Mentorship: m.ID})
	u.refreshHome(m.Mentor, m.Mentee)
	if quiet {
		if err := u.resolveQuiet(ctx, *m); err != nil {
			return err
		}
	}
	return u.audit(ctx, ActionInTouch, MentorshipSubject(m.ID), nil)
}
