package blockkit

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"unicode/utf8"
)

// newBlock keeps block ids unique on a surface and opens a new scope for action ids, which are unique per block.
func newBlock(w *walker, at string, obj map[string]any) {
	clear(w.actionIDs)
	claim(w, w.blockIDs, at, obj, "block_id")
}

// newAction keeps action ids unique in their block.
func newAction(w *walker, at string, obj map[string]any) {
	claim(w, w.actionIDs, at, obj, "action_id")
}

func claim(w *walker, taken map[string]bool, at string, obj map[string]any, name string) {
	id, ok := obj[name].(string)
	if !ok {
		return
	}
	if taken[id] {
		w.refuse(at+"/"+name, "`%s` %q already exists", name, id)
	}
	taken[id] = true
}

// textOrFields: a section shows something.
func textOrFields(w *walker, at string, obj map[string]any) {
	_, text := obj["text"]
	_, fields := obj["fields"]
	if !text && !fields {
		w.refuse(at+"/type", "must define either `text` or `fields`")
	}
}

// exactlyOne demands one of two fields, not both and not neither.
func exactlyOne(a, b string) rule {
	return func(w *walker, at string, obj map[string]any) {
		_, hasA := obj[a]
		_, hasB := obj[b]
		switch {
		case hasA && hasB:
			w.refuse(at, "must define either `%s` or `%s`, not both", a, b)
		case !hasA && !hasB:
			w.refuse(at, "must define either `%s` or `%s`", a, b)
		}
	}
}

// notEmpty: a conversation filter filters by something.
func notEmpty(w *walker, at string, obj map[string]any) {
	if len(obj) == 0 {
		w.refuse(at, "must define at least one property")
	}
}

// onePrimary: Slack's page asks for one primary button in a set. Real Slack does not count them; here a second is
// refused, so that an app notices.
func onePrimary(w *walker, at string, obj map[string]any) {
	items, _ := obj["elements"].([]any)
	seen := false
	for i, item := range items {
		el, _ := item.(map[string]any)
		if el["style"] != "primary" {
			continue
		}
		if seen {
			w.refuse(fmt.Sprintf("%s/elements/%d/style", at, i), "no more than 1 `primary` button allowed in a set")
		}
		seen = true
	}
}

// markdownTogether: the markdown blocks of a message share one limit.
func markdownTogether(w *walker, at string, obj map[string]any) {
	w.markdown += utf8.RuneCountInString(text(obj, "text"))
	if w.markdown > MaxMarkdown {
		w.refuse(at+"/text", "must be less than %d characters", MaxMarkdown+1)
	}
}

// submitDefined: a modal that asks for something can be submitted.
func submitDefined(w *walker, at string, _ map[string]any) {
	if w.surface == SurfaceModal && !w.hasSubmit {
		w.refuse(at+"/input", "must define `submit` to use an `input` block in modals")
	}
}

// filesNotDispatched: Slack's page calls dispatch_action incompatible with file_input and the error one of the type.
func filesNotDispatched(w *walker, at string, obj map[string]any) {
	el, _ := obj["element"].(map[string]any)
	if obj["dispatch_action"] == true && el["type"] == "file_input" {
		w.refuse(at+"/element/type", "unsupported type: file_input")
	}
}

// oneFocus: only one element of a view has the focus when it opens.
func oneFocus(w *walker, at string, obj map[string]any) {
	if obj["focus_on_load"] != true {
		return
	}
	if w.focused {
		w.refuse(at+"/focus_on_load", "only one element can have `focus_on_load` set to true")
	}
	w.focused = true
}

// responseOnlyInModalInput: response_url_enabled gives view_submission its response_urls and works nowhere else.
func responseOnlyInModalInput(w *walker, at string, obj map[string]any) {
	if obj["response_url_enabled"] == true && !(w.inInput && w.surface == SurfaceModal) {
		w.refuse(at+"/response_url_enabled", "`response_url_enabled` can only be used in an `input` block in modals")
	}
}

// initialAmongOptions: what is chosen at first equals one of the options in every property.
func initialAmongOptions(w *walker, at string, obj map[string]any) {
	options := optionsOf(obj)
	if initial, ok := obj["initial_option"].(map[string]any); ok && !offers(options, initial) {
		w.refuse(at+"/initial_option", "must be one of the provided options")
	}
	initials, _ := obj["initial_options"].([]any)
	for _, initial := range initials {
		if !offers(options, initial) {
			w.refuse(at+"/initial_options", "must be one of the provided options")
			return
		}
	}
}

func offers(options []map[string]any, wanted any) bool {
	for _, option := range options {
		if reflect.DeepEqual(any(option), wanted) {
			return true
		}
	}
	return false
}

// optionsOf lists the options of an element, those in groups included.
func optionsOf(obj map[string]any) []map[string]any {
	all := objects(obj["options"])
	for _, group := range objects(obj["option_groups"]) {
		all = append(all, objects(group["options"])...)
	}
	return all
}

// objects are the objects of an array; anything else in it is left out.
func objects(v any) []map[string]any {
	items, _ := v.([]any)
	found := make([]map[string]any, 0, len(items))
	for _, item := range items {
		if obj, ok := item.(map[string]any); ok {
			found = append(found, obj)
		}
	}
	return found
}

// initialWithinMost: no more is chosen at first than max_selected_items allows.
func initialWithinMost(initial string) rule {
	return func(w *walker, at string, obj map[string]any) {
		items, _ := obj[initial].([]any)
		most, ok := integer(obj["max_selected_items"])
		if ok && int64(len(items)) > most {
			w.refuse(at+"/"+initial, "no more than %d items allowed", most)
		}
	}
}

// integer reads a whole JSON number.
func integer(v any) (int64, bool) {
	number, ok := v.(json.Number)
	if !ok {
		return 0, false
	}
	i, err := number.Int64()
	return i, err == nil
}

// lengthsAgree: min_length is not above max_length, and the initial value lies between.
func lengthsAgree(w *walker, at string, obj map[string]any) {
	least, hasLeast := integer(obj["min_length"])
	most, hasMost := integer(obj["max_length"])
	if hasLeast && hasMost && least > most {
		w.refuse(at+"/min_length", "must be less than or equal to `max_length`")
	}
	text, _ := obj["initial_value"].(string)
	if text == "" {
		return
	}
	n := int64(utf8.RuneCountInString(text))
	if hasLeast && n < least {
		w.refuse(at+"/initial_value", "must be more than %d characters", least-1)
	}
	if hasMost && n > most {
		w.refuse(at+"/initial_value", "must be less than %d characters", most+1)
	}
}

// numbersAgree: the bounds are in order, the initial value lies between, and all are whole unless decimals are allowed.
func numbersAgree(w *walker, at string, obj map[string]any) {
	for _, name := range []string{"initial_value", "min_value", "max_value"} {
		text, _ := obj[name].(string)
		if obj["is_decimal_allowed"] != true && strings.Contains(text, ".") {
			w.refuse(at+"/"+name, "must be a whole number as `is_decimal_allowed` is false")
		}
	}
	least, hasLeast := decimal(obj["min_value"])
	most, hasMost := decimal(obj["max_value"])
	first, hasFirst := decimal(obj["initial_value"])
	if hasLeast && hasMost && least.Cmp(most) > 0 {
		w.refuse(at+"/min_value", "must be less than or equal to `max_value`")
	}
	if hasFirst && hasLeast && first.Cmp(least) < 0 {
		w.refuse(at+"/initial_value", "must be greater than or equal to `min_value`")
	}
	if hasFirst && hasMost && first.Cmp(most) > 0 {
		w.refuse(at+"/initial_value", "must be less than or equal to `max_value`")
	}
}
