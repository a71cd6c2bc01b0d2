package matching

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// Normalize folds a term for comparison: case, accents, width and repeated spaces do not matter; words do. Two terms match
// when their normalised forms are equal, so that "AI" is never found inside "retail".
func Normalize(term string) string {
	fold := transform.Chain(norm.NFKD, runes.Remove(runes.In(unicode.Mn)), cases.Fold(), norm.NFC)
	folded, _, err := transform.String(fold, term)
	if err != nil {
		folded = strings.ToLower(term)
	}
	return strings.Join(Words(folded), " ")
}

// Words splits folded text into its words. Letters and digits make words; "+" and "#" stay so that C++ and C# are words of
// their own.
func Words(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '+' && r != '#'
	})
}
