package web

import (
	"encoding/binary"
	"time"

	"mentorbot/core"
)

// PathSessionFile is where people get the file of a session for their calendar; the token follows.
const PathSessionFile = "/session-file/"

// SessionFileLink lets whoever holds it have the file of one person's session, or of the series it belongs to, until an instant.
type SessionFileLink struct {
	Workspace core.WorkspaceID
	Session   core.SessionID
	Person    core.PersonID
	Expires   time.Time // to the second
}

// SessionFileLinks writes and reads the addresses of such files. Nothing about them is kept.
type SessionFileLinks struct {
	base   string
	signer signer
}

const (
	sessionFilePurpose = "mentorbot session file links 1"
	sessionFileVersion = 1
)

// NewSessionFileLinks derives the key from a secret of at least 32 random bytes. The base address has no slash at its end.
func NewSessionFileLinks(secret []byte, baseURL string) (SessionFileLinks, error) {
	signer, err := newSigner(secret, sessionFilePurpose)
	return SessionFileLinks{base: baseURL, signer: signer}, err
}

// URL is the address of a file.
func (l SessionFileLinks) URL(s SessionFileLink) string {
	text := binary.BigEndian.AppendUint64([]byte{sessionFileVersion}, uint64(s.Expires.Unix()))
	return l.base + PathSessionFile + l.signer.seal(appendIDs(text, string(s.Workspace), string(s.Session), string(s.Person)))
}

// read gives what a token says. It may have expired.
func (l SessionFileLinks) read(token string) (SessionFileLink, error) {
	text, err := l.signer.open(token)
	if err != nil {
		return SessionFileLink{}, err
	}
	const fixed = 1 + 8
	if len(text) < fixed || text[0] != sessionFileVersion {
		return SessionFileLink{}, errLink
	}
	ids, err := takeIDs(text[fixed:], 3)
	if err != nil {
		return SessionFileLink{}, err
	}
	return SessionFileLink{
		Workspace: core.WorkspaceID(ids[0]), Session: core.SessionID(ids[1]), Person: core.PersonID(ids[2]),
		Expires: time.Unix(int64(binary.BigEndian.Uint64(text[1:fixed])), 0).UTC(),
	}, nil
}
