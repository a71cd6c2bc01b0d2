package matching

import (
	"context"
	"math"
	"math/bits"
)

// optimum finds the best assignment by total value: a mentor or nobody for each row.
//
// It is the method of shortest augmenting paths (Jonker and Volgenant 1987) for mentors with several places. Values are whole
// numbers that order results as the objective does, draws included, so nothing is rounded. Rows get a mentor one after the other.
// Throughout, u (what a row is worth) and price (what a place is worth) prove that the rows so far are served in the best way:
//
//	u[row] + price[mentor] >= value(row, mentor), with equality for the mentor the row has
//	u[row] >= 0, and 0 for a row that has nobody
//	price[mentor] >= 0, and 0 for a mentor with a free place
//
// A new row takes the cheapest chain of moves that ends at a free place or at a row that goes without; what a move costs is the
// slack of the first inequality. Because prices are never below 0 and rows are sorted by score, the rest of a row cannot matter once
// its values are too low; that leaves a small part of a big table to look at.
func optimum(ctx context.Context, t *table) ([]int32, error) {
	s := newSearch(t)
	for row := range s.mentorOf {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		s.serve(int32(row))
	}
	return s.mentorOf, nil
}

// search is the state of optimum.
type search struct {
	*table
	value [256]int64 // of a pair by its score, without the draw
	above [256]int64 // more than any pair of that score is worth
	shift uint       // how much of a draw is left out

	u        []int64
	offers   []offer
	mentorOf []int32
	rowsOf   [][]int32 // of each mentor; its capacity is that of the slice

	// One search for a chain of moves.
	reached []bool  // mentors that have a distance
	far     []int64 // the distance of a mentor reached
	from    []int32 // the row from which
	trail   []int32 // the mentors reached
	settled []int32 // the mentors whose rows were looked at
	queue   heap
	bound   int64 // the length of the shortest chain found
	end     int32 // the mentor with the free place at its end, or nobody
	leaver  int32 // the row that goes without at its end, if there is no such mentor
}

// offer is what a search reads of a mentor again and again, side by side in memory.
type offer struct {
	price int64
	draw  uint64
}

func newSearch(t *table) *search {
	n, m := len(t.mentees), len(t.mentors)
	s := &search{
		table: t, u: make([]int64, n), offers: make([]offer, m), mentorOf: make([]int32, n), rowsOf: make([][]int32, m),
		reached: make([]bool, m), far: make([]int64, m), from: make([]int32, m),
	}
	for mentor, c := range t.mentors {
		s.offers[mentor].draw = c.draw
	}
	s.setValues(int64(n))
	s.setPlaces()
	return s
}

// setValues chooses numbers for scores, so that the sum over at most n pairs orders results by total score, then by pairs, then by
// draws; or by pairs first. Values stay below a sixteenth of what fits, for distances add up a few of them.
func (s *search) setValues(n int64) {
	s.shift = 64 - 32
	room := uint64(math.MaxInt64 >> 4)
	for s.shift < 63 && tooWide(uint64(n), s.shift, room) {
		s.shift++
	}
	draws := n << (64 - s.shift) // more than the draws of n pairs
	step, pair := draws*(n+1), draws
	if s.problem.Objective == FewestUnmatched {
		step, pair = draws, draws*(maxScore*n+1)
	}
	for score := range maxScore + 1 {
		s.value[score] = pair + int64(score)*step
		s.above[score] = s.value[score] + 1<<(64-s.shift)
	}
}

// tooWide tells whether the value of a pair would not fit into the room.
func tooWide(n uint64, shift uint, room uint64) bool {
	high, low := bits.Mul64((maxScore+2)*(n+1), n)
	return high > 0 || low > room>>(64-shift)
}

// setPlaces gives each mentor a list for as many rows as can come, all from one block of memory.
func (s *search) setPlaces() {
	wanted := make([]int, len(s.mentors))
	for _, mentor := range s.edges {
		wanted[mentor]++
	}
	total := 0
	for mentor, c := range s.mentors {
		wanted[mentor] = min(wanted[mentor], c.capacity)
		total += wanted[mentor]
	}
	block := make([]int32, total)
	for mentor, places := range wanted {
		s.rowsOf[mentor], block = block[:0:places], block[places:]
	}
}

// serve finds the best place for a row, moving others where that is worth it.
func (s *search) serve(row int32) {
	s.u[row] = s.worth(row)
	s.bound, s.end, s.leaver = math.MaxInt64, nobody, nobody
	s.queue, s.settled = s.queue[:0], s.settled[:0]
	s.look(row, 0)
	for len(s.queue) > 0 && s.bound > 0 {
		next := s.queue.pop()
		if next.far >= s.bound {
			break
		}
		if next.far > s.far[next.mentor] {
			continue // a longer way to a mentor settled before
		}
		s.settled = append(s.settled, next.mentor)
		for _, other := range s.rowsOf[next.mentor] {
			s.look(other, next.far)
		}
	}
	s.reprice(row)
	s.move(row)
	for _, mentor := range s.trail {
		s.reached[mentor] = false
	}
	s.trail = s.trail[:0]
}

// worth is what the best mentor is worth to a row at today's prices, or 0.
func (s *search) worth(row int32) int64 {
	var best int64
	edges, scores := s.row(row)
	for k, score := range scores {
		if s.above[score] <= best {
			break
		}
		best = max(best, s.gain(row, score, s.offers[edges[k]]))
	}
	return best
}

// row is the mentors of a row and their scores.
func (s *search) row(row int32) ([]int32, []uint8) {
	from, to := s.start[row], s.start[row+1]
	return s.edges[from:to:to], s.scores[from:to:to]
}

// gain is what a pair is worth above the mentor's price.
func (s *search) gain(row int32, score uint8, o offer) int64 {
	return s.value[score] + int64(draw(s.draws[row], o.draw)>>(s.shift&63)) - o.price
}

// look sees where a row at the given distance could go: to nobody, or to a mentor.
func (s *search) look(row int32, distance int64) {
	reach := distance + s.u[row]
	if reach < s.bound {
		s.bound, s.end, s.leaver = reach, nobody, row
	}
	edges, scores := s.row(row)
	bound := s.bound
	for k, score := range scores {
		if s.above[score] <= reach-bound {
			break
		}
		mentor := edges[k]
		far := reach - s.gain(row, score, s.offers[mentor])
		if far < bound && (!s.reached[mentor] || far < s.far[mentor]) {
			s.reach(mentor, row, far)
			bound = s.bound
		}
	}
}

// reach notes a shorter way to a mentor.
func (s *search) reach(mentor, from int32, far int64) {
	if !s.reached[mentor] {
		s.reached[mentor] = true
		s.trail = append(s.trail, mentor)
	}
	s.far[mentor], s.from[mentor] = far, from
	if len(s.rowsOf[mentor]) < cap(s.rowsOf[mentor]) {
		s.bound, s.end, s.leaver = far, mentor, nobody
		return
	}
	s.queue.push(stop{far, mentor})
}

// reprice makes every move of the chain found free, and keeps the inequalities.
func (s *search) reprice(row int32) {
	s.u[row] -= s.bound
	for _, mentor := range s.settled {
		gain := s.bound - s.far[mentor]
		s.offers[mentor].price += gain
		for _, other := range s.rowsOf[mentor] {
			s.u[other] -= gain
		}
	}
}

// move makes the moves of the chain found, from its end to the new row.
func (s *search) move(row int32) {
	mentor := s.end
	if mentor == nobody {
		if s.leaver == row {
			s.mentorOf[row] = nobody
			return
		}
		mentor = s.mentorOf[s.leaver]
		s.leave(mentor, s.leaver)
		s.mentorOf[s.leaver] = nobody
	}
	for {
		mover := s.from[mentor]
		before := s.mentorOf[mover]
		s.mentorOf[mover] = mentor
		s.rowsOf[mentor] = append(s.rowsOf[mentor], mover)
		if mover == row {
			return
		}
		s.leave(before, mover)
		mentor = before
	}
}

func (s *search) leave(mentor, row int32) {
	rows := s.rowsOf[mentor]
	for k, other := range rows {
		if other == row {
			rows[k] = rows[len(rows)-1]
			s.rowsOf[mentor] = rows[:len(rows)-1]
			return
		}
	}
}
