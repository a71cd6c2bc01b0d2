package view

import (
	"github.com/slack-go/slack"

	"mentorbot/core"
)

// planShown is how many of a mentorship's numbered sessions its page lists, the latest.
const planShown = 12

// MentorshipPage is everything about a mentorship in one place: who it is with, how far the two are, their sessions and what to do next.
func (f For) MentorshipPage(m core.MentorshipFacts) slack.ModalViewRequest {
	blocks := []slack.Block{
		f.introduction(m.Other, f.L.T("mentorship.role."+string(m.ViewerIs)), f.fact("profile.phone.label", escape(m.Other.Profile.Phone))),
		smallPrint(lines(f.stages(stageOf(m.Mentorship)), f.lasting(m.Mentorship), f.holdNote(m), f.closingNote(m))),
	}
	now := []*slack.ButtonBlockElement{f.conversationButton(m.Mentorship), f.inTouchButton(m), f.firstMeetingButton(m), f.closingButton(m)}
	blocks = append(blocks, row(append(now, f.pauseButtons(m)...)...)...)
	if !m.FirstSteps().Met && m.Mentorship.Open() {
		blocks = append(blocks, divider(), section(lines(bold(f.L.T("matched.next")), f.nextSteps(m))))
	}
	blocks = append(blocks, f.resourcesPart(m)...)
	if m.Times != nil {
		blocks = append(append(blocks, divider()), f.openTimes([]core.TimeProposalFacts{*m.Times})...)
	}
	blocks = append(blocks, divider(), section(lines(bold(f.L.T("plan.title")), f.plan(m), f.together(m))))
	if counts := f.goalCounts(m.Goals); counts != "" {
		blocks = append(blocks, section(lines(bold(f.L.T("goals.title")), counts)))
	}
	blocks = append(blocks, f.agendaPart(m)...)
	blocks = append(blocks, f.inquiriesPart(m)...)
	if count := f.noteCount(m.Notes); count != "" {
		blocks = append(blocks, section(lines(bold(f.L.T("notes.title")), count)))
	}
	blocks = append(blocks, f.linksPart(m)...)
	blocks = append(blocks, f.agreementPart(m)...)
	blocks = append(blocks, f.planButtons(m)...)
	v := f.modal(PageMentorship, "mentorship.page", blocks)
	v.PrivateMetadata = Meta{Mentorship: m.Mentorship.ID}.Encode()
	return v
}

// lasting says from when to when a mentorship goes.
func (f For) lasting(m core.Mentorship) string {
	if !m.EndedAt.IsZero() {
		return f.L.T("mentorship.ended", "from", f.date(m.StartedAt), "to", f.date(m.EndedAt))
	}
	return f.L.T("mentorship.span", "from", f.date(m.StartedAt), "to", f.date(m.PlannedEnd))
}

// plan lists the numbered sessions, each with what became of it.
func (f For) plan(m core.MentorshipFacts) string {
	plan := m.Plan()
	earlier := max(0, len(plan)-planShown)
	text := make([]string, 0, planShown+1)
	if earlier > 0 {
		text = append(text, f.L.N("plan.earlier", earlier))
	}
	for _, e := range plan[earlier:] {
		text = append(text, f.planEntry(e))
	}
	return lines(text...)
}

func (f For) planEntry(e core.PlanEntry) string {
	title := escape(f.planned(e.Planned.Kind))
	if e.Session == nil {
		return f.L.T("plan.free", "n", e.Number, "title", title, "time", f.L.Duration(e.Planned.Minutes))
	}
	key := "plan." + string(e.Session.State)
	if e.Session.State == core.SessionBooked && f.past(*e.Session) {
		key = "plan.over"
	}
	return f.L.T(key, "n", e.Number, "title", f.sessionTitle(*e.Session), "when", f.instant(e.Session.StartsAt), "time", f.L.Duration(e.Session.HeldMinutes))
}

// together is how long the two have met, once they have.
func (f For) together(m core.MentorshipFacts) string {
	if m.Held == 0 {
		return ""
	}
	return f.L.N("mentorship.held", m.Held, "time", f.L.Duration(m.HeldMinutes))
}

func (f For) planButtons(m core.MentorshipFacts) []slack.Block {
	id := Meta{Mentorship: m.Mentorship.ID}
	var book, end *slack.ButtonBlockElement
	if m.Mentorship.Open() {
		book = primary(f.button(ActionBookSession, "button.book", id))
	}
	if m.Mentorship.Ongoing() {
		end = f.button(ActionEndMentorship, "button.end_mentorship", id)
	}
	return row(book, f.goalsButton(m), f.agendaButton(m), f.notesButton(m), f.linksButton(m), f.inquiriesButton(m), f.fitButton(m), f.certificateButton(m), f.button(ActionOpenSessions, "button.all_sessions", Meta{}), end)
}

// mentorshipButton opens the page of a mentorship.
func (f For) mentorshipButton(m core.MentorshipFacts) *slack.ButtonBlockElement {
	return about(f.button(ActionMentorship, "button.mentorship", Meta{Mentorship: m.Mentorship.ID}), m.Other.Name())
}

// inTouchButton lets somebody say that they have written to each other, while nobody knows; nil after that.
func (f For) inTouchButton(m core.MentorshipFacts) *slack.ButtonBlockElement {
	if !m.Mentorship.Open() || m.FirstSteps().InTouch && !m.Mentorship.Quiet() {
		return nil
	}
	return f.button(ActionInTouch, "button.in_touch", Meta{Mentorship: m.Mentorship.ID})
}

// FirstStep reminds one of a pair of what they have not done yet, or says, later, that it is done.
func (f For) FirstStep(notice core.NoticeKind, m core.MentorshipFacts) Message {
	prefix := string(notice)
	title := header(f.L.T(prefix+".title", "name", m.Other.Name()))
	switch {
	case !m.Mentorship.Open():
		return message(title, smallPrint(f.idle(m)))
	case m.FirstSteps().Done(notice):
		return message(title, section("✓ "+f.L.T(prefix+".done", "name", bold(firstName(m.Other)))))
	}
	book := f.button(ActionBookSession, "button.book", Meta{Mentorship: m.Mentorship.ID})
	talk := f.conversationButton(m.Mentorship)
	if notice == core.NoticeFirstSession || talk == nil {
		book = primary(book)
	}
	buttons := []*slack.ButtonBlockElement{talk, book, f.inTouchButton(m)}
	if notice == core.NoticeFirstSession {
		buttons = []*slack.ButtonBlockElement{book, talk, f.firstMeetingButton(m), f.mentorshipButton(m)}
	}
	return message(append([]slack.Block{
		title,
		section(lines(f.L.T(prefix+".text", "name", bold(firstName(m.Other))), f.fact("profile.phone.label", escape(m.Other.Profile.Phone)))),
	}, row(buttons...)...)...)
}
