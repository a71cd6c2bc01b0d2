package mail

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"mentorbot/core"
	"mentorbot/i18n"
)

// SessionService is what the mailer needs of core.
type SessionService interface {
	// PrepareCalendarMail decides what a person's calendar is to be told. Errors: core.ErrNotFound.
	PrepareCalendarMail(ctx context.Context, ws core.WorkspaceID, task core.Task, identity core.CalendarIdentity) (core.CalendarMail, error)
	// CalendarMailed records what the mail server took.
	CalendarMailed(ctx context.Context, ws core.WorkspaceID, sent core.CalendarCopy) error
}

// SessionMailer mails people their calendar copies of sessions.
type SessionMailer struct {
	Service  SessionService
	Sender   *Sender
	Identity core.CalendarIdentity
	ICS      func(core.CalendarMail) ([]byte, error) // writes the iCalendar object
	Texts    *i18n.Catalogue
	// Answer is the address of a page where the reader does one thing about the session, or about all of its series that are still to come: they
	// say that they come, or perhaps, or, with core.AttendanceNo, cancel it. nil leaves such links out.
	Answer func(of core.SessionFacts, as core.Attendance, all bool) string
	// Page is the web address where the reader sees and changes the session. nil or an empty answer leaves the link out.
	Page func(core.SessionFacts) string
	// Heard says that what calendars answer is taken.
	Heard bool
	// Record is how long writing down that the server took a mail may go on, whatever is left of the job's time by then.
	Record time.Duration
}

// Handler carries out jobs of the kind core.JobCalendarMail. After a crash between sending and recording, the mail goes out again
// with the same Message-ID, UID and SEQUENCE, which mail servers and calendars recognise as the same.
func (m SessionMailer) Handler() core.Handler {
	return func(ctx context.Context, job core.Job) error {
		mail, err := m.Service.PrepareCalendarMail(ctx, job.Workspace, job.Task, m.Identity)
		if errors.Is(err, core.ErrNotFound) {
			return &core.PermanentError{Err: fmt.Errorf("prepare calendar mail: %w", err)}
		}
		if err != nil {
			return fmt.Errorf("prepare calendar mail: %w", err)
		}
		if !mail.Send {
			return nil
		}
		message, err := m.message(mail)
		if err != nil {
			return err
		}
		if err := m.Sender.Send(ctx, message); err != nil {
			return err
		}
		record, cancel := recording(ctx, m.Record)
		defer cancel()
		if err := m.Service.CalendarMailed(record, job.Workspace, mail.Copy); err != nil {
			return fmt.Errorf("record calendar mail: %w", err)
		}
		return nil
	}
}

func (m SessionMailer) message(mail core.CalendarMail) (Message, error) {
	ics, err := m.ICS(mail)
	if err != nil {
		return Message{}, err
	}
	page := ""
	if m.Page != nil {
		page = m.Page(mail.Facts)
	}
	texts := m.Texts.For(mail.Facts.Viewer.Person.Locale())
	letter := newLetter(texts, mail, page, m.Heard)
	letter.Buttons = m.buttons(texts, mail)
	text, html, err := letter.render()
	if err != nil {
		return Message{}, &core.PermanentError{Err: err}
	}
	id, replyTo := messageIDs(mail)
	return Message{
		To: mail.Copy.Address, ToName: mail.Facts.Viewer.Name(), FromName: texts.T("mail.via", "name", mail.Facts.Other.Name()),
		Subject: letter.Subject, ID: id, ReplyTo: replyTo, Date: mail.Copy.StampedAt, Text: text, HTML: html,
		Invite: &Invite{Method: mail.Method, ICS: ics},
	}, nil
}

// buttons are what can be done from the mail, for those whose calendar shows no buttons of its own or sends nothing.
func (m SessionMailer) buttons(texts *i18n.Localizer, mail core.CalendarMail) []button {
	if m.Answer == nil || mail.Method == core.CalendarCancel {
		return nil
	}
	all, answered := mail.Series != nil, mail.Facts.Mine.Attendance
	yes, perhaps, cancel := "button.attend", "button.maybe", "button.cancel_session"
	if all {
		yes, perhaps, cancel, answered = "button.attend_all", "button.maybe_all", "button.cancel_all", mail.Series.Answered(mail.Copy.StampedAt)
	}
	link := func(as core.Attendance, key string) button {
		return button{Label: texts.T(key), Address: m.Answer(mail.Facts, as, all)}
	}
	var buttons []button
	if answered != core.AttendanceYes {
		buttons = append(buttons, link(core.AttendanceYes, yes))
	}
	if answered != core.AttendanceYes && answered != core.AttendanceMaybe {
		buttons = append(buttons, link(core.AttendanceMaybe, perhaps))
	}
	return append(buttons, link(core.AttendanceNo, cancel))
}

// messageIDs names the mail and the one it continues. The mail about an event as it was booked has the identifier core gave it; later
// ones add their SEQUENCE and refer to it, so that they are one thread. Whether an earlier one was recorded as sent plays no part: the
// server may have taken it, and would drop another mail of the same name.
func messageIDs(mail core.CalendarMail) (id, replyTo string) {
	if mail.Copy.Sequence == 0 {
		return mail.Copy.MailID, ""
	}
	local, domain, _ := strings.Cut(mail.Copy.MailID, "@")
	return local + "." + strconv.Itoa(mail.Copy.Sequence) + "@" + domain, mail.Copy.MailID
}
