package bot

import (
	"context"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// openGroups asks into which groups somebody is put.
func (a *App) openGroups(ctx context.Context, r *Request) (Reply, error) {
	grouping, err := a.service.Grouping(ctx, r.call(), r.Meta.Person)
	if err != nil {
		return Reply{}, err
	}
	if !r.Interaction.inModal() {
		return show(r.For.GroupsForm(grouping, "", view.Meta{})), nil
	}
	return a.formOver(ctx, r, r.For.GroupsForm(grouping, r.Interaction.View.CallbackID, r.Modal))
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
	return a.backTo(ctx, r, r.Modal.As)
}

// openRenameGroup asks for another name of a group.
func (a *App) openRenameGroup(ctx context.Context, r *Request) (Reply, error) {
	group, err := a.service.Group(ctx, r.call(), r.Meta.Group)
	if err != nil {
		return Reply{}, err
	}
	return a.formOver(ctx, r, r.For.RenameGroup(group, r.Modal))
}

// renameGroup keeps the name and leads back to the group.
func (a *App) renameGroup(ctx context.Context, r *Request) (Reply, error) {
	if _, err := a.service.RenameGroup(ctx, r.call(), r.Modal.Group, r.Form.Text("name")); err != nil {
		return Reply{}, err
	}
	page, err := a.service.Marked(ctx, r.call(), core.MarkFavourite, r.Modal.Group, r.Modal.Page)
	if err != nil {
		return Reply{}, err
	}
	below := r.For.RenamedGroup(page)
	return Reply{Below: &below}, nil
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
