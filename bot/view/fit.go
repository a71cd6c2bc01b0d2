package view

import (
	"github.com/slack-go/slack"

	"mentorbot/core"
)

// FitForm asks how it fits, and says who learns the answer.
func (f For) FitForm(m core.FitFacts) slack.ModalViewRequest {
	var all []*slack.OptionBlockObject
	for _, fit := range core.Fits() {
		all = append(all, option(string(fit), f.L.T("fit."+string(fit))))
	}
	return f.form(CallbackFit, "fit", Meta{Mentorship: m.Mentorship.ID}, []slack.Block{
		section(f.L.T("fit.intro", "name", bold(firstName(m.Other)))),
		f.radio(field{"fit", "fit.answer", true}, string(m.Answer.Fit), all...),
		smallPrint(f.fitTold(m.Program.Policy.Fit, m.Other)),
	})
}

// fitTold says who learns the answer.
func (f For) fitTold(rule core.FitRule, other core.Card) string {
	return f.L.T("fit.told."+string(rule), "name", firstName(other), "count", core.MinFits)
}

// FitPage is what follows an answer: thanks, or, where it does not fit, what one can do about it. Nothing of it happens by itself.
func (f For) FitPage(m core.FitFacts) slack.ModalViewRequest {
	id := Meta{Mentorship: m.Mentorship.ID}
	blocks := []slack.Block{section(lines(f.L.T("fit.thanks."+string(m.Answer.Fit), "name", bold(firstName(m.Other))), f.fitTold(m.Answer.Told, m.Other)))}
	if m.Answer.Fit == core.FitNot {
		guide := f.guideButton(m.Program, core.GuideNotAFit)
		blocks = append(blocks, divider(), section(lines(bold(f.L.T("fit.talk.title")), f.L.T("fit.talk.text", "name", firstName(m.Other)))))
		blocks = append(blocks, row(guide, f.conversationButton(m.Mentorship))...)
		if m.Mentorship.Open() {
			blocks = append(blocks, sectionWith(lines(bold(f.L.T("fit.hold.title")), f.L.T("fit.hold.text")), f.button(ActionOpenHold, "button.hold", id)))
		}
		blocks = append(blocks,
			sectionWith(lines(bold(f.L.T("fit.end.title")), f.L.T("fit.end.text")), f.button(ActionEndMentorship, "button.end_mentorship", id)),
			sectionWith(lines(bold(f.L.T("fit.rematch.title."+string(m.ViewerIs))), f.L.T("fit.rematch.text", "name", firstName(m.Other))), f.button(ActionOpenRematch, "button.rematch", id)))
	}
	v := f.modal(PageFit, "fit.page", blocks)
	v.PrivateMetadata = id.Encode()
	return v
}

// Rematch asks before a mentorship ends for good, and its two are kept apart from then on.
func (f For) Rematch(e core.EndFacts) slack.ModalViewRequest {
	other := e.Mentor
	if e.Viewer == e.Mentorship.Mentor {
		other = e.Mentee
	}
	blocks := []slack.Block{section(f.L.T("rematch.intro", "name", bold(name(other))))}
	if e.Coming > 0 {
		blocks = append(blocks, section(f.L.N("end.sessions", e.Coming)))
	}
	blocks = append(blocks, f.textArea(field{"reason", "end.reason", !e.Mentorship.EndReached(f.Now)}, "", core.MaxEndReason))
	v := f.form(CallbackRematch, "rematch", Meta{Mentorship: e.Mentorship.ID}, blocks)
	v.Close = plain(f.L.T("button.go_on"), maxModalTitle)
	return v
}

// fitButton leads to the question how it fits; nil while it is not asked.
func (f For) fitButton(m core.MentorshipFacts) *slack.ButtonBlockElement {
	if !m.MayAnswerFit() {
		return nil
	}
	return about(f.button(ActionOpenFit, "button.fit", Meta{Mentorship: m.Mentorship.ID}), m.Other.Name())
}

// askFit asks once, below a session that was held, how it fits so far.
func (f For) askFit(s core.SessionFacts) []slack.Block {
	if !s.AsksFit {
		return nil
	}
	return []slack.Block{
		sectionWith(bold(f.L.T("fit.question", "name", firstName(s.Other))),
			about(f.button(ActionOpenFit, "button.fit", Meta{Mentorship: s.Mentorship.ID}), s.Other.Name())),
		smallPrint(f.fitTold(s.Program.Policy.Fit, s.Other)),
	}
}

// fitStats says how people of a programme find their mentorships; nothing where nobody is to learn it.
func (f For) fitStats(s core.FitStats) []slack.Block {
	all := s.Sum()
	switch {
	case !s.Shown:
		return nil
	case all < core.MinFits:
		return []slack.Block{divider(), header(f.L.T("supply.fit")), smallPrint(f.L.T("supply.fit_later", "count", core.MinFits))}
	}
	said := []string{f.L.N("supply.fit_answers", all)}
	for _, fit := range core.Fits() {
		said = append(said, "• "+f.L.T("supply.reason", "reason", f.L.T("fit."+string(fit)), "count", s.Counts[fit]))
	}
	return []slack.Block{divider(), header(f.L.T("supply.fit")), section(lines(said...))}
}

// toldFits is what the two of a mentorship said about how it fits, for staff who may read it.
func (f For) toldFits(m core.EndFacts) string {
	var said []string
	for _, card := range []core.Card{m.Mentor, m.Mentee} {
		if fit := m.Fits[card.Person.ID]; fit != "" {
			said = append(said, f.L.T("fit.of", "name", name(card), "fit", f.L.T("fit."+string(fit))))
		}
	}
	return dotted(said...)
}
