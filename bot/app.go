package bot

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"mentorbot/core"
	"mentorbot/i18n"
)

// Config is what an [App] needs. All but Logger, Observer and Patience are required.
type Config struct {
	Service   *core.Service
	Registry  Registry
	Catalogue *i18n.Catalogue
	Logger    *slog.Logger
	Observer  Observer
	Limits    *Limits // of Slack's, shared with the jobs
	Readers   Readers
	Calendars Calendars
	Patience  time.Duration // how long Slack waits for an acknowledgement; 3 s if zero
}

// App handles what transports receive. It implements [Receiver].
type App struct {
	service   *core.Service
	registry  Registry
	text      *i18n.Catalogue
	log       *slog.Logger
	observer  Observer
	limits    *Limits
	readers   Readers
	calendars Calendars
	routes    routes
	busy      busy
	inTime    time.Duration // what an interaction may take altogether

	helpTexts map[string]json.RawMessage // by language
}

// NewApp makes the app.
func NewApp(config Config) *App {
	if config.Logger == nil {
		config.Logger = slog.Default()
	}
	a := &App{
		service: config.Service, registry: config.Registry, text: config.Catalogue, log: config.Logger,
		observer: orBlind(config.Observer), limits: config.Limits, readers: config.Readers,
		calendars: config.Calendars, inTime: answerTime(config.Patience),
	}
	a.routes = a.table()
	a.helpTexts = helpTexts(config.Catalogue)
	return a
}

// Idle waits until no envelope is being handled and nothing is left to be done after an acknowledgement.
func (a *App) Idle(ctx context.Context) error { return a.busy.wait(ctx) }

// yieldTime is how long work in the background steps aside for one who waits in front of a screen. However many come, it goes on.
const yieldTime = 50 * time.Millisecond

// Yield waits until nobody waits for an answer, or until it has waited long enough. Both need the same processor and the same database, and a
// person's three seconds are shorter than what may wait.
func (a *App) Yield(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, yieldTime)
	defer cancel()
	_ = a.busy.wait(ctx) // too long is long enough
}

// answerTime is what an interaction may take altogether where Slack gives up on it after patience: five sixths of that, so that there
// are words for what took longer.
func answerTime(patience time.Duration) time.Duration {
	return cmp.Or(patience, 3*time.Second) * 5 / 6
}

// lastWords is what telling a person that it did not work may take, once that time is over.
const lastWords = 400 * time.Millisecond

// Handle implements [Receiver]: it decodes, routes and answers one envelope. Whatever happens, the answer is one Slack takes.
func (a *App) Handle(ctx context.Context, env Envelope) Ack {
	a.busy.add()
	defer a.busy.done()
	started := time.Now()
	r := &Request{Envelope: env, reference: newReference()}
	r.tenant = a.tenant(Installation{}) // until it is known; enough to say that something went wrong
	r.log = a.log.With("request", r.reference, "kind", env.Kind, "envelope", env.ID)
	if env.Retry > 0 {
		r.log.InfoContext(ctx, "Slack repeats an envelope", "retry", env.Retry, "reason", env.RetryReason)
	}
	ctx, end := a.observer.Envelope(ctx, Arrival{
		Request: r.reference, Kind: env.Kind, Transport: env.Transport, Retry: env.Retry, RetryReason: env.RetryReason,
	})
	ack, err := a.respond(ctx, r)
	end(Handled{Route: r.route, Result: handleResult(err)})
	r.log.DebugContext(ctx, "handled", "route", r.route, "actor", r.Actor.ID, "took", time.Since(started), "result", handleResult(err))
	return ack
}

// respond gets the handler's reply and carries it out; a refusal or failure at either step is explained to the person, and returned
// for those who count them.
func (a *App) respond(ctx context.Context, r *Request) (Ack, error) {
	inTime, cancel := context.WithTimeout(ctx, a.inTime)
	defer cancel()
	reply, err := a.serve(inTime, r)
	if err == nil {
		var ack Ack
		if ack, err = a.answer(inTime, r, reply); err == nil {
			return ack, nil
		}
	}
	a.refused(ctx, r, err)
	words, cancel := context.WithTimeout(context.WithoutCancel(ctx), max(lastWords, remaining(inTime)))
	defer cancel()
	explanation := a.explain(words, r, err)
	failed := core.Refusal(err) == nil && !errors.Is(err, ErrMalformed)
	if r.Kind == KindEvent { // nobody waits for words
		return Ack{Again: failed}, err
	}
	ack, unheard := a.answer(words, r, explanation)
	if unheard != nil {
		r.log.WarnContext(ctx, "could not tell the person", "error", unheard)
		return Ack{Again: failed}, err // not acknowledged, it is shown by Slack itself as what did not work
	}
	return ack, err
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
	handle := a.routes.find(r)
	if handle == nil {
		r.log.WarnContext(ctx, "no handler", "route", r.route)
		return Reply{}, nil
	}
	if known, err := a.enter(ctx, r); !known || err != nil {
		return Reply{}, err
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
	r.For = r.present.writeFor(person)
	return nil
}

// refused lets the registry know when Slack does not take the installation's token any more.
func (a *App) refused(ctx context.Context, r *Request, err error) {
	code := codeOf(err)
	if !uninstalled(code) {
		return
	}
	if err := a.registry.Refused(context.WithoutCancel(ctx), r.Installation, code); err != nil {
		r.log.ErrorContext(ctx, "record refused installation", "error", err)
	}
}

// enter finds the workspace of a request. Slack may deliver something of one the app is not installed in, at most as news of its end.
func (a *App) enter(ctx context.Context, r *Request) (known bool, err error) {
	installation, err := a.registry.ByTeam(ctx, r.Team)
	if errors.Is(err, ErrNotInstalled) {
		r.log.WarnContext(ctx, "envelope of a workspace without the app", "team", r.Team, "route", r.route)
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("find installation: %w", err)
	}
	r.tenant = a.tenant(installation)
	return true, nil
}

func (a *App) tenant(i Installation) tenant {
	return newTenant(i, a.service, a.text, a.observer, a.limits)
}
