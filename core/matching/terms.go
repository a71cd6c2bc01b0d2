package matching

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Normalize folds a term for comparison: case, accents, width, punctuation and repeated spaces do not matter; words do. Two
// terms match when their normalised forms are equal, so that "AI" is never found inside "retail". A term without a letter or
// digit becomes empty and matches nothing.
func Normalize(term string) string {
	if isASCII(term) {
		return strings.Join(Words(strings.ToLower(term)), " ")
	}
	var folded strings.Builder
	// x/text leaves what follows a broken byte as it is, so that folding it again would change it.
	for _, r := range norm.NFKD.String(strings.ToValidUTF8(term, "\uFFFD")) {
		if !isAccent(r) {
			folded.WriteString(respell(unicode.ToLower(r)))
		}
	}
	return strings.Join(Words(norm.NFC.String(folded.String())), " ")
}

// Words splits folded text into its words. Letters and digits make words; "+" and "#" behind them stay, so that C++ and C# are
// words of their own.
func Words(text string) []string {
	fields := strings.FieldsFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '+' && r != '#'
	})
	words := fields[:0]
	for _, field := range fields {
		if word := strings.TrimLeft(field, "+#"); word != "" {
			words = append(words, word)
		}
	}
	return words
}

// isAccent reports whether r is a mark people leave out when they type in a hurry: the combining diacritics of Latin, Greek and
// Cyrillic, and the optional vowel points of Hebrew and Arabic. Marks of other scripts are part of the word: without them, Hindi
// vowels and Japanese voiced syllables would be lost.
func isAccent(r rune) bool {
	switch {
	case r >= 0x0300 && r <= 0x036F, r >= 0x1AB0 && r <= 0x1AFF, r >= 0x1DC0 && r <= 0x1DFF, r >= 0xFE20 && r <= 0xFE2F:
		return true
	case r >= 0x0591 && r <= 0x05C7, r >= 0x064B && r <= 0x065F, r == 0x0670:
		return unicode.Is(unicode.Mn, r)
	}
	return false
}

// respell writes a letter that Unicode does not decompose as people type it without the key, and a final sigma as any other.
func respell(r rune) string {
	switch r {
	case 'ß':
		return "ss"
	case 'œ':
		return "oe"
	case 'æ':
		return "ae"
	case 'ø':
		return "o"
	case 'ł':
		return "l"
	case 'đ':
		return "d"
	case 'ħ':
		return "h"
	case 'ı':
		return "i"
	case 'ς':
		return "σ"
	}
	return string(r)
}

func isASCII(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
