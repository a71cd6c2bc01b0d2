package bot

import (
	"context"
	"errors"
	"fmt"

	"mentorbot/core"
)

// conversation opens the group conversation of a new pair and says there what comes next. Nobody is welcomed to what has ended.
func (d delivery) conversation(ctx context.Context, job core.Job) error {
	facts, err := d.service.OpeningOf(ctx, job.Workspace, job.Task.Mentorship)
	if err != nil {
		return fmt.Errorf("load mentorship: %w", err)
	}
	channel, err := d.conversationOf(ctx, job, facts)
	if err != nil {
		return err
	}
	sent, err := d.service.MessageOfJob(ctx, job.Workspace, job.ID)
	switch {
	case errors.Is(err, core.ErrNotFound) && channel != "":
		sent, err = d.welcome(ctx, job, facts, channel)
	case err == nil: // an earlier run may have got no further
		err = d.present.redrawOpening(ctx, d.chat, sent, job.Task)
	}
	if err != nil && !errors.Is(err, core.ErrNotFound) {
		return err
	}
	return d.settle(ctx, job, sent)
}

// welcome says in the conversation of a pair what comes next. A message without timestamp means that there was nothing to say.
func (d delivery) welcome(ctx context.Context, job core.Job, facts core.MentorshipFacts, channel string) (core.Message, error) {
	record := core.Message{
		Job: job.ID, Subject: core.MentorshipSubject(job.Task.Mentorship), Channel: channel, SentAt: d.service.Now(),
	}
	if !facts.Mentorship.Ongoing() { // but an earlier run may have welcomed them
		record, _, err := d.adopt(ctx, job, record, d.present.conversation(facts))
		return record, err
	}
	record, err := d.send(ctx, job, record, d.present.conversation(facts))
	if err != nil {
		return record, err
	}
	return record, d.present.redrawOpening(ctx, d.chat, record, job.Task) // the end may have come meanwhile, and its refresh found no record
}

// conversationOf opens the conversation of a pair and keeps which one it is. It is empty for one that was not opened before the end.
func (d delivery) conversationOf(ctx context.Context, job core.Job, facts core.MentorshipFacts) (string, error) {
	if !facts.Mentorship.Ongoing() {
		return facts.Mentorship.Conversation, nil
	}
	channel, err := d.chat.open(ctx, facts.Viewer.Person.ChatUserID, facts.Other.Person.ChatUserID)
	if err != nil || facts.Mentorship.Conversation == channel {
		return channel, err
	}
	if err := d.service.ConversationOpened(ctx, job.Workspace, job.Task.Mentorship, channel); err != nil {
		return "", fmt.Errorf("record conversation: %w", err)
	}
	return channel, nil
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
