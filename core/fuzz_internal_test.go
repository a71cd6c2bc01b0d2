package core

import (
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"
)

func FuzzClean(f *testing.F) {
	for _, seed := range []string{"a\r\nb", "\u202Ea", "\xff\u200B\xfe", "\u0085 \u2028", " \u00a0x\u3000", "\x00"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := clean(text)
		if !utf8.ValidString(got) || strings.ContainsFunc(got, unseen) || strings.TrimSpace(got) != got {
			t.Errorf("%q is cleaned to %q", text, got)
		}
		if again := clean(got); again != got {
			t.Errorf("%q becomes %q, then %q", text, got, again)
		}
		if line := cleanLine(text); strings.ContainsAny(line, "\r\n\t") || cleanLine(line) != line {
			t.Errorf("%q makes the line %q", text, line)
		}
	})
}

func FuzzLink(f *testing.F) {
	for _, seed := range []string{
		"https://meet.example.org/a?b=c", "https://user:pass@evil.example", "https://linkedin.com.evil.example/in/x", "HTTPS://LinkedIn.com/in/é",
		"https://linkedin.com\\@evil.example", "https:/x", "https://[::1]/", "javascript:alert(1)", "https://x|y",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, link string) {
		link = cleanLine(link)
		if link == "" {
			return
		}
		if checkLink("link", link) == nil {
			u, err := url.Parse(link)
			if err != nil || u.Scheme != "https" || u.Host == "" || u.User != nil || strings.ContainsAny(link, "<>| \"") {
				t.Errorf("%q is taken for a link", link)
			}
		}
		if checkLinkedIn("linkedin_url", link) == nil {
			u, err := url.Parse(link)
			if host := strings.ToLower(u.Hostname()); err != nil || host != "linkedin.com" && !strings.HasSuffix(host, ".linkedin.com") {
				t.Errorf("%q is taken for LinkedIn", link)
			}
		}
	})
}
