package blockkit_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"mentorbot/slacksim/blockkit"
)

// TestRefusals shows what is refused besides lengths, with Slack's words and pointers.
func TestRefusals(t *testing.T) {
	const at = "/view/blocks/0"
	menu := m{"type": "static_select", "options": options(2)}
	tests := map[string]struct {
		blocks l
		want   []string
	}{
		"unknown block":            {l{m{"type": "sections"}}, []string{"unsupported type: sections @ " + at + "/type"}},
		"unknown element":          {l{actions(m{"type": "knob"})}, []string{"unsupported type: knob @ " + at + "/elements/0/type"}},
		"block without type":       {l{m{"text": "x"}}, []string{"missing required field: type @ " + at}},
		"type that is no text":     {l{m{"type": 1}}, []string{"must provide a string @ " + at + "/type"}},
		"number for an id":         {l{section("block_id", 7)}, []string{"must provide a string @ " + at + "/block_id"}},
		"number for a style":       {l{actions(button("style", 7))}, []string{"must provide a string @ " + at + "/elements/0/style"}},
		"elements no array":        {l{m{"type": "context", "elements": m{}}}, []string{"must provide an array @ " + at + "/elements"}},
		"block that is null":       {l{nil}, []string{"must provide an object @ " + at}},
		"newer block":              {l{m{"type": "alert"}}, []string{"unsupported type: alert @ " + at + "/type"}},
		"file block":               {l{m{"type": "file"}}, []string{"unsupported type: file (appears only when messages are read; an app cannot send it) @ " + at + "/type"}},
		"section of nothing":       {l{section("text", nil)}, []string{"must define either `text` or `fields` @ " + at + "/type"}},
		"unknown property":         {l{actions(button("disabled", true))}, []string{"invalid additional property: disabled @ " + at + "/elements/0"}},
		"text of unknown type":     {l{section("text", m{"type": "markdown", "text": "x"})}, []string{noMatch + at + "/text"}},
		"text that is a string":    {l{section("text", "x")}, []string{"must provide an object @ " + at + "/text"}},
		"mrkdwn in a header":       {l{m{"type": "header", "text": mrkdwn("x")}}, []string{noMatch + at + "/text"}},
		"emoji flag on mrkdwn":     {l{section("text", set(mrkdwn("x"), "emoji", true))}, []string{noMatch + at + "/text", "invalid additional property: emoji @ " + at + "/text"}},
		"mrkdwn option in a menu":  {l{section("accessory", set(menu, "options", l{set(option("a"), "text", mrkdwn("x"))}))}, []string{noMatch + at + "/accessory/options/0/text"}},
		"url on a menu option":     {l{section("accessory", set(menu, "options", l{set(option("a"), "url", "https://example.org")}))}, []string{"invalid additional property: url @ " + at + "/accessory/options/0"}},
		"option without value":     {l{section("accessory", set(menu, "options", l{m{"text": plain("x")}}))}, []string{"missing required field: value @ " + at + "/accessory/options/0"}},
		"null initial option":      {l{input(set(menu, "initial_option", json.RawMessage("null")))}, []string{"must provide an object @ " + at + "/element/initial_option"}},
		"initial option differs":   {l{input(set(menu, "initial_option", set(option("a"), "text", plain("Other"))))}, []string{"must be one of the provided options @ " + at + "/element/initial_option"}},
		"initial options differ":   {l{input(m{"type": "checkboxes", "options": options(2), "initial_options": l{option("a"), option("z")}})}, []string{"must be one of the provided options @ " + at + "/element/initial_options"}},
		"more initial than may be": {l{input(m{"type": "multi_static_select", "options": options(3), "max_selected_items": 1, "initial_options": options(2)})}, []string{"no more than 1 items allowed @ " + at + "/element/initial_options"}},
		"options and groups":       {l{input(set(menu, "option_groups", l{m{"label": plain("G"), "options": options(1)}}))}, []string{"must define either `options` or `option_groups`, not both @ " + at + "/element"}},
		"no options":               {l{input(m{"type": "static_select"})}, []string{"must define either `options` or `option_groups` @ " + at + "/element"}},
		"image without alt text":   {l{m{"type": "image", "image_url": "https://example.org/a.png"}}, []string{"missing required field: alt_text @ " + at}},
		"image without source":     {l{m{"type": "image", "alt_text": "Alt"}}, []string{"must define either `image_url` or `slack_file` @ " + at}},
		"style":                    {l{actions(button("style", "default"))}, []string{"must be a valid enum value @ " + at + "/elements/0/style"}},
		"two primary buttons":      {l{actions(button("style", "primary"), button("style", "primary"))}, []string{"no more than 1 `primary` button allowed in a set @ " + at + "/elements/1/style"}},
		"action id twice":          {l{actions(button("action_id", "x"), button("action_id", "x"))}, []string{"`action_id` \"x\" already exists @ " + at + "/elements/1/action_id"}},
		"block id twice":           {l{section("block_id", "b"), section("block_id", "b")}, []string{"`block_id` \"b\" already exists @ /view/blocks/1/block_id"}},
		"files dispatched": {l{input(m{"type": "file_input"}, "dispatch_action", true)},
			[]string{"unsupported type: file_input @ /view/blocks/0/element/type"}},
		"two in focus": {l{input(m{"type": "plain_text_input", "focus_on_load": true}), input(m{"type": "datepicker", "focus_on_load": true})},
			[]string{"only one element can have `focus_on_load` set to true @ /view/blocks/1/element/focus_on_load"}},
		"text input in a section":   {l{section("accessory", m{"type": "plain_text_input"})}, []string{"unsupported type: plain_text_input @ " + at + "/accessory/type"}},
		"button in an input":        {l{input(button())}, []string{"unsupported type: button @ " + at + "/element/type"}},
		"multi-select in actions":   {l{actions(m{"type": "multi_users_select"})}, []string{"unsupported type: multi_users_select @ " + at + "/elements/0/type"}},
		"number without decimals":   {l{input(m{"type": "number_input"})}, []string{"missing required field: is_decimal_allowed @ " + at + "/element"}},
		"bounds as numbers":         {l{input(m{"type": "number_input", "is_decimal_allowed": false, "min_value": 1})}, []string{"must provide a string @ " + at + "/element/min_value"}},
		"bounds in wrong order":     {l{input(m{"type": "number_input", "is_decimal_allowed": true, "min_value": "2.5", "max_value": "1"})}, []string{"must be less than or equal to `max_value` @ " + at + "/element/min_value"}},
		"number outside its bounds": {l{input(m{"type": "number_input", "is_decimal_allowed": false, "min_value": "2", "initial_value": "1"})}, []string{"must be greater than or equal to `min_value` @ " + at + "/element/initial_value"}},
		"decimal not allowed":       {l{input(m{"type": "number_input", "is_decimal_allowed": false, "initial_value": "1.5"})}, []string{"must be a whole number as `is_decimal_allowed` is false @ " + at + "/element/initial_value"}},
		"text under its least":      {l{input(m{"type": "plain_text_input", "min_length": 3, "initial_value": "ab"})}, []string{"must be more than 2 characters @ " + at + "/element/initial_value"}},
		"text over its most":        {l{input(m{"type": "plain_text_input", "max_length": 3, "initial_value": "abcd"})}, []string{"must be less than 4 characters @ " + at + "/element/initial_value"}},
		"least over most":           {l{input(m{"type": "plain_text_input", "min_length": 4, "max_length": 3})}, []string{"must be less than or equal to `max_length` @ " + at + "/element/min_length"}},
		"date of no month":          {l{input(m{"type": "datepicker", "initial_date": "2026-13-01"})}, []string{"must be a valid date in the form YYYY-MM-DD @ " + at + "/element/initial_date"}},
		"time of one digit":         {l{input(m{"type": "timepicker", "initial_time": "9:00"})}, []string{"must be a valid time in the form HH:mm @ " + at + "/element/initial_time"}},
		"zone that is none":         {l{input(m{"type": "timepicker", "timezone": "Mars/Olympus"})}, []string{"must be a valid IANA time zone @ " + at + "/element/timezone"}},
		"date and time as text":     {l{input(m{"type": "datetimepicker", "initial_date_time": "1700000000"})}, []string{"must provide an integer @ " + at + "/element/initial_date_time"}},
		"optional as text":          {l{input(m{"type": "datepicker"}, "optional", "yes")}, []string{"must provide a boolean @ " + at + "/optional"}},
		"response url in actions":   {l{actions(m{"type": "channels_select", "response_url_enabled": true})}, []string{"`response_url_enabled` can only be used in an `input` block in modals @ " + at + "/elements/0/response_url_enabled"}},
		"empty filter":              {l{input(m{"type": "conversations_select", "filter": m{}})}, []string{"must define at least one property @ " + at + "/element/filter"}},
		"link to a script":          {l{actions(button("url", "javascript:alert(1)"))}, []string{"must be a valid URL @ " + at + "/elements/0/url"}},
		"two faults":                {l{m{"type": "header"}, section("text", nil)}, []string{"missing required field: text @ " + at, "must define either `text` or `fields` @ /view/blocks/1/type"}},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) { expect(t, checkModal(t, tc.blocks), tc.want...) })
	}
}

// TestSameIDElsewhere shows that action ids need to be unique in their block only.
func TestSameIDElsewhere(t *testing.T) {
	expect(t, checkModal(t, l{actions(button("action_id", "x")), actions(button("action_id", "x"))}))
}

// TestSurfaces shows where an input block may stand.
func TestSurfaces(t *testing.T) {
	blocks := raw(t, l{input(m{"type": "plain_text_input"})})
	const reason = "unsupported type: input (input blocks are for modals) @ "
	expect(t, blockkit.CheckBlocks(blocks, blockkit.SurfaceMessage, "/blocks"), reason+"/blocks/0/type")
	expect(t, blockkit.CheckBlocks(blocks, blockkit.SurfaceHome, "/view/blocks"), reason+"/view/blocks/0/type")
	expect(t, blockkit.CheckView(raw(t, modal(l{m{"type": "divider"}, input(m{"type": "datepicker"})}, "submit", nil))),
		"must define `submit` to use an `input` block in modals @ /view/blocks/1/input")
}

// TestViews shows what is refused of a view as a whole.
func TestViews(t *testing.T) {
	home := m{"type": "home", "blocks": l{section()}}
	tests := map[string]struct {
		view any
		want []string
	}{
		"modal":               {modal(l{section()}), nil},
		"home":                {home, nil},
		"empty home":          {m{"type": "home", "blocks": l{}}, nil},
		"modal without title": {modal(l{}, "title", nil), []string{"missing required field: title @ /view"}},
		"view without blocks": {modal(nil, "blocks", nil), []string{"missing required field: blocks @ /view"}},
		"view without type":   {m{"blocks": l{}}, []string{"missing required field: type @ /view"}},
		"unknown view":        {m{"type": "panel"}, []string{"unsupported type: panel @ /view/type"}},
		"home with title":     {set(home, "title", plain("x")), []string{"invalid additional property: title @ /view"}},
		"id of a stored view": {modal(l{}, "id", "V1"), []string{"invalid additional property: id @ /view"}},
		"no object":           {"modal", []string{"must provide an object @ /view"}},
		"blocks no array":     {modal(nil, "blocks", m{}), []string{"must provide an array @ /view/blocks"}},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) { expect(t, blockkit.CheckView(raw(t, tc.view)), tc.want...) })
	}
}

// TestNotJSON shows that broken JSON is refused and nothing worse.
func TestNotJSON(t *testing.T) {
	for _, broken := range []string{"", "{", "[]]", "[] []", "null", `"x"`} {
		expect(t, blockkit.CheckBlocks(json.RawMessage(broken), blockkit.SurfaceMessage, "/blocks"), "must provide an array @ /blocks")
	}
	expect(t, blockkit.CheckView(json.RawMessage("{")), "must provide an object @ /view")
}

// TestEverythingAccepted shows that every block and element, with all its properties, is accepted.
func TestEverythingAccepted(t *testing.T) {
	confirm := m{"title": plain("Sure?"), "text": mrkdwn("Really"), "confirm": plain("Yes"), "deny": plain("No"), "style": "danger"}
	menu := func(kind string, pairs ...any) m {
		return set(m{"type": kind, "action_id": kind, "placeholder": plain("Pick"), "confirm": confirm}, pairs...)
	}
	grouped := l{m{"label": plain("G"), "options": options(3)}}
	image := m{"type": "image", "alt_text": "Alt", "image_url": "https://example.org/a.png"}
	selects := l{
		menu("static_select", "options", options(100), "initial_option", option("a")),
		menu("external_select", "min_query_length", 0, "initial_option", option("far")),
		menu("users_select", "initial_user", "U1"),
		menu("conversations_select", "initial_conversation", "C1", "default_to_current_conversation", true,
			"filter", m{"include": l{"im", "mpim", "private", "public"}, "exclude_bot_users": true, "exclude_external_shared_channels": true}),
		menu("channels_select", "initial_channel", "C1"),
	}
	multis := l{
		menu("multi_static_select", "option_groups", grouped, "initial_options", options(2), "max_selected_items", 2),
		menu("multi_external_select", "min_query_length", 3, "initial_options", options(1)),
		menu("multi_users_select", "initial_users", l{"U1"}, "max_selected_items", 1),
		menu("multi_conversations_select", "initial_conversations", l{"C1"}, "filter", m{"include": l{"im"}}),
		menu("multi_channels_select", "initial_channels", l{"C1", "C2"}),
	}
	pickers := l{
		menu("datepicker", "initial_date", "2026-02-28"),
		menu("timepicker", "initial_time", "23:59", "timezone", "Europe/Paris"),
		menu("checkboxes", "placeholder", nil, "options", l{m{"text": mrkdwn("*a*"), "value": "a", "description": mrkdwn("b")}}),
		menu("radio_buttons", "placeholder", nil, "options", options(10), "initial_option", option("b")),
	}
	pressed := l{
		button("action_id", "go", "value", "v", "url", "https://example.org", "style", "primary", "confirm", confirm, "accessibility_label", "Go"),
		m{"type": "overflow", "action_id": "more", "confirm": confirm, "options": l{set(option("a"), "url", "https://example.org", "description", plain("d")), option("b")}},
	}
	clock := menu("datetimepicker", "placeholder", nil, "initial_date_time", 1_800_000_000)
	typing := m{"trigger_actions_on": l{"on_enter_pressed", "on_character_entered"}}
	written := l{
		m{"type": "plain_text_input", "action_id": "t", "multiline": true, "min_length": 1, "max_length": 5, "initial_value": "abcde", "placeholder": plain("p"), "dispatch_action_config": typing, "focus_on_load": true},
		m{"type": "email_text_input", "initial_value": "a@example.org", "placeholder": plain("p"), "dispatch_action_config": typing},
		m{"type": "url_text_input", "initial_value": "https://example.org"},
		m{"type": "number_input", "is_decimal_allowed": true, "initial_value": "1.5", "min_value": "-1", "max_value": "2"},
		m{"type": "file_input", "action_id": "f", "filetypes": l{"pdf"}, "max_files": 3},
	}
	blocks := l{
		section("block_id", "s", "text", set(mrkdwn("x"), "verbatim", true), "fields", l{plain("a"), mrkdwn("b")}, "expand", true, "accessory", image),
		m{"type": "header", "block_id": "h", "text": set(plain("x"), "emoji", true)},
		m{"type": "context", "elements": l{image, plain("a"), mrkdwn("b")}},
		m{"type": "divider", "block_id": "d"},
		set(image, "title", plain("t"), "block_id", "i"),
		m{"type": "image", "alt_text": "a", "slack_file": m{"id": "F1"}},
		richText(),
		actions(append(append(append(l{}, selects...), pickers...), pressed[0], clock)...),
	}
	for _, el := range append(append(append(append(l{}, selects...), multis...), pickers...), pressed...) {
		blocks = append(blocks, section("accessory", el))
	}
	expect(t, blockkit.CheckBlocks(raw(t, blocks), blockkit.SurfaceMessage, "/blocks"))
	expect(t, blockkit.CheckBlocks(raw(t, blocks), blockkit.SurfaceHome, "/view/blocks"))
	for i, el := range append(append(append(append(l{clock}, selects...), multis...), pickers...), written...) {
		dispatched := el.(m)["type"] != "file_input"
		blocks = append(blocks, input(el.(m), "block_id", fmt.Sprint("in", i), "hint", plain("h"), "optional", true, "dispatch_action", dispatched))
	}
	blocks = append(blocks, input(m{"type": "channels_select", "response_url_enabled": true}))
	expect(t, checkModal(t, blocks))
}

func richText() m {
	style := m{"bold": true, "italic": true, "strike": true, "code": true}
	runs := l{
		m{"type": "text", "text": "x", "style": style},
		m{"type": "link", "url": "https://example.org", "text": "here"},
		m{"type": "user", "user_id": "U1"},
		m{"type": "usergroup", "usergroup_id": "S1"},
		m{"type": "channel", "channel_id": "C1"},
		m{"type": "emoji", "name": "wave"},
		m{"type": "broadcast", "range": "here"},
		m{"type": "color", "value": "#aabbcc"},
		m{"type": "date", "timestamp": 1_700_000_000, "format": "{date}", "fallback": "then"},
	}
	part := m{"type": "rich_text_section", "elements": runs}
	return m{"type": "rich_text", "block_id": "r", "elements": l{
		part,
		m{"type": "rich_text_quote", "elements": runs, "border": 1},
		m{"type": "rich_text_preformatted", "elements": l{m{"type": "text", "text": "x"}}},
		m{"type": "rich_text_list", "style": "ordered", "indent": 1, "offset": 2, "elements": l{part}},
	}}
}
