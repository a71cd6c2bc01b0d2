package view_test

import (
	"mentorbot/bot/view"
	"mentorbot/core"
)

// policyScreens are those of a programme's settings.
func policyScreens(f view.For) map[string]any {
	p := program()
	p.Policy = core.DefaultPolicy()
	page := programPage(core.RelationProgramAdmin)
	page.Program = p
	observer := page
	observer.Relation = core.RelationObserver
	paired := p
	paired.Policy.Pairing = core.PairingAdmins
	screens := map[string]any{
		"policy": f.Policy(page), "policy_observer": f.Policy(observer),
		"policy_preview_same": f.PolicyPreview(core.PolicyPreview{Program: p, Policy: p.Policy}, core.PolicyRequests),
		"home_admins_pair":    f.Home(dashboard(func(d *core.Dashboard) { d.Program = paired })),
		"home_welcome_paired": f.Home(core.Dashboard{Viewer: amara(), Workspace: core.Workspace{Name: "Blue"}, Program: paired}),
		"why_admins_pair":     f.Why([]core.Reason{{Key: core.WhyAdminsPair, Program: p}}),
	}
	for _, one := range core.PolicyPages() {
		screens["policy_form_"+string(one)] = f.PolicyForm(p, p.Policy, one)
	}
	changed := p.Policy
	changed.ResponseHours, changed.WeekendsPause, changed.DefaultCapacity = 48, true, 1
	changed.MentorItems = append(changed.MentorItems, core.ItemLinkedIn)
	changed.SessionPlan = append(changed.SessionPlan, core.PlannedSession{Kind: core.SessionRegular, Minutes: 75})
	changed.SessionReminders = nil
	changes := core.PolicyChanges(p.Policy, changed)
	screens["policy_form_unusual"] = f.PolicyForm(p, changed, core.PolicySessions)
	screens["policy_preview"] = f.PolicyPreview(core.PolicyPreview{
		Program: p, Policy: changed, Changes: changes, Impact: core.PolicyImpact{
			Waiting: 3, Long: 1, Capacity: 1, Hidden: 2, Held: 12, Staying: 40, ToWait: 3, Admitted: 1, More: true,
		},
	}, core.PolicyRequests)
	screens["policy_preview_nobody"] = f.PolicyPreview(core.PolicyPreview{Program: p, Policy: changed, Changes: changes}, core.PolicyRequests)
	first := core.ProgramVersion{Program: p.ID, Version: 1, Name: "Pilot <2026>", State: core.ProgramDraft, Policy: p.Policy, At: now}
	second, third := first, first
	second.Version, second.Policy, second.By = 2, changed, "kenji"
	third.Version, third.Name, third.State, third.Reason, third.Policy = 3, "Growth", core.ProgramOpen, "Spring & summer", changed
	history := []core.VersionChange{{From: second, To: third}, {From: first, To: second, By: kenji()}, {To: first}}
	screens["history"] = f.ProgramHistory(core.ProgramHistory{Program: p, Changes: history, Page: 0, Pages: 2})
	screens["history_questions"] = f.ProgramHistory(core.ProgramHistory{Program: p, Changes: questionHistory(first), Pages: 1})
	screens["policy_stale"] = f.PolicyStale(core.PolicyStale{Program: p, Since: history[1:2]}, core.PolicyRequests)
	return screens
}

// questionHistory is a questionnaire in which a question was changed, one moved, one added and one removed, on top of one like v.
func questionHistory(v core.ProgramVersion) []core.VersionChange {
	before, after := v, v
	ask := func(id core.QuestionID, en, fr string) core.Question {
		return core.Question{ID: id, Kind: core.QuestionSingle, Text: core.LocalText{EN: en, FR: fr}}
	}
	style, rhythm, goal := ask("style", "How do you <like> to learn?", "Comment aimez-vous apprendre\u202f?"), ask("rhythm", "How often?", ""), ask("goal", "What for?", "Pourquoi\u202f?")
	before.Policy.Questions = []core.Question{rhythm, goal, style}
	style.Required, style.Weight = true, 12
	after.Version, after.By = 2, "kenji"
	after.Policy.Questions = []core.Question{style, rhythm, ask("new", "Where would you like to meet?", "Où souhaitez-vous vous rencontrer\u202f?")}
	return []core.VersionChange{{From: before, To: after, By: kenji()}}
}
