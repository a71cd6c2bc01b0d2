package bot

import (
	"context"

	"github.com/slack-go/slack"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// openSupport asks what somebody needs help with.
func (a *App) openSupport(ctx context.Context, r *Request) (Reply, error) {
	start, err := a.service.SupportStart(ctx, r.call())
	return orFail(err, func() Reply { return show(r.For.Support(start)) })
}

// openSupportTopic answers a topic from where the person stands, where that can be; else it leads to the form.
func (a *App) openSupportTopic(ctx context.Context, r *Request) (Reply, error) {
	topic := core.SupportTopic(r.Meta.As)
	if !topic.Answers() {
		return a.openSupportForm(ctx, r)
	}
	diagnosis, err := a.service.SupportDiagnosis(ctx, r.call(), topic)
	return orFail(err, func() Reply { return show(r.For.SupportDiagnosis(diagnosis)) })
}

// openSupportForm asks for words to the team, and for a screenshot where the workspace lets the app read files.
func (a *App) openSupportForm(ctx context.Context, r *Request) (Reply, error) {
	start, err := a.service.SupportStart(ctx, r.call())
	if err != nil {
		return Reply{}, err
	}
	topic := core.SupportTopic(r.Meta.As)
	return a.pushed(ctx, r, func(withFile bool) slack.ModalViewRequest { return r.For.SupportForm(start, topic, withFile) })
}

// askSupport sends what somebody wrote to the team and shows them how it stands.
func (a *App) askSupport(ctx context.Context, r *Request) (Reply, error) {
	facts, err := a.service.AskSupport(ctx, r.call(), core.NewSupport{
		Topic: core.SupportTopic(r.Meta.As), Text: r.Form.Text("text"), File: r.Form.support("file"),
	})
	return orFail(err, func() Reply { return instead(r.For.SupportRequest(facts, view.Meta{})) })
}

// support is the first file uploaded in a block.
func (f Form) support(block string) core.SupportFile {
	for _, in := range f[block] {
		for _, file := range in.Files {
			return core.SupportFile{ID: file.ID, Link: file.Permalink}
		}
	}
	return core.SupportFile{}
}

// openSupportOwn lists the person's own requests.
func (a *App) openSupportOwn(ctx context.Context, r *Request) (Reply, error) {
	page, err := a.service.MySupport(ctx, r.call(), r.Meta.Page)
	return orFail(err, func() Reply { return show(r.For.SupportOwn(page)) })
}

// openSupportDesk lists what waits for the team.
func (a *App) openSupportDesk(ctx context.Context, r *Request) (Reply, error) {
	page, err := a.service.SupportDesk(ctx, r.call(), r.Meta.Page)
	return orFail(err, func() Reply { return show(r.For.SupportDesk(page)) })
}

// openSupportRequest shows one request.
func (a *App) openSupportRequest(ctx context.Context, r *Request) (Reply, error) {
	facts, err := a.service.SupportRequest(ctx, r.call(), r.Meta.Support)
	return orFail(err, func() Reply { return show(r.For.SupportRequest(facts, r.Meta)) })
}

// openSupportReply asks for the words of whoever clicked: of the team, or of who asked.
func (a *App) openSupportReply(ctx context.Context, r *Request) (Reply, error) {
	facts, err := a.service.SupportRequest(ctx, r.call(), r.Meta.Support)
	return orFail(err, func() Reply { return show(r.For.SupportReply(facts, r.action().ActionID, r.Modal)) })
}

// replySupport takes the words of one of both sides. Messages about the request follow by themselves, the pages below are brought up to date.
func (a *App) replySupport(ctx context.Context, r *Request) (Reply, error) {
	write := a.service.ReplySupport
	if r.Modal.As == view.ActionAnswerSupport {
		write = a.service.AnswerSupport
	}
	facts, err := write(ctx, r.call(), r.Modal.Support, r.Form.Text("text"))
	if err != nil {
		return Reply{}, err
	}
	back, err := a.supportNow(ctx, r, facts)
	return Reply{Below: back.Instead, Bottom: back.Below}, err
}

// takeSupport says that the one who clicked sees to it.
func (a *App) takeSupport(ctx context.Context, r *Request) (Reply, error) {
	facts, err := a.service.TakeSupport(ctx, r.call(), r.Meta.Support)
	if err != nil {
		return Reply{}, err
	}
	return a.supportNow(ctx, r, facts)
}

// resolveSupport ends a request.
func (a *App) resolveSupport(ctx context.Context, r *Request) (Reply, error) {
	facts, err := a.service.ResolveSupport(ctx, r.call(), r.Meta.Support)
	if err != nil {
		return Reply{}, err
	}
	return a.supportNow(ctx, r, facts)
}

// supportNow brings the page of a request up to date, and the list below it; a message follows by itself.
func (a *App) supportNow(ctx context.Context, r *Request, facts core.SupportFacts) (Reply, error) {
	if !r.Interaction.inModal() {
		return Reply{}, nil
	}
	reply := instead(r.For.SupportRequest(facts, r.Modal))
	switch r.Modal.Do {
	case view.PageSupportDesk:
		page, err := a.service.SupportDesk(ctx, r.call(), r.Modal.Page)
		below := r.For.SupportDesk(page)
		reply.Below = &below
		return reply, err
	case view.PageSupportOwn:
		page, err := a.service.MySupport(ctx, r.call(), r.Modal.Page)
		below := r.For.SupportOwn(page)
		reply.Below = &below
		return reply, err
	}
	return reply, nil
}

// openSupportChannel asks where requests for help go.
func (a *App) openSupportChannel(ctx context.Context, r *Request) (Reply, error) {
	settings, err := a.service.SupportSettings(ctx, r.call())
	return orFail(err, func() Reply { return show(r.For.SupportChannel(settings)) })
}

// setSupportChannel says where requests for help go. A channel is told, which shows at once whether it takes the app's messages.
func (a *App) setSupportChannel(ctx context.Context, r *Request) (Reply, error) {
	before, err := a.service.SupportSettings(ctx, r.call())
	if err != nil {
		return Reply{}, err
	}
	channel := r.Form.Text("channel")
	if channel != "" && (channel != before.Channel || before.Trouble != "") {
		_, err := r.chat.post(ctx, channel, r.present.writeForWorkspace().SupportChannelSet(), "")
		if unreachable(codeOf(err)) {
			return Reply{}, &core.Error{Kind: core.Invalid, Code: core.CodeSupportChannel, Field: "channel"}
		}
		if err != nil {
			return Reply{}, err
		}
	}
	if err := a.service.SetSupportChannel(ctx, r.call(), channel); err != nil {
		return Reply{}, err
	}
	page, err := a.service.SupportDesk(ctx, r.call(), 0)
	return orFail(err, func() Reply {
		below := r.For.SupportDesk(page)
		return Reply{Below: &below}
	})
}
