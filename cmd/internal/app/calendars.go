package app

import (
	"net/url"

	"mentorbot/bot"
	"mentorbot/calendar"
	"mentorbot/core"
	"mentorbot/i18n"
	"mentorbot/web"
)

// calendars prepares the ways into people's own calendars: mail where there is a mail server, feeds where there is a public address and a
// secret to sign theirs with.
func (a *App) calendars(config Config, catalogue *i18n.Catalogue) (bot.Calendars, error) {
	ways := bot.Calendars{Mail: config.MailEnabled(), File: config.filesEnabled(), Busy: config.EncryptionKeys != ""}
	if !ways.Busy {
		a.log.Warn("MENTORBOT_ENCRYPTION_KEYS is not set: people cannot connect calendars to be read from, as their addresses are secrets")
	}
	if config.BaseURL == "" || len(config.Secret) < minSecret {
		a.log.Warn("MENTORBOT_BASE_URL and MENTORBOT_SECRET are not both set: calendars cannot read people's sessions from an address")
		return ways, nil
	}
	links, err := web.NewFeedLinks([]byte(config.Secret), config.BaseURL)
	if err != nil {
		return ways, err
	}
	domain, err := config.calendarDomain()
	if err != nil {
		return ways, err
	}
	renderer := calendar.FeedRenderer{
		Renderer: calendar.Renderer{Texts: catalogue, Page: a.conversationPage}, UID: calendar.UID([]byte(config.Secret), domain),
	}
	a.feeds = web.NewFeeds(web.FeedConfig{Service: a.Service, Links: links, Render: renderer.RenderFeed, Logger: a.log})
	ways.FeedURL = func(facts core.SettingsFacts) string {
		return links.URL(web.FeedLink{Workspace: facts.Person.Workspace, Person: facts.Person.ID, Generation: facts.Calendar.Generation})
	}
	return ways, nil
}

// calendarDomain makes identifiers of events unique across deployments: that of the mails, so that a session has one identifier however it
// gets into a calendar, else that of the public address.
func (c Config) calendarDomain() (string, error) {
	if c.MailEnabled() {
		return c.mailDomain()
	}
	base, err := url.Parse(c.BaseURL)
	if err != nil {
		return "", err
	}
	return base.Hostname(), nil
}
