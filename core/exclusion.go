package core

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"mentorbot/core/matching"
)

// Exclusion says that two people are never paired in a programme, whichever of them mentors. One sorts before Other.
type Exclusion struct {
	Program ProgramID
	One     PersonID
	Other   PersonID
	Reason  string // for staff only
	AddedBy PersonID
	AddedAt time.Time
}

// MaxExclusionReason limits the reason of an exclusion, in code points.
const MaxExclusionReason = 300

// ExclusionCause is why two people are not to be paired; words are in the catalogue under "exclusion_cause.<key>".
type ExclusionCause string

// The causes of an exclusion.
const (
	ExcludedByStaff   ExclusionCause = "staff"          // somebody who runs the programme said so
	ExcludedByManager ExclusionCause = "reporting_line" // one reports to the other, directly or through others
	ExcludedByUnit    ExclusionCause = "same_unit"      // both work in one unit, in a programme that mixes units
)

// pairOf orders two people as an exclusion keeps them.
func pairOf(a, b PersonID) (one, other PersonID) {
	if b < a {
		return b, a
	}
	return a, b
}

// maxReportingLine is how far up a reporting line is followed. Real ones end earlier; a circle in the data ends here.
const maxReportingLine = 12

// apart knows of some people which of them must not be paired.
type apart struct {
	staff    map[[2]PersonID]bool  // by staff, in order
	managers map[PersonID]PersonID // of everybody and of those above them, where lines count
	units    map[PersonID][]string // normalised, where units count: what the profile says and what the organisation's records say
}

// apart loads what keeps some people from each other in a programme.
func (u *unit) apart(ctx context.Context, program Program, people []PersonID) (apart, error) {
	a := apart{staff: map[[2]PersonID]bool{}, managers: map[PersonID]PersonID{}, units: map[PersonID][]string{}}
	never, err := u.Exclusions().Among(ctx, program.ID, people)
	if err != nil {
		return a, fmt.Errorf("load exclusions: %w", err)
	}
	for _, e := range never {
		a.staff[[2]PersonID{e.One, e.Other}] = true
	}
	if program.Policy.ExcludeSameUnit {
		if err := u.addUnits(ctx, people, a.units); err != nil {
			return a, err
		}
	}
	if program.Policy.ExcludeReportingLine {
		return a, u.addManagers(ctx, people, a.managers)
	}
	return a, nil
}

// addUnits takes the units of people's profiles and of the organisation's records. Those count whoever may see them: the rule shows nobody
// what it rests on.
func (u *unit) addUnits(ctx context.Context, people []PersonID, units map[PersonID][]string) error {
	profiles, err := u.Profiles().GetAll(ctx, people)
	if err != nil {
		return fmt.Errorf("load profiles: %w", err)
	}
	recorded, err := u.People().FactOf(ctx, FactUnit, people)
	if err != nil {
		return fmt.Errorf("load units: %w", err)
	}
	for _, id := range people {
		if known := unitsOf(profiles[id].Unit, recorded[id]); len(known) > 0 {
			units[id] = known
		}
	}
	return nil
}

// unitsOf are the units of one person, normalised: none, one, or two where what they entered is not what is recorded.
func unitsOf(entered, recorded string) []string {
	var all []string
	for _, name := range []string{entered, recorded} {
		if unit := matching.Normalize(name); unit != "" && !slices.Contains(all, unit) {
			all = append(all, unit)
		}
	}
	return all
}

// addManagers follows the reporting lines of all at once, one level at a time.
func (u *unit) addManagers(ctx context.Context, people []PersonID, managers map[PersonID]PersonID) error {
	for range maxReportingLine {
		found, err := u.People().FactOf(ctx, FactManager, people)
		if err != nil {
			return fmt.Errorf("load managers: %w", err)
		}
		people = nil
		for id, manager := range found {
			managers[id] = PersonID(manager)
		}
		for _, manager := range found {
			if _, known := managers[PersonID(manager)]; !known {
				people = append(people, PersonID(manager))
			}
		}
		if len(people) == 0 {
			return nil
		}
	}
	return nil
}

// cause says why two people must not be paired; empty when they may.
func (a apart) cause(x, y PersonID) ExclusionCause {
	one, other := pairOf(x, y)
	switch {
	case x == y:
		return ""
	case a.staff[[2]PersonID{one, other}]:
		return ExcludedByStaff
	case a.above(x, y) || a.above(y, x):
		return ExcludedByManager
	case slices.ContainsFunc(a.units[x], func(unit string) bool { return slices.Contains(a.units[y], unit) }):
		return ExcludedByUnit
	}
	return ""
}

// above reports whether somebody's reporting line leads to a person.
func (a apart) above(from, person PersonID) bool {
	for range maxReportingLine {
		manager, has := a.managers[from]
		if !has {
			return false
		}
		if manager == person {
			return true
		}
		from = manager
	}
	return false
}

// withoutExcluded leaves those who may be paired with a person.
func (u *unit) withoutExcluded(ctx context.Context, program Program, person PersonID, others []PersonID) ([]PersonID, error) {
	a, err := u.apart(ctx, program, append([]PersonID{person}, others...))
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(others, func(id PersonID) bool { return a.cause(person, id) != "" }), nil
}

// excludedPair is why two people must not be paired; empty when they may.
func (u *unit) excludedPair(ctx context.Context, program Program, x, y PersonID) (ExclusionCause, error) {
	a, err := u.apart(ctx, program, []PersonID{x, y})
	return a.cause(x, y), err
}

// ExclusionFacts is an exclusion with who it keeps apart and who said so.
type ExclusionFacts struct {
	Exclusion Exclusion
	One       Card
	Other     Card
	AddedBy   Card
}

// ExclusionsPage is a page of the pairs a programme never makes.
type ExclusionsPage struct {
	Program    Program
	Relation   Relation
	Exclusions []ExclusionFacts // latest first
	Page       int              // from 0
	Pages      int
}

// ExclusionsPage loads a page of exclusions for those who run the programme.
func (s *Service) ExclusionsPage(ctx context.Context, call Call, id ProgramID, page int) (ExclusionsPage, error) {
	return read(ctx, s, call, ActionViewExclusions, func(ctx context.Context, u *unit) (ExclusionsPage, error) {
		program, err := u.managed(ctx, ActionViewExclusions, id)
		if err != nil {
			return ExclusionsPage{}, err
		}
		return u.exclusionsPage(ctx, program, page)
	})
}

func (u *unit) exclusionsPage(ctx context.Context, program Program, page int) (ExclusionsPage, error) {
	out := ExclusionsPage{Program: program}
	var err error
	if out.Relation, err = u.staffRelation(ctx, program.ID); err != nil {
		return out, err
	}
	total, err := u.Exclusions().Count(ctx, program.ID)
	if err != nil {
		return out, fmt.Errorf("count exclusions: %w", err)
	}
	out.Pages = max(1, (total+PageSize-1)/PageSize)
	out.Page = min(max(page, 0), out.Pages-1)
	all, err := u.Exclusions().List(ctx, program.ID, out.Page*PageSize, PageSize)
	if err != nil {
		return out, fmt.Errorf("load exclusions: %w", err)
	}
	for _, e := range all {
		facts := ExclusionFacts{Exclusion: e}
		for id, into := range map[PersonID]*Card{e.One: &facts.One, e.Other: &facts.Other, e.AddedBy: &facts.AddedBy} {
			if *into, err = u.publicCard(ctx, id); err != nil {
				return out, err
			}
		}
		out.Exclusions = append(out.Exclusions, facts)
	}
	return out, nil
}

// publicCard is a person as everybody sees them; nobody for an empty id.
func (u *unit) publicCard(ctx context.Context, id PersonID) (Card, error) {
	if id == "" {
		return Card{}, nil
	}
	card, err := u.card(ctx, id)
	card.Profile = card.Profile.Public()
	return card, err
}

// Exclude keeps two people apart in a programme from now on. What runs between them already goes on: an invitation that waits passes on.
func (s *Service) Exclude(ctx context.Context, call Call, in Exclusion) (ExclusionsPage, error) {
	in.Reason = clean(in.Reason)
	return change(ctx, s, call, ActionExclude, func(ctx context.Context, u *unit) (ExclusionsPage, error) {
		program, err := u.managed(ctx, ActionExclude, in.Program)
		if err != nil {
			return ExclusionsPage{}, err
		}
		if err := u.checkExclusion(ctx, in); err != nil {
			return ExclusionsPage{}, err
		}
		in.One, in.Other = pairOf(in.One, in.Other)
		in.AddedBy, in.AddedAt = u.actor.ID, u.now
		if err := u.Exclusions().Save(ctx, in); err != nil {
			return ExclusionsPage{}, fmt.Errorf("save exclusion: %w", err)
		}
		u.release(program.ID, in.One)
		u.release(program.ID, in.Other)
		detail := map[string]string{"one": string(in.One), "other": string(in.Other)}
		if err := u.audit(ctx, ActionExclude, ProgramSubject(program.ID), detail); err != nil {
			return ExclusionsPage{}, err
		}
		return u.exclusionsPage(ctx, program, 0)
	})
}

func (u *unit) checkExclusion(ctx context.Context, in Exclusion) error {
	var bad fieldErrors
	for field, id := range map[string]PersonID{"one": in.One, "other": in.Other} {
		if id == "" {
			bad.add(invalid(field, CodeRequired))
			continue
		}
		if _, err := u.People().Get(ctx, id); errors.Is(err, ErrNotFound) {
			bad.add(invalid(field, CodeNotFound))
		} else if err != nil {
			return fmt.Errorf("load person: %w", err)
		}
	}
	if in.One == in.Other && in.One != "" {
		bad.add(invalid("other", CodeSamePerson))
	}
	bad.add(checkLength("reason", in.Reason, MaxExclusionReason))
	return bad.err()
}

// Include takes an exclusion back; one that is not there is no error.
func (s *Service) Include(ctx context.Context, call Call, id ProgramID, a, b PersonID) (ExclusionsPage, error) {
	return change(ctx, s, call, ActionInclude, func(ctx context.Context, u *unit) (ExclusionsPage, error) {
		program, err := u.managed(ctx, ActionInclude, id)
		if err != nil {
			return ExclusionsPage{}, err
		}
		one, other := pairOf(a, b)
		if err := u.Exclusions().Remove(ctx, id, one, other); err != nil {
			return ExclusionsPage{}, fmt.Errorf("remove exclusion: %w", err)
		}
		detail := map[string]string{"one": string(one), "other": string(other)}
		if err := u.audit(ctx, ActionInclude, ProgramSubject(id), detail); err != nil {
			return ExclusionsPage{}, err
		}
		return u.exclusionsPage(ctx, program, 0)
	})
}
