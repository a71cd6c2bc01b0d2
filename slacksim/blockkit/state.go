package blockkit

import "encoding/json"

// valueKind says under which property an element's value is reported, how an empty one looks, and where the value it
// starts with is found.
type valueKind struct {
	property string
	initial  string
	many     bool
}

// valueKinds are the elements with state (docs.slack.dev, reference/interaction-payloads). Buttons and overflow menus
// have none.
var valueKinds = map[string]valueKind{
	"plain_text_input":           {property: "value", initial: "initial_value"},
	"email_text_input":           {property: "value", initial: "initial_value"},
	"url_text_input":             {property: "value", initial: "initial_value"},
	"number_input":               {property: "value", initial: "initial_value"},
	"static_select":              {property: "selected_option", initial: "initial_option"},
	"external_select":            {property: "selected_option", initial: "initial_option"},
	"radio_buttons":              {property: "selected_option", initial: "initial_option"},
	"users_select":               {property: "selected_user", initial: "initial_user"},
	"conversations_select":       {property: "selected_conversation", initial: "initial_conversation"},
	"channels_select":            {property: "selected_channel", initial: "initial_channel"},
	"checkboxes":                 {property: "selected_options", initial: "initial_options", many: true},
	"multi_static_select":        {property: "selected_options", initial: "initial_options", many: true},
	"multi_external_select":      {property: "selected_options", initial: "initial_options", many: true},
	"multi_users_select":         {property: "selected_users", initial: "initial_users", many: true},
	"multi_conversations_select": {property: "selected_conversations", initial: "initial_conversations", many: true},
	"multi_channels_select":      {property: "selected_channels", initial: "initial_channels", many: true},
	"datepicker":                 {property: "selected_date", initial: "initial_date"},
	"timepicker":                 {property: "selected_time", initial: "initial_time"},
	"datetimepicker":             {property: "selected_date_time", initial: "initial_date_time"},
	"file_input":                 {property: "files", many: true},
}

// InitialState is the state.values of blocks that nobody has touched: block_id → action_id → value. What an element
// starts with comes from its initial_ fields; otherwise the value is null, or an empty list where several can be chosen.
// Blocks and elements without ids are left out, so call WithIDs first.
func InitialState(blocks json.RawMessage) map[string]map[string]any {
	state := map[string]map[string]any{}
	for _, el := range Elements(blocks) {
		kind, ok := valueKinds[el.Type]
		if !ok || el.BlockID == "" || el.ActionID == "" {
			continue
		}
		if state[el.BlockID] == nil {
			state[el.BlockID] = map[string]any{}
		}
		obj := el.object()
		state[el.BlockID][el.ActionID] = stateValue(el.Type, kind, obj, obj[kind.initial])
	}
	return state
}

// object is the decoded element.
func (e Element) object() map[string]any {
	v, err := decode(e.Raw)
	if err != nil {
		return map[string]any{}
	}
	obj, _ := v.(map[string]any)
	if obj == nil {
		return map[string]any{}
	}
	return obj
}

// stateValue is one entry of state.values. An empty text counts as untouched.
func stateValue(elementType string, kind valueKind, obj map[string]any, value any) map[string]any {
	if value == nil && kind.many {
		value = []any{}
	}
	if value == "" {
		value = nil
	}
	entry := map[string]any{"type": elementType, kind.property: value}
	if zone := text(obj, "timezone"); elementType == "timepicker" && zone != "" {
		entry["timezone"] = zone
	}
	return entry
}
