package core_test

import (
	"context"
	"testing"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// secondProgram adds an open programme to the workspace.
func (w *world) secondProgram(id core.ProgramID, state core.ProgramState) {
	w.t.Helper()
	w.must(w.db.Change(context.Background(), w.ws, func(tx core.Tx) error {
		return tx.Programs().Save(context.Background(), core.Program{
			ID: id, Name: string(id), State: state, Policy: core.DefaultPolicy(), Version: 1, CreatedAt: start.AddDate(0, 1, 0),
		})
	}))
}

// firstProgram is the programme the workspace started with.
func (w *world) firstProgram() core.ProgramID {
	w.t.Helper()
	var id core.ProgramID
	w.must(w.db.Read(context.Background(), w.ws, func(tx core.Tx) error {
		all, err := tx.Programs().List(context.Background())
		id = all[0].ID
		return err
	}))
	return id
}

func TestStaffRunTheirProgrammeAndNoOther(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w, ctx := newWorld(t, db, "T1"), context.Background()
		kim, pam, oli, ann := w.admin("Kim"), w.person("Pam"), w.person("Oli"), w.person("Ann")
		first := w.firstProgram()
		w.secondProgram("second", core.ProgramDraft)
		grant := func(by, to core.Person, program core.ProgramID, role core.StaffRole) error {
			_, err := w.svc.GrantStaff(ctx, w.call(by), core.Staff{Program: program, Person: to.ID, Role: role})
			return err
		}
		w.must(grant(kim, pam, first, core.StaffAdmin))
		w.must(grant(pam, oli, first, core.StaffObserver))
		for name, c := range map[string]struct {
			err  error
			code core.Code
		}{
			"an observer gives a role":           {grant(oli, ann, first, core.StaffObserver), core.CodeForbidden},
			"in a programme one does not run":    {grant(pam, ann, "second", core.StaffObserver), core.CodeForbidden},
			"in a programme that does not exist": {grant(kim, ann, "none", core.StaffObserver), core.CodeNotFound},
			"a role that does not exist":         {grant(kim, ann, first, "owner"), core.CodeUnknownOption},
			"to nobody":                          {grant(kim, core.Person{}, first, core.StaffAdmin), core.CodeRequired},
			"to a workspace admin":               {grant(pam, kim, first, core.StaffObserver), core.CodeAdminAlready},
		} {
			if refusal := core.Refusal(c.err); refusal == nil || refusal.Code != c.code {
				t.Errorf("%s: %v, want %s", name, c.err, c.code)
			}
		}
		for who, want := range map[core.PersonID]int{kim.ID: 2, pam.ID: 1, oli.ID: 1} {
			overview, err := w.svc.AdminOverview(ctx, core.Call{Workspace: w.ws, Actor: who})
			w.must(err)
			if len(overview.Programs) != want {
				t.Errorf("%s runs %d programmes, want %d", who, len(overview.Programs), want)
			}
		}
		page, err := w.svc.RevokeStaff(ctx, w.call(pam), first, oli.ID)
		w.must(err)
		if len(page.Staff) != 1 || page.Staff[0].Staff.Person != pam.ID {
			t.Errorf("staff after removing one: %+v", page.Staff)
		}
		if _, err := w.svc.AdminOverview(ctx, w.call(oli)); core.Refusal(err) == nil {
			t.Error("somebody who runs nothing any more saw what there is to run")
		}
	})
}

func TestScreensAreAboutTheProgrammeAPersonIsIn(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w, ctx := newWorld(t, db, "T1"), context.Background()
		mia := w.mentee("Mia")
		first := w.firstProgram()
		w.secondProgram("second", core.ProgramOpen)
		w.secondProgram("draft", core.ProgramDraft)
		about := func(want core.ProgramID) {
			t.Helper()
			home, err := w.svc.Dashboard(ctx, w.call(mia))
			w.must(err)
			if home.Program.ID != want {
				t.Errorf("the Home is about %q, want %q", home.Program.ID, want)
			}
			if len(home.Programs) != 2 {
				t.Errorf("%d programmes to choose from, want the two open ones", len(home.Programs))
			}
		}
		about(first)
		_, err := w.svc.SwitchProgram(ctx, w.call(mia), "second")
		w.must(err)
		about("second")
		_, err = w.svc.SaveMentor(ctx, w.call(mia), core.MentorSettings{Topics: []string{"Go"}, Languages: []string{"en"}, Capacity: 1})
		w.must(err)
		all, err := w.svc.Programs(ctx, w.call(mia))
		w.must(err)
		if all[0].Joined() || !all[1].Joined() {
			t.Error("becoming a mentor should join the programme one is in, and no other")
		}
		if _, err := w.svc.SwitchProgram(ctx, w.call(mia), "draft"); core.Refusal(err) == nil {
			t.Error("a draft could be entered")
		}
	})
}

func TestWhatHasBegunInAClosedProgrammeGoesOnAndNothingNewBegins(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w, ctx := newWorld(t, db, "T1"), context.Background()
		mia, ann, ada := w.mentee("Mia"), w.mentee("Ann"), w.mentor("Ada", 2)
		w.ask(mia, ada)
		first := w.firstProgram()
		w.must(w.db.Change(ctx, w.ws, func(tx core.Tx) error {
			p, err := tx.Programs().Get(ctx, first)
			if err != nil {
				return err
			}
			p.State = core.ProgramClosed
			return tx.Programs().Save(ctx, p)
		}))
		if _, err := w.submit(ann, ada); core.Refusal(err) == nil {
			t.Error("somebody new could ask in a closed programme")
		}
		_, err := w.svc.Accept(ctx, w.call(ada), w.asked[0])
		w.must(err)
		home, err := w.svc.Dashboard(ctx, w.call(mia))
		w.must(err)
		if len(home.Mentorships) != 1 {
			t.Error("a request that was under way when the programme closed should end as before")
		}
		outside, err := w.svc.Dashboard(ctx, w.call(ann))
		w.must(err)
		if outside.Program.ID != "" {
			t.Error("a closed programme is shown to somebody who is not in it")
		}
	})
}
