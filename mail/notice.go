package mail

import (
	"context"
	"errors"
	"fmt"
	"time"

	"mentorbot/core"
	"mentorbot/i18n"
)

// NoticeService is what the mailer of notices needs of core.
type NoticeService interface {
	// PrepareNoticeMail loads what is to be sent. Errors: core.ErrNotFound.
	PrepareNoticeMail(ctx context.Context, ws core.WorkspaceID, task core.Task) (core.NoticeMail, error)
	// NoticeMailed records what became of it.
	NoticeMailed(ctx context.Context, ws core.WorkspaceID, sent core.NoticeMail) error
	// PrepareNoticeCopy loads a copy that is to be sent. Errors: core.ErrNotFound.
	PrepareNoticeCopy(ctx context.Context, job core.Job) (core.NoticeMail, error)
}

// NoticeMailer mails people what Slack does not deliver to them, and copies of what it does to those who want them.
type NoticeMailer struct {
	Service NoticeService
	Sender  *Sender
	Domain  string // of Message-IDs
	Texts   *i18n.Catalogue
	// Answer is the web address of the page where the reader of an invitation gives an answer: core.ActionAccept or
	// core.ActionDecline. nil when there are no such pages; the mail then leads to Slack.
	Answer func(core.NoticeMail, core.Action) string
	// Install is the web address where the app is installed again; empty where it is not installed by OAuth.
	Install string
	// Page is the web address where the reader sees and changes a session. nil or an empty answer leaves the link out.
	Page func(core.SessionFacts) string
	// Record is how long writing down that the server took a mail may go on, whatever is left of the job's time by then.
	Record time.Duration
}

// Handler carries out jobs of the kind core.JobNoticeMail. After a crash between sending and recording, the mail goes out again
// with the same Message-ID.
func (m NoticeMailer) Handler() core.Handler {
	return func(ctx context.Context, job core.Job) error {
		mail, err := m.Service.PrepareNoticeMail(ctx, job.Workspace, job.Task)
		if errors.Is(err, core.ErrNotFound) || core.Refusal(err) != nil {
			return &core.PermanentError{Err: fmt.Errorf("prepare notice mail: %w", err)}
		}
		if err != nil {
			return fmt.Errorf("prepare notice mail: %w", err)
		}
		if mail.Send {
			if err := m.send(ctx, mail); err != nil {
				return err
			}
		}
		record, cancel := recording(ctx, m.Record)
		defer cancel()
		if err := m.Service.NoticeMailed(record, job.Workspace, mail); err != nil {
			return fmt.Errorf("record notice mail: %w", err)
		}
		return nil
	}
}

// CopyHandler carries out jobs of the kind core.JobNoticeCopy. There is nothing to record: the message has arrived in Slack. After a crash the
// copy goes out again with the same Message-ID.
func (m NoticeMailer) CopyHandler() core.Handler {
	return func(ctx context.Context, job core.Job) error {
		mail, err := m.Service.PrepareNoticeCopy(ctx, job)
		if errors.Is(err, core.ErrNotFound) || core.Refusal(err) != nil {
			return &core.PermanentError{Err: fmt.Errorf("prepare copy of a notice: %w", err)}
		}
		if err != nil || !mail.Send {
			return err
		}
		return m.send(ctx, mail)
	}
}

func (m NoticeMailer) send(ctx context.Context, mail core.NoticeMail) error {
	texts := m.Texts.For(mail.Reader.Locale())
	letter := m.letter(texts, mail)
	text, html, err := letter.render()
	if err != nil {
		return &core.PermanentError{Err: err}
	}
	from := texts.T("notice_mail.from")
	if other := otherName(mail); other != "" {
		from = texts.T("mail.via", "name", other)
	}
	return m.Sender.Send(ctx, Message{
		To: mail.Reader.Email, ToName: mail.Reader.Name, FromName: from, Subject: letter.Subject,
		ID: string(mail.Delivery.ID) + "@" + m.Domain, Date: mail.At, Text: text, HTML: html,
	})
}

// otherName is whom a notice is about; nobody when a mentee is told about a list, or to make one.
func otherName(mail core.NoticeMail) string {
	switch mail.Delivery.Task.Notice {
	case core.NoticeInvitation, core.NoticeInvitationReminder:
		asker := mail.Invitation.Asker()
		return oneLine(asker.Name())
	case core.NoticeAsked, core.NoticeOfferEnded:
		asked := mail.Invitation.Asked()
		return oneLine(asked.Name())
	case core.NoticeActivated, core.NoticeFeedback, core.NoticeApplicationDeclined, core.NoticeRemoved:
		return oneLine(mail.Place.Program.Name)
	case core.NoticeMatched, core.NoticeUnpaired, core.NoticeEnded, core.NoticeFirstContact, core.NoticeFirstSession,
		core.NoticeQuiet, core.NoticeQuietEnd, core.NoticeHold, core.NoticeResumed, core.NoticeThanks, core.NoticeEvaluation, core.NoticeClosing, core.NoticePlannedEnd, core.NoticeExtension, core.NoticeExtended, core.NoticeExtensionDeclined:
		return oneLine(mail.Mentorship.Other.Name())
	case core.NoticeGoal, core.NoticeGoalReached, core.NoticeGoalComment:
		return oneLine(mail.Goal.Other.Name())
	case core.NoticeInquiry, core.NoticeInquiryReminder, core.NoticeInquiryAnswered:
		return oneLine(mail.Inquiry.Other.Name())
	case core.NoticeAgreement, core.NoticeAgreementAgreed:
		return oneLine(mail.Agreement.Other.Name())
	case core.NoticeEnlist, core.NoticeEnlistReminder:
		return oneLine(mail.Enlistment.By.Name())
	case core.NoticeTimesProposed, core.NoticeTimesReminder, core.NoticeTimesClosed:
		return oneLine(mail.Times.Other.Name())
	case core.NoticeSupport:
		return oneLine(mail.Support.Asker.Name())
	case core.NoticeEventPlace, core.NoticeEventMovedUp, core.NoticeEventChanged, core.NoticeEventCancelled, core.NoticeEventLost:
		return oneLine(mail.Event.Event.Title)
	case core.NoticeExhausted, core.NoticePairingRun, core.NoticeChoose, core.NoticeLapsing, core.NoticeBusyFeed, core.NoticeSupportAnswer:
		return ""
	}
	return oneLine(mail.Session.Other.Name())
}
