package view

import (
	"github.com/slack-go/slack"

	"mentorbot/core"
)

// EndMentorship asks before a mentorship ends, and why: the words go to both.
func (f For) EndMentorship(e core.EndFacts) slack.ModalViewRequest {
	own := true
	intro := f.L.T("end.intro.staff", "mentor", bold(name(e.Mentor)), "mentee", bold(name(e.Mentee)))
	switch e.Viewer {
	case e.Mentorship.Mentor:
		intro = f.L.T("end.intro.own", "name", bold(name(e.Mentee)))
	case e.Mentorship.Mentee:
		intro = f.L.T("end.intro.own", "name", bold(name(e.Mentor)))
	default:
		own = false
	}
	blocks := []slack.Block{section(intro)}
	if e.Coming > 0 {
		blocks = append(blocks, section(f.L.N("end.sessions", e.Coming)))
	}
	blocks = append(blocks, f.textArea(field{"reason", "end.reason", !e.Mentorship.EndReached(f.Now)}, "", core.MaxEndReason))
	if own {
		blocks = append(blocks, row(f.guideButton(e.Program, core.GuideClosingWell))...)
	}
	v := f.form(CallbackEnd, "end", Meta{Mentorship: e.Mentorship.ID}, blocks)
	v.Close = plain(f.L.T("button.go_on"), maxModalTitle)
	return v
}

// Ended tells one of the two that their mentorship is over, who ended it and with which words.
func (f For) Ended(m core.MentorshipFacts) Message {
	who := f.L.T("ended.by_staff")
	switch m.EndedBy.ID {
	case m.Viewer.Person.ID:
		who = f.L.T("ended.by_you")
	case m.Other.Person.ID:
		who = f.L.T("ended.by_other", "name", bold(firstName(m.Other)))
	}
	if m.Mentorship.State == core.MentorshipCompleted {
		said := who
		if who = f.L.T("ended.completed"); m.Mentorship.EndReason != "" {
			who = lines(who, said)
		}
	}
	if m.Mentorship.EndedQuiet() {
		who = f.L.T("ended.quiet", "date", f.date(m.Mentorship.Silence.Since))
	}
	if m.EndedByErasure() {
		who = f.L.T("ended.erased", "name", bold(name(m.Other)))
	}
	if m.EndedAsGone() {
		who = f.L.T("ended.gone", "name", bold(name(m.Other)))
	}
	blocks := []slack.Block{
		header(f.L.T("ended.title", "name", m.Other.Name())),
		section(lines(who, quoteIf(m.Mentorship.EndReason))),
	}
	if m.Dropped > 0 {
		blocks = append(blocks, smallPrint(f.L.N("ended.sessions", m.Dropped)))
	}
	blocks = append(blocks, section(f.L.T("ended.next."+string(m.ViewerIs))))
	blocks = append(blocks, f.evaluationAsk(m)...)
	blocks = append(blocks, f.mentorAsk(m)...)
	next := f.button(ActionOpenMentor, "button.mentor", Meta{Program: m.Program.ID})
	if m.ViewerIs == core.RoleMentee {
		next = f.button(ActionOpenFind, "button.find", Meta{Program: m.Program.ID})
	}
	var goals *slack.ButtonBlockElement
	if m.Goals.All() > 0 {
		goals = f.goalsButton(m)
	}
	var agreement *slack.ButtonBlockElement
	if m.Agreement.Agreed() {
		agreement = f.agreementButton(m)
	}
	buttons := row(f.certificateButton(m), f.thankButton(m), next, f.button(ActionOpenWhy, "button.why", Meta{}), goals, agreement)
	return message(append(blocks, f.thanksLine(m, buttons)...)...)
}

// quoteIf is a quotation of words that are there.
func quoteIf(text string) string {
	if text == "" {
		return ""
	}
	return quote(text)
}
