package slacksim

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// control matches what Slack reads between angle brackets: mentions, special words, dates and links. Anything else is text.
var control = regexp.MustCompile(`^<(?:[@#][A-Z0-9]+(?:\|[^<>]*)?|![a-z][^<>]*|(?:https?|mailto|tel|slack):[^<>\s][^<>]*)>`)

// entity matches the three entities Slack knows.
var entity = regexp.MustCompile(`^&(?:amp|lt|gt);`)

// readBack returns text as Slack gives it back: entities and control sequences stay, any other & < > is encoded.
func readBack(text string) string {
	if !strings.ContainsAny(text, "&<>") {
		return text
	}
	var out strings.Builder
	for len(text) > 0 {
		i := strings.IndexAny(text, "&<>")
		if i < 0 {
			break
		}
		out.WriteString(text[:i])
		text = text[i:]
		if token := control.FindString(text) + entity.FindString(text); token != "" {
			out.WriteString(token)
			text = text[len(token):]
			continue
		}
		out.WriteString(map[byte]string{'&': "&amp;", '<': "&lt;", '>': "&gt;"}[text[0]])
		text = text[1:]
	}
	out.WriteString(text)
	return out.String()
}

// truncate cuts text to at most limit code points and tells whether it had to.
func truncate(text string, limit int) (string, bool) {
	if utf8.RuneCountInString(text) <= limit {
		return text, false
	}
	return string([]rune(text)[:limit]), true
}
