package mail

import (
	"bytes"
	"crypto"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"strings"
	"testing"

	"github.com/emersion/go-msgauth/dkim"
)

// published is the record of a public key in DNS (RFC 6376 section 3.6.1, RFC 8463 section 4.2).
func published(t *testing.T, key crypto.Signer) string {
	t.Helper()
	if public, ok := key.Public().(ed25519.PublicKey); ok {
		return "v=DKIM1; k=ed25519; p=" + base64.StdEncoding.EncodeToString(public)
	}
	der, err := x509.MarshalPKIXPublicKey(key.Public())
	if err != nil {
		t.Fatal(err)
	}
	return "v=DKIM1; k=rsa; p=" + base64.StdEncoding.EncodeToString(der)
}

func pemOf(t *testing.T, key crypto.Signer) []byte {
	t.Helper()
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})
}

func TestASignedMailIsVerifiedByWhoGetsIt(t *testing.T) {
	_, small, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	large, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	for name, key := range map[string]crypto.Signer{"Ed25519": small, "RSA": large} {
		t.Run(name, func(t *testing.T) {
			s := startServer(t, TLSNone, nil)
			config := s.config()
			if config.DKIM, err = NewDKIM("bot", pemOf(t, key)); err != nil {
				t.Fatal(err)
			}
			sender, err := New(config)
			if err != nil {
				t.Fatal(err)
			}
			if err := sender.Send(t.Context(), sample()); err != nil {
				t.Fatal(err)
			}
			asked := ""
			verify := func(mail []byte) error {
				found, err := dkim.VerifyWithOptions(bytes.NewReader(mail), &dkim.VerifyOptions{LookupTXT: func(domain string) ([]string, error) {
					asked = domain
					return []string{published(t, key)}, nil
				}})
				if err != nil || len(found) != 1 {
					t.Fatalf("%d signatures, %v", len(found), err)
				}
				return found[0].Err
			}
			taken := s.taken()[0].Data
			if err := verify(taken); err != nil || asked != "bot._domainkey.mentoring.example" {
				t.Errorf("%v, asked %s", err, asked)
			}
			if err := verify(bytes.Replace(taken, []byte("Subject: Invitation"), []byte("Subject: Invoice"), 1)); err == nil {
				t.Error("a changed subject passes")
			}
		})
	}
}

func TestWhatCannotSignIsRefusedAtTheStart(t *testing.T) {
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct{ selector, key string }{
		"no selector":       {"", string(pemOf(t, key))},
		"a selector of two": {"bot one", string(pemOf(t, key))},
		"no key":            {"bot", ""},
		"something else":    {"bot", "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n"},
	} {
		if _, err := NewDKIM(tt.selector, []byte(tt.key)); err == nil || strings.Contains(err.Error(), "c2VjcmV0") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
