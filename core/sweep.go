package core

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
)

// sweepBatch is how many due records are looked up at once.
const sweepBatch = 500

// Handlers are the jobs the domain does itself.
func (s *Service) Handlers() map[JobKind]Handler {
	return map[JobKind]Handler{
		JobSettleProgram: func(ctx context.Context, job Job) error {
			return s.SettleProgram(ctx, job.Workspace, job.Task.Program)
		},
		JobSweep: func(ctx context.Context, _ Job) error { return s.Sweep(ctx) },
		JobRelease: func(ctx context.Context, job Job) error {
			return s.Release(ctx, job.Workspace, job.Task.Program, job.Task.To)
		},
		JobPairing: s.runPairing,
		JobErase: func(ctx context.Context, job Job) error {
			if err := s.SettleErasure(ctx, job.Workspace, job.Task.To); err != nil {
				return err
			}
			return s.Erase(ctx, job.Workspace, job.Task.To)
		},
		JobSupportDue: func(ctx context.Context, job Job) error { return s.supportDue(ctx, job.Workspace, job.Task.Support) },
	}
}

// Sweep does what has become due in all workspaces: deadlines first, so that nobody is reminded of what is over.
func (s *Service) Sweep(ctx context.Context) error {
	return errors.Join(
		s.sweep(ctx, s.store.DueInvitations, s.expire),
		s.sweep(ctx, s.store.DueInvitationReminders, each(s.remindMentor)),
		s.sweep(ctx, s.store.DueReturns, each(s.returnMentor)),
		s.sweep(ctx, s.store.DueSessionReminders, each(s.remindSession)),
		s.sweep(ctx, s.store.DueCheckIns, each(s.askCheckIn)),
		s.sweep(ctx, s.store.DueClosings, each(s.settleClosing)),
		s.sweep(ctx, s.store.DueSilences, each(s.settleSilence)),
		s.sweep(ctx, s.store.DueEvaluations, each(s.settleEvaluation)),
		s.sweep(ctx, s.store.DueTimes, each(s.settleTimes)),
		s.sweep(ctx, s.store.DueBusyFeeds, each(s.rereadDue)),
		s.store.SealAudit(ctx, s.Now()),
	)
}

type dueLookup func(ctx context.Context, now time.Time, limit int) ([]DueItem, error)

// sweep handles due records batch by batch. One that fails is tried again by the next sweep and does not keep the others waiting.
func (s *Service) sweep(ctx context.Context, due dueLookup, handle func(context.Context, []DueItem) error) error {
	for {
		items, err := due(ctx, s.Now(), sweepBatch)
		if err != nil {
			return fmt.Errorf("look for due records: %w", err)
		}
		failed := handle(ctx, items)
		if failed != nil || len(items) < sweepBatch {
			return failed
		}
	}
}

// each handles every record by itself, in its own transaction.
func each(handle func(context.Context, DueItem) error) func(context.Context, []DueItem) error {
	return func(ctx context.Context, items []DueItem) error {
		var failed error
		for _, item := range items {
			failed = errors.Join(failed, handle(ctx, item))
		}
		return failed
	}
}

// NextDeadline is when the next sweep will find something, and of what kind; zero when nothing waits.
func (s *Service) NextDeadline(ctx context.Context) (time.Time, string, error) {
	return s.store.NextDeadline(ctx, s.Now())
}

// remindMentor reminds a mentor once, half of the window being over, unless the answer came meanwhile.
func (s *Service) remindMentor(ctx context.Context, item DueItem) error {
	_, err := change(ctx, s, Call{Workspace: item.Workspace, Unhurried: true}, ActionRemind, func(ctx context.Context, u *unit) (Invitation, error) {
		inv, _, _, err := u.lockInvitation(ctx, item.Invitation)
		if err != nil || inv.State != InvitationSent || !inv.RemindedAt.IsZero() {
			return inv, err
		}
		inv.RemindedAt = u.now
		if err := u.Invitations().Save(ctx, inv); err != nil {
			return inv, fmt.Errorf("save invitation: %w", err)
		}
		u.notify(inv.AskedOf(), NoticeInvitationReminder, Task{Invitation: inv.ID})
		return inv, u.audit(ctx, ActionRemind, InvitationSubject(inv.ID), nil)
	})
	return err
}

// remindSession reminds one of the two of a session once per lead. A reminder that comes late, because nothing ran at its time, is dropped
// when the session has begun, and when a nearer reminder is due as well.
func (s *Service) remindSession(ctx context.Context, item DueItem) error {
	_, err := change(ctx, s, Call{Workspace: item.Workspace, Unhurried: true}, ActionRemindSession, func(ctx context.Context, u *unit) (Session, error) {
		session, err := u.Sessions().Get(ctx, item.Session)
		if err != nil {
			return session, missing(err, "load session")
		}
		if err := u.Mentorships().Lock(ctx, session.Mentorship); err != nil {
			return session, fmt.Errorf("lock mentorship: %w", err)
		}
		if session, err = u.Sessions().Get(ctx, item.Session); err != nil {
			return session, missing(err, "load session")
		}
		if u.now.Before(session.StartsAt.Add(-time.Duration(item.Lead) * time.Minute)) {
			return session, nil // moved meanwhile: it has a reminder of its own
		}
		fresh, err := u.Sessions().MarkReminded(ctx, item.Session, item.Person, item.Lead, u.now)
		if err != nil || !fresh {
			return session, err
		}
		if session.State != SessionBooked || !session.StartsAt.After(u.now) {
			return session, nil
		}
		planned, err := u.Sessions().Reminders(ctx, item.Session, item.Person)
		if err != nil || nearerDue(planned, session.StartsAt, item.Lead, u.now) {
			return session, err
		}
		u.notify(item.Person, NoticeSessionReminder, Task{Session: session.ID, Lead: item.Lead, Sequence: session.Sequence})
		detail := map[string]string{"lead": fmt.Sprint(item.Lead), "person": string(item.Person)}
		return session, u.audit(ctx, ActionRemindSession, SessionSubject(session.ID), detail)
	})
	return err
}

// nearerDue reports whether a nearer reminder of the same start is due, or was sent. Those of a start before the session moved do not count.
func nearerDue(planned []SessionReminder, start time.Time, lead int, now time.Time) bool {
	return slices.ContainsFunc(planned, func(other SessionReminder) bool {
		due := start.Add(-time.Duration(other.Lead) * time.Minute)
		return other.Lead < lead && other.DueAt.Equal(due) && !due.After(now)
	})
}
