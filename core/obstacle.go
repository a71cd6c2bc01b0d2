package core

import (
	"context"
	"fmt"
	"slices"
	"time"

	"mentorbot/core/matching"
)

// obstacles are the facts that decide whether people of a programme can be asked by each other. They are loaded for many at once; under the
// locks of a cascade step they stay true.
type obstacles struct {
	program Program
	now     time.Time
	people  map[PersonID]Person
	places  map[PersonID]Participant
	loads   map[PersonID]int
	apart   apart
	sheets  map[PersonID]AnswerSheet
}

// obstacle says why a mentor cannot be asked by a mentee now, or nothing.
func (u *unit) obstacle(ctx context.Context, program Program, mentee, mentor PersonID) (SkipReason, error) {
	o, err := u.obstacles(ctx, program, []PersonID{mentee, mentor})
	if err != nil {
		return "", err
	}
	return o.between(mentee, mentor)
}

func (u *unit) obstacles(ctx context.Context, program Program, people []PersonID) (o obstacles, err error) {
	o.program, o.now = program, u.now
	if o.people, err = u.People().GetAll(ctx, people); err != nil {
		return o, fmt.Errorf("load people: %w", err)
	}
	if o.places, err = u.Participants().GetAll(ctx, program.ID, people); err != nil {
		return o, fmt.Errorf("load participations: %w", err)
	}
	if o.loads, err = u.Mentorships().Loads(ctx, program.ID, people); err != nil {
		return o, fmt.Errorf("count mentorships: %w", err)
	}
	if o.apart, err = u.apart(ctx, program, people); err != nil {
		return o, err
	}
	o.sheets, err = u.sheetsOf(ctx, program, people)
	return o, err
}

// between is the one place that decides whether a mentor can be asked by a mentee (features.md, invariant 8).
func (o *obstacles) between(mentee, mentor PersonID) (SkipReason, error) {
	person, known := o.people[mentor]
	if !known {
		return "", notFound()
	}
	place := o.places[mentor] // of somebody who takes no part, nothing: they are not findable
	switch {
	case person.Unreachable:
		return SkipUnreachable, nil
	case !person.Active() || !place.Findable:
		return SkipLeft, nil
	case !place.Available(o.now):
		return SkipUnavailable, nil
	case o.loads[mentor] >= place.Capacity:
		return SkipFull, nil
	case o.apart.cause(mentee, mentor) != "" || o.program.Policy.keptApart(o.sheets[mentee], o.sheets[mentor]) != nil:
		return SkipExcluded, nil
	}
	return "", nil
}

// obstaclesOn loads what decides who on some lists of a programme can be asked.
func (u *unit) obstaclesOn(ctx context.Context, program Program, lists ...ChoiceList) (obstacles, error) {
	var people []PersonID
	for _, list := range lists {
		people = append(append(people, list.Mentee), list.Mentors...)
	}
	slices.Sort(people)
	return u.obstacles(ctx, program, slices.Compact(people))
}

// keptApart is the question whose answers keep a mentee and a mentor apart; nil when none does.
func (p *Policy) keptApart(mentee, mentor AnswerSheet) *Question {
	score := matching.Compare(p.brings(matching.Side{}, mentee.Answers, RoleMentee), p.brings(matching.Side{}, mentor.Answers, RoleMentor), p.criteria())
	if q, found := p.Apart(score); found {
		return &q
	}
	return nil
}
