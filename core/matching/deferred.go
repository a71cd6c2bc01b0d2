package matching

import (
	"context"
	"slices"
)

// deferredAcceptance lets mentees ask down their choices, and mentors hold the best of those who asked so far (Gale and Shapley
// 1962). Mentors prefer the higher score, then the higher draw. The result is stable, no stable result is better for any mentee, and
// since no preference is a tie it does not depend on who asks first.
func deferredAcceptance(ctx context.Context, t *table) ([]int32, error) {
	d := asking{table: t, next: slices.Clone(t.start[:len(t.mentees)]), held: make([][]asker, len(t.mentors))}
	for row := range t.mentees {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		d.ask(int32(row))
	}
	mentorOf := slices.Repeat([]int32{nobody}, len(t.mentees))
	for mentor, askers := range d.held {
		for _, a := range askers {
			mentorOf[a.row] = int32(mentor)
		}
	}
	return mentorOf, nil
}

type asking struct {
	*table
	next []int // of each row, the edge to ask next
	held [][]asker
}

// asker is a row as its mentor sees it.
type asker struct {
	row   int32
	score uint8
	draw  uint64
}

func (a asker) better(b asker) bool {
	switch {
	case a.score != b.score:
		return a.score > b.score
	case a.draw != b.draw:
		return a.draw > b.draw
	}
	return a.row < b.row
}

// ask goes on until everybody who asked is held or has nobody left to ask.
func (d *asking) ask(row int32) {
	for d.next[row] < d.start[row+1] {
		edge := d.next[row]
		d.next[row]++
		mentor := d.edges[edge]
		a := asker{row, d.scores[edge], draw(d.draws[row], d.mentors[mentor].draw)}
		if len(d.held[mentor]) < d.mentors[mentor].capacity {
			d.held[mentor] = append(d.held[mentor], a)
			return
		}
		worst := d.worst(mentor)
		if a.better(*worst) {
			row, *worst = worst.row, a
		}
	}
}

func (d *asking) worst(mentor int32) *asker {
	worst := &d.held[mentor][0]
	for k := range d.held[mentor] {
		if worst.better(d.held[mentor][k]) {
			worst = &d.held[mentor][k]
		}
	}
	return worst
}
