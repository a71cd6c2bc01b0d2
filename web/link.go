package web

import (
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
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

// Links writes and reads the addresses of answers. A token is a version, the answer and an HMAC-SHA256 over both; nothing about it
// is kept. Its key is derived from the deployment's secret for this purpose alone (RFC 5869), so that no other signature of the
// product can be passed off as one.
type Links struct {
	base string
	key  []byte
}

// linkPurpose separates this key from others derived from the same secret.
const linkPurpose = "mentorbot answer links 1"

// Bounds of a token. Identifiers have 36 characters; what is longer was not written here.
const (
	linkVersion   = 1
	maxToken      = 512
	maxIdentifier = 64
)

// errLink is why a token is not ours. It does not say more: whoever forges learns nothing.
var errLink = errors.New("not a link of ours")

// NewLinks derives the key from a secret of at least 32 random bytes. The base address has no slash at its end.
func NewLinks(secret []byte, baseURL string) (Links, error) {
	key, err := hkdf.Key(sha256.New, secret, nil, linkPurpose, sha256.Size)
	if err != nil {
		return Links{}, fmt.Errorf("derive key of links: %w", err)
	}
	return Links{base: baseURL, key: key}, nil
}

// URL is the address of an answer's page.
func (l Links) URL(a AnswerLink) string {
	return l.base + PathAnswer + l.token(a)
}

// token writes: version, action, seconds of the expiry, the three ids with a length each, signature.
func (l Links) token(a AnswerLink) string {
	text := []byte{linkVersion, actionByte(a.Action)}
	text = binary.BigEndian.AppendUint64(text, uint64(a.Expires.Unix()))
	for _, id := range []string{string(a.Workspace), string(a.Invitation), string(a.Person)} {
		text = append(append(text, byte(len(id))), id...)
	}
	return base64.RawURLEncoding.EncodeToString(append(text, l.sign(text)...))
}

func (l Links) sign(text []byte) []byte {
	mac := hmac.New(sha256.New, l.key)
	mac.Write(text)
	return mac.Sum(nil)
}

// read gives what a token says when it was written with the same key. It may have expired.
func (l Links) read(token string) (AnswerLink, error) {
	if len(token) > maxToken {
		return AnswerLink{}, errLink
	}
	raw, err := base64.RawURLEncoding.Strict().DecodeString(token)
	if err != nil || len(raw) < sha256.Size {
		return AnswerLink{}, errLink
	}
	text, signature := raw[:len(raw)-sha256.Size], raw[len(raw)-sha256.Size:]
	if !hmac.Equal(signature, l.sign(text)) {
		return AnswerLink{}, errLink
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
	rest := text[fixed:]
	var ids [3]string
	for i := range ids {
		if len(rest) == 0 || rest[0] == 0 || int(rest[0]) > maxIdentifier || len(rest) < 1+int(rest[0]) {
			return AnswerLink{}, errLink
		}
		ids[i], rest = string(rest[1:1+rest[0]]), rest[1+rest[0]:]
	}
	if len(rest) > 0 || a.Action == "" {
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
