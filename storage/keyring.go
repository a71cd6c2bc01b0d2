package storage

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"mentorbot/core"
)

// Keyring holds the keys tokens and addresses of calendars are encrypted with at rest: AES-256-GCM, a random nonce for each ciphertext, and the place
// where it is kept bound to it, so that a ciphertext copied to another row or column cannot be opened. The zero value has no keys
// and cannot keep either.
type Keyring struct {
	first string // id of the key that encrypts
	keys  map[string]cipher.AEAD
}

// keySize is that of AES-256, in bytes.
const keySize = 32

var (
	keyIDShape = regexp.MustCompile(`^[A-Za-z0-9_.-]{1,32}$`)

	errNoKeys     = errors.New("no encryption key is configured")
	errUnreadable = errors.New("a secret cannot be decrypted: it was changed, or moved from another place")
)

// ParseKeyring reads "id:key,id:key": ids of letters, digits, dots, dashes and underscores, each with a key of 32 bytes in
// base64. The first key encrypts, all decrypt. Errors quote no key.
func ParseKeyring(text string) (Keyring, error) {
	k := Keyring{keys: map[string]cipher.AEAD{}}
	for n, entry := range strings.Split(text, ",") {
		id, encoded, _ := strings.Cut(strings.TrimSpace(entry), ":")
		key, err := base64.StdEncoding.DecodeString(encoded)
		switch {
		case !keyIDShape.MatchString(id), err != nil, len(key) != keySize:
			return Keyring{}, fmt.Errorf("encryption key %d is not an id, a colon and %d bytes in base64", n+1, keySize)
		case k.keys[id] != nil:
			return Keyring{}, fmt.Errorf("encryption key %d has the id of an earlier one", n+1)
		}
		if k.keys[id], err = newAEAD(key); err != nil {
			return Keyring{}, fmt.Errorf("encryption key %d: %w", n+1, err)
		}
		if k.first == "" {
			k.first = id
		}
	}
	return k, nil
}

func newAEAD(key []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

// String and GoString keep a printed keyring from showing its keys.
func (k Keyring) String() string { return fmt.Sprintf("keyring of %d keys", len(k.keys)) }

// GoString implements fmt.GoStringer.
func (k Keyring) GoString() string { return k.String() }

// place is where a ciphertext belongs.
type place struct {
	table     string
	column    string
	workspace core.WorkspaceID
	row       string // id within the workspace; empty where it has one row
}

// bound is the additional data of a place. Lengths are not needed: names of tables and columns are constants without a zero byte, and ids
// have none.
func (p place) bound() []byte {
	bound := p.table + "\x00" + p.column + "\x00" + string(p.workspace)
	if p.row != "" {
		bound += "\x00" + p.row
	}
	return []byte(bound)
}

// primary is the id of the key that encrypts, empty without any.
func (k Keyring) primary() string { return k.first }

// seal encrypts a secret with the first key. Nothing stays nothing.
func (k Keyring) seal(secret string, at place) ([]byte, error) {
	if secret == "" {
		return nil, nil
	}
	aead := k.keys[k.first]
	if aead == nil {
		return nil, errNoKeys
	}
	nonce := make([]byte, aead.NonceSize(), aead.NonceSize()+len(secret)+aead.Overhead())
	if _, err := rand.Read(nonce); err != nil {
		return nil, err
	}
	return aead.Seal(nonce, nonce, []byte(secret), at.bound()), nil
}

// open decrypts what seal made with the key of this id.
func (k Keyring) open(id string, sealed []byte, at place) (string, error) {
	if len(sealed) == 0 {
		return "", nil
	}
	aead := k.keys[id]
	if aead == nil {
		return "", fmt.Errorf("encryption key %q is not configured", id)
	}
	if len(sealed) < aead.NonceSize() {
		return "", errUnreadable
	}
	secret, err := aead.Open(nil, sealed[:aead.NonceSize()], sealed[aead.NonceSize():], at.bound())
	if err != nil {
		return "", errUnreadable
	}
	return string(secret), nil
}
