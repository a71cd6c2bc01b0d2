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
	Place  int // among all results of a search, from 1; 0 elsewhere
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
	SearchCount
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
	return s.MenteesPage(ctx, call, SearchPage{})
}

// MenteesPage gives a page of a search of the actor among mentees, as FindPage does of mentors.
func (s *Service) MenteesPage(ctx context.Context, call Call, at SearchPage) (MenteeResults, error) {
	return own(ctx, s, call, ActionSearchMentees, func(ctx context.Context, u *unit) (MenteeResults, error) {
		program, err := u.current(ctx, u.actor)
		if err != nil {
			return MenteeResults{}, err
		}
		place, err := u.mentorsInvite(ctx, program)
		if err != nil {
			return MenteeResults{}, err
		}
		sought, err := u.sought(ctx, program, RoleMentee, at.Search)
		if err != nil {
			return MenteeResults{}, err
		}
		results, err := u.searchMentees(ctx, menteeSearch{program, place, sought.Criteria}, at)
		results.Search, results.Name = at.Search, sought.Name
		return results, err
	})
}

// menteeSearch is a mentor's search among the mentees of a programme.
type menteeSearch struct {
	program  Program
	place    Participant // of the mentor
	criteria Criteria
}

func (u *unit) searchMentees(ctx context.Context, search menteeSearch, at SearchPage) (MenteeResults, error) {
	c := search.criteria
	results := MenteeResults{Program: search.program, Viewer: u.actor, Criteria: c, Asked: kindsOfMentees(c.asked())}
	of := fingerprint(search.program.ID, RoleMentee, at.Search, c)
	made, known := at.Order.read(of)
	found, err := u.findMentees(ctx, search, made.people)
	if err != nil {
		return results, err
	}
	page := made.cut(at.Page, found)
	if !known {
		page.people = found.People
	}
	cards, err := u.comparedMentees(ctx, search, page.people)
	if err != nil {
		return results, err
	}
	page.Gone += len(page.people) - len(cards)
	if !known {
		slices.SortFunc(cards, betterMentee)
		ids := make([]PersonID, len(cards))
		for i, card := range cards {
			ids[i] = card.Person.ID
		}
		made = found.order(ids)
		made.of = of
		page = made.cut(at.anew(), made.whole(ids))
	}
	results.Mentees, results.SearchCount = page.mentees(cards), page.SearchCount
	return results, u.finishMentees(ctx, search.program, results.Mentees)
}

// findMentees asks the index for mentees whom the actor could invite, all of them or those with some numbers.
func (u *unit) findMentees(ctx context.Context, search menteeSearch, among []int64) (SearchFound, error) {
	profile, err := u.Profiles().Get(ctx, u.actor.ID)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return SearchFound{}, fmt.Errorf("load own profile: %w", err)
	}
	program, c := search.program, search.criteria
	q := SearchQuery{
		Program: program.ID, Seek: RoleMentee, Except: u.actor.ID, Any: ofMentees(c.terms()), Words: c.words(), Limit: searchLimit,
		Among: among,
	}
	if len(among) == 0 {
		q.Prefer = prefer(mentorSide(profile, search.place), TermWish, program)
	}
	if err := u.leftOut(ctx, program, profile, &q); err != nil {
		return SearchFound{}, err
	}
	found, err := u.Profiles().Search(ctx, q)
	if err != nil {
		return SearchFound{}, fmt.Errorf("search: %w", err)
	}
	return found, nil
}

// comparedMentees are the cards of those among some mentees whom the actor may be shown, with the criteria they meet.
func (u *unit) comparedMentees(ctx context.Context, search menteeSearch, found []PersonID) ([]MenteeCard, error) {
	ids, err := u.withoutExcluded(ctx, search.program, u.actor.ID, found)
	if err != nil {
		return nil, err
	}
	cards, err := u.menteeCards(ctx, search.program, search.place, ids)
	if err != nil {
		return nil, err
	}
	cards = slices.DeleteFunc(cards, func(m MenteeCard) bool { return len(m.Score.Excluded) > 0 })
	c := search.criteria
	for i := range cards {
		cards[i].Met = metBy(kindsOfMentees(c.asked()), ofMentees(c.terms()), cards[i].values())
	}
	return cards, nil
}

func betterMentee(a, b MenteeCard) int {
	return cmp.Or(cmp.Compare(len(b.Met), len(a.Met)), cmp.Compare(b.Score.Total, a.Score.Total),
		cmp.Compare(a.Profile.Name, b.Profile.Name), cmp.Compare(a.Person.ID, b.Person.ID))
}

// mentees are those of some cards who are on a page, in its order.
func (p orderPage) mentees(cards []MenteeCard) []MenteeCard {
	for i := range cards {
		cards[i].Place = p.places[cards[i].Person.ID]
	}
	return slices.DeleteFunc(cards, func(m MenteeCard) bool { return m.Place == 0 })
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
