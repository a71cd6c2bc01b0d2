package bot

import (
	"context"
	"errors"
	"fmt"
	"time"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// Certificates is what certificates are written with.
type Certificates struct {
	// PDF writes one. It refuses, with a [core.Error], names it cannot write.
	PDF func(core.Certificate) ([]byte, error)
	// URL is the address of one until an instant; nil without a public address.
	URL func(of core.Certificate, until time.Time) string
}

// certificateLinkLife is how long the address of a certificate works.
const certificateLinkLife = 7 * 24 * time.Hour

// askForCertificate has somebody's certificate sent to them, and says so.
func (a *App) askForCertificate(ctx context.Context, r *Request) (Reply, error) {
	if _, err := a.service.AskForCertificate(ctx, r.call(), r.Meta.Mentorship); err != nil {
		return Reply{}, err
	}
	if !r.Interaction.inModal() {
		return say(r.For.CertificateSent()), nil
	}
	facts, err := a.service.Mentorship(ctx, r.call(), r.Meta.Mentorship)
	return orFail(err, func() Reply { return instead(r.For.MentorshipPageCertified(facts)) })
}

// certificate sends one of the two the certificate of a mentorship, in their conversation with the app. Where the app may not upload files,
// they get the address of one; where a name cannot be written, what to do about it.
func (d delivery) certificate(ctx context.Context, job core.Job) error {
	c, err := d.service.CertificateFor(ctx, job.Workspace, job.Task.Mentorship, job.Task.To)
	if err != nil {
		return fmt.Errorf("load certificate: %w", err)
	}
	if !c.Viewer.Person.Active() {
		return &core.PermanentError{Err: errInactive}
	}
	if _, err := d.service.MessageOfJob(ctx, job.Workspace, job.ID); !errors.Is(err, core.ErrNotFound) {
		return err // a message went instead before
	}
	channel, err := d.direct(ctx, c.Viewer.Person)
	if err != nil {
		return err
	}
	f := d.present.writeFor(c.Viewer.Person)
	content, err := d.certificates.PDF(c)
	if refusal := core.Refusal(err); refusal != nil {
		return d.insteadOfFile(ctx, job, c, channel, f.CertificateRefused(refusal))
	}
	if err != nil {
		return fmt.Errorf("write certificate: %w", err)
	}
	err = d.uploadOnce(ctx, job, channel, f.CertificateDocument(c, string(content)))
	if code := codeOf(err); code == "missing_scope" || refusesFiles(code) {
		return d.certificateByLink(ctx, job, c, channel)
	}
	return err
}

func (d delivery) certificateByLink(ctx context.Context, job core.Job, c core.Certificate, channel string) error {
	d.log.InfoContext(ctx, "files cannot be uploaded, so a link to a certificate goes as a message", "job", job.ID)
	until, address := d.service.Now().Add(certificateLinkLife), ""
	if d.certificates.URL != nil {
		address = d.certificates.URL(c, until)
	}
	return d.insteadOfFile(ctx, job, c, channel, d.present.writeFor(c.Viewer.Person).CertificateLink(c, address, until))
}

// insteadOfFile sends a message where a certificate cannot come as a file.
func (d delivery) insteadOfFile(ctx context.Context, job core.Job, c core.Certificate, channel string, m view.Message) error {
	sayFormer(d.present.writeFor(c.Viewer.Person).L, &m)
	person := c.Viewer.Person.ID
	_, err := d.send(ctx, job, core.Message{
		Job: job.ID, Person: person, Subject: core.PersonSubject(person), Channel: channel, SentAt: d.service.Now(),
	}, m)
	return err
}
