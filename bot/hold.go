package bot

import (
	"context"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// openHold asks until when a mentorship is to be on hold.
func (a *App) openHold(ctx context.Context, r *Request) (Reply, error) {
	facts, err := a.service.Holding(ctx, r.call(), r.Meta.Mentorship)
	return orFail(err, func() Reply { return show(r.For.HoldForm(facts)) })
}

// hold puts a mentorship on hold, or changes until when it is. All modals close: those below show it as it was.
func (a *App) hold(ctx context.Context, r *Request) (Reply, error) {
	_, err := a.service.HoldMentorship(ctx, r.call(), r.Meta.Mentorship, core.HoldRequest{
		Until: r.Form.Text("until"), Reason: r.Form.Text("reason"), CancelSessions: r.Form.Checked("cancel", view.OptionYes),
	})
	return Reply{Clear: true}, err
}

// resumeMentorship lets a mentorship that is on hold go on.
func (a *App) resumeMentorship(ctx context.Context, r *Request) (Reply, error) {
	if _, err := a.service.ResumeMentorship(ctx, r.call(), r.Meta.Mentorship); err != nil {
		return Reply{}, err
	}
	return a.redraw(ctx, r)
}
