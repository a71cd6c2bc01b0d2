package view_test

import (
	"mentorbot/bot/view"
	"mentorbot/core"
)

// linksFacts are the links of Amara, the mentee, and Kenji.
func linksFacts(change func(*core.LinksFacts)) core.LinksFacts {
	m := underWay()
	n := core.LinksFacts{Mentorship: m.Mentorship, Viewer: m.Viewer, Other: m.Other, Links: sharedLinks()}
	if change != nil {
		change(&n)
	}
	return n
}

func sharedLinks() []core.Link {
	var all []core.Link
	for i, title := range []string{"Draft of the *talk*", "On <budgets> & trust", "A course", "A book", "Our plan", "An article"} {
		l := core.Link{ID: core.LinkID("link-" + string(rune('a'+i))), Author: "amara", Title: title, Address: "https://files.example.org/a?b=1&c=" + string(rune('a'+i)), CreatedAt: now.AddDate(0, 0, -i)}
		if i%2 == 1 {
			l.Author = "kenji"
		}
		all = append(all, l)
	}
	return all
}

func linkScreens(f view.For) map[string]any {
	return map[string]any{
		"links":       f.Links(linksFacts(nil)),
		"links_none":  f.Links(linksFacts(func(n *core.LinksFacts) { n.Links = nil })),
		"links_ended": f.Links(linksFacts(func(n *core.LinksFacts) { endedPair(&n.Mentorship) })),
		"link_form":   f.NewLink(linksFacts(nil)),
		"link_edit":   f.LinkForm(core.LinkFacts{LinksFacts: linksFacts(nil), Link: sharedLinks()[1]}),
	}
}
