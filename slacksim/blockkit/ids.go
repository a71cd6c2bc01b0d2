package blockkit

import (
	"encoding/json"
	"errors"
)

// errNotBlocks reports blocks that are not an array.
var errNotBlocks = errors.New("blocks are not an array")

// WithIDs returns the blocks as Slack stores them: every block has a block_id and every interactive element an
// action_id. Missing ones come from newID; an id that is in use already is not taken. Everything else stays as it was
// sent, except for the order of properties. It fails on JSON that is not an array.
func WithIDs(blocks json.RawMessage, newID func() string) (json.RawMessage, error) {
	v, err := decode(blocks)
	if err != nil {
		return nil, err
	}
	items, ok := v.([]any)
	if !ok {
		return nil, errNotBlocks
	}
	taken := usedBlockIDs(items)
	for _, block := range objects(items) {
		fill(block, "block_id", taken, newID)
		fillActionIDs(block, newID)
	}
	return encode(v)
}

func usedBlockIDs(items []any) map[string]bool {
	used := map[string]bool{}
	for _, block := range objects(items) {
		used[text(block, "block_id")] = true
	}
	return used
}

func fillActionIDs(block map[string]any, newID func() string) {
	elements := interactive(block)
	taken := map[string]bool{}
	for _, el := range elements {
		taken[text(el, "action_id")] = true
	}
	for _, el := range elements {
		fill(el, "action_id", taken, newID)
	}
}

// fill gives an object an id that is not taken. The tries are bounded, so that a constant newID ends in a duplicate,
// not in a loop.
func fill(obj map[string]any, name string, taken map[string]bool, newID func() string) {
	const tries = 100
	if text(obj, name) != "" {
		return
	}
	id := newID()
	for range tries {
		if !taken[id] {
			break
		}
		id = newID()
	}
	taken[id] = true
	obj[name] = id
}
