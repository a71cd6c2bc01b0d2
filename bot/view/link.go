package view

import (
	"net/url"

	"github.com/slack-go/slack"

	"mentorbot/core"
)

// linksShown is how many links the page of a mentorship lists, the latest.
const linksShown = 5

// linksButton leads to the links of a mentorship.
func (f For) linksButton(m core.MentorshipFacts) *slack.ButtonBlockElement {
	return about(f.button(ActionOpenLinks, "button.links", Meta{Mentorship: m.Mentorship.ID}), m.Other.Name())
}

// linksPart lists the latest links on a mentorship's page; nothing when there are none.
func (f For) linksPart(m core.MentorshipFacts) []slack.Block {
	if len(m.Links) == 0 {
		return nil
	}
	text := []string{bold(f.L.T("links.title"))}
	for _, l := range m.Links[:min(linksShown, len(m.Links))] {
		text = append(text, "• "+sharedLink(l))
	}
	if more := len(m.Links) - linksShown; more > 0 {
		text = append(text, f.L.N("links.more", more))
	}
	return []slack.Block{section(lines(text...))}
}

// sharedLink is what somebody says a link is, and the link itself under the name of the host: what people write could end the label of a link,
// and need not say where it leads.
func sharedLink(l core.Link) string {
	u, err := url.Parse(l.Address)
	if err != nil {
		return escape(l.Title)
	}
	return dotted(escape(l.Title), link(l.Address, escape(u.Host)))
}

// Links are the links two people share.
func (f For) Links(n core.LinksFacts) slack.ModalViewRequest {
	m := Meta{Mentorship: n.Mentorship.ID}
	blocks := []slack.Block{section(f.L.T("links.with", "name", bold(name(n.Other))))}
	switch {
	case !n.Mentorship.Ongoing():
		blocks = append(blocks, smallPrint(f.L.T("links.ended")))
	case len(n.Links) == 0:
		blocks = append(blocks, section(f.L.T("links.none")))
	}
	if n.Mentorship.Ongoing() {
		blocks = append(blocks, actions(primary(f.button(ActionNewLink, "button.new_link", m))))
	}
	for _, l := range n.Links {
		blocks = append(blocks, f.linkEntry(n, l)...)
	}
	v := f.modal(PageLinks, "links", append(blocks, smallPrint(f.L.T("links.read", "name", firstName(n.Other)))))
	v.PrivateMetadata = m.Encode()
	return v
}

// linkEntry is a link, who shares it since when, and for that one the buttons to change it and to take it out.
func (f For) linkEntry(n core.LinksFacts, l core.Link) []slack.Block {
	who, mine := firstName(n.Other), l.Author == n.Viewer.Person.ID
	if mine {
		who = f.L.T("goal.you")
	}
	text := section(lines(sharedLink(l), dotted(who, f.date(l.CreatedAt))))
	if !mine || !n.Mentorship.Ongoing() {
		return []slack.Block{text}
	}
	m, subject := Meta{Link: l.ID, Mentorship: n.Mentorship.ID}, excerpt(inline(l.Title), maxSubject)
	remove := about(f.button(ActionRemoveLink, "button.remove_link", m), subject)
	remove.Confirm = f.confirm("confirm.link_remove", slack.StyleDanger)
	return append([]slack.Block{text}, row(about(f.button(ActionEditLink, "button.edit", m), subject), remove)...)
}

// NewLink asks for a link.
func (f For) NewLink(n core.LinksFacts) slack.ModalViewRequest {
	return f.form(CallbackLink, "link_new", Meta{Mentorship: n.Mentorship.ID}, f.linkInputs(core.Link{}))
}

// LinkForm asks for changes of a link.
func (f For) LinkForm(n core.LinkFacts) slack.ModalViewRequest {
	return f.form(CallbackLink, "link_edit", Meta{Link: n.Link.ID, Mentorship: n.Mentorship.ID}, f.linkInputs(n.Link))
}

func (f For) linkInputs(l core.Link) []slack.Block {
	return []slack.Block{
		f.textInput(field{"address", "link.address", true}, l.Address, maxLinkAddress),
		f.textInput(field{"title", "link.title", true}, l.Title, core.MaxLinkTitle),
	}
}

// maxLinkAddress is how long an address may be, which core checks.
const maxLinkAddress = 500
