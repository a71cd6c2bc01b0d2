package slacksim

import (
	"context"
	"encoding/json"
	"math"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// Limits of Socket Mode (slack.md 1.9).
const (
	maxSockets     = 10
	maxAck         = 20 << 10        // an acknowledgement this large or larger, envelope and all, is dropped without a word
	socketLifeTest = 6 * time.Minute // how long a socket lives with debug_reconnects=true in its address
)

// The reasons of a disconnect message.
const (
	reasonWarning      = "warning"
	reasonRefresh      = "refresh_requested"
	reasonLinkDisabled = "link_disabled"
	reasonTooMany      = "too_many_websockets"
)

// socketMode delivers over WebSockets that the app has opened. Each payload goes to one of them, in turn.
type socketMode struct {
	s        *Server
	upgrader websocket.Upgrader

	mu      sync.Mutex
	closed  bool
	tickets map[string]bool // addresses handed out and not yet used
	sockets []*socket
	turn    int
}

func newSocketMode(s *Server) *socketMode {
	// The ticket is the proof; SDKs send an Origin of slack.com.
	anyOrigin := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
	return &socketMode{s: s, upgrader: anyOrigin, tickets: map[string]bool{}}
}

func (sm *socketMode) name() string { return "socket" }

func (sm *socketMode) connected() bool {
	sm.mu.Lock()
	defer sm.mu.Unlock()
	return len(sm.sockets) > 0
}

// issue returns a ticket good for one connection.
func (sm *socketMode) issue() string {
	sm.mu.Lock()
	defer sm.mu.Unlock()
	ticket := newSecret()
	sm.tickets[ticket] = true
	return ticket
}

// serve upgrades a request with an unused ticket and reads acknowledgements until the socket ends.
func (sm *socketMode) serve(w http.ResponseWriter, r *http.Request) {
	ticket := r.PathValue("ticket")
	sm.mu.Lock()
	valid := sm.tickets[ticket] && !sm.closed
	delete(sm.tickets, ticket)
	if valid {
		sm.s.work.Add(1)
		defer sm.s.work.Done()
	}
	sm.mu.Unlock()
	if !valid {
		http.NotFound(w, r)
		return
	}
	ws, err := sm.upgrader.Upgrade(w, r, nil)
	if err != nil {
		return // Upgrade has answered
	}
	so := &socket{ws: ws, log: sm.s.log, pending: map[string]chan json.RawMessage{}, gone: make(chan struct{}),
		life: sm.s.opt.Timing.SocketLife}
	if r.URL.Query().Get("debug_reconnects") == "true" {
		so.life = min(so.life, socketLifeTest)
	}
	defer so.end()
	if !sm.add(so) {
		return
	}
	defer sm.remove(so)
	go so.ping(sm.s.opt.Timing.Ping)
	go sm.expire(so)
	so.read()
}

// add greets a new socket and puts it into the turn; an eleventh is sent away.
func (sm *socketMode) add(so *socket) bool {
	sm.mu.Lock()
	defer sm.mu.Unlock()
	if sm.closed {
		return false
	}
	if len(sm.sockets) >= maxSockets {
		_ = so.write(disconnectMessage(reasonTooMany))
		return false
	}
	err := so.write(object{"type": "hello", "num_connections": len(sm.sockets) + 1,
		"connection_info": object{"app_id": sm.s.opt.App.AppID},
		"debug_info":      object{"host": "slacksim", "approximate_connection_time": math.Ceil(so.life.Seconds())}})
	if err != nil {
		return false
	}
	sm.sockets = append(sm.sockets, so)
	sm.s.stream.publish("app", "")
	return true
}

func (sm *socketMode) remove(so *socket) {
	sm.mu.Lock()
	defer sm.mu.Unlock()
	sm.sockets = slices.DeleteFunc(sm.sockets, func(other *socket) bool { return other == so })
	sm.s.stream.publish("app", "")
}

// pick returns the socket whose turn it is, nil when there is none.
func (sm *socketMode) pick() *socket {
	sm.mu.Lock()
	defer sm.mu.Unlock()
	if len(sm.sockets) == 0 {
		return nil
	}
	sm.turn++
	return sm.sockets[sm.turn%len(sm.sockets)]
}

// deliver sends an envelope over one socket and waits for its acknowledgement there. One on another socket does not count;
// Slack does not document that, choice.
func (sm *socketMode) deliver(ctx context.Context, d delivery) ack {
	so := sm.pick()
	if so == nil {
		return ack{status: statusDispatch, detail: "no socket is connected", reason: "connection_failed"}
	}
	id := newSecret()
	answer := so.expect(id)
	defer so.forget(id)
	envelope := object{"envelope_id": id, "type": d.kind, "payload": d.payload, "accepts_response_payload": d.kind != kindEvent}
	if d.kind == kindEvent {
		envelope["retry_attempt"], envelope["retry_reason"] = d.attempt, d.reason
	}
	if err := so.write(envelope); err != nil {
		return ack{status: statusTimeout, detail: "the socket broke: " + err.Error(), reason: "connection_failed"}
	}
	timer := time.NewTimer(sm.s.opt.Timing.Ack)
	defer timer.Stop()
	select {
	case payload := <-answer:
		return ack{status: statusOK, body: payload}
	case <-so.gone:
		return ack{status: statusTimeout, detail: "the socket closed before the acknowledgement", reason: "connection_failed"}
	case <-timer.C:
		return ack{status: statusTimeout, detail: "no acknowledgement in time", reason: "http_timeout"}
	case <-ctx.Done():
		return ack{status: statusTimeout, detail: "given up: " + ctx.Err().Error(), reason: "http_timeout"}
	}
}

// disconnect tells every socket to leave for the reason. After a warning they may stay for Timing.Warning.
func (sm *socketMode) disconnect(reason string) {
	sm.mu.Lock()
	sockets := slices.Clone(sm.sockets)
	sm.mu.Unlock()
	for _, so := range sockets {
		if reason == reasonWarning {
			go sm.refresh(so)
			continue
		}
		_ = so.write(disconnectMessage(reason))
		so.hangUp()
	}
}

// expire ends a socket when its time is over, with a warning before.
func (sm *socketMode) expire(so *socket) {
	if so.lasts(so.life - sm.s.opt.Timing.Warning) {
		sm.refresh(so)
	}
}

// refresh warns a socket and ends it after Timing.Warning.
func (sm *socketMode) refresh(so *socket) {
	_ = so.write(disconnectMessage(reasonWarning))
	if so.lasts(sm.s.opt.Timing.Warning) {
		_ = so.write(disconnectMessage(reasonRefresh))
		so.hangUp()
	}
}

func disconnectMessage(reason string) object {
	return object{"type": "disconnect", "reason": reason, "debug_info": object{"host": "slacksim"}}
}

func (sm *socketMode) close() {
	sm.mu.Lock()
	sm.closed = true
	sockets := slices.Clone(sm.sockets)
	sm.mu.Unlock()
	for _, so := range sockets {
		so.hangUp()
	}
}
