package slacksim_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"testing"

	"github.com/gorilla/websocket"

	"mentorbot/slacksim"
)

// received is one payload an app got, over either transport.
type received struct {
	kind    string // events_api, slash_commands, interactive
	name    string // event type, interaction type or command
	payload dict
	header  http.Header // HTTP only
	attempt float64     // Socket Mode only
	socket  int         // Socket Mode only: which connection
}

// reply is what an app answers; silent gives no acknowledgement.
type reply struct {
	body   string
	status int
	silent bool
}

// app is a Slack app in a test: it answers with answer and keeps what it got. Its answer may be changed while it runs.
type app struct {
	t   *testing.T
	got chan received
	own chan received // events of the app's own messages, and of what it did to them

	mu     sync.Mutex
	answer func(received) reply
}

func newApp(t *testing.T) *app {
	return &app{t: t, got: make(chan received, 100), own: make(chan received, 100), answer: func(received) reply { return reply{} }}
}

// answers sets what the app answers from now on.
func (a *app) answers(f func(received) reply) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.answer = f
}

// says makes the app answer everything with one body.
func (a *app) says(body string) { a.answers(func(received) reply { return reply{body: body} }) }

func (a *app) handle(r received) reply {
	subtype := at(r.payload, "event", "subtype")
	if at(r.payload, "event", "bot_id") != nil || subtype == "message_changed" || subtype == "message_deleted" {
		a.own <- r
		return reply{}
	}
	a.mu.Lock()
	answer := a.answer
	a.mu.Unlock()
	out := answer(r)
	a.got <- r
	return out
}

// next waits for the next payload.
func (a *app) next() received { return <-a.got }

// nothing checks that no payload has arrived. It is only called after a control call, which returns when the app has answered.
func (a *app) nothing() {
	a.t.Helper()
	select {
	case r := <-a.got:
		a.t.Errorf("the app got %s %s, want nothing", r.kind, r.name)
	default:
	}
}

func nameOf(kind string, payload dict) string {
	switch kind {
	case "events_api":
		name, _ := at(payload, "event", "type").(string)
		return name
	case "slash_commands":
		name, _ := payload["command"].(string)
		return name
	}
	name, _ := payload["type"].(string)
	return name
}

// ticket opens a Socket Mode address.
func (s *sim) ticket() string {
	s.t.Helper()
	req := s.request("POST", "/api/apps.connections.open", "", nil)
	req.Header.Set("Authorization", "Bearer "+appToken)
	_, out := s.do(req)
	address, ok := out["url"].(string)
	if !ok {
		s.t.Fatalf("apps.connections.open: %v", out)
	}
	return address
}

// dial connects to a Socket Mode address and reads the hello.
func (s *sim) dial(address string) (*websocket.Conn, dict) {
	s.t.Helper()
	ws, _, err := websocket.DefaultDialer.Dial(address, http.Header{"Origin": {"https://api.slack.com"}})
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { ws.Close() })
	first := dict{}
	if err := ws.ReadJSON(&first); err != nil {
		s.t.Fatal(err)
	}
	return ws, first
}

// connect joins an app to the simulator with one more socket.
func (s *sim) connect(a *app, number int) *websocket.Conn {
	s.t.Helper()
	ws, hello := s.dial(s.ticket())
	if hello["type"] != "hello" {
		s.t.Fatalf("first message %v, want hello", hello)
	}
	go a.readSocket(ws, number)
	return ws
}

func (a *app) readSocket(ws *websocket.Conn, number int) {
	for {
		var envelope struct {
			ID      string  `json:"envelope_id"`
			Type    string  `json:"type"`
			Payload dict    `json:"payload"`
			Attempt float64 `json:"retry_attempt"`
		}
		if ws.ReadJSON(&envelope) != nil {
			return
		}
		r := received{kind: envelope.Type, name: nameOf(envelope.Type, envelope.Payload), payload: envelope.Payload,
			attempt: envelope.Attempt, socket: number}
		out := a.handle(r)
		if out.silent || envelope.ID == "" {
			continue
		}
		ack := dict{"envelope_id": envelope.ID}
		if json.Valid([]byte(out.body)) {
			ack["payload"] = json.RawMessage(out.body)
		} else if out.body != "" {
			ack["payload"] = out.body
		}
		if ws.WriteJSON(ack) != nil {
			return
		}
	}
}

// serve runs an app over HTTP that checks every signature, and returns its endpoints.
func (a *app) serve(t *testing.T) slacksim.Endpoints {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /{kind}", func(w http.ResponseWriter, r *http.Request) {
		raw, _ := io.ReadAll(r.Body)
		if !signed(r.Header, raw) {
			t.Errorf("bad signature on %s", r.URL.Path)
		}
		kind, payload := r.PathValue("kind"), dict{}
		switch kind {
		case "events_api":
			_ = json.Unmarshal(raw, &payload)
		case "slash_commands":
			form, _ := url.ParseQuery(string(raw))
			for name := range form {
				payload[name] = form.Get(name)
			}
		default:
			kind = "interactive"
			form, _ := url.ParseQuery(string(raw))
			_ = json.Unmarshal([]byte(form.Get("payload")), &payload)
		}
		out := a.handle(received{kind: kind, name: nameOf(kind, payload), payload: payload, header: r.Header})
		if out.silent {
			<-r.Context().Done()
			return
		}
		if out.status != 0 {
			w.WriteHeader(out.status)
		}
		_, _ = io.WriteString(w, out.body)
	})
	web := httptest.NewServer(mux)
	t.Cleanup(web.Close)
	return slacksim.Endpoints{Events: web.URL + "/events_api", Commands: web.URL + "/slash_commands",
		Interactions: web.URL + "/interactive", Options: web.URL + "/options"}
}

func signed(h http.Header, body []byte) bool {
	mac := hmac.New(sha256.New, []byte(secret))
	fmt.Fprintf(mac, "v0:%s:%s", h.Get("X-Slack-Request-Timestamp"), body)
	return h.Get("X-Slack-Signature") == "v0="+hex.EncodeToString(mac.Sum(nil))
}

// overBoth runs a story over Socket Mode and over signed HTTP.
func overBoth(t *testing.T, story func(*testing.T, *sim, *app)) {
	overBothWith(t, func(*slacksim.Options) {}, story)
}

// overBothWith is overBoth with options of its own.
func overBothWith(t *testing.T, change func(*slacksim.Options), story func(*testing.T, *sim, *app)) {
	t.Run("socket", func(t *testing.T) {
		s, a := start(t, change), newApp(t)
		s.connect(a, 1)
		story(t, s, a)
	})
	t.Run("http", func(t *testing.T) {
		a := newApp(t)
		s := start(t, func(o *slacksim.Options) {
			o.Endpoints = a.serve(t)
			change(o)
		})
		story(t, s, a)
	})
}
