package bot

import (
	"context"
	"strings"

	"mentorbot/core"
)

// findWords answers `/mentor find`: with the form for whom the person looks for, or with what the saved search of that name finds.
func (a *App) findWords(ctx context.Context, r *Request) (Reply, error) {
	seek, err := a.service.Seeks(ctx, r.call())
	if err != nil {
		return Reply{}, err
	}
	if seek == core.RoleMentee {
		return a.menteeWords(ctx, r)
	}
	if reply, named, err := a.openNamed(ctx, r, core.RoleMentor); named || err != nil {
		return reply, err
	}
	return a.openFind(ctx, r)
}

// menteeWords is findWords for a mentor who invites.
func (a *App) menteeWords(ctx context.Context, r *Request) (Reply, error) {
	if reply, named, err := a.openNamed(ctx, r, core.RoleMentee); named || err != nil {
		return reply, err
	}
	return a.openFindMentees(ctx, r)
}

// words are what stands behind the verb.
func (r *Request) words() string { return strings.Join(r.Words, " ") }

// openNamed shows what the saved search named by the words behind the verb finds, if there is one.
func (a *App) openNamed(ctx context.Context, r *Request, seek core.Role) (reply Reply, named bool, err error) {
	if len(r.Words) == 0 {
		return Reply{}, false, nil
	}
	saved, err := a.service.SavedSearches(ctx, r.call(), seek)
	if err != nil {
		return Reply{}, false, err
	}
	search, named := saved.Named(r.words())
	if !named {
		return Reply{}, false, nil
	}
	reply, err = a.showSearch(ctx, r, seek, search.ID)
	return reply, true, err
}

// typedInstead fills the words behind the verb into a search form when they name no saved search.
func (r *Request) typedInstead(last core.Criteria) core.Criteria {
	if len(r.Words) == 0 {
		return last
	}
	return core.Criteria{Text: r.words()}
}

// saveSearch keeps what a form asks for under the name it gives, and shows what it finds.
func (a *App) saveSearch(ctx context.Context, r *Request, seek core.Role) (Reply, error) {
	saved, err := a.service.SaveSearch(ctx, r.call(), seek, r.Form.Text("name"), criteriaOf(r.Form))
	if err != nil {
		return Reply{}, err
	}
	return a.showSearch(ctx, r, seek, saved.ID)
}

func (a *App) showSearch(ctx context.Context, r *Request, seek core.Role, id core.SearchID) (Reply, error) {
	if seek == core.RoleMentee {
		results, err := a.service.MenteesPage(ctx, r.call(), core.SearchPage{Search: id})
		return orFail(err, func() Reply { return show(r.For.Mentees(results)) })
	}
	results, err := a.service.FindPage(ctx, r.call(), core.SearchPage{Search: id})
	return orFail(err, func() Reply { return show(r.For.Results(results)) })
}

// openSearches lists what the person has saved.
func (a *App) openSearches(ctx context.Context, r *Request) (Reply, error) {
	if err := a.enterProgram(ctx, r); err != nil {
		return Reply{}, err
	}
	saved, err := a.service.SavedSearches(ctx, r.call(), core.Role(r.Meta.As))
	return orFail(err, func() Reply { return show(r.For.SavedSearches(saved, "")) })
}

// openRenameSearch asks for another name of a saved search.
func (a *App) openRenameSearch(ctx context.Context, r *Request) (Reply, error) {
	search, err := a.service.SavedSearch(ctx, r.call(), r.Meta.Search)
	if err != nil {
		return Reply{}, err
	}
	return a.formOver(ctx, r, r.For.RenameSearch(search))
}

// renameSearch keeps the name and leads back to the list.
func (a *App) renameSearch(ctx context.Context, r *Request) (Reply, error) {
	saved, err := a.service.RenameSearch(ctx, r.call(), r.Modal.Search, r.Form.Text("name"))
	if err != nil {
		return Reply{}, err
	}
	list := r.For.SavedSearches(saved, r.Modal.Search)
	return Reply{Below: &list}, nil
}

// openSearch shows what a saved search finds now.
func (a *App) openSearch(ctx context.Context, r *Request) (Reply, error) {
	if err := a.enterProgram(ctx, r); err != nil {
		return Reply{}, err
	}
	return a.showSearch(ctx, r, core.Role(r.Meta.As), r.Meta.Search)
}

// removeSearch forgets a saved search. The button has asked for confirmation.
func (a *App) removeSearch(ctx context.Context, r *Request) (Reply, error) {
	saved, err := a.service.RemoveSearch(ctx, r.call(), core.Role(r.Modal.As), r.Meta.Search)
	return orFail(err, func() Reply { return instead(r.For.SavedSearches(saved, "")) })
}
