package core_test

import (
	"testing"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

func TestOfProgrammesNamedAlikeAtOnceOneIsMade(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		kim := w.admin("Kim")
		names := []string{"Été de mentorat", "ete de mentorat", "ÉTÉ DE MENTORAT !", "Ete-de-mentorat"}
		made := 0
		for _, err := range atOnce(len(names), func(i int) error {
			return second(w.svc.CreateProgram(t.Context(), w.call(kim), core.NewProgram{Name: names[i]}))
		}) {
			if err == nil {
				made++
				continue
			}
			refused(t, err, core.CodeNameTaken)
		}
		if made != 1 {
			t.Errorf("%d programmes were made of one name", made)
		}
	})
}

func TestAProgrammeThatIsOverGivesItsNameBack(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w, ctx := newWorld(t, db, "T1"), t.Context()
		kim := w.admin("Kim")
		create := func() (core.ProgramID, error) {
			page, err := w.svc.CreateProgram(ctx, w.call(kim), core.NewProgram{Name: "Spring"})
			return page.Program.ID, err
		}
		move := func(id core.ProgramID, to core.ProgramState) error {
			return second(w.svc.MoveProgram(ctx, w.call(kim), id, to))
		}
		old, err := create()
		w.must(err)
		w.must(move(old, core.ProgramArchived))
		fresh, err := create()
		w.must(err)
		refused(t, move(old, core.ProgramOpen), core.CodeNameTaken)
		spec, err := w.svc.ExportProgram(ctx, w.call(kim).Workspace, "Spring")
		w.must(err)
		if spec.State != core.ProgramDraft {
			t.Errorf("the name leads to the programme that is over: %+v", spec.State)
		}
		w.must(second(w.svc.RenameProgram(ctx, w.call(kim), fresh, "Summer")))
		w.must(move(old, core.ProgramOpen))
	})
}

func TestAFileThatChangesWhatPeopleNeedSettlesThem(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w, ctx := newWorld(t, db, "T1"), t.Context()
		kim, ada := w.admin("Kim"), w.mentor("Ada", 1)
		place := func() core.Participant {
			t.Helper()
			var place core.Participant
			w.must(db.Read(ctx, w.call(kim).Workspace, func(tx core.Tx) (err error) {
				place, err = tx.Participants().Get(ctx, w.firstProgram(), ada.ID)
				return err
			}))
			return place
		}
		apply := func(change func(*core.ProgramSpec)) {
			t.Helper()
			spec, err := w.svc.ExportProgram(ctx, w.call(kim).Workspace, core.DefaultProgramName)
			w.must(err)
			change(&spec)
			_, err = w.svc.ApplyProgram(ctx, w.call(kim).Workspace, core.DefaultProgramName, core.ProgramFile{ProgramSpec: spec})
			w.must(err)
			w.work()
		}
		if !place().Findable {
			t.Fatal("the mentor is not found to begin with")
		}
		items := core.DefaultPolicy().MentorItems
		apply(func(s *core.ProgramSpec) { s.Policy.MentorItems = append(items, core.ItemLinkedIn) })
		if place().Findable {
			t.Error("a mentor who lacks what the file requires is still found")
		}
		apply(func(s *core.ProgramSpec) { s.Policy.MentorItems = items })
		if !place().Findable {
			t.Error("a mentor who lacks nothing any more is not found")
		}
		question := core.Question{ID: "why", Kind: core.QuestionText, Asked: core.AskMentors, Required: true, Text: core.LocalText{EN: "Why?"}}
		apply(func(s *core.ProgramSpec) { s.Questions = []core.Question{question} })
		if place().Findable {
			t.Error("a mentor who has not answered what the file asks is still found")
		}
		apply(func(s *core.ProgramSpec) { s.Questions = []core.Question{}; s.Policy.Approval = core.ApprovalEverybody })
		if p := place(); !p.Findable || p.State != core.ParticipantActive {
			t.Errorf("whoever is in does not stay in when the programme begins to ask: %+v", p)
		}
	})
}
