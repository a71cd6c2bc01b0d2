package slacksim_test

import (
	"net/http"
	"strings"
	"testing"
)

// What slack.md 1.2 says of views, as far as no other test holds it.

func TestMoreViewLimits(t *testing.T) {
	s, a := start(t, nil), newApp(t)
	s.connect(a, 1)
	x := func(n int) string { return strings.Repeat("é", n) }
	base := modal(section("x"))
	withoutTitle := with(base, "title", nil)
	delete(withoutTitle, "title")
	withoutSubmit := with(modal(textInput("b", "a")), "submit", nil)
	delete(withoutSubmit, "submit")
	const bad = "invalid_arguments [ERROR] "
	for name, c := range map[string]struct {
		view dict
		want string
	}{
		"no title":             {withoutTitle, bad + "missing required field: title [json-pointer:/view]"},
		"submit of 24":         {with(base, "submit", plain(x(24))), ""},
		"submit of 25":         {with(base, "submit", plain(x(25))), bad + "must be less than 25 characters [json-pointer:/view/submit/text]"},
		"close of 24":          {with(base, "close", plain(x(24))), ""},
		"close of 25":          {with(base, "close", plain(x(25))), bad + "must be less than 25 characters [json-pointer:/view/close/text]"},
		"external_id of 255":   {with(base, "external_id", x(255)), ""},
		"external_id of 256":   {with(base, "external_id", x(256)), bad + "must be less than 256 characters [json-pointer:/view/external_id]"},
		"input, no submit":     {withoutSubmit, bad + "must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/0/input]"},
		"250,000 bytes":        {sized(t, 250_000), ""},
		"a byte more":          {sized(t, 250_001), "view_too_large"},
		"a title in mrkdwn":    {with(base, "title", dict{"type": "mrkdwn", "text": "x"}), bad + "failed to match all allowed schemas [json-pointer:/view/title]"},
		"an unknown property":  {with(base, "size", "large"), bad + "invalid additional property: size [json-pointer:/view]"},
		"a flag that is text":  {with(base, "clear_on_close", "yes"), bad + "must provide a boolean [json-pointer:/view/clear_on_close]"},
		"an emoji is one":      {with(base, "title", plain(strings.Repeat("🎉", 24))), ""},
		"and not two or three": {with(base, "title", plain(strings.Repeat("🎉", 25))), bad + "must be less than 25 characters [json-pointer:/view/title/text]"},
	} {
		if got := problem(s.api("views.open", dict{"trigger_id": s.trigger(a, ana), "view": c.view})); got != c.want {
			t.Errorf("%s gave %q, want %q", name, got, c.want)
		}
	}
}

// sized is a modal of exactly so many bytes of JSON.
func sized(t *testing.T, size int) dict {
	t.Helper()
	view := modal(repeat(84, section(strings.Repeat("x", 2900)))...)
	blocks := view["blocks"].([]dict)
	missing := size - len(marshal(t, view))
	for i := 0; missing > 0; i++ {
		more := min(missing, 100)
		blocks[i] = section(strings.Repeat("x", 2900+more))
		missing -= more
	}
	if got := len(marshal(t, view)); got != size {
		t.Fatalf("a view of %d bytes, want %d", got, size)
	}
	return view
}

func TestAHomeHasItsLimitsToo(t *testing.T) {
	s := start(t, nil)
	for name, c := range map[string]struct {
		view dict
		want string
	}{
		"100 blocks":         {home(repeat(100, dict{"type": "divider"})...), ""},
		"101 blocks":         {home(repeat(101, dict{"type": "divider"})...), "invalid_arguments [ERROR] no more than 100 items allowed [json-pointer:/view/blocks]"},
		"metadata of 3001":   {with(home(), "private_metadata", strings.Repeat("x", 3001)), "invalid_arguments [ERROR] must be less than 3001 characters [json-pointer:/view/private_metadata]"},
		"with a title":       {with(home(section("x")), "title", plain("x")), "invalid_arguments [ERROR] invalid additional property: title [json-pointer:/view]"},
		"an input in a Home": {home(textInput("b", "a")), "invalid_arguments [ERROR] unsupported type: input (input blocks are for modals) [json-pointer:/view/blocks/0/type]"},
	} {
		if got := problem(s.api("views.publish", dict{"user_id": ana, "view": c.view})); got != c.want {
			t.Errorf("%s gave %q, want %q", name, got, c.want)
		}
	}
	if got := problem(s.api("views.publish", dict{"user_id": ben, "hash": "1.abc", "view": home(section("x"))})); got != "hash_conflict" {
		t.Errorf("a hash where nothing was published gave %q", got)
	}
}

func TestEveryChangeOfAViewHasANewHash(t *testing.T) {
	s, a := start(t, nil), newApp(t)
	s.connect(a, 1)
	view := modal(button("b", "press", "1"))
	opened := s.must("views.open", dict{"trigger_id": s.trigger(a, ana), "view": view})
	id, first := at(opened, "view", "id"), at(opened, "view", "hash")
	second := at(s.must("views.update", dict{"view_id": id, "hash": first, "view": view}), "view", "hash")
	if first == second || first == "" {
		t.Errorf("hashes %v, then %v", first, second)
	}
	s.act("click", dict{"user": ana, "view_id": id, "action_id": "press"})
	clicked := at(a.next().payload, "view", "hash")
	if got := problem(s.api("views.update", dict{"view_id": id, "hash": clicked, "view": view})); got != "" {
		t.Errorf("the hash of the click gave %q", got)
	}
	if got := problem(s.api("views.update", dict{"view_id": id, "hash": clicked, "view": view})); got != "hash_conflict" {
		t.Errorf("the same hash again gave %q", got)
	}
}

func TestCancelOfAViewWithClearOnCloseClosesAll(t *testing.T) {
	s, a := start(t, nil), newApp(t)
	s.connect(a, 1)
	root := s.opened(a, ana, with(modal(button("b", "press", "1")), "notify_on_close", true))
	s.act("click", dict{"user": ana, "view_id": root, "action_id": "press"})
	pushed := s.must("views.push", dict{"trigger_id": a.next().payload["trigger_id"],
		"view": with(modal(section("x")), "clear_on_close", true)})
	s.act("close", dict{"user": ana, "view_id": at(pushed, "view", "id")})
	if got := a.next().payload; got["type"] != "view_closed" || got["is_cleared"] != true || at(got, "view", "id") != root {
		t.Errorf("the app got %v", got)
	}
	if open := s.get("users/" + ana + "/view")["view"]; open != nil {
		t.Errorf("still open: %v", open)
	}
}

func TestAnExternalIDFindsAViewPushedByAnAcknowledgement(t *testing.T) {
	s, a := start(t, nil), newApp(t)
	s.connect(a, 1)
	view := s.opened(a, ana, modal(textInput("b", "a")))
	pushed := with(modal(section("x")), "external_id", "deeper")
	a.says(string(marshal(t, dict{"response_action": "push", "view": pushed})))
	s.act("submit", dict{"user": ana, "view_id": view, "values": dict{"b": dict{"a": "x"}}})
	s.must("views.update", dict{"external_id": "deeper", "view": pushed})
}

// What slack.md 1.5 says of elements where people act.

func TestAnExternalSelectAsksFromThreeCharactersOn(t *testing.T) {
	s, a := start(t, nil), newApp(t)
	s.connect(a, 1)
	pick := dict{"type": "actions", "block_id": "b", "elements": []dict{{"type": "external_select", "action_id": "who"}}}
	ts := s.must("chat.postMessage", dict{"channel": ana, "text": "x", "blocks": []dict{pick}})["ts"]
	ask := func(query string) dict {
		return s.control("POST", "suggest", dict{"user": ana, "message_ts": ts, "action_id": "who", "query": query})
	}
	if out := ask("än"); out["error"] != "query_too_short" {
		t.Errorf("two characters gave %v", out)
	}
	options := []dict{}
	for range 100 {
		options = append(options, dict{"text": plain("x"), "value": "x"})
	}
	a.says(string(marshal(t, dict{"options": options})))
	if out := ask("äna"); at(out, "app", "status") != "ok" {
		t.Errorf("100 options gave %v", at(out, "app"))
	}
	a.next()
	a.says(string(marshal(t, dict{"options": append(options, options[0])})))
	if out := ask("äna"); at(out, "app", "status") != "error" {
		t.Errorf("101 options gave %v", at(out, "app"))
	}
	a.next()
	a.says(string(marshal(t, dict{"option_groups": []dict{{"label": plain("G"), "options": options}}})))
	if out := ask("äna"); at(out, "option_groups", 0, "label", "text") != "G" {
		t.Errorf("groups gave %v", out)
	}
}

func TestBotsCanBeChosenInAUserMenu(t *testing.T) {
	s, a := start(t, nil), newApp(t)
	s.connect(a, 1)
	pick := dict{"type": "actions", "block_id": "b", "elements": []dict{{"type": "users_select", "action_id": "who"}}}
	ts := s.must("chat.postMessage", dict{"channel": ana, "text": "x", "blocks": []dict{pick}})["ts"]
	s.act("click", dict{"user": ana, "message_ts": ts, "action_id": "who", "value": "USLACKBOT"})
	got := a.next().payload
	if at(got, "actions", 0, "selected_user") != "USLACKBOT" || at(got, "state", "values", "b", "who", "selected_user") != "USLACKBOT" {
		t.Errorf("the app got %v", got)
	}
	s.act("click", dict{"user": ana, "message_ts": ts, "action_id": "who", "value": nil})
	cleared, there := at(a.next().payload, "state", "values", "b", "who").(dict)["selected_user"]
	if cleared != nil || !there {
		t.Errorf("a cleared menu reports %v", cleared)
	}
}

// TestErrorTexts holds slack.md 1.13: the texts as quoted in public, the summary in errors, and where they point in messages
// and views.
func TestErrorTexts(t *testing.T) {
	s := start(t, nil)
	menu := dict{"type": "static_select", "action_id": "v", "options": []dict{{"text": plain("x"), "value": "x"}}, "initial_option": nil}
	fields := dict{"type": "section", "fields": repeat(11, plain("x"))}
	twice := dict{"type": "actions", "elements": []dict{
		{"type": "button", "action_id": "x", "text": plain("1")}, {"type": "button", "action_id": "x", "text": plain("2")}}}
	disabled := button("b", "x", "1")
	disabled["elements"].([]dict)[0]["disabled"] = true
	for want, block := range map[string]dict{
		"failed to match all allowed schemas [json-pointer:%s/0/text]":                                                 {"type": "section", "text": dict{"type": "markdown", "text": "x"}},
		"must be less than 3001 characters [json-pointer:%s/0/text/text]":                                              section(strings.Repeat("x", 3001)),
		"no more than 10 items allowed [json-pointer:%s/0/fields]":                                                     fields,
		"must define either `text` or `fields` [json-pointer:%s/0/type]":                                               {"type": "section"},
		"must provide an object [json-pointer:%s/0/accessory/initial_option]":                                          {"type": "section", "text": plain("x"), "accessory": menu},
		"unsupported type: sections [json-pointer:%s/0/type]":                                                          {"type": "sections"},
		"invalid additional property: disabled [json-pointer:%s/0/elements/0]":                                         disabled,
		"`action_id` \"x\" already exists [json-pointer:%s/0/elements/1/action_id]":                                    twice,
		"downloading image failed [json-pointer:%s/0/image_url]":                                                       image("http://10.0.0.1/a.png"),
		"missing required field: alt_text [json-pointer:%s/0]":                                                         {"type": "image", "image_url": "https://avatars.slack-edge.com/a.png"},
		"unsupported type: carousel [json-pointer:%s/0/type]":                                                          {"type": "carousel"},
		"unsupported type: plan [json-pointer:%s/0/type]":                                                              {"type": "plan"},
		"unsupported type: alert [json-pointer:%s/0/type]":                                                             {"type": "alert"},
		"unsupported type: card [json-pointer:%s/0/type]":                                                              {"type": "card"},
		"unsupported type: container [json-pointer:%s/0/type]":                                                         {"type": "container"},
		"unsupported type: layout [json-pointer:%s/0/type]":                                                            {"type": "layout"},
		"unsupported type: task_card [json-pointer:%s/0/type]":                                                         {"type": "task_card"},
		"unsupported type: data_table [json-pointer:%s/0/type]":                                                        {"type": "data_table"},
		"unsupported type: plain_text_input [json-pointer:%s/0/elements/0/type]":                                       {"type": "actions", "elements": []dict{{"type": "plain_text_input"}}},
		"must be less than 256 characters [json-pointer:%s/0/block_id]":                                                {"type": "divider", "block_id": strings.Repeat("x", 256)},
		"no fewer than 1 items allowed [json-pointer:%s/0/elements]":                                                   {"type": "context", "elements": []dict{}},
		"must be less than 76 characters [json-pointer:%s/0/elements/0/text/text]":                                     {"type": "actions", "elements": []dict{{"type": "button", "text": plain(strings.Repeat("x", 76))}}},
		"must be less than 2001 characters [json-pointer:%s/0/elements/0/value]":                                       {"type": "actions", "elements": []dict{{"type": "button", "text": plain("x"), "value": strings.Repeat("x", 2001)}}},
		"must provide an array [json-pointer:%s/0/elements]":                                                           {"type": "actions", "elements": "x"},
		"must be a valid URL [json-pointer:%s/0/image_url]":                                                            image("javascript:alert(1)"),
		"must define either `image_url` or `slack_file` [json-pointer:%s/0]":                                           {"type": "image", "alt_text": "x"},
		"no more than 5 items allowed [json-pointer:%s/0/accessory/options]":                                           {"type": "section", "text": plain("x"), "accessory": dict{"type": "overflow", "options": repeat(6, dict{"text": plain("x"), "value": "x"})}},
		"no more than 25 items allowed [json-pointer:%s/0/elements]":                                                   {"type": "actions", "elements": repeat(26, dict{"type": "button", "text": plain("x")})},
		"must be less than 151 characters [json-pointer:%s/0/text/text]":                                               {"type": "header", "text": plain(strings.Repeat("x", 151))},
		"must be less than 2001 characters [json-pointer:%s/0/alt_text]":                                               {"type": "image", "alt_text": strings.Repeat("x", 2001), "image_url": "https://avatars.slack-edge.com/a.png"},
		"unsupported type: file (appears only when messages are read; an app cannot send it) [json-pointer:%s/0/type]": {"type": "file"},
	} {
		inMessage := s.api("chat.postMessage", dict{"channel": ana, "text": "x", "blocks": []dict{block}})
		inView := s.api("views.publish", dict{"user_id": ana, "view": home(block)})
		for code, out := range map[string]dict{"invalid_blocks": inMessage, "invalid_arguments": inView} {
			root := map[string]string{"invalid_blocks": "/blocks", "invalid_arguments": "/view/blocks"}[code]
			text := strings.ReplaceAll(want, "%s", root)
			if got := problem(out); got != code+" [ERROR] "+text {
				t.Errorf("got %q, want %s %q", got, code, text)
			}
			if errors, _ := out["errors"].([]any); len(errors) == 0 || errors[len(errors)-1] != text {
				t.Errorf("errors are %v, want %q", out["errors"], text)
			}
		}
	}
}

func TestReadMethodsTakeGET(t *testing.T) {
	s := start(t, nil)
	req := s.request("GET", "/api/users.info?user="+ana, "", nil)
	req.Header.Set("Authorization", "Bearer "+botToken)
	if res, out := s.do(req); res.StatusCode != http.StatusOK || out["ok"] != true {
		t.Errorf("users.info by GET: %s %v", res.Status, out)
	}
}
