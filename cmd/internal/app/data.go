package app

import (
	"time"

	"mentorbot/core"
	"mentorbot/i18n"
	"mentorbot/web"
)

// dataPages prepares the pages that give people their data where Slack takes no files from the app, and says how to write the address of one;
// nil without a public address and a secret to sign with.
func (a *App) dataPages(config Config, options Options, catalogue *i18n.Catalogue) (func(core.Person, time.Time) string, error) {
	if config.BaseURL == "" || len(config.Secret) < minSecret {
		return nil, nil
	}
	links, err := web.NewDataLinks([]byte(config.Secret), config.BaseURL)
	if err != nil {
		return nil, err
	}
	a.data = web.NewDataPages(web.DataConfig{Service: a.Service, Links: links, Texts: catalogue, Clock: options.Clock, Logger: a.log})
	return func(p core.Person, until time.Time) string {
		return links.URL(web.DataLink{Workspace: p.Workspace, Person: p.ID, Expires: until})
	}, nil
}
