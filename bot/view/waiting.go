package view

import (
	"github.com/slack-go/slack"

	"mentorbot/core"
)

// Waiting is a programme's waiting list: who waits, since when, and who could take them, each a click from being asked or paired.
func (f For) Waiting(p core.WaitingPage) slack.ModalViewRequest {
	blocks := []slack.Block{section(f.L.T("waiting.intro", "program", bold(escape(p.Program.Name))))}
	if p.Total == 0 {
		blocks = append(blocks, section(f.L.T("waiting.none")))
	}
	for _, w := range p.Waiting {
		blocks = append(blocks, divider(), section(lines(
			f.L.T("waiting.place", "n", w.Position, "name", bold(name(w.Mentee))), f.headline(w.Mentee),
			f.fact("profile.wishes.label", f.typed(w.Mentee.Profile.Wishes)),
			f.L.T("home.admin.since", "time", f.instant(w.Item.CreatedAt)))))
		blocks = append(blocks, f.suggestions(p, w)...)
	}
	blocks = append(blocks, f.pages(PageWaiting, Meta{Program: p.Program.ID}, p.Page, p.Pages)...)
	v := f.modal(PageWaiting, "waiting", blocks)
	v.PrivateMetadata = Meta{Program: p.Program.ID, Page: p.Page}.Encode()
	return v
}

func (f For) suggestions(p core.WaitingPage, w core.WaitingFacts) []slack.Block {
	if len(w.Suggestions) == 0 {
		return []slack.Block{smallPrint(f.L.T("waiting.nobody"))}
	}
	var blocks []slack.Block
	for _, m := range w.Suggestions {
		blocks = append(blocks, section(dotted(bold(name(m.Card)), score(m.Score.Total), f.reason(m.Score, p.Program))))
		blocks = append(blocks, f.suggested(p, w.Mentee, m)...)
	}
	return blocks
}

// suggested are the ways on from a suggestion: to see why, and for those who may, to ask or to pair.
func (f For) suggested(p core.WaitingPage, mentee core.Card, m core.MentorCard) []slack.Block {
	both := m.Name() + ", " + mentee.Name()
	two := Meta{Program: p.Program.ID, Person: mentee.Person.ID, Other: m.Person.ID}
	why := f.whyPair(two, m, mentee)
	if !p.Relation.MayManage() {
		return row(why)
	}
	ask := about(f.button(ActionAskForMentee, "button.ask_mentor", two), both)
	ask.Confirm = f.confirm("confirm."+ActionAskForMentee, slack.StylePrimary, "mentor", inline(m.Name()), "mentee", inline(mentee.Name()))
	return row(ask, about(f.button(ActionOpenPair, "button.pair_them", two), both), why)
}
