package bot

import (
	"context"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// openLinks shows the links of a mentorship.
func (a *App) openLinks(ctx context.Context, r *Request) (Reply, error) {
	links, err := a.service.Links(ctx, r.call(), r.Meta.Mentorship)
	return orFail(err, func() Reply { return show(r.For.Links(links)) })
}

// openNewLink asks for a link.
func (a *App) openNewLink(ctx context.Context, r *Request) (Reply, error) {
	links, err := a.service.Links(ctx, r.call(), r.Meta.Mentorship)
	return orFail(err, func() Reply { return show(r.For.NewLink(links)) })
}

// openLinkForm asks for changes of a link.
func (a *App) openLinkForm(ctx context.Context, r *Request) (Reply, error) {
	link, err := a.service.LinkToEdit(ctx, r.call(), r.Meta.Link)
	return orFail(err, func() Reply { return show(r.For.LinkForm(link)) })
}

// saveLink puts a link to the others, or keeps what was changed of one, and leads back to the list.
func (a *App) saveLink(ctx context.Context, r *Request) (Reply, error) {
	in, err := core.LinkInput{Title: r.Form.Text("title"), Address: r.Form.Text("address")}, error(nil)
	if r.Modal.Link != "" {
		_, err = a.service.EditLink(ctx, r.call(), r.Modal.Link, in)
	} else {
		_, err = a.service.AddLink(ctx, r.call(), r.Modal.Mentorship, in)
	}
	if err != nil {
		return Reply{}, err
	}
	list, err := a.redrawLinks(ctx, r, r.Modal)
	return Reply{Below: list.Instead, Bottom: list.Below}, err
}

// removeLink takes a link out of the list, which the button has asked about.
func (a *App) removeLink(ctx context.Context, r *Request) (Reply, error) {
	removed, err := a.service.RemoveLink(ctx, r.call(), r.Meta.Link)
	if err != nil {
		return Reply{}, err
	}
	return a.redrawLinks(ctx, r, view.Meta{Mentorship: removed.Mentorship})
}

// redrawLinks shows a list of links as it is now, and the mentorship's page below it, which has the latest of them.
func (a *App) redrawLinks(ctx context.Context, r *Request, m view.Meta) (Reply, error) {
	links, err := a.service.Links(ctx, r.call(), m.Mentorship)
	if err != nil {
		return Reply{}, err
	}
	reply := instead(r.For.Links(links))
	reply.Below, err = a.mentorshipBelow(ctx, r, m.Mentorship)
	return reply, err
}
