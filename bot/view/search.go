package view

import (
	"fmt"
	"slices"

	"github.com/slack-go/slack"

	"mentorbot/core"
)

// Results shows a page of ranked mentors. It is pushed over the search form, to which closing it leads back; paging updates it.
func (f For) Results(r core.SearchResults) slack.ModalViewRequest {
	blocks := []slack.Block{section(lines(bold(f.L.N("results.found", r.Total)), f.looking(r.Name, r.Criteria, "results.no_criteria")))}
	switch {
	case r.Total == 0:
		blocks = append(blocks, section(f.L.T("results.empty")))
	case r.CanAsk:
		blocks = append(blocks, smallPrint(f.L.T("results.order")))
	default:
		blocks = append(blocks, smallPrint(f.L.T("results.order")), section(f.L.T("results.cannot_ask")))
	}
	if 0 < r.Listed && r.Listed < r.Total {
		blocks = append(blocks, smallPrint(f.L.T("results.listed", "listed", r.Listed)))
	}
	blocks = append(blocks, f.missing(r.SearchCount)...)
	for _, m := range r.Mentors {
		blocks = append(blocks, divider())
		blocks = append(blocks, f.result(m, r)...)
	}
	blocks = append(blocks, f.paging(r)...)
	v := f.modal(PageResults, "results", blocks)
	v.Close = plain(f.L.T("results.change"), maxModalTitle)
	if r.Search != "" {
		v.Close = plain(f.L.T("button.back"), maxModalTitle)
	}
	v.PrivateMetadata = Meta{Program: r.Program.ID, Search: r.Search, Order: r.Order, Page: r.Page}.Encode()
	return v
}

// missing says that somebody is missing on a page of results: who changes meanwhile leaves a gap, and moves nobody.
func (f For) missing(c core.SearchCount) []slack.Block {
	if c.Gone == 0 || c.Total == 0 {
		return nil
	}
	return []slack.Block{smallPrint(f.L.N("results.gone", c.Gone))}
}

// looking repeats what was looked for, or says with the text of a key that nothing was; under the name of a saved search.
func (f For) looking(saved string, c core.Criteria, none string) string {
	text := f.L.T(none)
	if criteria := f.criteria(c); criteria != "" {
		text = f.L.T("results.criteria", "criteria", criteria)
	}
	if saved == "" {
		return text
	}
	return lines(f.L.T("results.saved", "name", bold(escape(saved))), text)
}

// result is one mentor of the list. Whether the mentor is free is said in words beside the score.
func (f For) result(m core.MentorCard, r core.SearchResults) []slack.Block {
	title := fmt.Sprintf("%d. %s", m.Place, name(m.Card))
	text := lines(
		dotted(bold(title), bold(score(m.Score.Total)), f.status(m)),
		f.headline(m.Card),
		f.fact("results.offers", f.typed(firstOf(m.Participant.Topics, 6))),
		f.fact("results.common", f.reason(m.Score, r.Program)),
		f.metKinds(m.Met, r.Asked),
		f.fact("results.groups", f.typed(m.Groups)),
	)
	block := section(text)
	if p := picture(m.Person.PictureURL, m.Name()); p != nil {
		block = sectionWith(text, p)
	}
	return append([]slack.Block{block}, f.resultActions(m, r.CanAsk)...)
}

func firstOf[T any](values []T, most int) []T { return values[:min(len(values), most)] }

// metKinds names the criteria asked for, those that are met in bold.
func (f For) metKinds(met, asked []core.TermKind) string {
	if len(asked) == 0 {
		return ""
	}
	var names []string
	for _, kind := range asked {
		label := f.L.T("term_kind." + string(kind))
		if slices.Contains(met, kind) {
			label = bold(label)
		}
		names = append(names, label)
	}
	return f.L.N("results.met", len(met), "of", len(asked), "criteria", dotted(names...))
}

func (f For) resultActions(m core.MentorCard, canAsk bool) []slack.Block {
	person := Meta{Person: m.Person.ID}
	open := about(f.button(ActionOpenPerson, "button.view_profile", person), m.Name())
	if m.Chosen {
		return append(row(open, f.star(m), f.grouped(m)), smallPrint(f.L.T("results.chosen")))
	}
	if !canAsk || m.Status != core.MentorFree {
		return row(open, f.star(m), f.grouped(m))
	}
	return row(open, about(f.button(ActionAddChoice, "button.add_choice", person), m.Name()), f.star(m), f.grouped(m))
}

// paging shows where one is, leads to the pages beside it, to the choices made so far and to favourites and hidden people.
func (f For) paging(r core.SearchResults) []slack.Block {
	previous, next := f.turns(PageResults, Meta{Search: r.Search}, r.Page, r.Pages)
	var choices *slack.ButtonBlockElement
	if r.Chosen > 0 {
		choices = f.button(ActionOpenChoices, "button.choices", Meta{})
		choices.Text = plain(f.L.N("button.choices_count", r.Chosen), maxButtonText)
		choices = primary(choices)
	}
	favourites, hidden := f.button(ActionOpenFavourites, "button.favourites", Meta{}), f.button(ActionOpenHidden, "button.hidden_people", Meta{})
	blocks := append([]slack.Block{divider()}, row(previous, next, choices, favourites, hidden)...)
	if r.Pages > 1 {
		blocks = append(blocks, smallPrint(f.pageOf(r.Page, r.Pages)))
	}
	return blocks
}

// Person shows a mentor's whole public profile and how the score comes about, line by line. It stands over a page of the results.
// from says what it stands over: Do is the page's callback id, Page the page of the results.
func (f For) Person(m core.MentorCard, p core.Program, from Meta) slack.ModalViewRequest {
	blocks := []slack.Block{f.introduction(m.Card, f.status(m), f.fact("results.offers", f.typed(m.Participant.Topics)))}
	blocks = append(blocks, f.profileDetails(m.Card)...)
	blocks = append(blocks, f.hoursOf(m.Person, m.Hours)...)
	blocks = append(blocks, f.said(m.Said)...)
	blocks = append(blocks, divider(), section(lines(f.scoreTitle(m.Score.Total), f.scoreLines(m.Score, p))), smallPrint(f.L.T("score.explained")))
	question, apart := p.Policy.Apart(m.Score)
	switch {
	case apart:
		blocks = append(blocks, section(f.L.T("error.not_brought_together", "Text", escape(f.local(question.Text)))))
	case m.Chosen:
		blocks = append(blocks, smallPrint(f.L.T("results.chosen")), actions(primary(f.button(ActionOpenChoices, "button.choices", Meta{}))))
	case m.Status == core.MentorFree:
		blocks = append(blocks, actions(primary(f.button(ActionAddChoice, "button.add_choice", Meta{Person: m.Person.ID}))))
	}
	blocks = append(blocks, f.markRow(m)...)
	v := f.modal(PagePerson, "person", blocks)
	v.Close = plain(f.L.T("button.back"), maxModalTitle)
	v.PrivateMetadata = Meta{Program: p.ID, Person: m.Person.ID, Page: from.Page, Search: from.Search, Order: from.Order, Group: from.Group, Do: from.Do}.Encode()
	return v
}

func (f For) scoreTitle(total int) string {
	return bold(f.L.T("score.total", "score", score(total)))
}
