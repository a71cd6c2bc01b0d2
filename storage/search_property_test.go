package storage_test

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// crowd is what the reference knows of a workspace: who has which terms and can be found, in the order the workspace came to know them.
type crowd struct {
	world
	order    []core.PersonID
	terms    map[core.PersonID][]core.Term
	findable map[core.PersonID]bool
	seeking  map[core.PersonID]bool // as a mentee
}

var crowdKinds = []core.TermKind{core.TermTopic, core.TermLanguage, core.TermUnit}

func anyTerms(t *rapid.T, most int, kinds ...core.TermKind) []core.Term {
	draw := rapid.Custom(func(t *rapid.T) core.Term {
		norm := fmt.Sprint("n", rapid.IntRange(0, 4).Draw(t, "norm"))
		return core.Term{Kind: rapid.SampledFrom(kinds).Draw(t, "kind"), Norm: norm, Value: norm}
	})
	return rapid.SliceOfNDistinct(draw, 0, most, rapid.ID[core.Term]).Draw(t, "terms")
}

// step changes somebody: what they are indexed by, or whether they can be found.
func (c *crowd) step(t *rapid.T, tx core.Tx) error {
	ctx := context.Background()
	id := rapid.SampledFrom(c.order).Draw(t, "person")
	if rapid.Bool().Draw(t, "index") {
		c.terms[id] = anyTerms(t, 8, append(crowdKinds, core.TermWord)...)
		return tx.Profiles().Index(ctx, id, c.terms[id])
	}
	c.findable[id], c.seeking[id] = rapid.Bool().Draw(t, "findable"), rapid.Bool().Draw(t, "seeking")
	return tx.Participants().Save(ctx, core.Participant{
		Program: c.program, Person: id, Mentor: true, Findable: c.findable[id], Mentee: c.seeking[id], State: core.ParticipantActive,
	})
}

func anyQuery(t *rapid.T, c *crowd) core.SearchQuery {
	q := core.SearchQuery{
		Program: c.program, Except: rapid.SampledFrom(c.order).Draw(t, "except"), Any: map[core.TermKind][]string{},
		Limit: rapid.IntRange(1, 5).Draw(t, "limit"), Seek: rapid.SampledFrom([]core.Role{"", core.RoleMentee}).Draw(t, "seek"),
	}
	for _, term := range anyTerms(t, 4, crowdKinds...) {
		q.Any[term.Kind] = append(q.Any[term.Kind], term.Norm)
	}
	q.Without = rapid.SliceOfNDistinct(rapid.SampledFrom(c.order), 0, 3, rapid.ID[core.PersonID]).Draw(t, "without")
	if rapid.Bool().Draw(t, "not") {
		q.Not = map[core.TermKind][]string{}
		for _, term := range anyTerms(t, 2, crowdKinds...) {
			q.Not[term.Kind] = append(q.Not[term.Kind], term.Norm)
		}
	}
	for _, term := range anyTerms(t, 2, core.TermWord) {
		q.Words = append(q.Words, term.Norm)
	}
	for _, kind := range rapid.SliceOfDistinct(rapid.SampledFrom(crowdKinds), rapid.ID[core.TermKind]).Draw(t, "preferred") {
		p := core.Preference{Kind: kind, Points: rapid.IntRange(0, 9).Draw(t, "points"), Most: rapid.IntRange(1, 3).Draw(t, "most")}
		for _, term := range anyTerms(t, 4, kind) {
			p.Norms = append(p.Norms, term.Norm)
		}
		q.Prefer = append(q.Prefer, p)
	}
	return q
}

func (c *crowd) has(id core.PersonID, kind core.TermKind, norm string) bool {
	return slices.ContainsFunc(c.terms[id], func(t core.Term) bool { return t.Kind == kind && t.Norm == norm })
}

// search is the definition of a search, person by person.
func (c *crowd) search(q core.SearchQuery) core.SearchFound {
	kinds, points := map[core.PersonID]int{}, map[core.PersonID]int{}
	var all []core.PersonID
	for _, id := range c.order {
		for kind, norms := range q.Any {
			if slices.ContainsFunc(norms, func(norm string) bool { return c.has(id, kind, norm) }) {
				kinds[id]++
			}
		}
		for _, p := range q.Prefer {
			shared := 0
			for _, norm := range p.Norms {
				if c.has(id, p.Kind, norm) {
					shared++
				}
			}
			points[id] += p.Points * min(shared, p.Most)
		}
		out := id == q.Except || slices.Contains(q.Without, id)
		for kind, norms := range q.Not {
			out = out || slices.ContainsFunc(norms, func(norm string) bool { return c.has(id, kind, norm) })
		}
		words := !slices.ContainsFunc(q.Words, func(w string) bool { return !c.has(id, core.TermWord, w) })
		there := c.findable[id]
		if q.Seek == core.RoleMentee {
			there = c.seeking[id]
		}
		if there && !out && words && (len(q.Any) == 0 || kinds[id] > 0) {
			all = append(all, id)
		}
	}
	slices.SortStableFunc(all, func(a, b core.PersonID) int {
		return cmp.Or(cmp.Compare(kinds[b], kinds[a]), cmp.Compare(points[b], points[a]))
	})
	return core.SearchFound{People: all[:min(len(all), q.Limit)], Total: len(all)}
}

// However people change, a search finds what looking at everybody one by one would find, in the same order on both databases.
func TestSearchIsTheSameAsLookingAtEverybody(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		run := 0
		rapid.Check(t, func(rt *rapid.T) {
			run++
			c := &crowd{terms: map[core.PersonID][]core.Term{}, findable: map[core.PersonID]bool{}, seeking: map[core.PersonID]bool{}}
			c.world = newWorld(t, db, core.WorkspaceID(fmt.Sprint("w", run)), 8)
			for i := range 8 {
				c.order = append(c.order, c.person(i))
				c.findable[c.person(i)], c.seeking[c.person(i)] = true, true
			}
			for range rapid.IntRange(1, 4).Draw(rt, "transactions") {
				change(t, db, c.ws, func(_ context.Context, tx core.Tx) error {
					for range rapid.IntRange(1, 6).Draw(rt, "steps") {
						if err := c.step(rt, tx); err != nil {
							return err
						}
					}
					return nil
				})
			}
			q := anyQuery(rt, c)
			read(t, db, c.ws, func(ctx context.Context, tx core.Tx) error {
				got, err := tx.Profiles().Search(ctx, q)
				want := c.search(q)
				if among := got.Numbers; err == nil && len(among) > 0 && rapid.Bool().Draw(rt, "among") {
					q.Among = among[:rapid.IntRange(1, len(among)).Draw(rt, "first")]
					want.People = want.People[:len(q.Among)]
					want.Total = len(want.People)
					got, err = tx.Profiles().Search(ctx, q)
				}
				if !slices.Equal(got.People, want.People) || got.Total != want.Total {
					rt.Errorf("search %+v\nfound %v\nwant  %v\nof %v", q, got, want, c.terms)
				}
				return err
			})
		})
	})
}

// Two people of one block who are indexed at the same time are both on the list, and one who leaves it takes nobody along.
func TestListsSurviveWritersSideBySide(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		const people = 12
		w := newWorld(t, db, "w", people)
		for round := range 3 {
			done := make(chan error)
			for i := range people {
				terms := []core.Term{{Kind: core.TermTopic, Value: "Go", Norm: "go"}, {Kind: core.TermTopic, Value: "SQL", Norm: "sql"}}
				if (i+round)%2 == 0 {
					terms = terms[1:]
				}
				go func() {
					done <- db.Change(t.Context(), w.ws, func(tx core.Tx) error { return tx.Profiles().Index(t.Context(), w.person(i), terms) })
				}()
			}
			for range people {
				must(t, <-done)
			}
			for norm, want := range map[string]int{"go": people / 2, "sql": people} {
				read(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
					got, err := tx.Profiles().Search(ctx, core.SearchQuery{
						Program: w.program, Any: map[core.TermKind][]string{core.TermTopic: {norm}}, Limit: people,
					})
					if got.Total != want {
						t.Errorf("round %d: %d people with %q, want %d", round, got.Total, norm, want)
					}
					return err
				})
			}
		}
	})
}
