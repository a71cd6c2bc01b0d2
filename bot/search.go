package bot

import (
	"context"

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
	return instead(r.For.FindForm(program, criteria)), nil
}

func (a *App) find(ctx context.Context, r *Request) (Reply, error) {
	results, err := a.service.Find(ctx, r.call(), criteriaOf(r.Form))
	if err != nil {
		return Reply{}, err
	}
	return show(r.For.Results(results)), nil
}

// openResults shows a page of the last search.
func (a *App) openResults(ctx context.Context, r *Request) (Reply, error) {
	results, err := a.service.FindPage(ctx, r.call(), r.Meta.Page)
	if err != nil {
		return Reply{}, err
	}
	return show(r.For.Results(results)), nil
}

// openPerson shows a mentor's whole profile over the results.
func (a *App) openPerson(ctx context.Context, r *Request) (Reply, error) {
	mentor, program, err := a.service.Mentor(ctx, r.call(), r.Meta.Person)
	if err != nil {
		return Reply{}, err
	}
	return show(r.For.Person(mentor, program, a.under(r))), nil
}

// under says what a profile that is opened now stands over: the page of the click, unless the profile takes its place because there is no
// room for one more.
func (a *App) under(r *Request) view.Meta {
	from := view.Meta{Page: r.Modal.Page}
	if in := r.Interaction; in.inModal() && in.View.depth() < maxDepth {
		from.Do = in.View.CallbackID
	}
	return from
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
