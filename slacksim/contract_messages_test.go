package slacksim_test

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"mentorbot/slacksim"
)

// What people write in channels and with files, messages too old to edit, and subscriptions that end (slack.md 1.3 and 1.8).

func TestMessagesInChannelsAreEvents(t *testing.T) {
	overBoth(t, func(t *testing.T, s *sim, a *app) {
		s.act("message", dict{"user": ana, "channel": "CIN", "text": "hello"})
		if got := at(a.next().payload, "event"); at(got, "type") != "message" || at(got, "channel_type") != "channel" || at(got, "text") != "hello" {
			t.Errorf("in a channel: %v", got)
		}
		s.act("message", dict{"user": ana, "channel": "CIN", "text": "<@" + botUser + "> hello"})
		a.next()
		if got := at(a.next().payload, "event"); at(got, "type") != "app_mention" || at(got, "channel") != "CIN" || at(got, "channel_type") != nil {
			t.Errorf("a mention: %v", got)
		}
		s.act("message", dict{"user": ana, "channel": "COUT", "text": "<@" + botUser + "> hello"})
		a.nothing()
	})
}

func TestFilesInMessages(t *testing.T) {
	overBoth(t, func(t *testing.T, s *sim, a *app) {
		file := s.uploaded(ana, "plan.pdf")
		if out := s.control("POST", "message", dict{"user": ben, "channel": "CIN", "files": []any{file}}); out["error"] != "file_not_found" {
			t.Errorf("the file of somebody else: %v", out)
		}
		if out := s.api("files.info", dict{"file": file}); out["error"] != "file_not_found" {
			t.Errorf("a file nobody has sent: %v", out)
		}
		s.act("message", dict{"user": ana, "files": []any{file}})
		got := at(a.next().payload, "event")
		if at(got, "subtype") != "file_share" || at(got, "text") != "" || at(got, "files", 0, "id") != file || at(got, "blocks") != nil {
			t.Errorf("a message of a file came as %v", got)
		}
		if name := at(s.must("files.info", dict{"file": file}), "file", "name"); name != "plan.pdf" {
			t.Errorf("the file is called %v", name)
		}
		s.act("message_shortcut", dict{"user": ana, "channel": s.dm(ana), "message_ts": at(got, "ts"), "callback_id": "keep"})
		if got := a.next().payload; at(got, "message", "files", 0, "name") != "plan.pdf" {
			t.Errorf("the shortcut came with %v", got["message"])
		}
	})
}

// uploaded is the id of a file that a person has uploaded and not sent yet.
func (s *sim) uploaded(user, name string) any {
	s.t.Helper()
	query := url.Values{"user": {user}, "name": {name}}.Encode()
	_, out := s.do(s.request("POST", "/_sim/upload?"+query, "application/octet-stream", []byte("bytes")))
	if out["ok"] != true {
		s.t.Fatal(out)
	}
	return at(out, "files", 0, "id")
}

func TestAnOldMessageCannotBeEdited(t *testing.T) {
	s := start(t, func(o *slacksim.Options) { o.App.EditWindow = time.Hour })
	dm := s.dm(ana)
	ts := s.must("chat.postMessage", dict{"channel": dm, "text": "x"})["ts"]
	s.clock.Advance(time.Hour)
	s.must("chat.update", dict{"channel": dm, "ts": ts, "text": "y"})
	s.clock.Advance(time.Second)
	if got := problem(s.api("chat.update", dict{"channel": dm, "ts": ts, "text": "z"})); got != "edit_window_closed" {
		t.Errorf("an hour later: %q", got)
	}
}

// TestASubscriptionEndsWhenMostEventsFail: more than 95 of 100 deliveries, of enough in an hour, over HTTP only.
func TestASubscriptionEndsWhenMostEventsFail(t *testing.T) {
	few := func(o *slacksim.Options) {
		o.EventsToEnd, o.Timing.Retries = 40, []time.Duration{}
	}
	fail := func(received) reply { return reply{status: http.StatusInternalServerError} }
	ended := func(s *sim) bool { return at(s.get("state"), "app", "events_ended") == true }
	write := func(s *sim, a *app, n int) {
		for range n {
			s.act("message", dict{"user": ana, "text": "hello"})
			a.next()
		}
	}
	t.Run("http", func(t *testing.T) {
		a := newApp(t)
		s := start(t, func(o *slacksim.Options) { o.Endpoints = a.serve(t); few(o) })
		write(s, a, 2)
		a.answers(fail)
		write(s, a, 37)
		s.protocol.Advance(time.Hour) // the count begins anew
		write(s, a, 39)
		if ended(s) {
			t.Fatal("ended after 39 failures in an hour")
		}
		write(s, a, 1)
		if !ended(s) {
			t.Fatal("not ended after 40 failures in an hour")
		}
		s.act("message", dict{"user": ana, "text": "hello"})
		a.nothing()
		a.says("")
		s.act("subscription", dict{})
		write(s, a, 1)
		s.protocol.Advance(time.Hour)
		write(s, a, 2)
		a.answers(fail)
		write(s, a, 38) // 95 of 100
		if ended(s) {
			t.Error("ended though 5 of 100 arrived")
		}
	})
	t.Run("socket", func(t *testing.T) {
		a := newApp(t)
		s := start(t, few)
		s.connect(a, 1)
		a.says("")
		s.act("faults", dict{"method": "events_api", "kind": "drop", "times": -1})
		write(s, a, 50)
		if ended(s) {
			t.Error("a subscription over sockets ended")
		}
	})
}
