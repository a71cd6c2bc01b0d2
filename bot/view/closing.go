package view

import (
	"strconv"

	"github.com/slack-go/slack"

	"mentorbot/core"
)

// Closing tells one of the two something about the end of their mentorship: that it comes near or has come, that the other one would like
// to go on, or what became of that. Drawn again it shows how it stands now.
func (f For) Closing(notice core.NoticeKind, m core.MentorshipFacts) Message {
	title := header(f.L.T(string(notice)+".title", "name", m.Other.Name(), "date", f.L.Date(m.Mentorship.PlannedEnd, f.Loc)))
	if !m.Mentorship.Open() {
		return message(title, smallPrint(f.idle(m)))
	}
	guide := f.button(ActionOpenClosing, "button.closing_guide", Meta{Mentorship: m.Mentorship.ID})
	return message(append([]slack.Block{title, section(f.closingNews(notice, m))}, row(append(f.closingButtons(m), guide)...)...)...)
}

// ClosingPage is the planned end of a mentorship in one place: how it stands with it, what can be done, and how a last conversation goes
// well.
func (f For) ClosingPage(m core.MentorshipFacts) slack.ModalViewRequest {
	blocks := []slack.Block{section(f.idle(m))}
	if m.Mentorship.Open() {
		book := f.button(ActionBookSession, "button.book", Meta{Mentorship: m.Mentorship.ID})
		blocks = append([]slack.Block{section(f.closingState(m))}, row(f.closingButtons(m)...)...)
		blocks = append(blocks, divider(), section(lines(bold(f.L.T("closing.guide.title")), f.L.T("closing.guide.text"))))
		blocks = append(blocks, row(book, f.guideButton(m.Program, core.GuideClosingWell))...)
	}
	v := f.modal(PageClosing, "closing.page", blocks)
	v.PrivateMetadata = Meta{Mentorship: m.Mentorship.ID}.Encode()
	return v
}

// closingNews says how it stands below a title that gives the day, which is not said twice.
func (f For) closingNews(notice core.NoticeKind, m core.MentorshipFacts) string {
	if m.Closing(f.Now) != core.ClosingAhead {
		return f.closingState(m)
	}
	switch notice {
	case core.NoticeClosing:
		return f.L.T("closing.choice")
	case core.NoticeExtended:
		return f.L.T("extended.text", "name", bold(firstName(m.Other)))
	}
	return f.closingState(m)
}

// closingState says how it stands with the end, and what comes next.
func (f For) closingState(m core.MentorshipFacts) string {
	return f.L.T("closing.state."+string(m.Closing(f.Now)), "name", bold(firstName(m.Other)),
		"date", f.date(m.Mentorship.PlannedEnd), "until", f.date(m.Mentorship.Closing.Extension.Until))
}

// closingButtons are what one of the two can do about the end.
func (f For) closingButtons(m core.MentorshipFacts) []*slack.ButtonBlockElement {
	id := Meta{Mentorship: m.Mentorship.ID}
	extend := f.button(ActionOpenExtend, "button.extend", id)
	keep := f.button(ActionEndAsPlanned, "button.end_as_planned", id)
	switch m.Closing(f.Now) {
	case core.ClosingAsked:
		id.Version = m.Mentorship.Closing.Extension.Number
		return []*slack.ButtonBlockElement{
			primary(f.button(ActionAgreeExtension, "button.extension_agree", id)), f.button(ActionDeclineExtension, "button.extension_decline", id),
		}
	case core.ClosingAhead:
		return []*slack.ButtonBlockElement{extend, keep}
	case core.ClosingProposed:
		if m.Mentorship.EndReached(f.Now) {
			return []*slack.ButtonBlockElement{extend}
		}
		return []*slack.ButtonBlockElement{extend, keep}
	case core.ClosingReached:
		return []*slack.ButtonBlockElement{extend, f.button(ActionEndMentorship, "button.end_mentorship", id)}
	}
	return []*slack.ButtonBlockElement{extend}
}

// Extend asks by how much longer the two are to go on; each choice shows the new end.
func (f For) Extend(m core.MentorshipFacts) slack.ModalViewRequest {
	var all []*slack.OptionBlockObject
	for _, weeks := range core.ExtensionWeeks() {
		until := f.L.Date(m.Mentorship.ExtendedBy(weeks, f.Now), f.Loc)
		all = append(all, option(strconv.Itoa(weeks), f.L.N("extend.option", weeks, "date", until)))
	}
	return f.form(CallbackExtend, "extend", Meta{Mentorship: m.Mentorship.ID}, []slack.Block{
		section(f.L.T("extend.intro", "name", bold(firstName(m.Other)), "date", f.date(m.Mentorship.PlannedEnd))),
		f.selectOne(field{"weeks", "extend.weeks", true}, all, ""),
	})
}

// closingNote is what the card of a mentorship says of its end once it matters: that an answer is needed, or that the planned day has
// passed.
func (f For) closingNote(m core.MentorshipFacts) string {
	if !m.Mentorship.Open() {
		return ""
	}
	switch m.Closing(f.Now) {
	case core.ClosingAsked:
		return f.L.T("closing.note.asked", "name", firstName(m.Other), "date", f.date(m.Mentorship.Closing.Extension.Until))
	case core.ClosingReached:
		return f.L.T("closing.note.reached", "date", f.date(m.Mentorship.PlannedEnd))
	}
	return ""
}

// closingButton opens the page about the end of a mentorship; nil once it is over.
func (f For) closingButton(m core.MentorshipFacts) *slack.ButtonBlockElement {
	if !m.Mentorship.Open() || m.Mentorship.PlannedEnd.IsZero() {
		return nil
	}
	return about(f.button(ActionOpenClosing, "button.closing", Meta{Mentorship: m.Mentorship.ID}), m.Other.Name())
}
