package bot

import (
	"context"
	"errors"
	"fmt"

	"mentorbot/core"
)

// GiveUp is for jobs.Config.GiveUp: when a notice has failed for good, core decides whether it goes by e-mail, and passes an invitation
// that cannot to the next choice. Doing it twice changes nothing.
func (d *Deliverer) GiveUp(ctx context.Context, job core.Job, cause error) error {
	if job.Kind == core.JobErrand {
		return d.giveUpErrand(ctx, job)
	}
	if job.Kind == core.JobSupport && !errors.Is(cause, ErrNotInstalled) {
		return d.service.SupportUnposted(ctx, job.Workspace, job.Task.Support, string(reasonOf(cause)))
	}
	if job.Kind == core.JobConversation && !errors.Is(cause, ErrNotInstalled) {
		return d.service.ConversationUnopened(ctx, job, core.Undelivered{Reason: reasonOf(cause), Code: codeOf(cause)})
	}
	if job.Kind != core.JobNotice || errors.Is(cause, ErrNotInstalled) {
		return nil
	}
	code := codeOf(cause)
	if unreachable(code) {
		if err := d.lookAgain(ctx, job); err != nil {
			return err
		}
	}
	err := d.service.Undelivered(ctx, job, core.Undelivered{Reason: reasonOf(cause), Code: code, Mail: d.mail})
	if err != nil && core.Refusal(err) == nil {
		return fmt.Errorf("record undelivered notice: %w", err)
	}
	return nil
}

// lookAgain asks Slack who the person is now. Slack refuses messages to somebody who left without saying so, and nobody who left
// should be mailed what the organisation writes.
func (d *Deliverer) lookAgain(ctx context.Context, job core.Job) error {
	installation, err := d.registry.ByWorkspace(ctx, job.Workspace)
	if err != nil {
		return fmt.Errorf("find installation: %w", err)
	}
	person, err := d.service.Person(ctx, job.Workspace, job.Task.To)
	if err != nil {
		return fmt.Errorf("load person: %w", err)
	}
	profile, err := newTenant(installation, d.service, d.text, d.observer, d.limits).chat.user(ctx, person.ChatUserID)
	if codeOf(err) != "" { // what is known of them has to do
		d.log.InfoContext(ctx, "Slack does not tell who the person is now", "job", job.ID, "error", err)
		return nil
	}
	if err != nil {
		return fmt.Errorf("ask who the person is now: %w", err)
	}
	if _, err := d.service.SyncPerson(ctx, core.Call{Workspace: job.Workspace}, profile); err != nil {
		return fmt.Errorf("follow person: %w", err)
	}
	return nil
}

// reasonOf classes why a direct message failed for good.
func reasonOf(cause error) core.DeliveryReason {
	switch {
	case errors.Is(cause, errInactive):
		return core.DirectDeactivated
	case unreachable(codeOf(cause)):
		return core.DirectRefused
	case core.Permanent(cause):
		return core.DirectRejected
	}
	return core.DirectUnanswered
}

// settle records how a notice ended that had failed before and was tried again for an admin.
func (d delivery) settle(ctx context.Context, job core.Job, sent core.Message) error {
	switch {
	case job.Task.Delivery == "":
		return nil
	case sent.Timestamp == "":
		return d.service.DropDelivery(ctx, job.Workspace, job.Task.Delivery)
	}
	return d.service.Settled(ctx, job.Workspace, job.Task.Delivery, core.ChannelDirect, sent.SentAt)
}
