package view_test

import (
	"strings"
	"testing"

	"mentorbot/bot/view"
	"mentorbot/core"
)

func resources() []core.Resource {
	return []core.Resource{
		{ID: "rules", Kind: core.ResourceText, Title: "Our *house* rules & habits", Text: "We meet every month.\n\n## Before\n- Write to each other.\n- Pick <one> question.\n\n## After\n> What stays?"},
		{ID: "talk", Kind: core.ResourceLink, Title: "A talk on listening", Text: "Twelve minutes, and worth\nthem.", Address: "https://talks.example.org/listening?a=1&b=2",
			For: core.RoleMentor, Stage: core.HelpsUnderWay, Language: "en"},
		{ID: "form", Kind: core.ResourceLink, Title: "Le formulaire de fin", Address: "https://files.example.org/fin", Stage: core.HelpsClosing, Language: "fr"},
	}
}

// shelved is the sample programme with resources of its own.
func shelved() core.Program {
	p := program()
	p.Policy.Resources = resources()
	return p
}

func resourcePage(place int, relation core.Relation) core.ResourcePage {
	return core.ResourcePage{Program: shelved(), Relation: relation, Resource: resources()[place-1], Place: place}
}

func resourceScreens(f view.For) map[string]any {
	full := shelved()
	for len(full.Policy.Resources) < core.MaxResources {
		r := resources()[1]
		r.ID += core.ResourceID(strings.Repeat("x", len(full.Policy.Resources)))
		full.Policy.Resources = append(full.Policy.Resources, r)
	}
	own := library()
	own.Program, own.Own = shelved(), resources()
	alone := core.Library{Program: shelved(), Own: resources()[:1]}
	helped := mentorship(core.RoleMentor)
	helped.Program, helped.Held = shelved(), 2
	page := programPage(core.RelationProgramAdmin)
	page.Program = shelved()
	return map[string]any{
		"guides_own":              f.Guides(own),
		"guides_only_own":         f.Guides(alone),
		"resource_text":           f.ResourceText(core.ResourceFacts{Program: shelved(), Resource: resources()[0]}),
		"mentorship_resources":    f.MentorshipPage(helped),
		"program_page_resources":  f.ProgramPage(page),
		"resources":               f.Resources(core.ResourcesPage{Program: shelved(), Relation: core.RelationProgramAdmin}),
		"resources_observer":      f.Resources(core.ResourcesPage{Program: shelved(), Relation: core.RelationObserver}),
		"resources_empty":         f.Resources(core.ResourcesPage{Program: program(), Relation: core.RelationAdmin}),
		"resources_full":          f.Resources(core.ResourcesPage{Program: full, Relation: core.RelationAdmin}),
		"resource_first":          f.Resource(resourcePage(1, core.RelationProgramAdmin)),
		"resource_observer":       f.Resource(resourcePage(2, core.RelationObserver)),
		"resource_last":           f.Resource(resourcePage(3, core.RelationAdmin)),
		"resource_form_new_link":  f.ResourceForm(program(), core.Resource{Kind: core.ResourceLink}),
		"resource_form_new_text":  f.ResourceForm(program(), core.Resource{Kind: core.ResourceText}),
		"resource_form_edit_link": f.ResourceForm(shelved(), resources()[1]),
	}
}

// The largest library of the longest texts still fits, escaped.
func TestTheLargestLibraryFitsSlack(t *testing.T) {
	c := catalogue(t)
	for _, language := range c.Languages() {
		f := paris(t, c, language)
		p, l := program(), library()
		for i := range core.MaxResources {
			r := resources()[i%2]
			r.ID = core.ResourceID(strings.Repeat("r", i+1))
			r.Title, r.Stage = strings.Repeat("<", core.MaxResourceTitle), core.HelpsUnderWay
			if r.Kind == core.ResourceLink {
				r.Text = strings.Repeat("&", core.MaxResourceAbout)
				r.Address = "https://example.org/" + strings.Repeat("&", 480)
			}
			p.Policy.Resources = append(p.Policy.Resources, r)
		}
		l.Program, l.Own = p, p.Policy.Resources
		text := core.Resource{Kind: core.ResourceText, Title: strings.Repeat("<", core.MaxResourceTitle), Text: strings.Repeat("& ", core.MaxResourceText/2)}
		lined := text
		lined.Text = strings.Repeat("##\n", core.MaxResourceText/3)
		chapters := text
		chapters.Text = strings.Repeat("## \nx\n", core.MaxResourceText/6)
		screens := map[string]any{
			"library": f.Guides(l), "list": f.Resources(core.ResourcesPage{Program: p, Relation: core.RelationAdmin}),
			"text": f.ResourceText(core.ResourceFacts{Program: p, Resource: text}), "lines": f.ResourceText(core.ResourceFacts{Program: p, Resource: lined}),
			"chapters": f.ResourceText(core.ResourceFacts{Program: p, Resource: chapters}),
		}
		for name, screen := range screens {
			t.Run(language+"/"+name, func(t *testing.T) { validate(t, screen, encode(t, screen)) })
		}
	}
}
