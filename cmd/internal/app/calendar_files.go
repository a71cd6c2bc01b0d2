package app

import (
	"time"

	"mentorbot/bot"
	"mentorbot/calendar"
	"mentorbot/core"
	"mentorbot/i18n"
	"mentorbot/web"
)

// filesEnabled reports whether files for calendars can be written: their events have a name that cannot be guessed, and a domain.
func (c Config) filesEnabled() bool {
	return len(c.Secret) >= minSecret && (c.MailEnabled() || c.BaseURL != "")
}

// calendarFiles prepares the files people open with their calendars, and the addresses of those Slack does not take.
func (a *App) calendarFiles(config Config, options Options, catalogue *i18n.Catalogue) (bot.Files, error) {
	if !config.filesEnabled() {
		return bot.Files{}, nil
	}
	domain, err := config.calendarDomain()
	if err != nil {
		return bot.Files{}, err
	}
	files := bot.Files{
		Identity: core.CalendarIdentity{Domain: domain, UID: calendar.UID([]byte(config.Secret), domain)},
		ICS:      calendar.Renderer{Texts: catalogue, Page: a.conversationPage}.Render,
	}
	if config.MailEnabled() {
		files.Identity.Organizer = config.MailFrom
	}
	if config.BaseURL == "" {
		return files, nil
	}
	links, err := web.NewSessionFileLinks([]byte(config.Secret), config.BaseURL)
	if err != nil {
		return files, err
	}
	a.files = web.NewSessionFiles(web.SessionFileConfig{
		Service: a.Service, Links: links, Identity: files.Identity, ICS: files.ICS, Texts: catalogue, Clock: options.Clock, Logger: a.log,
	})
	files.URL = func(s core.SessionFacts, until time.Time) string {
		return links.URL(web.SessionFileLink{Workspace: s.Viewer.Person.Workspace, Session: s.Session.ID, Person: s.Viewer.Person.ID, Expires: until})
	}
	return files, nil
}
