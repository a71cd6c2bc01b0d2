package slacksim

import (
	"testing"
	"unicode/utf8"
)

func TestEmojiAreSpelledByName(t *testing.T) {
	for text, want := range map[string]string{
		"plain words: 1, 2 & #3":       "plain words: 1, 2 & #3",
		"é, ü, → and • stay":           "é, ü, → and • stay",
		"Hi 👋!":                        "Hi :wave:!",
		"👋🎉":                           ":wave::tada:",
		"✅ done":                       ":white_check_mark: done",
		"👍":                            ":+1:",
		"❤️ and ❤":                     ":heart: and :heart:",
		"as text ❤︎":                   "as text ❤︎",
		"™":                            ":tm:",
		"1️⃣ then 2":                   ":one: then 2",
		"👋🏽 there":                     ":wave::skin-tone-4: there",
		"👩🏽‍💻":                         ":female-technologist::skin-tone-4:",
		"🏽":                            ":skin-tone-4:",
		"👨‍👩‍👧‍👦":                      ":man-woman-girl-boy:",
		"👩🏻‍❤️‍💋‍👨🏿":                   ":woman-kiss-man::skin-tone-2-6:",
		"🇫🇷🇨🇭":                         ":fr::flag-ch:",
		"already :wave: by name":       "already :wave: by name",
		"<https://example.org|🎉 news>": "<https://example.org|:tada: news>",
	} {
		if got := spellEmoji(text); got != want {
			t.Errorf("spellEmoji(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestEveryListedEmojiIsSpelled(t *testing.T) {
	if n := len(emoji().names); n < 1900 {
		t.Errorf("%d emoji are listed", n)
	}
	for name, character := range emoji().characters {
		spelled := spellEmoji(character)
		if utf8.RuneCountInString(spelled) != len(spelled) || len(spelled) < 3 {
			t.Errorf("%s %q is spelled %q", name, character, spelled)
		}
		if spellEmoji(spelled) != spelled {
			t.Errorf("%q is spelled twice", spelled)
		}
	}
}
