package view

import (
	"github.com/slack-go/slack"

	"mentorbot/core"
)

// grouped leads to the viewer's groups for somebody; somebody hidden is in none.
func (f For) grouped(m core.MentorCard) *slack.ButtonBlockElement {
	if m.Mark == core.MarkHidden {
		return nil
	}
	return about(f.button(ActionOpenGroups, "button.groups", Meta{Person: m.Person.ID}), m.Name())
}

// groupID is the group a page of favourites is narrowed to, empty for none.
func groupID(p core.MarkedPage) core.GroupID {
	if p.Group == nil {
		return ""
	}
	return p.Group.ID
}

// groupRows lead from the favourites to each of the groups; from a group back to all of them, and offer to delete it.
func (f For) groupRows(p core.MarkedPage) []slack.Block {
	if p.Group != nil {
		rename := f.button(ActionRenameGroup, "button.rename", Meta{Group: p.Group.ID})
		remove := f.button(ActionRemoveGroup, "button.delete_group", Meta{Group: p.Group.ID}).WithStyle(slack.StyleDanger)
		remove = remove.WithConfirm(f.confirm("confirm."+ActionRemoveGroup, slack.StyleDanger, "name", inline(p.Group.Name)))
		return row(f.button(ActionOpenGroup, "button.all_favourites", Meta{}), rename, remove)
	}
	var blocks []slack.Block
	for _, g := range p.Groups {
		open := about(f.button(ActionOpenGroup, "button.open_group", Meta{Group: g.Group.ID}), g.Group.Name)
		blocks = append(blocks, sectionWith(f.L.T("groups.line", "name", bold(escape(g.Group.Name)), "count", g.Count), open))
	}
	return blocks
}

// GroupsForm asks into which of their groups somebody puts a person. page is what it was opened from, from that page's metadata.
func (f For) GroupsForm(g core.Grouping, page string, from Meta) slack.ModalViewRequest {
	blocks := []slack.Block{section(f.L.T("groups.intro", "name", bold(name(g.Other)))), smallPrint(f.L.T("groups.private"))}
	if len(g.Groups) > 0 {
		var all []*slack.OptionBlockObject
		for _, group := range g.Groups {
			all = append(all, option(string(group.Group.ID), inline(group.Group.Name)))
		}
		var in []string
		for _, id := range g.In {
			in = append(in, string(id))
		}
		blocks = append(blocks, f.selectMany(field{"groups", "groups.in", false}, all, in))
	}
	blocks = append(blocks, f.textInput(field{"name", "groups.new", false}, "", core.MaxGroupName))
	from.Program, from.Person, from.As = g.Program.ID, g.Other.Person.ID, page
	return f.form(CallbackGroups, "groups", from, blocks)
}

// RenameGroup asks for another name of a group. from is the metadata of the page of favourites it was opened from.
func (f For) RenameGroup(g core.Group, from Meta) slack.ModalViewRequest {
	from.Group = g.ID
	return f.form(CallbackRenameGroup, "group_rename", from, []slack.Block{
		smallPrint(f.L.T("groups.private")), f.textInput(field{"name", "group_rename.name", true}, g.Name, core.MaxGroupName),
	})
}
