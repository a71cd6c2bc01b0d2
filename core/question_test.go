package core_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// wording is a question of a kind that is right in everything.
func (w *world) wording(kind core.QuestionKind) core.QuestionWording {
	return core.QuestionWording{
		Program: w.firstProgram(), Kind: kind, Asked: core.AskBoth, Text: core.LocalText{EN: "What matters?", FR: "Qu’est-ce qui compte ?"},
		Low: core.LocalText{EN: "Little"}, High: core.LocalText{EN: "Much"}, Options: "Courage\nPatience\nHumour",
	}
}

// question adds a question and, where it is to count, says how.
func (w *world) question(by core.Person, in core.QuestionWording, count core.QuestionCounting) core.Question {
	w.t.Helper()
	page, err := w.svc.SaveQuestion(context.Background(), w.call(by), in)
	w.must(err)
	if count.Match == core.MatchNot {
		return page.Question
	}
	count.Program, count.Question = in.Program, page.Question.ID
	page, err = w.svc.CountQuestion(context.Background(), w.call(by), count)
	w.must(err)
	return page.Question
}

func (w *world) questionnaireOf(by core.Person) core.Policy {
	w.t.Helper()
	page, err := w.svc.Questions(context.Background(), w.call(by), w.firstProgram())
	w.must(err)
	return page.Program.Policy
}

// fields are the refusals of a form by field.
func fields(err error) map[string]core.Code {
	refusal := core.Refusal(err)
	if refusal == nil {
		return nil
	}
	all := map[string]core.Code{}
	for _, e := range refusal.All() {
		all[e.Field] = e.Code
	}
	return all
}

func TestAQuestionThatCannotBeAskedIsRefusedAtItsField(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		kim := w.admin("Kim")
		for name, tt := range map[string]struct {
			kind core.QuestionKind
			set  func(*core.QuestionWording)
			want map[string]core.Code
		}{
			"no text":       {core.QuestionText, func(q *core.QuestionWording) { q.Text.EN = " \n" }, map[string]core.Code{"text": core.CodeRequired}},
			"a long text":   {core.QuestionText, func(q *core.QuestionWording) { q.Text.EN = strings.Repeat("é", 151) }, map[string]core.Code{"text": core.CodeTooLong}},
			"a long French": {core.QuestionText, func(q *core.QuestionWording) { q.Text.FR = strings.Repeat("é", 151) }, map[string]core.Code{"text_fr": core.CodeTooLong}},
			"nobody asked":  {core.QuestionText, func(q *core.QuestionWording) { q.Asked = "everybody" }, map[string]core.Code{"asked": core.CodeUnknownOption}},
			"unknown kind":  {"essay", func(*core.QuestionWording) {}, map[string]core.Code{"text": core.CodeQuestionMalformed}},
			"one option":    {core.QuestionSingle, func(q *core.QuestionWording) { q.Options = "Courage\n\n" }, map[string]core.Code{"options": core.CodeOptionsCount}},
			"many options":  {core.QuestionSingle, func(q *core.QuestionWording) { q.Options = "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk" }, map[string]core.Code{"options": core.CodeOptionsCount}},
			"twice":         {core.QuestionMultiple, func(q *core.QuestionWording) { q.Options = "Courage\ncourage!" }, map[string]core.Code{"options": core.CodeOptionsTwice}},
			"a long option": {core.QuestionRanking, func(q *core.QuestionWording) { q.Options = "a\n" + strings.Repeat("b", 76) }, map[string]core.Code{"options": core.CodeOptionTooLong}},
			"French lines":  {core.QuestionMultiple, func(q *core.QuestionWording) { q.OptionsFR = "Courage" }, map[string]core.Code{"options_fr": core.CodeOptionsUnequal, "options": core.CodeOptionsCount}},
			"French twice":  {core.QuestionMultiple, func(q *core.QuestionWording) { q.OptionsFR = "Un\nUn\nDeux" }, map[string]core.Code{"options_fr": core.CodeOptionsTwice}},
			"no low end":    {core.QuestionScale, func(q *core.QuestionWording) { q.Low.EN = "" }, map[string]core.Code{"low": core.CodeRequired}},
			"no high end":   {core.QuestionScale, func(q *core.QuestionWording) { q.High.EN = "" }, map[string]core.Code{"high": core.CodeRequired}},
			"long ends": {core.QuestionScale, func(q *core.QuestionWording) {
				long := strings.Repeat("x", 41)
				q.Low, q.High = core.LocalText{EN: long, FR: long}, core.LocalText{EN: long, FR: long}
			}, map[string]core.Code{"low": core.CodeTooLong, "low_fr": core.CodeTooLong, "high": core.CodeTooLong, "high_fr": core.CodeTooLong}},
		} {
			in := w.wording(tt.kind)
			tt.set(&in)
			_, err := w.svc.SaveQuestion(context.Background(), w.call(kim), in)
			if diff := cmp.Diff(tt.want, fields(err)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", name, diff)
			}
		}
		if n := len(w.questionnaireOf(kim).Questions); n != 0 {
			t.Errorf("%d refused questions were kept", n)
		}
	})
}

func TestHowAQuestionCountsIsChecked(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w, ctx := newWorld(t, db, "T1"), context.Background()
		kim := w.admin("Kim")
		scale := w.question(kim, w.wording(core.QuestionScale), core.QuestionCounting{})
		wants := w.wording(core.QuestionRanking)
		wants.Asked = core.AskMentees
		want := w.question(kim, wants, core.QuestionCounting{})
		offers := w.wording(core.QuestionMultiple)
		offers.Asked, offers.Options = core.AskMentors, "patience\nSpeed"
		offer := w.question(kim, offers, core.QuestionCounting{})
		offers.Options = "Nothing\nin common"
		foreign := w.question(kim, offers, core.QuestionCounting{})

		for name, tt := range map[string]struct {
			in   core.QuestionCounting
			want map[string]core.Code
		}{
			"not for a scale":   {core.QuestionCounting{Question: scale.ID, Match: core.MatchMust}, map[string]core.Code{"match": core.CodeMatchUnfit}},
			"mentees only":      {core.QuestionCounting{Question: want.ID, Match: core.MatchSame, Weight: 5}, map[string]core.Code{"match": core.CodeMatchUnfit}},
			"no weight":         {core.QuestionCounting{Question: scale.ID, Match: core.MatchNear}, map[string]core.Code{"weight": core.CodeWeightNeeded}},
			"a negative weight": {core.QuestionCounting{Question: scale.ID, Match: core.MatchNear, Weight: -1}, map[string]core.Code{"weight": core.CodeNumberOutOfRange}},
			"a large weight":    {core.QuestionCounting{Question: scale.ID, Match: core.MatchNear, Weight: 101}, map[string]core.Code{"weight": core.CodeNumberOutOfRange}},
			"weight of none":    {core.QuestionCounting{Question: scale.ID, Weight: 5}, map[string]core.Code{"weight": core.CodeWeightUnused}},
			"no pair":           {core.QuestionCounting{Question: want.ID, Match: core.MatchComplementary, Weight: 5}, map[string]core.Code{"pair": core.CodePairNeeded}},
			"itself as pair":    {core.QuestionCounting{Question: want.ID, Match: core.MatchComplementary, Weight: 5, Pair: want.ID}, map[string]core.Code{"pair": core.CodePairNeeded}},
			"a foreign pair":    {core.QuestionCounting{Question: want.ID, Match: core.MatchComplementary, Weight: 5, Pair: foreign.ID}, map[string]core.Code{"pair": core.CodePairNothingShared}},
			"a pair for near":   {core.QuestionCounting{Question: scale.ID, Match: core.MatchNear, Weight: 5, Pair: offer.ID}, map[string]core.Code{"pair": core.CodeMatchUnfit}},
		} {
			tt.in.Program = w.firstProgram()
			_, err := w.svc.CountQuestion(ctx, w.call(kim), tt.in)
			if diff := cmp.Diff(tt.want, fields(err)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", name, diff)
			}
		}

		count := func(in core.QuestionCounting) error {
			in.Program = w.firstProgram()
			_, err := w.svc.CountQuestion(ctx, w.call(kim), in)
			return err
		}
		w.must(count(core.QuestionCounting{Question: scale.ID, Match: core.MatchNear, Weight: 10}))
		w.must(count(core.QuestionCounting{Question: want.ID, Match: core.MatchComplementary, Weight: 30, Pair: offer.ID}))
		if points := w.questionnaireOf(kim).QuestionPoints(); points != 40 {
			t.Errorf("the questions give %d points", points)
		}
		over := count(core.QuestionCounting{Question: scale.ID, Match: core.MatchNear, Weight: 71})
		if diff := cmp.Diff(map[string]core.Code{"weight": core.CodePointsOver}, fields(over)); diff != "" {
			t.Errorf("more than 100 points (-want +got):\n%s", diff)
		}

		if _, err := w.svc.RemoveQuestion(ctx, w.call(kim), w.firstProgram(), offer.ID); !refusedWith(err, core.CodeQuestionPaired) {
			t.Errorf("a question another one rests on was removed: %v", err)
		}
		offers.Question, offers.Options = offer.ID, "Haste\nSpeed"
		if _, err := w.svc.SaveQuestion(ctx, w.call(kim), offers); fields(err)["options"] != core.CodeQuestionPaired {
			t.Errorf("the wording another question rests on was changed: %v", err)
		}
		_, err := w.svc.RemoveQuestion(ctx, w.call(kim), w.firstProgram(), want.ID)
		w.must(err)
		if points := w.questionnaireOf(kim).QuestionPoints(); points != 10 {
			t.Errorf("after removing a question the others give %d points", points)
		}
	})
}

func TestQuestionsMoveAndThereAreNotTooMany(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w, ctx := newWorld(t, db, "T1"), context.Background()
		kim := w.admin("Kim")
		var ids []core.QuestionID
		for range core.MaxQuestions {
			ids = append(ids, w.question(kim, w.wording(core.QuestionText), core.QuestionCounting{}).ID)
		}
		if _, err := w.svc.SaveQuestion(ctx, w.call(kim), w.wording(core.QuestionText)); !refusedWith(err, core.CodeQuestionsFull) {
			t.Errorf("one question too many: %v", err)
		}
		move := func(id core.QuestionID, down bool) int {
			page, err := w.svc.MoveQuestion(ctx, w.call(kim), w.firstProgram(), id, down)
			w.must(err)
			return page.Place
		}
		if got := []int{move(ids[0], false), move(ids[0], true), move(ids[2], false), move(ids[29], true)}; !cmp.Equal(got, []int{1, 2, 2, 30}) {
			t.Errorf("places after moving: %v", got)
		}
		if _, err := w.svc.MoveQuestion(ctx, w.call(kim), w.firstProgram(), "none", true); !refusedWith(err, core.CodeNotFound) {
			t.Errorf("a question that is not there was moved: %v", err)
		}
	})
}
