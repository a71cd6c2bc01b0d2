package core

import (
	"fmt"
	"slices"

	"mentorbot/core/matching"
)

// ResourceField names a key of a resource in refusals of a programme's file, the place counted from 1.
func ResourceField(place int, key string) string { return fmt.Sprintf("resources_%d_%s", place, key) }

// ResourceChanges lists what differs between two libraries.
func ResourceChanges(from, to []Resource) []ListChange[Resource] {
	return listChanges(from, to, func(r Resource) ResourceID { return r.ID }, func(a, b Resource) bool { return a == b })
}

// cleanResources are the resources of a file with their texts as forms would have stored them.
func cleanResources(all []Resource) []Resource {
	all = slices.Clone(all)
	for i, r := range all {
		all[i] = r.cleaned()
	}
	return all
}

// checkResources refuses a library of a file that forms could not have made.
func checkResources(before, after []Resource) fieldErrors {
	var bad fieldErrors
	if len(after) > MaxResources {
		bad.add(&Error{Kind: Invalid, Code: CodeResourcesFull, Field: "resources", Args: map[string]any{"Limit": MaxResources}})
		return bad
	}
	ids := map[string]bool{}
	for i, r := range after {
		at := func(key string) string { return ResourceField(i+1, key) }
		id := matching.Normalize(string(r.ID))
		switch old, there := (Policy{Resources: before}).Resource(r.ID); {
		case len(r.ID) > maxResourceID || !validQuestionPart(string(r.ID)):
			bad.add(&Error{Kind: Invalid, Code: CodeQuestionID, Field: at(fieldID), Args: map[string]any{"Limit": maxResourceID}})
		case ids[id]:
			bad.add(invalid(at(fieldID), CodeSettingTwice))
		case there && old.Kind != r.Kind:
			bad.add(invalid(at(fieldKind), CodeResourceKind))
		default:
			bad = append(bad, placed(r.check(), at)...)
		}
		ids[id] = true
	}
	return bad
}
