package bot

import (
	"context"
	"strconv"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// openProposeTimes asks for times to propose, in place of a booking form.
func (a *App) openProposeTimes(ctx context.Context, r *Request) (Reply, error) {
	mentorship, err := a.service.Mentorship(ctx, r.call(), r.Meta.Mentorship)
	if err != nil {
		return Reply{}, err
	}
	if err := mentorship.Mentorship.MayBook(); err != nil {
		return Reply{}, err
	}
	return instead(r.For.ProposeTimes(mentorship, nil, view.EnteredTimes{})), nil
}

// openCounterTimes asks for other times than those proposed.
func (a *App) openCounterTimes(ctx context.Context, r *Request) (Reply, error) {
	mentorship, answered, err := a.timesForm(ctx, r)
	return orFail(err, func() Reply { return show(r.For.ProposeTimes(mentorship, answered, view.EnteredTimes{})) })
}

// timesForm loads what the form to propose times starts from: the pair, and the times that are answered, nil for none.
func (a *App) timesForm(ctx context.Context, r *Request) (core.MentorshipFacts, *core.TimeProposal, error) {
	id := r.Meta.Mentorship
	var answered *core.TimeProposal
	if r.Meta.Times != "" {
		times, err := a.service.TimesToAnswer(ctx, r.call(), r.Meta.Times)
		if err != nil {
			return core.MentorshipFacts{}, nil, err
		}
		id, answered = times.Mentorship.ID, &times.Proposal
	}
	mentorship, err := a.service.Mentorship(ctx, r.call(), id)
	return mentorship, answered, err
}

// previewTimes shows, whenever a date or a time in the form changes, what the other person's clock will show.
func (a *App) previewTimes(ctx context.Context, r *Request) (Reply, error) {
	mentorship, answered, err := a.timesForm(ctx, r)
	if err != nil {
		return Reply{}, err
	}
	entered := view.EnteredTimes{Walls: enteredTimes(r)}
	minutes, _ := strconv.Atoi(r.Form.Text("minutes")) // anything else is 0, which core takes for the least
	entered.Shown, err = a.service.PreviewTimes(ctx, r.call(), mentorship.Mentorship.ID, entered.Walls, minutes)
	return orFail(err, func() Reply { return instead(r.For.ProposeTimes(mentorship, answered, entered)) })
}

// enteredTimes reads the dates and times of day of a form.
func enteredTimes(r *Request) [core.MaxProposedTimes]core.WallTime {
	var all [core.MaxProposedTimes]core.WallTime
	for i := range all {
		n := strconv.Itoa(i + 1)
		all[i] = core.WallTime{Date: r.Form.Text("date_" + n), Time: r.Form.Text("time_" + n)}
	}
	return all
}

// saveTimes proposes times, or answers those the form was opened for with others. The messages to both follow by jobs.
func (a *App) saveTimes(ctx context.Context, r *Request) (Reply, error) {
	mentorship, answered, err := a.timesForm(ctx, r)
	if err != nil {
		return Reply{}, err
	}
	before := core.Session{Kind: mentorship.NextPlanned.Kind}
	if answered != nil {
		before.Link = answered.Link
	}
	b := booking(r, mentorship, before)
	in := core.NewTimes{Times: enteredTimes(r), Title: b.Title, Minutes: b.Minutes, Place: b.Place, Link: b.Link, Agenda: b.Agenda}
	if answered != nil {
		_, err = a.service.CounterTimes(ctx, r.call(), answered.ID, in)
	} else {
		_, err = a.service.ProposeTimes(ctx, r.call(), mentorship.Mentorship.ID, in)
	}
	return Reply{Clear: true}, err
}

// takeTime makes the handler that books one of the proposed times, counted from 0.
func (a *App) takeTime(n int) handler {
	return func(ctx context.Context, r *Request) (Reply, error) {
		if _, err := a.service.TakeTime(ctx, r.call(), r.Meta.Times, n); err != nil {
			return Reply{}, err
		}
		return a.redraw(ctx, r)
	}
}

func (a *App) withdrawTimes(ctx context.Context, r *Request) (Reply, error) {
	if _, err := a.service.WithdrawTimes(ctx, r.call(), r.Meta.Times); err != nil {
		return Reply{}, err
	}
	return a.redraw(ctx, r)
}

// openDeclineTimes asks for a word, before anybody types it in vain.
func (a *App) openDeclineTimes(ctx context.Context, r *Request) (Reply, error) {
	times, err := a.service.TimesToAnswer(ctx, r.call(), r.Meta.Times)
	return orFail(err, func() Reply { return show(r.For.DeclineTimes(times)) })
}

func (a *App) declineTimes(ctx context.Context, r *Request) (Reply, error) {
	_, err := a.service.DeclineTimes(ctx, r.call(), r.Meta.Times, r.Form.Text("reason"))
	return Reply{Clear: true}, err
}
