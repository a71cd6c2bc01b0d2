package mail

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net/mail"
	"strings"
	"time"
)

// TLSMode says how the connection to the mail server is encrypted.
type TLSMode string

const (
	// TLSStartTLS upgrades a plain connection and refuses to go on without (port 587).
	TLSStartTLS TLSMode = "starttls"
	// TLSImplicit speaks TLS from the first byte (port 465).
	TLSImplicit TLSMode = "implicit"
	// TLSNone is for a server on the same machine.
	TLSNone TLSMode = "none"
)

// defaultTimeout bounds each step of a delivery.
const defaultTimeout = 30 * time.Second

// Config is how to reach the mail server and who the mails come from.
type Config struct {
	Host     string
	Port     int     // 0: 587 for TLSStartTLS, 465 for TLSImplicit, 25 for TLSNone
	TLS      TLSMode // empty: TLSStartTLS
	Username string  // empty: no authentication
	Password string
	From     string         // address of every mail, without a name; also the organiser of the invitations
	HELO     string         // name this machine gives itself; empty: its host name
	DKIM     *DKIM          // nil: the mail server signs, or nobody
	Timeout  time.Duration  // 0: 30 s
	Roots    *x509.CertPool // certificate authorities to trust; nil: the system's
	// Observe is told before a mail is sent and returns the context for that and a function that is called once with how it ended.
	// nil for nobody.
	Observe func(ctx context.Context) (context.Context, func(error))
}

// withDefaults fills in what may be left out.
func (c Config) withDefaults() Config {
	if c.TLS == "" {
		c.TLS = TLSStartTLS
	}
	if c.Port == 0 {
		c.Port = map[TLSMode]int{TLSStartTLS: 587, TLSImplicit: 465, TLSNone: 25}[c.TLS]
	}
	if c.Observe == nil {
		c.Observe = func(ctx context.Context) (context.Context, func(error)) { return ctx, func(error) {} }
	}
	if c.Timeout == 0 {
		c.Timeout = defaultTimeout
	}
	return c
}

// validate reports everything that is wrong at once.
func (c Config) validate() error {
	var wrong []error
	complain := func(when bool, format string, args ...any) {
		if when {
			wrong = append(wrong, fmt.Errorf(format, args...))
		}
	}
	complain(strings.TrimSpace(c.Host) == "", "host: a host name is needed")
	complain(c.Port < 1 || c.Port > 65535, "port: %d is not between 1 and 65535", c.Port)
	complain(c.TLS != TLSStartTLS && c.TLS != TLSImplicit && c.TLS != TLSNone, "TLS mode: %q is none of starttls, implicit, none", c.TLS)
	complain(c.Username == "" && c.Password != "", "user name: needed with a password")
	complain(c.Username != "" && c.TLS == TLSNone, "TLS mode: a password needs an encrypted connection")
	complain(c.Timeout < 0, "timeout: %s is negative", c.Timeout)
	if err := checkAddress(c.From); err != nil {
		wrong = append(wrong, fmt.Errorf("from: %w", err))
	}
	if c.DKIM != nil {
		if err := c.DKIM.validate(); err != nil {
			wrong = append(wrong, err)
		}
	}
	return errors.Join(wrong...)
}

var errAddress = errors.New("not a plain mail address")

// checkAddress accepts a bare address. Quoted local parts are refused: relays have read parameters out of them.
func checkAddress(address string) error {
	parsed, err := mail.ParseAddress(address)
	if err != nil || parsed.Address != address || strings.ContainsAny(address, "\" \t\r\n") {
		return fmt.Errorf("%w: %q", errAddress, address)
	}
	return nil
}
