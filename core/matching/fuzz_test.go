package matching_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"mentorbot/core/matching"
)

func FuzzNormalize(f *testing.F) {
	for _, seed := range []string{"Élan  vital", "ﬁnance", "İstanbul", "\u202Ex", "Ω\u0301", "\xff", "Straße", "C++", "٣", "ʼn"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, term string) {
		once := matching.Normalize(term)
		if twice := matching.Normalize(once); twice != once {
			t.Errorf("%q became %q, then %q", term, once, twice)
		}
		if utf8.ValidString(term) && !utf8.ValidString(once) {
			t.Errorf("%q became %q, which is no text", term, once)
		}
		for _, word := range matching.Words(term) {
			if strings.TrimSpace(word) == "" || strings.ContainsAny(word, " \t\n") {
				t.Errorf("%q has the word %q", term, word)
			}
		}
	})
}
