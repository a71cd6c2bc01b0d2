package core

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// PolicyPart names the input of one part of a setting in a form, and in refusals: the place of a session in a plan, from 1, or the
// criterion of a weight.
func PolicyPart(key, part string) string { return key + "_" + part }

// PolicyFieldOf finds the setting that a refusal's field is about.
func PolicyFieldOf(name string) (field PolicyField, ok bool) {
	for _, f := range PolicyFields() {
		if f.Key == name || strings.HasPrefix(name, f.Key+"_") && len(f.Key) > len(field.Key) {
			field, ok = f, true
			if f.Key == name {
				return field, true
			}
		}
	}
	return field, ok
}

// Check refuses a value that the setting cannot have, naming the setting or its part.
func (f PolicyField) Check(v PolicyValue) error {
	var bad fieldErrors
	f.checkCount(v, &bad)
	for i, e := range v {
		bad.add(f.checkEntry(v[:i], e, f.partName(i, e)))
	}
	if len(bad) == 0 && f.Kind == PolicyWeights {
		bad.add(f.checkSum(v))
	}
	return bad.err()
}

// partName is the input an entry is entered in.
func (f PolicyField) partName(i int, e PolicyEntry) string {
	switch {
	case f.Kind == PolicyPlan:
		return PolicyPart(f.Key, strconv.Itoa(i+1))
	case f.Kind == PolicyWeights && known(f.Options, e.Word):
		return PolicyPart(f.Key, e.Word)
	}
	return f.Key
}

// first is the input that a refusal of the whole setting stands at.
func (f PolicyField) first() string {
	switch f.Kind {
	case PolicyPlan:
		return PolicyPart(f.Key, "1")
	case PolicyWeights:
		return PolicyPart(f.Key, f.Options[0])
	}
	return f.Key
}

func (f PolicyField) checkCount(v PolicyValue, bad *fieldErrors) {
	least, most := f.Least, f.Most
	switch f.Kind {
	case PolicyNumber, PolicyYesNo, PolicyChoice:
		least, most = 1, 1
	}
	switch {
	case len(v) < least:
		bad.add(invalid(f.first(), CodeRequired))
	case most > 0 && len(v) > most:
		bad.add(&Error{Kind: Invalid, Code: CodeTooMany, Field: f.first(), Args: map[string]any{"Limit": most}})
	}
}

func (f PolicyField) checkEntry(before PolicyValue, e PolicyEntry, name string) *Error {
	again := func(b PolicyEntry) bool { return b.Word == e.Word }
	if f.Kind == PolicyMoments {
		again = func(b PolicyEntry) bool { return b.Number == e.Number }
	}
	switch {
	case f.Kind == PolicyText:
		return checkLength(name, clean(e.Word), f.Max)
	case len(f.Options) > 0 && !known(f.Options, e.Word):
		return invalid(name, CodeUnknownOption)
	case f.Max > 0 && (e.Number < f.Min || e.Number > f.Max):
		return &Error{Kind: Invalid, Code: CodeNumberOutOfRange, Field: name, Args: map[string]any{"Min": f.Min, "Max": f.Max}}
	case f.Kind != PolicyPlan && slices.ContainsFunc(before, again):
		return invalid(name, CodeSettingTwice)
	}
	return nil
}

func (f PolicyField) checkSum(v PolicyValue) *Error {
	sum := 0
	for _, e := range v {
		sum += e.Number
	}
	if sum == 100 {
		return nil
	}
	return &Error{Kind: Invalid, Code: CodeWeightsSum, Field: f.first(), Args: map[string]any{"Sum": sum}}
}

// Check refuses a policy with a value that its setting cannot have. All wrong settings are named.
func (p Policy) Check() error {
	var bad fieldErrors
	for _, f := range PolicyFields() {
		if refusal := Refusal(f.Check(f.Of(p))); refusal != nil {
			for _, e := range refusal.All() {
				bad.add(e)
			}
		}
	}
	return bad.err()
}

// PolicyChange is one setting that differs between two policies.
type PolicyChange struct {
	Field    PolicyField
	From, To PolicyValue
}

// PolicyChanges lists what differs between two policies, in the order of the table.
func PolicyChanges(from, to Policy) []PolicyChange {
	var all []PolicyChange
	for _, f := range PolicyFields() {
		if a, b := f.Of(from), f.Of(to); !f.same(a, b) {
			all = append(all, PolicyChange{Field: f, From: a, To: b})
		}
	}
	return all
}

// same compares two values. Order means something in a plan only.
func (f PolicyField) same(a, b PolicyValue) bool {
	if f.Kind != PolicyPlan {
		order := func(a, b PolicyEntry) int {
			return cmp.Or(cmp.Compare(a.Word, b.Word), cmp.Compare(a.Number, b.Number))
		}
		a, b = slices.SortedFunc(slices.Values(a), order), slices.SortedFunc(slices.Values(b), order)
	}
	return slices.Equal(a, b)
}
