package slacksim_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"mentorbot/slacksim"
)

func TestConnectionsOpenWantsTheAppTokenInTheHeader(t *testing.T) {
	s := start(t, nil)
	for name, c := range map[string]struct{ header, form, want string }{
		"app token in the header": {header: appToken, want: ""},
		"app token in the form":   {form: "token=" + appToken, want: "invalid_auth"},
		"bot token":               {header: botToken, want: "not_allowed_token_type"},
		"no token":                {want: "not_authed"},
		"another token":           {header: "xapp-other", want: "invalid_auth"},
	} {
		req := s.request("POST", "/api/apps.connections.open", "application/x-www-form-urlencoded", []byte(c.form))
		if c.header != "" {
			req.Header.Set("Authorization", "Bearer "+c.header)
		}
		if _, out := s.do(req); problem(out) != c.want {
			t.Errorf("%s: %v, want %q", name, out, c.want)
		}
	}
}

func TestSocketAddressIsGoodForOneConnection(t *testing.T) {
	s := start(t, nil)
	address := s.ticket()
	if _, hello := s.dial(address); at(hello, "debug_info", "approximate_connection_time") != 3600.0 {
		t.Errorf("hello is %v", hello)
	}
	if _, hello := s.dial(s.ticket() + "&debug_reconnects=true"); at(hello, "debug_info", "approximate_connection_time") != 360.0 {
		t.Errorf("hello with debug_reconnects is %v", hello)
	}
	if _, res, err := websocket.DefaultDialer.Dial(address, nil); err == nil || res.StatusCode != http.StatusNotFound {
		t.Errorf("second use of an address: %v", err)
	}
}

func TestEachPayloadGoesToOneSocket(t *testing.T) {
	s, a := start(t, nil), newApp(t)
	s.connect(a, 1)
	s.connect(a, 2)
	seen := map[int]int{}
	for i := range 6 {
		s.act("command", dict{"user": ana, "text": fmt.Sprint("/echo ", i)})
		seen[a.next().socket]++
	}
	a.nothing()
	if seen[1] != 3 || seen[2] != 3 {
		t.Errorf("sockets got %v, want the payloads in turn", seen)
	}
}

func TestEleventhSocketIsSentAway(t *testing.T) {
	s := start(t, nil)
	for i := range 10 {
		if _, hello := s.dial(s.ticket()); hello["num_connections"] != float64(i+1) {
			t.Fatalf("hello %v, want connection %d", hello, i+1)
		}
	}
	if _, first := s.dial(s.ticket()); first["type"] != "disconnect" || first["reason"] != "too_many_websockets" {
		t.Errorf("the eleventh socket got %v", first)
	}
}

func TestLostSocket(t *testing.T) {
	s, a := start(t, nil), newApp(t)
	first := s.connect(a, 1)
	a.answers(func(r received) reply {
		if r.socket == 1 {
			first.Close()
			return reply{silent: true}
		}
		return reply{}
	})
	s.connect(a, 2)
	// The turn begins with the second socket.
	s.act("command", dict{"user": ana, "text": "/echo"})
	a.next()
	s.act("message", dict{"user": ana, "text": "hello"})
	lost, again := a.next(), a.next()
	if lost.attempt > again.attempt { // the repetition may be noted before whoever hung up has returned
		lost, again = again, lost
	}
	if lost.socket != 1 || again.socket != 2 || again.attempt != 1 || lost.payload["event_id"] != again.payload["event_id"] {
		t.Errorf("event went to %d, then to %d as attempt %v", lost.socket, again.socket, again.attempt)
	}
}

func TestLostSocketFailsACommandVisibly(t *testing.T) {
	s, a := start(t, nil), newApp(t)
	ws := s.connect(a, 1)
	a.answers(func(received) reply { ws.Close(); return reply{silent: true} })
	out := s.act("command", dict{"user": ana, "text": "/echo"})
	if out["notice"] != `/echo failed with the error "operation_timeout"` {
		t.Errorf("outcome %v", out)
	}
}

func TestNobodyConnected(t *testing.T) {
	s := start(t, nil)
	out := s.act("command", dict{"user": ana, "text": "/echo"})
	if at(out, "app", "status") != "dispatch_failed" || out["notice"] != `/echo failed with the error "dispatch_failed"` {
		t.Errorf("outcome %v", out)
	}
}

func TestUnacknowledged(t *testing.T) {
	quick := func(o *slacksim.Options) {
		o.Timing.Ack = 20 * time.Millisecond
		o.Timing.Retries = []time.Duration{0, time.Millisecond, time.Millisecond}
	}
	for name, answer := range map[string]reply{
		"silence":                  {silent: true},
		"acknowledgement of 20 KB": {body: `{"text":"` + strings.Repeat("x", 20<<10) + `"}`},
	} {
		t.Run(name, func(t *testing.T) {
			s, a := start(t, quick), newApp(t)
			s.connect(a, 1)
			a.answers(func(received) reply { return answer })
			out := s.act("command", dict{"user": ana, "text": "/echo"})
			if at(out, "app", "status") != "timeout" {
				t.Errorf("command outcome %v", out)
			}
			a.next()
			s.act("message", dict{"user": ana, "text": "hello"})
			id := a.next().payload["event_id"]
			for attempt := 1.0; attempt <= 3; attempt++ {
				if again := a.next(); again.attempt != attempt || again.payload["event_id"] != id {
					t.Errorf("retry %v of %v came as %v of %v", attempt, id, again.attempt, again.payload["event_id"])
				}
			}
		})
	}
}

func TestPings(t *testing.T) {
	s := start(t, func(o *slacksim.Options) { o.Timing.Ping = time.Millisecond })
	ws, _ := s.dial(s.ticket())
	pinged := make(chan struct{}, 1000)
	ws.SetPingHandler(func(string) error { pinged <- struct{}{}; return nil })
	go ws.ReadMessage()
	<-pinged
	<-pinged
}

func TestDisconnectOnRequest(t *testing.T) {
	s := start(t, func(o *slacksim.Options) { o.Timing.Warning = time.Millisecond })
	ws, _ := s.dial(s.ticket())
	s.act("disconnect", dict{"reason": "warning"})
	ends(t, ws, "warning", "refresh_requested")
	ws, _ = s.dial(s.ticket())
	s.act("disconnect", dict{"reason": "link_disabled"})
	ends(t, ws, "link_disabled")
}

func TestSocketsEndByThemselves(t *testing.T) {
	s := start(t, func(o *slacksim.Options) {
		o.Timing.SocketLife, o.Timing.Warning = 20*time.Millisecond, 5*time.Millisecond
	})
	for range 2 { // the next connection as well
		ws, hello := s.dial(s.ticket())
		if at(hello, "debug_info", "approximate_connection_time") != 1.0 {
			t.Errorf("hello is %v", hello)
		}
		ends(t, ws, "warning", "refresh_requested")
	}
}

// ends reads disconnect messages for the reasons, then the end of the connection.
func ends(t *testing.T, ws *websocket.Conn, reasons ...string) {
	t.Helper()
	for _, want := range reasons {
		var m struct{ Type, Reason string }
		_, data, err := ws.ReadMessage()
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(data, &m); err != nil || m.Type != "disconnect" || m.Reason != want {
			t.Errorf("got %s, want disconnect for %s", data, want)
		}
	}
	if _, _, err := ws.ReadMessage(); err == nil {
		t.Error("the socket stays open")
	}
}

func TestLostAckFault(t *testing.T) {
	s, a := start(t, nil), newApp(t)
	s.connect(a, 1)
	s.act("faults", dict{"method": "events_api", "kind": "drop"})
	s.act("message", dict{"user": ana, "text": "hello"})
	if first, second := a.next(), a.next(); first.payload["event_id"] != second.payload["event_id"] {
		t.Error("a lost acknowledgement did not repeat the event")
	}
}
