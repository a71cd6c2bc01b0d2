package matching

import (
	"context"
	"slices"
)

// reader turns the candidates of mentees into the rows of a table. Its lists have an entry a mentor, in the table's order, and are
// used for one row after the other.
type reader struct {
	t         *table
	forbidden map[string][]string
	seen      []int   // the last row that had the mentor as a candidate
	barred    []int   // the last row that must not have the mentor
	rank      []int   // the mentee's choices: the last row that chose the mentor
	open      []int32 // the acceptable mentors of the row
	score     []uint8 // the score of an acceptable mentor and 1; 0 of any other
}

// fill reads the candidates of all rows.
func (t *table) fill(ctx context.Context) error {
	n, all := len(t.mentors), 0
	for _, place := range t.mentees {
		all += len(t.problem.Mentees[place].Candidates)
	}
	t.edges, t.scores = make([]int32, 0, all), make([]uint8, 0, all)
	r := reader{
		t: t, forbidden: map[string][]string{}, seen: make([]int, n), barred: make([]int, n), rank: make([]int, n), score: make([]uint8, n),
	}
	for _, pair := range t.problem.Forbidden {
		r.forbidden[pair.Mentee] = append(r.forbidden[pair.Mentee], pair.Mentor)
	}
	for row, place := range t.mentees {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := r.read(row+1, t.problem.Mentees[place]); err != nil {
			return err
		}
	}
	return nil
}

// read reads one mentee's candidates; stamp is a number no other row has.
func (r *reader) read(stamp int, m Mentee) error {
	for _, id := range r.forbidden[m.ID] {
		r.barred[r.t.place[r.t.known.mentors[id]]] = stamp
	}
	chosen, err := r.chosen(stamp, m)
	if err != nil {
		return err
	}
	var c count
	open := r.open[:0]
	for _, candidate := range m.Candidates {
		mentor, err := r.mentor(stamp, m, candidate)
		if err != nil {
			return err
		}
		if chosen != nil && r.rank[mentor] != stamp {
			continue
		}
		if c.add(candidate, r.barred[mentor] == stamp, r.t.problem.Floor) && r.t.mentors[mentor].capacity > 0 {
			open = append(open, mentor)
			r.score[mentor] = uint8(candidate.Score) + 1
		}
	}
	r.t.counts, r.open = append(r.t.counts, c), open
	r.append(chosen, open)
	return nil
}

// add counts a candidate and tells whether they are acceptable.
func (c *count) add(candidate Candidate, barred bool, floor int) bool {
	if candidate.Excluded || barred {
		c.excluded++
		return false
	}
	c.best = max(c.best, candidate.Score)
	if int(candidate.Score) < floor {
		c.low++
		return false
	}
	c.acceptable++
	return true
}

// chosen lists the mentors the mentee ranked, and marks them; nil where choices do not matter.
func (r *reader) chosen(stamp int, m Mentee) ([]int32, error) {
	if r.t.problem.Objective != RankedChoices {
		return nil, nil
	}
	chosen := make([]int32, 0, len(m.Choices))
	for _, id := range m.Choices {
		place, known := r.t.known.mentors[id]
		if !known {
			continue
		}
		mentor := r.t.place[place]
		if r.rank[mentor] == stamp {
			return nil, &ProblemError{Fault: DuplicateChoice, Mentee: m.ID, Mentor: id}
		}
		r.rank[mentor] = stamp
		chosen = append(chosen, mentor)
	}
	return chosen, nil
}

// mentor is the mentor of a candidate, in the table's order.
func (r *reader) mentor(stamp int, m Mentee, c Candidate) (int32, error) {
	if err := r.t.problem.checkCandidate(m.ID, c); err != nil {
		return 0, err
	}
	mentor := r.t.place[c.Mentor]
	if r.seen[mentor] == stamp {
		return 0, Pair{m.ID, r.t.problem.Mentors[c.Mentor].ID}.fault(DuplicateCandidate)
	}
	r.seen[mentor] = stamp
	return mentor, nil
}

// append puts the acceptable mentors of a mentee into the table.
func (r *reader) append(chosen, open []int32) {
	at, end := len(r.t.edges), len(r.t.edges)+len(open)
	r.t.edges, r.t.scores = r.t.edges[:end], r.t.scores[:end]
	r.t.start = append(r.t.start, end)
	if chosen != nil {
		r.byChoice(chosen, r.t.edges[at:], r.t.scores[at:])
	} else {
		r.ascending(open)
		r.byScore(open, r.t.edges[at:], r.t.scores[at:])
	}
}

// byChoice writes the acceptable ones of the mentors chosen.
func (r *reader) byChoice(chosen, edges []int32, scores []uint8) {
	k := 0
	for _, mentor := range chosen {
		if r.score[mentor] > 0 {
			edges[k], scores[k] = mentor, r.score[mentor]-1
			k++
		}
		r.score[mentor] = 0
	}
}

// byScore writes the mentors in order of score, those of equal score as they come.
func (r *reader) byScore(open, edges []int32, scores []uint8) {
	var next [maxScore + 2]int // where the next mentor of a score goes; scores are one higher here
	for _, mentor := range open {
		next[r.score[mentor]]++
	}
	at := 0
	for score := maxScore + 1; score > 0; score-- {
		at, next[score] = at+next[score], at
	}
	for _, mentor := range open {
		score := r.score[mentor]
		edges[next[score]], scores[next[score]] = mentor, score-1
		next[score]++
		r.score[mentor] = 0
	}
}

// ascending puts the acceptable mentors into the order of the table. Where there are many, it is quicker to pick them out of all.
func (r *reader) ascending(open []int32) {
	if len(open) < len(r.score)/8 {
		slices.Sort(open)
		return
	}
	open = open[:0]
	for mentor, score := range r.score {
		if score > 0 {
			open = append(open, int32(mentor))
		}
	}
}
