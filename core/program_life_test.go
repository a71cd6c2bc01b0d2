package core_test

import (
	"context"
	"testing"
	"time"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

func TestAProgrammeIsCreatedCopiedAndRenamed(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w, ctx := newWorld(t, db, "T1"), context.Background()
		kim, pam := w.admin("Kim"), w.person("Pam")
		page, err := w.svc.CreateProgram(ctx, w.call(kim), core.NewProgram{Name: "  Women in   tech "})
		w.must(err)
		if p := page.Program; p.Name != "Women in tech" || p.State != core.ProgramDraft || p.Version != 1 || p.Policy.Check() != nil {
			t.Errorf("created %+v", p)
		}
		_, err = w.svc.GrantStaff(ctx, w.call(kim), core.Staff{Program: page.Program.ID, Person: pam.ID, Role: core.StaffAdmin})
		w.must(err)
		w.setPolicy(page.Program.ID, kim, "max_choices", core.PolicyValue{{Number: 5}})
		again, err := w.svc.CreateProgram(ctx, w.call(kim), core.NewProgram{Name: "Copy", LikeID: page.Program.ID})
		w.must(err)
		if again.Program.Policy.MaxChoices != 5 || len(again.Staff) != 1 || again.Program.State != core.ProgramDraft {
			t.Errorf("a copy: %+v", again)
		}
		renamed, err := w.svc.RenameProgram(ctx, w.call(pam), again.Program.ID, "Graduates")
		w.must(err)
		if renamed.Program.Name != "Graduates" || renamed.Program.Version != 2 {
			t.Errorf("renamed: %+v", renamed.Program)
		}
		for name, err := range map[string]error{
			"forbidden":  second(w.svc.CreateProgram(ctx, w.call(pam), core.NewProgram{Name: "Mine"})),
			"required":   second(w.svc.CreateProgram(ctx, w.call(kim), core.NewProgram{Name: " \n "})),
			"name_taken": second(w.svc.CreateProgram(ctx, w.call(kim), core.NewProgram{Name: "GRADUATES"})),
			"not_found":  second(w.svc.CreateProgram(ctx, w.call(kim), core.NewProgram{Name: "X", LikeID: "none"})),
		} {
			refused(t, err, core.Code(name))
		}
		refused(t, second(w.svc.RenameProgram(ctx, w.call(pam), again.Program.ID, "women in tech")), core.CodeNameTaken)
	})
}

func second[T any](_ T, err error) error { return err }

// setPolicy changes one setting the way a person does.
func (w *world) setPolicy(id core.ProgramID, by core.Person, key string, v core.PolicyValue) core.PolicyPreview {
	w.t.Helper()
	ctx := context.Background()
	program, err := w.svc.PolicyToEdit(ctx, w.call(by), id)
	w.must(err)
	preview, err := w.svc.PreparePolicy(ctx, w.call(by), core.PolicyEdit{Program: id, Version: program.Version, Values: map[string]core.PolicyValue{key: v}})
	w.must(err)
	_, err = w.svc.SavePolicy(ctx, w.call(by), id, program.Version)
	w.must(err)
	w.work()
	return preview
}

func TestAProgrammeOpensClosesAndIsArchivedWhenNothingIsLeft(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w, ctx := newWorld(t, db, "T1"), context.Background()
		kim, mia, ada, new := w.admin("Kim"), w.mentee("Mia"), w.mentor("Ada", 1), w.mentee("New")
		id := w.firstProgram()
		move := func(to core.ProgramState) error { return second(w.svc.MoveProgram(ctx, w.call(kim), id, to)) }
		refused(t, move(core.ProgramArchived), core.CodeProgramMove)
		refused(t, move(core.ProgramDraft), core.CodeProgramMove)
		w.ask(mia, ada)
		w.must(move(core.ProgramClosed))
		w.must(move(core.ProgramClosed)) // again: nothing happens
		refused(t, move(core.ProgramArchived), core.CodeProgramBusy)
		home, err := w.svc.Dashboard(ctx, w.call(new))
		w.must(err)
		if home.Program.ID != "" {
			t.Errorf("somebody new is in %q, which is closed", home.Program.Name)
		}
		w.accept(ada) // what runs goes on
		refused(t, move(core.ProgramArchived), core.CodeProgramBusy)
		history, err := w.svc.ProgramHistory(ctx, w.call(kim), id, 0)
		w.must(err)
		if n := len(history.Changes); n != 2 || history.Changes[0].To.State != core.ProgramClosed || history.Changes[0].By.Person.ID != kim.ID {
			t.Errorf("%d changes: %+v", n, history.Changes)
		}
		w.must(move(core.ProgramOpen))
	})
}

func TestADraftCanBeArchivedAndReopened(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w, ctx := newWorld(t, db, "T1"), context.Background()
		kim := w.admin("Kim")
		page, err := w.svc.CreateProgram(ctx, w.call(kim), core.NewProgram{Name: "Pilot"})
		w.must(err)
		for _, to := range []core.ProgramState{core.ProgramArchived, core.ProgramOpen, core.ProgramClosed, core.ProgramArchived} {
			page, err = w.svc.MoveProgram(ctx, w.call(kim), page.Program.ID, to)
			w.must(err)
			if page.Program.State != to {
				t.Fatalf("it is %s, want %s", page.Program.State, to)
			}
		}
	})
}

// A running deadline is a promise to both: no change of policy moves it.
func TestAChangeOfPolicyMovesNoRunningDeadline(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		kim, mia, leo, ada, ben := w.admin("Kim"), w.mentee("Mia"), w.mentee("Leo"), w.mentor("Ada", 2), w.mentor("Ben", 2)
		w.ask(mia, ada)
		before := w.waiting(ada).Invitation.ExpiresAt
		preview := w.setPolicy(w.firstProgram(), kim, "response_hours", core.PolicyValue{{Number: 1}})
		if preview.Impact.Waiting != 1 || len(preview.Changes) != 1 {
			t.Errorf("the preview says %+v", preview)
		}
		if after := w.waiting(ada).Invitation.ExpiresAt; !after.Equal(before) {
			t.Errorf("the deadline moved from %s to %s", before, after)
		}
		w.pass(2 * time.Hour)
		if w.waiting(ada).Invitation.State != core.InvitationSent {
			t.Error("the request ended before its deadline")
		}
		w.ask(leo, ben)
		if got := w.waiting(ben).Invitation; got.ExpiresAt.Sub(got.DeliveredAt) != time.Hour {
			t.Errorf("a new request has %s", got.ExpiresAt.Sub(got.DeliveredAt))
		}
	})
}

func TestNobodyOverwritesAChangeTheyHaveNotSeen(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w, ctx := newWorld(t, db, "T1"), context.Background()
		kim, kai, id := w.admin("Kim"), w.admin("Kai"), w.firstProgram()
		edit := func(by core.Person, version, n int) error {
			return second(w.svc.PreparePolicy(ctx, w.call(by), core.PolicyEdit{
				Program: id, Version: version, Values: map[string]core.PolicyValue{"max_choices": {{Number: n}}},
			}))
		}
		w.must(edit(kim, 1, 5))
		w.must(edit(kai, 1, 7))
		_, err := w.svc.SavePolicy(ctx, w.call(kim), id, 1)
		w.must(err)
		refused(t, second(w.svc.SavePolicy(ctx, w.call(kai), id, 1)), core.CodePolicyChanged)
		refused(t, edit(kai, 1, 7), core.CodePolicyChanged)
		refused(t, second(w.svc.SavePolicy(ctx, w.call(kim), id, 1)), core.CodePolicyChanged)
		stale, err := w.svc.StalePolicy(ctx, w.call(kai), id, 1)
		w.must(err)
		if stale.Program.Policy.MaxChoices != 5 || len(stale.Since) != 1 || stale.Since[0].By.Person.ID != kim.ID {
			t.Errorf("Kai is told %+v", stale)
		}
		refused(t, edit(kai, 2, 99), core.CodeNumberOutOfRange)
	})
}

func TestFindabilityFollowsANewlyRequiredItem(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w, ctx := newWorld(t, db, "T1"), context.Background()
		kim, mia, ada, id := w.admin("Kim"), w.mentee("Mia"), w.mentor("Ada", 3), w.firstProgram()
		items := func(all ...core.ProfileItem) core.PolicyValue {
			var v core.PolicyValue
			for _, item := range all {
				v = append(v, core.PolicyEntry{Word: string(item)})
			}
			return v
		}
		found := func(want int) {
			t.Helper()
			results, err := w.svc.Find(ctx, w.call(mia), core.Criteria{})
			w.must(err)
			if results.Total != want {
				t.Errorf("%d mentors found, want %d", results.Total, want)
			}
		}
		found(1)
		preview := w.setPolicy(id, kim, "mentor_items", items(core.ItemLinkedIn))
		if preview.Impact.Hidden != 1 {
			t.Errorf("the preview says %+v", preview.Impact)
		}
		found(0)
		w.setPolicy(id, kim, "mentor_items", items(core.ItemTopics))
		found(1)
		if preview := w.setPolicy(id, kim, "default_capacity", core.PolicyValue{{Number: 1}}); preview.Impact.Capacity != 1 {
			t.Errorf("the preview says %+v", preview.Impact)
		}
		_ = ada
	})
}

func TestWhereTheTeamPairsNobodySearchesOrAsks(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w, ctx := newWorld(t, db, "T1"), context.Background()
		kim, mia, leo, ada := w.admin("Kim"), w.mentee("Mia"), w.mentee("Leo"), w.mentor("Ada", 2)
		w.ask(leo, ada)
		w.setPolicy(w.firstProgram(), kim, "pairing", core.PolicyValue{{Word: string(core.PairingAdmins)}})
		_, _, last := w.svc.LastCriteria(ctx, w.call(mia))
		for name, err := range map[string]error{
			"search": second(w.svc.Find(ctx, w.call(mia), core.Criteria{})), "search form": last,
			"choose": second(w.svc.AddChoice(ctx, w.call(mia), ada.ID)), "ask": second(w.submit(mia, ada)),
		} {
			if refusal := core.Refusal(err); refusal == nil || refusal.Code != core.CodeAdminsPair {
				t.Errorf("%s: %v", name, err)
			}
		}
		_, err := w.svc.Join(ctx, w.call(mia), core.Joining{Mentee: true})
		w.must(err)
		reasons, err := w.svc.Why(ctx, w.call(mia))
		w.must(err)
		if len(reasons) != 1 || reasons[0].Key != core.WhyAdminsPair {
			t.Errorf("why says %+v", reasons)
		}
		w.accept(ada) // a request on its way goes on
	})
}
