package bot

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// saveSeries books sessions that repeat. Nothing is booked before the person has seen every time as it is now: the form comes back with all of them
// on top, and with a question for each that something is in the way of.
func (a *App) saveSeries(ctx context.Context, r *Request, m core.MentorshipFacts, repeat core.Repeating) (Reply, error) {
	in := booking(r, m, core.Session{Kind: m.NextPlanned.Kind})
	plan, err := a.service.PlanSeries(ctx, r.call(), r.Meta.Mentorship, in, repeat)
	if err != nil {
		return Reply{}, err
	}
	seen, err := fingerprint(plan)
	if err != nil {
		return Reply{}, err
	}
	if r.Meta.Seen != seen {
		return a.reviewSeries(ctx, r, in, plan, seen)
	}
	answers := answersTo(r, plan)
	_, err = a.service.BookSeries(ctx, r.call(), r.Meta.Mentorship, in, repeat, answers)
	return Reply{Clear: true}, atConflict(plan, answers, err)
}

// moveSeries moves a session and those after it in its series, once the person has seen every time as it would be.
func (a *App) moveSeries(ctx context.Context, r *Request, m core.MentorshipFacts, session core.SessionFacts) (Reply, error) {
	in := booking(r, m, session.Session)
	plan, err := a.service.PlanMove(ctx, r.call(), r.Meta.Session, in)
	if err != nil {
		return Reply{}, err
	}
	seen, err := fingerprint(plan)
	if err != nil {
		return Reply{}, err
	}
	if r.Meta.Seen == seen {
		answers := answersTo(r, plan)
		_, err = a.service.MoveSeries(ctx, r.call(), r.Meta.Session, in, answers)
		return Reply{Clear: true}, atConflict(plan, answers, err)
	}
	if in.Offered != "" {
		offer, err := a.service.TimesToMove(ctx, r.call(), r.Meta.Session, r.Meta.Page)
		return orFail(err, func() Reply { return instead(r.For.ReviewSeries(r.For.OfferedTimes(offer), plan, r.Meta, seen)) })
	}
	form, err := a.formToMove(ctx, r, session, plan.Times[0].Start)
	return orFail(err, func() Reply { return instead(r.For.ReviewSeries(form, plan, r.Meta, seen)) })
}

// answersTo are what a person chose for the times something is in the way of.
func answersTo(r *Request, plan core.SeriesPlan) map[int]string {
	answers := map[int]string{}
	for _, t := range plan.Times {
		answers[t.Part] = r.Form.Text(view.ConflictInput(t))
	}
	return answers
}

// atConflict moves the refusal of times that are not decided on to the input of the first of them.
func atConflict(plan core.SeriesPlan, answers map[int]string, err error) error {
	if refusal := core.Refusal(err); refusal == nil || refusal.Code != core.CodeSeriesConflicts {
		return err
	}
	for _, t := range plan.Times {
		if _, decided := t.Settle(answers[t.Part]); !decided {
			return atField(view.ConflictInput(t), err)
		}
	}
	return err
}

// reviewSeries shows the form again, with what it comes to.
func (a *App) reviewSeries(ctx context.Context, r *Request, in core.Booking, plan core.SeriesPlan, seen string) (Reply, error) {
	if in.Offered != "" {
		offer, err := a.service.TimesToBook(ctx, r.call(), r.Meta.Mentorship, r.Meta.Page)
		return orFail(err, func() Reply { return instead(r.For.ReviewSeries(r.For.OfferedTimes(offer), plan, r.Meta, seen)) })
	}
	m, err := a.service.Mentorship(ctx, r.call(), r.Meta.Mentorship)
	return orFail(err, func() Reply {
		return instead(r.For.ReviewSeries(r.For.BookSession(m, plan.Times[0].Start), plan, r.Meta, seen))
	})
}

// fingerprint names what a person looks at: the times and what is in their way.
func fingerprint(plan core.SeriesPlan) (string, error) {
	raw, err := json.Marshal([]any{plan.Repeat, plan.Minutes, plan.Times})
	if err != nil {
		return "", fmt.Errorf("name a series: %w", err)
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:8]), nil
}
