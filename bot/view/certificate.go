package view

import (
	"fmt"
	"hash/crc32"
	"time"

	"github.com/slack-go/slack"

	"mentorbot/core"
)

// certificateButton has the viewer's certificate sent to them; nil where there can be none.
func (f For) certificateButton(m core.MentorshipFacts) *slack.ButtonBlockElement {
	if !m.MayHaveCertificate() {
		return nil
	}
	return about(f.button(ActionCertificate, "button.certificate", Meta{Mentorship: m.Mentorship.ID}), m.Other.Name())
}

// CertificateSent says that a certificate is on its way.
func (f For) CertificateSent() Message { return message(section(f.L.T("certificate.sent"))) }

// MentorshipPageCertified is the page of a mentorship, saying the same.
func (f For) MentorshipPageCertified(m core.MentorshipFacts) slack.ModalViewRequest {
	v := f.MentorshipPage(m)
	v.Blocks.BlockSet = append([]slack.Block{section(f.L.T("certificate.sent"))}, v.Blocks.BlockSet...)
	return v
}

// CertificateDocument is a certificate as a file. Its name has a number in it that changes with what it says, the day it was written aside:
// who asks again has it above, and gets another one only when something has changed.
func (f For) CertificateDocument(c core.Certificate, pdf string) Document {
	said := fmt.Sprint(c.Viewer.Name(), c.Other.Name(), c.Viewer.Person.Name, c.Other.Person.Name, c.Program.Name, c.Workspace.Name,
		c.Mentorship.ID, c.Held, c.HeldMinutes, f.L.Language(), f.date(c.Mentorship.StartedAt), f.date(c.Mentorship.EndedAt))
	words := f.L.T("certificate.here", "name", bold(name(c.Other)))
	if c.Unconfirmed > 0 {
		words = lines(words, f.L.N("certificate.uncounted", c.Unconfirmed))
	}
	return Document{
		Name:  fmt.Sprintf("%s-%08x.pdf", fileName(f.L.T("certificate.file"), c.Program.Name), crc32.ChecksumIEEE([]byte(said))),
		Title: f.L.T("certificate.title"), Text: pdf, Words: words,
	}
}

// CertificateLink leads to a certificate where it cannot come as a file. Without an address it says who can help.
func (f For) CertificateLink(c core.Certificate, address string, until time.Time) Message {
	who := bold(name(c.Other))
	open := f.linkButton(ActionOpenCertificate, "button.certificate_page", address)
	if open == nil {
		return message(section(f.L.T("certificate.no_files", "name", who)), actions(f.button(ActionOpenSupport, "button.support", Meta{})))
	}
	return message(section(f.L.T("certificate.here", "name", who)), actions(about(open, c.Other.Name())),
		smallPrint(f.L.T("certificate.link_until", "time", f.instant(until))))
}

// CertificateRefused says why a certificate could not be written, and leads to the profile where that helps.
func (f For) CertificateRefused(e *core.Error) Message {
	m := f.Explanation(f.Refusal(e), "")
	if e.Code == core.CodeOwnNameUnwritable {
		m.Blocks = append(m.Blocks, actions(f.button(ActionOpenProfile, "button.edit_profile", Meta{})))
	}
	return m
}
