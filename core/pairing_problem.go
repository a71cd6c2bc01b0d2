package core

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"slices"
	"strconv"

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
	if in.mentees, err = u.lookingFor(ctx, program, settings.Who); err != nil {
		return in, err
	}
	if in.mentors, err = u.Participants().Offering(ctx, program.ID, u.now); err != nil {
		return in, fmt.Errorf("load mentors: %w", err)
	}
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
func (u *unit) lookingFor(ctx context.Context, program Program, who PairingWho) ([]Participant, error) {
	looking, err := u.Participants().Looking(ctx, program.ID)
	if err != nil {
		return nil, fmt.Errorf("load mentees: %w", err)
	}
	if who != PairWaiting {
		return looking, nil
	}
	waiting, err := u.waitingSince(ctx, program.ID)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(looking, func(p Participant) bool { _, waits := waiting[p.Person]; return !waits }), nil
}

func idsOf(all []Participant) []PersonID {
	ids := make([]PersonID, 0, len(all))
	for _, p := range all {
		ids = append(ids, p.Person)
	}
	return ids
}

// problem is the input as the algorithm takes it: every mentee compared with every mentor who has a place.
func (in *pairingInput) problem() matching.Problem {
	p := matching.Problem{Floor: in.settings.Floor, Objective: in.settings.Objective, Seed: in.settings.Seed}
	scorer := matching.NewScorer(in.program.Policy.criteria())
	sides := make([]matching.Prepared, len(in.mentors))
	for i, m := range in.mentors {
		p.Mentors = append(p.Mentors, matching.Mentor{ID: string(m.Person), Capacity: max(0, m.Capacity-in.loads[m.Person])})
		side := mentorSide(in.profiles[m.Person].Public(), m)
		sides[i] = scorer.Prepare(in.program.Policy.brings(side, in.sheets[m.Person].Answers, RoleMentor))
	}
	for _, m := range in.mentees {
		p.Mentees = append(p.Mentees, in.mentee(m, scorer, sides))
	}
	for _, kept := range in.settings.Kept {
		if slices.ContainsFunc(in.mentees, func(m Participant) bool { return m.Person == kept.Mentee }) {
			p.Fixed = append(p.Fixed, matching.Pair{Mentee: string(kept.Mentee), Mentor: string(kept.Mentor)})
		}
	}
	return p
}

func (in *pairingInput) mentee(m Participant, scorer *matching.Scorer, sides []matching.Prepared) matching.Mentee {
	mentee := matching.Mentee{ID: string(m.Person), Candidates: make([]matching.Candidate, 0, len(sides))}
	side := menteeSide(in.profiles[m.Person])
	me := scorer.Prepare(in.program.Policy.brings(side, in.sheets[m.Person].Answers, RoleMentee))
	for i, mentor := range in.mentors {
		if mentor.Person == m.Person {
			continue
		}
		total, excluded := scorer.Total(me, sides[i])
		mentee.Candidates = append(mentee.Candidates, matching.Candidate{
			Mentor: int32(i), Score: int16(total), Excluded: excluded || in.apart.cause(m.Person, mentor.Person) != "",
		})
	}
	for _, id := range in.ranked[m.Person] {
		mentee.Choices = append(mentee.Choices, string(id))
	}
	return mentee
}

// basisOf fingerprints each aspect of a problem, so that a later look can say what has changed. People come in order of id.
func basisOf(p matching.Problem) PairingBasis {
	hashes := map[PairingAspect]hash.Hash{}
	for _, aspect := range []PairingAspect{AspectMentees, AspectMentors, AspectScores, AspectChoices, AspectExclusions} {
		hashes[aspect] = sha256.New()
	}
	write := func(aspect PairingAspect, words ...string) {
		for _, word := range words {
			fmt.Fprintf(hashes[aspect], "%d:%s", len(word), word)
		}
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
