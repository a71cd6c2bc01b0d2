package view_test

import (
	"mentorbot/bot/view"
	"mentorbot/core"
	"mentorbot/core/matching"
)

func both(en, fr string) core.LocalText { return core.LocalText{EN: en, FR: fr} }

func options(words ...[2]string) []core.Option {
	var all []core.Option
	for i, w := range words {
		all = append(all, core.Option{ID: core.OptionID(rune('a' + i)), Text: both(w[0], w[1])})
	}
	return all
}

// questions is a questionnaire with one question of each kind, and a pair.
func questions() []core.Question {
	subjects := options([2]string{"Career & change", "Carrière et changement"}, [2]string{"Networking", "Réseautage"},
		[2]string{"Writing", "Rédaction"}, [2]string{"Leading people", ""})
	return []core.Question{
		{ID: "goal", Kind: core.QuestionSingle, Asked: core.AskMentees, Required: true, Text: both("What brings you here?", "Qu’est-ce qui vous amène ?"), Options: subjects},
		{ID: "wants", Kind: core.QuestionRanking, Asked: core.AskMentees, Required: true, Match: core.MatchComplementary, Weight: 20, Pair: "offers",
			Text: both("What would you like help with?", "Pour quoi souhaitez-vous de l’aide ?"), Options: subjects},
		{ID: "offers", Kind: core.QuestionMultiple, Asked: core.AskMentors, Required: true, Text: both("What can you help with?", "Pour quoi pouvez-vous aider ?"),
			Options: subjects},
		{ID: "pace", Kind: core.QuestionScale, Asked: core.AskBoth, Match: core.MatchNear, Weight: 10, Text: both("How do you like to work?", "Comment aimez-vous travailler ?"),
			Low: both("Step by step", "Pas à pas"), High: both("All at once", "")},
		{ID: "site", Kind: core.QuestionSingle, Asked: core.AskBoth, Match: core.MatchMust, Text: both("Which site?", "Quel site ?"),
			Options: options([2]string{"North", "Nord"}, [2]string{"South", "Sud"})},
		{ID: "motto", Kind: core.QuestionText, Asked: core.AskBoth, Public: true, Text: both("Your motto?", "")},
		{ID: "note", Kind: core.QuestionText, Asked: core.AskMentees, Text: both("A note to yourself", "Une note pour vous")},
	}
}

// asking is the sample programme with a questionnaire.
func asking() core.Program {
	p := program()
	p.Policy.Questions = questions()
	return p
}

func questionnaire(page int) core.Questionnaire {
	q := questions()
	return core.Questionnaire{
		Program: asking(), Viewer: amara().Person, Page: page, Mentee: true,
		Pages: [][]core.Question{{q[0], q[1], q[3]}, {q[4], q[5], q[6]}},
		Answers: map[core.QuestionID]core.Answer{
			"goal": {Chosen: []core.OptionID{"b"}}, "wants": {Chosen: []core.OptionID{"c", "a"}}, "pace": {Scale: 1}, "motto": {Text: "Begin *anywhere*."},
		},
	}
}

func withoutAnswers(page int) core.Questionnaire {
	q := questionnaire(page)
	q.Answers, q.Missing = nil, []core.Question{questions()[0], questions()[1]}
	return q
}

// answeredFit is the sample score with lines of the questionnaire.
func answeredFit() matching.Score {
	s := fit()
	s.Parts = append(s.Parts[:2:2],
		matching.Contribution{Key: "question:wants", Weight: 20, Points: 13, Mine: []string{"c", "a"}, Theirs: []string{"a", "d"}, Shared: []string{"a"}},
		matching.Contribution{Key: "question:pace", Weight: 10, Points: 8, Mine: []string{"1"}, Theirs: []string{"2"}})
	s.Total = 0
	for _, p := range s.Parts {
		s.Total += p.Points
	}
	return s
}

func answeredMentor(c core.Card) core.MentorCard {
	m := mentorCard(c, core.MentorFree)
	m.Score = answeredFit()
	m.Said = []core.Said{{Question: both("Your motto?", ""), Text: "Ask, then <listen>."}}
	return m
}

func questionPage(place int, relation core.Relation) core.QuestionPage {
	return core.QuestionPage{Program: asking(), Relation: relation, Question: questions()[place-1], Place: place, Answered: place % 3}
}

func questionScreens(f view.For) map[string]any {
	recommended := questionnaire(2)
	recommended.Recommended = []core.MentorCard{answeredMentor(kenji()), answeredMentor(lucia())}
	mentor := questionnaire(2)
	mentor.Mentor, mentor.Mentee = true, false
	apart := answeredMentor(kenji())
	apart.Score.Excluded = []matching.Exclusion{{Key: "question:site", Reason: matching.MustMatch, Mine: []string{"a"}, Theirs: []string{"b"}}}
	invited := asked(core.InvitationSent)
	invited.Program, invited.Score = asking(), answeredFit()
	invited.Said = []core.Said{{Question: both("Your motto?", ""), Text: "Begin *anywhere*."}}
	unanswered := participant(func(p *core.ParticipantFacts) { p.Missing = []core.ProfileItem{core.ItemQuestions} })
	all := map[string]any{
		"answers_first":         f.Answers(withoutAnswers(0)),
		"answers_prefilled":     f.Answers(questionnaire(0)),
		"answers_last":          f.Answers(questionnaire(1)),
		"profile_summary_asks":  f.ProfileSummary(func() core.ProfileFacts { p := profile(false); p.Questions = withoutAnswers(0); return p }()),
		"answers_none":          f.Answers(core.Questionnaire{Program: program()}),
		"answers_done":          f.AnswersDone(recommended),
		"answers_done_nobody":   f.AnswersDone(questionnaire(2)),
		"answers_done_missing":  f.AnswersDone(withoutAnswers(2)),
		"answers_done_mentor":   f.AnswersDone(mentor),
		"choose":                f.Choose(core.Recommendation{Program: asking(), Mentors: recommended.Recommended}),
		"choose_nobody":         f.Choose(core.Recommendation{Program: asking()}),
		"choose_done":           f.Choose(core.Recommendation{Program: asking(), Chosen: true}),
		"person_answers":        f.Person(answeredMentor(kenji()), asking(), view.Meta{}),
		"person_apart":          f.Person(apart, asking(), view.Meta{}),
		"invitation_answers":    f.Invitation(invited),
		"mentor_summary_open":   f.MentorSummary(unanswered),
		"home_unanswered":       f.Home(dashboard(func(d *core.Dashboard) { d.Program, d.Questions = asking(), withoutAnswers(0) })),
		"home_mentor_questions": f.Home(dashboard(func(d *core.Dashboard) { d.Program, d.Mentor, d.Questions = asking(), &unanswered, mentor })),
		"home_recommended": f.Home(dashboard(func(d *core.Dashboard) {
			d.Program, d.Questions, d.Recommended = asking(), questionnaire(0), recommended.Recommended
		})),
		"questions":          f.Questions(core.QuestionsPage{Program: asking(), Relation: core.RelationProgramAdmin, Answered: 12}),
		"questions_observer": f.Questions(core.QuestionsPage{Program: asking(), Relation: core.RelationObserver, Answered: 1}),
		"questions_empty":    f.Questions(core.QuestionsPage{Program: program(), Relation: core.RelationAdmin}),
		"question_first":     f.Question(questionPage(1, core.RelationProgramAdmin)),
		"question_paired":    f.Question(questionPage(2, core.RelationProgramAdmin)),
		"question_scale":     f.Question(questionPage(4, core.RelationAdmin)),
		"question_text":      f.Question(questionPage(6, core.RelationObserver)),
		"question_last":      f.Question(questionPage(7, core.RelationAdmin)),
		"question_new":       f.NewQuestion(asking()),
		"preview":            f.Preview(withoutAnswers(0)),
		"preview_last":       f.Preview(withoutAnswers(1)),
		"preview_none":       f.Preview(core.Questionnaire{Program: program(), Mentor: true}),
		"program_page_asks":  f.ProgramPage(askingPage()),
	}
	for i, name := range []string{"single", "ranking", "multiple", "scale", "must", "text"} {
		all["wording_"+name] = f.Wording(core.QuestionToEdit{Program: asking(), Question: questions()[i]})
		all["counting_"+name] = f.Counting(asking(), questions()[i])
	}
	all["wording_new"] = f.Wording(core.QuestionToEdit{
		Program: program(), Question: core.Question{Kind: core.QuestionMultiple}, Required: core.PolicyImpact{Waiting: 2, Hidden: 3, Held: 12},
	})
	return all
}

func askingPage() core.ProgramPage {
	p := programPage(core.RelationProgramAdmin)
	p.Program = asking()
	return p
}
