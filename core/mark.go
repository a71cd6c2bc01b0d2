package core

import (
	"context"
	"fmt"
	"strconv"
	"time"
)

// MarkKind is what somebody keeps about another person for themselves.
type MarkKind string

// The kinds of marks. A person has one mark at most about another: who hides a favourite has no favourite in them any more.
const (
	MarkFavourite MarkKind = "favourite" // kept to be found again
	MarkHidden    MarkKind = "hidden"    // left out of searches and of what is suggested
)

// Mark is what a person keeps about another one, in all programmes. It is theirs alone: neither the other person nor staff see it.
type Mark struct {
	Person PersonID
	Other  PersonID
	Kind   MarkKind
	At     time.Time
}

// MaxMarks is how many marks of a kind a person can have.
const MaxMarks = 500

// MarkedPage is a page of a person's favourites, or of those they have hidden.
type MarkedPage struct {
	Program Program
	Kind    MarkKind
	Group   *Group        // only those in it; nil for all
	Groups  []GroupFacts  // all of the person's, by name; of favourites only
	People  []MarkedFacts // latest first
	Total   int
	Page    int // from 0
	Pages   int
}

// MarkedFacts is a person somebody has marked.
type MarkedFacts struct {
	Mark     Mark
	Groups   []string // names of the viewer's groups they are in
	Card     Card
	Findable bool // as a mentor of the programme, whose profile can be opened
	Seeks    bool // a mentor, whom the viewer may make an offer to
}

// Marked loads a page of the actor's marks of a kind, of favourites also only those in a group.
func (s *Service) Marked(ctx context.Context, call Call, kind MarkKind, group GroupID, page int) (MarkedPage, error) {
	return own(ctx, s, call, ActionViewMarks, func(ctx context.Context, u *unit) (MarkedPage, error) {
		return u.marked(ctx, kind, group, page)
	})
}

func (u *unit) marked(ctx context.Context, kind MarkKind, group GroupID, page int) (MarkedPage, error) {
	out := MarkedPage{Kind: kind}
	var err error
	if out.Program, err = u.current(ctx, u.actor); err != nil {
		return out, err
	}
	if out.Group, err = u.group(ctx, group); err != nil {
		return out, err
	}
	if out.Total, err = u.Marks().Count(ctx, u.actor.ID, kind); err != nil {
		return out, fmt.Errorf("count marks: %w", err)
	}
	if kind == MarkFavourite {
		if out.Groups, err = u.Groups().List(ctx, u.actor.ID); err != nil {
			return out, fmt.Errorf("load groups: %w", err)
		}
	}
	for _, g := range out.Groups {
		if g.Group.ID == group {
			out.Total = g.Count
		}
	}
	out.Pages = max(1, (out.Total+PageSize-1)/PageSize)
	out.Page = min(max(page, 0), out.Pages-1)
	marks, err := u.marksOf(ctx, kind, group, out.Page*PageSize)
	if err != nil {
		return out, fmt.Errorf("load marks: %w", err)
	}
	ids := make([]PersonID, len(marks))
	for i, mark := range marks {
		ids[i] = mark.Other
	}
	groups, err := u.groupsOf(ctx, ids)
	if err != nil {
		return out, err
	}
	_, err = u.mentorsInvite(ctx, out.Program)
	if err != nil && Refusal(err) == nil {
		return out, err
	}
	invites := err == nil
	for _, mark := range marks {
		facts := MarkedFacts{Mark: mark, Groups: groups[mark.Other]}
		if facts.Card, err = u.publicCard(ctx, mark.Other); err != nil {
			return out, err
		}
		place, err := u.participant(ctx, out.Program, mark.Other)
		if err != nil {
			return out, err
		}
		facts.Findable, facts.Seeks = place.Findable, invites && place.seeks()
		out.People = append(out.People, facts)
	}
	return out, nil
}

func (u *unit) marksOf(ctx context.Context, kind MarkKind, group GroupID, offset int) ([]Mark, error) {
	if group != "" {
		return u.Groups().Marks(ctx, group, offset, PageSize)
	}
	return u.Marks().List(ctx, u.actor.ID, kind, offset, PageSize)
}

// Mark has the actor keep a mark about another person, in place of the one they had. An empty kind takes it away.
func (s *Service) Mark(ctx context.Context, call Call, other PersonID, kind MarkKind) (Mark, error) {
	return change(ctx, s, call, ActionMark, func(ctx context.Context, u *unit) (Mark, error) {
		if err := u.allow(ActionMark, u.self()); err != nil {
			return Mark{}, err
		}
		if err := u.lockActor(ctx); err != nil {
			return Mark{}, err
		}
		mark := Mark{Person: u.actor.ID, Other: other, Kind: kind, At: u.now}
		u.refreshHome(u.actor.ID) // where those who fit best stand
		// Whom it is about stays out of the log, which others read.
		if err := u.audit(ctx, ActionMark, PersonSubject(u.actor.ID), map[string]string{"kind": string(kind)}); err != nil {
			return Mark{}, err
		}
		if kind == "" {
			return mark, u.unmark(ctx, other)
		}
		return mark, u.mark(ctx, mark)
	})
}

func (u *unit) unmark(ctx context.Context, other PersonID) error {
	if err := u.Groups().Put(ctx, u.actor.ID, other, nil); err != nil {
		return fmt.Errorf("take out of groups: %w", err)
	}
	if err := u.Marks().Remove(ctx, u.actor.ID, other); err != nil {
		return fmt.Errorf("remove mark: %w", err)
	}
	return nil
}

func (u *unit) mark(ctx context.Context, mark Mark) error {
	if mark.Kind != MarkFavourite && mark.Kind != MarkHidden {
		return invalid("kind", CodeUnknownOption)
	}
	if mark.Other == mark.Person {
		return conflict(CodeMarkSelf)
	}
	if _, err := u.People().Get(ctx, mark.Other); err != nil {
		return missing(err, "load person")
	}
	before, err := u.Marks().Among(ctx, mark.Person, []PersonID{mark.Other})
	if err != nil {
		return fmt.Errorf("load mark: %w", err)
	}
	if before[mark.Other] == mark.Kind {
		return nil
	}
	n, err := u.Marks().Count(ctx, mark.Person, mark.Kind)
	if err != nil {
		return fmt.Errorf("count marks: %w", err)
	}
	if n >= MaxMarks {
		return &Error{Kind: Conflict, Code: CodeMarksFull, Args: map[string]any{"Limit": strconv.Itoa(MaxMarks)}}
	}
	if mark.Kind != MarkFavourite {
		if err := u.Groups().Put(ctx, mark.Person, mark.Other, nil); err != nil {
			return fmt.Errorf("take out of groups: %w", err)
		}
	}
	if err := u.Marks().Save(ctx, mark); err != nil {
		return fmt.Errorf("save mark: %w", err)
	}
	return nil
}

// putMarks says of mentors what the actor keeps about them.
func (u *unit) putMarks(ctx context.Context, cards []MentorCard) error {
	ids := make([]PersonID, len(cards))
	for i, card := range cards {
		ids[i] = card.Person.ID
	}
	marks, err := u.Marks().Among(ctx, u.actor.ID, ids)
	if err != nil {
		return fmt.Errorf("load marks: %w", err)
	}
	groups, err := u.groupsOf(ctx, ids)
	if err != nil {
		return err
	}
	for i, id := range ids {
		cards[i].Mark, cards[i].Groups = marks[id], groups[id]
	}
	return nil
}
