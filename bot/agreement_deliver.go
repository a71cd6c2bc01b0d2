package bot

import (
	"context"
	"errors"
	"fmt"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// agreement sends an agreement as a document: to the conversation of the two where the task names their mentorship, else to who asked for it.
// Where the app may not upload files, the words go as a message.
func (d delivery) agreement(ctx context.Context, job core.Job) error {
	task := job.Task
	facts, err := d.service.AgreementFor(ctx, job.Workspace, task.Agreement, task.To)
	if err != nil {
		return fmt.Errorf("load agreement: %w", err)
	}
	reader, together := facts.Viewer.Person, task.Mentorship != ""
	if !reader.Active() {
		return &core.PermanentError{Err: errInactive}
	}
	if _, err := d.service.MessageOfJob(ctx, job.Workspace, job.ID); !errors.Is(err, core.ErrNotFound) {
		return err // it went as a message before
	}
	channel := facts.Mentorship.Conversation
	if !together {
		if channel, err = d.direct(ctx, reader); err != nil {
			return err
		}
	}
	f := d.present.writeFor(reader)
	document := f.AgreementDocument(facts, together)
	if sent, err := d.uploadedBefore(ctx, job, channel, document); sent || err != nil {
		return err
	}
	err = d.chat.upload(ctx, channel, document)
	if code := codeOf(err); code != "missing_scope" && !refusesFiles(code) {
		return err
	}
	d.log.InfoContext(ctx, "a file cannot be uploaded, so its words go as a message", "job", job.ID, "error", err)
	_, err = d.send(ctx, job, core.Message{
		Job: job.ID, Subject: subjectOf(core.Task{Agreement: task.Agreement}), Channel: channel, SentAt: d.service.Now(),
	}, f.AgreementText(facts))
	return err
}

// uploadedBefore looks for the document of a job that was tried before: nobody knows whether Slack took it then. Its name has the version in
// it, and a version goes to a conversation of two once; who asks for one more copy of their own has an earlier one above. Where the app may
// not look, it is sent at the risk of being there twice.
func (d delivery) uploadedBefore(ctx context.Context, job core.Job, channel string, document view.Document) (bool, error) {
	if job.Attempts == 0 {
		return false, nil
	}
	return d.uploaded(ctx, job, channel, document)
}

// uploaded looks for a document of a job in the conversation.
func (d delivery) uploaded(ctx context.Context, job core.Job, channel string, document view.Document) (bool, error) {
	found, err := d.chat.hasFile(ctx, channel, document.Name)
	if codeOf(err) == "missing_scope" {
		d.log.WarnContext(ctx, "cannot look for an earlier file of this job, it may be sent twice", "job", job.ID, "error", err)
		return false, nil
	}
	return found, err
}
