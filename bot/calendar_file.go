package bot

import (
	"context"
	"errors"
	"fmt"
	"time"

	"mentorbot/core"
)

// fileLinkLife is how long the address of a file works at least: what was cancelled is to be opened, too.
const fileLinkLife = 24 * time.Hour

// calendarFile sends somebody the file of a session or of a series as it is now, in their conversation with the app. Where the app may not upload
// files, they get the address of one.
func (d delivery) calendarFile(ctx context.Context, job core.Job) error {
	if d.files.ICS == nil { // files were possible when this one was chosen
		return nil
	}
	file, err := d.service.PrepareCalendarFile(ctx, job.Workspace, job.Task, d.files.Identity)
	if err != nil {
		return fmt.Errorf("prepare calendar file: %w", err)
	}
	if !file.Send {
		return nil
	}
	if _, err := d.service.MessageOfJob(ctx, job.Workspace, job.ID); !errors.Is(err, core.ErrNotFound) {
		return err // the address went out before
	}
	content, err := d.files.ICS(file)
	if err != nil {
		return fmt.Errorf("write calendar file: %w", err)
	}
	person := file.Facts.Viewer.Person
	channel, err := d.direct(ctx, person)
	if err != nil {
		return err
	}
	document := d.present.writeFor(person).CalendarFile(file, string(content))
	if sent, err := d.uploadedBefore(ctx, job, channel, document); sent || err != nil {
		return err
	}
	err = d.chat.upload(ctx, channel, document)
	if code := codeOf(err); code == "missing_scope" || refusesFiles(code) {
		return d.fileByLink(ctx, job, file, channel)
	}
	return err
}

func (d delivery) fileByLink(ctx context.Context, job core.Job, file core.CalendarMail, channel string) error {
	d.log.InfoContext(ctx, "files cannot be uploaded, so a link to one goes as a message", "job", job.ID)
	now, person, address := d.service.Now(), file.Facts.Viewer.Person, ""
	until := file.Until()
	if soonest := now.Add(fileLinkLife); until.Before(soonest) {
		until = soonest
	}
	if d.files.URL != nil {
		address = d.files.URL(file.Facts, until)
	}
	_, err := d.send(ctx, job, core.Message{
		Job: job.ID, Person: person.ID, Subject: core.PersonSubject(person.ID), Channel: channel, SentAt: now,
	}, d.present.writeFor(person).CalendarFileLink(file, address, until))
	return err
}
