package chaos

import (
	"bytes"
	"net/http"
	"time"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// atHome clicks one of the buttons of a person's Home, as it was drawn last.
func (v visitor) atHome(actions ...string) (element, outcome) {
	var home struct{ View *modal }
	if err := v.w.control(http.MethodGet, "users/"+v.who.user.ID+"/home", nil, &home); err != nil || home.View == nil {
		return element{}, outcome{}
	}
	e, ok := pick(v.draw, elements(home.View.Blocks, actions...))
	if !ok {
		return element{}, outcome{}
	}
	return e, v.within(home.View, e)
}

// within clicks in a modal or Home.
func (v visitor) within(in *modal, e element) outcome {
	return v.do("click", fields{"view_id": in.ID, "block_id": e.Block, "action_id": e.Action})
}

// follow clicks from modal to modal, each time any of what is offered with the next action id.
func (v visitor) follow(out outcome, actions ...string) outcome {
	for _, action := range actions {
		if out.View == nil {
			break
		}
		e, ok := pick(v.draw, elements(out.View.Blocks, action))
		if !ok {
			v.leave(out)
			return outcome{}
		}
		out = v.within(out.View, e)
	}
	return out
}

// aim sets a goal.
func (v visitor) aim() {
	e, out := v.atHome(view.ActionOpenGoals)
	v.write(promiseGoal, e, v.follow(out, view.ActionNewGoal), view.CallbackGoal, func(token string) values {
		return values{"title": value(token)}
	})
}

// agree answers what the other one has proposed, or proposes something else.
func (v visitor) agree() {
	e, out := v.atHome(view.ActionMentorship)
	out = v.follow(out, view.ActionOpenAgreement)
	if out.View == nil {
		return
	}
	if proposed := elements(out.View.Blocks, view.ActionAgree); len(proposed) > 0 && v.draw.IntN(2) == 0 {
		v.leave(v.follow(out, view.ActionAgree))
		return
	}
	v.write(promiseAgreement, e, v.follow(out, view.ActionWriteAgreement), view.CallbackAgreement, func(token string) values {
		return values{"expectations": value(token), "confidentiality": value("All of it."), "rhythm": value("Every two weeks.")}
	})
}

// part ends a mentorship.
func (v visitor) part() {
	e, out := v.atHome(view.ActionEndMentorship)
	v.write(promiseEnd, e, out, view.CallbackEnd, func(token string) values { return values{"reason": value(token)} })
}

// pause puts a mentorship on hold, changes until when it is, or lets it go on.
func (v visitor) pause() {
	e, out := v.atHome(view.ActionMentorship)
	if out.View == nil {
		return
	}
	if held := elements(out.View.Blocks, view.ActionResumeMentorship); len(held) > 0 && v.draw.IntN(2) == 0 {
		v.leave(v.follow(out, view.ActionResumeMentorship))
		return
	}
	out = v.follow(out, view.ActionOpenHold)
	v.write(promiseHold, e, out, view.CallbackHold, func(token string) values {
		in := values{"until": value(v.w.clock.Now().AddDate(0, 0, minHold+v.draw.IntN(core.MaxHoldDays-minHold)).Format(time.DateOnly)), "reason": value(token)}
		if bytes.Contains(out.View.Blocks, []byte(`"block_id":"cancel"`)) && v.draw.IntN(2) == 0 {
			in["cancel"] = value([]string{}) // the sessions stay
		}
		return in
	})
}

// minHold is how many days a hold lasts at least: longer than anything a run waits for, so that none ends by itself.
const minHold = 120

// write fills in a form, if it is the one that was meant to open, with words that are found again.
func (v visitor) write(kind string, from element, open outcome, callback string, form func(token string) values) {
	if open.View == nil || open.View.CallbackID != callback {
		v.leave(open)
		return
	}
	token := v.book.attempt(kind)
	out := v.submit(open.View, form(token))
	if out.acknowledged() && out.View == nil {
		v.book.promised(promise{kind: kind, actor: v.who.id, subject: from.meta().Mentorship, token: token})
	}
	v.leave(out)
	v.leave(open)
}
