package bot

import (
	"context"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// openRequests lists what waits for an answer and what the person asked for.
func (a *App) openRequests(ctx context.Context, r *Request) (Reply, error) {
	requests, err := a.service.Requests(ctx, r.call())
	if err != nil {
		return Reply{}, err
	}
	if r.Kind == KindCommand {
		return say(r.For.Requests(requests)), nil
	}
	return show(r.For.RequestsModal(requests)), nil
}

func (a *App) openInvitation(ctx context.Context, r *Request) (Reply, error) {
	invitation, err := a.service.Invitation(ctx, r.call(), r.Meta.Invitation)
	if err != nil {
		return Reply{}, err
	}
	return show(r.For.InvitationModal(invitation)), nil
}

// accept says yes. The message that asked, and everybody's Home, follow by jobs of the same transaction.
func (a *App) accept(ctx context.Context, r *Request) (Reply, error) {
	if _, err := a.service.Accept(ctx, r.call(), r.Meta.Invitation); err != nil {
		return Reply{}, err
	}
	return a.redraw(ctx, r)
}

// openDecline asks why. An invitation that can no longer be answered is refused before anybody types.
func (a *App) openDecline(ctx context.Context, r *Request) (Reply, error) {
	invitation, err := a.service.Invitation(ctx, r.call(), r.Meta.Invitation)
	if err != nil {
		return Reply{}, err
	}
	if !invitation.Invitation.Live() {
		return Reply{}, closedInvitation(invitation)
	}
	return show(r.For.Decline(invitation)), nil
}

// closedInvitation is the refusal core gives when a closed invitation is answered.
func closedInvitation(x core.InvitationFacts) error {
	code := map[core.InvitationState]core.Code{
		core.InvitationAccepted:   core.CodeInvitationAccepted,
		core.InvitationDeclined:   core.CodeInvitationDeclined,
		core.InvitationExpired:    core.CodeInvitationExpired,
		core.InvitationWithdrawn:  core.CodeInvitationWithdrawn,
		core.InvitationSuperseded: core.CodeInvitationSuperseded,
		core.InvitationSkipped:    core.CodeInvitationSkipped,
	}[x.Invitation.State]
	if x.Invitation.Offer {
		if code = core.CodeOfferClosed; x.Invitation.State == core.InvitationExpired {
			code = core.CodeOfferExpired
		}
	}
	asker := x.Asker()
	return &core.Error{Kind: core.Conflict, Code: code, Args: map[string]any{"Name": asker.Name()}}
}

// decline says no. All modals close: those below show the invitation as it was.
func (a *App) decline(ctx context.Context, r *Request) (Reply, error) {
	_, err := a.service.Decline(ctx, r.call(), r.Meta.Invitation, core.Decline{
		Reason:          core.DeclineReason(r.Form.Text("reason")),
		Text:            r.Form.Text("text"),
		AlsoUnavailable: r.Form.Checked(view.FieldAlsoUnavailable, view.OptionYes),
		Until:           r.Form.Text("until"),
	})
	return Reply{Clear: true}, err
}
