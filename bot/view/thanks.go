package view

import (
	"github.com/slack-go/slack"

	"mentorbot/core"
)

// Thanks asks for a few words to the other one once a mentorship is over.
func (f For) Thanks(m core.MentorshipFacts) slack.ModalViewRequest {
	return f.form(CallbackThanks, "thanks", Meta{Mentorship: m.Mentorship.ID}, []slack.Block{
		section(f.L.T("thanks.intro", "name", bold(firstName(m.Other)))), f.textArea(field{"words", "thanks.words", true}, "", core.MaxThanks),
	})
}

// Thanked tells one of the two that the other one thanks them, and offers to do the same.
func (f For) Thanked(m core.MentorshipFacts) Message {
	return message(append([]slack.Block{
		header(f.L.T("thanked.title", "name", m.Other.Name())), section(quote(m.Heard())),
	}, f.thanksLine(m, row(f.thankButton(m)))...)...)
}

// thankButton lets the viewer thank the other one; nil when they have, or cannot.
func (f For) thankButton(m core.MentorshipFacts) *slack.ButtonBlockElement {
	if !m.MayThank() {
		return nil
	}
	return about(f.button(ActionOpenThanks, "button.thank", Meta{Mentorship: m.Mentorship.ID}), m.Other.Name())
}

// thanksLine says above some blocks that the viewer has thanked the other one, once they have.
func (f For) thanksLine(m core.MentorshipFacts, blocks []slack.Block) []slack.Block {
	if m.Said() == "" {
		return blocks
	}
	return append([]slack.Block{smallPrint("✓ " + f.L.T("thanked.sent", "name", firstName(m.Other)))}, blocks...)
}

// mentorAsk asks a mentee whose mentorship has come to its end, once, to become a mentor.
func (f For) mentorAsk(m core.MentorshipFacts) []slack.Block {
	if !m.MayMentor {
		return nil
	}
	return []slack.Block{sectionWith(f.L.T("ended.mentor"), f.button(ActionOpenMentor, "button.become_mentor", Meta{Program: m.Program.ID}))}
}
