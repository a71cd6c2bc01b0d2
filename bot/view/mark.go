package view

import (
	"github.com/slack-go/slack"

	"mentorbot/core"
)

// Marked lists somebody's favourites, or the people they have hidden, each with the way back.
func (f For) Marked(p core.MarkedPage) slack.ModalViewRequest { return f.marked(p, "") }

// RenamedGroup is Marked for a group that was just given another name.
func (f For) RenamedGroup(p core.MarkedPage) slack.ModalViewRequest {
	return f.marked(p, f.L.T("groups.renamed"))
}

func (f For) marked(p core.MarkedPage, news string) slack.ModalViewRequest {
	page, prefix, other := PageFavourites, "favourites", f.button(ActionOpenHidden, "button.hidden_people", Meta{})
	if p.Kind == core.MarkHidden {
		page, prefix, other = PageHidden, "hidden_people", f.button(ActionOpenFavourites, "button.favourites", Meta{})
	}
	intro := f.L.N(prefix+".count", p.Total)
	switch {
	case p.Group != nil:
		intro = lines(news, bold(escape(p.Group.Name)), f.L.N("groups.count", p.Total))
	case p.Total == 0:
		intro = f.L.T(prefix + ".none")
	}
	blocks := []slack.Block{section(intro), smallPrint(f.L.T(prefix + ".private"))}
	blocks = append(blocks, f.groupRows(p)...)
	for _, marked := range p.People {
		blocks = append(blocks, divider())
		blocks = append(blocks, f.markedPerson(marked)...)
	}
	blocks = append(blocks, f.pages(page, Meta{Group: groupID(p)}, p.Page, p.Pages)...)
	v := f.modal(page, prefix, append(blocks, divider(), actions(other)))
	v.PrivateMetadata = Meta{Program: p.Program.ID, Group: groupID(p), Page: p.Page}.Encode()
	return v
}

func (f For) markedPerson(m core.MarkedFacts) []slack.Block {
	person := Meta{Person: m.Card.Person.ID}
	if m.Mark.Kind == core.MarkHidden {
		undo := about(f.button(ActionUnhide, "button.unhide", person), m.Card.Name())
		return []slack.Block{sectionWith(lines(bold(name(m.Card)), f.L.T("hidden_people.since", "date", f.date(m.Mark.At))), undo)}
	}
	remove := about(f.button(ActionUnfavour, "button.unfavour", person), m.Card.Name())
	sort := f.grouped(core.MentorCard{Card: m.Card, Mark: m.Mark.Kind})
	in := f.fact("results.groups", f.typed(m.Groups))
	if !m.Findable && m.Seeks {
		open := about(f.button(ActionOpenMentee, "button.view_profile", person), m.Card.Name())
		return []slack.Block{f.introduction(m.Card, "", in), actions(open, sort, remove)}
	}
	if !m.Findable {
		return []slack.Block{f.introduction(m.Card, "", f.L.T("favourites.not_findable"), in), actions(sort, remove)}
	}
	open := about(f.button(ActionOpenPerson, "button.view_profile", person), m.Card.Name())
	return []slack.Block{f.introduction(m.Card, "", in), actions(open, sort, remove)}
}

// star keeps a mentor as a favourite, or no longer. Somebody hidden has none.
func (f For) star(m core.MentorCard) *slack.ButtonBlockElement {
	person := Meta{Person: m.Person.ID}
	switch m.Mark {
	case core.MarkHidden:
		return nil
	case core.MarkFavourite:
		return about(f.button(ActionUnfavour, "button.unfavour", person), m.Name())
	}
	return about(f.button(ActionFavour, "button.favour", person), m.Name())
}

// markRow is what a profile offers to keep about its owner.
func (f For) markRow(m core.MentorCard) []slack.Block {
	person := Meta{Person: m.Person.ID}
	if m.Mark == core.MarkHidden {
		return []slack.Block{
			smallPrint(f.L.T("person.hidden", "name", firstName(m.Card))),
			actions(about(f.button(ActionUnhide, "button.unhide", person), m.Name())),
		}
	}
	blocks := []slack.Block{}
	if len(m.Groups) > 0 {
		blocks = append(blocks, smallPrint(f.fact("results.groups", f.typed(m.Groups))))
	}
	return append(blocks, row(f.star(m), f.grouped(m), about(f.button(ActionHide, "button.hide", person), m.Name()))...)
}
