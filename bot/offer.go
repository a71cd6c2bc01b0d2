package bot

import (
	"context"

	"github.com/slack-go/slack"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// openFindMentees asks a mentor what mentees to look for, with what was looked for last filled in.
func (a *App) openFindMentees(ctx context.Context, r *Request) (Reply, error) {
	if err := a.enterProgram(ctx, r); err != nil {
		return Reply{}, err
	}
	program, criteria, err := a.service.LastMenteeCriteria(ctx, r.call())
	if err != nil {
		return Reply{}, err
	}
	saved, err := a.service.SavedSearches(ctx, r.call(), core.RoleMentee)
	return orFail(err, func() Reply {
		return instead(r.For.FindMentees(program, r.typedInstead(criteria), len(saved.Searches)))
	})
}

func (a *App) findMentees(ctx context.Context, r *Request) (Reply, error) {
	if r.Form.Text("name") != "" {
		return a.saveSearch(ctx, r, core.RoleMentee)
	}
	results, err := a.service.FindMentees(ctx, r.call(), criteriaOf(r.Form))
	return orFail(err, func() Reply { return show(r.For.Mentees(results)) })
}

// openMentees shows a page of a search among mentees.
func (a *App) openMentees(ctx context.Context, r *Request) (Reply, error) {
	results, err := a.service.MenteesPage(ctx, r.call(), r.turned())
	return orFail(err, func() Reply { return show(r.For.Mentees(results)) })
}

// openMentee shows a mentee's profile over the results.
func (a *App) openMentee(ctx context.Context, r *Request) (Reply, error) {
	mentee, program, err := a.service.Mentee(ctx, r.call(), r.Meta.Person)
	if err != nil {
		return Reply{}, err
	}
	return a.over(ctx, r, func(under view.Meta) slack.ModalViewRequest { return r.For.Mentee(mentee, program, under) })
}

// openOffer asks for the words an offer goes with.
func (a *App) openOffer(ctx context.Context, r *Request) (Reply, error) {
	mentee, program, err := a.service.Mentee(ctx, r.call(), r.Meta.Person)
	return orFail(err, func() Reply { return show(r.For.OfferForm(mentee, program)) })
}

// offer sends it. All modals close: those below show the mentee as one nobody has asked yet.
func (a *App) offer(ctx context.Context, r *Request) (Reply, error) {
	if _, err := a.service.Offer(ctx, r.call(), r.Meta.Person, r.Form.Text("message")); err != nil {
		return Reply{}, err
	}
	return Reply{Clear: true}, nil
}

// withdrawOffer takes it back. The button has asked for confirmation.
func (a *App) withdrawOffer(ctx context.Context, r *Request) (Reply, error) {
	if _, err := a.service.WithdrawOffer(ctx, r.call(), r.Meta.Invitation); err != nil {
		return Reply{}, err
	}
	return a.redraw(ctx, r)
}

// redrawMentee shows a mentee's profile as it is now, and what lies below it.
func (a *App) redrawMentee(ctx context.Context, r *Request) (Reply, error) {
	mentee, program, err := a.service.Mentee(ctx, r.call(), r.Modal.Person)
	if err != nil {
		return Reply{}, err
	}
	reply := instead(r.For.Mentee(mentee, program, r.Modal))
	reply.Below, err = a.belowPerson(ctx, r, r.Modal)
	return reply, err
}

// criteriaOf reads a search form.
func criteriaOf(form Form) core.Criteria {
	meeting := form.All("meeting")
	if city := form.Text(view.FieldCity); city != "" {
		meeting = append(meeting, city)
	}
	return core.Criteria{
		Topics:       form.All("topics"),
		PracticeArea: form.All("practice_areas"),
		JobFunction:  form.All("job_functions"),
		Unit:         form.Text("unit"),
		DutyStation:  form.Text("duty_station"),
		Languages:    form.All("languages"),
		Gender:       answered(form.Text("gender")),
		Meeting:      meeting,
		Text:         form.Text("text"),
	}
}
