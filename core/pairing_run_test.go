package core_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"mentorbot/core"
	"mentorbot/core/matching"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// draft starts a run and lets its job work.
func (w *world) draft(admin core.Person, settings core.PairingSettings) core.PairingPage {
	w.t.Helper()
	started, err := w.svc.StartPairing(context.Background(), w.call(admin), w.firstProgram(), settings)
	w.must(err)
	return w.run(admin, started.Run.ID)
}

// run is a run as it is after its jobs have worked.
func (w *world) run(admin core.Person, id core.PairingRunID) core.PairingPage {
	w.t.Helper()
	w.work()
	page, err := w.svc.PairingPage(context.Background(), w.call(admin), id, 0)
	w.must(err)
	return page
}

func (w *world) commit(admin core.Person, id core.PairingRunID, told bool) core.PairingPage {
	w.t.Helper()
	_, err := w.svc.CommitPairing(context.Background(), w.call(admin), id, told)
	w.must(err)
	return w.run(admin, id)
}

var everybody = core.PairingSettings{Objective: matching.FewestUnmatched, Who: core.PairEverybody, Seed: 1}

func TestACommittedRunAsksNobodyAndIntroducesEachOnce(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w, ctx := newWorld(t, db, "T1"), context.Background()
		kim, ada, ben := w.admin("Kim"), w.mentor("Ada", 1), w.mentor("Ben", 1)
		var mentees []core.Person
		for i := range 3 {
			mentees = append(mentees, w.joined(fmt.Sprint("Mentee", i)))
		}
		w.ask(mentees[0], ada)
		page := w.draft(kim, everybody)
		if page.Run.State != core.PairingDraft || page.Run.Statistics.Pairs != 2 || page.Run.Statistics.Unmatched != 1 {
			t.Fatalf("state %s, statistics %+v", page.Run.State, page.Run.Statistics)
		}
		if left := page.Proposals[0]; left.Proposal.Mentor != "" || left.Proposal.Reason != matching.NoCapacity || left.Proposal.Taken != 2 {
			t.Errorf("the one without a mentor: %+v", left.Proposal)
		}
		w.hears(kim, core.NoticePairingRun)
		for _, p := range append(mentees, ben) {
			if p.ID != mentees[0].ID {
				w.hears(p)
			}
		}
		delete(w.told, mentees[0].ID)
		delete(w.told, ada.ID)
		done := w.commit(kim, page.Run.ID, true)
		if done.Run.State != core.PairingCommitted {
			t.Fatalf("state %s, changed %v", done.Run.State, done.Run.Changed)
		}
		w.hears(ada, core.NoticeMatched)
		w.hears(ben, core.NoticeMatched)
		matched := 0
		for _, p := range mentees {
			if slices.Contains(w.told[p.ID], core.NoticeMatched) {
				matched++
				w.hears(p, core.NoticeMatched)
			} else if p.ID == mentees[0].ID { // whose request has nobody left to go to
				w.hears(p, core.NoticeExhausted)
			} else {
				w.hears(p)
			}
		}
		if matched != 2 {
			t.Errorf("%d mentees were introduced, want 2", matched)
		}
		home, err := w.svc.Dashboard(ctx, w.call(kim))
		w.must(err)
		if len(home.Attention) != 1 || !home.Attention[0].Item.Kind.Waits() {
			t.Errorf("what waits for the admin: %+v", home.Attention)
		}
		if _, err := w.svc.CommitPairing(ctx, w.call(kim), page.Run.ID, true); !refusedWith(err, core.CodePairingState) {
			t.Errorf("committing twice: %v", err)
		}
	})
}

// joined is a mentee who takes part and has asked nobody.
func (w *world) joined(name string) core.Person {
	w.t.Helper()
	p := w.mentee(name)
	program := w.firstProgram()
	w.change(func(ctx context.Context, tx core.Tx) error {
		return tx.Participants().Save(ctx, core.Participant{
			Program: program, Person: p.ID, Mentee: true, State: core.ParticipantActive, JoinedAt: start, UpdatedAt: start,
		})
	})
	return p
}

func TestARunIsStaleWhenWhatItRestsOnHasChanged(t *testing.T) {
	changes := map[string]struct {
		change func(w *world, kim, ada, mia core.Person)
		want   core.PairingAspect
	}{
		"a mentor has fewer places": {func(w *world, _, ada, _ core.Person) {
			_, err := w.svc.SaveMentor(context.Background(), w.call(ada), core.MentorSettings{
				Topics: []string{"Leadership"}, Languages: []string{"en"}, Capacity: 1,
			})
			w.must(err)
		}, core.AspectMentors},
		"a mentee has a mentor": {func(w *world, kim, ada, mia core.Person) {
			_, err := w.svc.PairByHand(context.Background(), w.call(kim), core.Pair{Program: w.firstProgram(), Mentor: ada.ID, Mentee: mia.ID})
			w.must(err)
		}, core.AspectMentees},
		"a profile fits less": {func(w *world, _, _, mia core.Person) {
			w.fill(mia, core.Skills{Summary: "Other things.", Wishes: []string{"Painting"}, MeetingModes: []string{"online"}})
		}, core.AspectScores},
		"two must not be paired": {func(w *world, kim, ada, mia core.Person) {
			_, err := w.svc.Exclude(context.Background(), w.call(kim), core.Exclusion{Program: w.firstProgram(), One: ada.ID, Other: mia.ID})
			w.must(err)
		}, core.AspectExclusions},
		"a mentee ranks somebody": {func(w *world, _, ada, mia core.Person) {
			_, err := w.svc.AddChoice(context.Background(), w.call(mia), ada.ID)
			w.must(err)
		}, core.AspectChoices},
		"languages count for more": {func(w *world, _, _, _ core.Person) {
			w.policy(func(p *core.Policy) {
				p.Criteria = slices.Clone(p.Criteria)
				for i, c := range p.Criteria {
					switch c.Key {
					case matching.Topics:
						p.Criteria[i].Weight -= 20
					case matching.Languages:
						p.Criteria[i].Weight += 20
					}
				}
			})
		}, core.AspectScores},
	}
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		for name, c := range changes {
			w := newWorld(t, db, "T"+name)
			kim, ada, mia := w.admin("Kim"), w.mentor("Ada", 2), w.joined("Mia")
			w.mentor("Ben", 1)
			w.joined("Leo")
			page := w.draft(kim, everybody)
			c.change(w, kim, ada, mia)
			w.work()
			w.told = map[core.PersonID][]core.NoticeKind{}
			done := w.commit(kim, page.Run.ID, true)
			if done.Run.State != core.PairingStale || !slices.Contains(done.Run.Changed, c.want) {
				t.Errorf("%s: state %s, changed %v, want stale for %s", name, done.Run.State, done.Run.Changed, c.want)
			}
			if len(w.told) != 1 || !slices.Equal(w.told[kim.ID], []core.NoticeKind{core.NoticePairingRun}) {
				t.Errorf("%s: people were told %v, want only the admin", name, w.told)
			}
		}
	})
}

func TestADraftIsChangedByHandComparedAndUndone(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w, ctx := newWorld(t, db, "T1"), context.Background()
		kim, ada, ben, mia := w.admin("Kim"), w.mentor("Ada", 1), w.mentor("Ben", 1), w.joined("Mia")
		page := w.draft(kim, everybody)
		first := page.Proposals[0].Proposal.Mentor
		other := ada.ID
		if first == ada.ID {
			other = ben.ID
		}
		for name, c := range map[string]struct {
			mentor core.PersonID
			code   core.Code
		}{
			"somebody outside the run": {mia.ID, core.CodeUnknownOption},
			"nobody known":             {"x", core.CodeUnknownOption},
		} {
			if _, err := w.svc.Propose(ctx, w.call(kim), page.Run.ID, core.Proposing{Mentee: mia.ID, Mentor: c.mentor}); !refusedWith(err, c.code) {
				t.Errorf("%s: %v, want %s", name, err, c.code)
			}
		}
		edited, err := w.svc.Propose(ctx, w.call(kim), page.Run.ID, core.Proposing{Mentee: mia.ID, Mentor: other})
		w.must(err)
		if p := edited.Proposals[0].Proposal; p.Mentor != other || p.Origin != core.OriginByHand || edited.Run.Statistics.Total != p.Score {
			t.Errorf("after the change: %+v, total %d", p, edited.Run.Statistics.Total)
		}
		again, err := w.svc.ComputeAgain(ctx, w.call(kim), page.Run.ID)
		w.must(err)
		kept := w.run(kim, again.Run.ID)
		if p := kept.Proposals[0].Proposal; p.Mentor != other || p.Origin != core.OriginKept {
			t.Errorf("computed again: %+v, want what was decided by hand", p)
		}
		if kept.Before != page.Run.ID {
			t.Errorf("the run to compare with is %q, want %q", kept.Before, page.Run.ID)
		}
		plain := w.draft(kim, everybody)
		compared, err := w.svc.ComparePairings(ctx, w.call(kim), kept.Run.ID, plain.Run.ID)
		w.must(err)
		if len(compared.Changes.Moved) != 1 || compared.People[mia.ID].Name() != "Mia" {
			t.Errorf("comparison: %+v", compared.Changes)
		}
		w.commit(kim, plain.Run.ID, true)
		w.told = map[core.PersonID][]core.NoticeKind{}
		_, err = w.svc.UndoPairing(ctx, w.call(kim), plain.Run.ID)
		w.must(err)
		if undone := w.run(kim, plain.Run.ID); undone.Run.State != core.PairingUndone {
			t.Errorf("state %s, changed %v", undone.Run.State, undone.Run.Changed)
		}
		w.hears(mia, core.NoticeUnpaired)
		found, err := w.svc.PairPreview(ctx, w.call(kim), core.Pair{Program: w.firstProgram(), Mentor: ada.ID, Mentee: mia.ID})
		w.must(err)
		if found.Blocked() {
			t.Errorf("after an undo nothing should be in the way of a pair: %v", found.Warnings)
		}
	})
}

func TestNothingIsUndoneOnceSomebodyHasActed(t *testing.T) {
	for name, act := range map[string]func(*world, core.Person, core.MentorshipID) error{
		"a session was booked": func(w *world, mia core.Person, id core.MentorshipID) error {
			_, err := w.svc.BookSession(context.Background(), w.call(mia), id, core.Booking{Date: "2026-07-01", Time: "10:00", Minutes: 30})
			return err
		},
		"they are in touch": func(w *world, mia core.Person, id core.MentorshipID) error {
			return second(w.svc.InTouch(context.Background(), w.call(mia), id))
		},
		"a goal was set": func(w *world, mia core.Person, id core.MentorshipID) error {
			return second(w.svc.CreateGoal(context.Background(), w.call(mia), id, core.GoalInput{Title: "Lead a team"}))
		},
	} {
		t.Run(name, func(t *testing.T) {
			storagetest.Each(t, func(t *testing.T, db *storage.DB) {
				w, ctx := newWorld(t, db, "T1"), context.Background()
				kim, mia := w.admin("Kim"), w.joined("Mia")
				w.mentor("Ada", 1)
				run := w.draft(kim, everybody).Run.ID
				w.commit(kim, run, false)
				w.hears(mia)
				home, err := w.svc.Dashboard(ctx, w.call(mia))
				w.must(err)
				w.must(act(w, mia, home.Mentorships[0].Mentorship.ID))
				_, err = w.svc.UndoPairing(ctx, w.call(kim), run)
				w.must(err)
				page := w.run(kim, run)
				if page.Run.State != core.PairingCommitted || !slices.Equal(page.Run.Changed, []core.PairingAspect{core.AspectActed}) {
					t.Errorf("state %s, changed %v", page.Run.State, page.Run.Changed)
				}
			})
		})
	}
}

func TestRankedChoicesAndFloorAreRespected(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w, ctx := newWorld(t, db, "T1"), context.Background()
		kim, ada, mia := w.admin("Kim"), w.mentor("Ada", 1), w.mentee("Mia")
		w.mentor("Ben", 1)
		_, err := w.svc.AddChoice(ctx, w.call(mia), ada.ID)
		w.must(err)
		ranked := w.draft(kim, core.PairingSettings{Objective: matching.RankedChoices, Who: core.PairEverybody})
		if p := ranked.Proposals[0].Proposal; p.Mentor != ada.ID || p.Choice != 1 {
			t.Errorf("by ranked choices: %+v", p)
		}
		high := w.draft(kim, core.PairingSettings{Objective: matching.MostScore, Who: core.PairEverybody, Floor: 100})
		if p := high.Proposals[0].Proposal; p.Mentor != "" || p.Reason != matching.BelowFloor {
			t.Errorf("with a floor of 100: %+v", p)
		}
		for name, c := range map[string]core.PairingSettings{
			"objective": {Objective: "best", Who: core.PairEverybody},
			"who":       {Objective: matching.MostScore, Who: "friends"},
			"floor":     {Objective: matching.MostScore, Who: core.PairEverybody, Floor: 101},
		} {
			_, err := w.svc.StartPairing(ctx, w.call(kim), w.firstProgram(), c)
			if refusal := core.Refusal(err); refusal == nil || refusal.Field != name {
				t.Errorf("a wrong %s: %v", name, err)
			}
		}
		if _, err := w.svc.CommitPairing(ctx, w.call(kim), high.Run.ID, true); !refusedWith(err, core.CodePairingNothing) {
			t.Errorf("committing nothing: %v", err)
		}
	})
}

// Who got no mentor in a run is before the staff as long as the run stands, and not once it is undone; what was there before it stays.
func TestAnUndoneRunLeavesNobodyWaitingBecauseOfIt(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w, ctx := newWorld(t, db, "T1"), context.Background()
		kim := w.admin("Kim")
		w.mentor("Ada", 1)
		w.joined("Mia")
		w.joined("Leo")
		waiting := func() (all []core.PersonID) {
			page, err := w.svc.WaitingPage(ctx, w.call(kim), w.firstProgram(), 0)
			w.must(err)
			for _, x := range page.Waiting {
				all = append(all, x.Item.Person)
			}
			return all
		}
		first := w.draft(kim, everybody)
		w.commit(kim, first.Run.ID, false)
		before := waiting()
		if len(before) != 1 {
			t.Fatalf("waiting after the run: %v", before)
		}
		w.pass(time.Hour)
		zoe := w.joined("Zoe")
		w.joined("Tom")
		second := everybody
		second.Floor = 100
		second.Kept = []core.Pair{{Program: w.firstProgram(), Mentor: w.mentor("Eva", 1).ID, Mentee: zoe.ID}}
		page := w.draft(kim, second)
		w.commit(kim, page.Run.ID, false)
		if now := waiting(); len(now) != 2 || !slices.Contains(now, before[0]) {
			t.Fatalf("waiting after the second run: %v, want %v and Tom", now, before)
		}
		_, err := w.svc.UndoPairing(ctx, w.call(kim), page.Run.ID)
		w.must(err)
		w.run(kim, page.Run.ID)
		if now := waiting(); !slices.Equal(now, before) {
			t.Errorf("waiting after the undo: %v, want %v", now, before)
		}
	})
}
