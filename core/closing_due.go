package core

import (
	"context"
	"fmt"
	"time"
)

// ClosingDue reports whether somebody still is to be told of the end of their mentorship.
func (s *Service) ClosingDue(ctx context.Context, workspace WorkspaceID, task Task) (bool, error) {
	return load(ctx, s, workspace, func(ctx context.Context, u *unit) (bool, error) { return u.closingDue(ctx, task) })
}

func (u *unit) closingDue(ctx context.Context, task Task) (bool, error) {
	m, err := u.Mentorships().Get(ctx, task.Mentorship)
	if err != nil {
		return false, missing(err, "load mentorship")
	}
	return m.closingDue(task.Notice, task.To, u.now), nil
}

// settleClosing does what has become due of a mentorship. One on hold goes on. Else it is about the end: it reminds of the planned end, and when
// that day has come ends the mentorship if one of the two has said so, or tells both that it goes on until one of them does.
func (s *Service) settleClosing(ctx context.Context, item DueItem) error {
	_, err := change(ctx, s, Call{Workspace: item.Workspace, Unhurried: true}, ActionRemindEnd, func(ctx context.Context, u *unit) (Mentorship, error) {
		m, err := u.Mentorships().Get(ctx, item.Mentorship)
		if err != nil {
			return m, missing(err, "load mentorship")
		}
		if err := u.People().Lock(ctx, m.Mentor, m.Mentee); err != nil { // as an end does
			return m, fmt.Errorf("lock people: %w", err)
		}
		if m, err = u.lockOngoing(ctx, item.Mentorship); err != nil {
			return m, err
		}
		if m.Closing.NextAt.IsZero() || m.Closing.NextAt.After(u.now) {
			return m, nil // extended or ended meanwhile
		}
		program, err := u.Programs().Get(ctx, m.Program)
		if err != nil {
			return m, missing(err, "load programme")
		}
		if m.OnHold() {
			return m, u.returnFromHold(ctx, m)
		}
		return m, u.comeToClosing(ctx, m, program.Policy)
	})
	return err
}

func (u *unit) comeToClosing(ctx context.Context, m Mentorship, policy Policy) error {
	notice, told := NoticePlannedEnd, false
	switch remind := policy.remindOfEnd(&m); {
	case m.EndReached(u.now) && m.Open() && m.Closing.AgreedBy != "":
		_, err := u.endMentorship(ctx, m, m.Closing.AgreedBy, "")
		return err
	case m.EndReached(u.now) || !m.Open():
		told, m.Closing.NextAt = m.Open(), time.Time{}
	case !remind.IsZero() && !remind.After(u.now):
		notice, told, m.Closing.NextAt = NoticeClosing, true, m.PlannedEnd
	default: // planned before there were reminders, or under another policy
		m.planClosing(policy, u.now)
	}
	if err := u.Mentorships().Save(ctx, m); err != nil {
		return fmt.Errorf("save mentorship: %w", err)
	}
	if !told {
		return nil
	}
	for _, person := range []PersonID{m.Mentor, m.Mentee} {
		if !m.closingDue(notice, person, u.now) {
			continue
		}
		if err := u.remindLater(ctx, m, notice, u.now, person); err != nil {
			return err
		}
	}
	u.refreshMessages(MentorshipSubject(m.ID), Task{Mentorship: m.ID})
	u.refreshHome(m.Mentor, m.Mentee)
	return u.audit(ctx, ActionRemindEnd, MentorshipSubject(m.ID), map[string]string{"told": string(notice)})
}
