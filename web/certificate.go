package web

import (
	"context"
	"log/slog"
	"net/http"

	"mentorbot/core"
	"mentorbot/i18n"
)

// CertificateService is what [Certificates] need of core. The actor of each call is the person the link was sent to.
type CertificateService interface {
	// Person finds whom a link was sent to. Errors: core.ErrNotFound.
	Person(ctx context.Context, ws core.WorkspaceID, id core.PersonID) (core.Person, error)
	// TakeCertificate refuses with a *core.Error.
	TakeCertificate(ctx context.Context, call core.Call, id core.MentorshipID) (core.Certificate, error)
}

// CertificateConfig is what [Certificates] need; all of it is required.
type CertificateConfig struct {
	Service CertificateService
	Links   CertificateLinks
	PDF     func(core.Certificate) ([]byte, error) // refuses names it cannot write with a *core.Error
	Texts   *i18n.Catalogue
	Clock   core.Clock // product time
	Logger  *slog.Logger
}

// Certificates give people the certificates of their mentorships where Slack takes no files from the app. To look changes nothing, so that
// one click is enough.
type Certificates struct {
	reception
	config CertificateConfig
}

// NewCertificates makes the handler of the documents below [PathCertificate].
func NewCertificates(config CertificateConfig) *Certificates {
	return &Certificates{
		reception: reception{person: config.Service.Person, texts: config.Texts, log: config.Logger, page: newAnswerPage()},
		config:    config,
	}
}

func (c *Certificates) routes(mux *http.ServeMux) {
	mux.HandleFunc("GET "+PathCertificate+"{token}", c.give)
}

func (c *Certificates) give(w http.ResponseWriter, r *http.Request) {
	v := c.receive(w, r)
	link, err := c.config.Links.read(r.PathValue("token"))
	if !c.recognise(v, link.Workspace, link.Person, err) || !c.admit(v, c.config.Clock.Now().Before(link.Expires), "certificate_page.expired") {
		return
	}
	facts, err := c.config.Service.TakeCertificate(r.Context(), v.call(), link.Mentorship)
	if err != nil {
		c.refuse(v, err, "answer.refused.title")
		return
	}
	content, err := c.config.PDF(facts)
	if err != nil {
		c.refuse(v, err, "answer.refused.title")
		return
	}
	c.hand(v, "application/pdf", "certificate.pdf", content)
}
