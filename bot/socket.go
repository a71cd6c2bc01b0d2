package bot

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

// SocketConfig configures Socket Mode. Client needs an app-level token.
type SocketConfig struct {
	Client      *slack.Client
	Receiver    Receiver
	Observer    Observer // may be nil
	Logger      *slog.Logger
	Connections int // 2 by default: a connection that is renewed loses what arrives in the gap; Slack allows 10 per app
	Workers     int // envelopes handled at the same time, 32 by default
}

// Socket receives over Socket Mode. Make one with [NewSocket].
type Socket struct {
	config  SocketConfig
	pool    chan struct{}
	waiting chan struct{} // those who wait for a worker
	open    atomic.Int32
	first   sync.Once
	ready   chan struct{} // closed when the first connection is up
}

// NewSocket makes the transport; [Socket.Run] connects it.
func NewSocket(config SocketConfig) *Socket {
	if config.Connections <= 0 {
		config.Connections = 2
	}
	if config.Workers <= 0 {
		config.Workers = 32
	}
	if config.Logger == nil {
		config.Logger = slog.Default()
	}
	config.Observer = orBlind(config.Observer)
	return &Socket{config: config, pool: make(chan struct{}, config.Workers), waiting: make(chan struct{}, 8*config.Workers), ready: make(chan struct{})}
}

// Connected is the number of connections that are up; without any, the app hears nothing.
func (s *Socket) Connected() int { return int(s.open.Load()) }

// Ready is closed when the first connection is up.
func (s *Socket) Ready() <-chan struct{} { return s.ready }

// Pauses between attempts of a connection that Slack refuses for good, such as with a revoked token.
const (
	firstReconnect = time.Second
	maxReconnect   = 5 * time.Minute
)

// Run keeps the connections up until ctx ends, then lets the envelopes that are being handled finish.
func (s *Socket) Run(ctx context.Context) {
	var connections sync.WaitGroup
	for i := range s.config.Connections {
		connections.Go(func() { s.supervise(ctx, s.config.Logger.With("connection", i+1)) })
	}
	connections.Wait()
}

// supervise connects again and again: slack-go reconnects by itself after most failures and gives up on some.
func (s *Socket) supervise(ctx context.Context, log *slog.Logger) {
	pause := firstReconnect
	var running sync.WaitGroup // what this connection is handling: only this goroutine adds to it and waits for it
	defer running.Wait()
	for ctx.Err() == nil {
		started := time.Now()
		err := s.connect(ctx, log, &running)
		if ctx.Err() != nil {
			return
		}
		if time.Since(started) > maxReconnect {
			pause = firstReconnect
		}
		log.ErrorContext(ctx, "socket closed for good, will connect again", "error", err, "after", pause)
		timer := time.NewTimer(pause)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
		}
		pause = min(2*pause, maxReconnect)
	}
}

// connect runs one client. When ctx ends it takes nothing more, waits for what it is handling, and only then hangs up, so that
// the acknowledgements still go out.
func (s *Socket) connect(ctx context.Context, log *slog.Logger, running *sync.WaitGroup) error {
	life, hangUp := context.WithCancel(context.WithoutCancel(ctx))
	defer hangUp()
	client := socketmode.New(s.config.Client, socketmode.OptionLog(quiet{}))
	ended := make(chan error, 1)
	go func() { ended <- client.RunContext(life) }()

	line := &line{client: client, log: log, running: running}
	defer line.up(s, false)
	for {
		select {
		case event := <-client.Events:
			s.take(life, line, event)
		case err := <-ended:
			return err
		case <-ctx.Done():
			running.Wait()
			<-time.After(flushGrace)
			hangUp()
			return <-ended
		}
	}
}

// flushGrace is how long a client gets to write the acknowledgements it has queued; it does not tell when it has.
const flushGrace = 100 * time.Millisecond

// line is one client's connection as the consumer of its events sees it.
type line struct {
	client  *socketmode.Client
	log     *slog.Logger
	running *sync.WaitGroup // the handling of its envelopes
	isUp    bool
}

func (l *line) up(s *Socket, up bool) {
	switch {
	case up && !l.isUp:
		s.open.Add(1)
		s.first.Do(func() { close(s.ready) })
	case !up && l.isUp:
		s.open.Add(-1)
	}
	l.isUp = up
}

// take sorts one event of the client. It never blocks: while the consumer is slow, pings go unread and the connection is lost.
func (s *Socket) take(ctx context.Context, line *line, event socketmode.Event) {
	switch event.Type {
	case socketmode.EventTypeHello:
		line.up(s, true)
	case socketmode.EventTypeConnecting, socketmode.EventTypeDisconnect:
		line.up(s, false)
	case socketmode.EventTypeConnectionError, socketmode.EventTypeIncomingError, socketmode.EventTypeErrorWriteFailed:
		line.log.WarnContext(ctx, "socket trouble", "event", event.Type, "error", troubleOf(event.Data))
	case socketmode.EventTypeErrorBadMessage:
		s.dispatch(ctx, line, rescued(event))
	case socketmode.EventTypeEventsAPI, socketmode.EventTypeInteractive, socketmode.EventTypeSlashCommand:
		s.dispatch(ctx, line, event.Request)
	}
}

// rescued reads the outer shape of a message slack-go could not parse: one block it does not know makes it refuse the whole.
func rescued(event socketmode.Event) *socketmode.Request {
	bad, ok := event.Data.(*socketmode.ErrorBadMessage)
	if !ok {
		return nil
	}
	var request socketmode.Request
	if json.Unmarshal(bad.Message, &request) != nil || request.EnvelopeID == "" {
		return nil
	}
	return &request
}

func troubleOf(data any) error {
	switch trouble := data.(type) {
	case *slack.ConnectionErrorEvent:
		return trouble.ErrorObj
	case *slack.IncomingEventError:
		return trouble.ErrorObj
	case *socketmode.ErrorWriteFailed:
		return trouble.Cause
	}
	return errors.New("unknown cause")
}

// dispatch hands a request to a worker of the pool. With all of them busy an event is not acknowledged: it comes again. A person waits a
// moment for a worker, and is then asked to try once more.
func (s *Socket) dispatch(ctx context.Context, line *line, request *socketmode.Request) {
	if request == nil {
		s.config.Observer.TurnedAway(TransportSocket, DoorMalformed)
		line.log.WarnContext(ctx, "socket message not understood")
		return
	}
	select {
	case s.pool <- struct{}{}:
		line.running.Go(func() {
			defer func() { <-s.pool }()
			s.handle(ctx, ctx, line, request)
		})
		return
	default:
	}
	if request.Type != socketmode.RequestTypeEventsAPI {
		select {
		case s.waiting <- struct{}{}:
			line.running.Go(func() {
				defer func() { <-s.waiting }()
				s.wait(ctx, line, request)
			})
			return
		default:
		}
	}
	s.turnAway(ctx, line, request)
}

// queueTime is how long a person waits for a worker: what is left of Slack's three seconds must do for the handler.
const queueTime = 300 * time.Millisecond

// wait handles a request once a worker is free. If none is in time, it is handled as one whose time is over: the person reads so at once.
func (s *Socket) wait(ctx context.Context, line *line, request *socketmode.Request) {
	timer := time.NewTimer(queueTime)
	defer timer.Stop()
	select {
	case s.pool <- struct{}{}:
		defer func() { <-s.pool }()
		s.handle(ctx, ctx, line, request)
	case <-timer.C:
		s.turnAway(ctx, line, request)
		over, cancel := context.WithTimeout(ctx, 0)
		defer cancel()
		s.handle(over, ctx, line, request)
	}
}

func (s *Socket) turnAway(ctx context.Context, line *line, request *socketmode.Request) {
	s.config.Observer.TurnedAway(TransportSocket, DoorBusy)
	line.log.ErrorContext(ctx, "all workers busy, envelope refused", "envelope", request.EnvelopeID, "type", request.Type)
}

// handle lets the receiver handle a request within its time, and acknowledges it for as long as the connection lives.
func (s *Socket) handle(inTime, ctx context.Context, line *line, request *socketmode.Request) {
	defer func() {
		if cause := recover(); cause != nil { // as net/http does: one request must not end the process
			line.log.ErrorContext(ctx, "panic", "envelope", request.EnvelopeID, "cause", cause, "stack", string(debug.Stack()))
		}
	}()
	env, err := decodeRequest(request)
	ack := Ack{}
	if err != nil {
		s.config.Observer.TurnedAway(TransportSocket, DoorMalformed)
		line.log.WarnContext(ctx, "payload not understood", "envelope", request.EnvelopeID, "error", err)
	} else {
		ack = s.config.Receiver.Handle(inTime, env)
	}
	if ack.Again {
		return
	}
	if err := line.client.AckCtx(ctx, request.EnvelopeID, ack.Body); err != nil {
		line.log.ErrorContext(ctx, "acknowledge", "envelope", request.EnvelopeID, "error", err)
	}
	if ack.After != nil {
		ack.After(ctx)
	}
}

// decodeRequest makes an envelope of a socket's request. An event keeps its own id, which is the same over all sockets and
// repetitions; the socket's envelope id is not.
func decodeRequest(request *socketmode.Request) (Envelope, error) {
	var (
		env Envelope
		err error
	)
	switch request.Type {
	case socketmode.RequestTypeEventsAPI:
		env, err = decodeEvent(request.Payload)
	case socketmode.RequestTypeInteractive:
		env, err = decodeInteraction(request.Payload)
	case socketmode.RequestTypeSlashCommands:
		env, err = decodeCommandJSON(request.Payload)
	default:
		err = errors.New("unknown type " + request.Type)
	}
	env.Transport = TransportSocket
	env.Retry, env.RetryReason = request.RetryAttempt, request.RetryReason
	return env, err
}

// quiet drops slack-go's own log lines; they could quote payloads, and what matters arrives as events.
type quiet struct{}

// Output implements slack-go's logger.
func (quiet) Output(int, string) error { return nil }
