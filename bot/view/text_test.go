package view

import (
	"strings"
	"testing"
	"time"

	"mentorbot/core"
	"mentorbot/i18n"
)

func TestEscape(t *testing.T) {
	for name, tt := range map[string]struct{ text, want string }{
		"mentions cannot be made":          {"<!channel> <@U1> <#C1>", "&lt;!channel&gt; &lt;@U1&gt; &lt;#C1&gt;"},
		"links cannot be forged":           {"<https://x.example|Slack>", "&lt;https://x.example|Slack&gt;"},
		"entities stay what they were":     {"R&D &lt;3", "R&amp;D &amp;lt;3"},
		"bold and code lose their marks":   {"*b* `c` ~s~", "∗b∗ ˋcˋ ∼s∼"},
		"italics lose their marks":         {"_i_ snake_case", "ˍiˍ snake_case"},
		"lines become one":                 {"a\n b\t c", "a b c"},
		"control characters go":            {"a\x00b\u202Ec", "abc"},
		"what nobody sees goes":            {"\u200Ba\u2060b\uFEFF", "ab"},
		"accents, other scripts and emoji": {"Łucja 佐藤 🙂 مرحبا", "Łucja 佐藤 🙂 مرحبا"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := escape(tt.text); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestQuoteKeepsLinesAndSafety(t *testing.T) {
	if got, want := quote("a\n\n<!here>\n"), "> a\n>\n> &lt;!here&gt;"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestClipCountsCodePoints(t *testing.T) {
	for _, tt := range []struct {
		text  string
		limit int
		want  string
	}{
		{"héé", 3, "héé"}, {"🙂🙂🙂🙂", 3, "🙂🙂…"}, {"one two", 5, "one…"}, {"", 3, ""},
	} {
		if got := clip(tt.text, tt.limit); got != tt.want {
			t.Errorf("%q to %d: got %q, want %q", tt.text, tt.limit, got, tt.want)
		}
	}
}

func TestClipSafeLeavesNoHalves(t *testing.T) {
	for _, tt := range []struct{ safe, want string }{
		{"abcdefgh &amp; more", "abcdefgh …"},
		{"abc <https://x.example|label> more", "abc …"},
		{"abc &amp; and much more", "abc &amp; a…"},
	} {
		if got := clipSafe(tt.safe, 12); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.safe, got, tt.want)
		}
	}
}

func TestLinkTakesWebAddressesOnly(t *testing.T) {
	for address, want := range map[string]string{
		"https://x.example/a?b=1&c=2":    "<https://x.example/a?b=1&amp;c=2|L>",
		"https://x.example/<!channel>|y": "<https://x.example/%3C!channel%3E%7Cy|L>",
		"javascript:alert(1)":            "",
		"slack://user":                   "",
		"":                               "",
		"https://":                       "",
		"https://x.example/" + pad(maxLinkLength): "",
	} {
		if got := link(address, "L"); got != want {
			t.Errorf("%.60q: got %q, want %q", address, got, want)
		}
	}
}

func pad(n int) string { return strings.Repeat("a", n) }

func TestSpokenSaysWhatIsSeen(t *testing.T) {
	got := spoken("*Amara* · <!date^1^{date_short_pretty}, {time}|Tue 3 Feb 2026, 14:00 (CET)>\n> a\n<https://x.example|Video room> ~gone~ `code`")
	want := "Amara · Tue 3 Feb 2026, 14:00 (CET)\na\nVideo room (https://x.example) gone code"
	if got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestLongMessagesStayBelowWhatUpdatesTake(t *testing.T) {
	m := message(section(pad(3000)), section(pad(3000)))
	if n := len([]rune(m.Text)); n > 4000 {
		t.Errorf("the text has %d characters", n)
	}
}

func TestForPersonFollowsTheirSettings(t *testing.T) {
	c, err := i18n.New()
	if err != nil {
		t.Fatal(err)
	}
	f := ForPerson(c, core.Person{ChatLocale: "en-US", Language: "fr", TimeZone: "Asia/Tokyo"}, time.Time{})
	if got, want := f.written(time.Date(2026, 2, 3, 0, 0, 0, 0, time.UTC)), "mar. 3 févr. 2026 à 09:00 (JST)"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAnExcerptEndsBehindAWord(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"one two three", "one two three"},
		{"one two three four", "one two three…"},
		{"one twothreefourfive", "one twothreefou…"},
	} {
		if got := excerpt(tt.text, 16); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.text, got, tt.want)
		}
	}
}
