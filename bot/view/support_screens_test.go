package view_test

import (
	"time"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// supportFacts is a request for help of Amara's, four hours old.
func supportFacts(state core.SupportState, change func(*core.SupportFacts)) core.SupportFacts {
	x := core.SupportFacts{
		Now: now, Asker: amara(), Program: program(), Own: true,
		Request: core.SupportRequest{
			ID: "support", Person: "amara", Program: "programme", Topic: core.SupportTechnical, State: state, CreatedAt: now.Add(-4 * time.Hour),
			DueAt: now.AddDate(0, 0, 3), Text: "The button in my calendar does nothing.\nI tried it twice.",
			File: core.SupportFile{ID: "F1", Link: "https://meridian.slack.com/files/U1/F1/button.png"},
		},
		Settings: core.SupportSettings{Channel: "C0HELP"},
	}
	if state != core.SupportOpen {
		x.TakenBy, x.Request.TakenBy = kenji(), "kenji"
	}
	if state == core.SupportAnswered || state == core.SupportResolved {
		x.Replies = []core.SupportReplyFacts{
			{Reply: core.SupportReply{Number: 1, By: "kenji", Team: true, Text: "Which calendar is it?", At: now.Add(-3 * time.Hour)}, By: kenji()},
			{Reply: core.SupportReply{Number: 2, By: "amara", Text: "Outlook.", At: now.Add(-2 * time.Hour)}, By: amara()},
			{Reply: core.SupportReply{Number: 3, By: "kenji", Team: true, Text: "Please open it on the web once.", At: now.Add(-time.Hour)}, By: kenji()},
		}
	}
	if change != nil {
		change(&x)
	}
	return x
}

func forTeam(x *core.SupportFacts) { x.Own, x.Team = false, true }

func overdue(x *core.SupportFacts) {
	forTeam(x)
	x.Request.DueAt = now.Add(-time.Hour)
}

func resolvedBy(who core.Card) func(*core.SupportFacts) {
	return func(x *core.SupportFacts) {
		x.Resolver, x.Request.ResolvedBy, x.Request.ResolvedAt = who, who.Person.ID, now
	}
}

func supportPage(team bool) core.SupportPage {
	p := core.SupportPage{Now: now, Counts: core.SupportCounts{Mine: 2}, Pages: 2, Requests: []core.SupportFacts{
		supportFacts(core.SupportTaken, nil), supportFacts(core.SupportResolved, resolvedBy(amara())),
	}}
	if team {
		p.Team, p.Admin, p.Counts = true, true, core.SupportCounts{Waiting: 2, Overdue: 1}
		p.Requests = []core.SupportFacts{supportFacts(core.SupportOpen, overdue), supportFacts(core.SupportAnswered, forTeam)}
	}
	return p
}

func diagnosis(topic core.SupportTopic, change func(*core.SupportDiagnosis)) core.SupportDiagnosis {
	d := core.SupportDiagnosis{Topic: topic, Now: now, Program: program(), Mentor: true, Capacity: 3, Load: 1, Available: true}
	change(&d)
	return d
}

func because(key core.ReasonKey, words string) func(*core.SupportDiagnosis) {
	return func(d *core.SupportDiagnosis) {
		d.Reasons = []core.Reason{{Key: key, Program: program(), Words: words, Missing: []core.ProfileItem{core.ItemPicture, core.ItemSummary}, Count: 2}}
	}
}

func supportScreens(f view.For) map[string]any {
	start := core.SupportStart{Program: program(), Days: 3, Any: true, Open: 1}
	desk := supportPage(true)
	desk.Settings = core.SupportSettings{Channel: "C0HELP", Trouble: "is_archived"}
	away := func(d *core.SupportDiagnosis) { d.Available, d.Asked, d.Until = false, 2, now.AddDate(0, 1, 0) }
	return map[string]any{
		"support":                      f.Support(start),
		"support_first":                f.Support(core.SupportStart{Days: 3}),
		"support_form":                 f.SupportForm(start, core.SupportPeople, true),
		"support_form_no_file":         f.SupportForm(core.SupportStart{Days: 1}, core.SupportOther, false),
		"support_too_many":             f.SupportDiagnosis(diagnosis(core.SupportTooMany, func(d *core.SupportDiagnosis) { d.Asked = 1 })),
		"support_too_many_full":        f.SupportDiagnosis(diagnosis(core.SupportTooMany, func(d *core.SupportDiagnosis) { d.Load = 3 })),
		"support_too_many_away_until":  f.SupportDiagnosis(diagnosis(core.SupportTooMany, away)),
		"support_too_many_away":        f.SupportDiagnosis(diagnosis(core.SupportTooMany, func(d *core.SupportDiagnosis) { d.Available = false })),
		"support_too_many_no_mentor":   f.SupportDiagnosis(diagnosis(core.SupportTooMany, func(d *core.SupportDiagnosis) { d.Mentor = false })),
		"support_no_requests":          f.SupportDiagnosis(diagnosis(core.SupportNoRequests, because(core.WhyMentorIncomplete, ""))),
		"support_no_requests_declined": f.SupportDiagnosis(diagnosis(core.SupportNoRequests, because(core.WhyDeclined, "Your unit is not in this round."))),
		"support_no_requests_listed":   f.SupportDiagnosis(diagnosis(core.SupportNoRequests, because(core.WhyMentorListed, ""))),
		"support_sent":                 f.SupportRequest(supportFacts(core.SupportOpen, nil), view.Meta{}),
		"support_answered":             f.SupportRequest(supportFacts(core.SupportAnswered, nil), view.Meta{}),
		"support_resolved":             f.SupportRequest(supportFacts(core.SupportResolved, resolvedBy(kenji())), view.Meta{}),
		"support_of_team":              f.SupportRequest(supportFacts(core.SupportTaken, forTeam), view.Meta{Do: view.PageSupportDesk, Page: 1}),
		"support_card":                 f.SupportCard(supportFacts(core.SupportOpen, forTeam)),
		"support_card_overdue":         f.SupportCard(supportFacts(core.SupportTaken, overdue)),
		"support_card_resolved":        f.SupportCard(supportFacts(core.SupportResolved, resolvedBy(amara()))),
		"support_card_direct": f.SupportCard(supportFacts(core.SupportAnswered, func(x *core.SupportFacts) {
			forTeam(x)
			x.Settings.Trouble, x.Replies = "not_in_channel", append(x.Replies, x.Replies...)
		})),
		"support_answer":          f.SupportAnswer(supportFacts(core.SupportAnswered, nil)),
		"support_answer_closed":   f.SupportAnswer(supportFacts(core.SupportResolved, resolvedBy(kenji()))),
		"support_answer_solved":   f.SupportAnswer(supportFacts(core.SupportResolved, resolvedBy(amara()))),
		"support_answer_waits":    f.SupportAnswer(supportFacts(core.SupportTaken, nil)),
		"support_reply":           f.SupportReply(supportFacts(core.SupportAnswered, nil), view.ActionReplySupport, view.Meta{}),
		"support_reply_team":      f.SupportReply(supportFacts(core.SupportOpen, forTeam), view.ActionAnswerSupport, view.Meta{Do: view.PageSupportDesk, Page: 1}),
		"support_own":             f.SupportOwn(supportPage(false)),
		"support_desk":            f.SupportDesk(supportPage(true)),
		"support_desk_trouble":    f.SupportDesk(desk),
		"support_desk_empty":      f.SupportDesk(core.SupportPage{Now: now, Team: true, Pages: 1}),
		"support_channel":         f.SupportChannel(core.SupportSettings{Channel: "C0HELP"}),
		"support_channel_none":    f.SupportChannel(core.SupportSettings{}),
		"support_channel_greeted": f.SupportChannelSet(),
		"home_support": f.Home(dashboard(func(d *core.Dashboard) {
			d.Runs, d.Support = true, core.SupportCounts{Mine: 1, Waiting: 3, Overdue: 1}
		})),
	}
}
