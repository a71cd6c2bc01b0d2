package web

import (
	"strings"
	"testing"
	"time"
)

func FuzzCertificateLink(f *testing.F) {
	links, err := NewCertificateLinks([]byte(linkSecret), "")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(strings.TrimPrefix(links.URL(CertificateLink{Workspace: "w", Mentorship: "m", Person: "p", Expires: time.Unix(1780000000, 0)}), PathCertificate))
	f.Add("AQAAAAE")
	f.Fuzz(func(t *testing.T, token string) {
		link, err := links.read(token)
		if err != nil {
			return
		}
		if again := strings.TrimPrefix(links.URL(link), PathCertificate); again != token {
			t.Errorf("%q is read as %+v, which is written %q", token, link, again)
		}
	})
}
