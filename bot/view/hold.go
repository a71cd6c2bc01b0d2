package view

import (
	"github.com/slack-go/slack"

	"mentorbot/core"
)

// holdDays is how far ahead the form proposes that a mentorship goes on.
const holdDays = 28

// HoldForm asks until when a mentorship is to be on hold: for the first time, or to change that day.
func (f For) HoldForm(m core.MentorshipFacts) slack.ModalViewRequest {
	until, prefix := f.Now.AddDate(0, 0, holdDays), "hold"
	if m.Mentorship.OnHold() {
		until, prefix = m.Mentorship.Hold.Until, "hold_change"
	}
	blocks := []slack.Block{
		section(f.L.T("hold.intro", "name", bold(firstName(m.Other)))),
		f.dateInput(field{"until", "hold.until", true}, InputValue, until.In(f.Loc).Format("2006-01-02")),
		f.textArea(field{"reason", "hold.reason", false}, m.Mentorship.Hold.Reason, core.MaxHoldReason),
	}
	if coming := m.Paused(f.Now); len(coming) > 0 {
		text := []string{bold(f.L.T("hold.coming"))}
		for _, s := range coming[:min(len(coming), homeSessions)] {
			text = append(text, "• "+dotted(f.sessionTitle(s), f.instant(s.StartsAt)))
		}
		if more := len(coming) - homeSessions; more > 0 {
			text = append(text, f.L.N("more.count", more))
		}
		blocks = append(blocks, section(lines(text...)), f.checkbox(field{"cancel", "hold.cancel", false}, true))
	}
	return f.form(CallbackHold, prefix, Meta{Mentorship: m.Mentorship.ID}, blocks)
}

// Hold tells one of the two that their mentorship is on hold. Drawn again it shows how it stands now.
func (f For) Hold(m core.MentorshipFacts) Message {
	title := header(f.L.T("mentorship_hold.title", "name", m.Other.Name()))
	if !m.Mentorship.OnHold() {
		text := f.L.T("mentorship.over")
		if m.Mentorship.Open() {
			text = f.L.T("hold.is_over")
		}
		return message(header(f.L.T("hold.was", "name", m.Other.Name())), smallPrint(text))
	}
	who := f.L.T("hold.by_other", "name", bold(firstName(m.Other)), "date", f.date(m.Mentorship.Hold.Until))
	if m.Mentorship.Hold.By == m.Viewer.Person.ID {
		who = f.L.T("hold.by_you", "date", f.date(m.Mentorship.Hold.Until))
	}
	blocks := []slack.Block{title, section(lines(who, quoteIf(m.Mentorship.Hold.Reason)))}
	if m.Dropped > 0 {
		blocks = append(blocks, smallPrint(f.L.N("hold.sessions", m.Dropped)))
	}
	blocks = append(blocks, smallPrint(f.L.T("hold.meaning")))
	return message(append(blocks, row(f.holdButtons(m)...)...)...)
}

// Resumed tells one of the two that their mentorship goes on.
func (f For) Resumed(m core.MentorshipFacts) Message {
	title := header(f.L.T("mentorship_resumed.title", "name", m.Other.Name()))
	if !m.Mentorship.Open() {
		return message(title, smallPrint(f.idle(m)))
	}
	next := f.L.T("mentorship.no_session")
	if m.Next != nil {
		next = f.L.T("mentorship.next", "title", bold(f.sessionTitle(*m.Next)), "time", f.instant(m.Next.StartsAt))
	}
	text := lines(f.L.T("resumed.text", "date", f.date(m.Mentorship.PlannedEnd)), next)
	book := f.button(ActionBookSession, "button.book", Meta{Mentorship: m.Mentorship.ID})
	if m.Next == nil {
		book = primary(book)
	}
	return message(append([]slack.Block{title, section(text)}, row(book, f.conversationButton(m.Mentorship), f.mentorshipButton(m))...)...)
}

// idle says why nothing can be done in a mentorship that is not active: it is on hold, or over.
func (f For) idle(m core.MentorshipFacts) string {
	if m.Mentorship.OnHold() {
		return f.holdNote(m)
	}
	return f.L.T("mentorship.over")
}

// holdNote says until when a mentorship is on hold; empty for one that is not.
func (f For) holdNote(m core.MentorshipFacts) string {
	if !m.Mentorship.OnHold() {
		return ""
	}
	return f.L.T("hold.note", "date", f.date(m.Mentorship.Hold.Until))
}

// holdButtons end a hold or change its day.
func (f For) holdButtons(m core.MentorshipFacts) []*slack.ButtonBlockElement {
	return []*slack.ButtonBlockElement{f.resumeButton(m), f.button(ActionOpenHold, "button.hold_change", Meta{Mentorship: m.Mentorship.ID})}
}

// resumeButton lets a mentorship on hold go on; nil for one that is not.
func (f For) resumeButton(m core.MentorshipFacts) *slack.ButtonBlockElement {
	if !m.Mentorship.OnHold() {
		return nil
	}
	return about(f.button(ActionResumeMentorship, "button.resume_mentorship", Meta{Mentorship: m.Mentorship.ID}), m.Other.Name())
}

// pauseButtons are what the page of a mentorship offers about a hold.
func (f For) pauseButtons(m core.MentorshipFacts) []*slack.ButtonBlockElement {
	switch {
	case m.Mentorship.OnHold():
		return f.holdButtons(m)
	case m.Mentorship.Open():
		return []*slack.ButtonBlockElement{f.button(ActionOpenHold, "button.hold", Meta{Mentorship: m.Mentorship.ID})}
	}
	return nil
}
