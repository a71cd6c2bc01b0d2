package bot

import (
	"context"

	"github.com/slack-go/slack"

	"mentorbot/core"
)

// openAgreement shows a version of a mentorship's agreement, the latest one or another page.
func (a *App) openAgreement(ctx context.Context, r *Request) (Reply, error) {
	facts, err := a.service.MentorshipAgreement(ctx, r.call(), r.Meta.Mentorship, r.Meta.Page)
	return orFail(err, func() Reply { return show(r.For.Agreement(facts, "")) })
}

// openAgreementForm asks for a version, before anybody writes in vain.
func (a *App) openAgreementForm(ctx context.Context, r *Request) (Reply, error) {
	facts, err := a.service.AgreementToEdit(ctx, r.call(), r.Meta.Mentorship)
	return orFail(err, func() Reply { return show(r.For.AgreementForm(facts)) })
}

// proposeAgreement keeps a version and leads back to where the form was opened.
func (a *App) proposeAgreement(ctx context.Context, r *Request) (Reply, error) {
	texts := core.AgreementTexts{}
	for _, s := range core.AgreementSections() {
		texts[s] = r.Form.Text(string(s))
	}
	id := r.Modal.Mentorship
	if _, err := a.service.ProposeAgreement(ctx, r.call(), id, r.Modal.Version, texts); err != nil {
		return Reply{}, err
	}
	page, err := a.agreementPage(ctx, r, id, "")
	if err != nil {
		return Reply{}, err
	}
	bottom, err := a.mentorshipBelow(ctx, r, id)
	return Reply{Below: page.Instead, Bottom: bottom}, err
}

// agree agrees to a version. Where a newer one has taken its place, that one is shown: nobody agrees to what they have not read.
func (a *App) agree(ctx context.Context, r *Request) (Reply, error) {
	agreement, err := a.service.Agree(ctx, r.call(), r.Meta.Agreement)
	if refusal := core.Refusal(err); refusal != nil && refusal.Code == core.CodeAgreementOutdated {
		facts, err := a.service.Agreement(ctx, r.call(), r.Meta.Agreement)
		if err != nil {
			return Reply{}, err
		}
		return a.agreementPage(ctx, r, facts.Mentorship.ID, "agreement.outdated")
	}
	if err != nil {
		return Reply{}, err
	}
	return a.redrawAgreement(ctx, r, agreement.Mentorship, "")
}

// withdrawAgreement takes back a version.
func (a *App) withdrawAgreement(ctx context.Context, r *Request) (Reply, error) {
	agreement, err := a.service.WithdrawAgreement(ctx, r.call(), r.Meta.Agreement)
	if err != nil {
		return Reply{}, err
	}
	return a.redrawAgreement(ctx, r, agreement.Mentorship, "")
}

// shareAgreement has a version sent as a document, and says where it goes.
func (a *App) shareAgreement(ctx context.Context, r *Request) (Reply, error) {
	together, err := a.service.ShareAgreement(ctx, r.call(), r.Meta.Agreement)
	if err != nil {
		return Reply{}, err
	}
	facts, err := a.service.Agreement(ctx, r.call(), r.Meta.Agreement)
	if err != nil {
		return Reply{}, err
	}
	notice := "agreement.copied"
	if together {
		notice = "agreement.shared"
	}
	return instead(r.For.Agreement(facts, notice)), nil
}

// redrawAgreement shows an agreement as it is after a click in its page, and the mentorship below it. Messages are brought up to date by jobs.
func (a *App) redrawAgreement(ctx context.Context, r *Request, id core.MentorshipID, notice string) (Reply, error) {
	if !r.Interaction.inModal() {
		return Reply{}, nil
	}
	reply, err := a.agreementPage(ctx, r, id, notice)
	if err != nil {
		return Reply{}, err
	}
	reply.Below, err = a.mentorshipBelow(ctx, r, id)
	return reply, err
}

// agreementPage shows the latest version.
func (a *App) agreementPage(ctx context.Context, r *Request, id core.MentorshipID, notice string) (Reply, error) {
	facts, err := a.service.MentorshipAgreement(ctx, r.call(), id, 0)
	return orFail(err, func() Reply { return instead(r.For.Agreement(facts, notice)) })
}

// mentorshipBelow is the page of the mentorship, which is under the agreement's wherever something is. Slack has told us no more than that
// there is something.
func (a *App) mentorshipBelow(ctx context.Context, r *Request, id core.MentorshipID) (*slack.ModalViewRequest, error) {
	facts, err := a.service.Mentorship(ctx, r.call(), id)
	if err != nil {
		return nil, err
	}
	page := r.For.MentorshipPage(facts)
	return &page, nil
}
