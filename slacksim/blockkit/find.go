package blockkit

import "encoding/json"

// Element is one interactive element and where it stands.
type Element struct {
	BlockID  string
	ActionID string
	// Type is the element's type, such as "static_select".
	Type string
	// Raw is the element as the app sent it.
	Raw json.RawMessage
	// InInput tells an element of an input block. Only there Dispatch, Optional and Label have a meaning; any other
	// element sends block_actions on every use.
	InInput bool
	// Dispatch is the input block's dispatch_action: using the element sends block_actions.
	Dispatch bool
	// Optional tells that the input may be left empty.
	Optional bool
	// Label is the text beside the input.
	Label string
}

// FindElement finds an interactive element by its block and action. The block id may be empty if only one block has an
// element of that action id.
func FindElement(blocks json.RawMessage, blockID, actionID string) (Element, bool) {
	var found []Element
	for _, el := range Elements(blocks) {
		if el.ActionID == actionID && (blockID == "" || el.BlockID == blockID) {
			found = append(found, el)
		}
	}
	if len(found) == 0 || (blockID == "" && len(found) > 1) {
		return Element{}, false
	}
	return found[0], true
}

// Inputs returns the elements of the input blocks, in order. A required one must not be empty when a view is submitted.
func Inputs(blocks json.RawMessage) []Element {
	var inputs []Element
	for _, el := range Elements(blocks) {
		if el.InInput {
			inputs = append(inputs, el)
		}
	}
	return inputs
}

// Elements lists the interactive elements of an array of blocks, in order. What is no valid block is passed over.
func Elements(raw json.RawMessage) []Element {
	v, err := decode(raw)
	if err != nil {
		return nil
	}
	var all []Element
	for _, block := range objects(v) {
		for _, obj := range interactive(block) {
			if el, ok := newElement(block, obj); ok {
				all = append(all, el)
			}
		}
	}
	return all
}

// interactive lists the objects of a block that a person can use.
func interactive(block map[string]any) []map[string]any {
	switch block["type"] {
	case "section":
		return usable(block["accessory"])
	case "actions":
		items, _ := block["elements"].([]any)
		return usable(items...)
	case "input":
		return usable(block["element"])
	default:
		return nil
	}
}

func usable(candidates ...any) []map[string]any {
	var found []map[string]any
	for _, candidate := range candidates {
		obj, ok := candidate.(map[string]any)
		if ok && obj["type"] != "image" {
			found = append(found, obj)
		}
	}
	return found
}

func newElement(block, obj map[string]any) (Element, bool) {
	raw, err := encode(obj)
	if err != nil {
		return Element{}, false
	}
	el := Element{
		BlockID:  text(block, "block_id"),
		ActionID: text(obj, "action_id"),
		Type:     text(obj, "type"),
		Raw:      raw,
		InInput:  block["type"] == "input",
	}
	if el.InInput {
		el.Dispatch = block["dispatch_action"] == true
		el.Optional = block["optional"] == true
		label, _ := block["label"].(map[string]any)
		el.Label = text(label, "text")
	}
	return el, true
}

// text is a string field, empty when it is absent or something else.
func text(obj map[string]any, name string) string {
	s, _ := obj[name].(string)
	return s
}
