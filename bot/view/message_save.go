package view

import (
	"regexp"
	"strings"

	"github.com/slack-go/slack"

	"mentorbot/core"
)

// What a message can be saved as: options of [For.SaveMessage].
const (
	SaveAsNote     = "note"
	SaveAsGoal     = "goal"
	SaveAsQuestion = "question"
	SaveAsPoint    = "point"
	SaveAsLink     = "link"
)

// SaveMessage asks what a message of a pair's conversation is to be kept as. Its words can be changed before.
func (f For) SaveMessage(c core.ConversationFacts, text string) slack.ModalViewRequest {
	words := wordsOf(text, map[string]string{
		c.Viewer.Person.ChatUserID: c.Viewer.Name(), c.Other.Person.ChatUserID: c.Other.Name(),
	})
	var options []*slack.OptionBlockObject
	choices := []string{SaveAsNote, SaveAsGoal, SaveAsQuestion, SaveAsPoint}
	if _, there := LinkIn(words); there {
		choices = append(choices, SaveAsLink)
	}
	for _, as := range choices {
		o := option(as, f.L.T("message_save.as."+as))
		o.Description = plain(f.L.T("message_save.explained."+as, "name", givenName(c.Other)), maxOptionText)
		options = append(options, o)
	}
	return f.form(CallbackSaveMessage, "message_save", Meta{Mentorship: c.Mentorship.ID}, []slack.Block{
		f.textArea(field{"text", "message_save.text", true}, words, core.MaxNoteText),
		f.radio(field{"as", "message_save.as", true}, SaveAsNote, options...),
	})
}

// Patterns of what Slack writes into the text of a message: people, channels, commands and dates, and links.
var (
	sentMention = regexp.MustCompile(`<@([A-Z0-9]+)(?:\|([^>]*))?>`)
	sentOther   = regexp.MustCompile(`<[#!][^>|]*(?:\|([^>]*))?>`)
	sentLink    = regexp.MustCompile(`<((?:https?|mailto):[^>|]*)(?:\|([^>]*))?>`)
)

// sentEntities are the characters that Slack escapes in the text of a message.
var sentEntities = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")

// writtenLink is an https address in what somebody wrote. It may have pairs of brackets in it.
var writtenLink = regexp.MustCompile(`https://(?:[^\s()<>]|\([^\s()<>]*\))+`)

// LinkIn finds the first address in a text, and takes the words around it for what it is. false when there is none.
func LinkIn(text string) (core.LinkInput, bool) {
	at := writtenLink.FindStringIndex(text)
	if at == nil {
		return core.LinkInput{}, false
	}
	address := strings.TrimRight(text[at[0]:at[1]], ".,;:!?")
	before, after := text[:at[0]], text[at[1]:]
	if strings.HasSuffix(before, "(") && strings.HasPrefix(after, ")") {
		before, after = before[:len(before)-1], after[1:]
	}
	title := excerpt(strings.Trim(inline(before+" "+after), " .,;:!?"), core.MaxLinkTitle)
	if title == "" {
		title = clip(strings.TrimPrefix(address, "https://"), core.MaxLinkTitle)
	}
	return core.LinkInput{Title: title, Address: address}, true
}

// wordsOf is the text of a message as a person would write it. names are those of the people it may mention, by their id in the chat system.
func wordsOf(text string, names map[string]string) string {
	text = sentMention.ReplaceAllStringFunc(text, func(found string) string {
		parts := sentMention.FindStringSubmatch(found)
		if name := names[parts[1]]; name != "" {
			return "@" + name
		}
		return "@" + parts[2]
	})
	text = sentLink.ReplaceAllStringFunc(text, func(found string) string {
		parts := sentLink.FindStringSubmatch(found)
		if parts[2] == "" || parts[2] == parts[1] || strings.HasSuffix(parts[1], parts[2]) {
			return strings.TrimPrefix(parts[1], "mailto:")
		}
		return parts[2] + " (" + parts[1] + ")"
	})
	return strings.TrimSpace(sentEntities.Replace(sentOther.ReplaceAllString(text, "$1")))
}
