package blockkit_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mentorbot/slacksim/blockkit"
)

func TestFindElement(t *testing.T) {
	blocks := raw(t, l{
		set(actions(button("action_id", "go"), button("action_id", "only")), "block_id", "one"),
		section("block_id", "two", "accessory", button("action_id", "go")),
		input(m{"type": "plain_text_input", "action_id": "why"}, "block_id", "three", "optional", true, "dispatch_action", true),
		section("block_id", "four", "accessory", m{"type": "image", "action_id": "pic", "alt_text": "a", "image_url": "https://example.org/a"}),
	})
	tests := map[string]struct {
		block, action string
		want          string // block found, empty when none
	}{
		"by both":               {"one", "go", "one"},
		"accessory":             {"two", "go", "two"},
		"by action, one holder": {"", "only", "one"},
		"by action, two":        {"", "go", ""},
		"wrong block":           {"two", "only", ""},
		"an image":              {"four", "pic", ""},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			el, ok := blockkit.FindElement(blocks, tc.block, tc.action)
			if ok != (tc.want != "") || el.BlockID != tc.want {
				t.Errorf("found %v in %q, want block %q", ok, el.BlockID, tc.want)
			}
		})
	}
	el, _ := blockkit.FindElement(blocks, "three", "why")
	el.Raw = nil
	want := blockkit.Element{BlockID: "three", ActionID: "why", Type: "plain_text_input", InInput: true, Dispatch: true, Optional: true, Label: "Label"}
	if diff := cmp.Diff(want, el); diff != "" {
		t.Errorf("element (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]blockkit.Element{want}, blockkit.Inputs(blocks), ignoreRaw); diff != "" {
		t.Errorf("inputs (-want +got):\n%s", diff)
	}
}

var ignoreRaw = cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".Raw" }, cmp.Ignore())

// TestInitialState shows what Slack reports of a form that nobody has touched.
func TestInitialState(t *testing.T) {
	field := func(id string, el m) m { return input(set(el, "action_id", "a"), "block_id", id) }
	blocks := raw(t, l{
		field("text", m{"type": "plain_text_input"}),
		field("filled", m{"type": "plain_text_input", "initial_value": "x"}),
		field("number", m{"type": "number_input", "is_decimal_allowed": false, "initial_value": "3"}),
		field("select", m{"type": "static_select", "options": options(2)}),
		field("chosen", m{"type": "static_select", "options": options(2), "initial_option": option("b")}),
		field("boxes", m{"type": "checkboxes", "options": options(2)}),
		field("ticked", m{"type": "checkboxes", "options": options(2), "initial_options": options(1)}),
		field("people", m{"type": "multi_users_select"}),
		field("date", m{"type": "datepicker", "initial_date": "2026-01-02"}),
		field("time", m{"type": "timepicker", "timezone": "Europe/Paris"}),
		field("instant", m{"type": "datetimepicker", "initial_date_time": 1_800_000_000}),
		field("files", m{"type": "file_input"}),
		set(actions(button("action_id", "go"), m{"type": "users_select", "action_id": "who"}), "block_id", "row"),
		input(m{"type": "plain_text_input"}),
	})
	one := func(kind, property string, v any) map[string]any {
		return map[string]any{"a": m{"type": kind, property: v}}
	}
	want := map[string]map[string]any{
		"text":    one("plain_text_input", "value", nil),
		"filled":  one("plain_text_input", "value", "x"),
		"number":  one("number_input", "value", "3"),
		"select":  one("static_select", "selected_option", nil),
		"chosen":  one("static_select", "selected_option", option("b")),
		"boxes":   one("checkboxes", "selected_options", l{}),
		"ticked":  one("checkboxes", "selected_options", options(1)),
		"people":  one("multi_users_select", "selected_users", l{}),
		"date":    one("datepicker", "selected_date", "2026-01-02"),
		"time":    {"a": m{"type": "timepicker", "selected_time": nil, "timezone": "Europe/Paris"}},
		"instant": one("datetimepicker", "selected_date_time", json.Number("1800000000")),
		"files":   one("file_input", "files", l{}),
		"row":     {"who": m{"type": "users_select", "selected_user": nil}},
	}
	if diff := cmp.Diff(want, blockkit.InitialState(blocks)); diff != "" {
		t.Errorf("state (-want +got):\n%s", diff)
	}
}

// TestWithIDs shows that missing ids are filled, given ones kept and taken ones avoided.
func TestWithIDs(t *testing.T) {
	blocks := raw(t, l{
		section("block_id", "n1", "text", plain("a < b & c")),
		actions(button("action_id", "n2"), button()),
		input(m{"type": "plain_text_input", "max_length": 3000}),
		m{"type": "context", "elements": l{plain("x")}},
	})
	next := 0
	newID := func() string { next++; return fmt.Sprint("n", next) }
	got, err := blockkit.WithIDs(blocks, newID)
	if err != nil {
		t.Fatalf("WithIDs: %v", err)
	}
	want := l{
		section("block_id", "n1", "text", plain("a < b & c")),
		set(actions(button("action_id", "n2"), button("action_id", "n3")), "block_id", "n2"),
		input(m{"type": "plain_text_input", "max_length": 3000, "action_id": "n5"}, "block_id", "n4"),
		m{"type": "context", "block_id": "n6", "elements": l{plain("x")}},
	}
	var decoded, expected any
	if err := json.Unmarshal(got, &decoded); err != nil {
		t.Fatalf("result: %v", err)
	}
	if err := json.Unmarshal(raw(t, want), &expected); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(expected, decoded); diff != "" {
		t.Errorf("blocks (-want +got):\n%s", diff)
	}
	for _, wrong := range []string{"", "{}", "null"} {
		if _, err := blockkit.WithIDs(json.RawMessage(wrong), newID); err == nil {
			t.Errorf("WithIDs(%q) succeeded", wrong)
		}
	}
}
