package web

import (
	"encoding/base64"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mentorbot/core"
)

const linkSecret = "a secret of more than thirty-two characters"

func testLinks(t testing.TB, secret string) Links {
	t.Helper()
	links, err := NewLinks([]byte(secret), "https://mentorbot.example")
	if err != nil {
		t.Fatal(err)
	}
	return links
}

func testLink() AnswerLink {
	return AnswerLink{
		Workspace: "0197a000-0000-7000-8000-000000000001", Invitation: "0197a000-0000-7000-8000-000000000002",
		Person: "0197a000-0000-7000-8000-000000000003", Action: core.ActionAccept, Expires: time.Date(2026, 6, 4, 9, 0, 0, 0, time.UTC),
	}
}

func TestALinkSaysWhatWasWrittenAndNothingReadable(t *testing.T) {
	links, want := testLinks(t, linkSecret), testLink()
	for _, want.Action = range []core.Action{core.ActionAccept, core.ActionDecline} {
		address := links.URL(want)
		token, ok := strings.CutPrefix(address, "https://mentorbot.example/answer/")
		if !ok || strings.ContainsAny(token, "/?=&#.") || len(address) > 300 {
			t.Errorf("address %s", address)
		}
		got, err := links.read(token)
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("read %v (-want +got):\n%s", err, diff)
		}
	}
}

func TestALinkThatWasChangedIsRefused(t *testing.T) {
	links := testLinks(t, linkSecret)
	token := links.token(testLink())
	for i := range token { // each character replaced, the last one with its spare bits included
		for _, c := range "AZaz09-_" {
			changed := token[:i] + string(c) + token[i+1:]
			if _, err := links.read(changed); err == nil && changed != token {
				t.Fatalf("taken with character %d changed", i)
			}
		}
	}
	other, decline := testLink(), testLink()
	decline.Action, other.Person = core.ActionDecline, "0197a000-0000-7000-8000-000000000009"
	for name, forged := range map[string]string{
		"nothing":                        "",
		"half of it":                     token[:len(token)/2],
		"text behind it":                 token + "AAAA",
		"padding":                        token + "=",
		"too long":                       strings.Repeat("A", maxToken+1),
		"another secret":                 testLinks(t, linkSecret+"!").token(testLink()),
		"parts of two":                   links.token(decline)[:40] + token[40:],
		"another's signature":            graft(t, links.token(other), token),
		"no signature at all":            base64.RawURLEncoding.EncodeToString([]byte{linkVersion, 'a'}),
		"signed empty text":              signed(links, nil),
		"signed other version":           signed(links, []byte{2, 'a', 0, 0, 0, 0, 0, 0, 0, 0, 1, 'w', 1, 'i', 1, 'p'}),
		"signed other action":            signed(links, []byte{linkVersion, 'x', 0, 0, 0, 0, 0, 0, 0, 0, 1, 'w', 1, 'i', 1, 'p'}),
		"signed without a person":        signed(links, []byte{linkVersion, 'a', 0, 0, 0, 0, 0, 0, 0, 0, 1, 'w', 1, 'i', 0}),
		"signed with more than expected": signed(links, []byte{linkVersion, 'a', 0, 0, 0, 0, 0, 0, 0, 0, 1, 'w', 1, 'i', 1, 'p', 0}),
		"signed with a length too long":  signed(links, []byte{linkVersion, 'a', 0, 0, 0, 0, 0, 0, 0, 0, 1, 'w', 1, 'i', 9, 'p'}),
	} {
		if got, err := links.read(forged); err == nil {
			t.Errorf("%s: read as %+v", name, got)
		}
	}
}

func signed(links Links, text []byte) string {
	return base64.RawURLEncoding.EncodeToString(append(text, links.signer.sign(text)...))
}

// graft puts the signature of one token under the text of another.
func graft(t *testing.T, text, signature string) string {
	t.Helper()
	a, errA := base64.RawURLEncoding.DecodeString(text)
	b, errB := base64.RawURLEncoding.DecodeString(signature)
	if errA != nil || errB != nil {
		t.Fatal(errA, errB)
	}
	return base64.RawURLEncoding.EncodeToString(append(a[:len(a)-32], b[len(b)-32:]...))
}

// The decoder reads what anybody may send: it never panics, and it takes nothing it did not write itself.
func FuzzAnswerLink(f *testing.F) {
	links := testLinks(f, linkSecret)
	f.Add(links.token(testLink()))
	f.Add(testLinks(f, linkSecret+"?").token(testLink()))
	f.Add("")
	f.Add(strings.Repeat("A", 300))
	f.Fuzz(func(t *testing.T, token string) {
		got, err := links.read(token)
		if err == nil && links.token(got) != token {
			t.Errorf("%q is read as %+v, which is written otherwise", token, got)
		}
		// What lies behind the signature has to stand anything too.
		if got, err := parseLink([]byte(token)); err == nil && links.token(got) != signed(links, []byte(token)) {
			t.Errorf("%q is parsed as %+v, which is written otherwise", token, got)
		}
	})
}
