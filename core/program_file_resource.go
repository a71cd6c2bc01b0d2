package core

import (
	"fmt"
	"slices"

	"mentorbot/core/matching"
)

// ResourceChange is a resource that a programme's library has, and another one has not or has otherwise.
type ResourceChange struct {
	Resource Resource // as it becomes, or as it was where it goes
	Added    bool
	Removed  bool
	Moved    bool // it comes after other resources than before
	Changed  bool // in anything else
}

// ResourceField names a key of a resource in refusals of a programme's file, the place counted from 1.
func ResourceField(place int, key string) string { return fmt.Sprintf("resources_%d_%s", place, key) }

// ResourceChanges lists what differs between two libraries: what becomes, in its order, and then what goes.
func ResourceChanges(from, to []Resource) []ResourceChange {
	var all []ResourceChange
	moved := movedIDs(resourceIDs(from), resourceIDs(to))
	for _, r := range to {
		before, there := Policy{Resources: from}.Resource(r.ID)
		c := ResourceChange{Resource: r, Added: !there, Moved: moved[r.ID], Changed: there && before != r}
		if c.Added || c.Moved || c.Changed {
			all = append(all, c)
		}
	}
	for _, r := range from {
		if _, stays := (Policy{Resources: to}).Resource(r.ID); !stays {
			all = append(all, ResourceChange{Resource: r, Removed: true})
		}
	}
	return all
}

func resourceIDs(all []Resource) []ResourceID {
	ids := make([]ResourceID, len(all))
	for i, r := range all {
		ids[i] = r.ID
	}
	return ids
}

// movedIDs are those that follow another one than before, of those both lists have.
func movedIDs[ID comparable](from, to []ID) map[ID]bool {
	shared := func(of, other []ID) []ID {
		return slices.DeleteFunc(slices.Clone(of), func(id ID) bool { return !slices.Contains(other, id) })
	}
	moved := map[ID]bool{}
	before, after := shared(from, to), shared(to, from)
	for i, id := range after {
		if at := slices.Index(before, id); (at == 0) != (i == 0) || at > 0 && before[at-1] != after[i-1] {
			moved[id] = true
		}
	}
	return moved
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
			for _, e := range r.check() {
				placed := *e
				placed.Field = at(e.Field)
				bad.add(&placed)
			}
		}
		ids[id] = true
	}
	return bad
}
