package slacksim_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// post answers a response URL of a payload.
func (s *sim) post(r received, body dict) (int, dict) {
	s.t.Helper()
	address, _ := r.payload["response_url"].(string)
	res, out := s.do(s.request("POST", address, "application/json", marshal(s.t, body)))
	return res.StatusCode, out
}

func TestCommandAnswers(t *testing.T) {
	overBoth(t, func(t *testing.T, s *sim, a *app) {
		a.says("")
		out := s.act("command", dict{"user": ana, "text": "/echo hello  there"})
		if out["reply"] != nil || at(out, "app", "status") != "ok" {
			t.Errorf("empty acknowledgement gave %v", out)
		}
		got := a.next()
		want := dict{"command": "/echo", "text": "hello  there", "user_id": ana, "channel_name": "directmessage", "team_id": "T1"}
		for name, value := range want {
			if got.payload[name] != value {
				t.Errorf("command field %s is %v, want %v", name, got.payload[name], value)
			}
		}

		a.says("just text")
		out = s.act("command", dict{"user": ana, "text": "/echo"})
		if at(out, "reply", "text") != "just text" || at(out, "reply", "ephemeral") != true {
			t.Errorf("text acknowledgement gave %v", out)
		}
		a.next()

		a.says(`{"response_type":"in_channel","text":"for all","blocks":[{"type":"divider"}]}`)
		out = s.act("command", dict{"user": ana, "text": "/echo aloud", "channel": "CIN"})
		if at(out, "reply", "ephemeral") != false {
			t.Errorf("in_channel acknowledgement gave %v", out)
		}
		others := s.get("users/" + ben + "/messages?channel=CIN")["messages"]
		if at(others, 0, "text") != "/echo aloud" || at(others, 0, "user") != ana || at(others, 1, "text") != "for all" {
			t.Errorf("in_channel shows others %v", others)
		}
		a.next()

		a.says(`{"text":"x","blocks":[{"type":"nonsense"}]}`)
		out = s.act("command", dict{"user": ana, "text": "/echo"})
		if at(out, "app", "status") != "error" || !strings.Contains(at(out, "app", "detail").(string), "unsupported type: nonsense") {
			t.Errorf("invalid blocks in the acknowledgement gave %v", out)
		}
		a.next()

		refused := s.control("POST", "command", dict{"user": ana, "text": "/other"})
		if refused["error"] != "unknown_command" {
			t.Errorf("unknown command gave %v", refused)
		}
		a.nothing()
	})
}

func TestModalStory(t *testing.T) {
	overBoth(t, func(t *testing.T, s *sim, a *app) {
		s.act("command", dict{"user": ana, "text": "/echo form"})
		trigger := a.next().payload["trigger_id"]
		opened := s.must("views.open", dict{"trigger_id": trigger, "view": modal(textInput("b", "a"), button("go", "press", "1"))})
		view := at(opened, "view", "id").(string)

		if code := problem(s.api("views.open", dict{"trigger_id": trigger, "view": modal(section("x"))})); code != "exchanged_trigger_id" {
			t.Errorf("second use of a trigger gave %q", code)
		}

		out := s.act("submit", dict{"user": ana, "view_id": view})
		if at(out, "errors", "b") != "Please complete this required field." || at(out, "app", "status") != "not_sent" {
			t.Errorf("empty required field gave %v", out)
		}
		a.nothing()

		values := dict{"b": dict{"a": "typed"}}
		a.says(`{"response_action":"errors","errors":{"b":"No."}}`)
		out = s.act("submit", dict{"user": ana, "view_id": view, "values": values})
		if at(out, "errors", "b") != "No." {
			t.Errorf("errors acknowledgement gave %v", out)
		}
		got := a.next()
		if text := at(got.payload, "view", "state", "values", "b", "a", "value"); text != "typed" {
			t.Errorf("submitted value is %v", text)
		}
		if at(s.get("users/"+ana+"/view"), "view", "state", "values", "b", "a", "value") != "typed" {
			t.Error("an error lost what was typed")
		}

		for name, body := range map[string]string{
			"errors on what is no input": `{"response_action":"errors","errors":{"go":"No."}}`,
			"ok true":                    `{"ok":true}`,
			"invalid update":             `{"response_action":"update","view":{"type":"modal"}}`,
			"unknown action":             `{"response_action":"close"}`,
		} {
			a.says(body)
			out = s.act("submit", dict{"user": ana, "view_id": view})
			if at(out, "app", "status") != "error" || out["notice"] != "We had some trouble connecting. Try again?" || at(out, "view", "id") != view {
				t.Errorf("%s gave %v", name, out)
			}
			a.next()
		}

		update := dict{"response_action": "update", "view": modal(textInput("b", "a"), textInput("fresh", "a"))}
		a.says(string(marshal(t, update)))
		out = s.act("submit", dict{"user": ana, "view_id": view})
		if at(out, "view", "state", "values", "b", "a", "value") != "typed" || at(out, "view", "state", "values", "fresh", "a", "value") != nil {
			t.Errorf("update acknowledgement gave state %v", at(out, "view", "state"))
		}
		a.next()

		push := dict{"response_action": "push", "view": modal(section("deeper"))}
		a.says(string(marshal(t, push)))
		out = s.act("submit", dict{"user": ana, "view_id": view, "values": dict{"fresh": dict{"a": "x"}}})
		if at(out, "view", "previous_view_id") != view || at(out, "view", "root_view_id") != view {
			t.Errorf("push acknowledgement gave %v", out["view"])
		}
		a.next()

		a.says(`{"response_action":"clear"}`)
		out = s.act("submit", dict{"user": ana, "view_id": at(out, "view", "id")})
		if out["view"] != nil {
			t.Errorf("after clear %v is open", out["view"])
		}
		a.next()
	})
}

func TestClosingAModal(t *testing.T) {
	overBoth(t, func(t *testing.T, s *sim, a *app) {
		open := func(view dict) string {
			t.Helper()
			s.act("shortcut", dict{"user": ana, "callback_id": "shout"})
			return at(s.must("views.open", dict{"trigger_id": a.next().payload["trigger_id"], "view": view}), "view", "id").(string)
		}
		notifying := modal(section("x"), button("go", "press", "1"))
		notifying["notify_on_close"] = true

		quiet := open(modal(section("x")))
		s.act("close", dict{"user": ana, "view_id": quiet})
		a.nothing()

		root := open(notifying)
		s.act("close", dict{"user": ana, "view_id": root})
		got := a.next()
		if got.name != "view_closed" || got.payload["is_cleared"] != false || at(got.payload, "view", "id") != root {
			t.Errorf("cancel sent %v", got.payload)
		}

		root = open(notifying)
		s.act("click", dict{"user": ana, "view_id": root, "action_id": "press"})
		pushed := s.must("views.push", dict{"trigger_id": a.next().payload["trigger_id"], "view": modal(section("y"))})
		s.act("close", dict{"user": ana, "view_id": at(pushed, "view", "id"), "all": true})
		got = a.next()
		if got.payload["is_cleared"] != true || at(got.payload, "view", "id") != root {
			t.Errorf("X sent %v", got.payload)
		}
		if out := s.get("users/" + ana + "/view"); out["view"] != nil {
			t.Errorf("after X %v is open", out["view"])
		}
	})
}

func TestButtonAndResponseURL(t *testing.T) {
	overBoth(t, func(t *testing.T, s *sim, a *app) {
		dm := s.dm(ana)
		ts := s.must("chat.postMessage", dict{"channel": dm, "text": "choose", "blocks": []dict{button("b", "yes", "42")}})["ts"]
		s.act("click", dict{"user": ana, "message_ts": ts, "action_id": "yes"})
		click := a.next()
		want := dict{"type": "button", "block_id": "b", "action_id": "yes", "value": "42"}
		got, _ := at(click.payload, "actions", 0).(dict)
		for name, value := range want {
			if got[name] != value {
				t.Errorf("action %s is %v, want %v", name, got[name], value)
			}
		}
		if at(click.payload, "container", "message_ts") != ts || at(click.payload, "message", "ts") != ts {
			t.Errorf("click does not name its message: %v", click.payload)
		}

		status, out := s.post(click, dict{"replace_original": true, "text": "chosen"})
		if status != 200 || out["body"] != "ok" {
			t.Fatalf("response_url answered %d %v", status, out)
		}
		message := at(s.get("users/"+ana+"/messages?channel="+dm), "messages", 0)
		if at(message, "text") != "chosen" || at(message, "blocks") != nil {
			t.Errorf("replaced message is %v", message)
		}
		for range 4 {
			unset := dict{"text": "only you", "replace_original": false, "delete_original": false,
				"metadata": dict{"event_type": "", "event_payload": nil}}
			if status, out := s.post(click, unset); status != 200 {
				t.Fatalf("use within five refused: %v", out)
			}
		}
		if status, out := s.post(click, dict{"text": "once more"}); status != 404 || out["error"] != "used_url" {
			t.Errorf("sixth use gave %d %v", status, out)
		}

		refused := s.control("POST", "click", dict{"user": ana, "message_ts": ts, "action_id": "yes"})
		if refused["error"] != "element_not_found" {
			t.Errorf("click on a button that is gone gave %v", refused)
		}
		s.act("click", dict{"user": ana, "message_ts": ts, "action_id": "yes", "stale": true})
		if at(a.next().payload, "actions", 0, "value") != "42" {
			t.Error("a stale click lost its value")
		}
	})
}

func TestResponseURLExpires(t *testing.T) {
	s, a := start(t, nil), newApp(t)
	s.connect(a, 1)
	s.act("command", dict{"user": ana, "text": "/echo"})
	command := a.next()
	s.protocol.Advance(30*time.Minute - time.Second)
	if status, out := s.post(command, dict{"text": "in time"}); status != 200 {
		t.Fatalf("use at 29:59 refused: %v", out)
	}
	s.protocol.Advance(time.Second)
	if status, out := s.post(command, dict{"text": "late"}); status != 404 || out["error"] != "expired_url" {
		t.Errorf("use at 30:00 gave %d %v", status, out)
	}
}

func TestEphemeralMessagesAreChangedOnlyByResponseURL(t *testing.T) {
	s, a := start(t, nil), newApp(t)
	s.connect(a, 1)
	dm := s.dm(ana)
	ts := s.must("chat.postEphemeral", dict{"channel": dm, "user": ana, "text": "psst", "blocks": []dict{button("b", "yes", "1")}})["message_ts"]
	if code := problem(s.api("chat.update", dict{"channel": dm, "ts": ts, "text": "x"})); code != "message_not_found" {
		t.Errorf("chat.update of an ephemeral message gave %q", code)
	}
	s.act("click", dict{"user": ana, "message_ts": ts, "action_id": "yes"})
	click := a.next()
	if click.payload["message"] != nil || at(click.payload, "container", "is_ephemeral") != true {
		t.Errorf("click on an ephemeral message carries %v", click.payload)
	}
	s.post(click, dict{"delete_original": true})
	if messages := s.get("users/" + ana + "/messages")["messages"].([]any); len(messages) != 0 {
		t.Errorf("after delete_original there are %v", messages)
	}
	if history := s.must("conversations.history", dict{"channel": dm})["messages"].([]any); len(history) != 0 {
		t.Errorf("history shows %v", history)
	}
}

func TestHomeStory(t *testing.T) {
	overBoth(t, func(t *testing.T, s *sim, a *app) {
		out := s.act("users/"+ana+"/home", nil)
		first := a.next()
		if first.name != "app_home_opened" || at(first.payload, "event", "view") != nil || out["view"] != nil {
			t.Errorf("first visit sent %v", first.payload)
		}
		published := s.must("views.publish", dict{"user_id": ana, "view": home(section("hi"), button("b", "go", "1"))})
		s.act("users/"+ana+"/home", nil)
		second := a.next()
		if at(second.payload, "event", "view", "id") != at(published, "view", "id") {
			t.Errorf("second visit sent %v", second.payload)
		}
		if first.payload["event_id"] == second.payload["event_id"] {
			t.Error("two events share an event_id")
		}
		if s.get("users/" + ben + "/home")["view"] != nil {
			t.Error("a Home is published for one person only")
		}
		s.act("click", dict{"user": ana, "home": true, "action_id": "go"})
		click := a.next()
		if click.payload["response_url"] != nil || at(click.payload, "view", "type") != "home" {
			t.Errorf("click on the Home carries %v", click.payload)
		}
		hash := at(published, "view", "hash")
		s.must("views.publish", dict{"user_id": ana, "hash": hash, "view": home(section("new"))})
		if code := problem(s.api("views.publish", dict{"user_id": ana, "hash": hash, "view": home(section("x"))})); code != "hash_conflict" {
			t.Errorf("publishing over a newer Home gave %q", code)
		}
	})
}

func TestExternalSelect(t *testing.T) {
	overBoth(t, func(t *testing.T, s *sim, a *app) {
		pick := dict{"type": "actions", "block_id": "b", "elements": []dict{
			{"type": "external_select", "action_id": "who", "min_query_length": 2, "placeholder": plain("Who")}}}
		ts := s.must("chat.postMessage", dict{"channel": s.dm(ana), "text": "x", "blocks": []dict{pick}})["ts"]
		where := dict{"user": ana, "message_ts": ts, "block_id": "b", "action_id": "who"}
		ask := func(query string) dict {
			where["query"] = query
			return s.control("POST", "suggest", where)
		}
		if out := ask("a"); out["error"] != "query_too_short" {
			t.Errorf("short query gave %v", out)
		}
		a.nothing()
		a.says(`{"options":[{"text":{"type":"plain_text","text":"Ana"},"value":"1"}]}`)
		if out := ask("an"); at(out, "options", 0, "value") != "1" {
			t.Errorf("suggestions are %v", out)
		}
		if got := a.next(); got.name != "block_suggestion" || got.payload["value"] != "an" {
			t.Errorf("the app got %v", got.payload)
		}
		a.says(`{"options":[{"text":{"type":"plain_text","text":"` + strings.Repeat("x", 76) + `"},"value":"1"}]}`)
		if out := ask("an"); at(out, "app", "status") != "error" {
			t.Errorf("an option of 76 characters gave %v", out)
		}
		a.next()
		a.says("")
		where["value"] = "1"
		s.act("click", where)
		if at(a.next().payload, "actions", 0, "selected_option", "text", "text") != "Ana" {
			t.Error("the suggested option was not sent back")
		}
		where["value"] = "2"
		if out := s.control("POST", "click", where); out["error"] != "unknown_option" {
			t.Errorf("an option nobody suggested gave %v", out)
		}
	})
}

func TestPeopleWriteAndChange(t *testing.T) {
	overBoth(t, func(t *testing.T, s *sim, a *app) {
		s.act("message", dict{"user": ana, "text": "1 < 2 & <@UBEN>"})
		got := a.next()
		event, _ := got.payload["event"].(dict)
		if diff := cmp.Diff("1 &lt; 2 &amp; <@UBEN>", event["text"]); diff != "" || event["channel_type"] != "im" {
			t.Errorf("message.im %v: %s", event, diff)
		}
		s.act("users", dict{"id": "UNEW", "name": "new", "real_name": "Nia New", "tz": "Asia/Tokyo"})
		if joined := a.next(); joined.name != "team_join" || at(joined.payload, "event", "user", "tz_offset") != 32400.0 {
			t.Errorf("a new person sent %v", joined.payload)
		}
		s.control("PATCH", "users/UNEW", dict{"deleted": true})
		if changed := a.next(); changed.name != "user_change" || at(changed.payload, "event", "user", "deleted") != true {
			t.Errorf("deactivating sent %v", changed.payload)
		}
		if out := s.control("POST", "command", dict{"user": "UNEW", "text": "/echo"}); out["error"] != "user_deactivated" {
			t.Errorf("a deactivated person acting gave %v", out)
		}
	})
}

func TestAppHearsItsOwnMessages(t *testing.T) {
	overBoth(t, func(t *testing.T, s *sim, a *app) {
		ts := s.must("chat.postMessage", dict{"channel": s.dm(ana), "text": "hello"})["ts"]
		if got := <-a.own; at(got.payload, "event", "ts") != ts || at(got.payload, "event", "bot_id") == nil {
			t.Errorf("the app's own message came back as %v", got.payload)
		}
		s.must("chat.postEphemeral", dict{"channel": s.dm(ana), "user": ana, "text": "psst"})
		ts = s.must("chat.postMessage", dict{"channel": "CIN", "text": "to all"})["ts"]
		if got := <-a.own; got.name != "message" || at(got.payload, "event", "ts") != ts || at(got.payload, "event", "channel_type") != "channel" {
			t.Errorf("in a channel: %v", got.payload)
		}
		ts = s.must("chat.postMessage", dict{"channel": s.dm(ben), "text": "next"})["ts"]
		if got := <-a.own; at(got.payload, "event", "ts") != ts {
			t.Errorf("an event came for %v", got.payload)
		}
	})
}
