package slacksim_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mentorbot/slacksim"
)

func TestUnreadMarks(t *testing.T) {
	s := start(t, nil)
	dm := s.dm(ana)
	unread := func() (user, conversation any) {
		for _, u := range s.get("users")["users"].([]any) {
			if at(u, "id") == ana {
				user = at(u, "unread")
			}
		}
		return user, at(s.get("users/"+ana+"/conversations"), "conversations", 0, "unread")
	}
	check := func(what string, want float64) {
		t.Helper()
		if user, conversation := unread(); user != want || conversation != want {
			t.Errorf("%s: %v unread, %v in the DM, want %v", what, user, conversation, want)
		}
	}
	s.must("chat.postMessage", dict{"channel": dm, "text": "one"})
	s.must("chat.postMessage", dict{"channel": dm, "text": "two"})
	check("after two posts", 2)
	s.get("users/" + ben + "/messages?mark=1")
	check("after somebody else looked", 2)
	s.get("users/" + ana + "/messages?channel=" + dm)
	check("after looking without mark", 2)
	s.get("users/" + ana + "/messages?mark=1&channel=" + dm)
	check("after looking", 0)
	s.act("message", dict{"user": ana, "text": "mine"})
	check("after writing", 0)
}

func TestStateAndConversations(t *testing.T) {
	s := start(t, nil)
	state := s.get("state")
	want := dict{"id": "T1", "name": "Trial", "domain": "trial"}
	if diff := cmp.Diff(want, state["team"]); diff != "" {
		t.Error(diff)
	}
	if at(state, "app", "transport") != "socket" || at(state, "app", "connected") != false || at(state, "app", "command", 0) != "/echo" {
		t.Errorf("app is %v", state["app"])
	}
	list := s.get("users/" + cleo + "/conversations")["conversations"].([]any)
	if len(list) != 1 || at(list, 0, "kind") != "im" || at(list, 0, "name") != "Echo" {
		t.Errorf("Cleo's conversations are %v", list)
	}
	if out := s.control("GET", "users/U404/messages", nil); out["error"] != "user_not_found" {
		t.Errorf("an unknown user gave %v", out)
	}
	if out := s.control("GET", "users/"+cleo+"/messages?channel=CIN", nil); out["error"] != "channel_not_found" {
		t.Errorf("a conversation Cleo is not in gave %v", out)
	}
}

func TestClock(t *testing.T) {
	due := time.Date(2026, 3, 5, 9, 0, 0, 0, time.UTC)
	caughtUp, settled := 0, 0
	s := start(t, func(o *slacksim.Options) {
		o.AfterAdvance = func(context.Context) error { caughtUp++; return nil }
		o.Settle = func(context.Context) error { settled++; return nil }
		o.NextDeadline = func(context.Context) (time.Time, string, bool) {
			return due, "answer due", o.Clock.Now().Before(due)
		}
	})
	out := s.act("clock", dict{"advance": "24h"})
	if out["now"] != "2026-03-03T09:00:00Z" || out["next_deadline"] != "2026-03-05T09:00:00Z" || out["next_deadline_label"] != "answer due" {
		t.Errorf("after 24h: %v", out)
	}
	if out = s.act("clock", dict{"to": "next_deadline"}); out["now"] != "2026-03-05T09:00:00Z" || out["next_deadline"] != nil {
		t.Errorf("at the deadline: %v", out)
	}
	ts, _ := s.must("chat.postMessage", dict{"channel": ana, "text": "x"})["ts"].(string)
	if want := fmt.Sprint(due.Unix()); !strings.HasPrefix(ts, want) {
		t.Errorf("ts %s does not follow the clock (%s)", ts, want)
	}
	for _, c := range []struct{ body, want string }{
		{"to=next_deadline", "no_deadline"}, {"to=2026-03-05T08:00:00Z", "clock_backwards"}, {"advance=-1h", "clock_backwards"},
		{"advance=soon", "invalid_duration"}, {"to=tomorrow", "invalid_time"}, {"=", "invalid_arguments"},
	} {
		key, value, _ := strings.Cut(c.body, "=")
		if out := s.control("POST", "clock", dict{key: value}); out["error"] != c.want {
			t.Errorf("%s gave %v, want %s", c.body, out, c.want)
		}
	}
	if caughtUp != 2 || settled != 2 {
		t.Errorf("the app caught up %d times and settled %d times, want 2 and 2", caughtUp, settled)
	}
}

func TestClockTellsWhenTheAppFails(t *testing.T) {
	s := start(t, func(o *slacksim.Options) {
		o.AfterAdvance = func(context.Context) error { return errors.New("sweep broke") }
	})
	if out := s.control("POST", "clock", dict{"advance": "1h"}); out["error"] != "app_failed" || !strings.Contains(out["detail"].(string), "sweep broke") {
		t.Errorf("got %v", out)
	}
}

func TestMovableClock(t *testing.T) {
	at := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	c := slacksim.NewClock(at)
	c.Advance(72 * time.Hour)
	c.Advance(-time.Hour)
	if got := c.Now().Sub(at); got < 72*time.Hour || got > 72*time.Hour+time.Minute {
		t.Errorf("after 72h the clock has moved %s", got)
	}
}

func TestFormRules(t *testing.T) {
	s, a := start(t, nil), newApp(t)
	s.connect(a, 1)
	s.act("shortcut", dict{"user": ana, "callback_id": "shout"})
	option := func(v string) dict { return dict{"text": plain(v), "value": v} }
	multi := dict{"type": "input", "block_id": "m", "optional": true, "label": plain("Some"), "element": dict{
		"type": "multi_static_select", "action_id": "a", "max_selected_items": 1, "options": []dict{option("x"), option("y")}}}
	dispatching := textInput("d", "a")
	dispatching["dispatch_action"], dispatching["optional"] = true, true
	view := at(s.must("views.open", dict{"trigger_id": a.next().payload["trigger_id"],
		"view": modal(textInput("b", "a"), multi, dispatching, button("go", "press", "1"))}), "view", "id")
	submit := func(values dict) dict { return s.act("submit", dict{"user": ana, "view_id": view, "values": values}) }

	for name, c := range map[string]struct {
		values dict
		block  string
	}{
		"required left empty":    {dict{}, "b"},
		"over max_length":        {dict{"b": dict{"a": strings.Repeat("x", 21)}}, "b"},
		"over max_selected":      {dict{"b": dict{"a": "x"}, "m": dict{"a": []string{"x", "y"}}}, "m"},
		"an option nobody gave":  {dict{"b": dict{"a": "x"}, "m": dict{"a": []string{"z"}}}, "m"},
		"required emptied again": {dict{"b": dict{"a": ""}}, "b"},
	} {
		out := submit(c.values)
		if at(out, "errors", c.block) == nil || at(out, "app", "status") != "not_sent" {
			t.Errorf("%s: %v", name, out)
		}
	}
	a.nothing()
	if out := s.control("POST", "submit", dict{"user": ana, "view_id": view, "values": dict{"zz": dict{"a": "x"}}}); out["error"] != "element_not_found" {
		t.Errorf("an unknown block gave %v", out)
	}
	if out := s.control("POST", "click", dict{"user": ana, "view_id": view, "block_id": "b", "action_id": "a", "value": "x"}); out["error"] != "not_dispatched" {
		t.Errorf("clicking a quiet input gave %v", out)
	}
	if out := s.control("POST", "submit", dict{"user": ben, "view_id": view}); out["error"] != "view_not_found" {
		t.Errorf("somebody else submitting gave %v", out)
	}

	s.act("type", dict{"user": ana, "view_id": view, "values": dict{"b": dict{"a": "quiet"}}})
	a.nothing()
	s.act("type", dict{"user": ana, "view_id": view, "values": dict{"d": dict{"a": "loud"}}})
	if got := a.next(); got.name != "block_actions" || at(got.payload, "view", "state", "values", "b", "a", "value") != "quiet" {
		t.Errorf("typing into a dispatching input sent %v", got.payload)
	}
	if out := submit(dict{"m": dict{"a": []string{"y"}}}); out["view"] != nil {
		t.Errorf("an empty acknowledgement left %v open", out["view"])
	}
	state := at(a.next().payload, "view", "state", "values")
	if at(state, "m", "a", "selected_options", 0, "value") != "y" || at(state, "b", "a", "value") != "quiet" {
		t.Errorf("submitted state %v", state)
	}
}

func TestChosenPeopleAndPlacesMustExist(t *testing.T) {
	s, a := start(t, nil), newApp(t)
	s.connect(a, 1)
	input := func(block, kind string) dict {
		return dict{"type": "input", "block_id": block, "label": plain("Who"), "optional": true, "element": dict{"type": kind, "action_id": "a"}}
	}
	place := input("place", "conversations_select")
	place["element"].(dict)["response_url_enabled"] = true
	view := at(s.must("views.open", dict{"trigger_id": s.trigger(a, ana),
		"view": modal(input("one", "users_select"), input("some", "multi_users_select"), place)}), "view", "id")
	submit := func(values dict) dict { return s.act("submit", dict{"user": ana, "view_id": view, "values": values}) }
	for block, value := range map[string]any{"one": "U404", "some": []string{ben, "U404"}, "place": "CSECRET"} {
		if out := submit(dict{block: dict{"a": value}}); at(out, "errors", block) == nil {
			t.Errorf("%v in %s gave %v", value, block, out)
		}
	}
	submit(dict{"one": dict{"a": ben}, "some": dict{"a": []string{ben, cleo}}, "place": dict{"a": "CIN"}})
	got := a.next()
	if at(got.payload, "view", "state", "values", "some", "a", "selected_users", 1) != cleo {
		t.Errorf("state is %v", at(got.payload, "view", "state"))
	}
	address, _ := at(got.payload, "response_urls", 0, "response_url").(string)
	if res, out := s.do(s.request("POST", address, "application/json", []byte(`{"text":"posted","response_type":"in_channel"}`))); res.StatusCode != 200 {
		t.Errorf("response_urls[0]: %s %v", res.Status, out)
	}
	if at(s.get("users/"+ben+"/messages?channel=CIN"), "messages", 0, "text") != "posted" {
		t.Error("the answer did not reach the chosen channel")
	}
}

func TestAFilterLeavesConversationsOut(t *testing.T) {
	s, a := start(t, nil), newApp(t)
	s.connect(a, 1)
	dm, group := s.dm(ana), at(s.must("conversations.open", dict{"users": ana + "," + ben}), "channel", "id").(string)
	s.act("message", dict{"user": ana, "text": "so that the group has her", "channel": group})
	a.next()
	for name, c := range map[string]struct {
		menu   dict
		listed []string
	}{
		"all":              {dict{"type": "conversations_select"}, []string{"CIN", dm, group}},
		"public":           {dict{"type": "conversations_select", "filter": dict{"include": []string{"public"}}}, []string{"CIN"}},
		"people":           {dict{"type": "conversations_select", "filter": dict{"include": []string{"im", "mpim"}}}, []string{dm, group}},
		"people, no bots":  {dict{"type": "conversations_select", "filter": dict{"include": []string{"im", "mpim"}, "exclude_bot_users": true}}, []string{group}},
		"no bots":          {dict{"type": "conversations_select", "filter": dict{"exclude_bot_users": true}}, []string{"CIN", group}},
		"private":          {dict{"type": "multi_conversations_select", "filter": dict{"include": []string{"private"}}}, nil},
		"channels":         {dict{"type": "channels_select"}, []string{"CIN"}},
		"several channels": {dict{"type": "multi_channels_select"}, []string{"CIN"}},
	} {
		c.menu["action_id"] = "a"
		view := s.opened(a, ana, modal(dict{"type": "input", "block_id": "b", "label": plain("Where"), "optional": true, "element": c.menu}))
		for _, id := range []string{"CIN", "COLD", dm, group} {
			var value any = id
			if strings.HasPrefix(c.menu["type"].(string), "multi_") {
				value = []string{id}
			}
			out := s.act("type", dict{"user": ana, "view_id": view, "values": dict{"b": dict{"a": value}}})
			if refused := at(out, "errors", "b") != nil; refused == slices.Contains(c.listed, id) {
				t.Errorf("%s: choosing %s gave %v", name, id, out)
			}
		}
		s.act("close", dict{"user": ana, "view_id": view})
	}
}

func TestRefusedPeople(t *testing.T) {
	s := start(t, nil)
	for name, c := range map[string]struct {
		method, path string
		body         dict
		want         string
	}{
		"a taken id":       {"POST", "users", dict{"id": ana, "name": "x", "real_name": "X"}, "user_exists"},
		"an id of no form": {"POST", "users", dict{"id": "x", "name": "x", "real_name": "X"}, "invalid_user"},
		"no name":          {"POST", "users", dict{"real_name": "X"}, "invalid_user"},
		"a bad zone":       {"POST", "users", dict{"name": "x", "real_name": "X", "tz": "Mars/Olympus"}, "invalid_user"},
		"a bad new zone":   {"PATCH", "users/" + ana, dict{"tz": "Mars/Olympus"}, "invalid_user"},
		"nobody":           {"PATCH", "users/U404", dict{"title": "x"}, "user_not_found"},
		"a bot acting":     {"POST", "command", dict{"user": botUser, "text": "/echo"}, "user_is_bot"},
		"no such shortcut": {"POST", "shortcut", dict{"user": ana, "callback_id": "x"}, "unknown_shortcut"},
		"none on messages": {"POST", "message_shortcut", dict{"user": ana, "message_ts": "1.0", "callback_id": "keep"}, "message_not_found"},
		"on no message":    {"POST", "message_shortcut", dict{"user": ana, "callback_id": "keep"}, "no_place"},
		"no such message":  {"POST", "click", dict{"user": ana, "message_ts": "1.0", "action_id": "x"}, "message_not_found"},
		"nowhere":          {"POST", "click", dict{"user": ana, "action_id": "x"}, "no_place"},
		"an empty message": {"POST", "message", dict{"user": ana, "text": " "}, "no_text"},
		"outside":          {"POST", "message", dict{"user": cleo, "channel": "CIN", "text": "x"}, "channel_not_found"},
		"no such reason":   {"POST", "disconnect", dict{"reason": "boredom"}, "invalid_arguments"},
		"a bad log query":  {"GET", "log?after=x", nil, "invalid_arguments"},
	} {
		if out := s.control(c.method, c.path, c.body); out["error"] != c.want || out["detail"] == "" {
			t.Errorf("%s gave %v, want %s", name, out, c.want)
		}
	}
}

func TestLogHidesTokens(t *testing.T) {
	s := start(t, nil)
	s.must("auth.test", nil)
	s.api("users.info", dict{"user": "U404"})
	log := s.get("log")["log"].([]any)
	if len(log) != 2 || at(log, 0, "method") != "auth.test" || at(log, 0, "direction") != "in" || at(log, 1, "error") != "user_not_found" {
		t.Errorf("log is %v", log)
	}
	if later := s.get("log?after=1")["log"].([]any); len(later) != 1 {
		t.Errorf("after the first there are %v", later)
	}
	if text := fmt.Sprint(log); strings.Contains(text, botToken) {
		t.Errorf("logged: %s", text)
	}
}

func TestServerSentEvents(t *testing.T) {
	s := start(t, nil)
	res, err := http.Get(s.url + "/_sim/events")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	lines := bufio.NewScanner(res.Body)
	lines.Scan() // the greeting: from here on nothing is missed
	s.must("chat.postMessage", dict{"channel": ana, "text": "x"})
	s.server.Notify("mail", ana)
	missing := map[string]bool{`data: {"type":"message","user":"UANA"}`: true, `data: {"type":"mail","user":"UANA"}`: true}
	for len(missing) > 0 && lines.Scan() {
		delete(missing, lines.Text())
	}
	if len(missing) > 0 {
		t.Errorf("never came: %v", missing)
	}
}

// mailbox records the query it was asked with.
type mailbox struct{ asked chan string }

func (m mailbox) Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		m.asked <- r.URL.Path + " " + r.URL.Query().Get("address")
	})
}

func TestMailLearnsTheAddress(t *testing.T) {
	box := mailbox{asked: make(chan string, 1)}
	s := start(t, func(o *slacksim.Options) { o.Mail = box })
	for path, want := range map[string]string{
		"/_sim/mail?user=" + ana:     "/_sim/mail ana@example.org",
		"/_sim/mail?user=" + cleo:    "/_sim/mail UCLEO@invalid",
		"/_sim/mail/7":               "/_sim/mail/7 ",
		"/_sim/mail?address=a@b.org": "/_sim/mail a@b.org",
	} {
		s.do(s.request("GET", path, "", nil))
		if got := <-box.asked; got != want {
			t.Errorf("%s asked the mailbox for %q, want %q", path, got, want)
		}
	}
}
