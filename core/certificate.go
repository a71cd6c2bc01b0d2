package core

import (
	"context"
	"time"
)

// CertificateRule says whether a programme certifies mentorships; words are in the catalogue under "certificate_rule.<key>".
type CertificateRule string

// The rules. A policy stored before there was a choice has none of them, which means the first.
const (
	CertificatesGiven CertificateRule = "given" // each of the two can have one
	CertificatesNone  CertificateRule = "none"
)

// CertificateRules lists the rules.
func CertificateRules() []CertificateRule {
	return []CertificateRule{CertificatesGiven, CertificatesNone}
}

// Certificate is a mentorship as it is certified to one of the two, the viewer.
type Certificate struct {
	MentorshipFacts
	Workspace Workspace
	At        time.Time // when it is written
}

// MayHaveCertificate reports whether the viewer can have a certificate: the mentorship went on to its planned end, or beyond, the two met at
// least once, and the programme certifies mentorships. Who ended it, and with which words, does not matter then.
func (f *MentorshipFacts) MayHaveCertificate() bool { return f.refuseCertificate() == nil }

func (f *MentorshipFacts) refuseCertificate() error {
	switch {
	case f.Mentorship.Ongoing():
		return conflict(CodeCertificateEarly)
	case f.Program.Policy.Certificates == CertificatesNone:
		return conflict(CodeCertificatesOff)
	case !f.wentToItsEnd():
		return conflict(CodeNotCompleted)
	case f.Held == 0:
		return conflict(CodeNeverMet)
	}
	return nil
}

// wentToItsEnd reports whether the mentorship went on to its planned end, or beyond.
func (f *MentorshipFacts) wentToItsEnd() bool {
	return f.Mentorship.State == MentorshipCompleted && !f.Mentorship.EndedQuiet()
}

// AskForCertificate has the actor's certificate of a mentorship sent to them. Asking again before it has gone sends it once.
func (s *Service) AskForCertificate(ctx context.Context, call Call, id MentorshipID) (MentorshipFacts, error) {
	return change(ctx, s, call, ActionCertificate, func(ctx context.Context, u *unit) (MentorshipFacts, error) {
		facts, err := u.certifiable(ctx, id, u.actor.ID)
		if err != nil {
			return facts, err
		}
		task := Task{Mentorship: id, To: u.actor.ID}
		u.enqueue(Job{Kind: JobCertificate, Task: task, Key: "certificate:" + string(id) + ":" + string(u.actor.ID)})
		return facts, u.audit(ctx, ActionCertificate, MentorshipSubject(id), nil)
	})
}

// CertificateFor loads a certificate for one of the two, for the job that sends it.
func (s *Service) CertificateFor(ctx context.Context, workspace WorkspaceID, id MentorshipID, viewer PersonID) (Certificate, error) {
	return load(ctx, s, workspace, func(ctx context.Context, u *unit) (Certificate, error) { return u.certificate(ctx, id, viewer) })
}

// TakeCertificate loads the actor's certificate of a mentorship, where it leaves by a link.
func (s *Service) TakeCertificate(ctx context.Context, call Call, id MentorshipID) (Certificate, error) {
	return read(ctx, s, call, ActionCertificate, func(ctx context.Context, u *unit) (Certificate, error) {
		return u.certificate(ctx, id, call.Actor)
	})
}

func (u *unit) certificate(ctx context.Context, id MentorshipID, viewer PersonID) (Certificate, error) {
	c := Certificate{At: u.now}
	var err error
	if c.MentorshipFacts, err = u.certifiable(ctx, id, viewer); err != nil {
		return c, err
	}
	c.Workspace, err = u.Workspace(ctx)
	return c, missing(err, "load workspace")
}

// certifiable loads a mentorship of which somebody can have a certificate, and refuses who is not one of the two.
func (u *unit) certifiable(ctx context.Context, id MentorshipID, viewer PersonID) (MentorshipFacts, error) {
	m, err := u.Mentorships().Get(ctx, id)
	if err != nil {
		return MentorshipFacts{}, missing(err, "load mentorship")
	}
	if err := u.allow(ActionCertificate, relationOf(viewer, m.Mentor, m.Mentee)); err != nil {
		return MentorshipFacts{}, err
	}
	facts, err := u.mentorshipFacts(ctx, m, viewer)
	if err != nil {
		return facts, err
	}
	return facts, facts.refuseCertificate()
}
