package core

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"mentorbot/core/matching"
)

// elsewhereRounds bounds how often a search is made again because of mentors who were found for what they offer elsewhere. Each round leaves
// out those of the one before, so that they take no places among the best.
const elsewhereRounds = 5

// ordered are the best of the mentors the actor's criteria find, scored, best first, and their order.
func (u *unit) ordered(ctx context.Context, program Program, profile Profile, c Criteria) (cards []MentorCard, made order, err error) {
	q := u.mentorQuery(c)
	for round := 1; ; round++ {
		found, err := u.findMentors(ctx, program, profile, q)
		if err != nil {
			return nil, order{}, err
		}
		cards, elsewhere, err := u.compared(ctx, program, c, found.People)
		if err != nil {
			return nil, order{}, err
		}
		if len(elsewhere) == 0 || found.Total <= len(found.People) || round == elsewhereRounds {
			slices.SortFunc(cards, better)
			return cards, found.order(mentorsOf(cards)), nil
		}
		q.Without = append(q.Without, elsewhere...)
	}
}

func (u *unit) mentorQuery(c Criteria) SearchQuery {
	return SearchQuery{Except: u.actor.ID, Any: c.terms(), Words: c.words(), Limit: searchLimit}
}

func mentorsOf(cards []MentorCard) []PersonID {
	ids := make([]PersonID, len(cards))
	for i, card := range cards {
		ids[i] = card.Person.ID
	}
	return ids
}

// compared are the cards of those among some mentors whom the actor may be shown, with the criteria they meet; and who was found for what
// they offer elsewhere.
func (u *unit) compared(ctx context.Context, program Program, c Criteria, found []PersonID) (here []MentorCard, elsewhere []PersonID, err error) {
	ids, err := u.withoutExcluded(ctx, program, u.actor.ID, found)
	if err != nil {
		return nil, nil, err
	}
	cards, err := u.scored(ctx, program, u.actor.ID, ids)
	if err != nil {
		return nil, nil, err
	}
	cards = slices.DeleteFunc(cards, func(m MentorCard) bool { return len(m.Score.Excluded) > 0 })
	all := make(map[PersonID]bool, len(cards))
	for i := range cards {
		cards[i].Met = met(c, cards[i])
		all[cards[i].Person.ID] = true
	}
	if here, err = u.withoutElsewhere(ctx, c, cards); err != nil {
		return nil, nil, err
	}
	for _, card := range here {
		delete(all, card.Person.ID)
	}
	return here, slices.Sorted(maps.Keys(all)), nil
}

// withoutElsewhere drops mentors whom the index found only for topics they offer in another programme. The index knows what a person can be
// found by, not where: few people are in several programmes, and an index for each would have everybody's profile again. What criteria a
// card meets and its score are those of the programme already.
func (u *unit) withoutElsewhere(ctx context.Context, c Criteria, cards []MentorCard) ([]MentorCard, error) {
	words := c.words()
	if len(words) == 0 && len(c.Topics) == 0 {
		return cards, nil
	}
	cards = slices.DeleteFunc(cards, func(m MentorCard) bool { return len(c.Topics) > 0 && len(m.Met) == 0 })
	if len(words) == 0 {
		return cards, nil
	}
	var named []PersonID // only by the chat system
	for _, card := range cards {
		if card.Profile.Name == "" {
			named = append(named, card.Person.ID)
		}
	}
	people, err := u.People().GetAll(ctx, named)
	if err != nil {
		return nil, fmt.Errorf("load people: %w", err)
	}
	return slices.DeleteFunc(cards, func(m MentorCard) bool {
		return !hasWords(searchTexts(m.Profile, people[m.Person.ID], m.Participant.Topics), words)
	}), nil
}

// hasWords reports whether all words, normalised, are somewhere in the texts.
func hasWords(texts, words []string) bool {
	there := map[string]bool{}
	for _, text := range texts {
		for _, word := range matching.Words(text) {
			there[matching.Normalize(word)] = true
		}
	}
	return !slices.ContainsFunc(words, func(w string) bool { return !there[w] })
}
