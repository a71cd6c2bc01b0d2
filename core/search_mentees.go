package core

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"mentorbot/core/matching"
)

// MenteeCard is a mentee without a mentor, as a mentor who may invite sees them.
type MenteeCard struct {
	Card
	Score  matching.Score
	Met    []TermKind // the search criteria this mentee satisfies
	Said   []Said     // answers to public questions
	Mark   MarkKind   // what the viewer keeps about them; empty for nothing
	Groups []string   // names of the viewer's groups they are in
	Offer  *Invitation
}

// MenteeResults is one page of mentees a mentor can offer to take.
type MenteeResults struct {
	Program  Program
	Viewer   Person
	Search   SearchID // what was looked for
	Name     string   // of a saved search
	Criteria Criteria
	Asked    []TermKind // the kinds of criteria that were given
	Mentees  []MenteeCard
	Page     int // from 0
	Pages    int
	Total    int
	Listed   int // how many of all found are on the pages
}

// LastMenteeCriteria is what the actor searched for last among mentees, to prefill the form.
func (s *Service) LastMenteeCriteria(ctx context.Context, call Call) (Program, Criteria, error) {
	var criteria Criteria
	program, err := own(ctx, s, call, ActionSearchMentees, func(ctx context.Context, u *unit) (Program, error) {
		program, err := u.current(ctx, u.actor)
		if err != nil {
			return Program{}, err
		}
		if _, err := u.mentorsInvite(ctx, program); err != nil {
			return Program{}, err
		}
		criteria, err = u.Profiles().MenteeCriteria(ctx, program.ID, u.actor.ID)
		if errors.Is(err, ErrNotFound) {
			return program, nil
		}
		return program, err
	})
	return program, criteria, err
}

// FindMentees keeps the criteria and gives the first page of mentees who meet any of them, best first. Without criteria it gives all.
func (s *Service) FindMentees(ctx context.Context, call Call, c Criteria) (MenteeResults, error) {
	c, err := c.checked()
	if err != nil {
		return MenteeResults{}, err
	}
	_, err = change(ctx, s, call, ActionSearchMentees, func(ctx context.Context, u *unit) (struct{}, error) {
		if err := u.allow(ActionSearchMentees, u.self()); err != nil {
			return struct{}{}, err
		}
		program, err := u.current(ctx, u.actor)
		if err != nil {
			return struct{}{}, err
		}
		return struct{}{}, u.keepLast(ctx, program, RoleMentee, c)
	})
	if err != nil {
		return MenteeResults{}, err
	}
	return s.MenteesPage(ctx, call, "", 0)
}

// MenteesPage gives a page of a search of the actor among mentees, counted from 0; a page past the end gives the last one.
func (s *Service) MenteesPage(ctx context.Context, call Call, search SearchID, page int) (MenteeResults, error) {
	return own(ctx, s, call, ActionSearchMentees, func(ctx context.Context, u *unit) (MenteeResults, error) {
		program, err := u.current(ctx, u.actor)
		if err != nil {
			return MenteeResults{}, err
		}
		place, err := u.mentorsInvite(ctx, program)
		if err != nil {
			return MenteeResults{}, err
		}
		sought, err := u.sought(ctx, program, RoleMentee, search)
		if err != nil {
			return MenteeResults{}, err
		}
		results, err := u.searchMentees(ctx, program, place, sought.Criteria, page)
		results.Search, results.Name = search, sought.Name
		return results, err
	})
}

func (u *unit) searchMentees(ctx context.Context, program Program, place Participant, c Criteria, page int) (MenteeResults, error) {
	profile, err := u.Profiles().Get(ctx, u.actor.ID)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return MenteeResults{}, fmt.Errorf("load own profile: %w", err)
	}
	q := SearchQuery{
		Program: program.ID, Seek: RoleMentee, Except: u.actor.ID, Any: ofMentees(c.terms()), Words: c.words(), Limit: searchLimit,
		Prefer: prefer(mentorSide(profile, place), TermWish, program),
	}
	if err := u.leftOut(ctx, program, profile, &q); err != nil {
		return MenteeResults{}, err
	}
	found, err := u.Profiles().Search(ctx, q)
	if err != nil {
		return MenteeResults{}, fmt.Errorf("search: %w", err)
	}
	ids, err := u.withoutExcluded(ctx, program, u.actor.ID, found.People)
	if err != nil {
		return MenteeResults{}, err
	}
	cards, err := u.menteeCards(ctx, program, place, ids)
	if err != nil {
		return MenteeResults{}, err
	}
	cards = slices.DeleteFunc(cards, func(m MenteeCard) bool { return len(m.Score.Excluded) > 0 })
	for i := range cards {
		cards[i].Met = metBy(kindsOfMentees(c.asked()), ofMentees(c.terms()), cards[i].values())
	}
	slices.SortFunc(cards, func(a, b MenteeCard) int {
		return cmp.Or(cmp.Compare(len(b.Met), len(a.Met)), cmp.Compare(b.Score.Total, a.Score.Total),
			cmp.Compare(a.Profile.Name, b.Profile.Name), cmp.Compare(a.Person.ID, b.Person.ID))
	})
	results := MenteeResults{
		Program: program, Viewer: u.actor, Criteria: c, Asked: kindsOfMentees(c.asked()),
		Total: found.Total - len(found.People) + len(cards), Listed: len(cards),
	}
	results.Pages = max(1, (len(cards)+PageSize-1)/PageSize)
	results.Page = min(max(page, 0), results.Pages-1)
	first := results.Page * PageSize
	results.Mentees = cards[first:min(first+PageSize, len(cards))]
	return results, u.finishMentees(ctx, program, results.Mentees)
}

// ofMentees looks for topics among what people wish to learn.
func ofMentees(terms map[TermKind][]string) map[TermKind][]string {
	if topics, asked := terms[TermTopic]; asked {
		terms[TermWish] = topics
		delete(terms, TermTopic)
	}
	return terms
}

func kindsOfMentees(kinds []TermKind) []TermKind {
	for i, kind := range kinds {
		if kind == TermTopic {
			kinds[i] = TermWish
		}
	}
	return kinds
}

// values is what of a mentee each kind of criteria looks at.
func (m MenteeCard) values() map[TermKind][]string {
	values := MentorCard{Card: m.Card}.values()
	delete(values, TermTopic)
	values[TermWish] = m.Profile.Wishes
	return values
}

// menteeCards loads and scores mentees for the actor, a mentor, with the same score that the mentees see.
func (u *unit) menteeCards(ctx context.Context, program Program, place Participant, ids []PersonID) ([]MenteeCard, error) {
	all := append([]PersonID{u.actor.ID}, ids...)
	profiles, err := u.Profiles().GetAll(ctx, all)
	if err != nil {
		return nil, fmt.Errorf("load profiles: %w", err)
	}
	sheets, err := u.sheetsOf(ctx, program, all)
	if err != nil {
		return nil, err
	}
	policy := program.Policy
	scorer := matching.NewScorer(policy.criteria())
	me := scorer.Prepare(policy.brings(mentorSide(profiles[u.actor.ID].Public(), place), sheets[u.actor.ID].Answers, RoleMentor))
	cards := make([]MenteeCard, 0, len(ids))
	for _, id := range ids {
		answers := sheets[id].Answers
		them := scorer.Prepare(policy.brings(menteeSide(profiles[id]), answers, RoleMentee))
		cards = append(cards, MenteeCard{
			Card: Card{Person: Person{ID: id}, Profile: profiles[id].Public()}, Score: scorer.Compare(them, me),
			Said: said(policy, answers, RoleMentee),
		})
	}
	return cards, nil
}

// finishMentees adds the people of cards, the actor's marks and their offers.
func (u *unit) finishMentees(ctx context.Context, program Program, cards []MenteeCard) error {
	ids := make([]PersonID, len(cards))
	for i, card := range cards {
		ids[i] = card.Person.ID
	}
	people, err := u.People().GetAll(ctx, ids)
	if err != nil {
		return fmt.Errorf("load people: %w", err)
	}
	marks, err := u.Marks().Among(ctx, u.actor.ID, ids)
	if err != nil {
		return fmt.Errorf("load marks: %w", err)
	}
	groups, err := u.groupsOf(ctx, ids)
	if err != nil {
		return err
	}
	offers, err := u.Invitations().Offers(ctx, program.ID, u.actor.ID)
	if err != nil {
		return fmt.Errorf("load offers: %w", err)
	}
	for i, id := range ids {
		cards[i].Person, cards[i].Mark, cards[i].Groups = people[id], marks[id], groups[id]
		for _, inv := range offers {
			if inv.Mentor == u.actor.ID && inv.Mentee == id {
				cards[i].Offer = &inv
			}
		}
	}
	return nil
}

// Mentee loads the profile of a mentee who looks for a mentor, with the explained score, for a mentor who may invite them.
func (s *Service) Mentee(ctx context.Context, call Call, mentee PersonID) (MenteeCard, Program, error) {
	var program Program
	card, err := own(ctx, s, call, ActionViewMentee, func(ctx context.Context, u *unit) (MenteeCard, error) {
		var err error
		if program, err = u.current(ctx, u.actor); err != nil {
			return MenteeCard{}, err
		}
		place, err := u.mentorsInvite(ctx, program)
		if err != nil {
			return MenteeCard{}, err
		}
		theirs, err := u.participant(ctx, program, mentee)
		if err != nil {
			return MenteeCard{}, err
		}
		if !theirs.seeks() {
			return MenteeCard{}, conflict(CodeMenteeNotFindable)
		}
		cards, err := u.menteeCards(ctx, program, place, []PersonID{mentee})
		if err != nil {
			return MenteeCard{}, err
		}
		if err := u.finishMentees(ctx, program, cards); err != nil {
			return MenteeCard{}, err
		}
		return cards[0], nil
	})
	return card, program, err
}
