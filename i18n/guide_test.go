package i18n

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mentorbot/core"
)

// shape is what of a guide's lines is the same in all languages.
var shape = regexp.MustCompile(`^(# |## |> |- |\d+\. |---$|$)?.*`)

func shapeOf(text string) []string {
	var all []string
	for line := range strings.SplitSeq(text, "\n") {
		all = append(all, shape.FindStringSubmatch(line)[1])
	}
	return all
}

func TestEveryGuideIsTheSameInEveryLanguage(t *testing.T) {
	c := newCatalogue(t)
	names := map[string]bool{}
	for _, g := range core.StarterGuides() {
		names[string(g.ID)] = true
		english := c.For("en").Guide(string(g.ID))
		if !strings.HasPrefix(english, "# ") || !strings.Contains(english, "\n> ") {
			t.Errorf("%s has no title, or no sentence about it", g.ID)
		}
		for _, language := range c.Languages() {
			if diff := cmp.Diff(shapeOf(english), shapeOf(c.For(language).Guide(string(g.ID)))); diff != "" {
				t.Errorf("%s in %s has other lines (-en +%s)\n%s", g.ID, language, language, diff)
			}
		}
	}
	entries, err := files.ReadDir("guide")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if name, _, _ := strings.Cut(entry.Name(), "."); !names[name] {
			t.Errorf("%s is of no guide", entry.Name())
		}
	}
}

func TestGuidesAreWrittenAsTheirReadersWrite(t *testing.T) {
	c := newCatalogue(t)
	for _, g := range core.StarterGuides() {
		for _, language := range c.Languages() {
			for line := range strings.SplitSeq(c.For(language).Guide(string(g.ID)), "\n") {
				for name, wrong := range typography(language) {
					if found := wrong.FindString(line); found != "" {
						t.Errorf("%s in %s: %s: %q in %q", g.ID, language, name, found, line)
					}
				}
			}
		}
	}
}

func TestThereAreMoreThanFortyQuestionsAndTenSteps(t *testing.T) {
	c := newCatalogue(t)
	for _, language := range c.Languages() {
		if n := strings.Count(c.For(language).Guide(string(core.GuideQuestions)), "\n- "); n <= 40 {
			t.Errorf("%d questions in %s", n, language)
		}
		if !strings.Contains(c.For(language).Guide(string(core.GuideChecklist)), "\n10. ") {
			t.Errorf("there is no tenth step in %s", language)
		}
	}
}

func TestThereIsNoGuideOfAnotherName(t *testing.T) {
	if text := newCatalogue(t).For("en").Guide("../catalogue/goal"); text != "" {
		t.Errorf("got %q", text)
	}
}
