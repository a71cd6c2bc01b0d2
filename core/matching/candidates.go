package matching

import (
	"context"
	"slices"
)

// reader turns the candidates of mentees into the rows of a table, one after the other.
type reader struct {
	t         *table
	forbidden map[string][]string
	desks     []desk            // of each mentor, in the table's order
	open      []int32           // the acceptable mentors of the row who have places
	of        [maxScore + 1]int // how many of those have each score
}

// desk is what a reader notes of a mentor: the last rows that were so, and the score in the row that is read. It is small because it is
// looked up for every candidate.
type desk struct {
	candidate, barred, chosen int32
	score                     uint8
	open                      bool // acceptable in the row that is read
	places                    bool
}

// fill reads the candidates of all rows.
func (t *table) fill(ctx context.Context) error {
	all := 0
	for _, place := range t.mentees {
		all += len(t.problem.Mentees[place].Candidates)
	}
	t.edges, t.scores = make([]int32, 0, all), make([]uint8, 0, all)
	r := reader{t: t, forbidden: map[string][]string{}, desks: make([]desk, len(t.mentors))}
	for mentor, c := range t.mentors {
		r.desks[mentor].places = c.capacity > 0
	}
	for _, pair := range t.problem.Forbidden {
		r.forbidden[pair.Mentee] = append(r.forbidden[pair.Mentee], pair.Mentor)
	}
	for row, place := range t.mentees {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := r.read(int32(row+1), t.problem.Mentees[place]); err != nil {
			return err
		}
	}
	return nil
}

// read reads one mentee's candidates; stamp is a number no other row has.
func (r *reader) read(stamp int32, m Mentee) error {
	for _, id := range r.forbidden[m.ID] {
		r.desks[r.t.place[r.t.known.mentors[id]]].barred = stamp
	}
	chosen, err := r.chosen(stamp, m)
	if err != nil {
		return err
	}
	var c count
	r.open, r.of = r.open[:0], [maxScore + 1]int{}
	for _, candidate := range m.Candidates {
		mentor, err := r.mentor(stamp, m.ID, candidate)
		if err != nil {
			return err
		}
		d := &r.desks[mentor]
		if chosen != nil && d.chosen != stamp {
			continue
		}
		if c.add(candidate, d.barred == stamp, r.t.problem.Floor) && d.places {
			d.open, d.score = true, uint8(candidate.Score)
			r.open = append(r.open, mentor)
			r.of[candidate.Score]++
		}
	}
	r.t.counts = append(r.t.counts, c)
	r.append(chosen)
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
func (r *reader) chosen(stamp int32, m Mentee) ([]int32, error) {
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
		if r.desks[mentor].chosen == stamp {
			return nil, &ProblemError{Fault: DuplicateChoice, Mentee: m.ID, Mentor: id}
		}
		r.desks[mentor].chosen = stamp
		chosen = append(chosen, mentor)
	}
	return chosen, nil
}

// mentor is the mentor of a candidate, in the table's order.
func (r *reader) mentor(stamp int32, mentee string, c Candidate) (int32, error) {
	if err := r.t.problem.checkCandidate(mentee, c); err != nil {
		return 0, err
	}
	mentor := r.t.place[c.Mentor]
	if r.desks[mentor].candidate == stamp {
		return 0, Pair{mentee, r.t.problem.Mentors[c.Mentor].ID}.fault(DuplicateCandidate)
	}
	r.desks[mentor].candidate = stamp
	return mentor, nil
}

// append puts the mentors who are open into the table.
func (r *reader) append(chosen []int32) {
	at, end := len(r.t.edges), len(r.t.edges)+len(r.open)
	r.t.edges, r.t.scores = r.t.edges[:end], r.t.scores[:end]
	r.t.start = append(r.t.start, end)
	if chosen != nil {
		r.byChoice(chosen, r.t.edges[at:], r.t.scores[at:])
	} else {
		r.byScore(r.t.edges[at:], r.t.scores[at:])
	}
}

// byChoice writes the open ones of the mentors chosen.
func (r *reader) byChoice(chosen, edges []int32, scores []uint8) {
	k := 0
	for _, mentor := range chosen {
		if d := &r.desks[mentor]; d.open {
			d.open = false
			edges[k], scores[k] = mentor, d.score
			k++
		}
	}
}

// byScore writes the open mentors in order of score, those of equal score in the order of the table.
func (r *reader) byScore(edges []int32, scores []uint8) {
	at, next := 0, [256]int{} // where the next mentor of a score goes
	for score := maxScore; score >= 0; score-- {
		next[score] = at
		at += r.of[score]
	}
	for _, mentor := range r.ascending() {
		d := &r.desks[mentor]
		d.open = false
		edges[next[d.score]], scores[next[d.score]] = mentor, d.score
		next[d.score]++
	}
}

// ascending are the open mentors in the order of the table. Where they are many, it is quicker to pick them out of all.
func (r *reader) ascending() []int32 {
	if len(r.open) < len(r.desks)/8 {
		slices.Sort(r.open)
		return r.open
	}
	r.open = r.open[:0]
	for mentor := range r.desks {
		if r.desks[mentor].open {
			r.open = append(r.open, int32(mentor))
		}
	}
	return r.open
}
