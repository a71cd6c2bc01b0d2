package core

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"
)

// maxWaiting bounds a waiting list.
const maxWaiting = 10_000

// queue puts mentees on the waiting list of a programme, and with that before its staff. Who is there already keeps their place.
func (u *unit) queue(ctx context.Context, program ProgramID, items ...Attention) error {
	var people []PersonID
	for _, item := range items {
		people = append(people, item.Person)
	}
	open, err := u.Attention().OpenFor(ctx, program, people...)
	if err != nil {
		return fmt.Errorf("load attention: %w", err)
	}
	there := map[PersonID]bool{}
	for _, a := range open {
		there[a.Person] = there[a.Person] || a.Kind.Waits()
	}
	var added []Attention
	for _, item := range items {
		if there[item.Person] {
			continue
		}
		there[item.Person] = true
		item.ID, item.CreatedAt = AttentionID(u.service.ids.NewID()), u.now
		added = append(added, item)
	}
	if err := u.Attention().Save(ctx, added...); err != nil {
		return fmt.Errorf("save attention: %w", err)
	}
	return nil
}

// waiting is a programme's waiting list, who waits longest first.
func (u *unit) waiting(ctx context.Context, program ProgramID) ([]Attention, error) {
	items, err := u.Attention().Open(ctx, []ProgramID{program}, maxWaiting)
	if err != nil {
		return nil, fmt.Errorf("load waiting list: %w", err)
	}
	items = slices.DeleteFunc(items, func(a Attention) bool { return !a.Kind.Waits() })
	slices.SortStableFunc(items, func(a, b Attention) int {
		return cmp.Or(a.CreatedAt.Compare(b.CreatedAt), cmp.Compare(a.ID, b.ID))
	})
	return items, nil
}

// waitingSince are the mentees on a programme's waiting list with since when.
func (u *unit) waitingSince(ctx context.Context, program ProgramID) (map[PersonID]time.Time, error) {
	items, err := u.waiting(ctx, program)
	since := map[PersonID]time.Time{}
	for _, item := range items {
		since[item.Person] = item.CreatedAt
	}
	return since, err
}

// waitingSuggestions is how many mentors are suggested for each mentee on the waiting list.
const waitingSuggestions = 3

// suggestionsCompared is how many mentors, those who fit best by the index, are compared for each.
const suggestionsCompared = 50

// waitingShown is how many mentees a page of the waiting list has: each comes with suggestions.
const waitingShown = 5

// WaitingFacts is a mentee on a waiting list, with mentors who could take them now.
type WaitingFacts struct {
	Item        Attention
	Position    int // from 1
	Mentee      Card
	Suggestions []MentorCard // free, not asked before on the mentee's last list, best fit first
}

// WaitingPage is a page of a programme's waiting list.
type WaitingPage struct {
	Program  Program
	Relation Relation
	Waiting  []WaitingFacts // who waits longest first
	Total    int
	Page     int // from 0
	Pages    int
}

// WaitingPage loads a page of a programme's waiting list for those who run it.
func (s *Service) WaitingPage(ctx context.Context, call Call, id ProgramID, page int) (WaitingPage, error) {
	return read(ctx, s, call, ActionViewWaiting, func(ctx context.Context, u *unit) (WaitingPage, error) {
		program, err := u.managed(ctx, ActionViewWaiting, id)
		if err != nil {
			return WaitingPage{}, err
		}
		return u.waitingPage(ctx, program, page)
	})
}

func (u *unit) waitingPage(ctx context.Context, program Program, page int) (WaitingPage, error) {
	out := WaitingPage{Program: program}
	var err error
	if out.Relation, err = u.staffRelation(ctx, program.ID); err != nil {
		return out, err
	}
	items, err := u.waiting(ctx, program.ID)
	if err != nil {
		return out, err
	}
	out.Total = len(items)
	out.Pages = max(1, (len(items)+waitingShown-1)/waitingShown)
	out.Page = min(max(page, 0), out.Pages-1)
	first := out.Page * waitingShown
	for i, item := range items[first:min(first+waitingShown, len(items))] {
		facts := WaitingFacts{Item: item, Position: first + i + 1}
		if facts.Mentee, err = u.publicCard(ctx, item.Person); err != nil {
			return out, err
		}
		if facts.Suggestions, err = u.suggestions(ctx, program, item.Person); err != nil {
			return out, err
		}
		out.Waiting = append(out.Waiting, facts)
	}
	return out, nil
}

// suggestions are mentors who could take a mentee now and have not been asked on the mentee's last list.
func (u *unit) suggestions(ctx context.Context, program Program, mentee PersonID) ([]MentorCard, error) {
	profile, err := u.Profiles().Get(ctx, mentee)
	if err != nil {
		return nil, missing(err, "load profile")
	}
	found, err := u.findMentors(ctx, program, profile, SearchQuery{Except: mentee, Limit: suggestionsCompared})
	if err != nil {
		return nil, err
	}
	ids, err := u.withoutExcluded(ctx, program, mentee, found.People)
	if err != nil {
		return nil, err
	}
	asked, err := u.askedBefore(ctx, program, mentee)
	if err != nil {
		return nil, err
	}
	cards, err := u.mentorCards(ctx, program, mentee, ids)
	if err != nil {
		return nil, err
	}
	cards = slices.DeleteFunc(cards, func(m MentorCard) bool {
		return m.Status != MentorFree || len(m.Score.Excluded) > 0 || asked[m.Person.ID]
	})
	slices.SortFunc(cards, better)
	return cards[:min(len(cards), waitingSuggestions)], nil
}

// askedBefore are the mentors who were asked on a mentee's last list.
func (u *unit) askedBefore(ctx context.Context, program Program, mentee PersonID) (map[PersonID]bool, error) {
	asked := map[PersonID]bool{}
	facts, err := u.latestChoices(ctx, program, mentee)
	if err != nil || facts == nil {
		return asked, err
	}
	for id := range facts.Invitations {
		asked[id] = true
	}
	return asked, nil
}

// AskForMentee asks a mentor in the name of a mentee on the waiting list, with the words of the mentee's last request. The mentor answers
// as to any other request.
func (s *Service) AskForMentee(ctx context.Context, call Call, in Pair) (WaitingPage, error) {
	return change(ctx, s, call, ActionAskForMentee, func(ctx context.Context, u *unit) (WaitingPage, error) {
		program, err := u.managed(ctx, ActionAskForMentee, in.Program)
		if err != nil {
			return WaitingPage{}, err
		}
		if err := in.check(); err != nil {
			return WaitingPage{}, err
		}
		if err := u.lockPair(ctx, in); err != nil {
			return WaitingPage{}, err
		}
		if err := u.askFor(ctx, program, in); err != nil {
			return WaitingPage{}, err
		}
		return u.waitingPage(ctx, program, 0)
	})
}

func (u *unit) askFor(ctx context.Context, program Program, in Pair) error {
	waits, err := u.waitingSince(ctx, program.ID)
	if err != nil {
		return err
	}
	if _, on := waits[in.Mentee]; !on {
		return conflict(CodeAlreadyResolved)
	}
	choices, err := u.choices(ctx, program, in.Mentee)
	if err != nil {
		return err
	}
	if choices.List.State == ChoicesRunning || !choices.mayAsk {
		return conflict(CodeAlreadyResolved)
	}
	reason, err := u.obstacle(ctx, program, in.Mentee, in.Mentor)
	if err != nil {
		return err
	}
	if reason != "" {
		return conflict(CodeMentorUnavailable)
	}
	return u.startFor(ctx, program, choices.List, in)
}

// startFor sends a list with one mentor on it for a mentee, whose draft it takes the place of.
func (u *unit) startFor(ctx context.Context, program Program, list ChoiceList, in Pair) error {
	last, err := u.ChoiceLists().Latest(ctx, program.ID, in.Mentee)
	if err == nil && list.Message == "" {
		list.Message = last.Message
	}
	if list.ID == "" {
		list.ID = ChoiceListID(u.service.ids.NewID())
	}
	list.State, list.Mentors, list.SubmittedAt = ChoicesRunning, []PersonID{in.Mentor}, u.now
	if err := u.ChoiceLists().Save(ctx, list); err != nil {
		return fmt.Errorf("save choices: %w", err)
	}
	if err := u.resolveAttention(ctx, program.ID, in.Mentee); err != nil {
		return err
	}
	detail := map[string]string{"mentor": string(in.Mentor), "mentee": string(in.Mentee)}
	if err := u.audit(ctx, ActionAskForMentee, ListSubject(list.ID), detail); err != nil {
		return err
	}
	return u.advance(ctx, program, list)
}
