package slacksim_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"mentorbot/slacksim"
)

// What slack.md 1.3 says of messages, 1.10 of limits, 1.11 of people and files, as far as no other test holds it.

func TestWhatAnUpdateKeeps(t *testing.T) {
	s := start(t, nil)
	dm := s.dm(ana)
	metadata := func(id string) dict { return dict{"event_type": "job", "event_payload": dict{"id": id}} }
	full := dict{"channel": dm, "text": "x", "blocks": []dict{section("x")}, "metadata": metadata("1")}
	for name, c := range map[string]struct {
		change dict
		blocks bool
		id     string
	}{
		"text alone":           {dict{"text": "y"}, false, "1"},
		"no blocks any more":   {dict{"text": "y", "blocks": []dict{}}, false, "1"},
		"blocks alone":         {dict{"blocks": []dict{section("y")}}, true, "1"},
		"blocks with metadata": {dict{"text": "y", "blocks": []dict{section("y")}, "metadata": metadata("2")}, true, "2"},
	} {
		ts := s.must("chat.postMessage", full)["ts"]
		c.change["channel"], c.change["ts"] = dm, ts
		s.must("chat.update", c.change)
		message := at(s.must("conversations.history", dict{"channel": dm, "include_all_metadata": "true", "limit": "1"}), "messages", 0)
		if (at(message, "blocks") != nil) != c.blocks || at(message, "metadata", "event_payload", "id") != c.id {
			t.Errorf("%s: the message is %v", name, message)
		}
	}
	ts := s.must("chat.postMessage", full)["ts"]
	s.check(map[string]methodCase{
		"an update to nothing":  {"chat.update", dict{"channel": dm, "ts": ts, "text": "", "blocks": []dict{}}, "no_text"},
		"an update without ts":  {"chat.update", dict{"channel": dm, "text": "x"}, "invalid_arguments [ERROR] missing required field: ts"},
		"51 blocks":             {"chat.update", dict{"channel": dm, "ts": ts, "blocks": repeat(51, dict{"type": "divider"})}, "invalid_blocks [ERROR] no more than 50 items allowed [json-pointer:/blocks]"},
		"blocks no array":       {"chat.update", dict{"channel": dm, "ts": ts, "blocks": dict{}}, "invalid_blocks_format"},
		"attachments no array":  {"chat.postMessage", dict{"channel": dm, "attachments": dict{}}, "invalid_attachments"},
		"blocks in attachments": {"chat.postMessage", dict{"channel": dm, "attachments": []dict{{"blocks": []dict{{"type": "sections"}}}}}, "invalid_blocks [ERROR] unsupported type: sections [json-pointer:/blocks/0/type]"},
		"markdown and blocks":   {"chat.postMessage", dict{"channel": dm, "markdown_text": "x", "blocks": []dict{section("x")}}, "markdown_text_conflict"},
		"metadata that is text": {"chat.postMessage", dict{"channel": dm, "text": "x", "metadata": "job"}, "invalid_metadata_format"},
		"ephemeral of nothing":  {"chat.postEphemeral", dict{"channel": "CIN", "user": ana}, "no_text"},
		"ephemeral to nobody":   {"chat.postEphemeral", dict{"channel": "CIN", "text": "x"}, "invalid_arguments [ERROR] missing required field: user"},
		"ephemeral, archived":   {"chat.postEphemeral", dict{"channel": "COLD", "user": ana, "text": "x"}, "is_archived"},
		"a file upload of old":  {"files.upload", dict{"content": "x"}, "unknown_method"},
	})
}

func TestAUserIDMeansTheBotsDM(t *testing.T) {
	s := start(t, nil)
	if out := s.must("chat.postMessage", dict{"channel": ana, "text": "x"}); out["channel"] != s.dm(ana) {
		t.Errorf("posted to %v, want the DM %v", out["channel"], s.dm(ana))
	}
	opened := at(s.must("conversations.open", dict{"users": ana}), "channel").(dict)
	if len(opened) != 1 {
		t.Errorf("conversations.open tells %v, want the id alone", opened)
	}
}

// TestANameOfItsOwnLeadsToSlackbot: with chat:write.customize a user id is not the bot's DM, and what was posted cannot be updated.
func TestANameOfItsOwnLeadsToSlackbot(t *testing.T) {
	s := start(t, nil)
	post := dict{"channel": ana, "text": "x", "username": "Somebody"}
	if out := s.api("chat.postMessage", post); out["error"] != "missing_scope" || out["needed"] != "chat:write,chat:write.customize" {
		t.Errorf("without the scope: %v", out)
	}
	s = start(t, func(o *slacksim.Options) { o.App.Scopes = append(slices.Clone(allScopes), "chat:write.customize") })
	for _, name := range []string{"username", "icon_url", "icon_emoji"} {
		out := s.must("chat.postMessage", dict{"channel": ana, "text": "x", name: "y"})
		if out["channel"] == s.dm(ana) {
			t.Errorf("%s: posted to the bot's DM", name)
		}
		if got := problem(s.api("chat.update", dict{"channel": out["channel"], "ts": out["ts"], "text": "y"})); got != "channel_not_found" {
			t.Errorf("%s: the update gave %q", name, got)
		}
	}
	if n := len(s.get("users/" + ana + "/messages")["messages"].([]any)); n != 3 {
		t.Errorf("the person sees %d messages", n)
	}
	if out := s.must("chat.postMessage", dict{"channel": "CIN", "text": "x", "username": "y"}); out["channel"] != "CIN" {
		t.Errorf("in a channel: %v", out)
	}
}

// TestTiers holds how many calls of a method are answered at once, and how long the next one has to wait.
func TestTiers(t *testing.T) {
	s := start(t, func(o *slacksim.Options) { o.NoRateLimits = false })
	for method, c := range map[string]struct {
		calls int
		retry string
	}{
		"users.list": {20, "3"}, "conversations.list": {20, "3"},
		"chat.update": {50, "2"}, "chat.scheduleMessage": {50, "2"}, "conversations.open": {50, "2"},
		"views.open": {100, "1"}, "views.push": {100, "1"}, "views.update": {100, "1"}, "views.publish": {100, "1"},
		"users.info": {100, "1"}, "chat.postEphemeral": {100, "1"}, "files.getUploadURLExternal": {100, "1"},
		"chat.postMessage": {300, "1"},
	} {
		for i := range c.calls + 1 {
			form := url.Values{"token": {botToken}}.Encode()
			res, out := s.do(s.request("POST", "/api/"+method, "application/x-www-form-urlencoded", []byte(form)))
			limited := res.StatusCode == http.StatusTooManyRequests
			if limited != (i == c.calls) {
				t.Fatalf("call %d of %s: %s", i+1, method, res.Status)
			}
			if limited && (res.Header.Get("Retry-After") != c.retry || out["error"] != "ratelimited") {
				t.Errorf("%s: Retry-After %q, want %s; %v", method, res.Header.Get("Retry-After"), c.retry, out)
			}
		}
	}
}

// TestAnyMethodCanBeLimited is slack.md 2.6: what apps must be ready for where it hurts.
func TestAnyMethodCanBeLimited(t *testing.T) {
	s := start(t, nil)
	for method, args := range map[string]dict{
		"chat.postMessage": {"channel": ana, "text": "x"},
		"users.list":       {"limit": "10"},
		"views.publish":    {"user_id": ana, "view": home(section("x"))},
	} {
		s.act("faults", dict{"method": method, "kind": "ratelimited", "nth": 2, "retry_after": 30})
		s.must(method, args)
		if out := s.api(method, args); out["error"] != "ratelimited" {
			t.Errorf("the second call of %s: %v", method, out)
		}
		s.must(method, args)
	}
	for _, code := range []string{"token_revoked", "account_inactive", "token_expired", "team_access_not_granted", "org_login_required", "restricted_action"} {
		s.act("faults", dict{"method": "*", "kind": "error", "error": code})
		if out := s.api("chat.postMessage", dict{"channel": ana, "text": "x"}); out["error"] != code {
			t.Errorf("%s: %v", code, out)
		}
	}
}

func TestTheListOfPeopleHoldsEverybody(t *testing.T) {
	s := start(t, func(o *slacksim.Options) {
		o.Users = append(o.Users, slacksim.User{ID: "WGUEST", Name: "guest", RealName: "Gil Guest", IsGuest: true})
	})
	found := map[string]dict{}
	for _, u := range s.must("users.list", dict{"limit": "200"})["members"].([]any) {
		found[at(u, "id").(string)] = u.(dict)
	}
	for id, want := range map[string]dict{
		gone:        {"deleted": true, "tz": nil},
		"USLACKBOT": {"is_bot": true},
		botUser:     {"is_bot": true},
		"WGUEST":    {"is_restricted": true, "is_ultra_restricted": false},
		ben:         {"is_admin": true, "tz": "America/New_York", "locale": nil},
	} {
		for field, value := range want {
			if found[id] == nil || found[id][field] != value {
				t.Errorf("%s of %s is %v, want %v", field, id, found[id][field], value)
			}
		}
	}
	if got := problem(s.api("users.list", dict{"limit": "200", "cursor": "x"})); got != "invalid_cursor" {
		t.Errorf("a false cursor gave %q", got)
	}
	s.must("chat.postMessage", dict{"channel": "WGUEST", "text": "ids may begin with W"})
}

func TestMoreFileLimits(t *testing.T) {
	s := start(t, nil)
	ready := func() any {
		announced := s.must("files.getUploadURLExternal", dict{"filename": "a.txt", "length": "1"})
		s.do(s.request("POST", announced["upload_url"].(string), "", []byte("x")))
		return []dict{{"id": announced["file_id"]}}
	}
	channels := func(n int) string { return strings.Join(repeat(n, s.dm(ana)), ",") }
	s.check(map[string]methodCase{
		"alt text of 1000":  {"files.getUploadURLExternal", dict{"filename": "x", "length": "1", "alt_txt": strings.Repeat("é", 1000)}, ""},
		"alt text of 1001":  {"files.getUploadURLExternal", dict{"filename": "x", "length": "1", "alt_txt": strings.Repeat("é", 1001)}, "alt_txt_too_large"},
		"a snippet of 1 MB": {"files.getUploadURLExternal", dict{"filename": "x", "length": "1048576", "snippet_type": "text"}, ""},
		"100 channels":      {"files.completeUploadExternal", dict{"files": ready(), "channels": channels(100)}, ""},
		"101 channels":      {"files.completeUploadExternal", dict{"files": ready(), "channels": channels(101)}, "invalid_arguments [ERROR] no more than 100 items allowed [json-pointer:/channels]"},
		"to a user id":      {"files.completeUploadExternal", dict{"files": ready(), "channel_id": ana}, "channel_not_found"},
		"files that are no": {"files.completeUploadExternal", dict{"files": "x"}, "invalid_arguments [ERROR] must provide an array [json-pointer:/files]"},
	})
}

// TestAPictureNotYetProcessed: an upload used in blocks at once can fail; a fault makes it so.
func TestAPictureNotYetProcessed(t *testing.T) {
	s := start(t, nil)
	announced := s.must("files.getUploadURLExternal", dict{"filename": "a.png", "length": "1"})
	s.do(s.request("POST", announced["upload_url"].(string), "", []byte("x")))
	id := announced["file_id"].(string)
	s.must("files.completeUploadExternal", dict{"files": []dict{{"id": id}}})
	s.act("faults", dict{"kind": "image", "image": id})
	post := dict{"channel": ana, "text": "x", "blocks": []dict{{"type": "image", "alt_text": "A", "slack_file": dict{"id": id}}}}
	if got := problem(s.api("chat.postMessage", post)); got != "invalid_blocks [ERROR] invalid slack file [json-pointer:/blocks/0/slack_file]" {
		t.Errorf("at once: %q", got)
	}
	s.must("chat.postMessage", post)
}
