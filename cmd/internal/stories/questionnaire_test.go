package stories

import (
	"strings"
	"testing"

	"mentorbot/core"
	"mentorbot/i18n"
)

// questions opens the questionnaire of the programme somebody runs.
func (s *stage) questions(user string) *view {
	s.t.Helper()
	admin := s.command(user, "/mentor admin").View
	program := s.clickView(user, admin, "program_open").View
	return s.clickView(user, program, "questions_open").View
}

// adds adds a question of a kind and gives its page.
func (s *stage) adds(user string, list *view, kind string, in values) *view {
	s.t.Helper()
	kinds := s.clickView(user, list, "question_add").View
	form := s.submit(user, kinds, values{"kind": value(kind)}).View
	out := s.submit(user, form, in)
	if len(out.Errors) > 0 || out.View == nil {
		s.t.Fatalf("the question was refused: %v", out.Errors)
	}
	return out.View
}

// counts says how a question counts, from its page.
func (s *stage) counts(user string, page *view, in values) *view {
	s.t.Helper()
	out := s.submit(user, s.clickView(user, page, "question_count").View, in)
	if len(out.Errors) > 0 || out.View == nil {
		s.t.Fatalf("counting was refused: %v", out.Errors)
	}
	return out.View
}

// asked is the programme's questionnaire as it is stored.
func (s *stage) questionsOf(user string) []core.Question {
	s.t.Helper()
	overview, err := s.box.App.Service.AdminOverview(s.in(), s.as(user))
	s.must(err)
	return overview.Programs[0].Program.Policy.Questions
}

const (
	helpEN = "Leading people\nWriting\nNegotiating"
	helpFR = "Diriger une équipe\nRédiger\nNégocier"
)

// buildsQuestionnaire has Kim ask mentors what they offer, mentees what they want, and both for their pace.
func (s *stage) buildsQuestionnaire() (offers, wants, pace core.Question) {
	s.t.Helper()
	list := s.questions(kim)
	s.says(list.all(), "There are no questions yet.")
	page := s.adds(kim, list, "multiple", values{
		"text": value("What can you help with?"), "text_fr": value("Pour quoi pouvez-vous aider ?"), "options": value(helpEN), "options_fr": value(helpFR),
		"asked": value("mentors"), "required": value([]string{"yes"}),
	})
	s.says(page.all(), "What can you help with?", "Diriger une équipe", "Question 1 of 1", "does not count")
	page = s.adds(kim, s.clickView(kim, page, "questions_open").View, "ranking", values{
		"text": value("What would you like help with?"), "text_fr": value("Pour quoi souhaitez-vous de l’aide ?"), "options": value(helpEN),
		"options_fr": value(helpFR), "asked": value("mentees"), "required": value([]string{"yes"}),
	})
	offers = s.questionsOf(kim)[0]
	page = s.counts(kim, page, values{"match": value("complementary"), "weight": value("30"), "pair": value(string(offers.ID))})
	s.says(page.all(), "complementary: 30 points", "Compared with what mentors answer to: *What can you help with?*")
	page = s.adds(kim, s.clickView(kim, page, "questions_open").View, "scale", values{
		"text": value("How do you like to work?"), "low": value("Step by step"), "high": value("All at once"), "low_fr": value("Pas à pas"), "asked": value("both"),
	})
	page = s.counts(kim, page, values{"match": value("near"), "weight": value("10")})
	list = s.clickView(kim, page, "questions_open").View
	s.says(list.all(), "Points: profile 60 + questions 40 = 100", "3. *How do you like to work?*")
	s.closeAll(kim, list)
	all := s.questionsOf(kim)
	return all[0], all[1], all[2]
}

func fieldOf(q core.Question) string { return core.AnswerField(q.ID) }

func chosenOption(q core.Question, n int) string { return string(q.Options[n].ID) }

// From the questionnaire an admin builds, through answers in two languages, to recommended mentors and a ranked request.
func TestAQuestionnaireLeadsToRecommendationsAndARankedRequest(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.leadsToARankedRequest(wording(t, "en-GB"))
		s.keeps("questionnaire_en", mia, ada)
	})
}

func TestAFrenchMenteeIsLedFromQuestionsToARankedRequest(t *testing.T) {
	english := onlyIn(t, "en", "fr")
	tell(t, french(mia), func(s *stage) {
		s.leadsToARankedRequest(wording(t, "fr-FR"))
		s.keeps("questionnaire_fr", mia, eve)
		s.readsOnly(mia, english)
	})
}

// leadsToARankedRequest tells it with Mia reading one language and Ève, a mentor, French.
func (s *stage) leadsToARankedRequest(say *i18n.Localizer) {
	s.t.Helper()
	s.member(mia)
	offers, wants, pace := s.buildsQuestionnaire()
	s.mentor(ada, offering("Leadership"))
	s.mentor(eve, offering("Gardening"))

	s.says(s.command(eve, "/mentor why").reply(), "les réponses au questionnaire")
	form := s.command(eve, "/mentor questions").View
	s.says(form.all(), "Pour quoi pouvez-vous aider ?", "Diriger une équipe", "1 – Pas à pas", "5 – All at once")
	s.saysNot(form.all(), "What can you help with?", "souhaitez-vous")
	done := s.submit(eve, form, values{fieldOf(offers): value([]string{chosenOption(offers, 1), chosenOption(offers, 2)}), fieldOf(pace): value("2")}).View
	s.says(done.all(), "2 sur 2")
	s.closeAll(eve, done)
	form = s.command(ada, "/mentor questions").View
	s.closeAll(ada, s.submit(ada, form, values{fieldOf(offers): value([]string{chosenOption(offers, 0)}), fieldOf(pace): value("5")}).View)

	s.says(s.openHome(mia).all(), say.T("home.next.questions"))
	s.saysNot(s.home(mia).all(), say.T("recommended.title"))
	s.menteeAnswers(say, wants, pace)
	s.recommendedOnTheHome(say, wants)
}

// inCommon is the line of a score about what Mia wants and Ève offers.
func inCommon(say *i18n.Localizer, q core.Question) string {
	in := say.Language()
	return "• " + q.Text.In(in) + " – " + q.Options[1].Text.In(in) + ", " + q.Options[2].Text.In(in)
}

// menteeAnswers has Mia rank what she wants, first wrong, then right.
func (s *stage) menteeAnswers(say *i18n.Localizer, wants, pace core.Question) {
	s.t.Helper()
	first, second := core.RankField(wants.ID, 1), core.RankField(wants.ID, 2)
	form := s.clickHome(mia, "answers_open").View
	out := s.submit(mia, form, values{first: value(chosenOption(wants, 1)), second: value(chosenOption(wants, 1)), fieldOf(pace): value("1")})
	if out.Errors[second] != say.T("error.ranked_twice") || len(out.Errors) != 1 {
		s.t.Errorf("ranked twice: %v", out.Errors)
	}
	done := s.submit(mia, form, values{first: value(chosenOption(wants, 1)), second: value(chosenOption(wants, 2)), fieldOf(pace): value("1")}).View
	s.says(done.all(), say.N("answers.count", 2, "n", 2), say.T("recommended.title"), "Ève Martin", inCommon(say, wants))
	prompt := s.gets(mia, say.T("choose.title"), "3 mentors", "Ève Martin")

	// Her first choice is added from here, the other one from all mentors; the page shows what was done.
	done = s.clickAbout(mia, done, "choice_add", "Ève Martin").View
	s.saysNot(done.all(), "Ève Martin")
	s.closeAll(mia, done)
	results := s.clickMessage(mia, prompt, "find_all").View
	s.says(results.all(), say.N("results.found", 2), say.N("button.choices_count", 1))
	s.closeAll(mia, s.clickAbout(mia, results, "choice_add", "Ada Osei").View)
}

// recommendedOnTheHome sends the request and sees the same reasons on both sides, each in the reader's language.
func (s *stage) recommendedOnTheHome(say *i18n.Localizer, wants core.Question) {
	s.t.Helper()
	s.saysNot(s.home(mia).all(), say.T("recommended.title")) // both are on her list
	draft := s.command(mia, "/mentor choices").View
	s.says(draft.all(), "Ève Martin", inCommon(say, wants)) // what there is to rank by
	s.closeAll(mia, draft)
	s.send(mia, "Would you teach me to write?")
	s.gets(mia, strings.Fields(say.T("asked.title", "name", ""))[0], "Ève Martin")
	asked := s.gets(eve, "Mia Wanjiru", "• Pour quoi souhaitez-vous de l’aide ? 30/30 – Rédiger, Négocier", "• How do you like to work? 8/10 – 1 (Pas à pas) ↔ 2")
	s.closeAll(mia, s.submitAnswersAgain())
	s.dealtWith(eve, asked)
}

// submitAnswersAgain answers once more; nobody is told to choose a second time.
func (s *stage) submitAnswersAgain() *view {
	s.t.Helper()
	form := s.command(mia, "/mentor questions").View
	return s.submit(mia, form, nil).View
}

func TestARequestNeedsTheRequiredAnswersFirst(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada)
		s.choose(mia, "Ada Osei")
		page := s.adds(kim, s.questions(kim), "text", values{"text": value("Why now?"), "asked": value("mentees"), "required": value([]string{"yes"})})
		s.closeAll(kim, page)
		out := s.submit(mia, s.command(mia, "/mentor choices").View, values{"message": value("Would you?")})
		if got := out.Errors["choice_1"]; got != "Please answer the questionnaire first: 1 of its questions still need your answer. You will find it in the Home tab." {
			s.t.Errorf("refused with %q", got)
		}
		q := s.questionsOf(kim)[0]
		s.closeAll(mia, s.submit(mia, s.command(mia, "/mentor questions").View, values{fieldOf(q): value("It is time.")}).View)
		s.send(mia, "Would you?")
		s.gets(ada, "Mia Wanjiru")
		s.gets(mia, "Ada Osei")
	})
}

func TestAnAdminShapesTheQuestionnaire(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.member(mia)
		list := s.questions(kim)
		form := s.submit(kim, s.clickView(kim, list, "question_add").View, values{"kind": value("single")}).View
		out := s.submit(kim, form, values{"text": value("Which site?"), "options": value("North"), "options_fr": value("Nord\nSud"), "asked": value("both")})
		if out.Errors["options_fr"] != "Please give as many lines as in English: 1 instead of 2. Or leave this empty." {
			s.t.Errorf("refused with %v", out.Errors)
		}
		page := s.submit(kim, form, values{"text": value("Which site?"), "options": value("North\nSouth"), "options_fr": value("Nord\nSud"), "asked": value("both")}).View
		page = s.adds(kim, s.clickView(kim, page, "questions_open").View, "text", values{"text": value("Your motto?"), "asked": value("mentees"), "public": value([]string{"yes"})})
		out = s.submit(kim, s.clickView(kim, s.clickView(kim, s.clickView(kim, page, "questions_open").View, "question_open").View, "question_count").View,
			values{"match": value("same"), "weight": value("1e1")})
		if out.Errors["weight"] != "Please choose a number from 0 to 100." {
			s.t.Errorf("refused with %v", out.Errors)
		}
	})
}

func TestQuestionsAreMovedPreviewedAndDeleted(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.member(mia)
		page := s.adds(kim, s.questions(kim), "single", values{"text": value("Which site?"), "options": value("North\nSouth"), "asked": value("both")})
		page = s.adds(kim, s.clickView(kim, page, "questions_open").View, "text", values{"text": value("Your motto?"), "asked": value("mentees")})
		s.says(page.all(), "Question 2 of 2")
		page = s.clickView(kim, page, "question_up").View
		s.says(page.all(), "Question 1 of 2")
		list := s.clickView(kim, page, "questions_open").View
		s.says(list.all(), "1. *Your motto?*", "2. *Which site?*")

		mentees := s.clickView(kim, list, "questions_preview_mentee").View
		s.says(mentees.all(), "Nothing that you enter here is kept.", "Your motto?", "Which site?")
		list = s.submit(kim, mentees, nil).View
		mentors := s.clickView(kim, list, "questions_preview_mentor").View
		s.says(mentors.all(), "Which site?")
		s.saysNot(mentors.all(), "Your motto?")
		list = s.submit(kim, mentors, nil).View

		q := s.questionsOf(kim)[0]
		s.closeAll(mia, s.submit(mia, s.command(mia, "/mentor questions").View, values{fieldOf(q): value("Begin anywhere.")}).View)
		s.readAll(mia)
		page = s.clickView(kim, list, "question_open").View
		s.says(page.all(), "1 person has answered this question.", "1 answer to it will not count any more.")
		list = s.clickView(kim, page, "question_remove").View
		s.says(list.all(), "1. *Which site?*")
		s.saysNot(list.all(), "Your motto?")
		s.saysNot(s.command(mia, "/mentor questions").View.all(), "Your motto?")
	})
}
