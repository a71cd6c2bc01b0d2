package bot

import (
	"context"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// readResource shows a text of a programme's own library. From the library it takes that one's place: its own button leads back.
func (a *App) readResource(ctx context.Context, r *Request) (Reply, error) {
	facts, err := a.service.OpenResource(ctx, r.call(), r.Meta.Program, r.Meta.Resource)
	return orFail(err, func() Reply {
		if r.inPage(view.PageGuides) {
			return instead(r.For.ResourceText(facts))
		}
		return show(r.For.ResourceText(facts))
	})
}

// openResources shows a programme's own library to those who run it, in place of the page it is opened from: its own buttons lead back.
func (a *App) openResources(ctx context.Context, r *Request) (Reply, error) {
	page, err := a.service.Resources(ctx, r.call(), r.Meta.Program)
	return orFail(err, func() Reply { return instead(r.For.Resources(page)) })
}

func (a *App) openResource(ctx context.Context, r *Request) (Reply, error) {
	page, err := a.service.Resource(ctx, r.call(), r.Meta.Program, r.Meta.Resource)
	return orFail(err, func() Reply { return instead(r.For.Resource(page)) })
}

// newResource asks for a resource of a kind.
func (a *App) newResource(kind core.ResourceKind) handler {
	return func(ctx context.Context, r *Request) (Reply, error) {
		page, err := a.service.Resources(ctx, r.call(), r.Meta.Program)
		return orFail(err, func() Reply { return show(r.For.ResourceForm(page.Program, core.Resource{Kind: kind})) })
	}
}

func (a *App) editResource(ctx context.Context, r *Request) (Reply, error) {
	page, err := a.service.Resource(ctx, r.call(), r.Meta.Program, r.Meta.Resource)
	return orFail(err, func() Reply { return show(r.For.ResourceForm(page.Program, page.Resource)) })
}

// saveResource keeps a resource. Below the form lies the list, for a new one, or the resource's page.
func (a *App) saveResource(ctx context.Context, r *Request) (Reply, error) {
	for _, block := range []string{"for", "stage", "language"} {
		if err := r.Form.Required(block); err != nil {
			return Reply{}, err
		}
	}
	page, err := a.service.SaveResource(ctx, r.call(), core.ResourceInput{Program: r.Meta.Program, Resource: core.Resource{
		ID: r.Meta.Resource, Kind: core.ResourceKind(r.Meta.As), Title: r.Form.Text("title"), Text: r.Form.Text("text"), Address: r.Form.Text("address"),
		For: core.Role(r.chosenOr("for", view.OptionBoth)), Stage: core.GuideStage(r.chosenOr("stage", view.OptionAny)), Language: r.chosenOr("language", view.OptionAny),
	}})
	return orFail(err, func() Reply { return r.back(r.For.Resource(page)) })
}

func (a *App) moveResource(ctx context.Context, r *Request) (Reply, error) {
	down := r.route == view.ActionResourceDown
	page, err := a.service.MoveResource(ctx, r.call(), r.Meta.Program, r.Meta.Resource, down)
	return orFail(err, func() Reply { return instead(r.For.Resource(page)) })
}

// removeResource takes a resource out. The button has asked for confirmation.
func (a *App) removeResource(ctx context.Context, r *Request) (Reply, error) {
	page, err := a.service.RemoveResource(ctx, r.call(), r.Meta.Program, r.Meta.Resource)
	return orFail(err, func() Reply { return instead(r.For.Resources(page)) })
}
