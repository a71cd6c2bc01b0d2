package core

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Bounds of whom a run names: so many mentees, mentors and people left out, and so many pairs set beforehand.
const (
	MaxPairingPeople = 100
	MaxPairsSet      = 10
)

// FixedMentorField and FixedMenteeField are the fields of a pair that is set before a run, counted from 0.
func FixedMentorField(n int) string { return "fixed_mentor_" + strconv.Itoa(n) }

// FixedMenteeField is the mentee of a pair; see [FixedMentorField].
func FixedMenteeField(n int) string { return "fixed_mentee_" + strconv.Itoa(n) }

// seeks reports whether a run looks for a mentor for somebody. Those of a pair that is set are in it in any case; those named and those of the
// group are, whether they are on the waiting list or not.
func (p PairingSettings) seeks(id PersonID, waits bool) bool {
	switch {
	case slices.ContainsFunc(p.Kept, func(pair Pair) bool { return pair.Mentee == id }):
		return true
	case slices.Contains(p.Without, id):
		return false
	case len(p.Mentees) > 0 || p.Group != nil:
		return slices.Contains(p.Mentees, id) || p.Group.has(id)
	}
	return p.Who != PairWaiting || waits
}

func (g *PairingGroup) has(id PersonID) bool {
	if g == nil {
		return false
	}
	_, found := slices.BinarySearch(g.People, id)
	return found
}

// fillGroup finds those of a run's user group who look for a mentor. A group of which nobody does is refused: the run would be about nobody.
func (u *unit) fillGroup(ctx context.Context, program Program, group *PairingGroup) error {
	if group == nil {
		return nil
	}
	looking, err := u.Participants().Looking(ctx, program.ID)
	if err != nil {
		return fmt.Errorf("load mentees: %w", err)
	}
	people, err := u.People().GetAll(ctx, idsOf(looking))
	if err != nil {
		return fmt.Errorf("load people: %w", err)
	}
	members := map[string]bool{}
	for _, member := range group.Members {
		members[member] = true
	}
	group.People = nil
	for id, person := range people {
		if members[person.ChatUserID] {
			group.People = append(group.People, id)
		}
	}
	slices.Sort(group.People)
	if len(group.People) == 0 {
		return invalid("group", CodePairingGroupEmpty)
	}
	return nil
}

// Pairable loads a programme for those who may begin a run in it, while it is open.
func (s *Service) Pairable(ctx context.Context, call Call, id ProgramID) (Program, error) {
	return read(ctx, s, call, ActionStartPairing, func(ctx context.Context, u *unit) (Program, error) {
		return u.pairable(ctx, id)
	})
}

func (u *unit) pairable(ctx context.Context, id ProgramID) (Program, error) {
	program, err := u.managed(ctx, ActionStartPairing, id)
	if err != nil {
		return program, err
	}
	if program.State != ProgramOpen {
		return program, conflict(CodeProgramClosed)
	}
	return program, nil
}

// offers reports whether a run may give somebody mentees.
func (p PairingSettings) offers(id PersonID) bool {
	set := slices.ContainsFunc(p.Kept, func(pair Pair) bool { return pair.Mentor == id })
	return set || !slices.Contains(p.Without, id) && (len(p.Mentors) == 0 || slices.Contains(p.Mentors, id))
}

func (p PairingSettings) checkPeople(bad *fieldErrors) {
	for field, people := range map[string][]PersonID{"mentees": p.Mentees, "mentors": p.Mentors, "without": p.Without} {
		if len(people) > MaxPairingPeople {
			bad.add(&Error{Kind: Invalid, Code: CodeTooMany, Field: field, Args: map[string]any{"Limit": strconv.Itoa(MaxPairingPeople)}})
		}
	}
	if len(p.Kept) > MaxPairsSet {
		bad.add(&Error{Kind: Invalid, Code: CodeTooMany, Field: FixedMentorField(0), Args: map[string]any{"Limit": strconv.Itoa(MaxPairsSet)}})
	}
	for i, pair := range p.Kept {
		bad.add(checkRequired(FixedMentorField(i), string(pair.Mentor)))
		bad.add(checkRequired(FixedMenteeField(i), string(pair.Mentee)))
		if pair.Mentor == pair.Mentee {
			bad.add(invalid(FixedMenteeField(i), CodeSamePerson))
		}
		if slices.ContainsFunc(p.Kept[:i], func(other Pair) bool { return other.Mentee == pair.Mentee }) {
			bad.add(invalid(FixedMenteeField(i), CodePairSetTwice))
		}
		if slices.Contains(p.Without, pair.Mentor) || slices.Contains(p.Without, pair.Mentee) {
			bad.add(invalid("without", CodePairSetAndLeftOut))
		}
	}
}

// checkNamed refuses a run that names somebody who has no part in it, by name, or sets a pair that cannot be made.
func (u *unit) checkNamed(ctx context.Context, program Program, in PairingSettings) error {
	var bad fieldErrors
	if err := u.checkPart(ctx, program, &bad, part{"mentees", RoleMentee}, in.Mentees...); err != nil {
		return err
	}
	if err := u.checkPart(ctx, program, &bad, part{"mentors", RoleMentor}, in.Mentors...); err != nil {
		return err
	}
	for i := range in.Kept {
		if err := u.checkPair(ctx, program, &bad, in.Kept[:i+1]); err != nil {
			return err
		}
	}
	return bad.err()
}

// checkPair refuses the last of some pairs that are set when it cannot be made beside the others.
func (u *unit) checkPair(ctx context.Context, program Program, bad *fieldErrors, set []Pair) error {
	i, before := len(set)-1, len(*bad)
	if err := u.checkPart(ctx, program, bad, part{FixedMentorField(i), RoleMentor}, set[i].Mentor); err != nil {
		return err
	}
	if err := u.checkPart(ctx, program, bad, part{FixedMenteeField(i), RoleMentee}, set[i].Mentee); err != nil {
		return err
	}
	if len(*bad) > before {
		return nil
	}
	return u.checkSet(ctx, program, bad, set)
}

// checkPart refuses people who look for no mentor, or take no mentees, in a programme now.
func (u *unit) checkPart(ctx context.Context, program Program, bad *fieldErrors, part part, people ...PersonID) error {
	places, err := u.Participants().GetAll(ctx, program.ID, people)
	if err != nil {
		return fmt.Errorf("load participations: %w", err)
	}
	var names []string
	for _, id := range people {
		place := places[id]
		has := place.Findable && place.Available(u.now)
		if part.role == RoleMentee {
			active, err := u.Mentorships().ActiveOf(ctx, program.ID, id)
			if err != nil {
				return fmt.Errorf("count mentorships: %w", err)
			}
			has = place.seeks() && active == 0
		}
		if has {
			continue
		}
		card, err := u.publicCard(ctx, id)
		if err != nil {
			return missing(err, "load person")
		}
		names = append(names, card.Name())
	}
	if len(names) > 0 {
		code := map[Role]Code{RoleMentee: CodePairingNotLooking, RoleMentor: CodePairingNotOffering}[part.role]
		bad.add(&Error{Kind: Invalid, Code: code, Field: part.field, Args: map[string]any{"Names": strings.Join(names, ", ")}})
	}
	return nil
}

// part is a field of a form and what its people have to be.
type part struct {
	field string
	role  Role
}

// checkSet refuses the last of some pairs that are set: two who are kept apart, or a mentor who has no place left beside the others.
func (u *unit) checkSet(ctx context.Context, program Program, bad *fieldErrors, set []Pair) error {
	last := set[len(set)-1]
	cause, err := u.excludedPair(ctx, program, last.Mentee, last.Mentor)
	if err != nil {
		return err
	}
	if cause != "" {
		bad.add(invalid(FixedMentorField(len(set)-1), CodePairingApart))
		return nil
	}
	place, err := u.participant(ctx, program, last.Mentor)
	if err != nil {
		return err
	}
	taken, err := u.Mentorships().Load(ctx, program.ID, last.Mentor)
	if err != nil {
		return fmt.Errorf("count mentorships: %w", err)
	}
	for _, pair := range set {
		if pair.Mentor == last.Mentor {
			taken++
		}
	}
	if taken > place.Capacity {
		bad.add(invalid(FixedMentorField(len(set)-1), CodePairingMentorFull))
	}
	return nil
}
