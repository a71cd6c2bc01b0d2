package core_test

import (
	"context"
	"slices"
	"testing"

	"mentorbot/core"
	"mentorbot/core/matching"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// pairsOf are the pairs of a run, and who has nobody, by id.
func pairsOf(page core.PairingPage) map[core.PersonID]core.PersonID {
	pairs := map[core.PersonID]core.PersonID{}
	for _, p := range page.Proposals {
		pairs[p.Proposal.Mentee] = p.Proposal.Mentor
	}
	return pairs
}

func TestARunIsForThoseItNames(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		kim, ada, ben := w.admin("Kim"), w.mentor("Ada", 2), w.mentor("Ben", 2)
		mia, leo, zoe := w.joined("Mia"), w.joined("Leo"), w.joined("Zoe")
		for name, c := range map[string]struct {
			change func(*core.PairingSettings)
			want   map[core.PersonID][]core.PersonID // the mentors each may get
		}{
			"only some mentees": {func(s *core.PairingSettings) { s.Mentees = []core.PersonID{mia.ID, leo.ID} }, map[core.PersonID][]core.PersonID{
				mia.ID: {ada.ID, ben.ID}, leo.ID: {ada.ID, ben.ID}}},
			"those named, on the waiting list or not": {func(s *core.PairingSettings) { s.Who, s.Mentees = core.PairWaiting, []core.PersonID{mia.ID} }, map[core.PersonID][]core.PersonID{
				mia.ID: {ada.ID, ben.ID}}},
			"only some mentors": {func(s *core.PairingSettings) { s.Mentors = []core.PersonID{ben.ID} }, map[core.PersonID][]core.PersonID{
				mia.ID: {ben.ID, ""}, leo.ID: {ben.ID, ""}, zoe.ID: {ben.ID, ""}}},
			"all but some": {func(s *core.PairingSettings) { s.Without = []core.PersonID{leo.ID, ben.ID} }, map[core.PersonID][]core.PersonID{
				mia.ID: {ada.ID}, zoe.ID: {ada.ID}}},
			"pairs that are set": {func(s *core.PairingSettings) {
				s.Floor, s.Kept = 100, []core.Pair{{Mentor: ben.ID, Mentee: mia.ID}, {Mentor: ben.ID, Mentee: leo.ID}}
			}, map[core.PersonID][]core.PersonID{mia.ID: {ben.ID}, leo.ID: {ben.ID}, zoe.ID: {""}}},
			"a pair beside those named": {func(s *core.PairingSettings) {
				s.Mentees, s.Mentors, s.Kept = []core.PersonID{zoe.ID}, []core.PersonID{ben.ID}, []core.Pair{{Mentor: ada.ID, Mentee: mia.ID}}
			}, map[core.PersonID][]core.PersonID{mia.ID: {ada.ID}, zoe.ID: {ada.ID, ben.ID}}},
		} {
			settings := everybody
			c.change(&settings)
			pairs := pairsOf(w.draft(kim, settings))
			for mentee, mentor := range pairs {
				if !slices.Contains(c.want[mentee], mentor) {
					t.Errorf("%s: %s has %q, want one of %v", name, mentee, mentor, c.want[mentee])
				}
			}
			if len(pairs) != len(c.want) {
				t.Errorf("%s: a run for %d mentees, want %d", name, len(pairs), len(c.want))
			}
		}
	})
}

func TestARunRefusesPeopleWhoHaveNoPartInIt(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w, ctx := newWorld(t, db, "T1"), context.Background()
		kim, ada, ben, mia, leo, guest := w.admin("Kim"), w.mentor("Ada", 1), w.mentor("Ben", 1), w.joined("Mia"), w.joined("Leo"), w.person("Guest")
		_, err := w.svc.Exclude(ctx, w.call(kim), core.Exclusion{Program: w.firstProgram(), One: ben.ID, Other: mia.ID})
		w.must(err)
		set := func(pairs ...core.Pair) func(*core.PairingSettings) {
			return func(s *core.PairingSettings) { s.Kept = pairs }
		}
		for name, c := range map[string]struct {
			change func(*core.PairingSettings)
			field  string
			code   core.Code
		}{
			"a mentee who looks for nobody": {func(s *core.PairingSettings) { s.Mentees = []core.PersonID{mia.ID, guest.ID} }, "mentees", core.CodePairingNotLooking},
			"a mentor who is none":          {func(s *core.PairingSettings) { s.Mentors = []core.PersonID{leo.ID} }, "mentors", core.CodePairingNotOffering},
			"too many":                      {func(s *core.PairingSettings) { s.Without = make([]core.PersonID, core.MaxPairingPeople+1) }, "without", core.CodeTooMany},
			"half a pair":                   {set(core.Pair{Mentor: ada.ID}), "fixed_mentee_0", core.CodeRequired},
			"a pair of one":                 {set(core.Pair{Mentor: ada.ID, Mentee: ada.ID}), "fixed_mentee_0", core.CodeSamePerson},
			"a mentee of two":               {set(core.Pair{Mentor: ada.ID, Mentee: leo.ID}, core.Pair{Mentor: ben.ID, Mentee: leo.ID}), "fixed_mentee_1", core.CodePairSetTwice},
			"a mentor without room":         {set(core.Pair{Mentor: ada.ID, Mentee: leo.ID}, core.Pair{Mentor: ada.ID, Mentee: mia.ID}), "fixed_mentor_1", core.CodePairingMentorFull},
			"two kept apart":                {set(core.Pair{Mentor: ben.ID, Mentee: mia.ID}), "fixed_mentor_0", core.CodePairingApart},
			"set and left out": {func(s *core.PairingSettings) {
				s.Kept, s.Without = []core.Pair{{Mentor: ada.ID, Mentee: leo.ID}}, []core.PersonID{ada.ID}
			}, "without", core.CodePairSetAndLeftOut},
			"a pair of somebody who is no mentor": {set(core.Pair{Mentor: leo.ID, Mentee: mia.ID}), "fixed_mentor_0", core.CodePairingNotOffering},
		} {
			settings := everybody
			c.change(&settings)
			_, err := w.svc.StartPairing(ctx, w.call(kim), w.firstProgram(), settings)
			if refusal := core.Refusal(err); refusal == nil || refusal.Field != c.field || refusal.Code != c.code {
				t.Errorf("%s: %v, want %s at %s", name, err, c.code, c.field)
			}
		}
	})
}

// What was decided by hand outlives every run computed anew: who is left out, who gets nobody, and who is a pair.
func TestDecisionsByHandOutliveARunComputedAgain(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w, ctx := newWorld(t, db, "T1"), context.Background()
		kim, ada, ben := w.admin("Kim"), w.mentor("Ada", 2), w.mentor("Ben", 2)
		mia, leo, zoe := w.joined("Mia"), w.joined("Leo"), w.joined("Zoe")
		settings := everybody
		settings.Without = []core.PersonID{zoe.ID}
		page := w.draft(kim, settings)
		other := ada.ID
		if pairsOf(page)[leo.ID] == ada.ID {
			other = ben.ID
		}
		for _, in := range []core.Proposing{{Mentee: mia.ID}, {Mentee: leo.ID, Mentor: other}} {
			_, err := w.svc.Propose(ctx, w.call(kim), page.Run.ID, in)
			w.must(err)
		}
		for range 3 {
			again, err := w.svc.ComputeAgain(ctx, w.call(kim), page.Run.ID)
			w.must(err)
			page = w.run(kim, again.Run.ID)
			if pairs := pairsOf(page); len(pairs) != 2 || pairs[mia.ID] != "" || pairs[leo.ID] != other || page.Run.Statistics.Unmatched != 1 {
				t.Fatalf("computed again: %v, want %s for Leo and nobody for Mia", pairs, other)
			}
			if !byHand(page, mia.ID) {
				t.Errorf("that Mia has nobody is not said to be decided by hand: %+v", page.Proposals)
			}
		}
		_, err := w.svc.Propose(ctx, w.call(kim), page.Run.ID, core.Proposing{Mentee: mia.ID, Mentor: ada.ID})
		w.must(err)
		again, err := w.svc.ComputeAgain(ctx, w.call(kim), page.Run.ID)
		w.must(err)
		if page = w.run(kim, again.Run.ID); pairsOf(page)[mia.ID] != ada.ID || len(page.Run.Settings.Alone) != 0 {
			t.Errorf("after another decision: %v, alone %v", pairsOf(page), page.Run.Settings.Alone)
		}
		if done := w.commit(kim, page.Run.ID, false); done.Run.State != core.PairingCommitted {
			t.Errorf("state %s, changed %v", done.Run.State, done.Run.Changed)
		}
	})
}

// Of pairs that were set, a run that became impossible loses only those that cannot be made any more.
func TestARunThatBecameImpossibleKeepsThePairsThatAreNot(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w, ctx := newWorld(t, db, "T1"), context.Background()
		kim, ada, ben := w.admin("Kim"), w.mentor("Ada", 2), w.mentor("Ben", 2)
		mia, leo, zoe := w.joined("Mia"), w.joined("Leo"), w.joined("Zoe")
		settings := everybody
		settings.Kept = []core.Pair{{Mentor: ada.ID, Mentee: mia.ID}, {Mentor: ben.ID, Mentee: leo.ID}}
		page := w.draft(kim, settings)
		_, err := w.svc.Propose(ctx, w.call(kim), page.Run.ID, core.Proposing{Mentee: zoe.ID})
		w.must(err)
		_, err = w.svc.Exclude(ctx, w.call(kim), core.Exclusion{Program: w.firstProgram(), One: ada.ID, Other: mia.ID})
		w.must(err)
		again, err := w.svc.ComputeAgain(ctx, w.call(kim), page.Run.ID)
		w.must(err)
		if page = w.run(kim, again.Run.ID); page.Run.State != core.PairingFailed {
			t.Fatalf("with a pair that cannot be made the run is %s", page.Run.State)
		}
		again, err = w.svc.ComputeAgain(ctx, w.call(kim), page.Run.ID)
		w.must(err)
		page = w.run(kim, again.Run.ID)
		if pairs := pairsOf(page); page.Run.State != core.PairingDraft || pairs[mia.ID] != ben.ID || pairs[leo.ID] != ben.ID || pairs[zoe.ID] != "" {
			t.Errorf("%s: %v, want Ben for both and nobody for Zoe", page.Run.State, pairs)
		}
		if !byHand(page, leo.ID) || byHand(page, mia.ID) || !byHand(page, zoe.ID) {
			t.Errorf("decided by hand: %+v", page.Run.Settings)
		}
	})
}

func byHand(page core.PairingPage, mentee core.PersonID) bool {
	return slices.ContainsFunc(page.Proposals, func(p core.ProposalFacts) bool {
		return p.Proposal.Mentee == mentee && p.Proposal.Origin != core.OriginComputed
	})
}

func TestARunIsComparedWithAnyOther(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w, ctx := newWorld(t, db, "T1"), context.Background()
		kim := w.admin("Kim")
		w.mentor("Ada", 1)
		w.joined("Mia")
		var runs []core.PairingRunID
		for _, floor := range []int{0, 50, 100} {
			runs = append(runs, w.draft(kim, core.PairingSettings{Objective: matching.MostScore, Who: core.PairEverybody, Floor: floor}).Run.ID)
			w.clock.advance(1)
		}
		compared, err := w.svc.ComparePairings(ctx, w.call(kim), runs[2], runs[0])
		w.must(err)
		var others []core.PairingRunID
		for _, run := range compared.Others {
			others = append(others, run.ID)
		}
		if !slices.Equal(others, []core.PairingRunID{runs[2], runs[1]}) {
			t.Errorf("to compare with: %v, want %v", others, runs[1:])
		}
		if len(compared.Changes.OnlyAfter) != 1 || compared.Before.ID != runs[2] {
			t.Errorf("compared with %s: %+v", compared.Before.ID, compared.Changes)
		}
	})
}

func TestARunIsForAUserGroup(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w, ctx := newWorld(t, db, "T1"), context.Background()
		kim, ada := w.admin("Kim"), w.mentor("Ada", 9)
		mia, leo, zoe := w.joined("Mia"), w.joined("Leo"), w.joined("Zoe")
		group := func(members ...core.Person) *core.PairingGroup {
			g := core.PairingGroup{ID: "S1", Name: "Water team", Members: []string{"U0NOWHERE"}}
			for _, m := range members {
				g.Members = append(g.Members, m.ChatUserID)
			}
			return &g
		}
		settings := everybody
		settings.Who, settings.Group = core.PairWaiting, group(mia, leo, ada)
		page := w.draft(kim, settings)
		if pairs := pairsOf(page); len(pairs) != 2 || pairs[mia.ID] != ada.ID || pairs[leo.ID] != ada.ID {
			t.Errorf("for the group: %v, want Ada for Mia and Leo", pairs)
		}
		if in := page.Run.Settings.Group; in == nil || in.Name != "Water team" || len(in.People) != 2 || !slices.IsSorted(in.People) {
			t.Errorf("kept of the group: %+v", in)
		}
		again, err := w.svc.ComputeAgain(ctx, w.call(kim), page.Run.ID)
		w.must(err)
		if pairs := pairsOf(w.run(kim, again.Run.ID)); len(pairs) != 2 {
			t.Errorf("computed again: %v", pairs)
		}
		settings.Mentees = []core.PersonID{zoe.ID}
		settings.Group = group(mia)
		if pairs := pairsOf(w.draft(kim, settings)); len(pairs) != 2 || pairs[mia.ID] == "" || pairs[zoe.ID] == "" {
			t.Errorf("for the group and somebody named: %v", pairs)
		}
		settings.Mentees, settings.Without = nil, []core.PersonID{mia.ID}
		settings.Group = group(mia, leo)
		if pairs := pairsOf(w.draft(kim, settings)); len(pairs) != 1 || pairs[leo.ID] == "" {
			t.Errorf("for the group without one of it: %v", pairs)
		}
		settings.Group = group(ada)
		_, err = w.svc.StartPairing(ctx, w.call(kim), w.firstProgram(), settings)
		if refusal := core.Refusal(err); refusal == nil || refusal.Field != "group" || refusal.Code != core.CodePairingGroupEmpty {
			t.Errorf("a group of nobody who looks: %v", err)
		}
		if _, err := w.svc.Pairable(ctx, w.call(mia), w.firstProgram()); core.Refusal(err) == nil {
			t.Error("a mentee may begin a run")
		}
	})
}
