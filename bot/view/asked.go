package view

import (
	"github.com/slack-go/slack"

	"mentorbot/core"
)

// Asked tells a mentee whom the app has asked, until when the answer is due, and what became of the ask before. As the invitation
// moves on, the message does too.
func (f For) Asked(x core.InvitationFacts) Message {
	if x.Invitation.Offer {
		return f.offerMade(x)
	}
	mentor := x.Mentor.Name()
	title := f.L.T("asked.title", "name", mentor)
	if !x.Invitation.Live() {
		title = f.L.T("asked.closed."+string(x.Invitation.State), "name", mentor)
	}
	blocks := []slack.Block{header(title)}
	if before := f.previous(x); before != "" {
		blocks = append(blocks, section(before))
	}
	progress := bold(f.L.T("choices.asked", "n", x.Invitation.Rank, "of", len(x.List.Mentors)))
	if !x.Invitation.Live() {
		return message(append(blocks, section(lines(progress, f.askedOutcome(x))))...)
	}
	blocks = append(blocks, section(lines(progress+" "+f.waiting(x.Invitation, name(x.Mentor)), f.paused("asked.paused", x))), smallPrint(f.L.T("asked.next")))
	return message(append(blocks, actions(f.button(ActionOpenChoices, "button.view_request", Meta{}), f.withdraw(x.List.ID)))...)
}

// previous says what became of the mentor asked before: nothing when nobody was, or when it is not why this one is asked.
func (f For) previous(x core.InvitationFacts) string {
	if x.Previous == nil || !f.L.Has("asked.previous."+string(x.Previous.State)) {
		return ""
	}
	text := f.L.T("asked.previous."+string(x.Previous.State), "name", bold(name(x.PreviousMentor)))
	switch {
	case x.Previous.State == core.InvitationSkipped:
		text = dotted(text, escape(f.word("skip_reason", string(x.Previous.SkipReason))))
	case x.Previous.State == core.InvitationDeclined && x.Previous.Reason != core.DeclineOther && x.Previous.Reason != "":
		text = dotted(text, escape(f.word("decline_reason", string(x.Previous.Reason))))
	}
	return lines(text, f.declineWords(*x.Previous))
}

// declineWords are what the mentor wrote when declining.
func (f For) declineWords(i core.Invitation) string {
	if i.State != core.InvitationDeclined || i.ReasonText == "" {
		return ""
	}
	return quote(i.ReasonText)
}

func (f For) askedOutcome(x core.InvitationFacts) string {
	when := ""
	if !x.Invitation.ClosedAt.IsZero() {
		when = f.instant(x.Invitation.ClosedAt)
	}
	return lines(dotted(upperFirst(f.outcome(x.Invitation)), when), f.declineWords(x.Invitation))
}
