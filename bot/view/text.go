package view

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"time"
	"unicode"

	"github.com/slack-go/slack"
)

// Limits of Block Kit in code points (docs.slack.dev/reference/block-kit; slack.md 1.2 to 1.5).
const (
	maxSection     = 3000
	maxHeader      = 150
	maxButtonText  = 75
	maxOptionText  = 75
	maxOptionValue = 150
	maxModalTitle  = 24
	maxPlaceholder = 150
	maxAltText     = 2000
	maxConfirmText = 300
	maxLinkLength  = 3000
	// maxMessageText keeps a message's text below what chat.update refuses (4000).
	maxMessageText = 3900
	// maxQuote keeps a person's longest words inside one section with room for a heading.
	maxQuote = 2500
)

// clip shortens a text to at most limit code points and shows with an ellipsis that it did.
func clip(text string, limit int) string {
	runes := []rune(text)
	if len(runes) <= limit {
		return text
	}
	return strings.TrimRightFunc(string(runes[:limit-1]), unicode.IsSpace) + "…"
}

// excerpt shortens a text behind a whole word, unless that would leave less than half of it.
func excerpt(text string, limit int) string {
	clipped := clip(text, limit)
	if clipped == text {
		return text
	}
	if end := strings.LastIndexFunc(clipped, unicode.IsSpace); end > len(clipped)/2 {
		return strings.TrimRightFunc(clipped[:end], unicode.IsSpace) + "…"
	}
	return clipped
}

// clipSafe shortens mrkdwn without leaving half an entity, half a link or half a date at the end.
func clipSafe(safe string, limit int) string {
	clipped := clip(safe, limit)
	if clipped == safe {
		return safe
	}
	for _, half := range []struct{ open, shut string }{{"<", ">"}, {"&", ";"}} {
		if open := strings.LastIndex(clipped, half.open); open > strings.LastIndex(clipped, half.shut) {
			clipped = clipped[:open] + "…"
		}
	}
	return clipped
}

// inline makes one line of a person's words and takes out what would disturb the text around them or deceive: control
// characters, marks that change the direction of writing, and characters nobody sees.
func inline(text string) string {
	return strings.Join(strings.Fields(strings.Map(visible, text)), " ")
}

func visible(r rune) rune {
	switch {
	case r == '\n' || r == '\t':
		return r
	case unicode.IsControl(r), r >= '\u202A' && r <= '\u202E', r >= '\u2066' && r <= '\u2069':
		return -1
	case r == '\u200B', r == '\u2060', r == '\uFEFF', r == '\u2028', r == '\u2029': // without width; lines of their own
		return -1
	}
	return r
}

// escape makes a person's words safe inside mrkdwn: nobody can be mentioned, no link can be forged (docs.slack.dev,
// formatting-message-text), and characters that would style the text become look-alikes, as Slack has no escape for them.
func escape(text string) string { return escapes.Replace(plainUnderscores(inline(text))) }

// escapes are what Slack asks to escape, and look-alikes for what it does not let one escape.
var escapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "*", "∗", "~", "∼", "`", "ˋ")

// addressEscapes keep an address inside the angle brackets of its link.
var addressEscapes = strings.NewReplacer("<", "%3C", ">", "%3E", "|", "%7C", "&", "&amp;")

// emphasis are the marks that a text read aloud does without.
var emphasis = strings.NewReplacer("*", "", "~", "", "`", "")

// plainUnderscores replaces underscores that could open or close italics; inside a word Slack leaves them alone.
func plainUnderscores(text string) string {
	runes := []rune(text)
	for i, r := range runes {
		inside := i > 0 && i < len(runes)-1 && wordRune(runes[i-1]) && wordRune(runes[i+1])
		if r == '_' && !inside {
			runes[i] = 'ˍ'
		}
	}
	return string(runes)
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// quote shows a person's longer words as a quotation, line by line.
func quote(text string) string {
	var lines []string
	for line := range strings.SplitSeq(clip(strings.TrimSpace(text), maxQuote), "\n") {
		lines = append(lines, strings.TrimRight("> "+escape(line), " "))
	}
	return strings.Join(lines, "\n")
}

// bold emphasises a text that is safe already.
func bold(safe string) string {
	if safe == "" {
		return ""
	}
	return "*" + safe + "*"
}

// link makes a link with a label of ours. An address that is not http or https is left out.
func link(address, safeLabel string) string {
	if !webAddress(address) {
		return ""
	}
	return "<" + addressEscapes.Replace(address) + "|" + safeLabel + ">"
}

// webAddress reports an address Slack accepts in links, buttons and pictures.
func webAddress(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && len([]rune(address)) <= maxLinkLength
}

// instant writes a moment in mrkdwn: Slack shows it by the reader's own device; the fallback names the zone.
func (f For) instant(t time.Time) string {
	return fmt.Sprintf("<!date^%d^{date_long_pretty}, {time}|%s>", t.Unix(), f.written(t))
}

// written writes a moment for plain text, in the reader's zone, which it names.
func (f For) written(t time.Time) string { return f.L.Time(t, f.Loc) }

// date writes a day in the reader's zone; nothing for the zero time.
func (f For) date(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return f.L.Date(t, f.Loc)
}

// plain makes a plain_text object, which Slack never parses.
func plain(text string, limit int) *slack.TextBlockObject {
	return slack.NewTextBlockObject(slack.PlainTextType, orDash(clip(inline(text), limit)), false, false)
}

// mrkdwn makes a mrkdwn object of a text whose foreign parts are escaped already. Verbatim keeps Slack from finding names
// and addresses in it by itself.
func mrkdwn(safe string) *slack.TextBlockObject {
	return slack.NewTextBlockObject(slack.MarkdownType, orDash(clipSafe(strings.TrimSpace(safe), maxSection)), false, true)
}

// orDash stands in for an empty text, which Slack refuses.
func orDash(text string) string {
	if strings.TrimSpace(text) == "" {
		return "–"
	}
	return text
}

// Patterns of our own mrkdwn that have no place in a message's text.
var (
	datePattern = regexp.MustCompile(`<!date\^[^|>]*\|([^>]*)>`)
	linkPattern = regexp.MustCompile(`<(https?:[^|>]*)\|([^>]*)>`)
)

// spoken turns mrkdwn of ours into what a screen reader or a notification should say.
func spoken(safe string) string {
	safe = datePattern.ReplaceAllString(safe, "$1")
	safe = linkPattern.ReplaceAllString(safe, "$2 ($1)")
	lines := strings.Split(emphasis.Replace(safe), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimPrefix(line, "> ")
	}
	return strings.Join(lines, "\n")
}
