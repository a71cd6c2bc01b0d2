package bot

import (
	"context"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// openPlace shows a person's part in a programme; somebody who never joined is asked whether they want to.
func (a *App) openPlace(ctx context.Context, r *Request) (Reply, error) {
	place, err := a.service.Place(ctx, r.call(), r.Meta.Program)
	return orFail(err, func() Reply {
		if !place.Known {
			return show(r.For.Join(place))
		}
		return show(r.For.Place(place.ParticipantFacts))
	})
}

// openJoin asks how somebody wants to take part.
func (a *App) openJoin(ctx context.Context, r *Request) (Reply, error) {
	place, err := a.service.Place(ctx, r.call(), r.Meta.Program)
	return orFail(err, func() Reply { return show(r.For.Join(place)) })
}

func (a *App) join(ctx context.Context, r *Request) (Reply, error) {
	role := r.Form.Text("role")
	place, err := a.service.Join(ctx, r.call(), core.Joining{
		Program: r.Meta.Program,
		Mentor:  role == view.JoinMentor || role == view.JoinBoth,
		Mentee:  role == view.JoinMentee || role == view.JoinBoth,
	})
	return orFail(err, func() Reply { return instead(r.For.Place(place)) })
}

func (a *App) pause(ctx context.Context, r *Request) (Reply, error) {
	place, err := a.service.Pause(ctx, r.call(), r.Meta.Program)
	return orFail(err, func() Reply { return instead(r.For.Place(place)) })
}

func (a *App) resume(ctx context.Context, r *Request) (Reply, error) {
	place, err := a.service.Resume(ctx, r.call(), r.Meta.Program)
	return orFail(err, func() Reply { return instead(r.For.Place(place)) })
}

func (a *App) resubmit(ctx context.Context, r *Request) (Reply, error) {
	place, err := a.service.Resubmit(ctx, r.call(), r.Meta.Program)
	return orFail(err, func() Reply { return instead(r.For.Place(place)) })
}

// openLeave shows what somebody has open before they leave.
func (a *App) openLeave(ctx context.Context, r *Request) (Reply, error) {
	leaving, err := a.service.Leaving(ctx, r.call(), r.Meta.Program)
	return orFail(err, func() Reply { return show(r.For.Leave(leaving)) })
}

func (a *App) leave(ctx context.Context, r *Request) (Reply, error) {
	place, err := a.service.Leave(ctx, r.call(), r.Meta.Program, r.Form.Text("reason"))
	return orFail(err, func() Reply { return instead(r.For.Place(place)) })
}

// openEnd asks before a mentorship ends.
func (a *App) openEnd(ctx context.Context, r *Request) (Reply, error) {
	ending, err := a.service.Ending(ctx, r.call(), r.Meta.Mentorship)
	return orFail(err, func() Reply { return show(r.For.EndMentorship(ending)) })
}

// endMentorship ends it. All modals close: those below show it as it was.
func (a *App) endMentorship(ctx context.Context, r *Request) (Reply, error) {
	_, err := a.service.EndMentorship(ctx, r.call(), r.Meta.Mentorship, r.Form.Text("reason"))
	return Reply{Clear: true}, err
}

// openTips lists what a person recommends.
func (a *App) openTips(ctx context.Context, r *Request) (Reply, error) {
	profile, err := a.service.ProfileFacts(ctx, r.call())
	return orFail(err, func() Reply { return show(r.For.Tips(profile)) })
}

func (a *App) openTipForm(_ context.Context, r *Request) (Reply, error) {
	return show(r.For.TipForm()), nil
}

// addTip adds a recommendation. The list takes the place of the form: what lies below it may be anything, and is closed with it.
func (a *App) addTip(ctx context.Context, r *Request) (Reply, error) {
	profile, err := a.service.AddTip(ctx, r.call(), core.Tip{
		Kind: core.TipKind(r.Form.Text("kind")), Title: r.Form.Text("title"), Link: r.Form.Text("link"),
	})
	return orFail(err, func() Reply { return instead(r.For.Tips(profile)) })
}

func (a *App) removeTip(ctx context.Context, r *Request) (Reply, error) {
	profile, err := a.service.RemoveTip(ctx, r.call(), r.Meta.Tip)
	return orFail(err, func() Reply { return instead(r.For.Tips(profile)) })
}
