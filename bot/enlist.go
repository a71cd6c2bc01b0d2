package bot

import (
	"context"
	"strings"

	"github.com/slack-go/slack"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// openEnlisted shows the staff of a programme whom it has asked, and who has not answered.
func (a *App) openEnlisted(ctx context.Context, r *Request) (Reply, error) {
	page, err := a.service.EnlistPage(ctx, r.call(), r.Meta.Program, r.Meta.Page)
	return orFail(err, func() Reply { return show(r.For.Enlisted(page)) })
}

// openEnlist asks whom to invite. User groups and files are offered where the workspace lets the app read them.
func (a *App) openEnlist(ctx context.Context, r *Request) (Reply, error) {
	program, err := a.service.Invitable(ctx, r.call(), r.Meta.Program)
	if err != nil {
		return Reply{}, err
	}
	groups := r.userGroups(ctx)
	return a.pushed(ctx, r, func(withFile bool) slack.ModalViewRequest { return r.For.Enlist(program, groups, withFile) })
}

// userGroups are the user groups that forms offer. Where Slack does not tell, forms do without.
func (r *Request) userGroups(ctx context.Context) []view.UserGroup {
	groups, err := r.chat.userGroups(ctx)
	if err != nil {
		r.log.InfoContext(ctx, "user groups are not offered", "error", err)
	}
	return groups
}

// startEnlist takes whom to invite. Finding them takes longer than Slack waits: a job does it and shows how many there are.
func (a *App) startEnlist(ctx context.Context, r *Request) (Reply, error) {
	whom := core.EnlistRequest{ChatUsers: r.Form.Users("people"), Group: r.Form.Text("group")}
	if files := r.Form.Files("file"); len(files) > 0 {
		whom.ChatFile = files[0]
	}
	if typed := r.Form.Text("emails"); typed != "" {
		emails, err := a.readers.Emails(strings.NewReader(typed))
		if err != nil {
			return Reply{}, atField("emails", err)
		}
		whom.Emails = emails
	}
	facts, err := a.service.StartEnlist(ctx, r.call(), r.Meta.Program, r.waiting(), whom)
	return orFail(err, func() Reply { return r.awaits(facts) })
}

// atField moves a refusal to the input it is about.
func atField(field string, err error) error {
	refusal := core.Refusal(err)
	if refusal == nil {
		return err
	}
	moved := *refusal
	moved.Field = field
	return &moved
}

// startRemind counts whom a reminder would go to, and asks.
func (a *App) startRemind(ctx context.Context, r *Request) (Reply, error) {
	facts, err := a.service.StartRemind(ctx, r.call(), r.Meta.Program, r.waiting())
	return orFail(err, func() Reply { return r.awaits(facts) })
}

// openAnnounce asks in which channel to announce a programme.
func (a *App) openAnnounce(ctx context.Context, r *Request) (Reply, error) {
	program, err := a.service.Invitable(ctx, r.call(), r.Meta.Program)
	return orFail(err, func() Reply { return show(r.For.Announce(program)) })
}

// announce has the announcement posted; the modal follows with what came of it.
func (a *App) announce(ctx context.Context, r *Request) (Reply, error) {
	in := core.Announcement{Channel: r.Form.Text("channel"), Language: r.Form.Text("language"), Words: r.Form.Text("words")}
	facts, err := a.service.Announce(ctx, r.call(), r.Meta.Program, r.waiting(), in)
	return orFail(err, func() Reply { return r.awaits(facts) })
}

// openProgramLink shows how people find the way into a programme by themselves.
func (a *App) openProgramLink(ctx context.Context, r *Request) (Reply, error) {
	program, err := a.service.Invitable(ctx, r.call(), r.Meta.Program)
	return orFail(err, func() Reply { return show(r.For.ProgramLink(program, r.Interaction.AppID)) })
}

// takePart leads somebody into a programme: to their profile if they have none, else to what they can be in it.
func (a *App) takePart(ctx context.Context, r *Request) (Reply, error) {
	next, err := a.service.TakePart(ctx, r.call(), r.Meta.Program)
	if err != nil {
		return Reply{}, err
	}
	return a.comesNext(ctx, r, next)
}

func (a *App) comesNext(ctx context.Context, r *Request, next core.TakePart) (Reply, error) {
	if next.Joined {
		return show(r.For.TakePart(next)), nil
	}
	if next.HasProfile {
		place, err := a.service.Place(ctx, r.call(), next.Program.ID)
		return orFail(err, func() Reply { return show(r.For.Join(place)) })
	}
	facts, err := a.service.ProfileFacts(ctx, r.call())
	return orFail(err, func() Reply { return show(r.For.Basics(facts, next.Program)) })
}

// joinByCode is takePart by command, for a programme known by its code. Without one it lists the programmes.
func (a *App) joinByCode(ctx context.Context, r *Request) (Reply, error) {
	if len(r.Words) == 0 {
		return a.openPrograms(ctx, r)
	}
	next, err := a.service.TakePartByCode(ctx, r.call(), r.Words[0])
	if err != nil {
		return Reply{}, err
	}
	return a.comesNext(ctx, r, next)
}

// declineEnlist notes that somebody does not want to take part. Their message follows by itself.
func (a *App) declineEnlist(ctx context.Context, r *Request) (Reply, error) {
	return Reply{}, a.service.DeclineEnlistment(ctx, r.call(), r.Meta.Program)
}
