package blockkit_test

import (
	"encoding/json"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mentorbot/slacksim/blockkit"
)

// elementOf wraps an element as a form field and finds it again.
func elementOf(t *testing.T, el m) blockkit.Element {
	t.Helper()
	kind := "input"
	if el["type"] == "button" || el["type"] == "overflow" {
		kind = "section"
	}
	block := m{"type": kind, "block_id": "b", "element": set(el, "action_id", "a"), "accessory": set(el, "action_id", "a")}
	found, ok := blockkit.FindElement(raw(t, l{block}), "b", "a")
	if !ok {
		t.Fatalf("element %v not found", el)
	}
	return found
}

// TestChoose shows the value Slack reports for every kind of element.
func TestChoose(t *testing.T) {
	offered := []json.RawMessage{raw(t, option("far"))}
	grouped := l{m{"label": plain("G"), "options": options(2)}}
	tests := map[string]struct {
		el     m
		choice any
		want   m
	}{
		"text":              {m{"type": "plain_text_input"}, "words", m{"value": "words"}},
		"text cleared":      {m{"type": "plain_text_input"}, nil, m{"value": nil}},
		"text emptied":      {m{"type": "plain_text_input", "min_length": 3}, "", m{"value": nil}},
		"text at its most":  {m{"type": "plain_text_input", "max_length": 2}, "éé", m{"value": "éé"}},
		"text at its least": {m{"type": "plain_text_input", "min_length": 2}, "éé", m{"value": "éé"}},
		"two lines":         {m{"type": "plain_text_input", "multiline": true}, "a\nb", m{"value": "a\nb"}},
		"email":             {m{"type": "email_text_input"}, "jo@example.org", m{"value": "jo@example.org"}},
		"url":               {m{"type": "url_text_input"}, "https://example.org/x", m{"value": "https://example.org/x"}},
		"number":            {m{"type": "number_input", "is_decimal_allowed": true, "min_value": "1.5", "max_value": "1.5"}, "1.50", m{"value": "1.50"}},
		"option":            {m{"type": "static_select", "options": options(2)}, "b", m{"selected_option": option("b")}},
		"option in a group": {m{"type": "static_select", "option_groups": grouped}, "b", m{"selected_option": option("b")}},
		"option cleared":    {m{"type": "static_select", "options": options(2)}, nil, m{"selected_option": nil}},
		"offered option":    {m{"type": "external_select"}, "far", m{"selected_option": option("far")}},
		"kept option":       {m{"type": "external_select", "initial_option": option("old")}, "old", m{"selected_option": option("old")}},
		"radio button":      {m{"type": "radio_buttons", "options": options(2)}, "a", m{"selected_option": option("a")}},
		"checkboxes":        {m{"type": "checkboxes", "options": options(3)}, []string{"a", "c"}, m{"selected_options": l{option("a"), option("c")}}},
		"checkboxes off":    {m{"type": "checkboxes", "options": options(3)}, nil, m{"selected_options": l{}}},
		"several options":   {m{"type": "multi_static_select", "options": options(3), "max_selected_items": 2}, l{"a", "b"}, m{"selected_options": l{option("a"), option("b")}}},
		"several offered":   {m{"type": "multi_external_select"}, l{"far"}, m{"selected_options": l{option("far")}}},
		"one of several":    {m{"type": "multi_users_select"}, "U1", m{"selected_users": l{"U1"}}},
		"user":              {m{"type": "users_select"}, "U1", m{"selected_user": "U1"}},
		"conversation":      {m{"type": "conversations_select"}, "C1", m{"selected_conversation": "C1"}},
		"conversations":     {m{"type": "multi_conversations_select"}, l{"C1"}, m{"selected_conversations": l{"C1"}}},
		"channel":           {m{"type": "channels_select"}, "C1", m{"selected_channel": "C1"}},
		"channels":          {m{"type": "multi_channels_select"}, l{}, m{"selected_channels": l{}}},
		"date":              {m{"type": "datepicker"}, "2026-02-28", m{"selected_date": "2026-02-28"}},
		"time":              {m{"type": "timepicker"}, "09:30", m{"selected_time": "09:30"}},
		"time with zone":    {m{"type": "timepicker", "timezone": "Europe/Paris"}, "09:30", m{"selected_time": "09:30", "timezone": "Europe/Paris"}},
		"instant":           {m{"type": "datetimepicker"}, 1_800_000_000, m{"selected_date_time": int64(1_800_000_000)}},
		"instant of JSON":   {m{"type": "datetimepicker"}, 1.8e9, m{"selected_date_time": int64(1_800_000_000)}},
		"instant as digits": {m{"type": "datetimepicker"}, "1800000000", m{"selected_date_time": int64(1_800_000_000)}},
		"files":             {m{"type": "file_input", "max_files": 2}, l{"F1", "F2"}, m{"files": l{m{"id": "F1"}, m{"id": "F2"}}}},
		"button":            {m{"type": "button", "text": plain("Go"), "value": "v", "style": "danger"}, nil, m{"text": plain("Go"), "value": "v", "style": "danger"}},
		"overflow":          {m{"type": "overflow", "options": options(2)}, "b", m{"selected_option": option("b")}},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := blockkit.Choose(elementOf(t, tc.el), tc.choice, offered)
			if err != nil {
				t.Fatalf("Choose: %v", err)
			}
			if diff := cmp.Diff(set(tc.want, "type", tc.el["type"], "x", nil), got); diff != "" {
				t.Errorf("value (-want +got):\n%s", diff)
			}
		})
	}
}

// TestImpossibleChoices shows what Slack's client does not let a person choose.
func TestImpossibleChoices(t *testing.T) {
	number := m{"type": "number_input", "is_decimal_allowed": false, "min_value": "1", "max_value": "9"}
	several := m{"type": "multi_static_select", "options": options(3), "max_selected_items": 2}
	tests := map[string]struct {
		el     m
		choice any
		code   string
	}{
		"option not there":       {m{"type": "static_select", "options": options(2)}, "z", blockkit.CodeUnknown},
		"text of an option":      {m{"type": "static_select", "options": options(2)}, "Option a", blockkit.CodeUnknown},
		"option not offered":     {m{"type": "external_select"}, "far", blockkit.CodeUnknown},
		"several not there":      {several, l{"a", "z"}, blockkit.CodeUnknown},
		"one option too many":    {several, l{"a", "b", "c"}, blockkit.CodeTooMany},
		"the same twice":         {several, l{"a", "a"}, blockkit.CodeRepeated},
		"one user too many":      {m{"type": "multi_users_select", "max_selected_items": 1}, l{"U1", "U2"}, blockkit.CodeTooMany},
		"one file too many":      {m{"type": "file_input", "max_files": 1}, l{"F1", "F2"}, blockkit.CodeTooMany},
		"eleven files":           {m{"type": "file_input"}, repeat(11, func(i int) any { return option(string(rune('a' + i)))["value"] }), blockkit.CodeTooMany},
		"list for one":           {m{"type": "users_select"}, l{"U1"}, blockkit.CodeWrongType},
		"number for several":     {several, 3, blockkit.CodeWrongType},
		"object among several":   {several, l{m{}}, blockkit.CodeWrongType},
		"empty user":             {m{"type": "multi_users_select"}, l{""}, blockkit.CodeWrongType},
		"text too short":         {m{"type": "plain_text_input", "min_length": 3}, "éé", blockkit.CodeTooShort},
		"text too long":          {m{"type": "plain_text_input", "max_length": 2}, "ééé", blockkit.CodeTooLong},
		"text over Slack's most": {m{"type": "plain_text_input"}, long(3001), blockkit.CodeTooLong},
		"line break":             {m{"type": "plain_text_input"}, "a\nb", blockkit.CodeLineBreak},
		"31 February":            {m{"type": "datepicker"}, "2026-02-31", blockkit.CodeBadDate},
		"date in words":          {m{"type": "datepicker"}, "tomorrow", blockkit.CodeBadDate},
		"24:00":                  {m{"type": "timepicker"}, "24:00", blockkit.CodeBadTime},
		"time with seconds":      {m{"type": "timepicker"}, "10:00:00", blockkit.CodeBadTime},
		"instant in words":       {m{"type": "datetimepicker"}, "now", blockkit.CodeBadTime},
		"instant of nine digits": {m{"type": "datetimepicker"}, 999_999_999, blockkit.CodeBadTime},
		"half a second":          {m{"type": "datetimepicker"}, 1_800_000_000.5, blockkit.CodeBadTime},
		"number in words":        {number, "two", blockkit.CodeBadNumber},
		"number with exponent":   {number, "1e3", blockkit.CodeBadNumber},
		"decimals":               {number, "1.5", blockkit.CodeBadNumber},
		"under the bound":        {number, "0", blockkit.CodeOutOfRange},
		"over the bound":         {number, "10", blockkit.CodeOutOfRange},
		"no email address":       {m{"type": "email_text_input"}, "jo@localhost", blockkit.CodeBadEmail},
		"no web address":         {m{"type": "url_text_input"}, "example.org", blockkit.CodeBadURL},
		"overflow cleared":       {m{"type": "overflow", "options": options(2)}, nil, blockkit.CodeNotCleared},
		"knob":                   {m{"type": "knob"}, "x", blockkit.CodeNotSupported},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := blockkit.Choose(elementOf(t, tc.el), tc.choice, nil)
			var refused *blockkit.ChoiceError
			if !errors.As(err, &refused) {
				t.Fatalf("Choose = %v, %v; want a *ChoiceError", got, err)
			}
			if refused.Code != tc.code || refused.Text == "" {
				t.Errorf("refused with %q (%s), want %q", refused.Code, refused.Text, tc.code)
			}
		})
	}
}
