package view

import (
	"net/url"
	"slices"
	"strconv"

	"github.com/slack-go/slack"

	"mentorbot/core"
)

// resourcesShown is how many of a programme's own resources a mentorship's page offers: the first ones for its stage.
const resourcesShown = 3

// ownResources are a programme's own resources in front of the guides, under its name.
func (f For) ownResources(l core.Library) []slack.Block {
	if len(l.Own) == 0 {
		return nil
	}
	blocks := []slack.Block{header(f.L.T("guides.own", "program", l.Program.Name))}
	for _, r := range l.Own {
		blocks = append(blocks, f.resourceEntry(l.Program, r))
	}
	return blocks
}

// resourceEntry is a resource for its readers: a link to follow, or a text with the way to it.
func (f For) resourceEntry(p core.Program, r core.Resource) slack.Block {
	when := ""
	if r.Stage != "" {
		when = f.L.T("guide_stage." + string(r.Stage))
	}
	if r.Kind == core.ResourceLink {
		return section(lines(dotted(bold(escape(r.Title)), resourceLink(r)), f.resourceAbout(r), when))
	}
	return sectionWith(lines(bold(escape(r.Title)), when),
		about(f.button(ActionReadResource, "button.read_guide", Meta{Program: p.ID, Resource: r.ID}), excerpt(inline(r.Title), maxSubject)))
}

// resourceAbout is what a link is about, on one line.
func (f For) resourceAbout(r core.Resource) string { return escape(inline(r.Text)) }

// resourceLink leads to a link under the name of its host, as what people write of it need not say where it leads.
func resourceLink(r core.Resource) string {
	u, err := url.Parse(r.Address)
	if err != nil {
		return ""
	}
	return link(r.Address, escape(u.Host))
}

// ResourceText is a text of a programme's own to read.
func (f For) ResourceText(facts core.ResourceFacts) slack.ModalViewRequest {
	r := facts.Resource
	blocks := []slack.Block{header(r.Title), smallPrint(f.L.T("resource.from", "program", escape(facts.Program.Name)))}
	blocks = append(blocks, f.resourceBody(r)...)
	blocks = append(append(blocks, divider()), row(f.button(ActionOpenGuides, "button.all_guides", Meta{Program: facts.Program.ID}))...)
	v := f.modal(PageGuide, "guide", blocks)
	v.PrivateMetadata = Meta{Program: facts.Program.ID, Resource: r.ID}.Encode()
	return v
}

// resourceBody is what a resource says, all of it.
func (f For) resourceBody(r core.Resource) []slack.Block {
	if r.Kind == core.ResourceLink {
		return []slack.Block{section(lines(resourceLink(r), f.resourceAbout(r)))}
	}
	var blocks []slack.Block
	text := ""
	for _, part := range slices.Concat(guidePages(r.Text, escape)...) {
		if text != "" && len([]rune(text))+len([]rune(part)) >= maxSection {
			blocks, text = append(blocks, section(text)), ""
		}
		text = lines(text, part) // however many headings it has, the text and the buttons after it fit into a modal
	}
	return append(blocks, section(text))
}

// resourcesPart offers what a programme has of its own for the stage of a mentorship.
func (f For) resourcesPart(m core.MentorshipFacts) []slack.Block {
	all := m.Program.Policy.ResourcesAt(m.HelpStage(f.Now), m.ViewerIs, f.L.Language())
	if len(all) == 0 {
		return nil
	}
	blocks := []slack.Block{divider(), section(bold(f.L.T("guides.own", "program", escape(m.Program.Name))))}
	for _, r := range all[:min(len(all), resourcesShown)] {
		blocks = append(blocks, f.resourceEntry(m.Program, r))
	}
	return append(blocks, row(f.button(ActionOpenGuides, "button.all_guides", Meta{Program: m.Program.ID}))...)
}

// resourcesRow leads from a programme's page to its own library.
func (f For) resourcesRow(p core.ProgramPage) []slack.Block {
	text := f.L.T("resources.none_yet")
	if n := len(p.Program.Policy.Resources); n > 0 {
		text = f.L.N("resources.count", n)
	}
	return []slack.Block{sectionWith(lines(bold(f.L.T("resources.heading")), text),
		f.button(ActionOpenResources, "button.resources", Meta{Program: p.Program.ID}))}
}

// Resources is a programme's own library for those who run it, in order, with what can be done.
func (f For) Resources(p core.ResourcesPage) slack.ModalViewRequest {
	program := Meta{Program: p.Program.ID}
	all := p.Program.Policy.Resources
	blocks := []slack.Block{section(f.L.T("resources.intro", "program", bold(escape(p.Program.Name))))}
	if len(all) == 0 {
		blocks = append(blocks, section(f.L.T("resources.empty")))
	}
	for i, r := range all {
		blocks = append(blocks, sectionWith(lines(strconv.Itoa(i+1)+". "+bold(escape(r.Title)), f.resourceKeys(r)),
			about(f.button(ActionOpenResource, "button.open", Meta{Program: p.Program.ID, Resource: r.ID}), excerpt(inline(r.Title), maxSubject))))
	}
	blocks = append(blocks, divider())
	var addLink, addText *slack.ButtonBlockElement
	switch {
	case !p.Relation.MayManage():
	case len(all) >= core.MaxResources:
		blocks = append(blocks, smallPrint(f.L.T("error.resources_full", "Limit", core.MaxResources)))
	default:
		addLink = primary(f.button(ActionNewLinkResource, "button.new_link_resource", program))
		addText = f.button(ActionNewTextResource, "button.new_text_resource", program)
	}
	blocks = append(blocks, row(addLink, addText, f.button(ActionOpenProgram, "button.back_to_program", program))...)
	blocks = append(append(blocks, divider()), f.coursesRow(p.Program)...)
	v := f.modal(PageResources, "resources", blocks)
	v.PrivateMetadata = program.Encode()
	return v
}

// resourceKeys is a resource's small print: what it is, whom and when it helps, and in which language it is.
func (f For) resourceKeys(r core.Resource) string {
	return dotted(f.L.T("resource_kind."+string(r.Kind)), f.L.T("resource_for."+orWord(string(r.For), OptionBoth)),
		f.L.T("resource_stage."+orWord(string(r.Stage), OptionAny)), f.L.T("resource_language."+orWord(r.Language, OptionAny)))
}

// OptionBoth stands in forms for people in both roles.
const OptionBoth = "both"

// orWord is a key, or the word that stands for none.
func orWord(key, none string) string {
	if key == "" {
		return none
	}
	return key
}

// Resource is one resource for those who run the programme, as it is read, with what can be done to it.
func (f For) Resource(p core.ResourcePage) slack.ModalViewRequest {
	r := p.Resource
	meta := Meta{Program: p.Program.ID, Resource: r.ID}
	blocks := []slack.Block{header(r.Title), smallPrint(dotted(f.L.T("resource.place", "n", p.Place, "of", len(p.Program.Policy.Resources)), f.resourceKeys(r)))}
	blocks = append(append(blocks, f.resourceBody(r)...), divider())
	if p.Relation.MayManage() {
		var up, down *slack.ButtonBlockElement
		if p.Place > 1 {
			up = f.button(ActionResourceUp, "button.move_up", meta)
		}
		if p.Place < len(p.Program.Policy.Resources) {
			down = f.button(ActionResourceDown, "button.move_down", meta)
		}
		remove := f.button(ActionRemoveResource, "button.delete", meta).WithStyle(slack.StyleDanger)
		remove.Confirm = f.confirm("confirm.resource_remove", slack.StyleDanger)
		blocks = append(blocks, row(f.button(ActionEditResource, "button.edit", meta), up, down, remove)...)
	}
	blocks = append(blocks, actions(f.button(ActionOpenResources, "button.all_resources", Meta{Program: p.Program.ID})))
	v := f.modal(PageResource, "resource", blocks)
	v.PrivateMetadata = meta.Encode()
	return v
}

// ResourceForm asks for a resource of a kind; one without an id is a new one.
func (f For) ResourceForm(p core.Program, r core.Resource) slack.ModalViewRequest {
	blocks := []slack.Block{f.textInput(field{"title", "resource.title_input", true}, r.Title, core.MaxResourceTitle)}
	if r.Kind == core.ResourceLink {
		blocks = append(blocks,
			f.textInput(field{"address", "resource.address", true}, r.Address, maxLinkAddress),
			f.textArea(field{"text", "resource.about", false}, r.Text, core.MaxResourceAbout))
	} else {
		blocks = append(blocks, f.textArea(field{"text", "resource.text", true}, r.Text, core.MaxResourceText))
	}
	blocks = append(blocks,
		f.selectOne(field{"for", "resource.for", true}, f.wordOptions("resource_for", OptionBoth, string(core.RoleMentee), string(core.RoleMentor)), orWord(string(r.For), OptionBoth)),
		f.selectOne(field{"stage", "resource.stage", true}, f.wordOptions("resource_stage", stageKeys()...), orWord(string(r.Stage), OptionAny)),
		f.selectOne(field{"language", "resource.language", true}, f.wordOptions("resource_language", append([]string{OptionAny}, core.ResourceLanguages()...)...), orWord(r.Language, OptionAny)))
	return f.form(CallbackResource, "resource", Meta{Program: p.ID, Resource: r.ID, As: string(r.Kind)}, blocks)
}

// wordOptions are options named by the words of a vocabulary, in the order given.
func (f For) wordOptions(vocabulary string, keys ...string) []*slack.OptionBlockObject {
	var all []*slack.OptionBlockObject
	for _, key := range keys {
		all = append(all, option(key, upperFirst(f.L.T(vocabulary+"."+key))))
	}
	return all
}

func stageKeys() []string {
	all := []string{OptionAny}
	for _, stage := range core.GuideStages() {
		all = append(all, string(stage))
	}
	return all
}

// resourceChanges says what became of each of a programme's own resources.
func (f For) resourceChanges(all []core.ListChange[core.Resource]) string {
	var said []string
	for _, c := range all {
		said = append(said, "• "+f.L.T("history.resource."+string(c.Kind()), "resource", bold(escape(excerpt(c.Entry.Title, 80)))))
	}
	return f.firstOf(said)
}

// firstOf are the first lines of many, and how many more there are.
func (f For) firstOf(said []string) string {
	const most = 10
	if more := len(said) - most; more > 0 {
		said = append(said[:most:most], f.L.N("more.count", more))
	}
	return lines(said...)
}
