package view

import (
	"github.com/slack-go/slack"

	"mentorbot/core"
)

// supportLatest is how many of the latest words a message shows; the page shows all.
const supportLatest = 3

// SupportRequest is a request for help as who asked or one of the team sees it, with what they can do about it. from says which list it
// stands over, by Do and Page.
func (f For) SupportRequest(x core.SupportFacts, from Meta) slack.ModalViewRequest {
	blocks := append(f.supportHead(x), f.supportReplies(x, len(x.Replies))...)
	blocks = append(blocks, smallPrint(f.supportState(x)))
	if x.Own {
		blocks = append(blocks, f.supportOwnButtons(x)...)
	}
	if x.Team {
		blocks = append(blocks, f.supportTeamButtons(x)...)
	}
	v := f.modal(PageSupportRequest, "support_request", blocks)
	v.PrivateMetadata = Meta{Support: x.Request.ID, Do: from.Do, Page: from.Page}.Encode()
	return v
}

// SupportCard is a request for help as the team reads it in its channel, or each of them by direct message.
func (f For) SupportCard(x core.SupportFacts) Message {
	blocks := append([]slack.Block{section(f.L.T("support_card.title", "name", bold(name(x.Asker))))}, f.supportHead(x)...)
	blocks = append(blocks, f.supportReplies(x, supportLatest)...)
	blocks = append(blocks, smallPrint(f.supportState(x)))
	blocks = append(blocks, f.supportTeamButtons(x)...)
	if x.Settings.Channel != "" && x.Settings.Trouble != "" {
		blocks = append(blocks, smallPrint(f.L.T("support_card.trouble", "channel", channel(x.Settings.Channel))))
	}
	return message(blocks...)
}

// SupportAnswer tells who asked what the team says.
func (f For) SupportAnswer(x core.SupportFacts) Message {
	title := "support_answer.answered"
	switch {
	case x.Request.State == core.SupportResolved && x.Request.ResolvedBy == x.Request.Person:
		title = "support_answer.solved"
	case x.Request.State == core.SupportResolved:
		title = "support_answer.resolved"
	case x.Request.Waits():
		title = "support_answer.waits"
	}
	blocks := []slack.Block{section(f.L.T(title, "topic", bold(f.supportTopic(x.Request.Topic)), "name", bold(name(x.Resolver))))}
	blocks = append(blocks, section(quote(excerpt(x.Request.Text, 200))))
	blocks = append(blocks, f.supportReplies(x, supportLatest)...)
	return message(append(blocks, f.supportOwnButtons(x)...)...)
}

// supportHead is what was asked: about what, by whom, and the screenshot.
func (f For) supportHead(x core.SupportFacts) []slack.Block {
	who := ""
	if !x.Own {
		who = name(x.Asker)
	}
	file := ""
	if x.Request.File.ID != "" {
		file = orDash(link(x.Request.File.Link, f.L.T("support_request.file")))
	}
	return []slack.Block{
		section(lines(bold(f.supportTopic(x.Request.Topic)), dotted(who, escape(x.Program.Name), f.instant(x.Request.CreatedAt)))),
		section(lines(quote(x.Request.Text), file)),
	}
}

// supportReplies are the latest words that were written after the request.
func (f For) supportReplies(x core.SupportFacts, most int) []slack.Block {
	var blocks []slack.Block
	earlier := len(x.Replies) - most
	if earlier > 0 {
		blocks = append(blocks, smallPrint(f.L.N("support_request.earlier", earlier)))
	}
	for _, r := range x.Replies[max(earlier, 0):] {
		by := bold(name(r.By))
		if r.Reply.Team {
			by = f.L.T("support_request.for_team", "name", by)
		}
		blocks = append(blocks, section(lines(dotted(by, f.instant(r.Reply.At)), quote(r.Reply.Text))))
	}
	return blocks
}

// supportState says how a request stands: who has it, and by when an answer is due or was.
func (f For) supportState(x core.SupportFacts) string {
	r := x.Request
	due := ""
	switch {
	case x.Overdue():
		due = bold(f.L.T("support_request.overdue", "time", f.instant(r.DueAt)))
	case r.Waits():
		due = f.L.T("support_request.due", "time", f.instant(r.DueAt))
	}
	state := f.L.T("support_state."+string(r.State), "name", name(x.TakenBy))
	if r.State == core.SupportResolved {
		state = f.L.T("support_request.resolved", "name", name(x.Resolver), "time", f.instant(r.ResolvedAt))
	}
	return dotted(state, due)
}

// supportOwnButtons are for who asked. Somebody whose request is over can open it again with a word.
func (f For) supportOwnButtons(x core.SupportFacts) []slack.Block {
	m := Meta{Support: x.Request.ID}
	reply := f.button(ActionReplySupport, "button.support_reply", m)
	if x.Request.State == core.SupportResolved {
		return row(reply)
	}
	return row(reply, primary(f.button(ActionResolveSupport, "button.support_solved", m)))
}

// supportTeamButtons are for the team.
func (f For) supportTeamButtons(x core.SupportFacts) []slack.Block {
	m := Meta{Support: x.Request.ID}
	if x.Request.State == core.SupportResolved {
		return nil
	}
	var take *slack.ButtonBlockElement
	if x.Request.TakenBy == "" {
		take = about(f.button(ActionTakeSupport, "button.support_take", m), x.Asker.Name())
	}
	resolve := about(f.button(ActionResolveSupport, "button.resolve", m), x.Asker.Name())
	resolve.Confirm = f.confirm("confirm."+ActionResolveSupport, "", "name", inline(x.Asker.Name()))
	return row(primary(about(f.button(ActionAnswerSupport, "button.support_answer", m), x.Asker.Name())), take, resolve)
}

// SupportReply asks for words: action says whether the team answers or who asked writes again. from is the metadata of the page it was
// opened from.
func (f For) SupportReply(x core.SupportFacts, action string, from Meta) slack.ModalViewRequest {
	prefix := "support_reply"
	if action == ActionAnswerSupport {
		prefix = "support_answer_form"
	}
	last := x.Request.Text
	if n := len(x.Replies); n > 0 {
		last = x.Replies[n-1].Reply.Text
	}
	return f.form(CallbackSupportReply, prefix, Meta{Support: x.Request.ID, As: action, Do: from.Do, Page: from.Page}, []slack.Block{
		section(lines(f.L.T(prefix+".intro", "name", bold(name(x.Asker)), "topic", bold(f.supportTopic(x.Request.Topic))), quote(excerpt(last, 300)))),
		f.textArea(field{"text", prefix + ".text", true}, "", core.MaxSupportReply),
	})
}

// channel names a channel so that it can be clicked. The id comes from the chat system.
func channel(id string) string { return "<#" + escape(id) + ">" }
