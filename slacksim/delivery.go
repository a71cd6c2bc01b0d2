package slacksim

import (
	"context"
	"encoding/json"
	"time"
)

// The kinds of deliveries, in the words of Socket Mode.
const (
	kindEvent       = "events_api"
	kindCommand     = "slash_commands"
	kindInteractive = "interactive"
)

// The ways a delivery can end.
const (
	statusOK       = "ok"
	statusTimeout  = "timeout"         // no acknowledgement in time
	statusDispatch = "dispatch_failed" // nobody there
	statusError    = "error"           // answered, but not acceptably
)

// delivery is one payload on its way to the app.
type delivery struct {
	kind    string
	method  string // for the log: the event type, interaction type or command
	payload object
	attempt int    // 0 for the first, then 1, 2, 3
	reason  string // why the attempt before failed
}

// ack is what came back: a status and, when ok, the body (over Socket Mode the acknowledgement's payload).
type ack struct {
	status  string
	detail  string
	reason  string // X-Slack-Retry-Reason for the next attempt
	noRetry bool   // the app asked not to be sent this again
	body    []byte
	took    time.Duration
}

// transport brings payloads to the app. deliver waits for the acknowledgement, at most Timing.Ack.
type transport interface {
	name() string
	connected() bool
	deliver(ctx context.Context, d delivery) ack
}

// send delivers a payload, or fails to if a fault says so, and logs it with its acknowledgement. The caller must not hold s.mu.
func (s *Server) send(ctx context.Context, d delivery) ack {
	if err := s.concerns(d); err != nil {
		return ack{status: statusDispatch, detail: err.Error(), reason: "connection_failed", noRetry: true}
	}
	start := time.Now()
	a := s.deliver(ctx, d)
	a.took = time.Since(start)
	e := entry{Direction: "out", Kind: d.kind, Method: d.method, Status: a.status, began: start,
		Request: toJSON(d.payload), Response: loggable(a.body)}
	if a.status != statusOK {
		e.Error = a.detail
	}
	s.logged(e)
	s.stream.publish("app", "")
	return a
}

// deliver lets a fault delay or lose a payload or its acknowledgement.
func (s *Server) deliver(ctx context.Context, d delivery) ack {
	fault, hit := s.faults.next(d.kind, hitsDelivery)
	switch {
	case hit && fault.Kind == FaultCut:
		return ack{status: statusTimeout, detail: "lost by an injected fault", reason: "http_timeout"}
	case hit && fault.Kind == FaultSlow:
		s.after(fault.delay())
	}
	a := s.app.deliver(ctx, d)
	switch {
	case hit && fault.Kind == FaultLate:
		s.after(fault.delay())
	case hit && fault.Kind == FaultDrop:
		a = ack{status: statusTimeout, detail: "acknowledgement lost by an injected fault", reason: "http_timeout"}
	}
	return a
}

// loggable turns an acknowledgement's body into JSON, whatever it is.
func loggable(body []byte) json.RawMessage {
	switch {
	case len(body) == 0:
		return nil
	case json.Valid(body):
		return body
	}
	return toJSON(string(body))
}
