package core_test

import (
	"context"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// change runs something on the database beside the product.
func (w *world) change(fn func(ctx context.Context, tx core.Tx) error) {
	w.t.Helper()
	w.must(w.db.Change(context.Background(), w.ws, func(tx core.Tx) error { return fn(context.Background(), tx) }))
}

// policy changes the policy of the first programme.
func (w *world) policy(set func(*core.Policy)) {
	w.t.Helper()
	id := w.firstProgram()
	w.change(func(ctx context.Context, tx core.Tx) error {
		p, err := tx.Programs().Get(ctx, id)
		if err != nil {
			return err
		}
		set(&p.Policy)
		return tx.Programs().Save(ctx, p)
	})
}

// reportsTo records a person's manager as the HR system tells it.
func (w *world) reportsTo(manager core.Person, people ...core.Person) {
	w.t.Helper()
	w.change(func(ctx context.Context, tx core.Tx) error {
		var facts []core.Fact
		for _, p := range people {
			facts = append(facts, core.Fact{Person: p.ID, Key: core.FactManager, Value: string(manager.ID), Visibility: core.VisibleAdmins})
		}
		return tx.People().SaveFacts(ctx, facts)
	})
}

func refusedWith(err error, code core.Code) bool {
	refusal := core.Refusal(err)
	return refusal != nil && refusal.Code == code
}

func TestAnAdminPairsTwoPeopleAndTheirRequestsEnd(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w, ctx := newWorld(t, db, "T1"), context.Background()
		kim, mia, leo := w.admin("Kim"), w.mentee("Mia"), w.mentee("Leo")
		ada, ben := w.mentor("Ada", 1), w.mentor("Ben", 1)
		w.ask(mia, ada)
		w.ask(leo, ben)
		pair := core.Pair{Program: w.firstProgram(), Mentor: ben.ID, Mentee: mia.ID}
		preview, err := w.svc.PairPreview(ctx, w.call(kim), pair)
		w.must(err)
		want := []core.PairWarning{core.PairMentorWaits, core.PairMenteeWaits}
		if diff := cmp.Diff(want, preview.Warnings); diff != "" {
			t.Errorf("warnings (-want +got):\n%s", diff)
		}
		sum := 0
		for _, part := range preview.Mentor.Score.Parts {
			sum += part.Points
		}
		if sum != preview.Mentor.Score.Total || sum == 0 {
			t.Errorf("the parts of the score add up to %d, the total is %d", sum, preview.Mentor.Score.Total)
		}
		_, err = w.svc.PairByHand(ctx, w.call(kim), pair)
		w.must(err)
		w.work()
		for _, p := range []core.Person{mia, ben} {
			if n := count(w.told[p.ID], core.NoticeMatched); n != 1 {
				t.Errorf("%s was told %d times of the pair, want once", p.Name, n)
			}
		}
		requests, err := w.svc.Requests(ctx, w.call(ada))
		w.must(err)
		if len(requests.ToAnswer) != 0 {
			t.Error("the mentor asked before still has a request to answer")
		}
		if _, err := w.svc.Accept(ctx, w.call(ada), w.asked[0]); !refusedWith(err, core.CodeInvitationSuperseded) {
			t.Errorf("accepting the old request: %v", err)
		}
		if !slices.Contains(w.told[leo.ID], core.NoticeExhausted) {
			t.Error("the request that waited for a mentor who is full now did not move on")
		}
		if _, err := w.svc.PairByHand(ctx, w.call(kim), pair); !refusedWith(err, core.CodePairBlocked) {
			t.Errorf("the same pair again: %v", err)
		}
	})
}

func count[T comparable](all []T, one T) int {
	n := 0
	for _, x := range all {
		if x == one {
			n++
		}
	}
	return n
}

func TestWhatKeepsAPairFromBeingMade(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w, ctx := newWorld(t, db, "T1"), context.Background()
		kim, mia, leo, zoe := w.admin("Kim"), w.mentee("Mia"), w.mentee("Leo"), w.person("Zoe")
		ada, ben := w.mentor("Ada", 1), w.mentor("Ben", 1)
		program := w.firstProgram()
		pair := func(mentor, mentee core.Person) []core.PairWarning {
			t.Helper()
			p, err := w.svc.PairPreview(ctx, w.call(kim), core.Pair{Program: program, Mentor: mentor.ID, Mentee: mentee.ID})
			w.must(err)
			return p.Warnings
		}
		_, err := w.svc.PairByHand(ctx, w.call(kim), core.Pair{Program: program, Mentor: ada.ID, Mentee: mia.ID})
		w.must(err)
		for name, c := range map[string]struct {
			got  []core.PairWarning
			want core.PairWarning
		}{
			"no place left":          {pair(ada, leo), core.PairMentorIsFull},
			"a mentee with a mentor": {pair(ben, mia), core.PairMenteeHasOne},
			"a pair already":         {pair(ada, mia), core.PairTogether},
			"no mentor":              {pair(leo, zoe), core.PairNoMentor},
			"no profile":             {pair(ben, zoe), core.PairNoProfile},
		} {
			if !slices.Contains(c.got, c.want) || !c.want.Blocks() {
				t.Errorf("%s: warnings %v, want %s, which blocks", name, c.got, c.want)
			}
		}
		for name, c := range map[string]struct {
			pair core.Pair
			code core.Code
		}{
			"nobody":             {core.Pair{Program: program}, core.CodeRequired},
			"with oneself":       {core.Pair{Program: program, Mentor: ada.ID, Mentee: ada.ID}, core.CodeSamePerson},
			"unknown people":     {core.Pair{Program: program, Mentor: "x", Mentee: "y"}, core.CodeNotFound},
			"an unknown program": {core.Pair{Program: "x", Mentor: ada.ID, Mentee: leo.ID}, core.CodeNotFound},
		} {
			if _, err := w.svc.PairByHand(ctx, w.call(kim), c.pair); !refusedWith(err, c.code) {
				t.Errorf("%s: %v, want %s", name, err, c.code)
			}
		}
	})
}

func TestExcludedPairsAreFoundNowhere(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w, ctx := newWorld(t, db, "T1"), context.Background()
		kim, mia := w.admin("Kim"), w.mentee("Mia")
		ada, ben, eve := w.mentor("Ada", 1), w.mentor("Ben", 1), w.mentor("Eve", 1)
		program := w.firstProgram()
		w.reportsTo(eve, ben) // Ben reports to Eve, and Mia to Ben: Eve is above Mia
		w.reportsTo(ben, mia)
		_, err := w.svc.Exclude(ctx, w.call(kim), core.Exclusion{Program: program, One: mia.ID, Other: ada.ID, Reason: "friends"})
		w.must(err)
		found := func() []string {
			t.Helper()
			results, err := w.svc.Find(ctx, w.call(mia), core.Criteria{})
			w.must(err)
			var names []string
			for _, m := range results.Mentors {
				names = append(names, m.Name())
			}
			slices.Sort(names)
			return names
		}
		if got := found(); len(got) != 0 {
			t.Errorf("a mentee finds %v, who are excluded", got)
		}
		for _, mentor := range []core.Person{ada, ben, eve} {
			if _, err := w.submit(mia, mentor); !refusedWith(err, core.CodeMentorExcluded) {
				t.Errorf("asking %s: %v", mentor.Name, err)
			}
		}
		w.policy(func(p *core.Policy) { p.ExcludeReportingLine = false })
		if diff := cmp.Diff([]string{"Ben", "Eve"}, found()); diff != "" {
			t.Errorf("without the rule on reporting lines (-want +got):\n%s", diff)
		}
		page, err := w.svc.Include(ctx, w.call(kim), program, ada.ID, mia.ID)
		w.must(err)
		if len(page.Exclusions) != 0 {
			t.Error("an exclusion that was taken back is still listed")
		}
		if diff := cmp.Diff([]string{"Ada", "Ben", "Eve"}, found()); diff != "" {
			t.Errorf("after taking it back (-want +got):\n%s", diff)
		}
		w.policy(func(p *core.Policy) { p.ExcludeSameUnit = true })
		if got := found(); len(got) != 0 {
			t.Errorf("everybody is in one unit, and %v are found", got)
		}
	})
}

func TestAnInvitationThatWaitsMovesOnWhenThePairIsExcluded(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w, ctx := newWorld(t, db, "T1"), context.Background()
		kim, mia := w.admin("Kim"), w.mentee("Mia")
		ada, ben := w.mentor("Ada", 1), w.mentor("Ben", 1)
		w.ask(mia, ada, ben)
		_, err := w.svc.Exclude(ctx, w.call(kim), core.Exclusion{Program: w.firstProgram(), One: ada.ID, Other: mia.ID})
		w.must(err)
		w.work()
		if len(w.asked) != 2 {
			t.Fatalf("%d mentors were asked, want the second one too", len(w.asked))
		}
		requests, err := w.svc.Requests(ctx, w.call(ben))
		w.must(err)
		if len(requests.ToAnswer) != 1 {
			t.Error("the second mentor has nothing to answer")
		}
	})
}

func TestARecordedUnitKeepsPeopleApartThoughNobodySeesIt(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w, ctx := newWorld(t, db, "T1"), context.Background()
		kim, mia, ada, ben := w.admin("Kim"), w.mentee("Mia"), w.mentor("Ada", 1), w.mentor("Ben", 1)
		w.policy(func(p *core.Policy) { p.ExcludeSameUnit = true })
		for unit, person := range map[string]core.Person{"Water": mia, "Wells": ada, "Pumps": ben} {
			_, err := w.svc.SaveWork(ctx, w.call(person), core.Work{Headline: "Analyst", Unit: unit})
			w.must(err)
		}
		w.must(db.Change(ctx, w.ws, func(tx core.Tx) error {
			return tx.People().SaveFacts(ctx, []core.Fact{
				{Person: mia.ID, Key: core.FactUnit, Value: "Programmes", Visibility: core.VisibleMatching},
				{Person: ada.ID, Key: core.FactUnit, Value: "programmes", Visibility: core.VisibleMatching},
			})
		}))
		results, err := w.svc.Find(ctx, w.call(mia), core.Criteria{})
		w.must(err)
		if len(results.Mentors) != 1 || results.Mentors[0].Name() != "Ben" {
			t.Errorf("found %+v, want Ben alone", results.Mentors)
		}
		if _, err := w.submit(mia, ada); !refusedWith(err, core.CodeMentorExcluded) {
			t.Errorf("asking somebody of the same recorded unit: %v", err)
		}
		preview, err := w.svc.PairPreview(ctx, w.call(kim), core.Pair{Program: w.firstProgram(), Mentor: ada.ID, Mentee: mia.ID})
		w.must(err)
		if preview.Cause != core.ExcludedByUnit {
			t.Errorf("the team is warned of %q", preview.Cause)
		}
		_, err = w.submit(mia, ben)
		w.must(err)
	})
}
