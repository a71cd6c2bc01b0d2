package bot

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"github.com/slack-go/slack"

	"mentorbot/bot/view"
	"mentorbot/core"
	"mentorbot/i18n"
)

// Installation is one workspace the app is installed in.
type Installation struct {
	Workspace core.Workspace
	BotUser   string // the app's own user id
}

// Config is what an [App] needs. All but Logger and Wake are required.
type Config struct {
	Service      *core.Service
	Client       *slack.Client
	Catalogue    *i18n.Catalogue
	Installation Installation
	Logger       *slog.Logger
	Wake         func() // tells the worker that there may be jobs, usually jobs.Worker.Wake
}

// App handles what transports receive. It implements [Receiver].
type App struct {
	service      *core.Service
	chat         *chat
	text         *i18n.Catalogue
	installation Installation
	log          *slog.Logger
	wake         func()
	routes       routes
	present      *presenter
	busy         busy
}

// NewApp makes the app.
func NewApp(config Config) *App {
	if config.Logger == nil {
		config.Logger = slog.Default()
	}
	if config.Wake == nil {
		config.Wake = func() {}
	}
	a := &App{
		service: config.Service, chat: newChat(config.Client), text: config.Catalogue, installation: config.Installation,
		log: config.Logger, wake: config.Wake,
	}
	a.present = &presenter{service: config.Service, text: config.Catalogue, workspace: config.Installation.Workspace}
	a.routes = a.table()
	return a
}

// Idle waits until no envelope is being handled and nothing is left to be done after an acknowledgement.
func (a *App) Idle(ctx context.Context) error { return a.busy.wait(ctx) }

// interactionTime is what an interaction may take altogether: Slack gives up on it after three seconds.
const interactionTime = 2500 * time.Millisecond

// lastWords is what telling a person that it did not work may take, once that time is over.
const lastWords = 400 * time.Millisecond

// Handle implements [Receiver]: it decodes, routes and answers one envelope. Whatever happens, the answer is one Slack takes.
func (a *App) Handle(ctx context.Context, env Envelope) Ack {
	a.busy.add()
	defer a.busy.done()
	started := time.Now()
	r := &Request{Envelope: env, workspace: a.installation.Workspace.ID, reference: newReference()}
	r.log = a.log.With("request", r.reference, "kind", env.Kind, "envelope", env.ID)
	if env.Retry > 0 {
		r.log.InfoContext(ctx, "Slack repeats an envelope", "retry", env.Retry, "reason", env.RetryReason)
	}
	ack := a.respond(ctx, r)
	a.wake()
	r.log.InfoContext(ctx, "handled", "route", r.route, "actor", r.Actor.ID, "took", time.Since(started))
	return ack
}

// respond gets the handler's reply and carries it out; a refusal or failure at either step is explained to the person.
func (a *App) respond(ctx context.Context, r *Request) Ack {
	inTime, cancel := context.WithTimeout(ctx, interactionTime)
	defer cancel()
	reply, err := a.serve(inTime, r)
	if err == nil {
		var ack Ack
		if ack, err = a.answer(inTime, r, reply); err == nil {
			return ack
		}
	}
	words, cancel := context.WithTimeout(context.WithoutCancel(ctx), max(lastWords, remaining(inTime)))
	defer cancel()
	explanation := a.explain(words, r, err)
	if r.Kind == KindEvent { // nobody waits for words
		return Ack{Again: core.Refusal(err) == nil && !errors.Is(err, ErrMalformed)}
	}
	ack, err := a.answer(words, r, explanation)
	if err != nil {
		r.log.WarnContext(ctx, "could not tell the person", "error", err)
	}
	return ack
}

func remaining(ctx context.Context) time.Duration {
	deadline, _ := ctx.Deadline()
	return time.Until(deadline)
}

// serve finds the handler, loads who acts and calls it; a panic becomes an error.
func (a *App) serve(ctx context.Context, r *Request) (reply Reply, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("panic: %v\n%s", cause, debug.Stack())
		}
	}()
	if r.Team != a.installation.Workspace.ChatTeamID {
		r.log.WarnContext(ctx, "envelope of another workspace", "team", r.Team)
		return Reply{}, nil
	}
	handle := a.routes.find(r)
	if handle == nil {
		r.log.WarnContext(ctx, "no handler", "route", r.route)
		return Reply{}, nil
	}
	if r.Kind != KindEvent {
		if err := a.identify(ctx, r); err != nil {
			return Reply{}, err
		}
	}
	if err := r.decode(); err != nil {
		r.log.WarnContext(ctx, "metadata not ours", "route", r.route, "error", err)
		return Reply{}, errStale
	}
	return handle(ctx, r)
}

// identify loads who acts and prepares to write for them.
func (a *App) identify(ctx context.Context, r *Request) error {
	person, err := a.actor(ctx, r)
	if err != nil {
		return fmt.Errorf("load actor: %w", err)
	}
	r.Actor = person
	r.For = a.present.writeFor(person)
	return nil
}

// errStale refuses a button or modal this version of the app did not make.
var errStale = &core.Error{Kind: core.Conflict, Code: core.CodeNotFound}

// explain turns an error into words. A refusal has its own sentence, in the form where it belongs to one. Everything else is
// logged and gets one neutral sentence with the reference that leads to the log.
func (a *App) explain(ctx context.Context, r *Request, err error) Reply {
	if r.Actor.ID == "" { // not even known who it is: write for the workspace
		r.For = a.present.writeForWorkspace()
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
		a.present.freshen(ctx, a.chat, r)
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
	case r.Kind == KindCommand, r.Kind == KindAction && r.Interaction.ResponseURL != "":
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

// writeFor prepares to write for a person.
func (p *presenter) writeFor(person core.Person) view.For {
	f := view.ForPerson(p.text, person, p.service.Now())
	f.Team = p.workspace.ChatTeamID
	return f
}

// writeForWorkspace prepares to write for nobody in particular.
func (p *presenter) writeForWorkspace() view.For {
	return view.For{L: p.text.For(p.workspace.Locale), Loc: time.UTC, Now: p.service.Now(), Team: p.workspace.ChatTeamID}
}
