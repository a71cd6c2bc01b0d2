package bot

import (
	"context"
	"crypto/rand"
	"errors"

	"github.com/slack-go/slack"

	"mentorbot/core"
)

// errStale refuses a button or modal this version of the app did not make.
var errStale = &core.Error{Kind: core.Conflict, Code: core.CodeNotFound}

// explain turns an error into words. A refusal has its own sentence, in the form where it belongs to one. Everything else is
// logged and gets one neutral sentence with the reference that leads to the log.
func (a *App) explain(ctx context.Context, r *Request, err error) Reply {
	if r.Actor.ID == "" { // not even known who it is: write for the workspace
		r.For = r.present.writeForWorkspace()
	}
	if refusal := core.Refusal(err); refusal != nil {
		r.log.InfoContext(ctx, "refused", "route", r.route, "code", refusal.Code, "field", refusal.Field)
		return a.refuse(ctx, r, refusal)
	}
	if expiredTrigger(err) {
		r.log.InfoContext(ctx, "too late to open a modal", "route", r.route, "error", err)
		return r.tell(r.For.L.T("bot.too_slow"), "")
	}
	var limited *slack.RateLimitedError
	if errors.As(err, &limited) || errors.Is(err, context.DeadlineExceeded) {
		r.log.WarnContext(ctx, "out of time", "route", r.route, "error", err)
		return r.tell(r.For.L.T("bot.too_slow"), "")
	}
	r.log.ErrorContext(ctx, "request failed", "route", r.route, "error", err)
	return r.tell(r.For.Failure(), r.reference)
}

// refuse tells a refusal: at the inputs of a form, else in words. A message whose button came too late is brought up to date.
func (a *App) refuse(ctx context.Context, r *Request, refusal *core.Error) Reply {
	if r.Kind == KindSubmission {
		if form := r.inputs(); len(form.Blocks.BlockSet) > 0 {
			return Reply{Errors: r.For.FieldErrors(refusal, form)}
		}
	}
	if r.Kind == KindAction && r.Interaction.Container.Type == "message" {
		r.present.freshen(ctx, r)
	}
	return r.tell(r.For.Refusal(refusal), "")
}

// newReference makes a short id that a person can read out and that is found in the log and the audit.
func newReference() string { return rand.Text()[:8] }

// tell explains something: in a modal the person gets it on top of what they see, elsewhere as a message only they see.
func (r *Request) tell(sentence, reference string) Reply {
	switch {
	case r.Kind == KindSuggestion, r.Kind == KindEvent:
		return Reply{}
	case r.Kind == KindCommand, (r.Kind == KindAction || r.Kind == KindShortcut) && r.Interaction.ResponseURL != "":
		return say(r.For.Explanation(sentence, reference))
	case r.Kind == KindSubmission:
		return r.tellForm(sentence, reference)
	}
	return show(r.For.Notice(sentence, reference))
}

// tellForm explains why a form was not taken: at its first input, where nothing that was typed is lost, or instead of a modal without
// inputs.
func (r *Request) tellForm(sentence, reference string) Reply {
	inputs := r.inputs().Blocks.BlockSet
	if len(inputs) == 0 {
		return instead(r.For.Notice(sentence, reference))
	}
	if reference != "" {
		sentence += " " + r.For.L.T("notice.reference", "id", reference)
	}
	return Reply{Errors: map[string]string{inputs[0].ID(): sentence}}
}
