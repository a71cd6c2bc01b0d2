package slacksim_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"mentorbot/slacksim"
)

// Rows of slack.md 1.1, 1.2, 1.5 and 1.8 to 1.11 that no other test holds.

// TestAnUnansweredMenuSaysSo: what somebody sees of an external select whose app keeps silent.
func TestAnUnansweredMenuSaysSo(t *testing.T) {
	a := newApp(t)
	s := start(t, func(o *slacksim.Options) { o.Timing.Ack = 20 * time.Millisecond })
	s.connect(a, 1)
	pick := dict{"type": "actions", "block_id": "b", "elements": []dict{{"type": "external_select", "action_id": "who"}}}
	ts := s.must("chat.postMessage", dict{"channel": ana, "text": "x", "blocks": []dict{pick}})["ts"]
	a.answers(func(received) reply { return reply{silent: true} })
	out := s.control("POST", "suggest", dict{"user": ana, "message_ts": ts, "action_id": "who", "query": "ana"})
	if at(out, "app", "status") != "timeout" || out["notice"] != "The options could not be loaded." || at(out, "options", 0) != nil {
		t.Errorf("a menu nobody fills: %v", out)
	}
}

// TestAnAnswerLeavesTheCommandAlone: a response URL of a command answers to the person alone, and replaces nothing a person has typed.
func TestAnAnswerLeavesTheCommandAlone(t *testing.T) {
	s, a := start(t, nil), newApp(t)
	s.connect(a, 1)
	a.says(`{"response_type":"in_channel","text":"for all"}`)
	s.act("command", dict{"user": ana, "text": "/echo aloud", "channel": "CIN"})
	command := a.next()
	for _, change := range []string{"replace_original", "delete_original"} {
		if status, out := s.post(command, dict{"text": "only you", change: true}); status != 200 {
			t.Fatalf("%s: %d %v", change, status, out)
		}
	}
	messages := s.get("users/" + ana + "/messages?channel=CIN")["messages"].([]any)
	if len(messages) != 4 || at(messages, 0, "text") != "/echo aloud" || at(messages, 1, "text") != "for all" {
		t.Fatalf("the conversation is %v", messages)
	}
	for _, m := range messages[2:] {
		if at(m, "text") != "only you" || at(m, "ephemeral") != true {
			t.Errorf("the answer is %v", m)
		}
	}
}

// TestAnswersToASubmissionAreCheckedAsCallsAre: response_action keeps to the limits of views.push and views.update.
func TestAnswersToASubmissionAreCheckedAsCallsAre(t *testing.T) {
	s, a := start(t, nil), newApp(t)
	s.connect(a, 1)
	s.must("views.publish", dict{"user_id": ben, "view": with(home(section("x")), "external_id", "taken")})
	form := modal(textInput("b", "a"))
	view := any(s.opened(a, ana, form))
	answer := func(body dict) dict {
		t.Helper()
		a.says(string(marshal(t, body)))
		out := s.act("submit", dict{"user": ana, "view_id": view, "values": dict{"b": dict{"a": "x"}}})
		a.next()
		return out
	}
	for name, body := range map[string]dict{
		"errors of no block":     {"response_action": "errors", "errors": dict{"zz": "No."}},
		"errors without any":     {"response_action": "errors"},
		"push without a view":    {"response_action": "push"},
		"update with a Home":     {"response_action": "update", "view": home(section("x"))},
		"update over a taken id": {"response_action": "update", "view": with(form, "external_id", "taken")},
		"push with a taken id":   {"response_action": "push", "view": with(form, "external_id", "taken")},
		"a view that is too big": {"response_action": "update", "view": with(form, "title", plain(strings.Repeat("x", 25)))},
	} {
		if out := answer(body); at(out, "app", "status") != "error" || out["notice"] != "We had some trouble connecting. Try again?" || at(out, "view", "id") != view {
			t.Errorf("%s gave %v", name, out)
		}
	}
	for range 2 {
		view = at(answer(dict{"response_action": "push", "view": form}), "view", "id")
	}
	out := answer(dict{"response_action": "push", "view": form})
	if detail, _ := at(out, "app", "detail").(string); at(out, "app", "status") != "error" || !strings.Contains(detail, "push_limit_reached") {
		t.Errorf("a fourth view gave %v", out)
	}
}

// TestAnExternalIDIsOneViews: whatever puts a view there.
func TestAnExternalIDIsOneViews(t *testing.T) {
	s, a := start(t, nil), newApp(t)
	s.connect(a, 1)
	press := button("b", "press", "1")
	s.opened(a, ben, with(modal(press), "external_id", "taken"))
	own := s.opened(a, ana, modal(press))
	s.act("click", dict{"user": ana, "view_id": own, "action_id": "press"})
	taken := with(modal(press), "external_id", "taken")
	s.check(map[string]methodCase{
		"views.push":    {"views.push", dict{"trigger_id": a.next().payload["trigger_id"], "view": taken}, "duplicate_external_id"},
		"views.update":  {"views.update", dict{"view_id": own, "view": taken}, "duplicate_external_id"},
		"views.publish": {"views.publish", dict{"user_id": ana, "view": with(home(press), "external_id", "taken")}, "duplicate_external_id"},
		"its own":       {"views.update", dict{"external_id": "taken", "view": taken}, ""},
	})
}

// TestAMenuCanBeginWithTheConversationSomebodyIsIn is default_to_current_conversation.
func TestAMenuCanBeginWithTheConversationSomebodyIsIn(t *testing.T) {
	s, a := start(t, nil), newApp(t)
	s.connect(a, 1)
	menu := func(block string, more dict) dict {
		element := dict{"type": "conversations_select", "action_id": "a", "default_to_current_conversation": true}
		for name, value := range more {
			element[name] = value
		}
		return dict{"type": "input", "block_id": block, "label": plain("Where"), "optional": true, "element": element}
	}
	view := modal(menu("one", nil), menu("several", dict{"type": "multi_conversations_select"}),
		menu("own", dict{"initial_conversation": "COUT"}), menu("left out", dict{"filter": dict{"include": []string{"im"}}}),
		menu("not asked", dict{"default_to_current_conversation": false}))
	state := func(trigger any) any {
		t.Helper()
		return at(s.must("views.open", dict{"trigger_id": trigger, "view": view}), "view", "state", "values")
	}
	s.act("command", dict{"user": ana, "text": "/echo", "channel": "CIN"})
	got := state(a.next().payload["trigger_id"])
	for block, want := range map[string]any{"one": "CIN", "own": "COUT", "left out": nil, "not asked": nil} {
		if at(got, block, "a", "selected_conversation") != want {
			t.Errorf("%s begins with %v, want %v", block, at(got, block, "a"), want)
		}
	}
	if at(got, "several", "a", "selected_conversations", 0) != "CIN" {
		t.Errorf("several begin with %v", at(got, "several", "a"))
	}
	if got := state(s.trigger(a, ana)); at(got, "one", "a", "selected_conversation") != nil {
		t.Errorf("from a shortcut, which is used in no conversation, it begins with %v", at(got, "one", "a"))
	}
}

// TestAnAcknowledgementOf20KBIsTooLarge: the whole of it, as it goes over the wire.
func TestAnAcknowledgementOf20KBIsTooLarge(t *testing.T) {
	const limit = 20 << 10
	for size, want := range map[int]string{limit - 1: "ok", limit: "timeout"} {
		s := start(t, func(o *slacksim.Options) { o.Timing.Ack = 500 * time.Millisecond })
		ws, _ := s.dial(s.ticket())
		done := make(chan error, 1)
		go func() {
			var envelope struct {
				ID string `json:"envelope_id"`
			}
			err := ws.ReadJSON(&envelope)
			around := fmt.Sprintf(`{"envelope_id":%q,"payload":{"text":""}}`, envelope.ID)
			if err == nil {
				full := strings.Replace(around, `"text":"`, `"text":"`+strings.Repeat("x", size-len(around)), 1)
				err = ws.WriteMessage(1, []byte(full))
			}
			done <- err
		}()
		if out := s.act("command", dict{"user": ana, "text": "/echo"}); at(out, "app", "status") != want {
			t.Errorf("%d bytes: %v, want %s", size, out["app"], want)
		}
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}

// TestLimitsBesideTheTiers: response URLs, installing and opening sockets.
func TestLimitsBesideTheTiers(t *testing.T) {
	s, a := start(t, func(o *slacksim.Options) { o.NoRateLimits = false }), newApp(t)
	s.connect(a, 1) // the first call of apps.connections.open
	until429 := func(call func() *http.Response) (n int, retry string) {
		for {
			if res := call(); res.StatusCode == http.StatusTooManyRequests {
				return n, res.Header.Get("Retry-After")
			}
			n++
		}
	}
	method := func(name, token string) func() *http.Response {
		return func() *http.Response {
			req := s.request("POST", "/api/"+name, "application/x-www-form-urlencoded", []byte(url.Values{"code": {"x"}}.Encode()))
			req.Header.Set("Authorization", "Bearer "+token)
			res, _ := s.do(req)
			return res
		}
	}
	if n, retry := until429(method("apps.connections.open", appToken)); n != 49 || retry != "2" {
		t.Errorf("%d more sockets could be opened, then after %s s", n, retry)
	}
	if n, retry := until429(method("oauth.v2.access", "")); n != 600 || retry != "1" {
		t.Errorf("%d installations at once, then after %s s", n, retry)
	}
	answer := func() *http.Response { // five uses of an address, and one a second in a conversation
		s.act("command", dict{"user": ana, "text": "/echo"})
		res, _ := s.do(s.request("POST", a.next().payload["response_url"].(string), "application/json", []byte(`{"text":"x"}`)))
		return res
	}
	if n, retry := until429(answer); n != 5 || retry != "1" {
		t.Errorf("%d answers at once, then after %s s", n, retry)
	}
	s.protocol.Advance(time.Second)
	if res := answer(); res.StatusCode != http.StatusOK {
		t.Errorf("a second later: %s", res.Status)
	}
}

// TestAChallengeMayBeGivenBackInThreeWays: as text, as a form or as JSON.
func TestAChallengeMayBeGivenBackInThreeWays(t *testing.T) {
	a := newApp(t)
	s := overHTTP(t, a, false)
	for form, ok := range map[string]bool{"%s": true, "challenge=%s": true, `{"challenge":%q}`: true, `{"other":%q}`: false} {
		a.answers(func(r received) reply { return reply{body: fmt.Sprintf(form, r.payload["challenge"])} })
		if err := s.server.VerifyURL(t.Context()); (err == nil) != ok {
			t.Errorf("%s: %v", form, err)
		}
	}
}

// TestAThirdRedirectIsOneTooMany: two are followed, see TestTwoRedirectsAreFollowed.
func TestAThirdRedirectIsOneTooMany(t *testing.T) {
	hops := 0
	chain := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if hops++; hops <= 3 {
			http.Redirect(w, r, r.URL.Path, http.StatusTemporaryRedirect)
		}
	}))
	defer chain.Close()
	s := start(t, func(o *slacksim.Options) {
		o.Endpoints, o.Timing.Retries = slacksim.Endpoints{Events: chain.URL}, []time.Duration{}
	})
	if out := s.act("message", dict{"user": ana, "text": "hello"}); at(out, "app", "status") != "error" {
		t.Errorf("after three redirects: %v", out)
	}
}

// TestScopesOnlyAddUp: who installs again with fewer keeps what was granted, until the app is uninstalled.
func TestScopesOnlyAddUp(t *testing.T) {
	s := start(t, byOAuth)
	install := func(scope string) any {
		t.Helper()
		out := s.act("oauth", dict{"user": ana, "url": authorizeURL(dict{"scope": scope}), "decision": "allow"})
		target, err := url.Parse(out["redirect"].(string))
		if err != nil {
			t.Fatal(err)
		}
		return s.access(dict{"code": target.Query().Get("code"), "redirect_uri": redirectURI})["scope"]
	}
	if first, again := install("chat:write,users:read"), install("chat:write,im:write"); first != "chat:write,users:read" || again != "chat:write,im:write,users:read" {
		t.Errorf("granted %v, then %v", first, again)
	}
	s.act("uninstall", dict{})
	if anew := install("chat:write"); anew != "chat:write" {
		t.Errorf("after uninstalling: %v", anew)
	}
	out := s.act("oauth", dict{"user": ana, "url": authorizeURL(nil), "decision": "deny"})
	if target, err := url.Parse(out["redirect"].(string)); err != nil || target.Query().Get("error") != "access_denied" || target.Query().Has("code") {
		t.Errorf("a person who cancels is sent to %v, %v", out["redirect"], err)
	}
}
