package bot

import (
	"context"

	"mentorbot/bot/view"
)

// openInquiries shows a page of the questions of a mentorship.
func (a *App) openInquiries(ctx context.Context, r *Request) (Reply, error) {
	inquiries, err := a.service.Inquiries(ctx, r.call(), r.Meta.Mentorship, r.Meta.Page)
	return orFail(err, func() Reply { return show(r.For.Inquiries(inquiries)) })
}

// openAskInquiry asks for a question.
func (a *App) openAskInquiry(ctx context.Context, r *Request) (Reply, error) {
	inquiries, err := a.service.Inquiries(ctx, r.call(), r.Meta.Mentorship, 0)
	return orFail(err, func() Reply { return show(r.For.AskInquiry(inquiries, r.Modal)) })
}

// askInquiry asks a question and leads back to the list.
func (a *App) askInquiry(ctx context.Context, r *Request) (Reply, error) {
	if _, err := a.service.Ask(ctx, r.call(), r.Modal.Mentorship, r.Form.Text("text")); err != nil {
		return Reply{}, err
	}
	list, err := a.redrawInquiries(ctx, r, r.Modal)
	return Reply{Below: list.Instead, Bottom: list.Below}, err
}

// openAnswerInquiry asks for an answer, before anybody writes in vain.
func (a *App) openAnswerInquiry(ctx context.Context, r *Request) (Reply, error) {
	inquiry, err := a.service.InquiryToAnswer(ctx, r.call(), r.Meta.Inquiry)
	return orFail(err, func() Reply { return show(r.For.AnswerInquiry(inquiry, r.Meta)) })
}

// answerInquiry answers a question and leads back to the list, where it was opened from one. Messages are brought up to date by jobs.
func (a *App) answerInquiry(ctx context.Context, r *Request) (Reply, error) {
	if _, err := a.service.AnswerInquiry(ctx, r.call(), r.Modal.Inquiry, r.Form.Text("text")); err != nil {
		return Reply{}, err
	}
	if r.Modal.Mentorship == "" {
		return Reply{}, nil
	}
	list, err := a.redrawInquiries(ctx, r, r.Modal)
	return Reply{Below: list.Instead, Bottom: list.Below}, err
}

// withdrawInquiry takes back a question, which the button has asked about.
func (a *App) withdrawInquiry(ctx context.Context, r *Request) (Reply, error) {
	if _, err := a.service.WithdrawInquiry(ctx, r.call(), r.Meta.Inquiry); err != nil {
		return Reply{}, err
	}
	return a.redrawInquiries(ctx, r, r.Meta)
}

// redrawInquiries shows the list as it is now, and the mentorship's page below it, which counts them.
func (a *App) redrawInquiries(ctx context.Context, r *Request, m view.Meta) (Reply, error) {
	inquiries, err := a.service.Inquiries(ctx, r.call(), m.Mentorship, m.Page)
	if err != nil {
		return Reply{}, err
	}
	reply := instead(r.For.Inquiries(inquiries))
	reply.Below, err = a.mentorshipBelow(ctx, r, m.Mentorship)
	return reply, err
}
