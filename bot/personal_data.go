package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// openMyData shows what people can do with what is stored about them.
func (a *App) openMyData(ctx context.Context, r *Request) (Reply, error) {
	_, err := a.service.MyData(ctx, r.call())
	return orFail(err, func() Reply { return show(r.For.MyData(false)) })
}

// exportData has the person's data sent to them, and says so.
func (a *App) exportData(ctx context.Context, r *Request) (Reply, error) {
	_, err := a.service.AskForData(ctx, r.call())
	return orFail(err, func() Reply { return instead(r.For.MyData(true)) })
}

// openErasure shows what somebody has open before they are erased, and asks for a yes.
func (a *App) openErasure(ctx context.Context, r *Request) (Reply, error) {
	facts, err := a.service.Erasure(ctx, r.call(), r.Meta.Person)
	return orFail(err, func() Reply { return show(r.For.Erasure(facts, r.Meta.Person)) })
}

// erase takes the yes. What follows is a job's.
func (a *App) erase(ctx context.Context, r *Request) (Reply, error) {
	_, err := a.service.BeginErasure(ctx, r.call(), r.Meta.Person, r.Form.Checked("sure", view.OptionYes))
	return orFail(err, func() Reply { return instead(r.For.Erasing(r.Meta.Person != "")) })
}

// personalData sends somebody everything that is stored about them: as files in their conversation with the app, or, where the app may not
// upload any, the address of a page that gives it to them.
func (d delivery) personalData(ctx context.Context, job core.Job) error {
	data, err := d.service.PersonalDataFor(ctx, job.Workspace, job.Task.To)
	if err != nil {
		return fmt.Errorf("load personal data: %w", err)
	}
	if !data.Person.Active() {
		return &core.PermanentError{Err: errInactive}
	}
	if _, err := d.service.MessageOfJob(ctx, job.Workspace, job.ID); !errors.Is(err, core.ErrNotFound) {
		return err // the address went out before
	}
	channel, err := d.direct(ctx, data.Person)
	if err != nil {
		return err
	}
	f := d.present.writeFor(data.Person)
	text, err := json.MarshalIndent(data, "", "  ")
	if err != nil {
		return fmt.Errorf("write personal data: %w", err)
	}
	for _, document := range f.DataDocuments(data, string(text), job.CreatedAt) {
		err = d.uploadOnce(ctx, job, channel, document)
		if code := codeOf(err); code == "missing_scope" || refusesFiles(code) {
			return d.dataByLink(ctx, job, data, channel)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// uploadOnce uploads a document unless an earlier run of the job has: also one that only waited for Slack's limits in the middle, which is no
// attempt.
func (d delivery) uploadOnce(ctx context.Context, job core.Job, channel string, document view.Document) error {
	if there, err := d.uploaded(ctx, job, channel, document); there || err != nil {
		return err
	}
	return d.chat.upload(ctx, channel, document)
}

func (d delivery) dataByLink(ctx context.Context, job core.Job, data core.PersonalData, channel string) error {
	d.log.InfoContext(ctx, "files cannot be uploaded, so a link to personal data goes as a message", "job", job.ID)
	until, address := d.service.Now().Add(core.DataLinkLifetime), ""
	if d.dataURL != nil {
		address = d.dataURL(data.Person, until)
	}
	_, err := d.send(ctx, job, core.Message{
		Job: job.ID, Person: data.Person.ID, Subject: core.PersonSubject(data.Person.ID), Channel: channel, SentAt: d.service.Now(),
	}, d.present.writeFor(data.Person).DataLink(address, until))
	return err
}
