package view

import (
	"github.com/slack-go/slack"

	"mentorbot/core"
)

// SupportOwn lists a person's own requests for help, latest first.
func (f For) SupportOwn(p core.SupportPage) slack.ModalViewRequest {
	blocks := []slack.Block{sectionWith(f.L.N("support.own", p.Counts.Mine), f.button(ActionOpenSupport, "button.support", Meta{}))}
	return f.supportList(PageSupportOwn, "support_own", p, blocks)
}

// SupportDesk lists what waits for the team, what is overdue first, and says where requests go.
func (f For) SupportDesk(p core.SupportPage) slack.ModalViewRequest {
	where := f.L.T("support_desk.direct")
	if p.Settings.Channel != "" {
		where = f.L.T("support_desk.channel", "channel", channel(p.Settings.Channel))
	}
	if p.Settings.Trouble != "" {
		where = lines(where, bold(f.L.T("support_desk.trouble")))
	}
	head := section(where)
	if p.Admin {
		head = sectionWith(where, f.button(ActionOpenSupportChannel, "button.support_channel", Meta{}))
	}
	return f.supportList(PageSupportDesk, "support_desk", p, f.supportDeskHead(p, head))
}

// supportDeskHead says how much waits, if anything is there, and where requests go.
func (f For) supportDeskHead(p core.SupportPage, where slack.Block) []slack.Block {
	if len(p.Requests) == 0 {
		return []slack.Block{where, divider()}
	}
	return []slack.Block{section(f.supportWaits(p.Counts)), where, divider()}
}

// supportList is a page of requests behind what stands above them.
func (f For) supportList(callback, prefix string, p core.SupportPage, blocks []slack.Block) slack.ModalViewRequest {
	if len(p.Requests) == 0 {
		blocks = append(blocks, section(f.L.T(prefix+".none")))
	}
	for _, x := range p.Requests {
		who := ""
		if p.Team {
			who = dotted(name(x.Asker), escape(x.Program.Name))
		}
		text := lines(dotted(bold(f.supportTopic(x.Request.Topic)), who), escape(excerpt(x.Request.Text, 150)), f.supportState(x))
		open := about(f.button(ActionOpenSupportRequest, "button.open", Meta{Support: x.Request.ID, Do: callback, Page: p.Page}), f.supportTopic(x.Request.Topic)+" "+x.Asker.Name())
		blocks = append(blocks, sectionWith(text, open))
	}
	v := f.modal(callback, prefix, append(blocks, f.pages(callback, Meta{}, p.Page, p.Pages)...))
	v.PrivateMetadata = Meta{Page: p.Page}.Encode()
	return v
}

// supportWaits counts what waits for the team.
func (f For) supportWaits(c core.SupportCounts) string {
	overdue := ""
	if c.Overdue > 0 {
		overdue = bold(f.L.N("support_desk.overdue", c.Overdue))
	}
	return dotted(f.L.N("support_desk.waiting", c.Waiting), overdue)
}

// SupportChannel asks where requests for help go.
func (f For) SupportChannel(s core.SupportSettings) slack.ModalViewRequest {
	d := field{"channel", "support_channel.channel", false}
	menu := slack.NewOptionsSelectBlockElement(slack.OptTypeConversations, f.placeholder(d), InputValue)
	menu.Filter = &slack.SelectBlockElementFilter{Include: []string{"public", "private"}, ExcludeBotUsers: true}
	menu.InitialConversation = s.Channel
	return f.form(CallbackSupportChannel, "support_channel", Meta{}, []slack.Block{
		section(f.L.T("support_channel.intro")),
		f.input(d, menu),
		smallPrint(f.L.T("support_channel.private")),
	})
}

// SupportChannelSet tells a channel that requests for help come to it from now on.
func (f For) SupportChannelSet() Message { return message(section(f.L.T("support_channel.set"))) }

// adminSupport leads from the list of programmes to the requests for help, for those who answer them.
func (f For) adminSupport(o core.AdminOverview) []slack.Block {
	manages := o.Viewer.Admin
	for _, p := range o.Programs {
		manages = manages || p.Relation.MayManage()
	}
	if !manages {
		return nil
	}
	return []slack.Block{divider(), sectionWith(f.L.T("admin.support"), f.button(ActionOpenSupportDesk, "button.support_desk", Meta{}))}
}

// homeSupportDesk says on the Home of the team what waits; nothing when nothing does.
func (f For) homeSupportDesk(c core.SupportCounts) []slack.Block {
	if c.Waiting == 0 {
		return nil
	}
	return []slack.Block{sectionWith(f.supportWaits(c), f.button(ActionOpenSupportDesk, "button.support_desk", Meta{}))}
}

// homeSupport leads to the viewer's own requests while any is not resolved.
func (f For) homeSupport(c core.SupportCounts) []slack.Block {
	if c.Mine == 0 {
		return nil
	}
	return []slack.Block{sectionWith(f.L.N("support.own", c.Mine), f.button(ActionOpenSupportOwn, "button.support_own", Meta{}))}
}
