package view

import (
	"github.com/slack-go/slack"

	"mentorbot/core"
	"mentorbot/core/matching"
)

// Proposal explains what a draft has for a mentee and asks whom they should have instead. under is the page of the run it stands over.
func (f For) Proposal(c core.ProposalChoice, under int) slack.ModalViewRequest {
	blocks := []slack.Block{section(f.proposal(c.Now, c.Program))}
	if c.Now.Proposal.Mentor != "" {
		blocks = append(blocks, section(f.scoreLines(c.Now.Mentor.Score, c.Program)))
	}
	all := []*slack.OptionBlockObject{option(OptionNobody, f.L.T("proposal.nobody"))}
	value := OptionNobody
	if m := c.Now.Mentor; c.Now.Proposal.Mentor != "" {
		value = string(m.Person.ID)
		all = append(all, option(value, f.L.T("proposal.stay", "name", inline(m.Name()))))
	}
	for _, m := range c.Mentors {
		all = append(all, option(string(m.Person.ID), f.L.T("proposal.mentor", "name", inline(m.Name()), "score", score(m.Score.Total))))
	}
	blocks = append(blocks, f.selectOne(field{"mentor", "proposal.mentor_input", true}, all, value))
	return f.form(CallbackProposal, "proposal", Meta{Run: c.Run.ID, Person: c.Now.Proposal.Mentee, Under: under}, blocks)
}

// Comparison shows a run beside another one, which can be any, and who has somebody else in it.
func (f For) Comparison(c core.PairingComparison) slack.ModalViewRequest {
	blocks := []slack.Block{section(f.L.T("comparison.intro"))}
	if len(c.Others) > 1 {
		blocks = append(blocks, slack.NewActionBlock("compare_with", f.runMenu(c)))
	}
	blocks = append(blocks,
		f.compared("comparison.before", c.Before), f.compared("comparison.after", c.After),
		divider(), section(lines(
			f.L.N("comparison.same", len(c.Changes.Same)), f.someOf("comparison.moved", len(c.Changes.Moved)),
			f.someOf("comparison.lost", len(c.Changes.OnlyBefore)), f.someOf("comparison.won", len(c.Changes.OnlyAfter)))),
	)
	blocks = append(blocks, f.moves(c)...)
	blocks = append(blocks, f.onlyIn(c, "comparison.only_before", c.Changes.OnlyBefore)...)
	blocks = append(blocks, f.onlyIn(c, "comparison.only_after", c.Changes.OnlyAfter)...)
	blocks = append(blocks, actions(f.button(ActionOpenRun, "button.open_run", Meta{Run: c.After.ID})))
	v := f.modal(PageComparison, "comparison", blocks)
	v.PrivateMetadata = Meta{Run: c.After.ID, Before: c.Before.ID}.Encode()
	return v
}

// runMenu offers the runs to compare with: when, what they are best at, and what they come to.
func (f For) runMenu(c core.PairingComparison) *slack.SelectBlockElement {
	var all []*slack.OptionBlockObject
	for _, run := range c.Others {
		o := option(string(run.ID), dotted(f.written(run.CreatedAt), f.word("pairing_objective", string(run.Settings.Objective))))
		o.Description = plain(dotted(f.L.T("pairings.floor", "floor", run.Settings.Floor), f.sizes(run)), maxOptionText)
		all = append(all, o)
	}
	menu := slack.NewOptionsSelectBlockElement(slack.OptTypeStatic, plain(f.L.T("comparison.with"), maxPlaceholder), InputCompare, all...)
	if picked := chosen(all, string(c.Before.ID)); len(picked) > 0 {
		menu.InitialOption = picked[0]
	}
	return menu
}

func (f For) compared(key string, run core.PairingRun) slack.Block {
	s := run.Statistics
	return section(lines(dotted(bold(f.L.T(key)), f.instant(run.CreatedAt)), f.settings(run.Settings), dotted(
		f.L.N("pairings.pairs", s.Pairs), f.unmatched(s),
		f.L.T("run.total", "total", s.Total), f.L.T("run.mean", "mean", int(s.Mean+0.5)))))
}

func (f For) moves(c core.PairingComparison) []slack.Block {
	var said []string
	for _, m := range c.Changes.Moved {
		mentee, known := c.People[core.PersonID(m.Mentee)]
		if !known {
			break // the rest is only counted
		}
		said = append(said, "• "+f.L.T("comparison.move", "mentee", bold(name(mentee)),
			"before", name(c.People[core.PersonID(m.Before)]), "after", name(c.People[core.PersonID(m.After)])))
	}
	return titled(f.L.T("comparison.moves"), said)
}

func (f For) onlyIn(c core.PairingComparison, key string, pairs []matching.Pair) []slack.Block {
	var said []string
	for _, p := range pairs {
		mentee, known := c.People[core.PersonID(p.Mentee)]
		if !known {
			break
		}
		said = append(said, "• "+f.L.T("run.pair", "mentee", bold(name(mentee)), "mentor", name(c.People[core.PersonID(p.Mentor)])))
	}
	return titled(f.L.T(key), said)
}

// titled is a list under a title; nothing when the list is empty.
func titled(title string, said []string) []slack.Block {
	if len(said) == 0 {
		return nil
	}
	return []slack.Block{section(lines(append([]string{bold(title)}, said...)...))}
}

// PairingNews tells who asked for a run that it can be looked at, or what became of it.
func (f For) PairingNews(p core.PairingPage) Message {
	said := []slack.Block{
		section(lines(
			f.L.T("pairing_news.title", "program", bold(escape(p.Program.Name)), "state", bold(f.word("pairing_state", string(p.Run.State)))),
			f.word("pairing_state_explained", string(p.Run.State)), f.changed(p.Run), f.figures(p.Run))),
	}
	return message(append(said, row(f.button(ActionOpenRun, "button.open_run", Meta{Run: p.Run.ID}), f.toWaiting(p.Run))...)...)
}

// figures say what a run has come to.
func (f For) figures(run core.PairingRun) string {
	if run.State == core.PairingCommitted {
		return f.made(run)
	}
	return f.sizes(run)
}

// toWaiting leads to the waiting list when a committed run has put somebody on it; nil otherwise.
func (f For) toWaiting(run core.PairingRun) *slack.ButtonBlockElement {
	if run.State != core.PairingCommitted || run.Statistics.Unmatched == 0 {
		return nil
	}
	return f.button(ActionOpenWaiting, "button.waiting", Meta{Program: run.Program})
}

// Unpaired tells one of two that an admin has taken back that they are a pair.
func (f For) Unpaired(m core.MentorshipFacts) Message {
	return message(section(f.L.T("unpaired.text", "name", bold(name(m.Other)), "program", bold(escape(m.Program.Name)))))
}
