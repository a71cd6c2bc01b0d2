package web

import (
	"encoding/binary"
	"time"

	"mentorbot/core"
)

// PathCertificate is where people get the certificate of a mentorship; the token follows.
const PathCertificate = "/certificate/"

// CertificateLink lets whoever holds it have the certificate one person has of a mentorship, until an instant.
type CertificateLink struct {
	Workspace  core.WorkspaceID
	Mentorship core.MentorshipID
	Person     core.PersonID
	Expires    time.Time // to the second
}

// CertificateLinks writes and reads the addresses of such documents. Nothing about them is kept.
type CertificateLinks struct {
	base   string
	signer signer
}

const (
	certificatePurpose = "mentorbot certificate links 1"
	certificateVersion = 1
)

// NewCertificateLinks derives the key from a secret of at least 32 random bytes. The base address has no slash at its end.
func NewCertificateLinks(secret []byte, baseURL string) (CertificateLinks, error) {
	signer, err := newSigner(secret, certificatePurpose)
	return CertificateLinks{base: baseURL, signer: signer}, err
}

// URL is the address of one.
func (l CertificateLinks) URL(c CertificateLink) string {
	text := binary.BigEndian.AppendUint64([]byte{certificateVersion}, uint64(c.Expires.Unix()))
	return l.base + PathCertificate + l.signer.seal(appendIDs(text, string(c.Workspace), string(c.Mentorship), string(c.Person)))
}

// read gives what a token says. It may have expired.
func (l CertificateLinks) read(token string) (CertificateLink, error) {
	text, err := l.signer.open(token)
	if err != nil {
		return CertificateLink{}, err
	}
	const fixed = 1 + 8
	if len(text) < fixed || text[0] != certificateVersion {
		return CertificateLink{}, errLink
	}
	ids, err := takeIDs(text[fixed:], 3)
	if err != nil {
		return CertificateLink{}, err
	}
	return CertificateLink{
		Workspace: core.WorkspaceID(ids[0]), Mentorship: core.MentorshipID(ids[1]), Person: core.PersonID(ids[2]),
		Expires: time.Unix(int64(binary.BigEndian.Uint64(text[1:fixed])), 0).UTC(),
	}, nil
}
