package view_test

import (
	"fmt"
	"testing"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// agendaFacts are the agenda of Amara, the mentee, and Kenji: two sessions are to come, and one point was left over.
func agendaFacts(change func(*core.AgendaFacts)) core.AgendaFacts {
	m := underWay()
	next, later := *m.Next, *m.Next
	next.Agenda = "My <first> *draft*"
	later.ID, later.Title, later.StartsAt = "later", "Dry run & questions", next.StartsAt.AddDate(0, 0, 14)
	a := core.AgendaFacts{
		Program: m.Program, Mentorship: m.Mentorship, Viewer: m.Viewer, Other: m.Other, Coming: []core.Session{next, later}, Met: true,
		Open: agendaEntries(&next, &later), Past: 3, Pages: 1,
		Done: []core.AgendaPoint{{ID: "done", Author: "amara", Text: "How you *got* here", CreatedAt: now.AddDate(0, 0, -30), DoneAt: now.AddDate(0, 0, -7), DoneBy: "kenji"}},
	}
	if change != nil {
		change(&a)
	}
	a.Entries = a.Open[:min(len(a.Open), core.AgendaPointsPerPage)]
	return a
}

func agendaEntries(next, later *core.Session) []core.AgendaEntry {
	point := func(id, text string, author core.PersonID, days int) core.AgendaPoint {
		return core.AgendaPoint{ID: core.AgendaPointID(id), Mentorship: "m", Author: author, Text: text, CreatedAt: now.AddDate(0, 0, -days)}
	}
	edited := point("talk", "The <draft> of my *talk* & what to cut", "amara", 3)
	edited.EditedAt = now.AddDate(0, 0, -1)
	return []core.AgendaEntry{
		{Point: point("budget", "Budgets", "kenji", 20), Session: next, CarriedFrom: now.AddDate(0, 0, -7)},
		{Point: edited, Session: next},
		{Point: point("dry", "A dry run", "amara", 2), Session: later},
	}
}

func agendaScreens(f view.For) map[string]any {
	many := func(a *core.AgendaFacts) {
		a.Coming, a.Done, a.Pages, a.Open = nil, nil, 2, nil
		for n := range 2 * core.AgendaPointsPerPage {
			a.Open = append(a.Open, core.AgendaEntry{Point: core.AgendaPoint{ID: core.AgendaPointID(fmt.Sprint("p", n)), Author: "amara", Text: fmt.Sprint("Point ", n), CreatedAt: now}})
		}
	}
	nothing := func(met bool) func(*core.AgendaFacts) {
		return func(a *core.AgendaFacts) { a.Open, a.Done, a.Past, a.Met = nil, nil, 0, met }
	}
	text, _ := f.Suggestion("hopes")
	reminded := sessionFacts(func(s *core.SessionFacts) { s.Agenda = append(agendaEntries(nil, nil), agendaEntries(nil, nil)...) })
	return map[string]any{
		"agenda":          f.AgendaPage(agendaFacts(nil)),
		"agenda_first":    f.AgendaPage(agendaFacts(nothing(false))),
		"agenda_none":     f.AgendaPage(agendaFacts(nothing(true))),
		"agenda_many":     f.AgendaPage(agendaFacts(many)),
		"agenda_ended":    f.AgendaPage(agendaFacts(func(a *core.AgendaFacts) { endedPair(&a.Mentorship) })),
		"agenda_new":      f.NewPoint(agendaFacts(func(a *core.AgendaFacts) { a.Session = &a.Coming[1] }), view.Meta{}),
		"agenda_form":     f.PointForm(core.AgendaPointFacts{AgendaFacts: agendaFacts(nil), Point: agendaEntries(nil, nil)[1].Point}, view.Meta{Mentorship: "m"}),
		"agenda_unbooked": f.NewPoint(agendaFacts(func(a *core.AgendaFacts) { a.Coming = nil }), view.Meta{}),
		"agenda_suggested": f.AgendaPage(agendaFacts(func(a *core.AgendaFacts) {
			nothing(false)(a)
			a.Open = []core.AgendaEntry{{Point: core.AgendaPoint{ID: "one", Author: "amara", Text: text, CreatedAt: now}}}
		})),
		"agenda_reminder": f.SessionReminder(reminded),
	}
}

func TestTheAddressInAMessageBecomesALink(t *testing.T) {
	for text, want := range map[string]core.LinkInput{
		"Read this page (https://example.org/a?b=1) first.": {Title: "Read this page first", Address: "https://example.org/a?b=1"},
		"https://example.org/plan":                          {Title: "example.org/plan", Address: "https://example.org/plan"},
		"See https://example.org/plan, it helps":            {Title: "See it helps", Address: "https://example.org/plan"},
		"No address, and http://example.org is none":        {},
	} {
		if got, _ := view.LinkIn(text); got != want {
			t.Errorf("%q leads to %+v, want %+v", text, got, want)
		}
	}
}
