package web

import (
	"encoding/binary"
	"time"

	"mentorbot/core"
)

// PathAnswer is where the links in invitation mails lead; the token follows.
const PathAnswer = "/answer/"

// AnswerLink is what a link in a mail lets whoever holds it do: give one answer of one person to one invitation, until an instant.
type AnswerLink struct {
	Workspace  core.WorkspaceID
	Invitation core.InvitationID
	Person     core.PersonID
	Action     core.Action // core.ActionAccept or core.ActionDecline
	Expires    time.Time   // to the second
}

// Links writes and reads the addresses of answers. A token is a version, the answer and a signature over both; nothing about it is kept.
type Links struct {
	base   string
	signer signer
}

// linkPurpose separates this key from others derived from the same secret.
const linkPurpose = "mentorbot answer links 1"

const linkVersion = 1

// NewLinks derives the key from a secret of at least 32 random bytes. The base address has no slash at its end.
func NewLinks(secret []byte, baseURL string) (Links, error) {
	signer, err := newSigner(secret, linkPurpose)
	return Links{base: baseURL, signer: signer}, err
}

// URL is the address of an answer's page.
func (l Links) URL(a AnswerLink) string {
	return l.base + PathAnswer + l.token(a)
}

// token writes: version, action, seconds of the expiry, the three ids with a length each, signature.
func (l Links) token(a AnswerLink) string {
	text := []byte{linkVersion, actionByte(a.Action)}
	text = binary.BigEndian.AppendUint64(text, uint64(a.Expires.Unix()))
	return l.signer.seal(appendIDs(text, string(a.Workspace), string(a.Invitation), string(a.Person)))
}

// read gives what a token says when it was written with the same key. It may have expired.
func (l Links) read(token string) (AnswerLink, error) {
	text, err := l.signer.open(token)
	if err != nil {
		return AnswerLink{}, err
	}
	return parseLink(text)
}

// parseLink reads signed text. The signature says that it was written here, though perhaps by another version.
func parseLink(text []byte) (AnswerLink, error) {
	const fixed = 1 + 1 + 8
	if len(text) < fixed || text[0] != linkVersion {
		return AnswerLink{}, errLink
	}
	a := AnswerLink{Action: actionOf(text[1]), Expires: time.Unix(int64(binary.BigEndian.Uint64(text[2:fixed])), 0).UTC()}
	ids, err := takeIDs(text[fixed:], 3)
	if err != nil || a.Action == "" {
		return AnswerLink{}, errLink
	}
	a.Workspace, a.Invitation, a.Person = core.WorkspaceID(ids[0]), core.InvitationID(ids[1]), core.PersonID(ids[2])
	return a, nil
}

// actionByte and actionOf name the two answers in a token.
func actionByte(a core.Action) byte {
	if a == core.ActionAccept {
		return 'a'
	}
	return 'd'
}

func actionOf(b byte) core.Action {
	return map[byte]core.Action{'a': core.ActionAccept, 'd': core.ActionDecline}[b]
}
