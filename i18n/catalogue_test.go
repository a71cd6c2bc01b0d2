package i18n

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/nicksnyder/go-i18n/v2/i18n"
)

func keysOf(c *Catalogue, language string) []string {
	return slices.Sorted(maps.Keys(c.keys[language]))
}

func TestEveryLanguageHasEveryKey(t *testing.T) {
	c := newCatalogue(t)
	want := keysOf(c, "en")
	for _, language := range c.Languages() {
		if diff := cmp.Diff(want, keysOf(c, language)); diff != "" {
			t.Errorf("keys of %s (-en +%s)\n%s", language, language, diff)
		}
	}
}

var placeholder = regexp.MustCompile(`{{[^}]*}}`)

// forms are the texts of a message, plural forms first.
func forms(m *i18n.Message) []string {
	if m.One == "" {
		return []string{m.Other}
	}
	return []string{m.One, m.Other}
}

func placeholders(text string) []string {
	found := placeholder.FindAllString(text, -1)
	slices.Sort(found)
	return slices.Compact(found)
}

func TestEveryFormOfATextWantsTheSameValues(t *testing.T) {
	c := newCatalogue(t)
	for key, english := range c.keys["en"] {
		want := placeholders(english.Other)
		for _, language := range c.Languages() {
			for _, text := range forms(c.keys[language][key]) {
				if diff := cmp.Diff(want, placeholders(text)); diff != "" {
					t.Errorf("%s in %s (-want +got)\n%s", key, language, diff)
				}
			}
		}
	}
}

func TestPluralsAreComplete(t *testing.T) {
	c := newCatalogue(t)
	for key, english := range c.keys["en"] {
		for _, language := range c.Languages() {
			message := c.keys[language][key]
			if message.Other == "" {
				t.Errorf("%s in %s has no text", key, language)
			}
			if (message.One == "") != (english.One == "") {
				t.Errorf("%s has plural forms in one language only", key)
			}
		}
	}
}

// typography is what a reader of a language would take for a mistake, by what is expected instead.
func typography(language string) map[string]*regexp.Regexp {
	if language == "fr" {
		return map[string]*regexp.Regexp{
			"French has curly apostrophes":                regexp.MustCompile(`\w'\w`),
			"French has no plain space before ; : ? !":    regexp.MustCompile(` [;:?!]`),
			"French has some space before ; ? !":          regexp.MustCompile(`[^\s\x{202F}\x{00A0}(?][;?!](\s|$)`),
			"French has a narrow space before ; ? !":      regexp.MustCompile(`\x{00A0}[;?!]`),
			"French has a wide space before : and in « »": regexp.MustCompile(`\x{202F}[:»]|«\x{202F}`),
			"French has no plain space inside guillemets": regexp.MustCompile(`« | »`),
			"French says vous":                            regexp.MustCompile(`(?i)(^|[ ’])(tu|ton|tes|toi)\b`),
			"French avoids middle dots in words":          regexp.MustCompile(`\pL·\pL`),
		}
	}
	return map[string]*regexp.Regexp{
		"English has curly apostrophes": regexp.MustCompile(`\w'\w`),
		"English is British":            regexp.MustCompile(`(?i)\b(program|color|organiz\w+|center|canceled|favorite)\b`),
	}
}

// Typography and style that a reader of the language expects.
func TestTextsAreWrittenAsTheirReadersWrite(t *testing.T) {
	c := newCatalogue(t)
	for _, language := range c.Languages() {
		for name, wrong := range typography(language) {
			t.Run(name, func(t *testing.T) {
				for key, message := range c.keys[language] {
					for _, text := range forms(message) {
						text = placeholder.ReplaceAllString(text, "…")
						if found := wrong.FindString(text); found != "" {
							t.Errorf("%s: %q in %q", key, found, text)
						}
					}
				}
			})
		}
	}
}

// A name or title may begin with a vowel, before which French says d’ and qu’. Texts avoid the question.
func TestFrenchDoesNotElideBeforeWhatItCannotKnow(t *testing.T) {
	wrong := regexp.MustCompile(`\b([Dd]e|[Qq]ue) {{\.(Name|name|mentor|mentee|other|program|workspace|title)}}`)
	for key, message := range newCatalogue(t).keys["fr"] {
		for _, text := range forms(message) {
			if found := wrong.FindString(text); found != "" {
				t.Errorf("%s: %q in %q", key, found, text)
			}
		}
	}
}

func TestADuplicateKeyIsRefused(t *testing.T) {
	texts, err := readTexts() // of the test's own, as it adds to them
	if err != nil {
		t.Fatal(err)
	}
	if err := texts.readFile("catalogue/date.en.yaml"); err == nil || !strings.Contains(err.Error(), "duplicate key") {
		t.Errorf("got %v, want a duplicate key", err)
	}
}

func TestPluralForms(t *testing.T) {
	c := newCatalogue(t)
	for _, tt := range []struct {
		locale string
		count  int
		want   string
	}{
		{"en", 0, "0 mentors found"}, {"en", 1, "1 mentor found"}, {"en", 2, "2 mentors found"},
		{"fr", 0, "0 mentor trouvé"}, {"fr", 1, "1 mentor trouvé"}, {"fr", 2, "2 mentors trouvés"},
	} {
		if got := c.For(tt.locale).N("results.found", tt.count); got != tt.want {
			t.Errorf("%s, %d: got %q, want %q", tt.locale, tt.count, got, tt.want)
		}
	}
}

func TestSortedFollowsTheLanguage(t *testing.T) {
	c := newCatalogue(t)
	got := c.For("fr").Sorted([]string{"zèbre", "énergie", "Été", "eau"}, func(s string) string { return s })
	if diff := cmp.Diff([]string{"eau", "énergie", "Été", "zèbre"}, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
