package view

import (
	"strings"
	"time"

	"github.com/slack-go/slack"

	"mentorbot/core"
	"mentorbot/i18n"
)

// For is whom a screen is drawn for: their language and their zone, the instant it is drawn at, and the workspace's id in
// Slack, which links into conversations need.
type For struct {
	L    *i18n.Localizer
	Loc  *time.Location
	Now  time.Time // product time; decides only whether something is past
	Team string    // Slack's team id
	// Install is the web address where the app is installed again, for those who can do that.
	Install string
}

// ForPerson draws for a person, in the language and zone they have set.
func ForPerson(c *i18n.Catalogue, p core.Person, now time.Time) For {
	return For{L: c.For(p.Locale()), Loc: c.Zone(p.TimeZone), Now: now}
}

// Message is a Slack message. Text says everything the blocks say: it is what screen readers and notifications get.
type Message struct {
	Text   string
	Blocks []slack.Block
}

// message makes a message whose text is read off its blocks, so that the two cannot drift apart.
func message(blocks ...slack.Block) Message {
	var lines []string
	for _, b := range blocks {
		lines = append(lines, saidBy(b)...)
	}
	return Message{Text: clip(strings.Join(lines, "\n"), maxMessageText), Blocks: blocks}
}

func saidBy(b slack.Block) []string {
	switch b := b.(type) {
	case *slack.HeaderBlock:
		return said(b.Text)
	case *slack.SectionBlock:
		return append(said(b.Text), said(b.Fields...)...)
	case *slack.ContextBlock:
		var lines []string
		for _, element := range b.ContextElements.Elements {
			if text, ok := element.(*slack.TextBlockObject); ok {
				lines = append(lines, said(text)...)
			}
		}
		return lines
	}
	return nil
}

func said(texts ...*slack.TextBlockObject) []string {
	var lines []string
	for _, text := range texts {
		switch {
		case text == nil:
		case text.Type == slack.MarkdownType:
			lines = append(lines, spoken(text.Text))
		default:
			lines = append(lines, escape(text.Text))
		}
	}
	return lines
}
