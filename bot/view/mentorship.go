package view

import (
	"net/url"
	"strconv"

	"github.com/slack-go/slack"

	"mentorbot/core"
)

// Matched tells one of the two that they are a pair now, who writes first and what to do next.
func (f For) Matched(m core.MentorshipFacts) Message {
	blocks := []slack.Block{
		header(f.L.T("matched.title."+string(m.ViewerIs), "name", m.Other.Name())),
		f.introduction(m.Other, "", f.fact("profile.phone.label", escape(m.Other.Profile.Phone))),
		section(lines(bold(f.L.T("matched.next")), f.nextSteps(m))),
	}
	if !m.Mentorship.Open() {
		return message(append(blocks, smallPrint(f.idle(m)))...)
	}
	book := primary(f.button(ActionBookSession, "button.book", Meta{Mentorship: m.Mentorship.ID}))
	return message(append(blocks, row(book, f.conversationButton(m.Mentorship), f.firstMeetingButton(m), f.mentorshipButton(m), f.goalsButton(m))...)...)
}

// nextSteps are the first things a new pair does (features.md S0-10, S2-30, S3-19).
func (f For) nextSteps(m core.MentorshipFacts) string {
	policy := m.Program.Policy
	contact := f.L.T("next_step.other", "name", firstName(m.Other), "time", f.L.Duration(policy.FirstContactHours*60))
	if policy.FirstContact == m.ViewerIs {
		contact = f.L.T("next_step.you", "name", firstName(m.Other), "time", f.L.Duration(policy.FirstContactHours*60))
	}
	book := f.L.T("next_step.book", "title", f.planned(m.NextPlanned.Kind), "time", f.L.Duration(m.NextPlanned.Minutes))
	steps, agreed := m.FirstSteps(), "next_step.met"
	if m.Agreement.Agreed() {
		agreed = "next_step.agreed"
	}
	all := []string{f.step(1, contact, "next_step.in_touch", steps.InTouch), f.step(2, book, "next_step.booked", steps.Booked)}
	if policy.Shows(core.GuideFirstMeeting) {
		all = append(all, f.step(3, f.L.T("next_step.guide"), "next_step.guide_read", m.GuideRead))
	}
	n := len(all)
	all = append(all,
		f.step(n+1, f.L.T("next_step.agree"), agreed, steps.Met || m.Agreement.Agreed()),
		f.step(n+2, f.L.T("next_step.goals"), "next_step.goals_set", m.Goals.All() > 0))
	if m.Inquiries.ForYou > 0 {
		all = append(all, strconv.Itoa(n+3)+". "+f.inquiriesForYou(m))
	}
	return lines(all...)
}

// stepsLeft reports whether nextSteps has something that can be done before the two meet.
func (f For) stepsLeft(m core.MentorshipFacts) bool {
	steps := m.FirstSteps()
	read := m.GuideRead || !m.Program.Policy.Shows(core.GuideFirstMeeting)
	return !read || !steps.Met && !m.Agreement.Agreed() || m.Goals.All() == 0
}

// firstMeetingButton leads to the plan for the first meeting until somebody has opened it or the two have met; nil after that.
func (f For) firstMeetingButton(m core.MentorshipFacts) *slack.ButtonBlockElement {
	b := f.guideButton(m.Program, core.GuideFirstMeeting)
	if b == nil || m.GuideRead || m.Held > 0 || !m.Mentorship.Open() {
		return nil
	}
	return about(b, m.Other.Name())
}

// step is the line of a step, ticked off once it is done.
func (f For) step(n int, todo, done string, isDone bool) string {
	if isDone {
		return "✓ " + f.L.T(done)
	}
	return strconv.Itoa(n) + ". " + todo
}

// planned is the title a session of the programme's plan has in the reader's language. A session booked under it keeps no
// title of its own, so that the other person reads theirs.
func (f For) planned(k core.SessionKind) string { return f.word("session_kind", string(k)) }

// Conversation opens the group conversation of both. It speaks to the two of them.
func (f For) Conversation(m core.MentorshipFacts) Message {
	mentor, mentee := m.Viewer, m.Other
	if m.ViewerIs == core.RoleMentee {
		mentor, mentee = mentee, mentor
	}
	first := mentee
	if m.Program.Policy.FirstContact == core.RoleMentor {
		first = mentor
	}
	begin := m.Program.Policy.Planned(1)
	blocks := []slack.Block{
		header(f.L.T("conversation.title")),
		section(f.L.T("conversation.text", "mentor", bold(name(mentor)), "mentee", bold(name(mentee)), "program", bold(escape(m.Program.Name)))),
		section(lines(bold(f.L.T("matched.next")),
			"1. "+f.L.T("conversation.first", "name", bold(firstName(first)), "time", f.L.Duration(m.Program.Policy.FirstContactHours*60)),
			"2. "+f.L.T("next_step.book", "title", f.planned(begin.Kind), "time", f.L.Duration(begin.Minutes)),
			"3. "+f.L.T("next_step.agree"),
			"4. "+f.L.T("next_step.goals"))),
	}
	if m.Mentorship.Open() {
		blocks = append(blocks, actions(primary(f.button(ActionBookSession, "button.book", Meta{Mentorship: m.Mentorship.ID}))))
	}
	return message(blocks...)
}

// conversationButton opens the pair's group conversation in Slack; nil until there is one.
func (f For) conversationButton(m core.Mentorship) *slack.ButtonBlockElement {
	if m.Conversation == "" {
		return nil
	}
	query := url.Values{"channel": {m.Conversation}}
	if f.Team != "" {
		query.Set("team", f.Team)
	}
	return f.linkButton(ActionOpenConversation, "button.conversation", "https://slack.com/app_redirect?"+query.Encode())
}

// mentorship is a pair's card on the Home.
func (f For) mentorship(m core.MentorshipFacts) []slack.Block {
	next := ""
	if !m.Mentorship.OnHold() {
		next = f.L.T("mentorship.no_session")
	}
	if m.Next != nil {
		next = f.L.T("mentorship.next", "title", bold(f.sessionTitle(*m.Next)), "time", f.instant(m.Next.StartsAt))
	}
	held := ""
	if m.Held > 0 {
		held = f.L.N("mentorship.held", m.Held, "time", f.L.Duration(m.HeldMinutes))
	}
	if m.Unconfirmed > 0 {
		held = dotted(held, f.L.N("mentorship.unconfirmed", m.Unconfirmed))
	}
	asked, read := "", f.agreementToRead(m)
	if read != nil {
		asked = f.L.T("agreement.waits_for_you", "name", firstName(m.Other))
	}
	waiting, answer := "", (*slack.ButtonBlockElement)(nil)
	if m.Inquiries.ForYou > 0 {
		answer = f.inquiriesButton(m)
		if m.Held > 0 { // else the next steps say so
			waiting = f.inquiriesForYou(m)
		}
	}
	blocks := []slack.Block{f.introduction(m.Other, f.L.T("mentorship.role."+string(m.ViewerIs)), next, held, f.goalCounts(m.Goals), f.holdNote(m), f.closingNote(m), asked, waiting,
		f.fact("profile.phone.label", escape(m.Other.Profile.Phone)))}
	if m.Held == 0 && !m.Mentorship.OnHold() {
		blocks = append(blocks, smallPrint(lines(bold(f.L.T("matched.next")), f.nextSteps(m))))
	}
	var book *slack.ButtonBlockElement
	if m.Mentorship.Open() {
		book = about(f.button(ActionBookSession, "button.book", Meta{Mentorship: m.Mentorship.ID}), m.Other.Name())
	}
	var end *slack.ButtonBlockElement
	if m.Mentorship.Ongoing() {
		end = about(f.button(ActionEndMentorship, "button.end_mentorship", Meta{Mentorship: m.Mentorship.ID}), m.Other.Name())
	}
	var fit *slack.ButtonBlockElement
	if m.AsksFit() {
		fit = f.fitButton(m)
	}
	return append(blocks, row(book, f.resumeButton(m), f.conversationButton(m.Mentorship), f.firstMeetingButton(m), f.mentorshipButton(m), f.goalsButton(m), fit, read, answer, end)...)
}
