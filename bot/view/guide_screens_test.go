package view_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/slack-go/slack"

	"mentorbot/bot/view"
	"mentorbot/core"
)

func library(read ...core.GuideKey) core.Library {
	l := core.Library{Program: program()}
	for _, g := range core.StarterGuides() {
		facts := core.GuideFacts{Guide: g}
		for _, id := range read {
			facts.Read = facts.Read || g.ID == id
		}
		l.Guides = append(l.Guides, facts)
	}
	return l
}

func starter(id core.GuideKey) core.GuideFacts {
	for _, g := range core.StarterGuides() {
		if g.ID == id {
			return core.GuideFacts{Guide: g, Read: true}
		}
	}
	panic("no guide " + id)
}

func guideScreens(f view.For) map[string]any {
	without := mentorship(core.RoleMentee)
	without.Program.Policy.HiddenGuides = []core.GuideKey{core.GuideFirstMeeting}
	return map[string]any{
		"matched_no_guide": f.Matched(without),
		"guides":           f.Guides(library(core.GuideFirstSteps, core.GuideFirstMeeting)),
		"guides_none":      f.Guides(core.Library{Program: program()}),
		"guide":            f.Guide(starter(core.GuideGetAYes), "programme", 0),
		"guide_last_page":  f.Guide(starter(core.GuideQuestions), "programme", 1),
		"guide_no_program": f.Guide(starter(core.GuideSmartGoals), "", 0),
	}
}

// TestEveryGuideFitsSlack draws every page of every guide, and each of them inside a form as large as there is one.
func TestEveryGuideFitsSlack(t *testing.T) {
	c := catalogue(t)
	for _, language := range c.Languages() {
		f := paris(t, c, language)
		for _, g := range core.StarterGuides() {
			t.Run(language+"/"+string(g.ID), func(t *testing.T) {
				facts := core.GuideFacts{Guide: g}
				said := map[string]bool{}
				for page := range 5 {
					modal := f.Guide(facts, "programme", page)
					raw := encode(t, modal)
					validate(t, modal, raw)
					said[string(raw)] = true
				}
				if len(said) < 2 {
					t.Error("it has one page: is there nothing to go into later?")
				}
				form := f.NewGoal(goalsFacts(nil), view.Meta{})
				form.Blocks.BlockSet = append(form.Blocks.BlockSet, f.GuideInside(facts)...)
				validate(t, form, encode(t, form))
			})
		}
	}
}

// TestAGuideLosesNothing compares what is shown of a guide with what is written of it, word for word.
func TestAGuideLosesNothing(t *testing.T) {
	c := catalogue(t)
	for _, language := range c.Languages() {
		f := paris(t, c, language)
		for _, g := range core.StarterGuides() {
			var shown strings.Builder
			last := ""
			for page := 0; ; page++ {
				modal := f.Guide(core.GuideFacts{Guide: g}, "", page)
				raw, err := json.Marshal(modal.Blocks)
				if err != nil {
					t.Fatal(err)
				}
				if string(raw) == last {
					break
				}
				last = string(raw)
				for _, b := range modal.Blocks.BlockSet {
					if s, ok := b.(*slack.SectionBlock); ok {
						shown.WriteString(s.Text.Text + "\n")
					}
				}
			}
			_, body, _ := strings.Cut(f.L.Guide(string(g.ID)), "\n> ")
			_, body, _ = strings.Cut(body, "\n")
			marks := strings.NewReplacer("*", "", "•", "", "---", "", "## ", "", "- ", "", ">", "")
			want, got := strings.Fields(marks.Replace(body)), strings.Fields(marks.Replace(shown.String()))
			if strings.Join(want, " ") != strings.Join(got, " ") {
				t.Errorf("%s in %s says\n%s\nof\n%s", g.ID, language, strings.Join(got, " "), strings.Join(want, " "))
			}
		}
	}
}
