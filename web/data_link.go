package web

import (
	"encoding/binary"
	"time"

	"mentorbot/core"
)

// PathData is where people get their data; the token follows.
const PathData = "/my-data/"

// DataLink lets whoever holds it have everything stored about one person, until an instant.
type DataLink struct {
	Workspace core.WorkspaceID
	Person    core.PersonID
	Expires   time.Time // to the second
}

// DataLinks writes and reads the addresses of such pages. Nothing about them is kept.
type DataLinks struct {
	base   string
	signer signer
}

const (
	dataPurpose = "mentorbot personal data links 1"
	dataVersion = 1
)

// NewDataLinks derives the key from a secret of at least 32 random bytes. The base address has no slash at its end.
func NewDataLinks(secret []byte, baseURL string) (DataLinks, error) {
	signer, err := newSigner(secret, dataPurpose)
	return DataLinks{base: baseURL, signer: signer}, err
}

// URL is the address of a page.
func (l DataLinks) URL(d DataLink) string {
	text := binary.BigEndian.AppendUint64([]byte{dataVersion}, uint64(d.Expires.Unix()))
	return l.base + PathData + l.signer.seal(appendIDs(text, string(d.Workspace), string(d.Person)))
}

// read gives what a token says. It may have expired.
func (l DataLinks) read(token string) (DataLink, error) {
	text, err := l.signer.open(token)
	if err != nil {
		return DataLink{}, err
	}
	const fixed = 1 + 8
	if len(text) < fixed || text[0] != dataVersion {
		return DataLink{}, errLink
	}
	ids, err := takeIDs(text[fixed:], 2)
	if err != nil {
		return DataLink{}, err
	}
	return DataLink{
		Workspace: core.WorkspaceID(ids[0]), Person: core.PersonID(ids[1]), Expires: time.Unix(int64(binary.BigEndian.Uint64(text[1:fixed])), 0).UTC(),
	}, nil
}
