package bot

import (
	"context"

	"github.com/slack-go/slack"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// redraw shows what somebody clicked in as it is after the click. Messages in conversations and Homes are brought up to date by jobs,
// also for the other people who see them; modals and messages only one person sees have nobody else to do it.
func (a *App) redraw(ctx context.Context, r *Request) (Reply, error) {
	switch {
	case r.Interaction.inModal():
		return a.redrawPage(ctx, r, r.Interaction.View.CallbackID)
	case r.Interaction.Container.IsEphemeral:
		return a.redrawEphemeral(ctx, r)
	}
	return Reply{}, nil
}

// redrawPage shows a page as it is now, with what the metadata of the modal the person acted in says of it.
func (a *App) redrawPage(ctx context.Context, r *Request, page string) (Reply, error) {
	switch page {
	case view.PageResults:
		results, err := a.service.FindPage(ctx, r.call(), searchPage(r.Modal))
		return orFail(err, func() Reply { return instead(r.For.Results(results)) })
	case view.PageMentees:
		results, err := a.service.MenteesPage(ctx, r.call(), searchPage(r.Modal))
		return orFail(err, func() Reply { return instead(r.For.Mentees(results)) })
	case view.PageMentee:
		return a.redrawMentee(ctx, r)
	case view.PageSearches:
		saved, err := a.service.SavedSearches(ctx, r.call(), core.Role(r.Modal.As))
		return orFail(err, func() Reply { return instead(r.For.SavedSearches(saved, "")) })
	case view.PageFavourites:
		return a.redrawMarked(ctx, r, core.MarkFavourite)
	case view.PageHidden:
		return a.redrawMarked(ctx, r, core.MarkHidden)
	case view.PagePerson:
		return a.redrawPerson(ctx, r)
	case view.CallbackChoices, view.PageRunning:
		choices, err := a.service.Choices(ctx, r.call())
		return orFail(err, func() Reply { return instead(r.For.Choices(choices)) })
	case view.PageInvitation:
		invitation, err := a.service.Invitation(ctx, r.call(), r.Modal.Invitation)
		return orFail(err, func() Reply { return instead(r.For.InvitationModal(invitation)) })
	case view.PageMentorship:
		facts, err := a.service.Mentorship(ctx, r.call(), r.Modal.Mentorship)
		return orFail(err, func() Reply { return instead(r.For.MentorshipPage(facts)) })
	case view.PageClosing:
		facts, err := a.service.Mentorship(ctx, r.call(), r.Modal.Mentorship)
		return orFail(err, func() Reply {
			reply, below := instead(r.For.ClosingPage(facts)), r.For.MentorshipPage(facts)
			reply.Below = &below // which says how it stands with the end as well
			return reply
		})
	case view.PageSessions:
		agenda, err := a.service.Agenda(ctx, r.call())
		return orFail(err, func() Reply { return instead(r.For.SessionsModal(agenda)) })
	case view.PageDeliveries:
		failed, err := a.service.FailedDeliveries(ctx, r.call(), r.Modal.Page)
		return orFail(err, func() Reply { return instead(r.For.Deliveries(failed)) })
	case view.PageAnswers:
		return a.redrawAnswers(ctx, r)
	case view.PageRequests:
		requests, err := a.service.Requests(ctx, r.call())
		return orFail(err, func() Reply { return instead(r.For.RequestsModal(requests)) })
	}
	return Reply{}, nil
}

// formOver opens a form over the page of the click, to which one goes back from it, with or without what was entered. Where there is no room
// for one more modal, the form takes the place of that page and the page that of the one below, as profiles do in over.
func (a *App) formOver(ctx context.Context, r *Request, form slack.ModalViewRequest) (Reply, error) {
	if !r.Interaction.inModal() || r.Interaction.View.depth() < maxDepth {
		return show(form), nil
	}
	reply, err := a.backTo(ctx, r, r.Interaction.View.CallbackID)
	reply.Instead = &form
	return reply, err
}

// backTo brings the page under a form up to date, and the one under that page.
func (a *App) backTo(ctx context.Context, r *Request, page string) (Reply, error) {
	back, err := a.redrawPage(ctx, r, page)
	return Reply{Below: back.Instead, Bottom: back.Below}, err
}

// redrawPerson shows a mentor's profile as it is now, and the results below it, to which one goes back.
func (a *App) redrawPerson(ctx context.Context, r *Request) (Reply, error) {
	mentor, program, err := a.service.Mentor(ctx, r.call(), r.Modal.Person)
	if err != nil {
		return Reply{}, err
	}
	reply := instead(r.For.Person(mentor, program, r.Modal))
	reply.Below, err = a.belowPerson(ctx, r, r.Modal)
	return reply, err
}

// belowPerson is the page under a mentor's profile as it is now; nil for one opened from the Home. under is what the profile remembers of that page.
func (a *App) belowPerson(ctx context.Context, r *Request, under view.Meta) (*slack.ModalViewRequest, error) {
	switch under.Do {
	case view.PageResults:
		results, err := a.service.FindPage(ctx, r.call(), searchPage(under))
		below := r.For.Results(results)
		return &below, err
	case view.PageMentees:
		results, err := a.service.MenteesPage(ctx, r.call(), searchPage(under))
		below := r.For.Mentees(results)
		return &below, err
	case view.PageFavourites:
		page, err := a.service.Marked(ctx, r.call(), core.MarkFavourite, under.Group, under.Page)
		below := r.For.Marked(page)
		return &below, err
	case view.PageAnswers:
		q, err := a.service.Recommended(ctx, r.call(), under.Program)
		below := r.For.AnswersDone(q)
		return &below, err
	}
	return nil, nil
}

// orFail makes the reply unless the facts for it could not be loaded.
func orFail(err error, reply func() Reply) (Reply, error) {
	if err != nil {
		return Reply{}, err
	}
	return reply(), nil
}

// redrawEphemeral replaces the answer to `/mentor sessions` or `/mentor requests`, the messages of this kind with buttons that change
// something at once: those of the first are about a session, or about times for one.
func (a *App) redrawEphemeral(ctx context.Context, r *Request) (Reply, error) {
	if r.Meta.Session != "" || r.Meta.Times != "" {
		agenda, err := a.service.Agenda(ctx, r.call())
		if err != nil {
			return Reply{}, err
		}
		m := r.For.Sessions(agenda)
		return Reply{Replace: &m}, nil
	}
	requests, err := a.service.Requests(ctx, r.call())
	if err != nil {
		return Reply{}, err
	}
	m := r.For.Requests(requests)
	return Reply{Replace: &m}, nil
}
