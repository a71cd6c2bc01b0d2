package web

import (
	"encoding/binary"
	"strings"

	"mentorbot/core"
)

// PathFeed is where calendars read; the token and feedSuffix follow.
const (
	PathFeed   = "/calendar/"
	feedSuffix = ".ics"
)

// FeedLink names one address of one person's feed.
type FeedLink struct {
	Workspace  core.WorkspaceID
	Person     core.PersonID
	Generation int // from 1; the person's settings say which is in force
}

// FeedLinks writes and reads the addresses of feeds. The signature is the secret of an address: it is kept nowhere, and an address that
// should die is replaced by the one of the next generation.
type FeedLinks struct {
	base   string
	signer signer
}

const (
	feedPurpose = "mentorbot calendar feeds 1"
	feedVersion = 1
)

// NewFeedLinks derives the key from a secret of at least 32 random bytes. The base address has no slash at its end.
func NewFeedLinks(secret []byte, baseURL string) (FeedLinks, error) {
	signer, err := newSigner(secret, feedPurpose)
	return FeedLinks{base: baseURL, signer: signer}, err
}

// URL is the address of a feed.
func (l FeedLinks) URL(f FeedLink) string {
	text := binary.BigEndian.AppendUint32([]byte{feedVersion}, uint32(f.Generation))
	return l.base + PathFeed + l.signer.seal(appendIDs(text, string(f.Workspace), string(f.Person))) + feedSuffix
}

// read gives what the last part of an address says.
func (l FeedLinks) read(file string) (FeedLink, error) {
	token, ok := strings.CutSuffix(file, feedSuffix)
	if !ok {
		return FeedLink{}, errLink
	}
	text, err := l.signer.open(token)
	if err != nil {
		return FeedLink{}, err
	}
	const fixed = 1 + 4
	if len(text) < fixed || text[0] != feedVersion {
		return FeedLink{}, errLink
	}
	ids, err := takeIDs(text[fixed:], 2)
	if err != nil {
		return FeedLink{}, err
	}
	return FeedLink{
		Workspace: core.WorkspaceID(ids[0]), Person: core.PersonID(ids[1]), Generation: int(binary.BigEndian.Uint32(text[1:fixed])),
	}, nil
}
