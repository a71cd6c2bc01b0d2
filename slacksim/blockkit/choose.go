package blockkit

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Codes of a ChoiceError.
const (
	CodeWrongType    = "wrong_type"
	CodeUnknown      = "unknown_option"
	CodeRepeated     = "repeated_option"
	CodeTooMany      = "too_many_selected"
	CodeTooShort     = "too_short"
	CodeTooLong      = "too_long"
	CodeLineBreak    = "line_break"
	CodeBadDate      = "invalid_date"
	CodeBadTime      = "invalid_time"
	CodeBadNumber    = "invalid_number"
	CodeOutOfRange   = "out_of_range"
	CodeBadEmail     = "invalid_email"
	CodeBadURL       = "invalid_url"
	CodeNotCleared   = "not_clearable"
	CodeNotSupported = "unsupported_element"
)

// ChoiceError reports a choice that Slack's client would not let a person make.
type ChoiceError struct {
	// Code is one of the Code constants.
	Code string
	// Text says to the person what is wrong.
	Text string
}

// Error is the text with its code.
func (e *ChoiceError) Error() string { return e.Code + ": " + e.Text }

func impossible(code, form string, args ...any) error {
	return &ChoiceError{Code: code, Text: fmt.Sprintf(form, args...)}
}

// Choose turns what a person chose in an element into the value Slack reports, in state and in block_actions alike:
// {"type": ..., "selected_option": ...} and so on. The value is a string for one choice or a text, a []string or []any
// of strings for several, a number or its digits for a datetimepicker, nil for a cleared element; a button takes
// anything. Offered are the options that the app has suggested for an external select. A choice that Slack's client
// would not allow is refused with a *ChoiceError. Whether a user or a conversation exists is for the caller to know.
func Choose(el Element, value any, offered []json.RawMessage) (map[string]any, error) {
	c := chooser{el: el, obj: el.object(), offered: offered}
	switch el.Type {
	case "button":
		return c.pressed(), nil
	case "overflow":
		return c.fromOverflow(value)
	}
	kind, ok := valueKinds[el.Type]
	if !ok {
		return nil, impossible(CodeNotSupported, "nothing can be chosen in an element of type %q", el.Type)
	}
	read := c.one
	if kind.many {
		read = c.many
	}
	chosen, err := read(kind, value)
	if err != nil {
		return nil, err
	}
	return stateValue(el.Type, kind, c.obj, chosen), nil
}

// chooser is one choice in the making.
type chooser struct {
	el      Element
	obj     map[string]any
	offered []json.RawMessage
}

// pressed is what a button reports.
func (c chooser) pressed() map[string]any {
	entry := map[string]any{"type": "button"}
	for _, name := range []string{"text", "value", "style"} {
		if v, ok := c.obj[name]; ok {
			entry[name] = v
		}
	}
	return entry
}

func (c chooser) fromOverflow(value any) (map[string]any, error) {
	if value == nil {
		return nil, impossible(CodeNotCleared, "an overflow menu keeps no choice that could be cleared")
	}
	option, err := c.option(value)
	if err != nil {
		return nil, err
	}
	return map[string]any{"type": "overflow", "selected_option": option}, nil
}

// one reads a single choice.
func (c chooser) one(kind valueKind, value any) (any, error) {
	switch {
	case value == nil || value == "":
		return nil, nil
	case kind.property == "selected_option":
		return c.option(value)
	case kind.property == "selected_date_time":
		return c.instant(value)
	}
	text, ok := value.(string)
	if !ok {
		return nil, impossible(CodeWrongType, "expected a text, got %T", value)
	}
	return text, c.checkText(text)
}

// checkText applies the rule of the element to what was written or picked.
func (c chooser) checkText(text string) error {
	switch c.el.Type {
	case "plain_text_input":
		return c.checkLength(text)
	case "number_input":
		return c.checkNumber(text)
	}
	rule, ok := textRules[c.el.Type]
	if ok && !rule.holds(text) {
		return impossible(rule.code, rule.refusal, text)
	}
	return nil
}

// textRules are what Slack's client demands of a value by the type of its element.
var textRules = map[string]struct {
	holds         func(string) bool
	code, refusal string
}{
	"email_text_input": {isEmail, CodeBadEmail, "%q is not an email address"},
	"url_text_input":   {isURL, CodeBadURL, "%q is not a web address"},
	"datepicker":       {isDate, CodeBadDate, "%q is not a date in the form YYYY-MM-DD"},
	"timepicker":       {isClock, CodeBadTime, "%q is not a time in the form HH:mm"},
}

func (c chooser) checkLength(text string) error {
	n := int64(utf8.RuneCountInString(text))
	least, _ := integer(c.obj["min_length"])
	most, ok := integer(c.obj["max_length"])
	if !ok {
		most = maxText
	}
	switch {
	case n < least:
		return impossible(CodeTooShort, "write at least %d characters", least)
	case n > most:
		return impossible(CodeTooLong, "write at most %d characters", most)
	case c.obj["multiline"] != true && strings.ContainsAny(text, "\r\n"):
		return impossible(CodeLineBreak, "this field takes a single line")
	}
	return nil
}

func (c chooser) checkNumber(text string) error {
	number, ok := decimal(text)
	if !ok {
		return impossible(CodeBadNumber, "%q is not a number", text)
	}
	if c.obj["is_decimal_allowed"] != true && strings.Contains(text, ".") {
		return impossible(CodeBadNumber, "%q is not a whole number", text)
	}
	if least, ok := decimal(c.obj["min_value"]); ok && number.Cmp(least) < 0 {
		return impossible(CodeOutOfRange, "must be at least %v", c.obj["min_value"])
	}
	if most, ok := decimal(c.obj["max_value"]); ok && number.Cmp(most) > 0 {
		return impossible(CodeOutOfRange, "must be at most %v", c.obj["max_value"])
	}
	return nil
}

// instant reads Unix seconds, which Slack reports as a number of ten digits.
func (c chooser) instant(value any) (any, error) {
	seconds, err := strconv.ParseFloat(fmt.Sprint(value), 64)
	whole := int64(seconds)
	if err != nil || float64(whole) != seconds || whole < unixSeconds.min || whole > unixSeconds.max {
		return nil, impossible(CodeBadTime, "%v is not a time in Unix seconds of ten digits", value)
	}
	return whole, nil
}

// many reads several choices.
func (c chooser) many(kind valueKind, value any) (any, error) {
	values, err := listOf(value)
	if err != nil {
		return nil, err
	}
	if err := c.checkCount(values); err != nil {
		return nil, err
	}
	chosen := make([]any, 0, len(values))
	for _, v := range values {
		item, err := c.item(kind, v)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(chosen, func(other any) bool { return reflect.DeepEqual(other, item) }) {
			return nil, impossible(CodeRepeated, "%v is chosen twice", v)
		}
		chosen = append(chosen, item)
	}
	return chosen, nil
}

// listOf accepts the forms in which several choices arrive; one string is a list of one.
func listOf(value any) ([]any, error) {
	switch v := value.(type) {
	case nil:
		return nil, nil
	case []any:
		return v, nil
	case []string:
		all := make([]any, len(v))
		for i, s := range v {
			all[i] = s
		}
		return all, nil
	case string:
		return []any{v}, nil
	default:
		return nil, impossible(CodeWrongType, "expected a list, got %T", value)
	}
}

func (c chooser) checkCount(values []any) error {
	name, most := "max_selected_items", int64(0)
	if c.el.Type == "file_input" {
		name, most = "max_files", 10
	}
	if limit, ok := integer(c.obj[name]); ok {
		most = limit
	}
	if most > 0 && int64(len(values)) > most {
		return impossible(CodeTooMany, "choose at most %d", most)
	}
	return nil
}

// item reads one of several choices.
func (c chooser) item(kind valueKind, value any) (any, error) {
	if kind.property == "selected_options" {
		return c.option(value)
	}
	id, ok := value.(string)
	if !ok || id == "" {
		return nil, impossible(CodeWrongType, "expected an id, got %v", value)
	}
	if kind.property == "files" {
		return map[string]any{"id": id}, nil
	}
	return id, nil
}

// option finds the whole option by its value: among those of the element, those the app has offered, and those chosen
// from the start.
func (c chooser) option(value any) (any, error) {
	wanted, ok := value.(string)
	if !ok {
		return nil, impossible(CodeWrongType, "expected the value of an option, got %T", value)
	}
	for _, option := range c.options() {
		if option["value"] == wanted {
			return option, nil
		}
	}
	return nil, impossible(CodeUnknown, "%q is not among the options", wanted)
}

func (c chooser) options() []map[string]any {
	all := optionsOf(c.obj)
	for _, raw := range c.offered {
		if v, err := decode(raw); err == nil {
			all = append(all, objects([]any{v})...)
		}
	}
	all = append(all, objects(c.obj["initial_options"])...)
	return append(all, objects([]any{c.obj["initial_option"]})...)
}
