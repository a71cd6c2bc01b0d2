package core_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// preview is what a change of one setting would mean. Nothing is saved.
func (w *world) preview(by core.Person, key string, v core.PolicyValue) core.PolicyImpact {
	w.t.Helper()
	ctx := context.Background()
	program, err := w.svc.PolicyToEdit(ctx, w.call(by), w.firstProgram())
	w.must(err)
	preview, err := w.svc.PreparePolicy(ctx, w.call(by), core.PolicyEdit{Program: program.ID, Version: program.Version, Values: map[string]core.PolicyValue{key: v}})
	w.must(err)
	return preview.Impact
}

// worded is a setting of words.
func worded(words ...string) (v core.PolicyValue) {
	for _, word := range words {
		v = append(v, core.PolicyEntry{Word: word})
	}
	return v
}

func TestAPreviewCountsWhomAChangeOfSettingsConcerns(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w, ctx := newWorld(t, db, "T1"), context.Background()
		kim, mia, leo := w.admin("Kim"), w.mentee("Mia"), w.mentee("Leo")
		ada, ben, eve := w.mentor("Ada", 1), w.mentor("Ben", 1), w.mentor("Eve", 1)
		for _, p := range []core.Person{mia, leo} {
			_, err := w.svc.Join(ctx, w.call(p), core.Joining{Mentee: true})
			w.must(err)
		}
		w.ask(mia, ada, ben, eve)
		for name, c := range map[string]struct {
			key  string
			to   core.PolicyValue
			want core.PolicyImpact
		}{
			"an item mentees do not have":   {"mentee_items", worded(string(core.ItemLinkedIn)), core.PolicyImpact{Waiting: 1, Held: 2}},
			"an item everybody has":         {"mentee_items", worded(string(core.ItemTimeZone)), core.PolicyImpact{Waiting: 1}},
			"an item mentors do not have":   {"mentor_items", worded(string(core.ItemLinkedIn)), core.PolicyImpact{Waiting: 1, Hidden: 3}},
			"mentors are to be activated":   {"approval", worded(string(core.ApprovalMentors)), core.PolicyImpact{Waiting: 1, Staying: 3}},
			"all are to be activated":       {"approval", worded(string(core.ApprovalEverybody)), core.PolicyImpact{Waiting: 1, Staying: 5}},
			"fewer choices than somebody's": {"max_choices", core.PolicyValue{{Number: 2}}, core.PolicyImpact{Waiting: 1, Long: 1}},
			"more choices":                  {"max_choices", core.PolicyValue{{Number: 5}}, core.PolicyImpact{Waiting: 1}},
		} {
			if diff := cmp.Diff(c.want, w.preview(kim, c.key, c.to)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", name, diff)
			}
		}

		w.setPolicy(w.firstProgram(), kim, "mentee_items", worded(string(core.ItemLinkedIn)))
		zoe := w.mentee("Zoe") // the others have taken part before, and stay approved
		_, err := w.svc.Join(ctx, w.call(zoe), core.Joining{Mentee: true})
		w.must(err)
		if got := w.preview(kim, "approval", worded(string(core.ApprovalEverybody))); got.ToWait != 1 || got.Staying != 3 {
			t.Errorf("one is on the way in, and the preview says %+v", got)
		}
		w.setPolicy(w.firstProgram(), kim, "approval", worded(string(core.ApprovalEverybody)))
		w.setPolicy(w.firstProgram(), kim, "mentee_items", worded())
		if got := w.preview(kim, "approval", worded(string(core.ApprovalNone))); got.Admitted != 1 {
			t.Errorf("one waits to be activated, and the preview says %+v", got)
		}
	})
}

func TestAQuestionSaysWhomItWouldHoldUpIfItWereRequired(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w, ctx := newWorld(t, db, "T1"), context.Background()
		kim, mia := w.admin("Kim"), w.mentee("Mia")
		w.mentor("Ada", 1)
		_, err := w.svc.Join(ctx, w.call(mia), core.Joining{Mentee: true})
		w.must(err)
		id := w.firstProgram()
		edit, err := w.svc.QuestionToEdit(ctx, w.call(kim), id, "")
		w.must(err)
		if edit.Required.Hidden != 1 || edit.Required.Held != 1 {
			t.Errorf("a new question would hold up %+v", edit.Required)
		}
		page, err := w.svc.SaveQuestion(ctx, w.call(kim), core.QuestionWording{
			Program: id, Kind: core.QuestionText, Asked: core.AskMentees, Text: core.LocalText{EN: "Why now?"},
		})
		w.must(err)
		_, err = w.svc.SaveAnswers(ctx, w.call(mia), core.AnswerPage{
			Program: id, Given: map[string][]string{core.AnswerField(page.Question.ID): {"It is time."}},
		})
		w.must(err)
		edit, err = w.svc.QuestionToEdit(ctx, w.call(kim), id, page.Question.ID)
		w.must(err)
		if edit.Required.Hidden != 1 || edit.Required.Held != 0 {
			t.Errorf("the mentee has answered, and it would hold up %+v", edit.Required)
		}
		if _, err := w.svc.QuestionToEdit(ctx, w.call(kim), id, "none"); !refusedWith(err, core.CodeNotFound) {
			t.Errorf("an unknown question: %v", err)
		}
	})
}
