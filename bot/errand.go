package bot

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/slack-go/slack"

	"mentorbot/core"
)

// Readers read files about people, and their calendars. They are given by whoever wires the parts.
type Readers struct {
	People func(io.Reader) (core.PeopleFile, error) // refusals are core's
	Emails func(io.Reader) ([]string, error)
	// Busy fetches and reads a calendar somebody publishes. What is wrong with the calendar is part of the answer; an error is another reason
	// to try again.
	Busy func(context.Context, core.BusyQuery) (core.BusyRead, error)
}

// errand prepares or carries out what an admin began, and shows what came of it.
func (d delivery) errand(ctx context.Context, job core.Job) error {
	facts, err := d.service.ErrandFor(ctx, job.Workspace, job.Task.Errand)
	if err != nil {
		return err
	}
	switch facts.Errand.State {
	case core.ErrandQueued:
		if job.Lane == "" { // the job that comes at the end
			return d.service.DropErrand(ctx, job.Workspace, facts.Errand.ID)
		}
		facts, err = d.prepare(ctx, facts)
	case core.ErrandConfirmed:
		facts, err = d.carryOut(ctx, job, facts)
	case core.ErrandReady:
		if job.Lane == "" {
			return d.service.DropErrand(ctx, job.Workspace, facts.Errand.ID)
		}
	default:
		if job.Lane == "" {
			return nil
		}
	}
	if refusal := core.Refusal(err); refusal != nil {
		facts, err = d.service.FailErrand(ctx, job.Workspace, job.Task.Errand, refusal)
	}
	if err != nil {
		return err
	}
	return d.showErrand(ctx, job, facts)
}

// carryOut does what was confirmed. An announcement is posted here; everything else happens in core.
func (d delivery) carryOut(ctx context.Context, job core.Job, facts core.ErrandFacts) (core.ErrandFacts, error) {
	if facts.Errand.Kind == core.ErrandAnnounce {
		if err := d.announce(ctx, job, facts); err != nil {
			return facts, err
		}
	}
	return d.service.CarryOutErrand(ctx, job.Workspace, facts.Errand)
}

// announce posts an announcement, at most once: everybody in the channel would read it twice. When Slack's answer to an earlier try was
// lost and the app cannot look into the channel, which the scopes it asks for do not let it, the admin has to look.
func (d delivery) announce(ctx context.Context, job core.Job, facts core.ErrandFacts) error {
	_, err := d.service.MessageOfJob(ctx, job.Workspace, job.ID)
	if !errors.Is(err, core.ErrNotFound) {
		return err // posted by an earlier run
	}
	said := facts.Errand.Content.Announcement
	m := d.present.writeIn(said.Language).Announcement(facts.Program, said.Words) // who reads it is not known
	_, err = d.send(ctx, job, core.Message{
		Job: job.ID, Notice: core.NoticeErrand, Subject: subjectOf(job.Task), Channel: said.Channel, SentAt: d.service.Now(),
	}, m)
	switch {
	case errors.Is(err, errCannotLook):
		return &core.Error{Kind: core.Conflict, Code: core.CodeAnnouncedMaybe}
	case unreachable(codeOf(err)):
		return &core.Error{Kind: core.Conflict, Code: core.CodeNotInChannel}
	}
	return err
}

func (d delivery) prepare(ctx context.Context, facts core.ErrandFacts) (core.ErrandFacts, error) {
	if facts.Errand.Kind == core.ErrandImport {
		return d.prepareImport(ctx, facts.Errand)
	}
	return d.prepareEnlist(ctx, facts.Errand)
}

// fileRefused is the refusal behind an error of a download, if there is one.
func fileRefused(err error) error {
	switch {
	case errors.Is(err, errFileTooLarge):
		return &core.Error{Kind: core.Invalid, Code: core.CodeFileTooLarge, Args: map[string]any{"Limit": core.MaxPeopleFile >> 20}}
	case slices.Contains([]string{"file_not_found", "file_deleted", "missing_scope"}, codeOf(err)):
		return &core.Error{Kind: core.Conflict, Code: core.CodeFileGone}
	}
	return err
}

// prepareImport reads the file, finds the people in it and works out what would change.
func (d delivery) prepareImport(ctx context.Context, e core.Errand) (core.ErrandFacts, error) {
	ws := d.Workspace.ID
	file := e.Content.File
	if file == nil {
		content, err := d.chat.file(ctx, e.Content.ChatFile)
		if err != nil {
			return core.ErrandFacts{}, fileRefused(err)
		}
		read, err := d.readers.People(bytes.NewReader(content))
		if err != nil {
			return core.ErrandFacts{}, err
		}
		file = &read
		if _, err := d.service.KeepFile(ctx, ws, e.ID, read); err != nil {
			return core.ErrandFacts{}, err
		}
	}
	rows, err := d.service.UnknownRows(ctx, ws, *file)
	if err != nil {
		return core.ErrandFacts{}, err
	}
	if err := d.look(ctx, e, rows); err != nil {
		return core.ErrandFacts{}, err
	}
	return d.service.ReadyImport(ctx, ws, e.ID)
}

// look finds people for an errand; after an interruption it goes on where it was.
func (d delivery) look(ctx context.Context, e core.Errand, rows []core.FactRow) error {
	find := directory{d.service, d.chat, d.Workspace.ID}
	return find.find(ctx, rows, e.Content.Cursor, func(ctx context.Context, cursor string) error {
		return d.service.KeepCursor(ctx, d.Workspace.ID, e.ID, cursor)
	})
}

// prepareEnlist finds the people to ask and works out who can be.
func (d delivery) prepareEnlist(ctx context.Context, e core.Errand) (core.ErrandFacts, error) {
	whom := *e.Content.Whom
	if whom.ChatFile != "" {
		content, err := d.chat.file(ctx, whom.ChatFile)
		if err != nil {
			return core.ErrandFacts{}, fileRefused(err)
		}
		emails, err := d.readers.Emails(bytes.NewReader(content))
		if err != nil {
			return core.ErrandFacts{}, err
		}
		whom.Emails = append(whom.Emails, emails...)
	}
	if whom.Group != "" {
		members, err := d.chat.membersOf(ctx, whom.Group)
		if groupUnreadable(err) {
			return core.ErrandFacts{}, &core.Error{Kind: core.Conflict, Code: core.CodeNoUserGroups}
		}
		if err != nil {
			return core.ErrandFacts{}, err
		}
		whom.ChatUsers = append(whom.ChatUsers, members...)
	}
	return d.readyEnlist(ctx, e, whom)
}

// groupUnreadable reports that Slack does not tell the app who is in a user group.
func groupUnreadable(err error) bool {
	code := codeOf(err)
	return code == "missing_scope" || code == "no_such_subteam"
}

func (d delivery) readyEnlist(ctx context.Context, e core.Errand, whom core.EnlistRequest) (core.ErrandFacts, error) {
	ws := d.Workspace.ID
	found, missing, err := d.service.FindNamed(ctx, ws, whom)
	if err != nil {
		return core.ErrandFacts{}, err
	}
	if len(missing) > 0 {
		if err := d.look(ctx, e, missing); err != nil {
			return core.ErrandFacts{}, err
		}
		if found, missing, err = d.service.FindNamed(ctx, ws, whom); err != nil {
			return core.ErrandFacts{}, err
		}
	}
	var unknown []string
	for _, row := range missing {
		unknown = append(unknown, row.ChatUserID+row.Email)
	}
	return d.service.ReadyEnlist(ctx, ws, e.ID, found, unknown)
}

// Slack takes the acknowledgement of a form for three seconds. A modal that is not there after that was closed, or never came.
const (
	acknowledgeTime = 4 * time.Second
	acknowledgeLook = 2 * time.Second // when to look again meanwhile
)

// complete shows a job's result in the modal that waits for it. The result may be there before the form's acknowledgement, which would put
// "one moment" over it for ever; but Slack knows the modal by our name for it only once it has that acknowledgement, so the result is put
// off until then. seen is false when the modal was closed meanwhile.
func (d delivery) complete(ctx context.Context, job core.Job, result slack.ModalViewRequest) (seen bool, err error) {
	err = d.chat.completeModal(ctx, result)
	if codeOf(err) == codeNoView && d.service.Now().Before(job.CreatedAt.Add(acknowledgeTime)) {
		return false, &core.SnoozeError{After: acknowledgeLook}
	}
	if err == nil || codeOf(err) == "" || uninstalled(codeOf(err)) {
		return err == nil, err
	}
	d.log.InfoContext(ctx, "modal that waited is not open", "job", job.ID, "error", err)
	return false, nil
}

// showErrand brings the modal up to date that waits for it. When it was closed meanwhile, a message says so and opens it again.
func (d delivery) showErrand(ctx context.Context, job core.Job, facts core.ErrandFacts) error {
	reader, err := d.service.Person(ctx, job.Workspace, facts.Errand.By)
	if err != nil {
		return fmt.Errorf("load reader: %w", err)
	}
	f := d.present.writeFor(reader)
	if facts.Errand.View != "" {
		result := f.Errand(facts, 0)
		result.ExternalID = facts.Errand.View
		if seen, err := d.complete(ctx, job, result); seen || err != nil {
			return err
		}
	}
	channel, err := d.direct(ctx, reader)
	if err != nil {
		return err
	}
	record := core.Message{
		Job: job.ID, Person: reader.ID, Notice: core.NoticeErrand, Subject: subjectOf(job.Task), Channel: channel, SentAt: d.service.Now(),
	}
	_, err = d.send(ctx, job, record, f.ErrandMessage(facts))
	return err
}

// giveUpErrand ends an errand that failed for reasons nobody can read, and says so to the admin who waits for it.
func (d *Deliverer) giveUpErrand(ctx context.Context, job core.Job) error {
	facts, err := d.service.FailErrand(ctx, job.Workspace, job.Task.Errand, &core.Error{Kind: core.Conflict, Code: core.CodeErrandFailed})
	if errors.Is(err, core.ErrNotFound) || core.Refusal(err) != nil {
		return nil
	}
	if err != nil {
		return fmt.Errorf("end errand: %w", err)
	}
	installation, err := d.registry.ByWorkspace(ctx, job.Workspace)
	if err != nil {
		return fmt.Errorf("find installation: %w", err)
	}
	shown := delivery{d, newTenant(installation, d.service, d.text, d.observer, d.limits)}.showErrand(ctx, job, facts)
	if shown != nil {
		d.log.WarnContext(ctx, "cannot tell an admin that their errand failed", "errand", facts.Errand.ID, "error", shown)
	}
	return nil
}

// openErrand shows an errand as it is now, at the page of the button.
func (a *App) openErrand(ctx context.Context, r *Request) (Reply, error) {
	facts, err := a.service.Errand(ctx, r.call(), r.Meta.Errand)
	return orFail(err, func() Reply { return show(r.For.Errand(facts, r.Meta.Page)) })
}

// confirmErrand takes the yes. What it leads to is a job's; the modal says that it is under way.
func (a *App) confirmErrand(ctx context.Context, r *Request) (Reply, error) {
	facts, err := a.service.ConfirmErrand(ctx, r.call(), r.Meta.Errand, r.waiting(), r.Form.Text("count"))
	return orFail(err, func() Reply { return r.awaits(facts) })
}

// awaits shows an errand that has been begun or confirmed, in a modal with the name under which the result finds it.
func (r *Request) awaits(facts core.ErrandFacts) Reply {
	modal := r.For.Errand(facts, 0)
	modal.ExternalID = facts.Errand.View
	return instead(modal)
}

// pushed shows a modal that Slack refuses to show without an optional scope; then it is explained what to do instead.
func (a *App) pushed(ctx context.Context, r *Request, form func(withFile bool) slack.ModalViewRequest) (Reply, error) {
	try := func(modal slack.ModalViewRequest) error {
		if r.Interaction.inModal() {
			return r.push(ctx, modal)
		}
		return r.chat.openModal(ctx, r.Interaction.Trigger, modal)
	}
	err := try(form(true))
	if codeOf(err) == "missing_scope" {
		r.log.InfoContext(ctx, "files cannot be uploaded without the scope files:read", "route", r.route)
		return show(form(false)), nil
	}
	return Reply{}, err
}

// waiting is what we call the modal that will wait for an errand; empty when somebody acted elsewhere than in a modal.
func (r *Request) waiting() string {
	if !r.Interaction.inModal() {
		return ""
	}
	return r.reference
}
