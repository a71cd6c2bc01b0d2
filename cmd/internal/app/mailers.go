package app

import (
	"cmp"
	"context"
	"net/url"

	"mentorbot/calendar"
	"mentorbot/core"
	"mentorbot/i18n"
	"mentorbot/jobs"
	"mentorbot/mail"
	"mentorbot/web"
)

// mailers are the handlers of the jobs that end in a mailbox. With a public address, a request that goes by e-mail can be answered from it.
func (a *App) mailers(config Config, options Options, catalogue *i18n.Catalogue) (map[core.JobKind]core.Handler, error) {
	if !config.MailEnabled() {
		a.log.Warn("no mail server configured: sessions are announced in Slack only, and nothing takes the place of a message Slack refuses")
		return map[core.JobKind]core.Handler{core.JobCalendarMail: unmailed, core.JobNoticeMail: a.noticeUnmailed, core.JobNoticeCopy: unmailed}, nil
	}
	server, err := config.Mail()
	if err != nil {
		return nil, err
	}
	server.Observe = a.telemetry.mail
	sender, err := mail.New(server)
	if err != nil {
		return nil, err
	}
	domain, err := config.mailDomain()
	if err != nil {
		return nil, err
	}
	renderer := calendar.Renderer{Texts: catalogue, Page: a.conversationPage}
	record := cmp.Or(options.JobTimeout, jobs.DefaultTimeout) // the lease of the job leaves room for it
	sessions := mail.SessionMailer{
		Service: a.Service, Sender: sender, ICS: renderer.Render, Texts: catalogue, Page: a.conversationPage,
		Identity: core.CalendarIdentity{Organizer: config.MailFrom, Domain: domain, UID: calendar.UID([]byte(config.Secret), domain)},
		Record:   record, Heard: config.ReplyListen != "",
	}
	if sessions.Answer, err = a.attendPages(config, options, catalogue); err != nil {
		return nil, err
	}
	notices := mail.NoticeMailer{Service: a.Service, Sender: sender, Domain: domain, Texts: catalogue, Page: a.conversationPage, Record: record}
	if a.stored != nil {
		notices.Install = config.BaseURL + web.PathInstall
	}
	if notices.Answer, err = a.answerPages(config, options, catalogue); err != nil {
		return nil, err
	}
	return map[core.JobKind]core.Handler{core.JobCalendarMail: sessions.Handler(), core.JobNoticeMail: notices.Handler(), core.JobNoticeCopy: notices.CopyHandler()}, nil
}

// unmailed is for calendar mails and copies without a mail server: people read of their sessions, and all else, in Slack.
func unmailed(context.Context, core.Job) error { return nil }

// noticeUnmailed is for a notice that was handed over to e-mail before the mail server was taken out of the configuration.
func (a *App) noticeUnmailed(ctx context.Context, job core.Job) error {
	return a.Service.MailFailed(ctx, job.Workspace, job.Task.Delivery, core.MailNotConfigured)
}

// answerPages prepares the pages behind the links of invitation mails and says how to write such a link; nil without a public address.
func (a *App) answerPages(config Config, options Options, catalogue *i18n.Catalogue) (func(core.NoticeMail, core.Action) string, error) {
	if config.BaseURL == "" {
		a.log.Warn("MENTORBOT_BASE_URL is not set: requests sent by e-mail can be answered in Slack only")
		return nil, nil
	}
	links, err := web.NewLinks([]byte(config.Secret), config.BaseURL)
	if err != nil {
		return nil, err
	}
	a.answers = web.NewAnswers(web.AnswerConfig{
		Service: a.Service, Links: links, Texts: catalogue, Clock: options.Clock, Logger: a.log,
	})
	return func(m core.NoticeMail, action core.Action) string {
		return links.URL(web.AnswerLink{
			Workspace: m.Reader.Workspace, Invitation: m.Invitation.Invitation.ID, Person: m.Reader.ID, Action: action,
			Expires: m.Invitation.Invitation.ExpiresAt,
		})
	}, nil
}

// attendPages prepares the pages behind the links of mails about sessions and says how to write such a link; nil without a public address.
func (a *App) attendPages(config Config, options Options, catalogue *i18n.Catalogue) (func(core.SessionFacts, core.Attendance, bool) string, error) {
	if config.BaseURL == "" {
		return nil, nil
	}
	links, err := web.NewAttendLinks([]byte(config.Secret), config.BaseURL)
	if err != nil {
		return nil, err
	}
	a.attend = web.NewAttendances(web.AttendConfig{Service: a.Service, Links: links, Texts: catalogue, Clock: options.Clock, Logger: a.log})
	return func(s core.SessionFacts, as core.Attendance, all bool) string {
		action := core.ActionAttend
		if as == core.AttendanceNo {
			action = core.ActionCancelSession
		}
		return links.URL(web.AttendLink{
			Workspace: s.Viewer.Person.Workspace, Session: s.Session.ID, Person: s.Viewer.Person.ID, Action: action, All: all,
			Maybe: as == core.AttendanceMaybe,
		})
	}, nil
}

// conversationPage is the web address of the pair's conversation in Slack, where the session can be seen and changed.
func (a *App) conversationPage(facts core.SessionFacts) string {
	if facts.Mentorship.Conversation == "" {
		return ""
	}
	query := url.Values{"team": {a.teamOf(facts.Viewer.Person.Workspace)}, "channel": {facts.Mentorship.Conversation}}
	return "https://slack.com/app_redirect?" + query.Encode()
}
