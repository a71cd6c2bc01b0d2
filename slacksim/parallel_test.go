package slacksim_test

import (
	"fmt"
	"sync"
	"testing"
)

// TestManyAtOnce lets people and the app act in parallel; the race detector watches, and nothing may get lost.
func TestManyAtOnce(t *testing.T) {
	const each = 20
	s, a := start(t, nil), newApp(t)
	a.got, a.own = make(chan received, 1000), make(chan received, 1000)
	s.connect(a, 1)
	s.connect(a, 2)
	dms := map[string]string{ana: s.dm(ana), ben: s.dm(ben), cleo: s.dm(cleo)}
	var all sync.WaitGroup
	for user, dm := range dms {
		all.Go(func() {
			for i := range each {
				if out := s.control("POST", "command", dict{"user": user, "text": fmt.Sprint("/echo ", i)}); at(out, "app", "status") != "ok" {
					t.Errorf("command: %v", out)
				}
				s.control("GET", "users/"+user+"/messages?mark=1", nil)
			}
		})
		all.Go(func() {
			for i := range each {
				out := s.api("chat.postMessage", dict{"channel": dm, "text": fmt.Sprint(i), "blocks": []dict{button("b", "go", "1")}})
				s.control("POST", "click", dict{"user": user, "message_ts": out["ts"], "action_id": "go"})
				s.api("views.publish", dict{"user_id": user, "view": home(section("x"))})
				s.control("POST", "clock", dict{"advance": "1m"})
			}
		})
	}
	all.Wait()
	seen := map[any]bool{}
	for user, dm := range dms {
		messages := s.must("conversations.history", dict{"channel": dm, "limit": "999"})["messages"].([]any)
		if len(messages) != each {
			t.Errorf("%s has %d messages, want %d", user, len(messages), each)
		}
		for _, m := range messages {
			seen[at(m, "ts")] = true
		}
	}
	if len(seen) != 3*each {
		t.Errorf("%d different timestamps for %d messages", len(seen), 3*each)
	}
	if got := len(a.got); got != 3*each*2 {
		t.Errorf("the app got %d commands and clicks, want %d", got, 3*each*2)
	}
}
