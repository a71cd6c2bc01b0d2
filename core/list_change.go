package core

import "slices"

// ListChange is an entry of a list of a programme's own, such as its resources, that another version of the list has not or has otherwise.
type ListChange[E any] struct {
	Entry   E // as it becomes, or as it was where it goes
	Added   bool
	Removed bool
	Moved   bool // it comes after another entry than before
	Changed bool // in anything else
}

// ListChangeKind is what became of an entry, in one word.
type ListChangeKind string

// The kinds of changes. One that is in another place, too, is changed.
const (
	EntryAdded   ListChangeKind = "added"
	EntryRemoved ListChangeKind = "removed"
	EntryChanged ListChangeKind = "changed"
	EntryMoved   ListChangeKind = "moved"
)

// Kind is what became of the entry.
func (c ListChange[E]) Kind() ListChangeKind {
	switch {
	case c.Added:
		return EntryAdded
	case c.Removed:
		return EntryRemoved
	case c.Changed:
		return EntryChanged
	}
	return EntryMoved
}

// listChanges lists what differs between two lists: what becomes, in its order, and then what goes.
func listChanges[E any, ID comparable](from, to []E, id func(E) ID, same func(a, b E) bool) []ListChange[E] {
	var all []ListChange[E]
	before, after := entryIDs(from, id), entryIDs(to, id)
	moved := movedIDs(before, after)
	for i, e := range to {
		at := slices.Index(before, after[i])
		c := ListChange[E]{Entry: e, Added: at < 0, Moved: moved[after[i]], Changed: at >= 0 && !same(from[at], e)}
		if c.Added || c.Moved || c.Changed {
			all = append(all, c)
		}
	}
	for i, e := range from {
		if !slices.Contains(after, before[i]) {
			all = append(all, ListChange[E]{Entry: e, Removed: true})
		}
	}
	return all
}

func entryIDs[E any, ID comparable](all []E, id func(E) ID) []ID {
	ids := make([]ID, len(all))
	for i, e := range all {
		ids[i] = id(e)
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
