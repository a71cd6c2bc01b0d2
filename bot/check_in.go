package bot

import (
	"context"
	"strconv"

	"mentorbot/core"
)

// met records with one click that a session took place as long as planned.
func (a *App) met(ctx context.Context, r *Request) (Reply, error) {
	if _, err := a.service.CheckIn(ctx, r.call(), r.Meta.Session, core.OutcomeMet, 0); err != nil {
		return Reply{}, err
	}
	return a.redraw(ctx, r)
}

// openCheckIn asks what became of a session, before anybody chooses in vain.
func (a *App) openCheckIn(ctx context.Context, r *Request) (Reply, error) {
	session, err := a.service.SessionToCheckIn(ctx, r.call(), r.Meta.Session)
	return orFail(err, func() Reply { return show(r.For.CheckInForm(session)) })
}

// saveCheckIn records what became of a session. The message and the Home follow by jobs; a list below is drawn anew when opened again.
func (a *App) saveCheckIn(ctx context.Context, r *Request) (Reply, error) {
	minutes, _ := strconv.Atoi(r.Form.Text("minutes"))
	if minutes == 0 {
		minutes = -1 // which core refuses, unlike 0, which means as planned
	}
	_, err := a.service.CheckIn(ctx, r.call(), r.Meta.Session, core.SessionOutcome(r.Form.Text("outcome")), minutes)
	return Reply{Clear: true}, err
}

// takePulse makes the handler of one answer to how useful a session was.
func (a *App) takePulse(pulse core.Pulse) handler {
	return func(ctx context.Context, r *Request) (Reply, error) {
		_, err := a.service.TakePulse(ctx, r.call(), r.Meta.Session, pulse)
		return Reply{}, err
	}
}
