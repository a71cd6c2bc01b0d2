package slacksim_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"mentorbot/slacksim"
)

// What slack.md 1.1 says of acknowledgements, response URLs and links, and 1.7 of commands, as far as no story tells it.

func TestWhatPeopleSeeOfASilentApp(t *testing.T) {
	a := newApp(t)
	s := start(t, func(o *slacksim.Options) { o.Timing.Ack = 20 * time.Millisecond })
	s.connect(a, 1)
	view := s.opened(a, ana, modal(button("b", "press", "1")))
	ts := s.must("chat.postMessage", dict{"channel": ana, "text": "x", "blocks": []dict{button("b", "yes", "1")}})["ts"]
	a.answers(func(received) reply { return reply{silent: true} })
	for path, c := range map[string]struct {
		body dict
		want string
	}{
		"command":  {dict{"user": ana, "text": "/echo"}, `/echo failed with the error "operation_timeout"`},
		"shortcut": {dict{"user": ana, "callback_id": "shout"}, "This app did not respond. Try again."},
		"click":    {dict{"user": ana, "message_ts": ts, "action_id": "yes"}, "This app did not respond. Try again."},
		"submit":   {dict{"user": ana, "view_id": view}, "We had some trouble connecting. Try again?"},
	} {
		out := s.act(path, c.body)
		if at(out, "app", "status") != "timeout" || out["notice"] != c.want {
			t.Errorf("%s: %v, want the notice %q", path, out, c.want)
		}
		a.next()
	}
	a.nothing() // none of these is sent again
}

func TestACommandTellsWhereItWasTyped(t *testing.T) {
	overBoth(t, func(t *testing.T, s *sim, a *app) {
		group := at(s.must("conversations.open", dict{"users": ana + "," + ben}), "channel", "id").(string)
		for channel, name := range map[string]string{"": "directmessage", "CIN": "general", group: "privategroup"} {
			s.act("command", dict{"user": ana, "text": "/echo a b", "channel": channel})
			got := a.next().payload
			want := dict{"team_id": "T1", "team_domain": "trial", "channel_name": name, "user_id": ana, "user_name": "ana", "command": "/echo",
				"text": "a b", "api_app_id": "A1", "is_enterprise_install": "false"}
			for field, value := range want {
				if got[field] != value {
					t.Errorf("%s typed in %q is %v, want %v", field, channel, got[field], value)
				}
			}
			for _, field := range []string{"token", "channel_id", "response_url", "trigger_id"} {
				if text, _ := got[field].(string); text == "" {
					t.Errorf("%s typed in %q is missing", field, channel)
				}
			}
			if got["thread_ts"] != nil {
				t.Errorf("a command names a thread: %v", got)
			}
		}
	})
}

func TestNamesInACommandBecomeIDsIfTheAppWantsThat(t *testing.T) {
	const typed = "@ben and @nobody in #general, not in #secret"
	for escape, want := range map[bool]string{
		false: typed,
		true:  "<@UBEN> and @nobody in <#CIN|general>, not in <#CSECRET|>",
	} {
		a := newApp(t)
		s := start(t, func(o *slacksim.Options) { o.App.Commands[0].ShouldEscape = escape })
		s.connect(a, 1)
		s.act("command", dict{"user": ana, "text": "/echo " + typed})
		if got := a.next().payload["text"]; got != want {
			t.Errorf("should_escape %v gives %q, want %q", escape, got, want)
		}
	}
}

func TestAnAppMustAnswerTheCertificateCheck(t *testing.T) {
	a := newApp(t)
	s := overHTTP(t, a, false)
	if err := s.server.CheckSSL(t.Context()); err != nil {
		t.Error(err)
	}
	if got := a.next().payload; got["ssl_check"] != "1" || got["command"] != nil {
		t.Errorf("ssl_check sends %v", got)
	}
	a.answers(func(received) reply { return reply{status: 404} })
	if err := s.server.CheckSSL(t.Context()); err == nil {
		t.Error("an app that answers 404 passed")
	}
}

func TestAResponseURLIgnoresMembership(t *testing.T) {
	s, a := start(t, nil), newApp(t)
	s.connect(a, 1)
	s.act("command", dict{"user": ana, "text": "/echo", "channel": "COUT"}) // the bot is not in there
	command := a.next()
	if status, out := s.post(command, dict{"text": "for all", "response_type": "in_channel", "replace_original": true}); status != 200 {
		t.Fatalf("refused with %d %v", status, out)
	}
	message := at(s.get("users/"+ana+"/messages?channel=COUT"), "messages", 0)
	if at(message, "text") != "for all" || at(message, "ephemeral") != false {
		t.Errorf("posted %v", message)
	}
	for _, body := range []dict{{}, {"text": "", "blocks": []dict{}}} {
		if status, out := s.post(command, body); status != 400 || out["error"] != "no_text" {
			t.Errorf("%v gave %d %v", body, status, out)
		}
	}
}

func TestAReplacedMessageStaysAsVisibleAsItWas(t *testing.T) {
	s, a := start(t, nil), newApp(t)
	s.connect(a, 1)
	parent := s.must("chat.postMessage", dict{"channel": "CIN", "text": "parent"})["ts"]
	ts := s.must("chat.postEphemeral", dict{"channel": "CIN", "user": ana, "text": "psst", "blocks": []dict{button("b", "yes", "1")}})["message_ts"]
	s.act("click", dict{"user": ana, "message_ts": ts, "action_id": "yes"})
	click := a.next()
	s.post(click, dict{"text": "still only you", "replace_original": true, "response_type": "in_channel"})
	s.post(click, dict{"text": "in the thread", "response_type": "in_channel", "thread_ts": parent})
	seen := s.get("users/" + ben + "/messages?channel=CIN")["messages"].([]any)
	if len(seen) != 2 || at(seen, 1, "text") != "in the thread" || at(seen, 1, "thread_ts") != parent {
		t.Errorf("others see %v", seen)
	}
	own := s.get("users/" + ana + "/messages?channel=CIN")["messages"].([]any)
	if len(own) != 3 || at(own, 1, "text") != "still only you" || at(own, 1, "ephemeral") != true {
		t.Errorf("the person sees %v", own)
	}
}

func TestWhereResponseURLsAreMissing(t *testing.T) {
	s, a := start(t, nil), newApp(t)
	s.connect(a, 1)
	s.act("shortcut", dict{"user": ana, "callback_id": "shout"})
	shortcut := a.next()
	view := at(s.must("views.open", dict{"trigger_id": shortcut.payload["trigger_id"], "view": modal(button("b", "press", "1"))}), "view", "id")
	s.act("click", dict{"user": ana, "view_id": view, "action_id": "press"})
	click := a.next()
	s.act("submit", dict{"user": ana, "view_id": view})
	submission := a.next()
	for name, r := range map[string]received{"a shortcut": shortcut, "a click in a modal": click, "a submission": submission} {
		if r.payload["response_url"] != nil {
			t.Errorf("%s carries a response URL", name)
		}
	}
	if urls, _ := submission.payload["response_urls"].([]any); len(urls) != 0 {
		t.Errorf("a submission without response_url_enabled carries %v", urls)
	}
}

func TestAButtonWithALinkIsAnActionToo(t *testing.T) {
	s, a := start(t, nil), newApp(t)
	s.connect(a, 1)
	link := dict{"type": "actions", "block_id": "b", "elements": []dict{{"type": "button", "action_id": "read", "text": plain("Read"), "url": "https://example.org"}}}
	ts := s.must("chat.postMessage", dict{"channel": ana, "text": "x", "blocks": []dict{link}})["ts"]
	s.act("click", dict{"user": ana, "message_ts": ts, "action_id": "read"})
	if got := a.next(); got.name != "block_actions" || at(got.payload, "actions", 0, "action_id") != "read" {
		t.Errorf("the app got %v", got.payload)
	}
}

// What slack.md 1.8 and 1.9 say of events and envelopes.

func TestEventEnvelope(t *testing.T) {
	overBoth(t, func(t *testing.T, s *sim, a *app) {
		s.act("message", dict{"user": ana, "text": "hello"})
		got := a.next().payload
		want := dict{"type": "event_callback", "team_id": "T1", "api_app_id": "A1", "is_ext_shared_channel": false, "context_team_id": "T1",
			"event_time": float64(s.clock.Now().Unix())}
		for field, value := range want {
			if got[field] != value {
				t.Errorf("%s is %v, want %v", field, got[field], value)
			}
		}
		if id, _ := got["event_id"].(string); !strings.HasPrefix(id, "Ev") {
			t.Errorf("event_id is %v", got["event_id"])
		}
		all, _ := got["authorizations"].([]any)
		if len(all) != 1 || at(all, 0, "team_id") != "T1" || at(all, 0, "user_id") != botUser || at(all, 0, "is_bot") != true {
			t.Errorf("authorizations are %v", all)
		}
	})
}

func TestSocketEnvelope(t *testing.T) {
	s := start(t, func(o *slacksim.Options) { o.Timing.Ack, o.Timing.Retries = 20*time.Millisecond, []time.Duration{0} })
	ws, _ := s.dial(s.ticket())
	read := func() dict {
		t.Helper()
		out := dict{}
		if err := ws.ReadJSON(&out); err != nil {
			t.Fatal(err)
		}
		return out
	}
	s.act("command", dict{"user": ana, "text": "/echo"})
	if got := read(); got["type"] != "slash_commands" || got["accepts_response_payload"] != true || got["envelope_id"] == "" {
		t.Errorf("a command came as %v", got)
	}
	s.act("shortcut", dict{"user": ana, "callback_id": "shout"})
	if got := read(); got["type"] != "interactive" || got["accepts_response_payload"] != true {
		t.Errorf("a shortcut came as %v", got)
	}
	s.act("message", dict{"user": ana, "text": "hello"})
	first, again := read(), read()
	if first["type"] != "events_api" || first["accepts_response_payload"] != false || first["retry_attempt"] != 0.0 || first["retry_reason"] != "" {
		t.Errorf("an event came as %v", first)
	}
	if again["retry_attempt"] != 1.0 || again["retry_reason"] != "http_timeout" || again["envelope_id"] == first["envelope_id"] {
		t.Errorf("its retry came as %v", again)
	}
}

func TestTwoRedirectsAreFollowed(t *testing.T) {
	hops := 0
	chain := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if hops++; hops <= 2 {
			http.Redirect(w, r, r.URL.Path, http.StatusTemporaryRedirect)
			return
		}
		w.WriteHeader(http.StatusNoContent) // any 2xx will do for an event
	}))
	defer chain.Close()
	s := start(t, func(o *slacksim.Options) { o.Endpoints = slacksim.Endpoints{Events: chain.URL} })
	if out := s.act("message", dict{"user": ana, "text": "hello"}); at(out, "app", "status") != "ok" {
		t.Errorf("after two redirects: %v", out)
	}
}

func TestAnAppCanStopRetries(t *testing.T) {
	stop := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-Slack-No-Retry", "1")
		w.WriteHeader(http.StatusInternalServerError)
	}))
	defer stop.Close()
	s := start(t, func(o *slacksim.Options) {
		o.Endpoints = slacksim.Endpoints{Events: stop.URL}
		o.Timing.Retries = []time.Duration{0, 0, 0}
	})
	s.act("message", dict{"user": ana, "text": "hello"})
	if err := s.server.Close(); err != nil { // waits for retries, if there were any
		t.Fatal(err)
	}
	if n := len(s.sent("message")); n != 1 {
		t.Errorf("sent %d times, want once", n)
	}
}

// sent lists what the log says was sent to the app under a name.
func (s *sim) sent(name string) []dict {
	s.t.Helper()
	var found []dict
	for _, e := range s.get("log?limit=1000")["log"].([]any) {
		if at(e, "direction") == "out" && strings.HasPrefix(at(e, "method").(string), name) {
			found = append(found, e.(dict))
		}
	}
	return found
}

func TestTooManyEventsInAnHour(t *testing.T) {
	overBothWith(t, func(o *slacksim.Options) { o.EventsPerHour = 2 }, func(t *testing.T, s *sim, a *app) {
		write := func() { s.act("message", dict{"user": ana, "text": "hello"}) }
		write()
		write()
		a.next()
		a.next()
		write()
		if got := a.next().payload; got["type"] != "app_rate_limited" || got["team_id"] != "T1" || got["event"] != nil || got["minute_rate_limited"] == nil {
			t.Errorf("the app got %v", got)
		}
		write()
		a.nothing()
		s.protocol.Advance(time.Minute)
		write()
		if got := a.next().payload; got["type"] != "app_rate_limited" {
			t.Errorf("a minute later the app got %v", got)
		}
		s.protocol.Advance(time.Hour)
		write()
		if got := a.next().payload; got["type"] != "event_callback" {
			t.Errorf("in the next hour the app got %v", got)
		}
	})
}

func TestChangesOfTheAppsMessagesAreEvents(t *testing.T) {
	overBoth(t, func(t *testing.T, s *sim, a *app) {
		dm := s.dm(ana)
		ts := s.must("chat.postMessage", dict{"channel": dm, "text": "first"})["ts"]
		<-a.own
		s.must("chat.update", dict{"channel": dm, "ts": ts, "text": "second"})
		event := at((<-a.own).payload, "event")
		if at(event, "subtype") != "message_changed" || at(event, "bot_id") != nil || at(event, "message", "text") != "second" ||
			at(event, "previous_message", "text") != "first" || at(event, "message", "bot_id") == nil || at(event, "channel") != dm {
			t.Errorf("an update is the event %v", event)
		}
		s.must("chat.delete", dict{"channel": dm, "ts": ts})
		event = at((<-a.own).payload, "event")
		if at(event, "subtype") != "message_deleted" || at(event, "deleted_ts") != ts || at(event, "previous_message", "text") != "second" {
			t.Errorf("a deletion is the event %v", event)
		}
	})
}

func TestEveryVisitIsAnEvent(t *testing.T) {
	s, a := start(t, nil), newApp(t)
	s.connect(a, 1)
	s.must("views.publish", dict{"user_id": ana, "view": home(section("x"))})
	for _, tab := range []string{"home", "home", "messages"} {
		s.act("users/"+ana+"/home", dict{"tab": tab})
		event := at(a.next().payload, "event")
		if at(event, "tab") != tab || at(event, "user") != ana || (at(event, "view") != nil) != (tab == "home") {
			t.Errorf("a visit of %s is the event %v", tab, event)
		}
	}
	if out := s.control("POST", "users/"+ana+"/home", dict{"tab": "about"}); out["error"] != "invalid_arguments" {
		t.Errorf("a tab that is none gave %v", out)
	}
}

func TestUserChangeTellsTheLocale(t *testing.T) {
	s, a := start(t, nil), newApp(t)
	s.connect(a, 1)
	s.control("PATCH", "users/"+ana, dict{"locale": "de-DE", "tz": "Europe/Berlin"})
	user := at(a.next().payload, "event", "user")
	if at(user, "locale") != "de-DE" || at(user, "tz") != "Europe/Berlin" {
		t.Errorf("user_change tells %v", user)
	}
}

// TestAnEventNeedsItsScopeAndSubscription: message.im comes with im:history only, and only to an app that subscribed to it.
func TestAnEventNeedsItsScopeAndSubscription(t *testing.T) {
	for name, change := range map[string]func(*slacksim.Options){
		"no scope":        func(o *slacksim.Options) { o.App.Scopes = []string{"chat:write"} },
		"no subscription": func(o *slacksim.Options) { o.App.Events = []string{"app_home_opened"} },
	} {
		s, a := start(t, change), newApp(t)
		s.connect(a, 1)
		s.act("message", dict{"user": ana, "text": "hello"})
		s.act("users/"+ana+"/home", nil)
		if got := a.next(); got.name != "app_home_opened" {
			t.Errorf("%s: the app got %s first", name, got.name)
		}
	}
}

func TestAShortcutOnAMessageBringsTheMessage(t *testing.T) {
	overBoth(t, func(t *testing.T, s *sim, a *app) {
		s.act("message", dict{"user": ana, "channel": "COUT", "text": "Keep *this* & that"}) // where the app is not
		ts := at(s.get("users/"+ana+"/messages?channel=COUT"), "messages", 0, "ts")
		out := s.act("message_shortcut", dict{"user": ana, "channel": "COUT", "message_ts": ts, "callback_id": "keep"})
		if at(out, "app", "status") != "ok" {
			t.Fatalf("the shortcut came to %v", out)
		}
		got := a.next()
		for got.payload["type"] != "message_action" {
			got = a.next()
		}
		for field, want := range map[string]any{
			"callback_id": "keep", "message_ts": ts, "api_app_id": "A1", "is_enterprise_install": false,
		} {
			if got.payload[field] != want {
				t.Errorf("%s is %v, want %v", field, got.payload[field], want)
			}
		}
		if at(got.payload, "channel", "id") != "COUT" || at(got.payload, "user", "id") != ana || at(got.payload, "message", "ts") != ts ||
			at(got.payload, "message", "text") != "Keep *this* &amp; that" || at(got.payload, "message", "user") != ana {
			t.Errorf("the app was sent %v", got.payload)
		}
		s.must("views.open", dict{"trigger_id": got.payload["trigger_id"], "view": modal(button("b", "press", "1"))})
		s.post(got, dict{"text": "Only you", "response_type": "ephemeral"})
	})
}
