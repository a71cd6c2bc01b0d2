package view

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

// entity is what an ampersand may begin in mrkdwn (docs.slack.dev, formatting-message-text).
var entity = regexp.MustCompile(`&(amp|lt|gt);`)

func FuzzEscape(f *testing.F) {
	for _, seed := range []string{"<!channel>", "a & b", "&lt;", "*_~`", "<https://x|y>\n> z", "\u202E\u200B", "\xff", "_a_b_"} {
		f.Add(seed, 10)
	}
	f.Fuzz(func(t *testing.T, text string, limit int) {
		safe := escape(text)
		if strings.ContainsAny(safe, "<>*~`\n") {
			t.Errorf("%q is escaped to %q", text, safe)
		}
		if strings.Contains(entity.ReplaceAllString(safe, ""), "&") {
			t.Errorf("%q leaves an ampersand in %q", text, safe)
		}
		if limit < 2 || limit > maxSection {
			return
		}
		clipped := clipSafe(safe, limit)
		if utf8.RuneCountInString(clipped) > limit || strings.Contains(entity.ReplaceAllString(clipped, ""), "&") {
			t.Errorf("%q is clipped to %q", safe, clipped)
		}
	})
}

func FuzzQuote(f *testing.F) {
	f.Add("a\n\n<!here>\r\nb")
	f.Add(strings.Repeat("&<", 2000))
	f.Fuzz(func(t *testing.T, text string) {
		quoted := quote(text)
		for line := range strings.SplitSeq(quoted, "\n") {
			if !strings.HasPrefix(line, ">") || strings.ContainsAny(line[1:], "<>") {
				t.Errorf("%q is quoted as %q", text, line)
			}
		}
		object := mrkdwn(quoted)
		if n := utf8.RuneCountInString(object.Text); n == 0 || n > maxSection {
			t.Errorf("%d characters in a section", n)
		}
	})
}

func FuzzLink(f *testing.F) {
	for _, seed := range []string{"https://x.example/a|b>c", "javascript:x", "https://x.example/\n<!channel>", "slack://channel?id=1"} {
		f.Add(seed)
	}
	shape := regexp.MustCompile(`^<https?://[^<>|\s]*\|L>$`)
	f.Fuzz(func(t *testing.T, address string) {
		if made := link(address, "L"); made != "" && !shape.MatchString(strings.Replace(made, "slack://", "https://", 1)) && !strings.HasPrefix(strings.ToLower(made), "<http") {
			t.Errorf("%q becomes %q", address, made)
		}
	})
}
