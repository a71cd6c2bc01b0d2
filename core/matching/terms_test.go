package matching

import (
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestNormalizeMakesEqualWhatPeopleMeanAsEqual(t *testing.T) {
	for name, terms := range map[string][2]string{
		"case":                          {"Machine Learning", "machine LEARNING"},
		"accents":                       {"Développement", "developpement"},
		"accents typed as two runes":    {"De\u0301veloppement", "Développement"},
		"spaces at the ends and within": {"  public   health ", "public health"},
		"a no-break space":              {"public\u00a0health", "public health"},
		"hyphens":                       {"Cross-cultural", "cross cultural"},
		"punctuation":                   {"Monitoring, evaluation", "monitoring evaluation"},
		"typographic apostrophes":       {"L’analyse", "l'analyse"},
		"full width":                    {"ＡＩ", "ai"},
		"a French ligature":             {"Œuvre sociale", "oeuvre sociale"},
		"a German ß":                    {"Straßenbau", "STRASSENBAU"},
		"a Turkish dotted capital":      {"İstanbul", "istanbul"},
		"a Turkish dotless letter":      {"Diyarbakır", "diyarbakir"},
		"a Danish ø":                    {"København Ørsted", "kobenhavn orsted"},
		"a Polish ł":                    {"Łódź", "lodz"},
		"Greek accents and final sigma": {"Ανάπτυξης", "ΑΝΑΠΤΥΞΗΣ"},
		"Cyrillic case":                 {"МОСКВА", "москва"},
		"Arabic vowel points":           {"عَرَبِيّ", "عربي"},
		"a hashtag":                     {"#AI", "ai"},
		"a plus between words":          {"Design + Code", "design code"},
	} {
		t.Run(name, func(t *testing.T) {
			if a, b := Normalize(terms[0]), Normalize(terms[1]); a != b || a == "" {
				t.Errorf("%q became %q and %q became %q, want the same", terms[0], a, terms[1], b)
			}
		})
	}
}

func TestNormalizeKeepsApartWhatDiffers(t *testing.T) {
	for name, terms := range map[string][2]string{
		"a word inside another":        {"AI", "retail"},
		"a word and a longer phrase":   {"design", "design thinking"},
		"words in another order":       {"data science", "science data"},
		"joined words":                 {"public health", "publichealth"},
		"programming languages":        {"C", "C++"},
		"other programming languages":  {"C#", "C++"},
		"a sharp and none":             {"F#", "F"},
		"Hindi words by vowel sign":    {"कुल", "कल"},
		"Japanese voiced and unvoiced": {"かき", "かぎ"},
		"Thai words by tone mark":      {"ดิน", "ดิ้น"},
	} {
		t.Run(name, func(t *testing.T) {
			if a, b := Normalize(terms[0]), Normalize(terms[1]); a == b {
				t.Errorf("%q and %q both became %q", terms[0], terms[1], a)
			}
		})
	}
}

func TestWords(t *testing.T) {
	for text, want := range map[string][]string{
		"":                                 nil,
		" , ; – ":                          nil,
		"+ # ++":                           nil,
		"ai in retail":                     {"ai", "in", "retail"},
		"c++, c# and go":                   {"c++", "c#", "and", "go"},
		"l'intelligence artificielle 2030": {"l", "intelligence", "artificielle", "2030"},
		"r&d/innovation":                   {"r", "d", "innovation"},
	} {
		if diff := cmp.Diff(want, append([]string(nil), Words(text)...)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}

// stable fails when normalising again changes the term, or when a letter still has a small form.
func stable(t rapid.TB, term string) {
	t.Helper()
	once := Normalize(term)
	if twice := Normalize(once); twice != once {
		t.Errorf("%q became %q, and that became %q", term, once, twice)
	}
	for _, r := range once {
		if unicode.ToLower(r) != r {
			t.Errorf("%q became %q, which has the capital %q", term, once, r)
		}
	}
}

func TestNormalizeIsStable(t *testing.T) {
	for r := range rune(0x3000) { // the scripts that have case, and their marks
		stable(t, string(r))
		stable(t, "a"+string(r)+"b")
	}
	rapid.Check(t, func(t *rapid.T) { stable(t, rapid.String().Draw(t, "term")) })
}
