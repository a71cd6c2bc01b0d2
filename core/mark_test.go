package core_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// seen are the names of the mentors a search without criteria shows on its first page.
func (w *world) seen(mentee core.Person) []string {
	w.t.Helper()
	found, err := w.svc.Find(context.Background(), w.call(mentee), core.Criteria{})
	w.must(err)
	var names []string
	for _, m := range found.Mentors {
		names = append(names, m.Person.Name)
	}
	slices.Sort(names)
	return names
}

func (w *world) mark(p, other core.Person, kind core.MarkKind) {
	w.t.Helper()
	_, err := w.svc.Mark(context.Background(), w.call(p), other.ID, kind)
	w.must(err)
}

func (w *world) marked(p core.Person, kind core.MarkKind) []string {
	w.t.Helper()
	page, err := w.svc.Marked(context.Background(), w.call(p), kind, "", 0)
	w.must(err)
	names := []string{}
	for _, m := range page.People {
		names = append(names, m.Card.Name())
	}
	return names
}

func sameNames(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Fatalf("%s: %q, want %q", what, got, want)
	}
}

func TestWhoIsHiddenIsNotFoundByWhoHidThem(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "hidden")
		mia, leo := w.mentee("mia"), w.mentee("leo")
		ada, ben := w.mentor("ada", 1), w.mentor("ben", 1)
		w.mark(mia, ada, core.MarkFavourite)
		w.clock.advance(1)
		w.mark(mia, ben, core.MarkFavourite)
		sameNames(t, "favourites", w.marked(mia, core.MarkFavourite), "ada", "ben")

		w.mark(mia, ada, core.MarkHidden)
		w.mark(mia, ada, core.MarkHidden) // a second click
		sameNames(t, "favourites after hiding one", w.marked(mia, core.MarkFavourite), "ben")
		sameNames(t, "hidden people", w.marked(mia, core.MarkHidden), "ada")
		sameNames(t, "what Mia finds", w.seen(mia), "ben")
		sameNames(t, "what Leo finds", w.seen(leo), "ada", "ben")
		sameNames(t, "what Leo has hidden", w.marked(leo, core.MarkHidden))

		card, _, err := w.svc.Mentor(context.Background(), w.call(mia), ada.ID)
		w.must(err)
		if card.Mark != core.MarkHidden {
			t.Errorf("the profile says %q, want that Ada is hidden", card.Mark)
		}
		w.mark(mia, ada, "")
		sameNames(t, "what Mia finds in the end", w.seen(mia), "ada", "ben")
	})
}

func TestWhatAMarkRefuses(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "refused")
		mia, ada, ctx := w.mentee("mia"), w.mentor("ada", 1), context.Background()
		_, err := w.svc.Mark(ctx, w.call(mia), mia.ID, core.MarkHidden)
		refused(t, err, core.CodeMarkSelf)
		_, err = w.svc.Mark(ctx, w.call(mia), "nobody", core.MarkHidden)
		refused(t, err, core.CodeNotFound)
		_, err = w.svc.Mark(ctx, w.call(mia), ada.ID, "enemy")
		refused(t, err, core.CodeUnknownOption)
		w.must(db.Change(ctx, w.ws, func(tx core.Tx) error {
			for i := range core.MaxMarks {
				id := core.PersonID(fmt.Sprint("crowd-", i))
				if err := tx.People().Save(ctx, core.Person{ID: id, ChatUserID: string(id), Name: string(id)}); err != nil {
					return err
				}
				if err := tx.Marks().Save(ctx, core.Mark{Person: mia.ID, Other: id, Kind: core.MarkHidden, At: start}); err != nil {
					return err
				}
			}
			return nil
		}))
		_, err = w.svc.Mark(ctx, w.call(mia), ada.ID, core.MarkHidden)
		refused(t, err, core.CodeMarksFull)
		w.mark(mia, ada, core.MarkFavourite) // a list of its own
	})
}

// Those who are left out leave their places among the best to others: the hundred a search compares are a hundred who can be shown.
func TestThoseLeftOutTakeNoPlaceAmongTheBest(t *testing.T) {
	for name, leaveOut := range map[string]func(w *world, mia core.Person, crowd []core.PersonID){
		"never paired": func(w *world, mia core.Person, crowd []core.PersonID) {
			program := w.firstProgram()
			w.eachOf(crowd, func(ctx context.Context, tx core.Tx, id core.PersonID) error {
				one, other := min(mia.ID, id), max(mia.ID, id)
				return tx.Exclusions().Save(ctx, core.Exclusion{Program: program, One: one, Other: other, AddedAt: start})
			})
		},
		"hidden": func(w *world, mia core.Person, crowd []core.PersonID) {
			w.eachOf(crowd, func(ctx context.Context, tx core.Tx, id core.PersonID) error {
				return tx.Marks().Save(ctx, core.Mark{Person: mia.ID, Other: id, Kind: core.MarkHidden, At: start})
			})
		},
	} {
		t.Run(name, func(t *testing.T) {
			storagetest.Each(t, func(t *testing.T, db *storage.DB) {
				w := newWorld(t, db, "places")
				mia := w.mentee("mia")
				crowd := w.crowd(110)
				w.mentor("zoe", 1) // known last, so behind all others who fit as well
				leaveOut(w, mia, crowd)
				sameNames(t, "found", w.seen(mia), "zoe")
			})
		})
	}
}

// crowd stores findable mentors whom the workspace knew before whoever comes next, and who fit as well as a mentor of [world.mentor].
func (w *world) crowd(n int) []core.PersonID {
	w.t.Helper()
	var all []core.PersonID
	for i := range n {
		all = append(all, core.PersonID(fmt.Sprintf("crowd-%03d", i)))
	}
	program := w.firstProgram()
	w.eachOf(all, func(ctx context.Context, tx core.Tx, id core.PersonID) error {
		if err := tx.People().Save(ctx, core.Person{ID: id, ChatUserID: string(id), Name: string(id)}); err != nil {
			return err
		}
		terms := []core.Term{{Kind: core.TermTopic, Value: "Leadership", Norm: "leadership"}, {Kind: core.TermLanguage, Value: "en", Norm: "en"},
			{Kind: core.TermMeeting, Value: "online", Norm: "online"}}
		if err := tx.Profiles().Index(ctx, id, terms); err != nil {
			return err
		}
		return tx.Participants().Save(ctx, core.Participant{Program: program, Person: id, Mentor: true, Findable: true, Capacity: 1})
	})
	return all
}

func (w *world) eachOf(all []core.PersonID, do func(context.Context, core.Tx, core.PersonID) error) {
	w.t.Helper()
	ctx := context.Background()
	w.must(w.db.Change(ctx, w.ws, func(tx core.Tx) error {
		for _, id := range all {
			if err := do(ctx, tx, id); err != nil {
				return err
			}
		}
		return nil
	}))
}
