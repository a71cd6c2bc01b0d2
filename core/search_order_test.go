package core_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// walker turns the pages of a search, of mentors or of mentees, while the people in it change.
type walker struct {
	*world
	viewer core.Person
	seek   core.Role
	topic  core.TermKind
	all    []core.PersonID
	topics map[core.PersonID]string // of those who can be found
}

// found is a page of either search.
type found struct {
	core.SearchCount
	people []core.PersonID
	places []int
}

var crowdTopics = []string{"leadership", "retail", ""} // nothing for who cannot be found

// set gives somebody another topic, or takes them out of all searches.
func (w *walker) set(ctx context.Context, tx core.Tx, id core.PersonID, topic string) error {
	w.topics[id] = topic
	place := core.Participant{Program: w.firstProgram(), Person: id, State: core.ParticipantActive, Capacity: 1, Mentor: w.seek == core.RoleMentor, Topics: []string{topic}}
	place.Mentee, place.Findable = w.seek == core.RoleMentee && topic != "", place.Mentor && topic != ""
	if err := tx.Participants().Save(ctx, place); err != nil {
		return err
	}
	if err := tx.Profiles().Save(ctx, core.Profile{Person: id, Wishes: []string{topic}}); err != nil {
		return err
	}
	return tx.Profiles().Index(ctx, id, []core.Term{{Kind: w.topic, Value: topic, Norm: topic}})
}

func (w *walker) page(at core.SearchPage) found {
	var out found
	if w.seek == core.RoleMentee {
		results, err := w.svc.MenteesPage(context.Background(), w.call(w.viewer), at)
		w.must(err)
		out.SearchCount = results.SearchCount
		for _, m := range results.Mentees {
			out.people, out.places = append(out.people, m.Person.ID), append(out.places, m.Place)
		}
		return out
	}
	results, err := w.svc.FindPage(context.Background(), w.call(w.viewer), at)
	w.must(err)
	out.SearchCount = results.SearchCount
	for _, m := range results.Mentors {
		out.people, out.places = append(out.people, m.Person.ID), append(out.places, m.Place)
	}
	return out
}

func (w *walker) search(c core.Criteria) {
	if w.seek == core.RoleMentee {
		_, err := w.svc.FindMentees(context.Background(), w.call(w.viewer), c)
		w.must(err)
		return
	}
	_, err := w.svc.Find(context.Background(), w.call(w.viewer), c)
	w.must(err)
}

// Whatever happens to people between two pages, forwards and back: everybody keeps the place they had when the search was made, and a page
// shows all of its people who still match, and nobody else.
func TestPagesOfASearchAreOfTheSearchThatWasMade(t *testing.T) {
	for _, seek := range []core.Role{core.RoleMentor, core.RoleMentee} {
		t.Run(string(seek), func(t *testing.T) {
			storagetest.Each(t, func(t *testing.T, db *storage.DB) {
				w := &walker{world: newWorld(t, db, "pages"), seek: seek, topics: map[core.PersonID]string{}}
				w.mentorsInvite()
				if seek == core.RoleMentee {
					w.viewer, w.topic = w.mentor("ada", 3), core.TermWish
				} else {
					w.viewer, w.topic = w.mentee("mia"), core.TermTopic
				}
				w.all = w.crowd(35)
				w.eachOf(w.all, func(ctx context.Context, tx core.Tx, id core.PersonID) error { return w.set(ctx, tx, id, "leadership") })
				rapid.Check(t, w.walk)
			})
		})
	}
}

func (w *walker) walk(rt *rapid.T) {
	w.changes(rt)
	w.search(core.Criteria{Topics: []string{"leadership"}})
	at, start := core.SearchPage{}, map[int]core.PersonID{}
	for first := w.page(at); at.Page < first.Pages; at.Page++ {
		page := w.page(core.SearchPage{Order: first.Order, Page: at.Page})
		for i, place := range page.places {
			start[place] = page.people[i]
		}
		at.Order = first.Order
	}
	if listed := slices.DeleteFunc(slices.Clone(w.all), func(id core.PersonID) bool { return w.topics[id] != "leadership" }); len(listed) != len(start) {
		rt.Fatalf("%d people match, the pages show %d", len(listed), len(start))
	}
	for range rapid.IntRange(1, 5).Draw(rt, "turns") {
		w.changes(rt)
		at.Page = rapid.IntRange(0, 4).Draw(rt, "page")
		page := w.page(at)
		at.Order = page.Order
		if len(start) > 0 {
			w.shows(rt, page, start)
		}
	}
}

// changes lets several people change.
func (w *walker) changes(rt *rapid.T) {
	who := rapid.SliceOfNDistinct(rapid.SampledFrom(w.all), 0, 12, rapid.ID[core.PersonID]).Draw(rt, "who changes")
	w.eachOf(who, func(ctx context.Context, tx core.Tx, id core.PersonID) error {
		return w.set(ctx, tx, id, rapid.SampledFrom(crowdTopics).Draw(rt, "topic"))
	})
}

func (w *walker) shows(rt *rapid.T, page found, start map[int]core.PersonID) {
	var want []core.PersonID
	total, gone := 0, 0
	for place := 1; place <= len(start); place++ {
		here := (place-1)/core.PageSize == page.Page
		switch matches := w.topics[start[place]] == "leadership"; {
		case matches && here:
			want = append(want, start[place])
			total++
		case matches:
			total++
		case here:
			gone++
		}
	}
	if !slices.Equal(page.people, want) || page.Total != total || page.Gone != gone {
		rt.Errorf("page %d shows %v, %d gone, of %d in all\nwant %v, %d gone, of %d", page.Page, page.people, page.Gone, page.Total, want, gone, total)
	}
	for i, place := range page.places {
		if start[place] != page.people[i] {
			rt.Errorf("%s has moved from place %d", page.people[i], place)
		}
	}
}

// An order that was written for another search, or by somebody else, is no order: the search is made anew.
func TestAnOrderBelongsToItsSearch(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := &walker{world: newWorld(t, db, "orders"), seek: core.RoleMentor}
		w.viewer = w.mentee("mia")
		w.mentor("ada", 1)
		w.crowd(12)
		hidden := w.mentor("zoe", 1)
		w.mark(w.viewer, hidden, core.MarkHidden)
		w.search(core.Criteria{})
		first := w.page(core.SearchPage{})
		if first.Total != 13 || len(first.Order) > core.MaxSearchOrder {
			t.Fatalf("%d found, with the order %q", first.Total, first.Order)
		}
		of, rest, _ := strings.Cut(string(first.Order), "-")
		for name, order := range map[string]core.SearchOrder{
			"nothing": "", "words": "x-y-z-!", "of nobody": core.SearchOrder(of + "-9"), "somebody twice": first.Order + core.SearchOrder(rest[strings.LastIndex(rest, "-"):]),
			"of another search": core.SearchOrder("1-" + rest), "far too long": core.SearchOrder(string(first.Order) + strings.Repeat("-zz", 1000)),
		} {
			if again := w.page(core.SearchPage{Order: order, Page: 1}); again.Order != first.Order || again.Total != 13 || order != "" && again.Page != 0 {
				t.Errorf("%s: page %d of %d found in the order %q", name, again.Page, again.Total, again.Order)
			}
		}
		everybody := of + "-2s"
		for _, number := range "123456789abcdefghijklmnopqrstuvwxyz" {
			everybody += "-" + string(number)
		}
		forged := w.page(core.SearchPage{Order: core.SearchOrder(everybody)})
		if slices.Contains(forged.people, hidden.ID) || slices.Contains(forged.people, w.viewer.ID) {
			t.Errorf("an order with everybody's numbers shows %v", forged.people)
		}
		all := w.page(core.SearchPage{Search: core.SearchAll, Order: first.Order})
		if all.Order == first.Order {
			t.Error("the order of one search was taken for that of another")
		}
	})
}
