package core_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mentorbot/core"
	"mentorbot/core/matching"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// answer submits all pages of somebody's questionnaire with what is given.
func (w *world) answer(p core.Person, given map[string][]string) (core.Questionnaire, error) {
	q, err := w.svc.Questionnaire(context.Background(), w.call(p), "", 0)
	for page := 0; err == nil && page < len(q.Pages); page++ {
		q, err = w.svc.SaveAnswers(context.Background(), w.call(p), core.AnswerPage{Page: page, Given: given})
	}
	return q, err
}

func (w *world) answers(p core.Person, given map[string][]string) core.Questionnaire {
	w.t.Helper()
	q, err := w.answer(p, given)
	w.must(err)
	return q
}

// asked are the questions of the sample: a required one with points, a scale with points, a required pair of wants and offers.
type asked struct{ value, pace, wants, offers core.Question }

func (w *world) askQuestions(by core.Person) asked {
	w.t.Helper()
	var a asked
	value := w.wording(core.QuestionSingle)
	value.Required = true
	a.value = w.question(by, value, core.QuestionCounting{Match: core.MatchSame, Weight: 10})
	a.pace = w.question(by, w.wording(core.QuestionScale), core.QuestionCounting{Match: core.MatchNear, Weight: 10})
	offers := w.wording(core.QuestionMultiple)
	offers.Asked, offers.Options = core.AskMentors, "humour\nPATIENCE"
	a.offers = w.question(by, offers, core.QuestionCounting{})
	wants := w.wording(core.QuestionRanking)
	wants.Asked = core.AskMentees
	a.wants = w.question(by, wants, core.QuestionCounting{Match: core.MatchComplementary, Weight: 20, Pair: a.offers.ID})
	return a
}

func id(q core.Question, n int) string { return string(q.Options[n].ID) }

func TestRequiredAnswersGateMentorsAndMentees(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w, ctx := newWorld(t, db, "T1"), context.Background()
		kim, mia := w.admin("Kim"), w.mentee("Mia")
		a := w.askQuestions(kim)
		ada := w.mentor("Ada", 2)

		_, place, err := w.svc.MentorFacts(ctx, w.call(ada), "")
		w.must(err)
		if place.Participant.Findable || !slices.Equal(place.Missing, []core.ProfileItem{core.ItemQuestions}) {
			t.Errorf("without answers: findable %v, missing %v", place.Participant.Findable, place.Missing)
		}
		given := map[string][]string{core.AnswerField(a.value.ID): {id(a.value, 0)}}
		w.answers(ada, given)
		_, place, err = w.svc.MentorFacts(ctx, w.call(ada), "")
		w.must(err)
		if !place.Participant.Findable || len(place.Missing) > 0 {
			t.Errorf("with answers: findable %v, missing %v", place.Participant.Findable, place.Missing)
		}

		if _, err := w.submit(mia, ada); !refusedWith(err, core.CodeQuestionsFirst) {
			t.Errorf("a mentee asked before answering: %v", err)
		}
		w.answers(mia, given)
		if _, err := w.submit(mia, ada); err != nil {
			t.Errorf("a mentee who has answered was refused: %v", err)
		}

		removed, err := w.svc.RemoveQuestion(ctx, w.call(kim), w.firstProgram(), a.value.ID)
		w.must(err)
		if removed.Answered != 2 || removed.Program.Policy.QuestionPoints() != 30 {
			t.Errorf("after removing: %d answered, points %d", removed.Answered, removed.Program.Policy.QuestionPoints())
		}
	})
}

func TestBadAnswersAreRefusedAtTheirFieldAndKeepNothing(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		kim, mia := w.admin("Kim"), w.mentee("Mia")
		a := w.askQuestions(kim)
		note := w.question(kim, w.wording(core.QuestionText), core.QuestionCounting{})
		value, pace, text := core.AnswerField(a.value.ID), core.AnswerField(a.pace.ID), core.AnswerField(note.ID)
		rank := func(n int) string { return core.RankField(a.wants.ID, n) }
		fine := []string{id(a.value, 0)}
		for name, tt := range map[string]struct {
			given map[string][]string
			want  map[string]core.Code
		}{
			"required left open":      {map[string][]string{value: {}}, map[string]core.Code{value: core.CodeRequired}},
			"an unknown option":       {map[string][]string{value: {"x"}}, map[string]core.Code{value: core.CodeUnknownOption}},
			"two of a single one":     {map[string][]string{value: {id(a.value, 0), id(a.value, 1)}}, map[string]core.Code{value: core.CodeUnknownOption}},
			"off the scale":           {map[string][]string{value: fine, pace: {"6"}}, map[string]core.Code{pace: core.CodeUnknownOption}},
			"no number":               {map[string][]string{value: fine, pace: {"much"}}, map[string]core.Code{pace: core.CodeUnknownOption}},
			"a long text":             {map[string][]string{value: fine, text: {strings.Repeat("é", 501)}}, map[string]core.Code{text: core.CodeTooLong}},
			"ranked twice":            {map[string][]string{value: fine, rank(1): {id(a.wants, 0)}, rank(2): {id(a.wants, 0)}}, map[string]core.Code{rank(2): core.CodeRankedTwice}},
			"a place left out":        {map[string][]string{value: fine, rank(1): {id(a.wants, 0)}, rank(2): {}, rank(3): {id(a.wants, 1)}}, map[string]core.Code{rank(2): core.CodePlaceEmpty}},
			"ranks what is not there": {map[string][]string{value: fine, rank(1): {"x"}}, map[string]core.Code{rank(1): core.CodeUnknownOption}},
			"two wrong at once":       {map[string][]string{value: {}, pace: {"0"}}, map[string]core.Code{value: core.CodeRequired, pace: core.CodeUnknownOption}},
		} {
			_, err := w.answer(mia, tt.given)
			if diff := cmp.Diff(tt.want, fields(err)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", name, diff)
			}
		}
		q, err := w.svc.Questionnaire(context.Background(), w.call(mia), "", 0)
		w.must(err)
		if q.Answered() != 0 {
			t.Errorf("refused answers were kept: %v", q.Answers)
		}
		if _, err := w.answer(w.person("Noa"), map[string][]string{value: fine}); !refusedWith(err, core.CodeProfileFirst) {
			t.Errorf("somebody without a profile answered: %v", err)
		}
	})
}

func TestTheScoreIsTheSameWhereverItIsShownAndFollowsTheAnswers(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w, ctx := newWorld(t, db, "T1"), context.Background()
		kim, mia := w.admin("Kim"), w.mentee("Mia")
		a := w.askQuestions(kim)
		ada, ben := w.mentor("Ada", 2), w.mentor("Ben", 2)
		w.answers(ada, map[string][]string{
			core.AnswerField(a.value.ID): {id(a.value, 0)}, core.AnswerField(a.pace.ID): {"2"}, core.AnswerField(a.offers.ID): {id(a.offers, 1)},
		})
		w.answers(ben, map[string][]string{core.AnswerField(a.value.ID): {id(a.value, 1)}})
		done := w.answers(mia, map[string][]string{
			core.AnswerField(a.value.ID): {id(a.value, 0)}, core.AnswerField(a.pace.ID): {"1"},
			core.RankField(a.wants.ID, 1): {id(a.wants, 1)}, core.RankField(a.wants.ID, 2): {id(a.wants, 0)},
		})

		results, err := w.svc.Find(ctx, w.call(mia), core.Criteria{})
		w.must(err)
		if len(results.Mentors) != 2 || results.Mentors[0].Person.ID != ada.ID {
			t.Fatalf("found %v", results.Mentors)
		}
		score := results.Mentors[0].Score
		lines := map[matching.Key]matching.Contribution{}
		for _, part := range score.Parts {
			lines[part.Key] = part
		}
		value, pace, wants := lines[key(a.value)], lines[key(a.pace)], lines[key(a.wants)]
		if value.Points != value.Weight || pace.Points != (pace.Weight*3+2)/4 || wants.Points != 10 || wants.Weight != 20 {
			t.Errorf("points: value %+v, pace %+v, wants %+v", value, pace, wants)
		}

		card, _, err := w.svc.Mentor(ctx, w.call(mia), ada.ID)
		w.must(err)
		choices, err := w.svc.AddChoice(ctx, w.call(mia), ada.ID)
		w.must(err)
		w.ask(mia, ada)
		preview, err := w.svc.PairPreview(ctx, w.call(kim), core.Pair{Program: w.firstProgram(), Mentor: ada.ID, Mentee: mia.ID})
		w.must(err)
		shown := map[string]matching.Score{
			"admin's look at the pair": preview.Mentor.Score,
			"profile":                  card.Score, "choices": choices.Mentors[0].Score, "invitation": w.waiting(ada).Score, "recommendation": done.Recommended[0].Score,
		}
		proposed := w.draft(kim, everybody)
		why, err := w.svc.ProposalScore(ctx, w.call(kim), proposed.Run.ID, mia.ID)
		w.must(err)
		shown["proposal of a run"] = why.Mentor.Score
		if proposed.Proposals[0].Proposal.Score != score.Total || why.Changed() {
			t.Errorf("a run gives %d, the search %d", proposed.Proposals[0].Proposal.Score, score.Total)
		}
		for where, got := range shown {
			if diff := cmp.Diff(score, got); diff != "" {
				t.Errorf("the score on the %s differs (-search +there):\n%s", where, diff)
			}
		}

		in := w.wording(core.QuestionSingle)
		in.Question, in.Required, in.Options, in.Text.EN = a.value.ID, true, "Bravery\nPatience\nHumour", "What counts?"
		_, err = w.svc.SaveQuestion(ctx, w.call(kim), in)
		w.must(err)
		again, _, err := w.svc.Mentor(ctx, w.call(mia), ada.ID)
		w.must(err)
		if again.Score.Total != score.Total {
			t.Errorf("other words changed the score from %d to %d", score.Total, again.Score.Total)
		}
		_, err = w.svc.RemoveQuestion(ctx, w.call(kim), w.firstProgram(), a.value.ID)
		w.must(err)
		again, _, err = w.svc.Mentor(ctx, w.call(mia), ada.ID)
		w.must(err)
		if len(again.Score.Parts) != len(score.Parts)-1 {
			t.Errorf("a removed question has a line: %+v", again.Score.Parts)
		}
	})
}

func key(q core.Question) matching.Key { return matching.Key("question:" + string(q.ID)) }

func TestWhoIsKeptApartIsNeitherFoundNorRecommendedNorAskedAndIsToldWhy(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w, ctx := newWorld(t, db, "T1"), context.Background()
		kim, mia := w.admin("Kim"), w.mentee("Mia")
		site := w.question(kim, w.wording(core.QuestionSingle), core.QuestionCounting{Match: core.MatchMust})
		ada, ben, eve := w.mentor("Ada", 2), w.mentor("Ben", 2), w.mentor("Eve", 2)
		field := core.AnswerField(site.ID)
		w.answers(ada, map[string][]string{field: {id(site, 0)}})
		w.answers(ben, map[string][]string{field: {id(site, 1)}})
		done := w.answers(mia, map[string][]string{field: {id(site, 0)}})

		names := func(cards []core.MentorCard) (all []string) {
			for _, c := range cards {
				all = append(all, c.Name())
			}
			slices.Sort(all)
			return all
		}
		results, err := w.svc.Find(ctx, w.call(mia), core.Criteria{})
		w.must(err)
		want := []string{"Ada", "Eve"} // Eve has not answered and is kept from nobody
		if diff := cmp.Diff([][]string{want, want}, [][]string{names(results.Mentors), names(done.Recommended)}); diff != "" {
			t.Errorf("found and recommended (-want +got):\n%s", diff)
		}
		_, err = w.svc.AddChoice(ctx, w.call(mia), ben.ID)
		if !refusedWith(err, core.CodeNotBrought) || core.Refusal(err).Args["Text"] != "What matters?" {
			t.Errorf("asking who is kept apart: %v", err)
		}
		card, _, err := w.svc.Mentor(ctx, w.call(mia), ben.ID)
		w.must(err)
		if q, apart := w.questionnaireOf(kim).Apart(card.Score); !apart || q.ID != site.ID {
			t.Errorf("the profile does not say why: %+v", card.Score.Excluded)
		}

		// Who changes an answer while a request waits for its turn is passed over.
		w.ask(mia, eve, ada)
		w.answers(ada, map[string][]string{field: {id(site, 2)}})
		w.decline(eve)
		requests, err := w.svc.Requests(ctx, w.call(ada))
		w.must(err)
		if len(requests.ToAnswer) != 0 {
			t.Errorf("a mentor who is kept apart was asked")
		}
	})
}

func TestAMenteeIsToldToChooseOnceAndOnlyIfTheyHaveNot(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w, ctx := newWorld(t, db, "T1"), context.Background()
		kim, mia, leo := w.admin("Kim"), w.mentee("Mia"), w.mentee("Leo")
		value := w.question(kim, w.wording(core.QuestionSingle), core.QuestionCounting{Match: core.MatchSame, Weight: 10})
		ada := w.mentor("Ada", 2)
		given := map[string][]string{core.AnswerField(value.ID): {id(value, 0)}}
		w.answers(ada, given)
		_, err := w.svc.AddChoice(ctx, w.call(leo), ada.ID)
		w.must(err)

		home, err := w.svc.Dashboard(ctx, w.call(mia))
		w.must(err)
		if len(home.Recommended) != 0 {
			t.Errorf("recommended before the questionnaire: %v", home.Recommended)
		}
		for range 2 {
			for _, p := range []core.Person{mia, leo} {
				w.answers(p, given)
			}
			w.work()
		}
		if n := count(w.told[mia.ID], core.NoticeChoose); n != 1 {
			t.Errorf("the mentee was told %d times", n)
		}
		for _, p := range []core.Person{leo, ada} {
			if n := count(w.told[p.ID], core.NoticeChoose); n != 0 {
				t.Errorf("%s was told %d times", p.Name, n)
			}
		}
		home, err = w.svc.Dashboard(ctx, w.call(mia))
		w.must(err)
		if len(home.Recommended) != 1 || home.Recommended[0].Person.ID != ada.ID {
			t.Errorf("recommended on the Home: %v", home.Recommended)
		}
		w.ask(mia, ada)
		home, err = w.svc.Dashboard(ctx, w.call(mia))
		w.must(err)
		if len(home.Recommended) != 0 {
			t.Errorf("recommended while a request is under way: %v", home.Recommended)
		}
	})
}
