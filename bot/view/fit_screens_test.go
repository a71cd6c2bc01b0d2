package view_test

import (
	"mentorbot/bot/view"
	"mentorbot/core"
)

// found is a mentorship in which the viewer says how it fits, under a rule.
func found(viewer core.Role, fit core.Fit, rule core.FitRule) core.FitFacts {
	m := underWay()
	if viewer == core.RoleMentor {
		m = mentorship(core.RoleMentor)
		m.Held = core.FitSessions
	}
	m.Program.Policy.Fit, m.Fit = rule, fit
	return core.FitFacts{MentorshipFacts: m, Answer: core.FitAnswer{Fit: fit, Told: rule}}
}

func fitScreens(f view.For) map[string]any {
	asked := sessionFacts(answer(core.CheckIn{Outcome: core.OutcomeMet, Minutes: 45, Pulse: core.PulseVery}))
	asked.AsksFit, asked.Program.Policy.Fit = true, core.FitPrivate
	held := found(core.RoleMentee, core.FitNot, core.FitPrivate)
	held.Mentorship.State, held.Mentorship.Hold = core.MentorshipOnHold, onHold().Mentorship.Hold
	byName := ending("kim", 0)
	byName.Fits = map[core.PersonID]core.Fit{byName.Mentor.Person.ID: core.FitGood, byName.Mentee.Person.ID: core.FitNot}
	staff := detail(core.RelationObserver, place(core.ParticipantActive, nil))
	staff.Mentorships = []core.EndFacts{byName}
	counts := map[core.Fit]int{core.FitGood: 4, core.FitNot: 2}
	return map[string]any{
		"fit_asked":          f.CheckIn(asked),
		"fit_form":           f.FitForm(found(core.RoleMentee, "", core.FitPrivate)),
		"fit_form_counts":    f.FitForm(found(core.RoleMentee, core.FitUndecided, core.FitCounts)),
		"fit_form_names":     f.FitForm(found(core.RoleMentee, "", core.FitNames)),
		"fit_good":           f.FitPage(found(core.RoleMentor, core.FitGood, core.FitPrivate)),
		"fit_undecided":      f.FitPage(found(core.RoleMentee, core.FitUndecided, core.FitCounts)),
		"fit_not_mentee":     f.FitPage(found(core.RoleMentee, core.FitNot, core.FitPrivate)),
		"fit_not_mentor":     f.FitPage(found(core.RoleMentor, core.FitNot, core.FitNames)),
		"fit_not_on_hold":    f.FitPage(held),
		"fit_rematch":        f.Rematch(ending("amara", 1)),
		"fit_staff":          f.Participant(staff),
		"fit_supply":         f.Supply(core.SupplyReport{Program: program(), Fits: core.FitStats{Shown: true, Counts: counts}}),
		"fit_supply_too_few": f.Supply(core.SupplyReport{Program: program(), Fits: core.FitStats{Shown: true}}),
	}
}
