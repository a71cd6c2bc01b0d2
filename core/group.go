package core

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"mentorbot/core/matching"
)

// GroupID identifies a [Group].
type GroupID string

// Group is a list into which a person sorts their favourites (features.md S2-15), in all programmes. It is theirs alone, as favourites
// are.
type Group struct {
	ID        GroupID
	Person    PersonID
	Name      string // as typed; no two of a person differ in case or accents only
	CreatedAt time.Time
}

// Norm is the name as it is compared with others.
func (g Group) Norm() string { return matching.Normalize(g.Name) }

// GroupFacts is a group and how many are in it.
type GroupFacts struct {
	Group Group
	Count int
}

// Bounds of groups: how many a person can have, and how long a name can be in code points.
const (
	MaxGroups    = 20
	MaxGroupName = 40
)

// Grouping is in which of the viewer's groups somebody is.
type Grouping struct {
	Program Program
	Other   Card
	Groups  []GroupFacts // all of the viewer's, by name
	In      []GroupID
}

// Grouping loads in which of the actor's groups somebody is.
func (s *Service) Grouping(ctx context.Context, call Call, other PersonID) (Grouping, error) {
	return own(ctx, s, call, ActionViewMarks, func(ctx context.Context, u *unit) (Grouping, error) {
		var g Grouping
		var err error
		if g.Program, err = u.current(ctx, u.actor); err != nil {
			return g, err
		}
		if g.Other, err = u.publicCard(ctx, other); err != nil {
			return g, missing(err, "load person")
		}
		if g.Groups, err = u.Groups().List(ctx, u.actor.ID); err != nil {
			return g, fmt.Errorf("load groups: %w", err)
		}
		in, err := u.Groups().Among(ctx, u.actor.ID, []PersonID{other})
		for _, group := range in[other] {
			g.In = append(g.In, group.ID)
		}
		return g, err
	})
}

// SetGroups puts somebody into exactly these groups of the actor, and into a new one where a name is given; the name of one there is
// stands for that one. Who is in a group is a favourite.
func (s *Service) SetGroups(ctx context.Context, call Call, other PersonID, groups []GroupID, added string) (Mark, error) {
	added = cleanLine(added)
	var bad fieldErrors
	if added != "" {
		bad.add(checkName("name", added, MaxGroupName))
	}
	if err := bad.err(); err != nil {
		return Mark{}, err
	}
	return change(ctx, s, call, ActionGroup, func(ctx context.Context, u *unit) (Mark, error) {
		if err := u.allow(ActionGroup, u.self()); err != nil {
			return Mark{}, err
		}
		if err := u.lockActor(ctx); err != nil {
			return Mark{}, err
		}
		mark := Mark{Person: u.actor.ID, Other: other, Kind: MarkFavourite, At: u.now}
		in, err := u.chosenGroups(ctx, groups, added)
		if err != nil {
			return mark, err
		}
		if len(in) > 0 {
			if err := u.mark(ctx, mark); err != nil {
				return mark, err
			}
		}
		if err := u.Groups().Put(ctx, u.actor.ID, other, in); err != nil {
			return mark, fmt.Errorf("put into groups: %w", err)
		}
		u.refreshHome(u.actor.ID)
		return mark, u.audit(ctx, ActionGroup, PersonSubject(u.actor.ID), nil)
	})
}

// chosenGroups are the actor's groups with some ids, and one more with a name.
func (u *unit) chosenGroups(ctx context.Context, ids []GroupID, added string) ([]GroupID, error) {
	all, err := u.Groups().List(ctx, u.actor.ID)
	if err != nil {
		return nil, fmt.Errorf("load groups: %w", err)
	}
	var in []GroupID
	for _, id := range ids {
		if !slices.ContainsFunc(all, func(g GroupFacts) bool { return g.Group.ID == id }) {
			return nil, invalid("groups", CodeUnknownOption)
		}
		if !slices.Contains(in, id) {
			in = append(in, id)
		}
	}
	if added == "" {
		return in, nil
	}
	group := Group{ID: GroupID(u.service.ids.NewID()), Person: u.actor.ID, Name: added, CreatedAt: u.now}
	at := slices.IndexFunc(all, func(g GroupFacts) bool { return g.Group.Norm() == group.Norm() })
	switch {
	case at >= 0 && slices.Contains(in, all[at].Group.ID):
		return in, nil
	case at >= 0:
		return append(in, all[at].Group.ID), nil
	case len(all) >= MaxGroups:
		return nil, &Error{Kind: Invalid, Field: "name", Code: CodeGroupsFull, Args: map[string]any{"Limit": strconv.Itoa(MaxGroups)}}
	}
	if err := u.Groups().Save(ctx, group); err != nil {
		return nil, fmt.Errorf("save group: %w", err)
	}
	return append(in, group.ID), nil
}

// Group loads one of the actor's groups.
func (s *Service) Group(ctx context.Context, call Call, id GroupID) (Group, error) {
	return own(ctx, s, call, ActionViewMarks, func(ctx context.Context, u *unit) (Group, error) {
		return u.ownGroup(ctx, id)
	})
}

// RenameGroup gives a group of the actor another name, which no other one of theirs has.
func (s *Service) RenameGroup(ctx context.Context, call Call, id GroupID, name string) (Group, error) {
	name = cleanLine(name)
	if e := checkName("name", name, MaxGroupName); e != nil {
		return Group{}, e
	}
	return change(ctx, s, call, ActionRenameGroup, func(ctx context.Context, u *unit) (Group, error) {
		if err := u.allow(ActionRenameGroup, u.self()); err != nil {
			return Group{}, err
		}
		if err := u.lockActor(ctx); err != nil {
			return Group{}, err
		}
		group, err := u.ownGroup(ctx, id)
		if err != nil {
			return group, err
		}
		group.Name = name
		all, err := u.Groups().List(ctx, u.actor.ID)
		if err != nil {
			return group, fmt.Errorf("load groups: %w", err)
		}
		if slices.ContainsFunc(all, func(g GroupFacts) bool { return g.Group.ID != id && g.Group.Norm() == group.Norm() }) {
			return group, invalid("name", CodeGroupTaken)
		}
		if err := u.Groups().Save(ctx, group); err != nil {
			return group, fmt.Errorf("rename group: %w", err)
		}
		u.refreshHome(u.actor.ID)
		return group, u.audit(ctx, ActionRenameGroup, PersonSubject(u.actor.ID), nil)
	})
}

// RemoveGroup forgets a group of the actor. Who was in it stays a favourite. One that is gone already, or was never theirs, is no error.
func (s *Service) RemoveGroup(ctx context.Context, call Call, id GroupID) (MarkedPage, error) {
	return change(ctx, s, call, ActionRemoveGroup, func(ctx context.Context, u *unit) (MarkedPage, error) {
		if err := u.allow(ActionRemoveGroup, u.self()); err != nil {
			return MarkedPage{}, err
		}
		group, err := u.Groups().Get(ctx, id)
		if err != nil && !errors.Is(err, ErrNotFound) {
			return MarkedPage{}, fmt.Errorf("load group: %w", err)
		}
		if err == nil && group.Person == u.actor.ID {
			if err := u.Groups().Remove(ctx, id); err != nil {
				return MarkedPage{}, fmt.Errorf("remove group: %w", err)
			}
			if err := u.audit(ctx, ActionRemoveGroup, PersonSubject(u.actor.ID), nil); err != nil {
				return MarkedPage{}, err
			}
		}
		return u.marked(ctx, MarkFavourite, "", 0)
	})
}

// groupsOf are the actor's groups in which some people are, for cards.
func (u *unit) groupsOf(ctx context.Context, people []PersonID) (map[PersonID][]string, error) {
	in, err := u.Groups().Among(ctx, u.actor.ID, people)
	if err != nil {
		return nil, fmt.Errorf("load groups: %w", err)
	}
	names := map[PersonID][]string{}
	for person, groups := range in {
		for _, group := range groups {
			names[person] = append(names[person], group.Name)
		}
	}
	return names, nil
}

// group is one of the actor's, nil for an empty id.
func (u *unit) group(ctx context.Context, id GroupID) (*Group, error) {
	if id == "" {
		return nil, nil
	}
	group, err := u.ownGroup(ctx, id)
	if err != nil {
		return nil, err
	}
	return &group, nil
}

// ownGroup is one of the actor's.
func (u *unit) ownGroup(ctx context.Context, id GroupID) (Group, error) {
	group, err := u.Groups().Get(ctx, id)
	if errors.Is(err, ErrNotFound) || err == nil && group.Person != u.actor.ID {
		return Group{}, conflict(CodeGroupGone)
	}
	if err != nil {
		return Group{}, fmt.Errorf("load group: %w", err)
	}
	return group, nil
}
