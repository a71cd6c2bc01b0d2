package blockkit

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"unicode/utf8"
)

// Texts Slack is known to use, and for the kinds of value it is not known for, the same form (stricter reading).
const (
	msgObject  = "must provide an object"
	msgArray   = "must provide an array"
	msgString  = "must provide a string"
	msgFlag    = "must provide a boolean"
	msgNumber  = "must provide an integer"
	msgNoMatch = "failed to match all allowed schemas"
	msgEnum    = "must be a valid enum value"
)

// shape says what one JSON value must look like. The tables of this package are made of shapes.
type shape interface {
	check(w *walker, at string, v any)
}

type (
	// str is a string of min to max code points; max 0 means without limit. A format, when given, must hold too.
	str struct {
		min, max int
		format   *format
	}
	// format is a further demand on a string.
	format struct {
		holds   func(string) bool
		refusal string
	}
	// enum is one string out of a few.
	enum []string
	// flag is true or false.
	flag struct{}
	// whole is an integer from min to max; max 0 means without limit.
	whole struct{ min, max int64 }
	// list is an array of min to max items; max 0 means without limit.
	list struct {
		min, max int
		item     shape
	}
	// typed is an object told apart by its "type". A text says so when no alternative fits, as Slack does for texts.
	typed struct {
		variants map[string]shape
		reasons  map[string]string
		text     bool
	}
	// object is one kind of object: its fields and the rules that span several of them.
	object struct {
		fields []field
		rules  []rule
	}
	// field is one property of an object.
	field struct {
		name     string
		required bool
		shape    shape
	}
	// rule is a demand that a single field cannot express.
	rule func(w *walker, at string, obj map[string]any)
)

// walker carries what a check has seen so far.
type walker struct {
	surface   Surface
	hasSubmit bool
	inInput   bool
	focused   bool
	markdown  int // code points of Markdown so far
	blockIDs  map[string]bool
	actionIDs map[string]bool
	problems  []Problem
}

func newWalker(surface Surface) *walker {
	return &walker{surface: surface, blockIDs: map[string]bool{}, actionIDs: map[string]bool{}}
}

func (w *walker) refuse(at, form string, args ...any) {
	w.problems = append(w.problems, Problem{Pointer: at, Message: fmt.Sprintf(form, args...)})
}

func (s str) check(w *walker, at string, v any) {
	text, ok := v.(string)
	if !ok {
		w.refuse(at, msgString)
		return
	}
	n := utf8.RuneCountInString(text)
	switch {
	case n < s.min:
		w.refuse(at, "must be more than %d characters", s.min-1)
	case s.max > 0 && n > s.max:
		w.refuse(at, "must be less than %d characters", s.max+1)
	case s.format != nil && !s.format.holds(text):
		w.refuse(at, "%s", s.format.refusal)
	}
}

func (e enum) check(w *walker, at string, v any) {
	text, ok := v.(string)
	if !ok {
		w.refuse(at, msgString)
		return
	}
	if !slices.Contains(e, text) {
		w.refuse(at, msgEnum)
	}
}

func (flag) check(w *walker, at string, v any) {
	if _, ok := v.(bool); !ok {
		w.refuse(at, msgFlag)
	}
}

func (n whole) check(w *walker, at string, v any) {
	number, _ := v.(json.Number)
	i, err := strconv.ParseInt(number.String(), 10, 64)
	switch {
	case err != nil:
		w.refuse(at, msgNumber)
	case i < n.min:
		w.refuse(at, "must be greater than or equal to %d", n.min)
	case n.max > 0 && i > n.max:
		w.refuse(at, "must be less than or equal to %d", n.max)
	}
}

func (l list) check(w *walker, at string, v any) {
	items, ok := v.([]any)
	switch {
	case !ok:
		w.refuse(at, msgArray)
		return
	case l.max > 0 && len(items) > l.max:
		w.refuse(at, "no more than %d items allowed", l.max)
		return
	case len(items) < l.min:
		w.refuse(at, "no fewer than %d items allowed", l.min)
		return
	}
	for i, item := range items {
		l.item.check(w, fmt.Sprintf("%s/%d", at, i), item)
	}
}

// and is the same with one variant more.
func (t typed) and(name string, variant shape) typed {
	t.variants = maps.Clone(t.variants)
	t.variants[name] = variant
	t.reasons = maps.Clone(t.reasons)
	delete(t.reasons, name)
	return t
}

func (t typed) check(w *walker, at string, v any) {
	obj, ok := v.(map[string]any)
	if !ok {
		w.refuse(at, msgObject)
		return
	}
	name, ok := typeOf(w, at, obj)
	if !ok {
		return
	}
	variant, known := t.variants[name]
	switch {
	case known && t.text:
		t.checkText(w, at, variant, obj)
	case known:
		variant.check(w, at, v)
	case t.text:
		w.refuse(at, msgNoMatch)
	case t.reasons[name] != "":
		w.refuse(at+"/type", "unsupported type: %s (%s)", name, t.reasons[name])
	default:
		w.refuse(at+"/type", "unsupported type: %s", name)
	}
}

// checkText puts Slack's summary before the details when a text that may be of either kind is wrong in itself.
func (t typed) checkText(w *walker, at string, variant shape, obj map[string]any) {
	before := len(w.problems)
	variant.check(w, at, obj)
	if len(w.problems) > before && len(t.variants) > 1 {
		w.problems = slices.Insert(w.problems, before, Problem{at, msgNoMatch})
	}
}

// typeOf reads the "type" of an object and refuses the object without one.
func typeOf(w *walker, at string, obj map[string]any) (string, bool) {
	value, present := obj["type"]
	if !present {
		w.refuse(at, "missing required field: type")
		return "", false
	}
	name, ok := value.(string)
	if !ok {
		w.refuse(at+"/type", msgString)
	}
	return name, ok
}

func (o object) check(w *walker, at string, v any) {
	obj, ok := v.(map[string]any)
	if !ok {
		w.refuse(at, msgObject)
		return
	}
	known := map[string]bool{}
	for _, f := range o.fields {
		known[f.name] = true
		value, present := obj[f.name]
		switch {
		case present:
			f.shape.check(w, at+"/"+f.name, value)
		case f.required:
			w.refuse(at, "missing required field: %s", f.name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(obj)) {
		if !known[name] {
			w.refuse(at, "invalid additional property: %s", name)
		}
	}
	for _, r := range o.rules {
		r(w, at, obj)
	}
}
