package core

import (
	"context"
	"fmt"
	"slices"

	"mentorbot/core/matching"
)

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
	names := make([]PersonID, len(cards))
	for i, card := range cards {
		names[i] = card.Person.ID
	}
	people, err := u.People().GetAll(ctx, names)
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
