package view

import (
	"github.com/slack-go/slack"

	"mentorbot/core"
)

// Roles somebody can choose when they join.
const (
	JoinMentee = "mentee"
	JoinMentor = "mentor"
	JoinBoth   = "both"
)

// Join asks in which role somebody wants to take part in a programme. Without a profile it leads there first.
func (f For) Join(p core.PlaceFacts) slack.ModalViewRequest {
	program := bold(escape(p.Program.Name))
	if !p.HasProfile {
		return f.modal(PagePlace, "join", []slack.Block{
			section(f.L.T("join.profile_first", "program", program)),
			actions(primary(f.button(ActionOpenProfile, "button.set_up_profile", Meta{Program: p.Program.ID}))),
		})
	}
	blocks := []slack.Block{section(f.L.T("join.intro", "program", program))}
	if p.Program.Policy.MentorsInvite {
		blocks = append(blocks, smallPrint(f.L.T("offer.place")))
	}
	if note := f.joinNote(p.Program); note != "" {
		blocks = append(blocks, smallPrint(note))
	}
	blocks = append(blocks, f.radio(field{"role", "join.role", true}, f.roleChosen(p.Participant),
		f.joinOption(JoinMentee), f.joinOption(JoinMentor), f.joinOption(JoinBoth)))
	return f.form(CallbackJoin, "join", Meta{Program: p.Program.ID}, blocks)
}

// JoinNow is Join at the end of the profile wizard: closing it closes the pages under it.
func (f For) JoinNow(p core.PlaceFacts) slack.ModalViewRequest {
	v := f.Join(p)
	v.Blocks.BlockSet = append([]slack.Block{section(bold(f.L.T("profile.saved")))}, v.Blocks.BlockSet...)
	v.ClearOnClose = true
	return v
}

func (f For) joinOption(role string) *slack.OptionBlockObject {
	o := option(role, f.L.T("join_role."+role))
	o.Description = plain(f.L.T("join_role_explained."+role), maxOptionText)
	return o
}

func (f For) roleChosen(p core.Participant) string {
	switch {
	case p.Mentor && p.Mentee:
		return JoinBoth
	case p.Mentor:
		return JoinMentor
	}
	return JoinMentee
}

// joinNote says beforehand that somebody has to say yes.
func (f For) joinNote(p core.Program) string {
	switch days := max(p.Policy.ApprovalDays, 1); {
	case p.Policy.NeedsApproval(core.RoleMentee):
		return f.L.N("join.approval", days)
	case p.Policy.NeedsApproval(core.RoleMentor):
		return f.L.N("join.approval_mentors", days)
	}
	return ""
}

// Place is a person's own part in a programme: where they stand step by step, what comes next, and the ways to pause and to leave.
func (f For) Place(p core.ParticipantFacts) slack.ModalViewRequest {
	blocks := []slack.Block{section(lines(bold(f.L.T("place.heading", "program", escape(p.Program.Name))), f.placeRoles(p.Participant), f.placeText(p)))}
	if steps := f.placeSteps(p); steps != "" {
		blocks = append(blocks, section(steps))
	}
	if p.Program.Policy.MentorsInvite && p.Participant.Mentee && p.Participant.Joined() {
		blocks = append(blocks, smallPrint(f.L.T("offer.place")))
	}
	blocks = append(blocks, f.placeNext(p)...)
	blocks = append(blocks, f.placeWays(p)...)
	v := f.modal(PagePlace, "place", blocks)
	v.PrivateMetadata = Meta{Program: p.Program.ID}.Encode()
	v.ClearOnClose = true
	return v
}

// placeRoles names what somebody takes part as; nothing for those who do not.
func (f For) placeRoles(p core.Participant) string {
	if !p.Joined() || !p.Mentor && !p.Mentee {
		return ""
	}
	return f.L.T("join_role." + f.roleChosen(p))
}

// placeText says in a sentence or two where somebody stands, with the words of staff where there are some.
func (f For) placeText(p core.ParticipantFacts) string {
	key := "place." + string(p.Participant.State)
	words := ""
	switch p.Participant.State {
	case core.ParticipantActive:
		switch {
		case !p.Participant.Mentor && !p.Participant.Mentee:
			key = "place.no_role"
		case p.Waiting, len(p.Missing) > 0, len(p.MenteeMissing) > 0:
			key = "place.partly"
		}
	case core.ParticipantProfileIncomplete:
		if p.Participant.Returned {
			key, words = "place.returned", quote(p.Participant.Note)
		}
	case core.ParticipantRemoved, core.ParticipantDeclined:
		words = quote(p.Participant.Note)
	}
	return lines(f.L.T(key), words)
}

// placeSteps are the steps to taking part, with those that are done ticked.
func (f For) placeSteps(p core.ParticipantFacts) string {
	if !p.Participant.Joined() || p.Participant.State == core.ParticipantPaused {
		return ""
	}
	steps := []string{tick(true, f.L.T("place.step.joined"))}
	if p.Participant.Mentee {
		steps = append(steps, f.itemsStep("place.step.mentee", p.MenteeMissing))
	}
	if p.Participant.Mentor {
		steps = append(steps, f.itemsStep("place.step.mentor", p.Missing))
	}
	return lines(append(steps, f.approvalStep(p))...)
}

func (f For) itemsStep(key string, missing []core.ProfileItem) string {
	if len(missing) == 0 {
		return tick(true, f.L.T(key+".done"))
	}
	return tick(false, f.L.T(key, "items", f.items(missing)))
}

// approvalStep is the step of staff, where the programme has one.
func (f For) approvalStep(p core.ParticipantFacts) string {
	needs := p.Participant.Mentor && p.Program.Policy.NeedsApproval(core.RoleMentor) ||
		p.Participant.Mentee && p.Program.Policy.NeedsApproval(core.RoleMentee)
	switch {
	case !needs:
		return ""
	case p.Participant.Returned:
		return tick(false, f.L.T("place.step.returned"))
	case p.Overdue:
		return tick(false, f.L.T("place.step.overdue", "date", f.date(p.AnswerBy)))
	case !p.AnswerBy.IsZero():
		return tick(false, f.L.T("place.step.waiting", "date", f.date(p.AnswerBy)))
	case p.Participant.State == core.ParticipantActive && !p.Waiting:
		return tick(true, f.L.T("place.step.activated"))
	}
	return tick(false, f.L.T("place.step.activation"))
}

// tick marks a step as done or to come; the words say the same.
func tick(done bool, safe string) string {
	if done {
		return "✓ " + safe
	}
	return "○ " + safe
}

// placeNext is what can be done now to take part.
func (f For) placeNext(p core.ParticipantFacts) []slack.Block {
	m := Meta{Program: p.Program.ID}
	switch {
	case p.Participant.State == core.ParticipantPaused:
		return row(primary(f.button(ActionResume, "button.resume", m)))
	case !p.Participant.Joined():
		return f.placeAgain(p)
	}
	var again, profile, mentor, find *slack.ButtonBlockElement
	if p.Participant.Returned {
		again = primary(f.button(ActionResubmit, "button.resubmit", m))
	}
	if len(p.Missing)+len(p.MenteeMissing) > 0 || p.Participant.Returned {
		profile = f.button(ActionOpenProfile, "button.complete_profile", Meta{})
	}
	if p.Participant.Mentor {
		mentor = f.button(ActionOpenMentor, "button.mentor", m)
	}
	if p.Participant.Mentee && p.Participant.State == core.ParticipantActive && p.Program.Policy.Pairing != core.PairingAdmins {
		find = f.button(ActionOpenFind, "button.find", m)
	}
	return row(again, profile, mentor, find)
}

// placeAgain is the way on for those who are out.
func (f For) placeAgain(p core.ParticipantFacts) []slack.Block {
	if p.Participant.State == core.ParticipantWithdrawn {
		return row(primary(f.button(ActionOpenJoin, "button.join_programme", Meta{Program: p.Program.ID})))
	}
	return row(f.button(ActionOpenPrograms, "button.switch_program", Meta{}), f.button(ActionOpenHelp, "button.help", Meta{}))
}

// placeWays change the part somebody has, or end it.
func (f For) placeWays(p core.ParticipantFacts) []slack.Block {
	if !p.Participant.Joined() {
		return nil
	}
	m := Meta{Program: p.Program.ID}
	var roles, pause *slack.ButtonBlockElement
	if !p.Participant.Mentor || !p.Participant.Mentee {
		roles = f.button(ActionOpenJoin, "button.change_roles", m)
	}
	if p.Participant.State != core.ParticipantPaused && (p.Participant.Mentor || p.Participant.Mentee) {
		pause = f.button(ActionPause, "button.pause", m)
		pause.Confirm = f.confirm("confirm."+ActionPause, slack.StylePrimary)
	}
	leave := f.button(ActionOpenLeave, "button.leave", m).WithStyle(slack.StyleDanger)
	var points *slack.ButtonBlockElement
	if p.Program.Policy.GivesPoints() {
		points = f.button(ActionOpenPoints, "button.points", m)
	}
	return append([]slack.Block{divider()}, row(points, roles, pause, leave)...)
}

// Leave shows what somebody has open in a programme before they leave it, and asks for words to their mentoring partners.
func (f For) Leave(l core.LeaveFacts) slack.ModalViewRequest {
	blocks := []slack.Block{section(f.L.T("leave.intro", "program", bold(escape(l.Place.Program.Name)))), section(f.leaveList(l))}
	if len(l.Mentorships) > 0 {
		blocks = append(blocks, f.textArea(field{"reason", "leave.reason", true}, "", core.MaxEndReason))
	}
	v := f.form(CallbackLeave, "leave", Meta{Program: l.Place.Program.ID}, blocks)
	v.Close = plain(f.L.T("button.stay"), maxModalTitle)
	return v
}

func (f For) leaveList(l core.LeaveFacts) string {
	var all []string
	if c := l.Choices; c != nil && (c.List.State == core.ChoicesRunning || c.List.State == core.ChoicesDraft) {
		all = append(all, "• "+f.L.T("leave.request"))
	}
	for _, x := range firstOf(l.ToAnswer, homePairs) {
		all = append(all, "• "+f.L.T("leave.to_answer", "name", bold(name(x.Mentee))))
	}
	for _, m := range firstOf(l.Mentorships, homePairs) {
		all = append(all, "• "+f.L.T("leave.mentorship", "name", bold(name(m.Other))))
	}
	if more := len(l.ToAnswer) + len(l.Mentorships) - min(len(l.ToAnswer), homePairs) - min(len(l.Mentorships), homePairs); more > 0 {
		all = append(all, f.L.N("more.count", more))
	}
	if len(all) == 0 {
		return f.L.T("leave.nothing")
	}
	return lines(all...)
}

// homePlace is the person's part in the programme the Home is about.
func (f For) homePlace(d core.Dashboard) []slack.Block {
	if d.Place == nil || d.Place.Participant.State == core.ParticipantWithdrawn {
		if d.Program.State != core.ProgramOpen {
			return nil
		}
		return []slack.Block{sectionWith(lines(bold(f.L.T("place.invite", "program", escape(d.Program.Name))), f.L.T("place.invite_text")),
			f.button(ActionOpenJoin, "button.join_programme", Meta{Program: d.Program.ID}))}
	}
	text := lines(bold(f.L.T("place.heading", "program", escape(d.Program.Name))), f.placeRoles(d.Place.Participant), f.placeText(*d.Place))
	return []slack.Block{sectionWith(text, f.button(ActionOpenPlace, "button.place", Meta{Program: d.Program.ID}))}
}

// nextOfPlace is what to do for somebody who does not take part yet, or not now.
func (f For) nextOfPlace(d core.Dashboard) (nextStep, bool) {
	policy, m := d.Program.Policy, Meta{Program: d.Program.ID}
	if d.Place == nil || d.Place.Participant.State == core.ParticipantWithdrawn {
		more := policy.NeedsApproval(core.RoleMentee) || len(policy.MenteeItems) > 0 || policy.AdminsPair()
		return nextStep{f.L.T("home.next.join", "program", bold(escape(d.Program.Name))), ActionOpenJoin, "button.join_programme", m},
			more && d.Program.State == core.ProgramOpen
	}
	p := *d.Place
	switch {
	case p.Participant.State == core.ParticipantPaused:
		return nextStep{f.placeText(p), ActionResume, "button.resume", m}, true
	case p.Participant.State == core.ParticipantAwaitingActivation && !p.AnswerBy.IsZero():
		return nextStep{text: f.L.T("home.next.awaiting", "date", f.date(p.AnswerBy))}, true
	case !p.Participant.Joined(), p.Participant.Returned && p.Participant.State != core.ParticipantActive:
		return nextStep{f.placeText(p), ActionOpenPlace, "button.place", m}, true
	case len(p.MenteeMissing) > 0:
		return nextStep{f.L.T("home.next.mentee_incomplete", "items", f.items(p.MenteeMissing)), ActionOpenProfile, "button.complete_profile", Meta{}}, true
	case policy.Pairing == core.PairingAdmins && p.Participant.Mentee && (d.Choices == nil || d.Choices.List.State != core.ChoicesRunning):
		return nextStep{text: f.L.T("home.next.paired")}, true
	}
	return nextStep{}, false
}

// PlaceNews tells a participant what staff decided, as it is now.
func (f For) PlaceNews(notice core.NoticeKind, p core.ParticipantFacts) Message {
	prefix := "place_news." + string(notice)
	blocks := []slack.Block{header(f.L.T(prefix+".title", "program", p.Program.Name)), section(f.L.T(prefix+".text", "program", bold(escape(p.Program.Name))))}
	if p.Participant.Note != "" {
		blocks = append(blocks, section(quote(p.Participant.Note)))
	}
	if steps := f.placeSteps(p); steps != "" && (notice == core.NoticeActivated || notice == core.NoticeFeedback) {
		blocks = append(blocks, section(steps))
	}
	return message(append(blocks, f.placeNext(p)...)...)
}
