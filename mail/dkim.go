package mail

import (
	"crypto"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/wneessen/go-mail"
)

// DKIM signs every mail for the domain of its sender (RFC 6376), for mail servers that do not: unsigned invitations end in junk folders.
type DKIM struct {
	Selector string // where the domain publishes the public key: <Selector>._domainkey.<domain>
	Key      crypto.Signer
}

// selectorShape is a name in DNS (RFC 6376 section 3.1).
var selectorShape = regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$`)

// NewDKIM reads a private key, RSA or Ed25519 in PEM. Errors quote nothing of it.
func NewDKIM(selector string, key []byte) (*DKIM, error) {
	d := &DKIM{Selector: selector}
	var err error
	if d.Key, err = mail.PrivKeyFromPEM(key); err != nil {
		return nil, errors.New("DKIM key: not a private RSA or Ed25519 key in PEM")
	}
	return d, d.validate()
}

func (d *DKIM) validate() error {
	if !selectorShape.MatchString(d.Selector) || len(d.Selector) > 253 {
		return fmt.Errorf("DKIM selector: %.64q is not a name in DNS", d.Selector)
	}
	if d.Key == nil {
		return errors.New("DKIM key: needed with a selector")
	}
	return nil
}

// option has the client sign for the domain of an address.
func (d *DKIM) option(from string) mail.Option {
	_, domain, _ := strings.Cut(from, "@")
	return mail.WithAlwaysDKIMSign(mail.NewDKIMSigner(domain, d.Selector, d.Key))
}
