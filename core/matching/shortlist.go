package matching

import (
	"cmp"
	"slices"
)

// Shortlist finds, for one mentee after the other, the mentors who score best, without comparing each mentee with everybody: it knows who
// brings which term, and adds up points for those only who share one. Scores are those of Total. Ties are decided by draws, so that
// mentees with the same wishes are not all given the same few mentors. It is for one goroutine.
type Shortlist struct {
	scorer  *Scorer
	seed    uint64
	mentors []Mentor
	sides   []Prepared
	draws   []uint64 // of each mentor, their half of the draw
	terms   []map[int32][]int32
	valued  [][]int32 // by criterion, who has a value

	// Of the mentee that is looked at.
	scores  []int16
	barred  []bool // by a hard rule
	shared  []int32
	touched []int32
	order   []int32 // mentors by standing and score
	ties    []tie
}

type tie struct {
	mentor int32
	draw   uint64
}

// NewShortlist makes a list of a problem's mentors and what they bring, prepared by the scorer and in the same order. The seed is the problem's.
func NewShortlist(scorer *Scorer, seed uint64, mentors []Mentor, sides []Prepared) *Shortlist {
	n := len(mentors)
	l := &Shortlist{
		scorer: scorer, seed: seed, mentors: mentors, sides: sides, draws: make([]uint64, n),
		terms: make([]map[int32][]int32, len(scorer.criteria)), valued: make([][]int32, len(scorer.criteria)),
		scores: make([]int16, n), barred: make([]bool, n), shared: make([]int32, n), order: make([]int32, n),
	}
	for mentor, m := range mentors {
		l.draws[mentor] = half(seed, 'r', m.ID)
	}
	for i := range scorer.criteria {
		l.terms[i] = map[int32][]int32{}
		for mentor, side := range sides {
			v := side.values[i]
			if v.missing {
				continue
			}
			l.valued[i] = append(l.valued[i], int32(mentor))
			for _, term := range v.terms {
				l.terms[i][term] = append(l.terms[i][term], int32(mentor))
			}
		}
	}
	return l
}

// Best gives the candidates of a mentee, at most so many, in the order of the mentors: those who have places and may be paired with the
// mentee, best score first; then those without a place; then those who are kept apart, by a hard rule or because apart says so.
func (l *Shortlist) Best(id string, me Prepared, most int, apart func(mentor int32) bool) []Candidate {
	l.compare(me)
	ends := l.sort()
	mine, best, kept := half(l.seed, 'e', id), make([]Candidate, 0, most), []int32(nil)
	at := int32(0)
	for _, end := range ends {
		group := l.order[at:end]
		at = end
		if len(group) > most-len(best) {
			group = l.byDraw(group, mine)
		}
		for _, mentor := range group {
			if len(best) == most {
				break
			}
			switch {
			case l.mentors[mentor].ID == id:
			case l.barred[mentor]:
				best = append(best, Candidate{Mentor: mentor, Score: l.scores[mentor], Excluded: true})
			case apart(mentor):
				kept = append(kept, mentor)
			default:
				best = append(best, Candidate{Mentor: mentor, Score: l.scores[mentor]})
			}
		}
		if len(best) == most {
			break
		}
	}
	for _, mentor := range kept[:min(len(kept), most-len(best))] {
		best = append(best, Candidate{Mentor: mentor, Score: l.scores[mentor], Excluded: true})
	}
	slices.SortFunc(best, func(a, b Candidate) int { return cmp.Compare(a.Mentor, b.Mentor) })
	return best
}

// compare scores all mentors.
func (l *Shortlist) compare(me Prepared) {
	clear(l.scores)
	clear(l.barred)
	for i, c := range l.scorer.criteria {
		mine := me.values[i]
		if mine.missing {
			continue
		}
		switch c.mode() {
		case Ignore:
		case Near:
			for _, mentor := range l.valued[i] {
				l.scores[mentor] += int16(c.points(mine, l.sides[mentor].values[i]))
			}
		case MustMatch:
			for _, mentor := range l.valued[i] {
				l.barred[mentor] = l.barred[mentor] || c.breaks(mine, l.sides[mentor].values[i])
			}
		case MustDiffer:
			for _, mentor := range l.sharing(i, mine) {
				l.barred[mentor] = true
			}
		default:
			l.add(i, c, mine)
		}
	}
}

// sharing are the mentors who have a term in common, with how many in shared, which is to be set to 0 again.
func (l *Shortlist) sharing(i int, mine values) []int32 {
	for _, mentor := range l.touched {
		l.shared[mentor] = 0
	}
	l.touched = l.touched[:0]
	for _, term := range mine.terms {
		for _, mentor := range l.terms[i][term] {
			if l.shared[mentor] == 0 {
				l.touched = append(l.touched, mentor)
			}
			l.shared[mentor]++
		}
	}
	return l.touched
}

// add gives the points of a criterion that counts terms in common.
func (l *Shortlist) add(i int, c Criterion, mine values) {
	var given [enough + 1]int16 // by how many, where nothing else matters
	for n := range given {
		whole := min(len(mine.terms), enough)
		if c.mode() == Common {
			whole = 1
		}
		given[n] = int16(c.share(min(n, whole), whole))
	}
	for _, mentor := range l.sharing(i, mine) {
		if m := c.mode(); m == Common || m == Complementary {
			l.scores[mentor] += given[min(l.shared[mentor], enough)]
		} else {
			l.scores[mentor] += int16(c.points(mine, l.sides[mentor].values[i]))
		}
	}
}

// The standings of mentors, best first.
const (
	withPlaces = iota
	withoutPlaces
	keptApart
	standings
)

// sort puts the mentors in order of standing and score, and gives where each group of equals ends.
func (l *Shortlist) sort() []int32 {
	var ends [standings * (maxScore + 1)]int32
	group := func(mentor int) int {
		standing := withPlaces
		switch {
		case l.barred[mentor]:
			standing = keptApart
		case l.mentors[mentor].Capacity == 0:
			standing = withoutPlaces
		}
		return standing*(maxScore+1) + maxScore - min(int(l.scores[mentor]), maxScore)
	}
	for mentor := range l.mentors {
		ends[group(mentor)]++
	}
	at := int32(0)
	for g, n := range ends {
		ends[g] = at // the begin, which moves to the end below
		at += n
	}
	for mentor := range l.mentors {
		g := group(mentor)
		l.order[ends[g]] = int32(mentor)
		ends[g]++
	}
	return ends[:]
}

// byDraw puts mentors who are equals in the order of a mentee's draws.
func (l *Shortlist) byDraw(group []int32, mine uint64) []int32 {
	l.ties = l.ties[:0]
	for _, mentor := range group {
		l.ties = append(l.ties, tie{mentor, draw(mine, l.draws[mentor])})
	}
	slices.SortFunc(l.ties, func(a, b tie) int { return cmp.Or(cmp.Compare(b.draw, a.draw), cmp.Compare(a.mentor, b.mentor)) })
	for k, t := range l.ties {
		group[k] = t.mentor
	}
	return group
}
