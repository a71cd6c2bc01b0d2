package view_test

import (
	"strings"
	"testing"

	"mentorbot/core"
)

const certificateAddress = "https://mentorbot.example.org/certificate/token"

// Who asks again finds the document by its name, and gets another one when something it says has changed.
func TestACertificateIsNamedByWhatItSays(t *testing.T) {
	of := func(change func(*core.Certificate)) core.Certificate {
		c := core.Certificate{MentorshipFacts: evaluated(core.EvaluationSubmitted), Workspace: core.Workspace{Name: "Meridian"}, At: now}
		change(&c)
		return c
	}
	en, fr := paris(t, catalogue(t), "en"), paris(t, catalogue(t), "fr")
	first := en.CertificateDocument(of(func(*core.Certificate) {}), "%PDF-")
	if later := en.CertificateDocument(of(func(c *core.Certificate) { c.At = now.AddDate(0, 1, 0) }), "%PDF-"); later.Name != first.Name {
		t.Errorf("%q a month later, %q before", later.Name, first.Name)
	}
	for what, other := range map[string]string{
		"another name":       en.CertificateDocument(of(func(c *core.Certificate) { c.Viewer.Profile.Name = "Lucía" }), "x").Name,
		"another session":    en.CertificateDocument(of(func(c *core.Certificate) { c.Held++ }), "x").Name,
		"another mentorship": en.CertificateDocument(of(func(c *core.Certificate) { c.Mentorship.ID = "other" }), "x").Name,
		"another language":   fr.CertificateDocument(of(func(*core.Certificate) {}), "x").Name,
	} {
		if other == first.Name || !strings.HasSuffix(other, ".pdf") {
			t.Errorf("%s: named %q", what, other)
		}
	}
	uncounted := en.CertificateDocument(of(func(c *core.Certificate) { c.Unconfirmed, c.Other.Profile.Name = 2, "<!channel> *x*" }), "x")
	if !strings.Contains(uncounted.Words, "2 sessions are not counted") || strings.Contains(uncounted.Words, "<!channel>") {
		t.Errorf("%q", uncounted.Words)
	}
}
