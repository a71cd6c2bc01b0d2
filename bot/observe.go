package bot

import (
	"context"
	"errors"

	"github.com/slack-go/slack"

	"mentorbot/core"
)

// Observer watches what passes between Slack and the app, for metrics and traces. Its methods are called while somebody waits: they
// return at once and keep nothing of a person. Each returns the context to go on with and a function that is called once at the end.
type Observer interface {
	// Envelope is told of an envelope before it is handled; the end is when its acknowledgement is ready.
	Envelope(ctx context.Context, arrived Arrival) (context.Context, func(Handled))
	// TurnedAway is told of what was not let in, or not understood, and so never handled.
	TurnedAway(transport Transport, reason DoorReason)
	// Call is told of a call to Slack before it is made, by the name of the Web API's method or [ResponseURL].
	Call(ctx context.Context, method string) (context.Context, func(CallResult))
}

// ResponseURL stands for the answer to an interaction by its own address, which has no method's name.
const ResponseURL = "response_url"

// Transport is how an envelope came.
type Transport string

// The transports.
const (
	TransportHTTP   Transport = "http"
	TransportSocket Transport = "socket"
)

// Arrival is what an [Observer] learns of an envelope that came in.
type Arrival struct {
	Request     string // the reference that is in every log line of the request
	Kind        Kind   // as Slack says it, which may be one this app does not know
	Transport   Transport
	Retry       int    // repetitions so far, by Slack's count
	RetryReason string // why Slack says it repeats
}

// Handled is what an [Observer] learns when the acknowledgement of an envelope is ready.
type Handled struct {
	Route  string // the verb, action, callback or event it went to
	Result HandleResult
}

// HandleResult says how an envelope was answered.
type HandleResult string

// The ways an envelope is answered.
const (
	HandledWell    HandleResult = "ok"
	HandledRefused HandleResult = "refused" // the person was told why not
	HandledFailed  HandleResult = "failed"  // something is wrong with the app or what it depends on
)

func handleResult(err error) HandleResult {
	switch {
	case err == nil:
		return HandledWell
	case core.Refusal(err) != nil, errors.Is(err, ErrMalformed), expiredTrigger(err):
		return HandledRefused
	}
	return HandledFailed
}

// CallResult sorts how a call to Slack ended.
type CallResult string

// The ends of a call to Slack.
const (
	CallOK          CallResult = "ok"
	CallRateLimited CallResult = "rate_limited"
	CallUnreachable CallResult = "unreachable"   // the person or conversation takes no messages
	CallUninstalled CallResult = "uninstalled"   // Slack no longer knows the app, or it is set up wrongly
	CallRejected    CallResult = "rejected"      // Slack does not accept what we made
	CallRefused     CallResult = "refused"       // any other error code of Slack
	CallTimeout     CallResult = "timeout"       // no answer in time
	CallBroken      CallResult = "network_error" // no answer, or none that can be read
)

// callResult sorts an error of [called].
func callResult(err error) CallResult {
	var limited *slack.RateLimitedError
	code := codeOf(err)
	switch {
	case err == nil:
		return CallOK
	case errors.As(err, &limited), code == "ratelimited", code == "rate_limited":
		return CallRateLimited
	case unreachable(code):
		return CallUnreachable
	case uninstalled(code):
		return CallUninstalled
	case rejected(code):
		return CallRejected
	case code != "":
		return CallRefused
	case errors.Is(err, context.DeadlineExceeded):
		return CallTimeout
	}
	return CallBroken
}

// blind is the observer when there is none.
type blind struct{}

// Envelope implements Observer.
func (blind) Envelope(ctx context.Context, _ Arrival) (context.Context, func(Handled)) {
	return ctx, func(Handled) {}
}

// TurnedAway implements Observer.
func (blind) TurnedAway(Transport, DoorReason) {}

// Call implements Observer.
func (blind) Call(ctx context.Context, _ string) (context.Context, func(CallResult)) {
	return ctx, func(CallResult) {}
}

// watched makes a call under an observer's eyes and names the method in its error.
func watched(ctx context.Context, o Observer, method string, do func(context.Context) error) error {
	ctx, end := o.Call(ctx, method)
	err := called(method, do(ctx))
	end(callResult(err))
	return err
}

func orBlind(o Observer) Observer {
	if o == nil {
		return blind{}
	}
	return o
}
