package view

import (
	"github.com/slack-go/slack"

	"mentorbot/core"
)

// savedSearches leads from a search form to what has been saved to find people of a role; nothing when nothing has.
func (f For) savedSearches(p core.Program, seek core.Role, saved int) []slack.Block {
	if saved == 0 {
		return nil
	}
	b := f.button(ActionOpenSearches, "saved_searches.title", Meta{Program: p.ID, As: string(seek)})
	b.Text = plain(f.L.N("button.saved_searches_count", saved), maxButtonText)
	return row(b)
}

// SavedSearches lists the searches somebody has kept, each with what it looks for. The one that was just given another name is confirmed.
func (f For) SavedSearches(l core.SearchList, renamed core.SearchID) slack.ModalViewRequest {
	intro := f.L.T("saved_searches.intro", "program", bold(escape(l.Program.Name)))
	if len(l.Searches) == 0 {
		intro = f.L.T("saved_searches.none")
	}
	blocks := []slack.Block{section(intro)}
	for _, s := range l.Searches {
		if s.ID == renamed && renamed != "" {
			blocks = append(blocks, section(f.L.T("saved_searches.renamed", "name", bold(escape(s.Name)))))
		}
	}
	for _, s := range l.Searches {
		blocks = append(blocks, f.savedSearch(s)...)
	}
	limit := smallPrint(f.L.T("saved_searches.limit", "limit", core.MaxSearches))
	v := f.modal(PageSearches, "saved_searches", append(blocks, divider(), limit))
	v.Close = plain(f.L.T("button.back"), maxModalTitle)
	v.PrivateMetadata = Meta{Program: l.Program.ID, As: string(l.Seek)}.Encode()
	return v
}

func (f For) savedSearch(s core.SavedSearch) []slack.Block {
	looking := f.criteria(s.Criteria)
	if looking == "" {
		looking = f.L.T("saved_searches.all")
	}
	m := Meta{Program: s.Program, Search: s.ID, As: string(s.Seek)}
	open := about(f.button(ActionOpenSearch, "button.search_again", m), s.Name)
	rename := about(f.button(ActionRenameSearch, "button.rename", m), s.Name)
	remove := about(f.button(ActionRemoveSearch, "button.delete", m), s.Name).WithStyle(slack.StyleDanger)
	remove = remove.WithConfirm(f.confirm("confirm."+ActionRemoveSearch, slack.StyleDanger, "name", inline(s.Name)))
	return []slack.Block{divider(), section(lines(bold(escape(s.Name)), looking)), actions(open, rename, remove)}
}

// RenameSearch asks for another name of a saved search.
func (f For) RenameSearch(s core.SavedSearch) slack.ModalViewRequest {
	looking := f.criteria(s.Criteria)
	if looking == "" {
		looking = f.L.T("saved_searches.all")
	}
	return f.form(CallbackRenameSearch, "search_rename", Meta{Program: s.Program, Search: s.ID, As: string(s.Seek)}, []slack.Block{
		section(looking), f.textInput(field{"name", "search_rename.name", true}, s.Name, core.MaxSearchName),
	})
}
