package view_test

import (
	"time"

	"mentorbot/bot/view"
	"mentorbot/core"
)

func graduates() core.Program {
	p := program()
	p.ID, p.Name, p.State = "graduates", "Graduates & <friends>", core.ProgramClosed
	return p
}

func programPlaces() []core.ProgramPlace {
	both := participant(nil).Participant
	both.Mentee = true
	mentor := participant(nil).Participant
	draft := program()
	draft.ID, draft.Name = "leaders", "Leaders"
	return []core.ProgramPlace{
		{Program: program(), Place: &both, Current: true}, {Program: graduates(), Place: &mentor}, {Program: draft},
	}
}

func programPage(relation core.Relation) core.ProgramPage {
	return core.ProgramPage{
		ProgramSummary: core.ProgramSummary{
			Program: program(), Relation: relation,
			Counts: core.ProgramCounts{Mentors: 12, Mentees: 1, Requests: 3, Mentorships: 7, Attention: 2, Participants: 15, Applications: 2},
		},
		Staff: []core.StaffFacts{
			{Staff: core.Staff{Program: "programme", Person: "kenji", Role: core.StaffAdmin}, Person: kenji()},
			{Staff: core.Staff{Program: "programme", Person: "amara", Role: core.StaffObserver}, Person: amara()},
		},
	}
}

func programs(f view.For) map[string]any {
	overview := core.AdminOverview{Programs: []core.ProgramSummary{
		programPage(core.RelationAdmin).ProgramSummary,
		{Program: graduates(), Relation: core.RelationObserver},
	}}
	return map[string]any{
		"home_paired": f.Home(dashboard(func(d *core.Dashboard) { d.Program.Policy.Pairing = core.PairingAdmins })),
		"home_join":   f.Home(dashboard(func(d *core.Dashboard) { d.Place = nil })),
		"home_join_approval": f.Home(dashboard(func(d *core.Dashboard) {
			d.Place, d.Program.Policy.Approval = nil, core.ApprovalEverybody
		})),
		"home_several": f.Home(dashboard(func(d *core.Dashboard) { d.Programs = programPlaces() })),
		"home_no_program": f.Home(dashboard(func(d *core.Dashboard) {
			d.Program = core.Program{}
			d.Mentorships = []core.MentorshipFacts{mentorship(core.RoleMentee)}
		})),
		"home_observer": f.Home(dashboard(func(d *core.Dashboard) {
			d.Runs = true
			d.Applications = []core.Application{
				{Program: program(), Count: 1, Due: now.Add(-time.Hour), Overdue: true}, {Program: graduates(), Count: 3, Due: now.Add(time.Hour), Mine: true},
			}
			d.Attention = []core.AttentionFacts{{
				Item:    core.Attention{ID: "item", Kind: core.AttentionExhausted, CreatedAt: now},
				Program: program(), Person: kenji(),
			}}
		})),
		"programs":               f.Programs(programPlaces()),
		"programs_none":          f.Programs(nil),
		"admin":                  f.Admin(overview),
		"program_page":           f.ProgramPage(programPage(core.RelationProgramAdmin)),
		"program_page_observer":  f.ProgramPage(programPage(core.RelationObserver)),
		"staff":                  f.Staff(program()),
		"admin_may_create":       f.Admin(core.AdminOverview{Viewer: core.Person{ID: "kim", Admin: true}}),
		"program_page_closed":    f.ProgramPage(core.ProgramPage{ProgramSummary: core.ProgramSummary{Program: graduates(), Relation: core.RelationAdmin}}),
		"program_form_new":       f.ProgramForm(view.ActionNewProgram, core.Program{}),
		"program_form_rename":    f.ProgramForm(view.ActionRenameProgram, graduates()),
		"program_form_duplicate": f.ProgramForm(view.ActionDuplicateProgram, graduates()),
	}
}
