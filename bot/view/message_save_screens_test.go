package view_test

import (
	"testing"

	"github.com/slack-go/slack"

	"mentorbot/bot/view"
	"mentorbot/core"
)

func talk() core.ConversationFacts {
	m := mentorship(core.RoleMentee)
	m.Viewer.Person.ChatUserID, m.Other.Person.ChatUserID = "UAMARA", "UKENJI"
	return core.ConversationFacts{Mentorship: m.Mentorship, Viewer: m.Viewer, Other: m.Other}
}

func saveScreens(f view.For) map[string]any {
	return map[string]any{
		"message_save":       f.SaveMessage(talk(), "Let us *talk* about budgets &amp; money, <@UKENJI>: <https://example.org/a|this page>"),
		"message_save_empty": f.SaveMessage(talk(), ""),
	}
}

func TestAMessageIsSavedAsAPersonWouldWriteIt(t *testing.T) {
	for text, want := range map[string]string{
		"1 &lt; 2 &amp; 3": "1 < 2 & 3",
		"&amp;lt;":         "&lt;",
		"<@UKENJI> and <@UOTHER|rob> and <@UNOBODY>":  "@Kenji Sato and @rob and @",
		"<https://example.org>":                       "https://example.org",
		"<https://example.org|example.org>":           "https://example.org",
		"<https://example.org/a?b=1&amp;c=2|a page>":  "a page (https://example.org/a?b=1&c=2)",
		"<mailto:a@example.org|a@example.org>":        "a@example.org",
		"<!here> <#C01|general> <!date^1^{date}|now>": "general now",
		" \n": "",
	} {
		form := paris(t, catalogue(t), "en").SaveMessage(talk(), text)
		got := form.Blocks.BlockSet[0].(*slack.InputBlock).Element.(*slack.PlainTextInputBlockElement).InitialValue
		if got != want {
			t.Errorf("%q is offered as %q, want %q", text, got, want)
		}
	}
}
