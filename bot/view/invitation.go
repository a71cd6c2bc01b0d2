package view

import (
	"github.com/slack-go/slack"

	"mentorbot/core"
)

// Invitation is the message that asks a mentor, in the state the invitation is in now: live with buttons, afterwards readable
// without them.
func (f For) Invitation(x core.InvitationFacts) Message {
	return message(append([]slack.Block{f.invitationTitle(x, "title")}, f.invitation(x)...)...)
}

// InvitationReminder is sent once when half of the time is over.
func (f For) InvitationReminder(x core.InvitationFacts) Message {
	blocks := []slack.Block{
		f.invitationTitle(x, "reminder"),
		section(lines(bold(f.L.T("invitation.message", "name", firstName(x.Asker()))), quote(x.List.Message))),
	}
	return message(append(blocks, f.invitationEnd(x)...)...)
}

// InvitationModal is the same request opened from the Home or from a list.
func (f For) InvitationModal(x core.InvitationFacts) slack.ModalViewRequest {
	v := f.modal(PageInvitation, "invitation.modal", f.invitation(x))
	v.PrivateMetadata = Meta{Invitation: x.Invitation.ID}.Encode()
	return v
}

// invitationTitle is the question while it can be answered and the outcome afterwards.
func (f For) invitationTitle(x core.InvitationFacts, live string) slack.Block {
	key := live
	if !x.Invitation.Live() {
		key = "closed." + string(x.Invitation.State)
	}
	asker := x.Asker()
	return header(f.asks(x, key, "name", asker.Name()))
}

// asks words a text about an invitation for whom it is to: a mentor, or a mentee who was made an offer.
func (f For) asks(x core.InvitationFacts, key string, args ...any) string {
	if x.Invitation.Offer {
		return f.L.T("offer_to_you."+key, args...)
	}
	return f.L.T("invitation."+key, args...)
}

func (f For) invitation(x core.InvitationFacts) []slack.Block {
	asker := x.Asker()
	blocks := []slack.Block{
		f.introduction(asker, "", f.L.T("invitation.program", "program", escape(x.Program.Name))),
		section(lines(bold(f.L.T("invitation.message", "name", firstName(asker))), quote(x.List.Message))),
	}
	if details := f.profileDetails(asker); len(details) > 0 {
		blocks = append(blocks, divider(), section(bold(f.L.T("invitation.about", "name", firstName(asker)))))
		blocks = append(blocks, details...)
	}
	blocks = append(blocks, f.said(x.Said)...)
	blocks = append(blocks, divider(), section(lines(bold(f.L.T("invitation.why", "score", score(x.Score.Total))), f.scoreLines(x.Score, x.Program))))
	return append(blocks, f.invitationEnd(x)...)
}

// invitationEnd is the deadline with the buttons, or what became of the request.
func (f For) invitationEnd(x core.InvitationFacts) []slack.Block {
	if !x.Invitation.Live() {
		return []slack.Block{smallPrint(f.closed(x))}
	}
	deadline := f.L.N("invitation.window", x.Program.Policy.ResponseHours) + f.weekends(x.Program.Policy)
	if !x.Invitation.ExpiresAt.IsZero() {
		deadline = f.L.T("invitation.deadline", "deadline", f.instant(x.Invitation.ExpiresAt))
	}
	return []slack.Block{
		section(lines(bold(deadline), f.paused("invitation.paused", x))),
		actions(f.acceptButton(x), f.declineButton(x)),
		smallPrint(f.asks(x, "kind")),
	}
}

// paused says that days off of whom was asked do not count, where there are some before the answer is due.
func (f For) paused(key string, x core.InvitationFacts) string {
	inv, asked := x.Invitation, x.Asked()
	if inv.ExpiresAt.IsZero() {
		return ""
	}
	away := x.Off.Absence(inv.DeliveredAt, inv.ExpiresAt, asked.Person.Location())
	if away == (core.Absence{}) {
		return ""
	}
	return f.L.T(key, "days", core.MaxPausedDays, "name", firstName(asked), "date", f.civil(away.Back))
}

// closed says to who was asked what became of the request and when.
func (f For) closed(x core.InvitationFacts) string {
	reason := ""
	switch {
	case x.Invitation.State == core.InvitationSkipped:
		reason = f.word("skip_reason", string(x.Invitation.SkipReason))
	case x.Invitation.State == core.InvitationDeclined && x.Invitation.Reason != "":
		reason = f.word("decline_reason", string(x.Invitation.Reason))
	}
	text := f.asks(x, "outcome."+string(x.Invitation.State), "name", firstName(x.Asker()))
	when := ""
	if !x.Invitation.ClosedAt.IsZero() {
		when = f.instant(x.Invitation.ClosedAt)
	}
	return dotted(text, escape(reason), when)
}

func (f For) acceptButton(x core.InvitationFacts) *slack.ButtonBlockElement {
	asker := x.Asker()
	b := primary(f.button(ActionAccept, "button.accept", Meta{Invitation: x.Invitation.ID}))
	b.Confirm = f.confirm("confirm."+ActionAccept, slack.StylePrimary, "name", inline(clip(asker.Name(), 60)))
	return about(b, asker.Name())
}

func (f For) declineButton(x core.InvitationFacts) *slack.ButtonBlockElement {
	asker := x.Asker()
	return about(f.button(ActionDecline, "button.decline", Meta{Invitation: x.Invitation.ID}), asker.Name())
}

// Decline asks why, and a mentor whether more requests should come.
func (f For) Decline(x core.InvitationFacts) slack.ModalViewRequest {
	var reasons []*slack.OptionBlockObject
	for _, r := range x.DeclineReasons() {
		reasons = append(reasons, option(string(r), upperFirst(f.word("decline_reason", string(r)))))
	}
	blocks := []slack.Block{
		section(f.L.T("decline.intro", "name", bold(name(x.Asker())))),
		f.selectOne(field{"reason", "decline.reason", true}, reasons, ""),
		f.textArea(field{"text", "decline.text", false}, "", core.MaxDeclineText),
	}
	if !x.Invitation.Offer {
		blocks = append(blocks, row(f.guideButton(x.Program, core.GuideSayNo))...)
		blocks = append(blocks, f.checkbox(field{FieldAlsoUnavailable, "decline.also", false}, false),
			f.dateInput(field{"until", "decline.until", false}, InputValue, ""))
	}
	return f.form(CallbackDecline, "decline", Meta{Invitation: x.Invitation.ID}, blocks)
}
