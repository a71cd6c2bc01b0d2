package core

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"slices"
	"strconv"
	"time"

	"mentorbot/core/matching"
)

// pairingInput is everything a pairing run is computed from, loaded in one transaction.
type pairingInput struct {
	program  Program
	settings PairingSettings
	mentees  []Participant
	mentors  []Participant
	loads    map[PersonID]int
	profiles map[PersonID]Profile
	sheets   map[PersonID]AnswerSheet
	apart    apart
	ranked   map[PersonID][]PersonID
}

func (u *unit) pairingInput(ctx context.Context, program Program, settings PairingSettings) (pairingInput, error) {
	in := pairingInput{program: program, settings: settings}
	var err error
	if in.mentees, err = u.lookingFor(ctx, program, settings); err != nil {
		return in, err
	}
	if in.mentors, err = u.Participants().Offering(ctx, program.ID, u.now); err != nil {
		return in, fmt.Errorf("load mentors: %w", err)
	}
	in.mentors = slices.DeleteFunc(in.mentors, func(p Participant) bool { return !settings.offers(p.Person) })
	mentors := idsOf(in.mentors)
	if in.loads, err = u.Mentorships().Loads(ctx, program.ID, mentors); err != nil {
		return in, fmt.Errorf("count mentorships: %w", err)
	}
	people := append(idsOf(in.mentees), mentors...)
	if in.profiles, err = u.Profiles().GetAll(ctx, people); err != nil {
		return in, fmt.Errorf("load profiles: %w", err)
	}
	if in.sheets, err = u.sheetsOf(ctx, program, people); err != nil {
		return in, err
	}
	in.mentees = slices.DeleteFunc(in.mentees, func(p Participant) bool { return in.profiles[p.Person].Person == "" })
	if in.apart, err = u.apart(ctx, program, people); err != nil {
		return in, err
	}
	if in.ranked, err = u.ChoiceLists().Ranked(ctx, program.ID); err != nil {
		return in, fmt.Errorf("load choices: %w", err)
	}
	return in, nil
}

// lookingFor are the mentees a run is for.
func (u *unit) lookingFor(ctx context.Context, program Program, settings PairingSettings) ([]Participant, error) {
	looking, err := u.Participants().Looking(ctx, program.ID)
	if err != nil {
		return nil, fmt.Errorf("load mentees: %w", err)
	}
	waiting := map[PersonID]time.Time{}
	if settings.Who == PairWaiting {
		if waiting, err = u.waitingSince(ctx, program.ID); err != nil {
			return nil, err
		}
	}
	return slices.DeleteFunc(looking, func(p Participant) bool { _, waits := waiting[p.Person]; return !settings.seeks(p.Person, waits) }), nil
}

func idsOf(all []Participant) []PersonID {
	ids := make([]PersonID, 0, len(all))
	for _, p := range all {
		ids = append(ids, p.Person)
	}
	return ids
}

// A run compares everybody with everybody up to so many pairs, and above that each mentee with a shortlist of so many mentors
// (docs/decisions/0019).
const (
	completeComparisons = 4000 * 4000
	shortlistLength     = 50
)

// problem is the input as the algorithm takes it: every mentee compared with every mentor, or in a large programme with the best of them.
func (in *pairingInput) problem() matching.Problem {
	if len(in.mentees)*len(in.mentors) > completeComparisons {
		return in.compared(shortlistLength)
	}
	return in.compared(0)
}

// compared compares each mentee with the best mentors, so many of them, or with all where that is 0.
func (in *pairingInput) compared(most int) matching.Problem {
	p := matching.Problem{Floor: in.settings.Floor, Objective: in.settings.Objective, Seed: in.settings.Seed}
	c := comparison{pairingInput: in, scorer: matching.NewScorer(in.program.Policy.criteria()), places: make(map[PersonID]int32, len(in.mentors))}
	for i, m := range in.mentors {
		p.Mentors = append(p.Mentors, matching.Mentor{ID: string(m.Person), Capacity: max(0, m.Capacity-in.loads[m.Person])})
		side := mentorSide(in.profiles[m.Person].Public(), m)
		c.sides = append(c.sides, c.scorer.Prepare(in.program.Policy.brings(side, in.sheets[m.Person].Answers, RoleMentor)))
		c.places[m.Person] = int32(i)
	}
	if most > 0 {
		c.list = matching.NewShortlist(c.scorer, in.settings.Seed, p.Mentors, c.sides)
	}
	kept := map[PersonID][]PersonID{}
	for _, pair := range in.settings.Kept {
		kept[pair.Mentee] = append(kept[pair.Mentee], pair.Mentor)
	}
	for _, m := range in.mentees {
		if slices.Contains(in.settings.Alone, m.Person) { // there, so that a commit knows of them, but compared with nobody
			p.Mentees = append(p.Mentees, matching.Mentee{ID: string(m.Person)})
			continue
		}
		p.Mentees = append(p.Mentees, c.mentee(m.Person, most, kept[m.Person]))
		for _, mentor := range kept[m.Person] {
			pair := matching.Pair{Mentee: string(m.Person), Mentor: string(mentor)}
			p.Fixed = append(p.Fixed, pair)
			if in.apart.cause(m.Person, mentor) != "" { // since the pair was set
				p.Forbidden = append(p.Forbidden, pair)
			}
		}
	}
	return p
}

// comparison compares mentees with mentors.
type comparison struct {
	*pairingInput
	scorer *matching.Scorer
	sides  []matching.Prepared // of the mentors
	places map[PersonID]int32  // of the mentors
	list   *matching.Shortlist // nil to compare with all
}

// mentee is a mentee with the mentors they were compared with: whom they ranked and whom they keep are among them in any case.
func (c *comparison) mentee(id PersonID, most int, kept []PersonID) matching.Mentee {
	mentee := matching.Mentee{ID: string(id)}
	me := c.scorer.Prepare(c.program.Policy.brings(menteeSide(c.profiles[id]), c.sheets[id].Answers, RoleMentee))
	for _, mentor := range c.ranked[id] {
		mentee.Choices = append(mentee.Choices, string(mentor))
	}
	apart := func(mentor int32) bool { return c.apart.cause(id, c.mentors[mentor].Person) != "" }
	if c.list == nil {
		mentee.Candidates = make([]matching.Candidate, 0, len(c.sides))
		for i := range c.sides {
			c.add(&mentee, me, int32(i), apart)
		}
		return mentee
	}
	mentee.Candidates = c.list.Best(mentee.ID, me, most, apart)
	for _, mentor := range slices.Concat(c.ranked[id], kept) {
		place, offers := c.places[mentor]
		if offers && !slices.ContainsFunc(mentee.Candidates, func(other matching.Candidate) bool { return other.Mentor == place }) {
			c.add(&mentee, me, place, apart)
		}
	}
	return mentee
}

// add compares a mentee with one mentor.
func (c *comparison) add(mentee *matching.Mentee, me matching.Prepared, mentor int32, apart func(int32) bool) {
	if string(c.mentors[mentor].Person) == mentee.ID {
		return
	}
	total, excluded := c.scorer.Total(me, c.sides[mentor])
	mentee.Candidates = append(mentee.Candidates, matching.Candidate{Mentor: mentor, Score: int16(total), Excluded: excluded || apart(mentor)})
}

// basisOf fingerprints each aspect of a problem, so that a later look can say what has changed. People come in order of id.
func basisOf(p matching.Problem) PairingBasis {
	hashes := map[PairingAspect]hash.Hash{}
	for _, aspect := range []PairingAspect{AspectMentees, AspectMentors, AspectScores, AspectChoices, AspectExclusions} {
		hashes[aspect] = sha256.New()
	}
	var line []byte
	write := func(aspect PairingAspect, words ...string) {
		line = line[:0]
		for _, word := range words {
			line = append(append(strconv.AppendInt(line, int64(len(word)), 10), ':'), word...)
		}
		hashes[aspect].Write(line)
	}
	for _, m := range p.Mentors {
		write(AspectMentors, m.ID, strconv.Itoa(m.Capacity))
	}
	for _, m := range p.Mentees {
		write(AspectMentees, m.ID)
		write(AspectChoices, append([]string{m.ID}, m.Choices...)...)
		for _, c := range m.Candidates {
			mentor := p.Mentors[c.Mentor].ID
			write(AspectScores, m.ID, mentor, strconv.Itoa(int(c.Score)))
			write(AspectExclusions, m.ID, mentor, strconv.FormatBool(c.Excluded))
		}
	}
	basis := PairingBasis{}
	for aspect, h := range hashes {
		basis[aspect] = hex.EncodeToString(h.Sum(nil))
	}
	return basis
}

// changed are the aspects in which two bases differ. Who looks and who offers explains different scores, so those come first and alone.
func (b PairingBasis) changed(now PairingBasis) []PairingAspect {
	var all []PairingAspect
	for _, aspect := range []PairingAspect{AspectMentees, AspectMentors} {
		if b[aspect] != now[aspect] {
			all = append(all, aspect)
		}
	}
	if len(all) > 0 {
		return all
	}
	for _, aspect := range []PairingAspect{AspectScores, AspectChoices, AspectExclusions} {
		if b[aspect] != now[aspect] {
			all = append(all, aspect)
		}
	}
	return all
}
