package bot

import (
	"context"

	"github.com/slack-go/slack"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// openFind asks what to look for, with what was looked for last filled in.
func (a *App) openFind(ctx context.Context, r *Request) (Reply, error) {
	if err := a.enterProgram(ctx, r); err != nil {
		return Reply{}, err
	}
	program, criteria, err := a.service.LastCriteria(ctx, r.call())
	if err != nil {
		return Reply{}, err
	}
	saved, err := a.service.SavedSearches(ctx, r.call(), core.RoleMentor)
	return orFail(err, func() Reply { return instead(r.For.FindForm(program, r.typedInstead(criteria), len(saved.Searches))) })
}

func (a *App) find(ctx context.Context, r *Request) (Reply, error) {
	if r.Form.Text("name") != "" {
		return a.saveSearch(ctx, r, core.RoleMentor)
	}
	results, err := a.service.Find(ctx, r.call(), criteriaOf(r.Form))
	return orFail(err, func() Reply { return show(r.For.Results(results)) })
}

// openResults shows a page of a search.
func (a *App) openResults(ctx context.Context, r *Request) (Reply, error) {
	results, err := a.service.FindPage(ctx, r.call(), r.turned())
	if err != nil {
		return Reply{}, err
	}
	return show(r.For.Results(results)), nil
}

// turned is the page of a search that a click leads to: of the one it was in, if it is of the same search.
func (r *Request) turned() core.SearchPage {
	return core.SearchPage{Search: r.Meta.Search, Order: r.Modal.Order, Page: r.Meta.Page}
}

// searchPage is the page of a search that a modal is, or that it remembers of the one below it.
func searchPage(m view.Meta) core.SearchPage {
	return core.SearchPage{Search: m.Search, Order: m.Order, Page: m.Page}
}

// openPerson shows a mentor's whole profile over the results.
func (a *App) openPerson(ctx context.Context, r *Request) (Reply, error) {
	mentor, program, err := a.service.Mentor(ctx, r.call(), r.Meta.Person)
	if err != nil {
		return Reply{}, err
	}
	return a.over(ctx, r, func(under view.Meta) slack.ModalViewRequest { return r.For.Person(mentor, program, under) })
}

// over opens a profile over the page of the click, to which one goes back. Where there is no room for one more modal, the profile takes the
// place of that page, and the page that of the one below.
func (a *App) over(ctx context.Context, r *Request, profile func(under view.Meta) slack.ModalViewRequest) (Reply, error) {
	under := view.Meta{Page: r.Modal.Page, Program: r.Modal.Program, Search: r.Modal.Search, Order: r.Modal.Order, Group: r.Modal.Group}
	if !r.Interaction.inModal() {
		return show(profile(under)), nil
	}
	under.Do = r.Interaction.View.CallbackID
	reply := show(profile(under))
	if r.Interaction.View.depth() < maxDepth {
		return reply, nil
	}
	var err error
	reply.Below, err = a.belowPerson(ctx, r, under)
	return reply, err
}

// suggestTerm offers what others in the workspace have entered.
func (a *App) suggestTerm(ctx context.Context, r *Request) (Reply, error) {
	kind := map[string]core.TermKind{
		view.SuggestTopic:       core.TermTopic,
		view.SuggestWish:        core.TermWish,
		view.SuggestUnit:        core.TermUnit,
		view.SuggestDutyStation: core.TermDutyStation,
		view.SuggestCity:        core.TermMeeting,
	}[r.Interaction.ActionID]
	known, err := a.service.Suggest(ctx, r.call(), kind, r.Interaction.Value)
	if err != nil {
		return Reply{}, err
	}
	options := r.For.Suggestions(known, r.Interaction.Value)
	return Reply{Options: &options}, nil
}

// suggestZone offers time zones.
func (a *App) suggestZone(_ context.Context, r *Request) (Reply, error) {
	options := r.For.ZoneSuggestions(zonesLike(r.Interaction.Value))
	return Reply{Options: &options}, nil
}
