package web

import (
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
)

// signer writes and reads tokens that nobody can make up: a text and an HMAC-SHA256 over it, in URL-safe base64. Its key is derived from
// the deployment's secret for one purpose alone (RFC 5869), so that no other signature of the product can be passed off as one.
type signer struct{ key []byte }

// Bounds of a token. Identifiers have 36 characters; what is longer was not written here.
const (
	maxToken      = 512
	maxIdentifier = 64
)

// errLink is why a token is not ours. It does not say more: whoever forges learns nothing.
var errLink = errors.New("not a link of ours")

// newSigner derives the key from a secret of at least 32 random bytes.
func newSigner(secret []byte, purpose string) (signer, error) {
	key, err := hkdf.Key(sha256.New, secret, nil, purpose, sha256.Size)
	if err != nil {
		return signer{}, fmt.Errorf("derive key of links: %w", err)
	}
	return signer{key}, nil
}

func (s signer) sign(text []byte) []byte {
	mac := hmac.New(sha256.New, s.key)
	mac.Write(text)
	return mac.Sum(nil)
}

func (s signer) seal(text []byte) string {
	return base64.RawURLEncoding.EncodeToString(append(text, s.sign(text)...))
}

// open gives the text of a token that was sealed with the same key.
func (s signer) open(token string) ([]byte, error) {
	if len(token) > maxToken {
		return nil, errLink
	}
	raw, err := base64.RawURLEncoding.Strict().DecodeString(token)
	if err != nil || len(raw) < sha256.Size {
		return nil, errLink
	}
	text, signature := raw[:len(raw)-sha256.Size], raw[len(raw)-sha256.Size:]
	if !hmac.Equal(signature, s.sign(text)) {
		return nil, errLink
	}
	return text, nil
}

// appendIDs writes identifiers with a length each.
func appendIDs(text []byte, ids ...string) []byte {
	for _, id := range ids {
		text = append(append(text, byte(len(id))), id...)
	}
	return text
}

// takeIDs reads so many identifiers and nothing behind them. The signature says that the text was written here, though perhaps by
// another version.
func takeIDs(text []byte, count int) ([]string, error) {
	ids := make([]string, count)
	for i := range ids {
		if len(text) == 0 || text[0] == 0 || int(text[0]) > maxIdentifier || len(text) < 1+int(text[0]) {
			return nil, errLink
		}
		ids[i], text = string(text[1:1+text[0]]), text[1+text[0]:]
	}
	if len(text) > 0 {
		return nil, errLink
	}
	return ids, nil
}
