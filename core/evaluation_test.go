package core_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

func given(scale, words string) map[string][]string {
	return map[string][]string{"q_useful": {scale}, "q_gained": {words}}
}

func TestEachOfAPairIsAskedForAnEvaluationWhateverWasFilledIn(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := context.Background()
		w, ada, mia, id := closingPair(t, db)
		_, err := w.svc.Evaluate(ctx, w.call(mia), id, given("5", ""))
		refused(t, err, core.CodeEvaluationOver) // nobody has asked for it
		_, err = w.svc.EndMentorship(ctx, w.call(ada), id, "It was good.")
		w.must(err)
		w.work()
		w.hears(mia, core.NoticeEnded) // which asks for it
		facts, err := w.svc.Evaluation(ctx, w.call(mia), id)
		w.must(err)
		if len(facts.Questions) != 4 || facts.Evaluation.Role != core.RoleMentee {
			t.Errorf("asked as %s: %d questions", facts.Evaluation.Role, len(facts.Questions))
		}
		_, err = w.svc.Evaluation(ctx, w.call(w.mentee("Zoe")), id)
		refused(t, err, core.CodeForbidden)
		_, err = w.svc.Evaluate(ctx, w.call(mia), id, given("", "Much"))
		refused(t, err, core.CodeRequired)
		_, err = w.svc.Evaluate(ctx, w.call(mia), id, given("6", "Much"))
		refused(t, err, core.CodeUnknownOption)
		_, err = w.svc.Evaluate(ctx, w.call(mia), id, given("5", "Much"))
		w.must(err)
		_, err = w.svc.Evaluate(ctx, w.call(mia), id, given("1", ""))
		refused(t, err, core.CodeEvaluationDone)
		w.told = map[core.PersonID][]core.NoticeKind{}
		w.pass(7 * day)
		w.hears(mia)
		w.hears(ada, core.NoticeEvaluation)
		w.pass(7 * day)
		w.hears(ada)
		_, err = w.svc.Evaluate(ctx, w.call(ada), id, given("4", ""))
		refused(t, err, core.CodeEvaluationOver)
		w.pass(30 * day)
		w.hears(ada)
		home, err := w.svc.Dashboard(ctx, w.call(ada))
		w.must(err)
		if len(home.Evaluations) != 0 {
			t.Error("an evaluation that lapsed still waits")
		}
	})
}

func TestAProgrammeCanAskForNoEvaluation(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w, ada, mia, id := closingPair(t, db)
		w.policy(func(p *core.Policy) { p.EvaluationDays = 0 })
		_, err := w.svc.EndMentorship(context.Background(), w.call(ada), id, "It was good.")
		w.must(err)
		w.pass(30 * day)
		w.hears(mia, core.NoticeEnded)
		_, err = w.svc.Evaluation(context.Background(), w.call(mia), id)
		refused(t, err, core.CodeEvaluationOver)
	})
}

// A programme's own questions for the end take the place of the product's. They are no part of the questionnaire before a match.
func TestAProgrammeAsksItsOwnQuestionsAtTheEnd(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := context.Background()
		w, ada, mia, id := closingPair(t, db)
		q := core.Question{
			ID: "again", Kind: core.QuestionSingle, Asked: core.AskMenteesAtEnd, Required: true, Text: core.LocalText{EN: "Again?"},
			Options: []core.Option{{ID: "yes", Text: core.LocalText{EN: "Yes"}}, {ID: "no", Text: core.LocalText{EN: "No"}}},
		}
		w.policy(func(p *core.Policy) { p.Questions = append(p.Questions, q) })
		sheet, err := w.svc.Questionnaire(ctx, w.call(mia), "", 0)
		w.must(err)
		if sheet.Total() != 0 || len(sheet.Missing) != 0 {
			t.Errorf("a question for the end is asked before: %+v", sheet.Pages)
		}
		if ways := q.Matches(); len(ways) != 1 {
			t.Errorf("it counts in matching: %v", ways)
		}
		_, err = w.svc.EndMentorship(ctx, w.call(ada), id, "It was good.")
		w.must(err)
		_, err = w.svc.Evaluation(ctx, w.call(ada), id)
		refused(t, err, core.CodeEvaluationOver) // nothing is asked of mentors
		_, err = w.svc.Evaluate(ctx, w.call(mia), id, map[string][]string{"q_again": {"yes"}})
		w.must(err)
	})
}

func TestStaffReadEvaluationsAddedUpAndOnlyFromFiveOn(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := context.Background()
		w := newWorld(t, db, "T1")
		w.policy(func(p *core.Policy) { p.RemindFirstContact, p.FirstSessionWeeks = false, 0 })
		ada := w.mentor("Ada", 9)
		boss := w.admin("Ann")
		program := core.ProgramID("")
		report := func() core.EvaluationStats {
			r, err := w.svc.Supply(ctx, w.call(boss), program)
			w.must(err)
			return r.Evaluations
		}
		for n := range 5 {
			mia := w.mentee(fmt.Sprint("Mia", n))
			id := w.pair(ada, mia)
			program = w.ofBoth(mia, id).Program
			_, err := w.svc.EndMentorship(ctx, w.call(mia), id, "It was good.")
			w.must(err)
			_, err = w.svc.Evaluate(ctx, w.call(mia), id, given(fmt.Sprint(n+1), fmt.Sprint("Words ", 9-n)))
			w.must(err)
			if stats := report(); n < 4 && (len(stats.Questions) != 0 || stats.Submitted != n+1) {
				t.Errorf("after %d: %+v", n+1, stats)
			}
		}
		stats := report()
		if stats.Submitted != 5 || stats.Waiting != 5 || len(stats.Questions) != 4 {
			t.Fatalf("%+v", stats)
		}
		useful, goals, gained := stats.Questions[0], stats.Questions[1], stats.Questions[3]
		if useful.Average != 30 || useful.Count != 5 || goals.Count != 0 || gained.Words[0] != "Words 5" {
			t.Errorf("%+v", stats.Questions)
		}
		w.pass(15 * 24 * time.Hour)
		if stats := report(); stats.Waiting != 0 || stats.Lapsed != 5 {
			t.Errorf("after the time is over: %+v", stats)
		}
	})
}
