package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// errInactive is why somebody who left is not written to.
var errInactive = errors.New("the person is deactivated")

// notice tells one person one thing by direct message. For an invitation the response window starts with it.
func (d delivery) notice(ctx context.Context, job core.Job) error {
	reader, err := d.service.Person(ctx, job.Workspace, job.Task.To)
	if err != nil {
		return fmt.Errorf("load reader: %w", err)
	}
	sent, err := d.service.MessageOfJob(ctx, job.Workspace, job.ID)
	if errors.Is(err, core.ErrNotFound) {
		sent, err = d.tell(ctx, job, reader)
	} else if err == nil {
		err = d.again(ctx, job, reader, sent)
	}
	if err != nil {
		return err
	}
	if err := d.settle(ctx, job, sent); err != nil || sent.Timestamp == "" {
		return err
	}
	if job.Task.Notice == core.NoticeInvitation {
		return d.service.Delivered(ctx, job.Workspace, job.Task.Invitation, sent.SentAt)
	}
	return nil
}

// tell sends a notice that is not overtaken by events. A message without timestamp means that there was nothing to tell.
func (d delivery) tell(ctx context.Context, job core.Job, reader core.Person) (core.Message, error) {
	if !reader.Active() {
		return core.Message{}, &core.PermanentError{Err: errInactive}
	}
	if reader.Erasing() { // they know, and want no more of it
		return core.Message{}, nil
	}
	over, err := d.overtaken(ctx, job)
	if err != nil || over && job.Attempts == 0 {
		return core.Message{}, err
	}
	channel, err := d.direct(ctx, reader)
	if err != nil {
		return core.Message{}, err
	}
	// The time shown as an invitation's deadline counts from before the message was sent, and so does the deadline itself.
	sentAt := d.service.Now()
	m, err := d.draw(ctx, job, reader, sentAt)
	if err != nil {
		return core.Message{}, err
	}
	record := core.Message{
		Job: job.ID, Person: reader.ID, Notice: job.Task.Notice, Subject: subjectOf(job.Task), Channel: channel, SentAt: sentAt,
		DecidedAt: job.CreatedAt, Lead: job.Task.Lead,
	}
	if over { // but an earlier run may have sent it before it was
		found := false
		if record, found, err = d.adopt(ctx, job, record, m); err != nil || !found {
			return record, err
		}
		return record, d.catchUp(ctx, job, reader, record, m)
	}
	if record, err = d.send(ctx, job, record, m); err != nil {
		d.directs.Delete(reader.ID) // open it afresh next time: this may be why
		return core.Message{}, err
	}
	return record, d.catchUp(ctx, job, reader, record, m)
}

// draw renders a notice. An invitation is drawn as it will be once it is delivered.
func (d delivery) draw(ctx context.Context, job core.Job, reader core.Person, at time.Time) (view.Message, error) {
	if job.Task.Notice != core.NoticeInvitation {
		return d.present.notice(ctx, reader, job.Task, job.CreatedAt)
	}
	facts, err := d.service.InvitationFor(ctx, job.Workspace, job.Task.Invitation, reader.ID)
	if err != nil {
		return view.Message{}, fmt.Errorf("load invitation: %w", err)
	}
	facts.DeliverAt(at)
	return d.present.writeFor(reader).Invitation(facts), nil
}

// overtaken reports that a notice would be wrong or pointless by now: the question has been answered, the session has begun or has
// another time.
func (d delivery) overtaken(ctx context.Context, job core.Job) (bool, error) {
	task := job.Task
	switch task.Notice {
	case core.NoticeInvitation, core.NoticeInvitationReminder, core.NoticeAsked:
		facts, err := d.service.InvitationFor(ctx, job.Workspace, task.Invitation, task.To)
		return err == nil && !facts.Invitation.Live(), err
	case core.NoticeEnlist, core.NoticeEnlistReminder:
		facts, err := d.service.EnlistmentFor(ctx, job.Workspace, task.Enlistment)
		return err == nil && !facts.Live(), err
	case core.NoticeLapsing:
		lapse, err := d.service.LapseOf(ctx, job.Workspace)
		return err == nil && lapse.Over, err
	case core.NoticeChoose:
		facts, err := d.service.RecommendationFor(ctx, job.Workspace, task.Program, task.To)
		return err == nil && facts.Chosen, err
	case core.NoticeFirstContact, core.NoticeFirstSession:
		due, err := d.service.FirstStepDue(ctx, job.Workspace, task)
		return err == nil && !due, err
	case core.NoticeEvaluation:
		due, err := d.service.EvaluationDue(ctx, job.Workspace, task)
		return err == nil && !due, err
	case core.NoticeQuiet, core.NoticeQuietEnd:
		due, err := d.service.SilenceDue(ctx, job.Workspace, task)
		return err == nil && !due, err
	case core.NoticeHold, core.NoticeResumed:
		due, err := d.service.HoldDue(ctx, job.Workspace, task)
		return err == nil && !due, err
	case core.NoticeClosing, core.NoticePlannedEnd, core.NoticeExtension, core.NoticeExtended, core.NoticeExtensionDeclined:
		due, err := d.service.ClosingDue(ctx, job.Workspace, task)
		return err == nil && !due, err
	case core.NoticeSessionDeclined:
		facts, err := d.service.SessionFor(ctx, job.Workspace, task.Session, task.To)
		return err == nil && (facts.Session.State != core.SessionBooked || facts.Mine.Attendance != core.AttendanceNo), err
	case core.NoticeGoal, core.NoticeGoalReached:
		facts, err := d.service.GoalFor(ctx, job.Workspace, task.Goal, "", task.To)
		return err == nil && facts.Stale(task.Notice), err
	case core.NoticeInquiry, core.NoticeInquiryReminder, core.NoticeInquiryAnswered:
		facts, err := d.service.InquiryFor(ctx, job.Workspace, task.Inquiry, task.To)
		return err == nil && facts.Stale(task.Notice), err
	case core.NoticeEventPlace, core.NoticeEventMovedUp, core.NoticeEventChanged, core.NoticeEventCancelled, core.NoticeEventLost:
		due, err := d.service.EventNewsDue(ctx, job.Workspace, task)
		return err == nil && !due, err
	case core.NoticeAgreement, core.NoticeAgreementAgreed:
		facts, err := d.service.AgreementFor(ctx, job.Workspace, task.Agreement, task.To)
		return err == nil && facts.Stale(task.Notice), err
	case core.NoticeCheckIn:
		facts, err := d.service.SessionFor(ctx, job.Workspace, task.Session, task.To)
		again := !facts.Session.CheckInAt.IsZero() // it has another time, after which both are asked anew
		return err == nil && (facts.Said.Outcome != "" || facts.Session.State == core.SessionCancelled || again), err
	case core.NoticeSessionProposed:
		facts, err := d.service.SessionFor(ctx, job.Workspace, task.Session, task.To)
		return err == nil && (facts.Session.State != core.SessionBooked || facts.Theirs.Proposed.IsZero()), err
	case core.NoticeTimesProposed, core.NoticeTimesReminder:
		facts, err := d.service.TimesFor(ctx, job.Workspace, task.Times, task.To)
		return err == nil && !facts.Proposal.Live(d.service.Now()), err
	case core.NoticeSessionReminder:
		facts, err := d.service.SessionFor(ctx, job.Workspace, task.Session, task.To)
		if err != nil {
			return false, err
		}
		now, due := d.service.Now(), facts.Session.StartsAt.Add(-time.Duration(task.Lead)*time.Minute)
		return facts.Session.State != core.SessionBooked || now.Before(due) || !now.Before(facts.Session.StartsAt), nil
	}
	return false, nil
}

// direct is the app's conversation with a person.
func (d delivery) direct(ctx context.Context, reader core.Person) (string, error) {
	if channel, ok := d.directs.Load(reader.ID); ok {
		return channel.(string), nil
	}
	channel, err := d.chat.open(ctx, reader.ChatUserID)
	if err != nil {
		return "", err
	}
	d.directs.Store(reader.ID, channel)
	return channel, nil
}

// send posts a job's message and records it, unless an earlier run of the job has posted it already. Where the app cannot look for that,
// people are told at the risk of being told twice; to everybody in a channel nothing is posted, and the error is [errCannotLook].
func (d delivery) send(ctx context.Context, job core.Job, record core.Message, m view.Message) (core.Message, error) {
	sent, found, err := d.adopt(ctx, job, record, m)
	if found || err != nil {
		return sent, err
	}
	at, err := d.chat.post(ctx, record.Channel, m, job.ID)
	if err != nil {
		return core.Message{}, err
	}
	record.Channel, record.Timestamp = at.Channel, at.Timestamp
	return record, d.service.RecordMessage(ctx, job.Workspace, record, job.Task)
}

// adopt records the message of an earlier run that did not come to know what became of it. Refreshes have missed it, so it is brought
// up to date.
func (d delivery) adopt(ctx context.Context, job core.Job, record core.Message, m view.Message) (core.Message, bool, error) {
	at, found, err := d.postedBefore(ctx, job, record.Channel)
	if errors.Is(err, errCannotLook) && !toEverybody(record) {
		d.log.WarnContext(ctx, "cannot look for an earlier message of this job, it may be sent twice", "job", job.ID, "error", err)
		return core.Message{}, false, nil
	}
	if err != nil || !found {
		return core.Message{}, false, err
	}
	if err := d.chat.update(ctx, at, m); err != nil && !gone(codeOf(err)) {
		return core.Message{}, true, err
	}
	record.Channel, record.Timestamp = at.Channel, at.Timestamp
	return record, true, d.service.RecordMessage(ctx, job.Workspace, record, job.Task)
}

// again finishes what an earlier run of the job has sent and recorded but not caught up with.
func (d delivery) again(ctx context.Context, job core.Job, reader core.Person, sent core.Message) error {
	return d.catchUp(ctx, job, reader, sent, view.Message{})
}

// toEverybody reports whether a message is an errand's for a channel: the others of an errand are for the admin who began it.
func toEverybody(m core.Message) bool { return m.Notice == core.NoticeErrand && m.Person == "" }

// errCannotLook: the app may not read the conversation in which a message of an earlier run may be.
var errCannotLook = errors.New("cannot look for an earlier message")

// postedBefore looks for the message of a job that was tried before: nobody knows whether Slack took it then. Where the app may not
// look, the error is [errCannotLook].
func (d delivery) postedBefore(ctx context.Context, job core.Job, channel string) (posted, bool, error) {
	if job.Attempts == 0 {
		return posted{}, false, nil
	}
	at, found, err := d.chat.find(ctx, channel, job.ID)
	if slices.Contains([]string{"missing_scope", "not_in_channel", "channel_not_found"}, codeOf(err)) {
		return posted{}, false, fmt.Errorf("%w: %w", errCannotLook, err)
	}
	return at, found, err
}

// catchUp covers a change that happened while the message was on its way, before the record of it was there for a refresh to find. It
// ends when nothing has changed since the message was drawn: otherwise its own update could come after that of a refresh and put back
// what was true before. An invitation needs none: Delivered sees to it.
func (d delivery) catchUp(ctx context.Context, job core.Job, reader core.Person, sent core.Message, shown view.Message) error {
	for job.Task.Notice != core.NoticeInvitation {
		now, err := d.present.notice(ctx, reader, job.Task, job.CreatedAt)
		if err != nil || sameBlocks(shown, now) {
			return err
		}
		err = d.chat.update(ctx, posted{Channel: sent.Channel, Timestamp: sent.Timestamp}, now)
		if gone(codeOf(err)) {
			return nil
		}
		if err != nil {
			return err
		}
		shown = now
	}
	return nil
}

func sameBlocks(a, b view.Message) bool {
	before, errA := json.Marshal(a.Blocks)
	after, errB := json.Marshal(b.Blocks)
	return errA == nil && errB == nil && string(before) == string(after)
}
