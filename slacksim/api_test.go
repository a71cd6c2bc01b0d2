package slacksim_test

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"runtime"
	"strings"
	"testing"

	"mentorbot/slacksim"
)

// methodCase is one call and what must come of it: "" for success, else the code and first message.
type methodCase struct {
	method string
	args   dict
	want   string
}

func (s *sim) check(cases map[string]methodCase) {
	s.t.Helper()
	for name, c := range cases {
		if got := problem(s.api(c.method, c.args)); got != c.want {
			s.t.Errorf("%s: %s gave %q, want %q", name, c.method, got, c.want)
		}
	}
}

func TestMessageLimits(t *testing.T) {
	s := start(t, nil)
	dm := s.dm(ana)
	ts := s.must("chat.postMessage", dict{"channel": dm, "text": "x"})["ts"].(string)
	s.act("message", dict{"user": ana, "text": "mine"})
	theirs := at(s.get("users/"+ana+"/messages"), "messages", 1, "ts").(string)
	x := func(n int) string { return strings.Repeat("x", n) }
	post := func(args dict) dict { args["channel"] = dm; return args }
	update := func(args dict) dict { args["channel"], args["ts"] = dm, ts; return args }
	s.check(map[string]methodCase{
		"no channel":               {"chat.postMessage", dict{"text": "x"}, "invalid_arguments [ERROR] missing required field: channel"},
		"unknown channel":          {"chat.postMessage", dict{"channel": "C404", "text": "x"}, "channel_not_found"},
		"a user id":                {"chat.postMessage", dict{"channel": ben, "text": "x"}, ""},
		"a deactivated user":       {"chat.postMessage", dict{"channel": gone, "text": "x"}, "channel_not_found"},
		"not in channel":           {"chat.postMessage", dict{"channel": "COUT", "text": "x"}, "not_in_channel"},
		"private, not in":          {"chat.postMessage", dict{"channel": "CSECRET", "text": "x"}, "channel_not_found"},
		"archived":                 {"chat.postMessage", dict{"channel": "COLD", "text": "x"}, "is_archived"},
		"nothing":                  {"chat.postMessage", post(dict{}), "no_text"},
		"blank":                    {"chat.postMessage", post(dict{"text": "  "}), "no_text"},
		"50 blocks":                {"chat.postMessage", post(dict{"blocks": repeat(50, dict{"type": "divider"})}), ""},
		"51 blocks":                {"chat.postMessage", post(dict{"blocks": repeat(51, dict{"type": "divider"})}), "invalid_blocks [ERROR] no more than 50 items allowed [json-pointer:/blocks]"},
		"blocks no array":          {"chat.postMessage", post(dict{"blocks": dict{"type": "divider"}}), "invalid_blocks_format"},
		"blocks no JSON":           {"chat.postMessage", post(dict{"blocks": "[{"}), "invalid_blocks_format"},
		"section of 3000":          {"chat.postMessage", post(dict{"blocks": []dict{section(x(3000))}}), ""},
		"section of 3001":          {"chat.postMessage", post(dict{"blocks": []dict{section(x(3001))}}), "invalid_blocks [ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]"},
		"blocks too long in sum":   {"chat.postMessage", post(dict{"blocks": repeat(14, section(x(3000)))}), "msg_blocks_too_long"},
		"100 attachments":          {"chat.postMessage", post(dict{"attachments": repeat(100, dict{"text": "x"})}), ""},
		"101 attachments":          {"chat.postMessage", post(dict{"attachments": repeat(101, dict{"text": "x"})}), "too_many_attachments"},
		"markdown and text":        {"chat.postMessage", post(dict{"markdown_text": "x", "text": "x"}), "markdown_text_conflict"},
		"markdown of 12000":        {"chat.postMessage", post(dict{"markdown_text": x(12000)}), ""},
		"markdown of 12001":        {"chat.postMessage", post(dict{"markdown_text": x(12001)}), "msg_too_long"},
		"metadata":                 {"chat.postMessage", post(dict{"text": "x", "metadata": dict{"event_type": "job", "event_payload": dict{"id": "1"}}}), ""},
		"metadata without type":    {"chat.postMessage", post(dict{"text": "x", "metadata": dict{"event_payload": dict{}}}), "invalid_metadata_format"},
		"metadata too large":       {"chat.postMessage", post(dict{"text": "x", "metadata": dict{"event_type": "job", "event_payload": dict{"id": x(16000)}}}), "metadata_too_large"},
		"reply":                    {"chat.postMessage", post(dict{"text": "x", "thread_ts": ts}), ""},
		"reply to nothing":         {"chat.postMessage", post(dict{"text": "x", "thread_ts": "1.000000"}), "cannot_reply_to_message"},
		"update of 4000":           {"chat.update", update(dict{"text": x(4000)}), ""},
		"update of 4001":           {"chat.update", update(dict{"text": x(4001)}), "msg_too_long"},
		"update of nothing":        {"chat.update", dict{"channel": dm, "ts": "1.000000", "text": "x"}, "message_not_found"},
		"update by user id":        {"chat.update", dict{"channel": ana, "ts": ts, "text": "x"}, "channel_not_found"},
		"update of a person's":     {"chat.update", dict{"channel": dm, "ts": theirs, "text": "x"}, "cant_update_message"},
		"delete of a person's":     {"chat.delete", dict{"channel": dm, "ts": theirs}, "cant_delete_message"},
		"ephemeral":                {"chat.postEphemeral", dict{"channel": "CIN", "user": ana, "text": "x"}, ""},
		"ephemeral to an outsider": {"chat.postEphemeral", dict{"channel": "CIN", "user": cleo, "text": "x"}, "user_not_in_channel"},
		"ephemeral to a leaver":    {"chat.postEphemeral", dict{"channel": "CIN", "user": gone, "text": "x"}, "user_not_in_channel"},
		"permalink":                {"chat.getPermalink", dict{"channel": dm, "message_ts": ts}, ""},
		"permalink of nothing":     {"chat.getPermalink", dict{"channel": dm, "message_ts": "1.000000"}, "message_not_found"},
	})
}

func TestPostCutsLongText(t *testing.T) {
	s := start(t, nil)
	out := s.must("chat.postMessage", dict{"channel": ana, "text": strings.Repeat("é", 40001)})
	if out["warning"] != "message_truncated" || len([]rune(at(out, "message", "text").(string))) != 40000 {
		t.Errorf("40,001 characters gave warning %v", out["warning"])
	}
	if out := s.must("chat.postMessage", dict{"channel": ana, "text": strings.Repeat("é", 40000)}); out["warning"] != nil {
		t.Errorf("40,000 characters gave warning %v", out["warning"])
	}
}

func TestMessageReadBack(t *testing.T) {
	s := start(t, nil)
	dm := s.dm(ana)
	out := s.must("chat.postMessage", dict{"channel": dm, "text": "&lt;b&gt; & <@UANA> <https://x.org|x> a<b",
		"blocks": []dict{section("x")}, "metadata": dict{"event_type": "job", "event_payload": dict{"id": "7"}}})
	if got := at(out, "message", "text"); got != "&lt;b&gt; &amp; <@UANA> <https://x.org|x> a&lt;b" {
		t.Errorf("text came back as %v", got)
	}
	if at(out, "message", "blocks", 0, "block_id") == nil {
		t.Error("a block without block_id was given none")
	}
	ts := out["ts"]
	s.must("chat.update", dict{"channel": dm, "ts": ts, "text": "new"})
	history := s.must("conversations.history", dict{"channel": dm})
	if at(history, "messages", 0, "metadata") != nil {
		t.Error("history shows metadata unasked")
	}
	history = s.must("conversations.history", dict{"channel": dm, "include_all_metadata": "true"})
	message := at(history, "messages", 0)
	if at(message, "metadata", "event_payload", "id") != "7" || at(message, "blocks") != nil || at(message, "edited") == nil {
		t.Errorf("after an update with text alone the message is %v", message)
	}
}

func TestConversationsAndUsers(t *testing.T) {
	s := start(t, nil)
	dm := s.dm(ana)
	s.check(map[string]methodCase{
		"no users":            {"conversations.open", dict{}, "users_list_not_supplied"},
		"nobody":              {"conversations.open", dict{"users": "U404"}, "user_not_found"},
		"a deactivated user":  {"conversations.open", dict{"users": gone}, "user_disabled"},
		"nine users":          {"conversations.open", dict{"users": "U1,U2,U3,U4,U5,U6,U7,U8,U9"}, "too_many_users"},
		"by channel":          {"conversations.open", dict{"channel": dm}, ""},
		"a channel":           {"conversations.open", dict{"channel": "CIN"}, "method_not_supported_for_channel_type"},
		"info":                {"conversations.info", dict{"channel": dm}, ""},
		"info of nothing":     {"conversations.info", dict{"channel": "D404"}, "channel_not_found"},
		"history not in":      {"conversations.history", dict{"channel": "COUT"}, "not_in_channel"},
		"bad cursor":          {"conversations.history", dict{"channel": dm, "cursor": "x"}, "invalid_cursor"},
		"replies of nothing":  {"conversations.replies", dict{"channel": dm, "ts": "1.000000"}, "thread_not_found"},
		"list":                {"conversations.list", dict{"types": "im,mpim,public_channel"}, ""},
		"members":             {"conversations.members", dict{"channel": "CIN"}, ""},
		"members of nothing":  {"conversations.members", dict{}, "invalid_arguments [ERROR] missing required field: channel"},
		"another's DM":        {"conversations.open", dict{"channel": "D404"}, "channel_not_found"},
		"Slackbot":            {"conversations.open", dict{"users": "USLACKBOT"}, "user_not_visible"},
		"the bot alone":       {"conversations.open", dict{"users": botUser}, "method_not_supported_for_channel_type"},
		"a person's":          {"users.conversations", dict{"user": ana, "types": "im"}, ""},
		"of nobody":           {"users.conversations", dict{"user": "U404"}, "user_not_found"},
		"the team":            {"team.info", nil, ""},
		"list of what":        {"conversations.list", dict{"types": "dm"}, "invalid_types"},
		"user":                {"users.info", dict{"user": ana}, ""},
		"no user":             {"users.info", dict{"user": "U404"}, "user_not_found"},
		"users without limit": {"users.list", dict{}, "limit_required"},
		"999 users":           {"users.list", dict{"limit": "999"}, ""},
		"1000 users":          {"users.list", dict{"limit": "1000"}, "invalid_limit"},
		"unknown method":      {"chat.postEverything", dict{}, "unknown_method"},
	})
	group := at(s.must("conversations.open", dict{"users": ana + "," + ben, "return_im": "true"}), "channel")
	if at(group, "is_mpim") != true {
		t.Errorf("a DM of three is %v", group)
	}
	if again := at(s.must("conversations.open", dict{"users": ben + "," + ana}), "channel", "id"); again != at(group, "id") {
		t.Errorf("opened again it is %v, want %v", again, at(group, "id"))
	}
	if members := s.must("conversations.members", dict{"channel": at(group, "id")})["members"].([]any); len(members) != 3 {
		t.Errorf("members %v", members)
	}
}

func TestThreads(t *testing.T) {
	s := start(t, nil)
	dm := s.dm(ana)
	parent := s.must("chat.postMessage", dict{"channel": dm, "text": "parent"})["ts"].(string)
	reply := s.must("chat.postMessage", dict{"channel": dm, "text": "reply", "thread_ts": parent})["ts"].(string)
	texts := func(out dict) string {
		var all []string
		for _, m := range out["messages"].([]any) {
			all = append(all, at(m, "text").(string))
		}
		return strings.Join(all, " ")
	}
	if out := s.control("POST", "message", dict{"user": ana, "channel": dm, "text": "nothing", "thread_ts": reply}); out["error"] != "cannot_reply_to_message" {
		t.Errorf("a person's reply to a reply: %v", out)
	}
	s.act("message", dict{"user": ana, "channel": dm, "text": "mine", "thread_ts": parent})
	thread := s.must("conversations.replies", dict{"channel": dm, "ts": parent})
	begun := at(s.must("conversations.history", dict{"channel": dm}), "messages", 0)
	if at(begun, "reply_count") != 2.0 || at(begun, "thread_ts") != parent || at(begun, "latest_reply") != at(thread, "messages", 2, "ts") ||
		at(begun, "reply_users", 0) != botUser || at(begun, "reply_users", 1) != ana {
		t.Errorf("the parent of a thread is %v", begun)
	}
	if at(thread, "messages", 1, "latest_reply") != nil {
		t.Error("a reply says that it was replied to")
	}
	if got := texts(thread); got != "parent reply mine" {
		t.Errorf("the thread is %q", got)
	}
	if got := texts(s.must("conversations.history", dict{"channel": dm})); got != "parent" {
		t.Errorf("the history is %q", got)
	}
	if got := problem(s.api("chat.postMessage", dict{"channel": dm, "text": "x", "thread_ts": reply})); got != "cannot_reply_to_message" {
		t.Errorf("replying to a reply gave %q", got)
	}
	for _, text := range []string{"one", "two", "three"} {
		s.must("chat.postMessage", dict{"channel": dm, "text": text})
	}
	page := s.must("conversations.history", dict{"channel": dm, "limit": "2"})
	if got := texts(page); got != "three two" || page["has_more"] != true {
		t.Errorf("first page is %q", got)
	}
	page = s.must("conversations.history", dict{"channel": dm, "limit": "2", "cursor": at(page, "response_metadata", "next_cursor")})
	if got := texts(page); got != "one parent" || page["has_more"] != false {
		t.Errorf("second page is %q", got)
	}
	if got := texts(s.must("conversations.history", dict{"channel": dm, "oldest": parent, "latest": reply, "inclusive": "true"})); got != "parent" {
		t.Errorf("between parent and reply there is %q", got)
	}
	s.must("chat.delete", dict{"channel": dm, "ts": parent})
	if got := texts(s.must("conversations.history", dict{"channel": dm, "oldest": parent})); got != "three two one" {
		t.Errorf("after the deletion the history is %q", got)
	}
}

func TestDMWithALeaver(t *testing.T) {
	s := start(t, nil)
	dm := s.dm(ana)
	s.control("PATCH", "users/"+ana, dict{"deleted": true})
	s.check(map[string]methodCase{
		"post to the DM": {"chat.postMessage", dict{"channel": dm, "text": "x"}, "channel_not_found"},
		"open the DM":    {"conversations.open", dict{"users": ana}, "user_disabled"},
		"publish a Home": {"views.publish", dict{"user_id": ana, "view": home(section("x"))}, "invalid_arguments [ERROR] invalid `user_id` [json-pointer:/user_id]"},
	})
}

func TestTabsSwitchedOff(t *testing.T) {
	s := start(t, func(o *slacksim.Options) { o.App.NoHomeTab, o.App.NoMessagesTab = true, true })
	s.check(map[string]methodCase{
		"Home":     {"views.publish", dict{"user_id": ana, "view": home(section("x"))}, "not_enabled"},
		"Messages": {"chat.postMessage", dict{"channel": ana, "text": "x"}, "messages_tab_disabled"},
	})
}

func TestUserFields(t *testing.T) {
	s := start(t, nil)
	user := at(s.must("users.info", dict{"user": ana, "include_locale": "true"}), "user")
	for name, want := range map[string]any{"tz": "Europe/Paris", "tz_offset": 3600.0, "locale": "fr-FR", "is_admin": false, "deleted": false} {
		if at(user, name) != want {
			t.Errorf("%s is %v, want %v", name, at(user, name), want)
		}
	}
	if at(user, "profile", "email") != "ana@example.org" || at(user, "profile", "title") != "Engineer" {
		t.Errorf("profile is %v", at(user, "profile"))
	}
	picture, _ := at(user, "profile", "image_192").(string)
	if res, _ := s.do(s.request("GET", picture, "", nil)); res.Header.Get("Content-Type") != "image/svg+xml" {
		t.Errorf("picture %s is %s", picture, res.Header.Get("Content-Type"))
	}
	seen, cursor := 0, ""
	for {
		page := s.must("users.list", dict{"limit": "2", "cursor": cursor})
		seen += len(page["members"].([]any))
		if cursor, _ = at(page, "response_metadata", "next_cursor").(string); cursor == "" {
			break
		}
	}
	if seen != 6 { // four people, the bot and Slackbot
		t.Errorf("users.list returned %d users", seen)
	}
	bare := start(t, func(o *slacksim.Options) { o.App.Scopes = []string{"users:read"} })
	user = at(bare.must("users.info", dict{"user": ana}), "user")
	if at(user, "profile", "email") != nil || at(user, "locale") != nil {
		t.Error("without users:read.email and include_locale, e-mail or locale is told")
	}
}

func TestTokensAndBodies(t *testing.T) {
	s := start(t, nil)
	const form, jsonType = "application/x-www-form-urlencoded", "application/json; charset=utf-8"
	for name, c := range map[string]struct{ method, contentType, bearer, body, want string }{
		"token in the form":        {"auth.test", form, "", "token=" + botToken, ""},
		"token in the header":      {"auth.test", form, botToken, "", ""},
		"no token":                 {"auth.test", form, "", "", "not_authed"},
		"wrong token":              {"auth.test", form, "xoxb-other", "", "invalid_auth"},
		"app token":                {"auth.test", form, appToken, "", "not_allowed_token_type"},
		"token in JSON":            {"auth.test", jsonType, "", `{"token":"` + botToken + `"}`, "not_authed"},
		"JSON for writing":         {"chat.postMessage", jsonType, botToken, `{"channel":"UANA","text":"x","blocks":[{"type":"divider"}]}`, ""},
		"JSON text inside JSON":    {"chat.postMessage", jsonType, botToken, `{"channel":"UANA","text":"x","blocks":"[{\"type\":\"divider\"}]"}`, ""},
		"JSON for reading":         {"users.info", jsonType, botToken, `{"user":"UANA"}`, "invalid_post_type"},
		"broken JSON":              {"chat.postMessage", jsonType, botToken, `{`, "invalid_json"},
		"JSON array":               {"chat.postMessage", jsonType, botToken, `[]`, "json_not_object"},
		"unknown content type":     {"chat.postMessage", "text/plain", botToken, "x", "invalid_post_type"},
		"no content type":          {"chat.postMessage", "", botToken, "x", "missing_post_type"},
		"unknown charset":          {"chat.postMessage", "application/json; charset=utf-16", botToken, `{}`, "invalid_charset"},
		"api.test without a token": {"api.test", form, "", "foo=bar", ""},
		"api.test with an error":   {"api.test", form, "", "error=my_error", "my_error"},
	} {
		req := s.request("POST", "/api/"+c.method, c.contentType, []byte(c.body))
		if c.bearer != "" {
			req.Header.Set("Authorization", "Bearer "+c.bearer)
		}
		if _, out := s.do(req); problem(out) != c.want {
			t.Errorf("%s: got %q, want %q", name, problem(out), c.want)
		}
	}
}

func TestScopes(t *testing.T) {
	s := start(t, func(o *slacksim.Options) { o.App.Scopes = []string{"chat:write", "im:write"} })
	dm := s.dm(ana)
	for method, c := range map[string]struct {
		args   dict
		needed string
	}{
		"users.info":                 {dict{"user": ana}, "users:read"},
		"conversations.history":      {dict{"channel": dm}, "im:history"},
		"conversations.open":         {dict{"users": ana + "," + ben}, "mpim:write"},
		"files.getUploadURLExternal": {dict{"filename": "x", "length": "1"}, "files:write"},
	} {
		out := s.api(method, c.args)
		if out["error"] != "missing_scope" || out["needed"] != c.needed || out["provided"] != "chat:write,im:write" {
			t.Errorf("%s gave %v", method, out)
		}
	}
	req := s.request("GET", "/api/auth.test?"+url.Values{"token": {botToken}}.Encode(), "", nil)
	if res, _ := s.do(req); res.Header.Get("X-OAuth-Scopes") != "chat:write,im:write" {
		t.Errorf("X-OAuth-Scopes is %q", res.Header.Get("X-OAuth-Scopes"))
	}
	none := start(t, func(o *slacksim.Options) { o.App.Scopes = nil })
	if code := problem(none.api("views.publish", dict{"user_id": ana, "view": home(section("x"))})); code != "missing_scope" {
		t.Errorf("views.publish without any scope gave %q", code)
	}
}

func TestRateLimits(t *testing.T) {
	s := start(t, func(o *slacksim.Options) { o.NoRateLimits = false })
	call := func(method string, args url.Values) *http.Response {
		args.Set("token", botToken)
		res, _ := s.do(s.request("POST", "/api/"+method, "application/x-www-form-urlencoded", []byte(args.Encode())))
		return res
	}
	for i := range 20 {
		if res := call("users.list", url.Values{"limit": {"1"}}); res.StatusCode != 200 {
			t.Fatalf("call %d of users.list: %s", i+1, res.Status)
		}
	}
	if res := call("users.list", url.Values{"limit": {"1"}}); res.StatusCode != 429 || res.Header.Get("Retry-After") != "3" {
		t.Errorf("call 21 of users.list: %s, Retry-After %q", res.Status, res.Header.Get("Retry-After"))
	}
	if res := call("users.info", url.Values{"user": {ana}}); res.StatusCode != 200 {
		t.Errorf("another method: %s", res.Status)
	}
	post := url.Values{"channel": {ana}, "text": {"x"}}
	for range 4 {
		call("chat.postMessage", post)
	}
	if res := call("chat.postMessage", post); res.StatusCode != 429 || res.Header.Get("Retry-After") != "1" {
		t.Errorf("fifth post at once: %s", res.Status)
	}
	if res := call("chat.postMessage", url.Values{"channel": {ben}, "text": {"x"}}); res.StatusCode != 200 {
		t.Errorf("post to another channel: %s", res.Status)
	}
	s.protocol.Advance(1e9)
	if res := call("chat.postMessage", post); res.StatusCode != 200 {
		t.Errorf("post a second later: %s", res.Status)
	}
}

func TestFaults(t *testing.T) {
	s := start(t, nil)
	post := dict{"channel": ana, "text": "x"}
	s.act("faults", dict{"method": "chat.postMessage", "kind": "ratelimited", "nth": 2, "retry_after": 7})
	s.must("chat.postMessage", post)
	req := s.request("POST", "/api/chat.postMessage", "application/x-www-form-urlencoded", []byte("channel=UANA&text=x&token="+botToken))
	if res, out := s.do(req); res.StatusCode != 429 || res.Header.Get("Retry-After") != "7" || out["error"] != "ratelimited" {
		t.Errorf("injected limit: %s %v", res.Status, out)
	}
	s.must("chat.postMessage", post)

	s.act("faults", dict{"method": "chat.postMessage", "kind": "error", "error": "token_revoked", "times": -1})
	for range 3 {
		if out := s.api("chat.postMessage", post); out["error"] != "token_revoked" {
			t.Errorf("injected error: %v", out)
		}
	}
	s.control("DELETE", "faults", nil)
	before := len(s.get("users/" + ana + "/messages")["messages"].([]any))
	s.act("faults", dict{"method": "chat.postMessage", "kind": "drop"})
	_, err := http.DefaultClient.Do(s.request("POST", "/api/chat.postMessage", "application/json", nil))
	if err != nil { // no token: refused before the fault
		t.Fatal(err)
	}
	dropped := s.request("POST", "/api/chat.postMessage", "application/json", marshal(t, post))
	dropped.Header.Set("Authorization", "Bearer "+botToken)
	if _, err := http.DefaultClient.Do(dropped); err == nil {
		t.Error("a dropped call was answered")
	}
	if after := len(s.get("users/" + ana + "/messages")["messages"].([]any)); after != before+1 {
		t.Errorf("a dropped call left %d messages, want %d", after, before+1)
	}
	s.act("faults", dict{"method": "auth.test", "kind": "http_500"})
	if res, out := s.do(s.request("GET", "/api/auth.test?token="+botToken, "", nil)); res.StatusCode != 500 || out["ok"] != nil {
		t.Errorf("injected 500: %s %v", res.Status, out)
	}
	s.act("faults", dict{"method": "auth.test", "kind": "timeout"})
	impatient, stop := context.WithCancel(t.Context())
	req = s.request("GET", "/api/auth.test?token="+botToken, "", nil).WithContext(impatient)
	answered := make(chan error)
	go func() {
		_, err := http.DefaultClient.Do(req)
		answered <- err
	}()
	for len(s.get("faults")["faults"].([]any)) > 0 { // until the call has met its fault
		runtime.Gosched()
	}
	stop()
	if err := <-answered; !errors.Is(err, context.Canceled) {
		t.Errorf("a call that is never answered ended with %v", err)
	}
	if out := s.control("POST", "faults", dict{"method": "x", "kind": "nonsense"}); out["error"] != "invalid_fault" {
		t.Errorf("an unknown fault gave %v", out)
	}
}
