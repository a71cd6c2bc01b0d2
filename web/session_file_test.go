package web

import (
	"strings"
	"testing"
	"time"
)

func FuzzSessionFileLink(f *testing.F) {
	links, err := NewSessionFileLinks([]byte(linkSecret), "")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(strings.TrimPrefix(links.URL(SessionFileLink{Workspace: "w", Session: "s", Person: "p", Expires: time.Unix(1780000000, 0)}), PathSessionFile))
	f.Add("AQAAAAE")
	f.Fuzz(func(t *testing.T, token string) {
		link, err := links.read(token)
		if err != nil {
			return
		}
		if again := strings.TrimPrefix(links.URL(link), PathSessionFile); again != token {
			t.Errorf("%q is read as %+v, which is written %q", token, link, again)
		}
	})
}
