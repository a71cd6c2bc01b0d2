package view

import (
	"github.com/slack-go/slack"

	"mentorbot/core"
)

// Requests answers `/mentor requests`: what waits for the person's answer, and what they asked for.
func (f For) Requests(r core.Requests) Message {
	return message(f.guard(f.requests(r), maxMessageBlocks)...)
}

// RequestsModal is the same list opened from a button.
func (f For) RequestsModal(r core.Requests) slack.ModalViewRequest {
	return f.modal(PageRequests, "requests", f.requests(r))
}

func (f For) requests(r core.Requests) []slack.Block {
	blocks := []slack.Block{header(f.L.T("requests.to_answer"))}
	if len(r.ToAnswer) == 0 {
		blocks = append(blocks, section(f.L.T("requests.none")))
	}
	for _, x := range r.ToAnswer {
		blocks = append(blocks, f.toAnswer(x)...)
	}
	if offers := f.homeOffers(r.Offers); len(offers) > 0 {
		blocks = append(append(blocks, divider()), offers...)
	}
	blocks = append(blocks, divider(), header(f.L.T("requests.yours")))
	switch {
	case r.Choices == nil || (r.Choices.List.State == core.ChoicesDraft && len(r.Choices.Mentors) == 0):
		blocks = append(blocks, section(f.L.T("requests.not_asked")), actions(f.button(ActionOpenFind, "button.find", Meta{})))
	case r.Choices.List.State == core.ChoicesDraft:
		blocks = append(blocks, section(f.L.N("choices.draft", len(r.Choices.Mentors))),
			actions(f.button(ActionOpenChoices, "button.send_request", Meta{})))
	default:
		blocks = append(blocks, f.running(*r.Choices)...)
	}
	return blocks
}

// toAnswer is a request in short, with the way to read it whole and both answers.
func (f For) toAnswer(x core.InvitationFacts) []slack.Block {
	asker, deadline := x.Asker(), ""
	if !x.Invitation.ExpiresAt.IsZero() {
		deadline = f.L.T("invitation.deadline", "deadline", f.instant(x.Invitation.ExpiresAt))
	}
	open := about(f.button(ActionOpenInvitation, "button.read_request", Meta{Invitation: x.Invitation.ID}), asker.Name())
	return []slack.Block{
		f.introduction(asker, "", deadline, quote(excerpt(inline(x.List.Message), 240))),
		actions(open, f.acceptButton(x), f.declineButton(x)),
	}
}
