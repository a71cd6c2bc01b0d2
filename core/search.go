package core

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"mentorbot/core/matching"
)

// searchLimit bounds how many of those found are compared and shown: the ones who meet most criteria, and of these the ones who have most
// in common with who searches, as far as the index knows (docs/decisions/0013).
const searchLimit = 100

// LastCriteria is what the actor searched for last, to prefill the form.
func (s *Service) LastCriteria(ctx context.Context, call Call) (Program, Criteria, error) {
	var criteria Criteria
	program, err := own(ctx, s, call, ActionSearch, func(ctx context.Context, u *unit) (Program, error) {
		program, err := u.current(ctx, u.actor)
		if err != nil {
			return Program{}, err
		}
		if err := program.Policy.menteesChoose(); err != nil {
			return Program{}, err
		}
		criteria, err = u.Profiles().Criteria(ctx, program.ID, u.actor.ID)
		if errors.Is(err, ErrNotFound) {
			return program, nil
		}
		return program, err
	})
	return program, criteria, err
}

// Find keeps the criteria and gives the first page of mentors who meet any of them, best first. Without criteria it gives all mentors.
func (s *Service) Find(ctx context.Context, call Call, c Criteria) (SearchResults, error) {
	c, err := c.checked()
	if err != nil {
		return SearchResults{}, err
	}
	_, err = change(ctx, s, call, ActionSearch, func(ctx context.Context, u *unit) (struct{}, error) {
		if err := u.allow(ActionSearch, u.self()); err != nil {
			return struct{}{}, err
		}
		program, err := u.current(ctx, u.actor)
		if err != nil {
			return struct{}{}, err
		}
		return struct{}{}, u.keepLast(ctx, program, RoleMentor, c)
	})
	if err != nil {
		return SearchResults{}, err
	}
	return s.FindPage(ctx, call, SearchPage{})
}

// FindPage gives a page of a search of the actor. With the order of another page of it, it is a page of the same search: nobody moves,
// and who is not found any more leaves a gap.
func (s *Service) FindPage(ctx context.Context, call Call, at SearchPage) (SearchResults, error) {
	return own(ctx, s, call, ActionSearch, func(ctx context.Context, u *unit) (SearchResults, error) {
		program, err := u.current(ctx, u.actor)
		if err != nil {
			return SearchResults{}, err
		}
		sought, err := u.sought(ctx, program, RoleMentor, at.Search)
		if err != nil {
			return SearchResults{}, err
		}
		results, err := u.search(ctx, program, sought.Criteria, at)
		results.Search, results.Name = at.Search, sought.Name
		return results, err
	})
}

func (u *unit) search(ctx context.Context, program Program, c Criteria, at SearchPage) (SearchResults, error) {
	if err := program.Policy.menteesChoose(); err != nil {
		return SearchResults{}, err
	}
	cards, count, err := u.resultsPage(ctx, program, c, at)
	if err != nil {
		return SearchResults{}, err
	}
	results := SearchResults{Program: program, Viewer: u.actor, Criteria: c, Asked: c.asked(), Mentors: cards, SearchCount: count}
	choices, err := u.choices(ctx, program, u.actor.ID)
	if err != nil {
		return SearchResults{}, err
	}
	for i := range cards {
		cards[i].Chosen = choices.List.Rank(cards[i].Person.ID) > 0
	}
	results.Chosen = len(choices.List.Mentors)
	if results.CanAsk, err = u.canChoose(ctx, program, choices); err != nil {
		return SearchResults{}, err
	}
	if err := u.putMarks(ctx, cards); err != nil {
		return SearchResults{}, err
	}
	return results, u.putFaces(ctx, program.Policy, cards)
}

// resultsPage are the mentors on a page: of the search the page belongs to, or of one made now.
func (u *unit) resultsPage(ctx context.Context, program Program, c Criteria, at SearchPage) ([]MentorCard, SearchCount, error) {
	profile, err := u.Profiles().Get(ctx, u.actor.ID)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return nil, SearchCount{}, fmt.Errorf("load own profile: %w", err)
	}
	of := fingerprint(program.ID, RoleMentor, at.Search, c)
	made, known := at.Order.read(of)
	if !known {
		cards, made, err := u.ordered(ctx, program, profile, c)
		made.of = of
		page := made.cut(at.anew(), made.whole(mentorsOf(cards)))
		return page.mentors(cards), page.SearchCount, err
	}
	q := u.mentorQuery(c)
	q.Among = made.people
	found, err := u.findMentors(ctx, program, profile, q)
	if err != nil {
		return nil, SearchCount{}, err
	}
	page := made.cut(at.Page, found)
	cards, _, err := u.compared(ctx, program, c, page.people)
	page.Gone += len(page.people) - len(cards)
	return page.mentors(cards), page.SearchCount, err
}

// mentors are those of some cards who are on a page, in its order.
func (p orderPage) mentors(cards []MentorCard) []MentorCard {
	for i := range cards {
		cards[i].Place = p.places[cards[i].Person.ID]
	}
	return slices.DeleteFunc(cards, func(m MentorCard) bool { return m.Place == 0 })
}

// findMentors asks the index for mentors whom it prefers for a profile, without those who are left out for who searches.
func (u *unit) findMentors(ctx context.Context, program Program, profile Profile, q SearchQuery) (SearchFound, error) {
	q.Program, q.Prefer = program.ID, preferences(profile, program)
	if len(q.Among) > 0 {
		q.Prefer = nil // their order is known
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

// better ranks by criteria met, then those who can be asked now, then score; the names of profiles and ids make the order stable.
func better(a, b MentorCard) int {
	return cmp.Or(
		cmp.Compare(len(b.Met), len(a.Met)),
		cmp.Compare(statusOrder(a.Status), statusOrder(b.Status)),
		cmp.Compare(b.Score.Total, a.Score.Total),
		cmp.Compare(a.Profile.Name, b.Profile.Name),
		cmp.Compare(a.Person.ID, b.Person.ID),
	)
}

func statusOrder(s MentorStatus) int {
	if s == MentorFree {
		return 0
	}
	return 1
}

// mentorCards loads and scores mentors for a mentee, without what the mentors keep private.
func (u *unit) mentorCards(ctx context.Context, program Program, mentee PersonID, ids []PersonID) ([]MentorCard, error) {
	cards, err := u.scored(ctx, program, mentee, ids)
	if err != nil {
		return nil, err
	}
	return cards, u.putFaces(ctx, program.Policy, cards)
}

// scored is mentorCards with the people's ids only, which is enough to rank them.
func (u *unit) scored(ctx context.Context, program Program, mentee PersonID, ids []PersonID) ([]MentorCard, error) {
	profiles, err := u.Profiles().GetAll(ctx, append([]PersonID{mentee}, ids...))
	if err != nil {
		return nil, fmt.Errorf("load profiles: %w", err)
	}
	places, err := u.Participants().GetAll(ctx, program.ID, ids)
	if err != nil {
		return nil, fmt.Errorf("load participations: %w", err)
	}
	loads, err := u.Mentorships().Loads(ctx, program.ID, ids)
	if err != nil {
		return nil, fmt.Errorf("count mentorships: %w", err)
	}
	sheets, err := u.sheetsOf(ctx, program, append([]PersonID{mentee}, ids...))
	if err != nil {
		return nil, err
	}
	policy := program.Policy
	scorer := matching.NewScorer(policy.criteria())
	me := scorer.Prepare(policy.brings(menteeSide(profiles[mentee]), sheets[mentee].Answers, RoleMentee))
	cards := make([]MentorCard, 0, len(ids))
	for _, id := range ids {
		card := MentorCard{Card: Card{Person: Person{ID: id}, Profile: profiles[id].Public()}, Participant: places[id], Load: loads[id]}
		card.Status = statusOf(card.Participant, card.Load, u.now)
		answers := sheets[id].Answers
		side := policy.brings(mentorSide(card.Profile, card.Participant), answers, RoleMentor)
		card.Score, card.Said = scorer.Compare(me, scorer.Prepare(side)), said(policy, answers, RoleMentor)
		cards = append(cards, card)
	}
	return cards, nil
}

// putFaces loads the people of cards, and whether they are there to answer in the time that a programme gives.
func (u *unit) putFaces(ctx context.Context, policy Policy, cards []MentorCard) error {
	ids := make([]PersonID, len(cards))
	for i, card := range cards {
		ids[i] = card.Person.ID
	}
	people, err := u.People().GetAll(ctx, ids)
	for i, id := range ids {
		cards[i].Person = people[id]
	}
	if err != nil {
		return fmt.Errorf("load people: %w", err)
	}
	hours, err := u.Hours().GetAll(ctx, ids)
	if err != nil {
		return fmt.Errorf("load hours: %w", err)
	}
	for i, id := range ids {
		set := hours[id]
		off, zone := set.DaysOff(), cards[i].Person.Location()
		cards[i].Away = off.Absence(u.now, policy.Deadline(u.now, zone, off), zone)
	}
	return nil
}

func statusOf(place Participant, load int, now time.Time) MentorStatus {
	switch {
	case !place.Available(now):
		return MentorUnavailable
	case load >= place.Capacity:
		return MentorFull
	}
	return MentorFree
}

// menteeSide is what a mentee brings to a comparison.
func menteeSide(p Profile) matching.Side {
	side := commonSide(p)
	side[matching.Topics] = p.Wishes
	return side
}

// mentorSide is what a mentor brings to a comparison: the topics they offer, and their skills.
func mentorSide(p Profile, place Participant) matching.Side {
	side := commonSide(p)
	side[matching.Topics] = cleanTerms(slices.Concat(place.Topics, p.Skills))
	return side
}

func commonSide(p Profile) matching.Side {
	side := matching.Side{
		matching.Languages: p.Languages, matching.PracticeArea: p.PracticeAreas, matching.JobFunction: p.JobFunctions,
		matching.Meeting: meetingPlaces(p),
	}
	if p.DutyStation != "" {
		side[matching.DutyStation] = []string{p.DutyStation}
	}
	if p.Unit != "" {
		side[matching.Unit] = []string{p.Unit}
	}
	return side
}

// meetingPlaces are where a person can meet: online, and in person in their city. That both would meet in person somewhere is no match.
func meetingPlaces(p Profile) []string {
	var places []string
	if slices.Contains(p.MeetingModes, "online") {
		places = append(places, "online")
	}
	if slices.Contains(p.MeetingModes, "in_person") && p.MeetingCity != "" {
		places = append(places, p.MeetingCity)
	}
	return places
}

// Mentor loads a mentor's full profile with the explained score for the actor.
func (s *Service) Mentor(ctx context.Context, call Call, mentor PersonID) (MentorCard, Program, error) {
	var program Program
	card, err := own(ctx, s, call, ActionViewMentor, func(ctx context.Context, u *unit) (MentorCard, error) {
		var err error
		if program, err = u.current(ctx, u.actor); err != nil {
			return MentorCard{}, err
		}
		place, err := u.participant(ctx, program, mentor)
		if err != nil {
			return MentorCard{}, err
		}
		if !place.Findable {
			return MentorCard{}, conflict(CodeMentorNotFindable)
		}
		cards, err := u.mentorCards(ctx, program, u.actor.ID, []PersonID{mentor})
		if err != nil {
			return MentorCard{}, err
		}
		choices, err := u.choices(ctx, program, u.actor.ID)
		if err != nil {
			return MentorCard{}, err
		}
		cards[0].Chosen = choices.List.Rank(mentor) > 0
		if err := u.putMarks(ctx, cards); err != nil {
			return MentorCard{}, err
		}
		cards[0].Hours, err = u.hours(ctx, mentor)
		return cards[0], err
	})
	return card, program, err
}

// maxSuggestions bounds what an input offers while somebody types.
const maxSuggestions = 20

// Suggest completes what somebody types with values in use in the workspace, most used first.
func (s *Service) Suggest(ctx context.Context, call Call, kind TermKind, typed string) ([]string, error) {
	return own(ctx, s, call, ActionSearch, func(ctx context.Context, u *unit) ([]string, error) {
		return u.Profiles().Known(ctx, kind, matching.Normalize(typed), maxSuggestions)
	})
}
