package calendar

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"strings"

	"mentorbot/core"
)

// uidBits is how much of the HMAC a UID carries.
const uidBits = 160

// UID returns the function that names a person's copy of a session: the same UID every time for the same pair and secret, one
// nobody without the secret can guess, and unique across deployments by its domain (RFC 7986 section 5.3).
func UID(secret []byte, domain string) func(core.SessionID, core.PersonID) string {
	return func(session core.SessionID, person core.PersonID) string {
		mac := hmac.New(sha256.New, secret)
		// The separator keeps two pairs of ids from giving the same input.
		mac.Write([]byte(string(session) + "\x00" + string(person)))
		name := base32.StdEncoding.EncodeToString(mac.Sum(nil)[:uidBits/8])
		return strings.ToLower(name) + "@" + domain
	}
}

// OwnUID returns the function that knows UIDs of [UID] with a domain by their shape.
func OwnUID(domain string) func(string) bool {
	return func(uid string) bool {
		name, at, _ := strings.Cut(uid, "@")
		const letters = "abcdefghijklmnopqrstuvwxyz234567"
		return domain != "" && strings.EqualFold(at, domain) && len(name) == uidBits/5 && strings.Trim(name, letters) == ""
	}
}
