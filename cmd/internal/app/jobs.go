package app

import (
	"context"
	"maps"
	"net/url"

	"mentorbot/bot"
	"mentorbot/calendar"
	"mentorbot/core"
	"mentorbot/i18n"
	"mentorbot/jobs"
	"mentorbot/mail"
)

// wireJobs gives every kind of job its handler: those of the domain, those that end in Slack, and those that end in a mailbox.
func (a *App) wireJobs(config Config, options Options, catalogue *i18n.Catalogue) error {
	deliverer := bot.NewDeliverer(bot.DelivererConfig{
		Service: a.Service, Registry: a.registry, Catalogue: catalogue, Logger: a.log,
		Observer: &a.telemetry,
	})
	handlers := a.Service.Handlers()
	maps.Copy(handlers, deliverer.Handlers())
	mailer, err := a.calendarMailer(config, catalogue)
	if err != nil {
		return err
	}
	handlers[core.JobCalendarMail] = mailer
	a.worker = jobs.NewWorker(jobs.Config{
		Queue: a.db, Handlers: handlers, Clock: options.Clock, Logger: a.log, GiveUp: deliverer.GiveUp,
		Observer: &a.telemetry,
		Timeout:  options.JobTimeout,
	})
	a.scheduler = jobs.NewScheduler(jobs.ScheduleConfig{
		Queue: a.db, Clock: options.Clock, IDs: core.IDFunc(newID), Wake: a.worker.Wake, Logger: a.log,
	})
	return nil
}

// calendarMailer sends sessions to calendars. Without a mail server there is nothing to do: people read of their sessions in Slack.
func (a *App) calendarMailer(config Config, catalogue *i18n.Catalogue) (core.Handler, error) {
	if config.SMTPHost == "" {
		a.log.Warn("no mail server configured: sessions are announced in Slack only, not in calendars")
		return func(context.Context, core.Job) error { return nil }, nil
	}
	server := config.Mail()
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
	mailer := mail.SessionMailer{
		Service: a.Service, Sender: sender, ICS: renderer.Render, Texts: catalogue, Page: a.conversationPage,
		Identity: core.CalendarIdentity{Organizer: config.MailFrom, Domain: domain, UID: calendar.UID([]byte(config.Secret), domain)},
	}
	return mailer.Handler(), nil
}

// conversationPage is the web address of the pair's conversation in Slack, where the session can be seen and changed.
func (a *App) conversationPage(facts core.SessionFacts) string {
	if facts.Mentorship.Conversation == "" {
		return ""
	}
	query := url.Values{"team": {a.teamOf(facts.Viewer.Person.Workspace)}, "channel": {facts.Mentorship.Conversation}}
	return "https://slack.com/app_redirect?" + query.Encode()
}
