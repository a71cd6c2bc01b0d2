package calendar

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func unfold(content string) string { return strings.ReplaceAll(content, "\r\n ", "") }

func checkLines(t rapid.TB, content string) {
	t.Helper()
	for line := range strings.SplitSeq(strings.TrimSuffix(content, "\r\n"), "\r\n") {
		if len(line) > maxLine {
			t.Errorf("%d octets: %q", len(line), line)
		}
		if strings.ContainsAny(line, "\r\n") {
			t.Errorf("a bare CR or LF in %q", line)
		}
		if !utf8.ValidString(line) {
			t.Errorf("a split UTF-8 sequence in %q", line)
		}
	}
}

func TestFoldAtTheLimit(t *testing.T) {
	for name, tt := range map[string]struct{ line, want string }{
		"75 octets stay":               {strings.Repeat("a", 75), strings.Repeat("a", 75)},
		"76 octets break":              {strings.Repeat("a", 76), strings.Repeat("a", 75) + "\r\n a"},
		"the space counts":             {strings.Repeat("a", 150), strings.Repeat("a", 75) + "\r\n " + strings.Repeat("a", 74) + "\r\n a"},
		"a sequence moves down whole":  {strings.Repeat("a", 74) + "é", strings.Repeat("a", 74) + "\r\n é"},
		"so does one of four octets":   {strings.Repeat("a", 72) + "😀b", strings.Repeat("a", 72) + "\r\n 😀b"},
		"one that just fits stays":     {strings.Repeat("a", 71) + "😀", strings.Repeat("a", 71) + "😀"},
		"what is not UTF-8 still ends": {strings.Repeat("\x80", 76), strings.Repeat("\x80", 75) + "\r\n \x80"},
		"nothing":                      {"", ""},
	} {
		t.Run(name, func(t *testing.T) {
			if got, want := string(fold([]byte(tt.line+"\r\n"))), tt.want+"\r\n"; got != want {
				t.Errorf("got  %q\nwant %q", got, want)
			}
		})
	}
}

func TestUnfoldingGivesBackWhatWasFolded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		line := rapid.Custom(func(t *rapid.T) string { return cleanLine(rapid.StringN(0, 400, -1).Draw(t, "text")) })
		content := strings.Join(rapid.SliceOf(line).Draw(t, "lines"), "\r\n") + "\r\n"
		folded := string(fold([]byte(content)))
		checkLines(t, folded)
		if got := unfold(folded); got != content {
			t.Errorf("got  %q\nwant %q", got, content)
		}
	})
}
