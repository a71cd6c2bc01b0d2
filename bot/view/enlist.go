package view

import (
	"github.com/slack-go/slack"

	"mentorbot/core"
)

// UserGroup is a user group of the workspace.
type UserGroup struct {
	ID   string
	Name string
}

// maxGroups is how many options a menu takes (slack.md 1.4).
const maxGroups = 100

// Enlist asks whom to invite to a programme. Nobody is written to before their number was shown and confirmed.
func (f For) Enlist(p core.Program, groups []UserGroup, withFile bool) slack.ModalViewRequest {
	people := slack.NewOptionsMultiSelectBlockElement(slack.MultiOptTypeUser, f.placeholder(field{key: "enlist.people"}), InputValue)
	blocks := []slack.Block{
		section(f.L.T("enlist.intro", "program", bold(escape(p.Name)))),
		f.input(field{"people", "enlist.people", false}, people),
	}
	blocks = append(blocks, f.userGroup(field{"group", "enlist.group", false}, groups)...)
	blocks = append(blocks, f.textArea(field{"emails", "enlist.emails", false}, "", maxSection))
	if withFile {
		file := slack.NewFileInputBlockElement(InputValue).WithFileTypes("csv", "txt", "tsv")
		file.MaxFiles = 1
		blocks = append(blocks, f.input(field{"file", "enlist.file", false}, file))
	}
	return f.form(CallbackEnlist, "enlist", Meta{Program: p.ID}, append(blocks, smallPrint(f.L.T("enlist.once"))))
}

// userGroup asks for one of the user groups, where there are any.
func (f For) userGroup(d field, groups []UserGroup) []slack.Block {
	var options []*slack.OptionBlockObject
	for _, g := range groups[:min(len(groups), maxGroups)] {
		options = append(options, option(g.ID, g.Name))
	}
	if len(options) == 0 {
		return nil
	}
	return []slack.Block{f.selectOne(d, options, "")}
}

// enlistErrand shows how many people a round would reach and who is left out, and asks for a yes; or what became of it.
func (f For) enlistErrand(x core.ErrandFacts) slack.ModalViewRequest {
	e, plan := x.Errand, *x.Errand.Content.Enlist
	prefix := "errand." + string(e.Kind)
	n := len(plan.People)
	if e.State == core.ErrandDone {
		return f.errandPage(e, []slack.Block{
			section(f.L.N(prefix+".done", n, "program", bold(escape(x.Program.Name)))),
			smallPrint(f.L.T("enlist.takes", "time", f.L.Duration(minutesUp(plan)))),
		})
	}
	blocks := []slack.Block{
		section(f.L.N(prefix+".count", n, "program", bold(escape(x.Program.Name)))),
	}
	if left := f.leftOut(plan); left != "" {
		blocks = append(blocks, section(left))
	}
	if n == 0 {
		return f.errandPage(e, append(blocks, smallPrint(f.L.T("enlist.nobody"))))
	}
	blocks = append(blocks, smallPrint(f.L.T("enlist.takes", "time", f.L.Duration(minutesUp(plan)))))
	if plan.ToType() {
		blocks = append(blocks, f.textInput(field{"count", "enlist.count", true}, "", 10))
	}
	return f.errandForm(e, f.L.T(prefix+".submit"), blocks)
}

// minutesUp is how long a round takes in whole minutes.
func minutesUp(p core.EnlistPlan) int { return max(1, int(p.Takes().Minutes()+0.5)) }

// maxNamed is how many unknown addresses are named.
const maxNamed = 10

// leftOut says who is not asked, and why.
func (f For) leftOut(p core.EnlistPlan) string {
	named := ""
	if len(p.Unknown) > 0 {
		var some []string
		for _, who := range p.Unknown[:min(len(p.Unknown), maxNamed)] {
			some = append(some, escape(who))
		}
		named = f.L.N("enlist.unknown", len(p.Unknown), "names", f.L.List(some))
	}
	return lines(
		f.someOf("enlist.joined", p.Joined), f.someOf("enlist.asked", p.Asked), f.someOf("enlist.declined", p.Declined),
		f.someOf("enlist.inactive", p.Inactive), named)
}

// Enlisted is the programme's page about whom it has asked: how many answered, and who has not.
func (f For) Enlisted(p core.EnlistPage) slack.ModalViewRequest {
	c := p.Counts
	blocks := []slack.Block{header(p.Program.Name)}
	if c.Asked == 0 {
		blocks = append(blocks, section(f.L.T("enlisted.none")))
	} else {
		blocks = append(blocks, section(dotted(f.L.N("enlisted.asked", c.Asked), f.L.N("enlisted.joined", c.Joined),
			f.L.N("enlisted.declined", c.Declined), f.L.N("enlisted.waiting", c.Waiting))))
	}
	if p.Relation.MayManage() && p.Program.State == core.ProgramOpen {
		blocks = append(blocks, f.enlistButtons(p))
	}
	if len(p.Waiting) > 0 {
		blocks = append(blocks, divider(), section(bold(f.L.T("enlisted.heading"))))
	}
	for _, w := range p.Waiting {
		reminded := ""
		if !w.Enlistment.RemindedAt.IsZero() {
			reminded = f.L.T("enlisted.reminded", "date", f.date(w.Enlistment.RemindedAt))
		}
		blocks = append(blocks, section(dotted(bold(escape(w.Person.Name)), f.L.T("enlisted.since", "date", f.date(w.Enlistment.AskedAt)), reminded)))
	}
	blocks = append(blocks, f.pages(PageEnlisted, Meta{Program: p.Program.ID}, p.Page, p.Pages)...)
	v := f.modal(PageEnlisted, "enlisted", blocks)
	v.PrivateMetadata = Meta{Program: p.Program.ID, Page: p.Page}.Encode()
	return v
}

func (f For) enlistButtons(p core.EnlistPage) slack.Block {
	m := Meta{Program: p.Program.ID}
	buttons := []*slack.ButtonBlockElement{
		primary(f.button(ActionOpenEnlist, "button.enlist", m)),
		f.button(ActionOpenAnnounce, "button.announce", m),
		f.button(ActionOpenProgramLink, "button.program_link", m),
	}
	if p.Remindable > 0 {
		remind := f.button(ActionRemindEnlisted, "button.remind", m)
		buttons = append(buttons, remind)
	}
	return actions(buttons...)
}

// Announce asks in which channel and language to announce a programme, and for words of the admin's own.
func (f For) Announce(p core.Program) slack.ModalViewRequest {
	channel := slack.NewOptionsSelectBlockElement(slack.OptTypeConversations, f.placeholder(field{key: "announce.channel"}), InputValue)
	channel.Filter = &slack.SelectBlockElementFilter{Include: []string{"public", "private"}, ExcludeBotUsers: true}
	var languages []*slack.OptionBlockObject
	for _, tag := range core.ProductLanguages() {
		languages = append(languages, option(tag, upperFirst(f.L.LanguageName(tag))))
	}
	return f.form(CallbackAnnounce, "announce", Meta{Program: p.ID}, []slack.Block{
		section(f.L.T("announce.intro", "program", bold(escape(p.Name)))),
		f.input(field{"channel", "announce.channel", true}, channel),
		f.radio(field{"language", "announce.language", true}, f.L.Language(), languages...),
		f.textArea(field{"words", "announce.words", false}, "", core.MaxAnnouncement),
	})
}

// Announcement invites everybody who reads it to a programme.
func (f For) Announcement(p core.Program, words string) Message {
	blocks := []slack.Block{header(f.L.T("announcement.title", "program", inline(p.Name)))}
	if words != "" {
		blocks = append(blocks, section(quote(words)))
	}
	return message(append(blocks,
		section(f.L.T("announcement.text")),
		actions(primary(f.button(ActionTakePart, "button.take_part", Meta{Program: p.ID}))),
		smallPrint(f.L.T("announcement.command", "command", "`/mentor "+VerbJoin+" "+p.Code()+"`")))...)
}

// ProgramLink shows how people find the way into a programme: a link to the app, and a command.
func (f For) ProgramLink(p core.Program, app string) slack.ModalViewRequest {
	command := "/mentor " + VerbJoin + " " + p.Code()
	blocks := []slack.Block{
		section(f.L.T("program_link.intro", "program", bold(escape(p.Name)))),
		section(lines(f.L.T("program_link.command"), "`"+command+"`")),
	}
	if app != "" && f.Team != "" {
		address := "slack://app?team=" + f.Team + "&amp;id=" + app + "&amp;tab=home"
		blocks = append(blocks, section(lines(f.L.T("program_link.link"), "`"+address+"`")))
	}
	return f.modal(PageProgramLink, "program_link", append(blocks, smallPrint(f.L.T("program_link.open"))))
}

// Enlistment asks somebody to take part in a programme, or says what they answered. One can change one's mind at any time.
func (f For) Enlistment(x core.EnlistmentFacts, notice core.NoticeKind) Message {
	program, m := bold(escape(x.Program.Name)), Meta{Program: x.Program.ID, Enlistment: x.Enlistment.ID}
	title := "enlistment.title"
	if notice == core.NoticeEnlistReminder {
		title = "enlistment.reminder"
	}
	join := f.button(ActionTakePart, "button.take_part", m)
	switch {
	case x.Joined:
		return message(section(f.L.T("enlistment.joined", "program", program)))
	case x.Program.State != core.ProgramOpen:
		return message(section(f.L.T("enlistment.closed", "program", program)))
	case x.Enlistment.State == core.EnlistmentDeclined:
		return message(section(f.L.T("enlistment.declined", "program", program)), actions(join))
	case x.Enlistment.State == core.EnlistmentAccepted:
		return message(section(f.L.T("enlistment.accepted", "program", program)), actions(join))
	}
	return message(
		section(f.L.T(title, "name", bold(name(x.By)), "program", program)),
		section(f.L.T("enlistment.text")),
		actions(primary(join), f.button(ActionDeclineEnlist, "button.no_thanks", m)))
}

// TakePart says what somebody who takes part already can do in a programme next.
func (f For) TakePart(t core.TakePart) slack.ModalViewRequest {
	m := Meta{Program: t.Program.ID}
	return f.modal(PageTakePart, "take_part", []slack.Block{
		section(f.L.T("take_part.joined", "program", bold(escape(t.Program.Name)))),
		actions(primary(f.button(ActionOpenFind, "button.find", m)), f.button(ActionOpenMentor, "button.mentor", m)),
	})
}

// programEnlist leads from a programme's page to its invitations.
func (f For) programEnlist(p core.ProgramPage) []slack.Block {
	return []slack.Block{
		sectionWith(f.L.T("program_page.enlist"), f.button(ActionOpenEnlisted, "button.enlisted", Meta{Program: p.Program.ID})),
	}
}
