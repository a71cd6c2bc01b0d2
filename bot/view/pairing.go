package view

import (
	"github.com/slack-go/slack"

	"mentorbot/core"
)

// programPairing is the row of a programme's page that leads to bringing people together.
func (f For) programPairing(p core.ProgramPage) []slack.Block {
	m := Meta{Program: p.Program.ID}
	var pair *slack.ButtonBlockElement
	if p.Relation.MayManage() {
		pair = f.button(ActionOpenPair, "button.pair", m)
	}
	return append([]slack.Block{header(f.L.T("pairing.heading"))},
		row(f.button(ActionOpenPairings, "button.pairings", m), pair, f.button(ActionOpenWaiting, "button.waiting", m),
			f.button(ActionOpenSupply, "button.supply", m), f.button(ActionOpenExclusions, "button.exclusions", m))...)
}

// Pair asks which two people an admin wants to bring together.
func (f For) Pair(p core.Program) slack.ModalViewRequest {
	return f.form(CallbackPair, "pair", Meta{Program: p.ID}, []slack.Block{
		section(f.L.T("pair.intro", "program", bold(escape(p.Name)))),
		f.personInput(field{"mentor", "pair.mentor", true}),
		f.personInput(field{"mentee", "pair.mentee", true}),
	})
}

// PairPreview shows what pairing two people would mean: how well they fit, and everything an admin should know before.
func (f For) PairPreview(p core.PairPreview) slack.ModalViewRequest {
	blocks := append(f.two(p.Mentor, p.Mentee, p.Program), f.pairWarnings(p)...)
	if !p.Blocked() {
		do := primary(f.button(ActionPair, "button.pair_them",
			Meta{Program: p.Program.ID, Person: p.Mentee.Person.ID, Other: p.Mentor.Person.ID}))
		do.Confirm = f.confirm("confirm."+ActionPair, slack.StylePrimary, "mentor", inline(p.Mentor.Name()), "mentee", inline(p.Mentee.Name()))
		blocks = append(blocks, actions(do))
	}
	v := f.modal(PagePair, "pair", blocks)
	v.Close = plain(f.L.T("button.back"), maxModalTitle)
	return v
}

// two shows two people and how well they fit, as a sum.
func (f For) two(mentor core.MentorCard, mentee core.Card, p core.Program) []slack.Block {
	return []slack.Block{
		f.introduction(mentor.Card, f.L.T("pair.as_mentor"),
			f.L.T("home.mentor.places", "load", mentor.Load, "capacity", mentor.Participant.Capacity)),
		f.introduction(mentee, f.L.T("pair.as_mentee")),
		divider(), section(lines(bold(f.L.T("pair.score", "score", score(mentor.Score.Total))), f.scoreLines(mentor.Score, p))),
	}
}

// PairScore explains why two people fit, to those who run the programme.
func (f For) PairScore(p core.PairScore) slack.ModalViewRequest {
	blocks := f.two(p.Mentor, p.Mentee, p.Program)
	if p.Changed() {
		blocks = append(blocks, smallPrint(f.L.T("pair.score_then", "score", score(p.Then))))
	}
	v := f.modal(PageScore, "pair_score", blocks)
	v.Close = plain(f.L.T("button.back"), maxModalTitle)
	return v
}

// whyPair is the button that explains a score. It stands in lists, so that it says whom it is about.
func (f For) whyPair(m Meta, mentor core.MentorCard, mentee core.Card) *slack.ButtonBlockElement {
	return about(f.button(ActionOpenScore, "button.score", m), mentor.Name()+", "+mentee.Name())
}

func (f For) pairWarnings(p core.PairPreview) []slack.Block {
	question, apart := p.Program.Policy.Apart(p.Mentor.Score)
	if len(p.Warnings) == 0 && !apart {
		return []slack.Block{divider(), section(f.L.T("pair.fine"))}
	}
	said := []string{bold(f.L.T("pair.warnings"))}
	for _, w := range p.Warnings {
		said = append(said, "• "+f.pairWarning(p, w))
	}
	if apart {
		said = append(said, "• "+f.L.T("pair.apart", "question", escape(f.local(question.Text))))
	}
	if p.Blocked() {
		said = append(said, f.L.T("pair.blocked"))
	}
	return []slack.Block{divider(), section(lines(said...))}
}

func (f For) pairWarning(p core.PairPreview, w core.PairWarning) string {
	if w == core.PairMentorWaits {
		return f.L.N("pair.waiting", p.Waiting)
	}
	cause := ""
	if w == core.PairExcluded {
		cause = f.word("exclusion_cause", string(p.Cause))
	}
	counts := map[core.PairWarning]int{core.PairMenteeOffered: p.ToMentee, core.PairMentorOffered: p.ToOthers}
	return f.L.N("pair_warning."+string(w), counts[w], "mentor", firstName(p.Mentor.Card), "mentee", firstName(p.Mentee), "cause", cause)
}

// Paired says that two people are a pair now.
func (f For) Paired(p core.PairPreview) slack.ModalViewRequest {
	return f.modal(PagePaired, "pair", []slack.Block{
		section(f.L.T("pair.done", "mentor", bold(name(p.Mentor.Card)), "mentee", bold(name(p.Mentee)))),
	})
}
