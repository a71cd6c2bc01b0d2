package view_test

import (
	"mentorbot/bot/view"
	"mentorbot/core"
)

// evaluationFacts ask a mentee how it was: in the product's words, or with questions of each kind.
func evaluationFacts(questions ...core.Question) core.EvaluationFacts {
	return core.EvaluationFacts{
		Evaluation: core.Evaluation{Mentorship: "mentorship", Role: core.RoleMentee, State: core.EvaluationDue, DueAt: now.AddDate(0, 0, 14)},
		Program:    program(), Other: kenji(), Questions: questions,
	}
}

// askedAtEnd are questions of each kind a programme asks at the end.
func askedAtEnd() []core.Question {
	options := []core.Option{{ID: "a", Text: core.LocalText{EN: "Confidence", FR: "De l’assurance"}}, {ID: "b", Text: core.LocalText{EN: "Contacts", FR: "Des contacts"}}}
	return []core.Question{
		{ID: "many", Kind: core.QuestionMultiple, Asked: core.AskBothAtEnd, Text: core.LocalText{EN: "What did it bring you?", FR: "Que vous a-t-il apporté ?"}, Options: options},
		{ID: "gained", Kind: core.QuestionText, Asked: core.AskMenteesAtEnd, Text: core.LocalText{EN: "What else?", FR: "Quoi d’autre ?"}},
	}
}

// evaluated is a mentorship that is over, whose evaluation is in a state.
func evaluated(state core.EvaluationState) core.MentorshipFacts {
	m := underWay()
	m.Mentorship.State, m.Mentorship.EndedAt = core.MentorshipCompleted, now
	e := evaluationFacts().Evaluation
	e.State = state
	m.Evaluation = &e
	return m
}

func evaluationStats() core.EvaluationStats {
	own := core.Policy{}.EvaluationQuestions()
	asked := askedAtEnd()
	return core.EvaluationStats{Waiting: 2, Submitted: 7, Lapsed: 1, Questions: []core.QuestionStats{
		{Question: own[0], Count: 7, Average: 43},
		{Question: own[1], Count: 3},
		{Question: asked[0], Count: 6, Chosen: map[core.OptionID]int{"a": 5, "b": 2}},
		{Question: asked[1], Count: 5, Words: []string{"A second view on my work.", "More time."}},
	}}
}

func evaluationScreens(f view.For) map[string]any {
	thanked, completed := evaluated(core.EvaluationSubmitted), evaluated(core.EvaluationDue)
	thanked.Mentorship.Mentor, thanked.Mentorship.Mentee = thanked.Other.Person.ID, thanked.Viewer.Person.ID
	thanked.Mentorship.Thanks.OfMentor = "It was a pleasure."
	both := thanked
	both.Mentorship.Thanks.OfMentee = "Thank you!"
	completed.MayMentor = true
	uncertified := evaluated(core.EvaluationSubmitted)
	uncertified.Program.Policy.Certificates = core.CertificatesNone
	certified := core.Certificate{MentorshipFacts: evaluated(core.EvaluationSubmitted), Workspace: core.Workspace{Name: "Meridian"}, At: now}
	return map[string]any{
		"points":                 f.Points(pointFacts(2)),
		"points_none":            f.Points(core.PointFacts{Program: program(), Lines: []core.PointLine{{Rule: core.PointsSession, Each: 10}}, Badges: badges(0)}),
		"points_only_badges":     f.Points(core.PointFacts{Program: program(), Badges: badges(len(core.Badges()))}),
		"points_home":            f.Home(dashboard(func(d *core.Dashboard) { d.Points = new(pointFacts(1)) })),
		"points_place":           f.Place(pointPlace()),
		"mentorship_uncertified": f.Ended(uncertified),
		"certificate_page":       f.MentorshipPageCertified(certified.MentorshipFacts),
		"certificate_sent":       f.CertificateSent(),
		"certificate_link":       f.CertificateLink(certified, certificateAddress, now.AddDate(0, 0, 7)),
		"certificate_no_files":   f.CertificateLink(certified, "", now),
		"certificate_own_name":   f.CertificateRefused(&core.Error{Code: core.CodeOwnNameUnwritable}),
		"certificate_other_name": f.CertificateRefused(&core.Error{Code: core.CodeNameUnwritable, Args: map[string]any{"Name": "王小明"}}),
		"thanks_form":            f.Thanks(thanked),
		"thanked":                f.Thanked(thanked),
		"thanked_both":           f.Thanked(both),
		"mentorship_thanked":     f.Ended(both),
		"mentorship_may_mentor":  f.Ended(completed),
		"evaluation":             f.Evaluation(evaluationFacts(core.Policy{}.EvaluationQuestions()...)),
		"evaluation_own":         f.Evaluation(evaluationFacts(askedAtEnd()...)),
		"evaluation_reminder":    f.EvaluationReminder(evaluated(core.EvaluationDue)),
		"evaluation_done":        f.EvaluationReminder(evaluated(core.EvaluationSubmitted)),
		"evaluation_lapsed":      f.EvaluationReminder(evaluated(core.EvaluationLapsed)),
		"mentorship_completed":   f.Ended(evaluated(core.EvaluationDue)),
		"mentorship_evaluated":   f.Ended(evaluated(core.EvaluationSubmitted)),
		"supply_evaluations":     f.Supply(core.SupplyReport{Program: program(), Evaluations: evaluationStats()}),
		"supply_few_evaluations": f.Supply(core.SupplyReport{Program: program(), Evaluations: core.EvaluationStats{Submitted: 2, Waiting: 1}}),
		"home_evaluation":        f.Home(dashboard(func(d *core.Dashboard) { d.Evaluations = []core.EvaluationFacts{evaluationFacts()} })),
	}
}

// thankedWith is a mentorship whose other one thanks with some words.
func thankedWith(words string) core.MentorshipFacts {
	m := evaluated(core.EvaluationDue)
	m.Mentorship.Mentor, m.Mentorship.Mentee = m.Other.Person.ID, m.Viewer.Person.ID
	m.Mentorship.Thanks.OfMentor = words
	return m
}
