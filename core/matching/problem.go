package matching

import "fmt"

// ProblemError says what is wrong with a problem, and with whom.
type ProblemError struct {
	Fault          ProblemFault
	Mentee, Mentor string // ids; empty where they have nothing to do with it
}

// ProblemFault is a way in which a problem contradicts itself.
type ProblemFault string

// What can be wrong with a problem.
const (
	UnknownObjective   ProblemFault = "unknown_objective"
	FloorOutOfRange    ProblemFault = "floor_out_of_range"
	DuplicateMentee    ProblemFault = "duplicate_mentee"
	DuplicateMentor    ProblemFault = "duplicate_mentor"
	DuplicateCandidate ProblemFault = "duplicate_candidate"
	DuplicateChoice    ProblemFault = "duplicate_choice"
	UnknownMentee      ProblemFault = "unknown_mentee" // in a fixed or forbidden pair
	UnknownMentor      ProblemFault = "unknown_mentor" // in a fixed or forbidden pair, or a candidate's place
	NegativeCapacity   ProblemFault = "negative_capacity"
	ScoreOutOfRange    ProblemFault = "score_out_of_range"
	FixedTwice         ProblemFault = "fixed_twice"         // one mentee in two fixed pairs
	FixedForbidden     ProblemFault = "fixed_forbidden"     // a pair that is fixed and forbidden
	FixedOverCapacity  ProblemFault = "fixed_over_capacity" // more fixed pairs than the mentor has places
)

func (e *ProblemError) Error() string {
	return fmt.Sprintf("pairing: %s (mentee %q, mentor %q)", e.Fault, e.Mentee, e.Mentor)
}

// register gives the place of every person by id.
type register struct{ mentees, mentors map[string]int }

// check looks at everything but the candidates, of which there may be millions and which are checked where they are read.
func (p Problem) check() (register, error) {
	switch {
	case p.Objective != MostScore && p.Objective != FewestUnmatched && p.Objective != RankedChoices:
		return register{}, &ProblemError{Fault: UnknownObjective}
	case p.Floor < 0 || p.Floor > maxScore:
		return register{}, &ProblemError{Fault: FloorOutOfRange}
	}
	known := register{make(map[string]int, len(p.Mentees)), make(map[string]int, len(p.Mentors))}
	for i, m := range p.Mentees {
		if _, twice := known.mentees[m.ID]; twice {
			return known, &ProblemError{Fault: DuplicateMentee, Mentee: m.ID}
		}
		known.mentees[m.ID] = i
	}
	for j, m := range p.Mentors {
		if _, twice := known.mentors[m.ID]; twice {
			return known, &ProblemError{Fault: DuplicateMentor, Mentor: m.ID}
		}
		if m.Capacity < 0 {
			return known, &ProblemError{Fault: NegativeCapacity, Mentor: m.ID}
		}
		known.mentors[m.ID] = j
	}
	return known, p.checkPairs(known)
}

func (p Problem) checkPairs(known register) error {
	forbidden := make(map[Pair]bool, len(p.Forbidden))
	for _, pair := range p.Forbidden {
		if err := known.check(pair); err != nil {
			return err
		}
		forbidden[pair] = true
	}
	taken, places := map[string]bool{}, map[string]int{}
	for _, pair := range p.Fixed {
		if err := known.check(pair); err != nil {
			return err
		}
		places[pair.Mentor]++
		switch {
		case forbidden[pair]:
			return pair.fault(FixedForbidden)
		case taken[pair.Mentee]:
			return pair.fault(FixedTwice)
		case places[pair.Mentor] > p.Mentors[known.mentors[pair.Mentor]].Capacity:
			return pair.fault(FixedOverCapacity)
		}
		taken[pair.Mentee] = true
	}
	return nil
}

// checkCandidate takes a pointer because it is called millions of times.
func (p *Problem) checkCandidate(mentee string, c Candidate) error {
	switch {
	case c.Mentor < 0 || int(c.Mentor) >= len(p.Mentors):
		return &ProblemError{Fault: UnknownMentor, Mentee: mentee}
	case c.Score < 0 || c.Score > maxScore:
		return Pair{mentee, p.Mentors[c.Mentor].ID}.fault(ScoreOutOfRange)
	}
	return nil
}

func (r register) check(pair Pair) error {
	if _, known := r.mentees[pair.Mentee]; !known {
		return pair.fault(UnknownMentee)
	}
	if _, known := r.mentors[pair.Mentor]; !known {
		return pair.fault(UnknownMentor)
	}
	return nil
}

func (p Pair) fault(f ProblemFault) error {
	return &ProblemError{Fault: f, Mentee: p.Mentee, Mentor: p.Mentor}
}
