package matching

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"slices"
)

const (
	maxScore = 100
	nobody   = int32(-1)
)

// table is a problem as the algorithms work on it: people stand in an order that depends on the seed and their ids only, so that
// nothing depends on the order of the input; rows are the mentees without those of fixed pairs, with their acceptable mentors.
type table struct {
	problem Problem
	known   register
	mentees []int // of each row, the place in Problem.Mentees
	mentors []column
	place   []int32  // of each of Problem.Mentors, the place in mentors
	draws   []uint64 // of each row, its half of the draw
	counts  []count
	fixed   []Proposal

	// The acceptable mentors of row r who have places are edges[start[r]:start[r+1]], best score first; under RankedChoices in
	// the mentee's order.
	start  []int
	edges  []int32
	scores []uint8
}

// column is a mentor in the table.
type column struct {
	place    int    // in Problem.Mentors
	capacity int    // what fixed pairs leave
	draw     uint64 // their half of the draw
}

// count is what became of a mentee's candidates.
type count struct {
	excluded, low, acceptable int
	best                      int16 // the highest score of those not excluded
}

// draw decides between pairs of equal score; the higher one is preferred.
func draw(mentee, mentor uint64) uint64 { return (mentee ^ mentor) * 0x9E3779B97F4A7C15 }

// half is a person's half of a draw. The same person draws anew in the other role.
func half(seed uint64, role byte, id string) uint64 {
	text := binary.BigEndian.AppendUint64(make([]byte, 0, 9+len(id)), seed)
	sum := sha256.Sum256(append(append(text, role), id...))
	return binary.BigEndian.Uint64(sum[:])
}

func newTable(ctx context.Context, p Problem) (*table, error) {
	known, err := p.check()
	if err != nil {
		return nil, err
	}
	t := &table{problem: p, known: known, start: []int{0}}
	t.orderMentors()
	gone, err := t.setFixed()
	if err != nil {
		return nil, err
	}
	t.orderMentees(gone)
	return t, t.fill(ctx)
}

func (t *table) orderMentors() {
	for place, m := range t.problem.Mentors {
		t.mentors = append(t.mentors, column{place: place, capacity: m.Capacity, draw: half(t.problem.Seed, 'r', m.ID)})
	}
	slices.SortFunc(t.mentors, func(a, b column) int {
		return cmp.Or(cmp.Compare(a.draw, b.draw), cmp.Compare(t.problem.Mentors[a.place].ID, t.problem.Mentors[b.place].ID))
	})
	t.place = make([]int32, len(t.mentors))
	for j, c := range t.mentors {
		t.place[c.place] = int32(j)
	}
}

// setFixed takes the fixed pairs out of the problem and tells which mentees are gone with them.
func (t *table) setFixed() ([]bool, error) {
	gone := make([]bool, len(t.problem.Mentees))
	for _, pair := range t.problem.Fixed {
		mentee, mentor := t.known.mentees[pair.Mentee], t.known.mentors[pair.Mentor]
		gone[mentee] = true
		t.mentors[t.place[mentor]].capacity--
		m := t.problem.Mentees[mentee]
		proposal := Proposal{Pair: pair, Fixed: true, Choice: 1 + slices.Index(m.Choices, pair.Mentor)}
		for _, c := range m.Candidates {
			if err := t.problem.checkCandidate(m.ID, c); err != nil {
				return nil, err
			}
			if int(c.Mentor) == mentor {
				proposal.Score = int(c.Score)
			}
		}
		t.fixed = append(t.fixed, proposal)
	}
	return gone, nil
}

func (t *table) orderMentees(gone []bool) {
	draws := make([]uint64, len(gone))
	for place, m := range t.problem.Mentees {
		draws[place] = half(t.problem.Seed, 'e', m.ID)
		if !gone[place] {
			t.mentees = append(t.mentees, place)
		}
	}
	slices.SortFunc(t.mentees, func(a, b int) int {
		return cmp.Or(cmp.Compare(draws[a], draws[b]), cmp.Compare(t.problem.Mentees[a].ID, t.problem.Mentees[b].ID))
	})
	for _, place := range t.mentees {
		t.draws = append(t.draws, draws[place])
	}
}

// score is that of an edge of the table.
func (t *table) score(row int, mentor int32) int {
	edges := t.edges[t.start[row]:t.start[row+1]]
	return int(t.scores[t.start[row]+slices.Index(edges, mentor)])
}
