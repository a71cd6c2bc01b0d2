package bot

import (
	"context"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// openGroups asks into which groups somebody is put. Over a profile the form takes its place, so that what lies below the profile can be
// brought up to date with it.
func (a *App) openGroups(ctx context.Context, r *Request) (Reply, error) {
	grouping, err := a.service.Grouping(ctx, r.call(), r.Meta.Person)
	if err != nil {
		return Reply{}, err
	}
	if !r.Interaction.inModal() {
		return show(r.For.GroupsForm(grouping, "", view.Meta{}, false)), nil
	}
	page := r.Interaction.View.CallbackID
	profile := page == view.PagePerson || page == view.PageMentee
	if profile || r.Interaction.View.depth() >= maxDepth {
		return instead(r.For.GroupsForm(grouping, page, r.Modal, true)), nil
	}
	return show(r.For.GroupsForm(grouping, page, r.Modal, false)), nil
}

// saveGroups keeps what was entered and leads back to where the form was opened.
func (a *App) saveGroups(ctx context.Context, r *Request) (Reply, error) {
	var groups []core.GroupID
	for _, id := range r.Form.All("groups") {
		groups = append(groups, core.GroupID(id))
	}
	if _, err := a.service.SetGroups(ctx, r.call(), r.Modal.Person, groups, r.Form.Text("name")); err != nil {
		return Reply{}, err
	}
	back, err := a.redrawPage(ctx, r, r.Modal.As)
	if err != nil || r.Modal.Instead {
		return back, err
	}
	return Reply{Below: back.Instead}, nil
}

// openGroup narrows the favourites to a group, or shows all of them again.
func (a *App) openGroup(ctx context.Context, r *Request) (Reply, error) {
	page, err := a.service.Marked(ctx, r.call(), core.MarkFavourite, r.Meta.Group, 0)
	return orFail(err, func() Reply { return instead(r.For.Marked(page)) })
}

// removeGroup forgets a group. The button has asked for confirmation.
func (a *App) removeGroup(ctx context.Context, r *Request) (Reply, error) {
	page, err := a.service.RemoveGroup(ctx, r.call(), r.Meta.Group)
	return orFail(err, func() Reply { return instead(r.For.Marked(page)) })
}
