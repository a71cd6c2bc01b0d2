package bot

import (
	"context"
	"errors"
	"fmt"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// supportCard renders a request for help for the team's channel, whose readers are not known.
func (p *presenter) supportCard(ctx context.Context, id core.SupportID) (view.Message, error) {
	facts, err := p.service.SupportFor(ctx, p.workspace.ID, id, "")
	if err != nil {
		return view.Message{}, fmt.Errorf("load request for help: %w", err)
	}
	return p.writeForWorkspace().SupportCard(facts), nil
}

// support posts a request for help in the team's channel. Where Slack refuses that, everybody of the team gets it by direct message.
func (d delivery) support(ctx context.Context, job core.Job) error {
	id := job.Task.Support
	sent, err := d.service.MessageOfJob(ctx, job.Workspace, job.ID)
	if errors.Is(err, core.ErrNotFound) {
		sent, err = d.postSupport(ctx, job)
	}
	if code := codeOf(err); unreachable(code) || rejected(code) {
		d.log.WarnContext(ctx, "the team's channel does not take requests for help", "job", job.ID, "error", err)
		return d.service.SupportUnposted(ctx, job.Workspace, id, code)
	}
	if err != nil || sent.Timestamp == "" {
		return err
	}
	if err := d.service.SupportPosted(ctx, job.Workspace, id); err != nil {
		return err
	}
	// What was changed while the message was on its way found no record of it.
	err = d.present.redraw(ctx, d.chat, sent, job.Task)
	if gone(codeOf(err)) {
		return nil
	}
	return err
}

func (d delivery) postSupport(ctx context.Context, job core.Job) (core.Message, error) {
	facts, err := d.service.SupportFor(ctx, job.Workspace, job.Task.Support, "")
	if err != nil {
		return core.Message{}, err
	}
	if facts.Settings.Channel == "" { // unset since
		return core.Message{}, d.service.SupportUnposted(ctx, job.Workspace, job.Task.Support, "")
	}
	m := d.present.writeForWorkspace().SupportCard(facts)
	return d.send(ctx, job, core.Message{
		Job: job.ID, Notice: core.NoticeSupport, Subject: subjectOf(job.Task), Channel: facts.Settings.Channel, SentAt: d.service.Now(),
	}, m)
}
