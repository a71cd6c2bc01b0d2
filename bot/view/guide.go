package view

import (
	"github.com/slack-go/slack"

	"mentorbot/core"
)

// Guides is a programme's library as one reader sees it, by when a guide helps, with a tick at those they have opened.
func (f For) Guides(l core.Library) slack.ModalViewRequest {
	blocks := []slack.Block{section(f.L.T("guides.intro"))}
	blocks = append(append(blocks, f.courseEntries(l)...), f.ownResources(l)...)
	if len(l.Guides)+len(l.Own)+len(l.Courses) == 0 {
		blocks = append(blocks, section(f.L.T("guides.none")))
	}
	stage := core.GuideStage("")
	for _, g := range l.Guides {
		if g.Guide.Stage != stage {
			stage = g.Guide.Stage
			blocks = append(blocks, header(f.L.T("guide_stage."+string(stage))))
		}
		blocks = append(blocks, f.guideEntry(l.Program, g))
	}
	v := f.modal(PageGuides, "guides", blocks)
	v.PrivateMetadata = Meta{Program: l.Program.ID}.Encode()
	return v
}

// guideEntry is a guide in the library: what it is, and the way to it.
func (f For) guideEntry(p core.Program, g core.GuideFacts) slack.Block {
	text, read := f.guideText(g.Guide), ""
	if g.Read {
		read = "✓ " + f.L.T("guides.read")
	}
	return sectionWith(lines(dotted(bold(escape(text.Title)), read), text.Summary),
		about(f.button(ActionOpenGuide, "button.read_guide", Meta{Program: p.ID, Guide: g.Guide.ID}), text.Title))
}

func (f For) guideText(g core.Guide) guideText { return starterGuide(f.L.Guide(string(g.ID))) }

// Guide is a page of a guide, counted from 0, with the way to the others.
func (f For) Guide(g core.GuideFacts, program core.ProgramID, page int) slack.ModalViewRequest {
	text := f.guideText(g.Guide)
	here := Meta{Program: program, Guide: g.Guide.ID}
	page = min(page, len(text.Pages)-1)
	blocks := []slack.Block{header(text.Title), smallPrint(text.Summary)}
	for _, part := range text.Pages[page] {
		blocks = append(blocks, section(part))
	}
	blocks = append(blocks, divider())
	if len(text.Pages) > 1 {
		blocks = append(blocks, smallPrint(f.pageOf(page, len(text.Pages))))
	}
	previous, next := f.turns(PageGuide, here, page, len(text.Pages))
	blocks = append(blocks, row(previous, next, f.button(ActionOpenGuides, "button.all_guides", Meta{Program: program}))...)
	v := f.modal(PageGuide, "guide", blocks)
	v.PrivateMetadata = here.Encode()
	return v
}

// GuideInside is the beginning of a guide to be shown in a form that nothing can be put on top of, in place of the button that leads to it.
func (f For) GuideInside(g core.GuideFacts) []slack.Block {
	text := f.guideText(g.Guide)
	blocks := []slack.Block{divider(), section(lines(bold(escape(text.Title)), text.Summary))}
	for _, part := range text.Pages[0] {
		blocks = append(blocks, section(part))
	}
	return append(blocks, smallPrint(f.L.T("guides.rest")), divider())
}

// guideButton offers a guide at the moment it helps, named so that nobody takes it in a form for what is done there; nil where the programme
// does without it.
func (f For) guideButton(p core.Program, id core.GuideKey) *slack.ButtonBlockElement {
	if !p.Policy.Shows(id) {
		return nil
	}
	b := f.button(ActionOpenGuide, "button.read_guide", Meta{Program: p.ID, Guide: id})
	b.Text = plain(f.L.T("button.named_guide", "title", f.L.T("guide_name."+string(id))), maxButtonText)
	return b
}
