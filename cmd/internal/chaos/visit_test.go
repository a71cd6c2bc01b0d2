package chaos

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"time"

	"mentorbot/bot/view"
)

// notSent is the status of what Slack itself has stopped, or did not have to send.
const notSent = "not_sent"

// visitor is a person at the client for a moment. What they do may be refused or get lost on the way, as it may for anybody;
// what the app has taken is written into the ledger.
type visitor struct {
	w    *world
	who  *person
	book *ledger
	draw *rand.Rand
}

// do makes a call that is meant to reach the app.
func (v visitor) do(path string, body fields) outcome {
	var out outcome
	body["user"] = v.who.user.ID
	if err := v.w.control(http.MethodPost, path, body, &out); err != nil {
		out.App.Status = notSent
	}
	v.book.count(out)
	return out
}

func (v visitor) command(text string) outcome { return v.do("command", fields{"text": text}) }

func (v visitor) click(in message, e element) outcome {
	return v.do("click", fields{"message_ts": in.TS, "channel": in.Channel, "block_id": e.Block, "action_id": e.Action})
}

func (v visitor) submit(form *modal, in values) outcome {
	return v.do("submit", fields{"view_id": form.ID, "values": in})
}

// leave closes whatever is open.
func (v visitor) leave(out outcome) {
	if out.View != nil {
		v.do("close", fields{"view_id": out.View.ID, "all": true})
	}
}

func pick[T any](draw *rand.Rand, all []T) (T, bool) {
	if len(all) == 0 {
		var none T
		return none, false
	}
	return all[draw.IntN(len(all))], true
}

// visit does one thing this person can do.
func (v visitor) visit() {
	chance := v.draw.Float64()
	switch {
	case chance < 0.05:
		var answer struct{}
		_ = v.w.control(http.MethodPost, "users/"+v.who.user.ID+"/home", nil, &answer) // the app may be away
	case chance < 0.35:
		v.meet()
	case chance < 0.45:
		v.aim()
	case chance < 0.53:
		v.agree()
	case chance < 0.54:
		v.part()
	case chance < 0.58:
		v.pause()
	case v.who.mentor:
		v.answer()
	case chance < 0.63:
		v.withdraw()
	default:
		v.ask()
	}
}

// ask searches, chooses up to three mentors and sends the request.
func (v visitor) ask() {
	out := v.command("/mentor find")
	if out.View == nil {
		return
	}
	out = v.submit(out.View, values{"topics": {"suggest_topic": v.suggest(out.View)}})
	for range 1 + v.draw.IntN(3) {
		if out.View == nil {
			return
		}
		add, ok := pick(v.draw, elements(out.View.Blocks, view.ActionAddChoice))
		if !ok {
			break
		}
		out = v.do("click", fields{"view_id": out.View.ID, "block_id": add.Block, "action_id": add.Action})
	}
	v.leave(out)
	out = v.command("/mentor choices")
	if out.View == nil || out.View.CallbackID != view.CallbackChoices {
		v.leave(out)
		return
	}
	token := v.book.attempt(promiseSubmit)
	out = v.submit(out.View, values{"message": value(token)})
	if out.acknowledged() && out.View != nil && out.View.CallbackID == view.PageRunning {
		v.book.promised(promise{kind: promiseSubmit, actor: v.who.id, token: token})
	}
	v.leave(out)
}

// suggest types a topic and takes what is offered.
func (v visitor) suggest(in *modal) []string {
	var answer struct {
		Options []struct{ Value string }
	}
	body := fields{"user": v.who.user.ID, "view_id": in.ID, "block_id": "topics", "action_id": view.SuggestTopic, "query": "Lead"}
	if err := v.w.control(http.MethodPost, "suggest", body, &answer); err != nil || len(answer.Options) == 0 {
		return nil
	}
	return []string{answer.Options[0].Value}
}

func (v visitor) withdraw() {
	out := v.command("/mentor choices")
	if out.View == nil {
		return
	}
	if e, ok := pick(v.draw, elements(out.View.Blocks, view.ActionWithdraw)); ok {
		out = v.do("click", fields{"view_id": out.View.ID, "block_id": e.Block, "action_id": e.Action})
	}
	v.leave(out)
}

// answer accepts or declines a request, sometimes one that was closed since the person last looked.
func (v visitor) answer() {
	messages, err := v.w.messages(v.who.user.ID)
	if err != nil {
		return
	}
	type button struct {
		message
		element
	}
	var buttons []button
	for _, m := range messages {
		for _, e := range elements(m.Blocks, view.ActionAccept, view.ActionDecline) {
			buttons = append(buttons, button{m, e})
		}
	}
	b, ok := pick(v.draw, buttons)
	if !ok {
		return
	}
	if old, any := v.book.seen(v.who.user.ID, b.message, b.element, v.draw); any && v.draw.IntN(5) == 0 {
		v.do("click", fields{
			"message_ts": old.message.TS, "channel": old.message.Channel, "block_id": old.element.Block,
			"action_id": old.element.Action, "stale": true,
		})
		return
	}
	out := v.click(b.message, b.element)
	if b.element.Action == view.ActionAccept {
		if out.acknowledged() && out.Reply == nil && out.View == nil {
			v.book.promised(promise{kind: promiseAccept, actor: v.who.id, subject: b.element.meta().Invitation})
		}
		v.leave(out)
		return
	}
	v.decline(out, b.element.meta().Invitation)
}

func (v visitor) decline(out outcome, invitation string) {
	if out.View == nil || out.View.CallbackID != view.CallbackDecline {
		v.leave(out)
		return
	}
	out = v.submit(out.View, values{"reason": value("no_time")})
	if out.acknowledged() && out.View == nil {
		v.book.promised(promise{kind: promiseDecline, actor: v.who.id, subject: invitation})
	}
	v.leave(out)
}

// meet books, moves or cancels a session.
func (v visitor) meet() {
	out := v.command("/mentor sessions")
	if out.Reply == nil {
		return
	}
	e, ok := pick(v.draw, elements(out.Reply.Blocks, view.ActionBookSession, view.ActionMoveSession, view.ActionCancelSession))
	if !ok {
		return
	}
	out = v.click(*out.Reply, e)
	if out.View == nil {
		return
	}
	switch {
	case out.View.CallbackID == view.CallbackSessionCancel:
		v.settle(promiseCancel, e, out.View, func(token string) values { return values{"reason": value(token)} })
	case out.View.CallbackID == view.CallbackSession && e.Action == view.ActionBookSession:
		v.settle(promiseBook, e, out.View, v.booking)
	case out.View.CallbackID == view.CallbackSession:
		v.settle(promiseMove, e, out.View, v.booking)
	default:
		v.leave(out)
	}
}

func (v visitor) settle(kind string, e element, open *modal, form func(token string) values) {
	token := v.book.attempt(kind)
	out := v.submit(open, form(token))
	if out.acknowledged() && out.View == nil {
		v.book.promised(promise{kind: kind, actor: v.who.id, subject: e.meta().Session, token: token})
	}
	v.leave(out)
}

// booking is a session at some quarter of an hour within three weeks.
func (v visitor) booking(token string) values {
	day := v.w.clock.Now().AddDate(0, 0, 1+v.draw.IntN(20)).Format(time.DateOnly)
	at := fmt.Sprintf("%02d:%02d", 6+v.draw.IntN(14), 15*v.draw.IntN(4))
	return values{"date": {view.InputDate: day}, "time": {view.InputTime: at}, "agenda": value(token)}
}
