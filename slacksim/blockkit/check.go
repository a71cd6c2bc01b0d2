package blockkit

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// Surface is a place where Slack shows blocks. It decides which blocks are allowed and how many.
type Surface int

// The surfaces of Slack.
const (
	SurfaceMessage Surface = iota
	SurfaceModal
	SurfaceHome
)

// Limits of one surface (docs.slack.dev, reference/block-kit/blocks and surfaces).
const (
	// MaxMessageBlocks is how many blocks one message may hold.
	MaxMessageBlocks = 50
	// MaxViewBlocks is how many blocks one modal or Home tab may hold.
	MaxViewBlocks = 100
	// MaxMarkdown is how many code points of Markdown one message may hold, in all its markdown blocks together.
	MaxMarkdown = 12_000
	// MaxViewBytes is the largest view; above it views.* answer view_too_large. Slack says 250 KB; the smaller
	// reading of the unit is taken.
	MaxViewBytes = 250_000
)

// Problem is one thing Slack would refuse, and where.
type Problem struct {
	// Pointer is the JSON pointer of the offending value, such as "/view/title/text".
	Pointer string
	// Message is Slack's wording.
	Message string
}

// String is the problem as Slack writes it in response_metadata.messages.
func (p Problem) String() string { return "[ERROR] " + p.Message + " [json-pointer:" + p.Pointer + "]" }

// CheckBlocks returns everything Slack would refuse in an array of blocks on a surface, block by block. The root is
// the pointer of the array, "/blocks" for messages and "/view/blocks" for views. Whether a modal with inputs has a submit
// button is for CheckView. Nil means acceptable.
func CheckBlocks(raw json.RawMessage, surface Surface, root string) []Problem {
	w := newWalker(surface)
	w.hasSubmit = true
	v, err := decode(raw)
	if err != nil {
		w.refuse(root, msgArray)
		return w.problems
	}
	blockList(surface).check(w, root, v)
	return w.problems
}

// CheckView returns everything Slack would refuse in a modal or a Home tab, field by field; pointers start at
// "/view". The size of the view (MaxViewBytes) is not looked at: it has an error code of its own. Nil means acceptable.
func CheckView(raw json.RawMessage) []Problem {
	const root = "/view"
	v, err := decode(raw)
	obj, isObject := v.(map[string]any)
	if err != nil || !isObject {
		return []Problem{{root, msgObject}}
	}
	surface := SurfaceModal
	if obj["type"] == "home" {
		surface = SurfaceHome
	}
	w := newWalker(surface)
	w.hasSubmit = obj["submit"] != nil
	viewShape.check(w, root, v)
	return w.problems
}

// errTrailing reports bytes after the JSON value.
var errTrailing = errors.New("more than one JSON value")

// decode reads one JSON value and keeps numbers as they were written.
func decode(raw []byte) (any, error) {
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	var v any
	if err := dec.Decode(&v); err != nil {
		return nil, fmt.Errorf("decode JSON: %w", err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, errTrailing
	}
	return v, nil
}

// encode writes a value as Slack does: without turning <, > and & into Unicode escapes.
func encode(v any) (json.RawMessage, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, fmt.Errorf("encode JSON: %w", err)
	}
	return bytes.TrimSpace(buf.Bytes()), nil
}
