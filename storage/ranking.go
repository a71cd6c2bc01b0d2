package storage

import (
	"math/bits"
	"slices"

	"mentorbot/core"
)

// ranking counts, for everybody on the lists of a search, what they have of it.
type ranking struct {
	query   core.SearchQuery
	without map[int64]bool // numbers of those left out
	among   map[int64]bool // numbers of those to find; nil for everybody
	words   int            // different words, all of which must be there
	kinds   int            // kinds of which one must be there
	roles   map[listKey][]role
	tallies [blockSize]tally

	total int
	best  []candidate // at most twice the limit, sorted up to where it was cut last
	cut   candidate   // the last of the limit when it was cut; zero before that
}

// role is what being on a list means for a person's tally.
type role func(*tally)

// tally is what a person has of what a search asks for.
type tally struct {
	findable bool
	unwanted bool
	words    int
	kinds    uint64 // a bit for each
	shared   [maxPreferences]uint8
}

// maxPreferences bounds what a search can prefer.
const maxPreferences = 16

// candidate is somebody who was found.
type candidate struct {
	number int64
	rank   int
}

// members are a list's people in one block.
type members struct {
	list listKey
	text string
}

func newRanking(q core.SearchQuery, without map[int64]bool) *ranking {
	q.Limit = max(q.Limit, 1)
	r := &ranking{query: q, without: without, roles: map[listKey][]role{}}
	if len(q.Among) > 0 {
		r.among = make(map[int64]bool, len(q.Among))
	}
	for _, number := range q.Among {
		r.among[number] = true
	}
	r.on(listKey{findable, string(q.Program)}, func(t *tally) { t.findable = true })
	words := slices.Compact(slices.Sorted(slices.Values(q.Words)))
	r.words = len(words)
	for _, word := range words {
		r.on(listKey{core.TermWord, word}, func(t *tally) { t.words++ })
	}
	for kind, norms := range q.Any {
		if len(norms) == 0 {
			continue
		}
		bit := uint64(1) << r.kinds
		r.kinds++
		for _, norm := range norms {
			r.on(listKey{kind, norm}, func(t *tally) { t.kinds |= bit })
		}
	}
	for kind, norms := range q.Not {
		for _, norm := range norms {
			r.on(listKey{kind, norm}, func(t *tally) { t.unwanted = true })
		}
	}
	r.query.Prefer = q.Prefer[:min(len(q.Prefer), maxPreferences)]
	for i, preferred := range r.query.Prefer {
		for _, norm := range preferred.Norms {
			r.on(listKey{preferred.Kind, norm}, func(t *tally) { t.shared[i]++ })
		}
	}
	return r
}

func (r *ranking) on(list listKey, is role) { r.roles[list] = append(r.roles[list], is) }

// lists are the terms of all lists to read, by kind.
func (r *ranking) lists() map[core.TermKind][]string {
	lists := map[core.TermKind][]string{}
	for key := range r.roles {
		if key.kind == findable && r.query.Seek == core.RoleMentee {
			continue // there is no such list of mentees
		}
		lists[key.kind] = append(lists[key.kind], key.norm)
	}
	for _, norms := range lists {
		slices.Sort(norms)
	}
	return lists
}

// count takes all lists of one block.
func (r *ranking) count(block int64, lists []members) {
	clear(r.tallies[:])
	for _, list := range lists {
		for _, is := range r.roles[list.list] {
			for i := 0; i+1 < len(list.text); i += 2 {
				if at, ok := within(list.text[i], list.text[i+1]); ok {
					is(&r.tallies[at])
				}
			}
		}
	}
	for at := range r.tallies {
		if number := block*blockSize + int64(at); r.wanted(number) && r.found(&r.tallies[at]) {
			r.total++
			r.add(candidate{number, r.rank(&r.tallies[at])})
		}
	}
}

// wanted reports whether a search is for somebody, whatever they have.
func (r *ranking) wanted(number int64) bool {
	return !r.without[number] && (r.among == nil || r.among[number])
}

func (r *ranking) found(t *tally) bool {
	return t.findable && !t.unwanted && t.words == r.words && (r.kinds == 0 || t.kinds != 0)
}

// maxPoints is more than the points of all preferences together.
const maxPoints = 1 << 20

func (r *ranking) rank(t *tally) int {
	points := 0
	for i, preferred := range r.query.Prefer {
		points += preferred.Points * min(int(t.shared[i]), preferred.Most)
	}
	return bits.OnesCount64(t.kinds)*maxPoints + min(points, maxPoints-1)
}

// add keeps a candidate who can still be among the best.
func (r *ranking) add(c candidate) {
	if r.cut.number != 0 && better(r.cut, c) < 0 {
		return
	}
	r.best = append(r.best, c)
	if len(r.best) >= 2*r.query.Limit {
		r.trim()
		r.cut = r.best[len(r.best)-1]
	}
}

func (r *ranking) trim() {
	slices.SortFunc(r.best, better)
	r.best = r.best[:min(len(r.best), r.query.Limit)]
}

// better sorts by rank, then those the workspace knew first.
func better(a, b candidate) int {
	if a.rank != b.rank {
		return b.rank - a.rank
	}
	return int(a.number - b.number)
}

// result are the numbers of the best, best first, and how many were found.
func (r *ranking) result() (best []int64, total int) {
	r.trim()
	best = make([]int64, len(r.best))
	for i, c := range r.best {
		best[i] = c.number
	}
	return best, r.total
}
