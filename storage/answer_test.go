package storage_test

import (
	"context"
	"testing"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// A question is counted by who answered it, whatever others write about it in words.
func TestAnswersAreCountedByQuestion(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "w", 3)
		sheets := []map[core.QuestionID]core.Answer{
			{"goal": {Chosen: []core.OptionID{"a"}}, "note": {Text: `"pace":{"scale":1} and %`}},
			{"goal": {Chosen: []core.OptionID{"b"}}},
			{"pace": {Scale: 3}, "goal-2": {Scale: 1}},
		}
		change(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
			for i, answers := range sheets {
				must(t, tx.AnswerSheets().Save(ctx, core.AnswerSheet{Program: w.program, Person: w.person(i), Answers: answers, UpdatedAt: noon}))
			}
			return nil
		})
		read(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
			for question, want := range map[core.QuestionID]int{"": 3, "goal": 2, "pace": 1, "note": 1, "goa": 0} {
				if got, err := tx.AnswerSheets().Count(ctx, w.program, question); got != want || err != nil {
					t.Errorf("%q: counted %d, %v, want %d", question, got, err, want)
				}
			}
			return nil
		})
	})
}
