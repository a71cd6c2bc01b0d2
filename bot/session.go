package bot

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// openSessions lists what is booked and with whom more can be.
func (a *App) openSessions(ctx context.Context, r *Request) (Reply, error) {
	agenda, err := a.service.Agenda(ctx, r.call())
	if err != nil {
		return Reply{}, err
	}
	if r.Kind == KindCommand {
		return say(r.For.Sessions(agenda)), nil
	}
	return show(r.For.SessionsModal(agenda)), nil
}

// openBooking offers free times for a session where one of the two has said when they can meet, else asks for a date and a time.
func (a *App) openBooking(ctx context.Context, r *Request) (Reply, error) {
	offer, err := a.service.TimesToBook(ctx, r.call(), r.Meta.Mentorship, r.Meta.Page)
	if err != nil {
		return Reply{}, err
	}
	if err := offer.Mentorship.Mentorship.MayBook(); err != nil {
		return Reply{}, err
	}
	return show(r.For.OfferedTimes(offer)), nil
}

func (a *App) openMove(ctx context.Context, r *Request) (Reply, error) {
	if _, err := a.movable(ctx, r); err != nil {
		return Reply{}, err
	}
	offer, err := a.service.TimesToMove(ctx, r.call(), r.Meta.Session, r.Meta.Page)
	return orFail(err, func() Reply { return show(r.For.OfferedTimes(offer)) })
}

// openTimes shows another page of free times.
func (a *App) openTimes(ctx context.Context, r *Request) (Reply, error) {
	if r.Meta.Session != "" {
		return a.openMove(ctx, r)
	}
	return a.openBooking(ctx, r)
}

// openOtherTime asks for a date and a time in place of what is offered.
func (a *App) openOtherTime(ctx context.Context, r *Request) (Reply, error) {
	if r.Meta.Session != "" {
		session, err := a.movable(ctx, r)
		if err != nil {
			return Reply{}, err
		}
		form, err := a.formToMove(ctx, r, session, time.Time{})
		return orFail(err, func() Reply { return instead(form) })
	}
	mentorship, err := a.service.Mentorship(ctx, r.call(), r.Meta.Mentorship)
	return orFail(err, func() Reply { return instead(r.For.BookSession(mentorship, time.Time{})) })
}

func (a *App) openCancel(ctx context.Context, r *Request) (Reply, error) {
	session, err := a.changeable(ctx, r)
	if err != nil {
		return Reply{}, err
	}
	return show(r.For.CancelSession(session)), nil
}

// movable loads a session that can get another time; another one is refused before anybody types.
func (a *App) movable(ctx context.Context, r *Request) (core.SessionFacts, error) {
	session, err := a.service.Session(ctx, r.call(), r.Meta.Session)
	switch {
	case err != nil:
		return core.SessionFacts{}, err
	case session.Session.State == core.SessionCancelled:
		return core.SessionFacts{}, &core.Error{Kind: core.Conflict, Code: core.CodeSessionCancelled}
	case !session.Session.Movable(a.service.Now()):
		return core.SessionFacts{}, &core.Error{Kind: core.Conflict, Code: core.CodeSessionOver}
	}
	return session, nil
}

// formToMove is the form of a session that can get another time.
func (a *App) formToMove(ctx context.Context, r *Request, session core.SessionFacts, at time.Time) (slack.ModalViewRequest, error) {
	mentorship, err := a.service.Mentorship(ctx, r.call(), session.Mentorship.ID)
	return r.For.MoveSession(session, mentorship.Rooms, at), err
}

// changeable loads a session that can still be cancelled or answered; another one is refused before anybody types.
func (a *App) changeable(ctx context.Context, r *Request) (core.SessionFacts, error) {
	session, err := a.service.Session(ctx, r.call(), r.Meta.Session)
	switch {
	case err != nil:
		return core.SessionFacts{}, err
	case session.Session.State == core.SessionCancelled:
		return core.SessionFacts{}, &core.Error{Kind: core.Conflict, Code: core.CodeSessionCancelled}
	case !session.Session.StartsAt.After(a.service.Now()):
		return core.SessionFacts{}, &core.Error{Kind: core.Conflict, Code: core.CodeSessionOver}
	}
	return session, nil
}

// previewTime shows, whenever the date or time in the form changes, what the other person's clock will show. Without both, or with
// a time that does not exist, there is nothing to show yet.
func (a *App) previewTime(ctx context.Context, r *Request) (Reply, error) {
	date, clock := r.Form.Text("date"), r.Form.Text("time")
	if date == "" || clock == "" {
		return Reply{}, nil
	}
	at, _, err := a.service.PreviewTime(ctx, r.call(), r.Meta.Mentorship, date, clock)
	if refusal := core.Refusal(err); refusal != nil && refusal.Kind == core.Invalid {
		return Reply{}, nil
	}
	if err != nil {
		return Reply{}, err
	}
	if r.Meta.Session != "" {
		session, err := a.service.Session(ctx, r.call(), r.Meta.Session)
		if err != nil {
			return Reply{}, err
		}
		form, err := a.formToMove(ctx, r, session, at)
		return orFail(err, func() Reply { return instead(form) })
	}
	mentorship, err := a.service.Mentorship(ctx, r.call(), r.Meta.Mentorship)
	if err != nil {
		return Reply{}, err
	}
	return instead(r.For.BookSession(mentorship, at)), nil
}

// saveSession books a session, or moves the one the form was opened for. All modals close: those below show it as it was.
func (a *App) saveSession(ctx context.Context, r *Request) (Reply, error) {
	if r.Meta.Session != "" {
		session, err := a.service.Session(ctx, r.call(), r.Meta.Session)
		if err != nil {
			return Reply{}, err
		}
		mentorship, err := a.service.Mentorship(ctx, r.call(), session.Mentorship.ID)
		if err != nil {
			return Reply{}, err
		}
		following, err := r.following()
		if err != nil {
			return Reply{}, err
		}
		if following {
			return a.moveSeries(ctx, r, mentorship, session)
		}
		_, err = a.service.MoveSession(ctx, r.call(), r.Meta.Session, booking(r, mentorship, session.Session))
		return Reply{Clear: true}, err
	}
	mentorship, err := a.service.Mentorship(ctx, r.call(), r.Meta.Mentorship)
	if err != nil {
		return Reply{}, err
	}
	if err := r.Form.Required("repeat"); err != nil {
		return Reply{}, err
	}
	if every := view.Repeating(r.Form.Text("repeat"), r.Form.Text("times")); every.Every != "" {
		return a.saveSeries(ctx, r, mentorship, every)
	}
	_, err = a.service.BookSession(ctx, r.call(), r.Meta.Mentorship, booking(r, mentorship, core.Session{Kind: mentorship.NextPlanned.Kind}))
	return Reply{Clear: true}, err
}

// booking reads the form of a session, given as it is before. The plan's title is offered in the form; left as it is, it is not kept as somebody's own words, so
// that each person reads it in their language.
func booking(r *Request, m core.MentorshipFacts, before core.Session) core.Booking {
	title := r.Form.Text("title")
	if strings.EqualFold(title, r.For.L.T("session_kind."+string(before.Kind))) {
		title = ""
	}
	minutes, _ := strconv.Atoi(r.Form.Text("minutes")) // anything else is 0, which core refuses
	return core.Booking{
		Title:   title,
		Offered: r.Form.Text("slot"),
		Date:    r.Form.Text("date"),
		Time:    r.Form.Text("time"),
		Minutes: minutes,
		Place:   r.Form.Text("place"),
		Link:    r.For.VideoLink(m, before.Link, r.Form.Text("video"), r.Form.Text("link")),
		Agenda:  r.Form.Text("agenda"),
	}
}

// following reports that what is done to a session is meant for those after it in its series, too. Forms of other sessions do not ask.
func (r *Request) following() (bool, error) {
	if !r.Form.Has("scope") {
		return false, nil
	}
	scope, err := r.Form.OneOf("scope", view.ScopeOne, view.ScopeFollowing)
	return scope == view.ScopeFollowing, err
}

func (a *App) cancelSession(ctx context.Context, r *Request) (Reply, error) {
	following, err := r.following()
	if err != nil {
		return Reply{}, err
	}
	if following {
		_, err := a.service.CancelSeries(ctx, r.call(), r.Meta.Session, r.Form.Text("reason"))
		return Reply{Clear: true}, err
	}
	_, err = a.service.CancelSession(ctx, r.call(), r.Meta.Session, r.Form.Text("reason"))
	return Reply{Clear: true}, err
}
