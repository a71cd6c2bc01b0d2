package core

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Undelivered records that a notice failed as a direct message, and what follows: it goes by e-mail where that may take its place, the
// person has an address and is still there. Otherwise it has failed, and an invitation passes to the next choice. Calling it again
// for the same job changes nothing.
func (s *Service) Undelivered(ctx context.Context, job Job, why Undelivered) error {
	call := Call{Workspace: job.Workspace}
	d, err := change(ctx, s, call, ActionRecordDelivery, func(ctx context.Context, u *unit) (Delivery, error) {
		return u.undelivered(ctx, job, why)
	})
	if err != nil {
		return err
	}
	return s.passOn(ctx, job.Workspace, d)
}

// ConversationUnopened records that a pair's group conversation could not be opened. Both were told of each other by themselves, so no mail
// goes out; those who run things see it and can have it tried again. Calling it again for the same job changes nothing.
func (s *Service) ConversationUnopened(ctx context.Context, job Job, why Undelivered) error {
	_, err := change(ctx, s, Call{Workspace: job.Workspace}, ActionRecordDelivery, func(ctx context.Context, u *unit) (Delivery, error) {
		d, err := u.Deliveries().ByJob(ctx, job.ID)
		switch {
		case errors.Is(err, ErrNotFound):
			d = Delivery{ID: DeliveryID(u.service.ids.NewID()), Job: job.ID, Person: job.Task.To, Task: job.Task}
			d.Task.Notice = NoticeConversation
		case err != nil:
			return d, fmt.Errorf("load delivery: %w", err)
		case d.State != DeliveryQueued:
			return d, nil
		}
		d.Reason, d.Code, d.At, d.Channel = why.Reason, why.Code, u.now, ChannelDirect
		return d, u.failDelivery(ctx, &d)
	})
	return err
}

func (u *unit) undelivered(ctx context.Context, job Job, why Undelivered) (Delivery, error) {
	d, err := u.Deliveries().ByJob(ctx, job.ID)
	switch {
	case errors.Is(err, ErrNotFound):
		d = Delivery{ID: DeliveryID(u.service.ids.NewID()), Job: job.ID, Person: job.Task.To, Task: job.Task}
	case err != nil:
		return d, fmt.Errorf("load delivery: %w", err)
	case d.State != DeliveryQueued || d.Channel == ChannelEmail: // recorded by an earlier run of the job
		return d, nil
	}
	person := Person{ID: d.Person}
	if err := u.lockPerson(ctx, &person); err != nil {
		return d, err
	}
	if person.ChatUserID == "" {
		return d, notFound()
	}
	if !person.Active() {
		why.Reason = DirectDeactivated
	}
	d.Reason, d.Code, d.At, d.Channel = why.Reason, why.Code, u.now, ChannelDirect
	d.MailReason = obstacleToMail(why, person)
	if why.mailable() && d.MailReason == "" {
		d.Channel = ChannelEmail
		err = u.mailInstead(ctx, &d)
		return d, err
	}
	if why.Reason == DirectRefused {
		if err := u.markUnreachable(ctx, person); err != nil {
			return d, err
		}
	}
	err = u.failDelivery(ctx, &d)
	return d, err
}

// obstacleToMail is why a notice that could be mailed is not.
func obstacleToMail(why Undelivered, person Person) DeliveryReason {
	switch {
	case !why.mailable():
		return ""
	case !why.Mail:
		return MailNotConfigured
	case person.Email == "":
		return MailNoAddress
	}
	return ""
}

// mailInstead hands a notice over to e-mail. Mails to one person keep their order; one with news of a session follows the calendar mail
// with the same news, which makes it superfluous where it goes.
func (u *unit) mailInstead(ctx context.Context, d *Delivery) error {
	d.State = DeliveryQueued
	if err := u.saveDelivery(ctx, *d); err != nil {
		return err
	}
	task := d.Task
	task.Delivery = d.ID
	lane, err := u.mailLane(ctx, task)
	if err != nil {
		return err
	}
	u.enqueue(Job{Kind: JobNoticeMail, Task: task, Lane: lane})
	return u.auditDelivery(ctx, ActionRecordDelivery, *d)
}

// mailLane is in what line a notice waits to be mailed. Where a calendar mail has the same news, it comes first: only then is it known whether
// there is anything left to tell.
func (u *unit) mailLane(ctx context.Context, task Task) (string, error) {
	if !task.Notice.hasCalendarMail() {
		return "mail:" + string(task.To), nil
	}
	session, err := u.Sessions().Get(ctx, task.Session)
	if err != nil {
		return "", missing(err, "load session")
	}
	return calendarLane(session, task.To), nil
}

func (u *unit) failDelivery(ctx context.Context, d *Delivery) error {
	d.State = DeliveryFailed
	if err := u.saveDelivery(ctx, *d); err != nil {
		return err
	}
	if err := u.refreshAdmins(ctx); err != nil {
		return err
	}
	return u.auditDelivery(ctx, ActionRecordDelivery, *d)
}

func (u *unit) saveDelivery(ctx context.Context, d Delivery) error {
	if err := u.Deliveries().Save(ctx, d); err != nil {
		return fmt.Errorf("save delivery: %w", err)
	}
	return nil
}

func (u *unit) auditDelivery(ctx context.Context, action Action, d Delivery) error {
	return u.audit(ctx, action, DeliverySubject(d.ID), map[string]string{
		"notice": string(d.Task.Notice), "state": string(d.State), "channel": string(d.Channel),
		"reason": string(d.Reason), "mail_reason": string(d.MailReason),
	})
}

// passOn goes on without the mentor whom an invitation reached by no way.
func (s *Service) passOn(ctx context.Context, workspace WorkspaceID, d Delivery) error {
	if d.State != DeliveryFailed || d.Task.Notice != NoticeInvitation {
		return nil
	}
	return s.Undeliverable(ctx, workspace, d.Task.Invitation)
}

// Settled records how a queued delivery ended: sent by a channel at an instant. Once recorded it stays as it is.
func (s *Service) Settled(ctx context.Context, workspace WorkspaceID, id DeliveryID, by DeliveryChannel, at time.Time) error {
	_, err := s.settleDelivery(ctx, workspace, id, func(ctx context.Context, u *unit, d *Delivery) error {
		d.State, d.Channel, d.At = DeliverySent, by, at
		if err := u.saveDelivery(ctx, *d); err != nil {
			return err
		}
		if err := u.refreshAdmins(ctx); err != nil {
			return err
		}
		return u.auditDelivery(ctx, ActionRecordDelivery, *d)
	})
	return err
}

// DropDelivery records that there was nothing left to tell when a queued delivery's turn came.
func (s *Service) DropDelivery(ctx context.Context, workspace WorkspaceID, id DeliveryID) error {
	_, err := s.settleDelivery(ctx, workspace, id, func(ctx context.Context, u *unit, d *Delivery) error {
		d.State, d.At = DeliveryDropped, u.now
		return u.saveDelivery(ctx, *d)
	})
	return err
}

// MailFailed records that the mail in place of a direct message failed for good; an invitation passes to the next choice.
func (s *Service) MailFailed(ctx context.Context, workspace WorkspaceID, id DeliveryID, reason DeliveryReason) error {
	d, err := s.settleDelivery(ctx, workspace, id, func(ctx context.Context, u *unit, d *Delivery) error {
		d.MailReason, d.At = reason, u.now
		return u.failDelivery(ctx, d)
	})
	if err != nil {
		return err
	}
	return s.passOn(ctx, workspace, d)
}

// settleDelivery changes a delivery that is still queued.
func (s *Service) settleDelivery(ctx context.Context, workspace WorkspaceID, id DeliveryID,
	settle func(context.Context, *unit, *Delivery) error) (Delivery, error) {
	return change(ctx, s, Call{Workspace: workspace}, ActionRecordDelivery, func(ctx context.Context, u *unit) (Delivery, error) {
		d, err := u.Deliveries().Get(ctx, id)
		if err != nil || d.State != DeliveryQueued {
			return d, missing(err, "load delivery")
		}
		err = settle(ctx, u, &d)
		return d, err
	})
}
