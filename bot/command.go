package bot

import (
	"strings"
	"unicode"
)

// parseCommand reads the text behind a slash command: a verb in lower case and the words after it. Phones replace quotation marks and
// spaces by typographic ones; quotes around a word are dropped, any space separates.
func parseCommand(text string) (verb string, words []string) {
	for _, word := range strings.FieldsFunc(text, separates) {
		if word = strings.TrimFunc(word, quoting); word != "" {
			words = append(words, word)
		}
	}
	if len(words) == 0 {
		return "", nil
	}
	return strings.ToLower(words[0]), words[1:]
}

// separates reports spaces, the invisible ones included that unicode does not count as such.
func separates(r rune) bool {
	switch r {
	case '\u200B', '\u2060', '\uFEFF':
		return true
	}
	return unicode.IsSpace(r) || unicode.IsControl(r)
}

func quoting(r rune) bool { return strings.ContainsRune("\"'`“”„‟‘’‚‛«»‹›", r) }
