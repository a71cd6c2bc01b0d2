package bot

import (
	"context"
	"errors"
	"fmt"

	"mentorbot/core"
)

// conversation opens the group conversation of a new pair and says there what comes next.
func (d delivery) conversation(ctx context.Context, job core.Job) error {
	facts, err := d.service.MentorshipFor(ctx, job.Workspace, job.Task.Mentorship, job.Task.To)
	if err != nil {
		return fmt.Errorf("load mentorship: %w", err)
	}
	channel, err := d.chat.open(ctx, facts.Viewer.Person.ChatUserID, facts.Other.Person.ChatUserID)
	if err != nil {
		return err
	}
	if facts.Mentorship.Conversation != channel {
		if err := d.service.ConversationOpened(ctx, job.Workspace, job.Task.Mentorship, channel); err != nil {
			return fmt.Errorf("record conversation: %w", err)
		}
	}
	if _, err := d.service.MessageOfJob(ctx, job.Workspace, job.ID); !errors.Is(err, core.ErrNotFound) {
		return err
	}
	_, err = d.send(ctx, job, core.Message{
		Job: job.ID, Subject: core.MentorshipSubject(job.Task.Mentorship), Channel: channel, SentAt: d.service.Now(),
	}, d.present.conversation(facts))
	return err
}

// openMentorship shows the page of a mentorship.
func (a *App) openMentorship(ctx context.Context, r *Request) (Reply, error) {
	facts, err := a.service.Mentorship(ctx, r.call(), r.Meta.Mentorship)
	return orFail(err, func() Reply { return show(r.For.MentorshipPage(facts)) })
}

// inTouch keeps that the two have written to each other.
func (a *App) inTouch(ctx context.Context, r *Request) (Reply, error) {
	if _, err := a.service.InTouch(ctx, r.call(), r.Meta.Mentorship); err != nil {
		return Reply{}, err
	}
	return a.redraw(ctx, r)
}
