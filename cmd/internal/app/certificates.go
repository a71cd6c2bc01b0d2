package app

import (
	"time"

	"mentorbot/bot"
	"mentorbot/certificate"
	"mentorbot/core"
	"mentorbot/i18n"
	"mentorbot/web"
)

// wireCertificates prepares the certificates of mentorships, and the addresses of those Slack does not take.
func (a *App) wireCertificates(config Config, options Options, catalogue *i18n.Catalogue) (bot.Certificates, error) {
	made := bot.Certificates{PDF: certificate.Renderer{Texts: catalogue}.Render}
	if config.BaseURL == "" || len(config.Secret) < minSecret {
		return made, nil
	}
	links, err := web.NewCertificateLinks([]byte(config.Secret), config.BaseURL)
	if err != nil {
		return made, err
	}
	a.certificates = web.NewCertificates(web.CertificateConfig{
		Service: a.Service, Links: links, PDF: made.PDF, Texts: catalogue, Clock: options.Clock, Logger: a.log,
	})
	made.URL = func(c core.Certificate, until time.Time) string {
		return links.URL(web.CertificateLink{Workspace: c.Workspace.ID, Mentorship: c.Mentorship.ID, Person: c.Viewer.Person.ID, Expires: until})
	}
	return made, nil
}
