package view

import (
	"github.com/slack-go/slack"

	"mentorbot/core"
)

// Admin lists the programmes somebody runs, each with what goes on in it and the way to its page.
func (f For) Admin(o core.AdminOverview) slack.ModalViewRequest {
	blocks := []slack.Block{section(f.L.T("admin.intro"))}
	for _, p := range o.Programs {
		text := lines(
			dotted(bold(escape(p.Program.Name)), f.programState(p.Program.State), f.readsOnly(p.Relation)),
			f.counts(p.Counts))
		blocks = append(blocks, divider(), sectionWith(text,
			about(f.button(ActionOpenProgram, "button.open_program", Meta{Program: p.Program.ID}), p.Program.Name)))
	}
	if o.Viewer.Admin {
		blocks = append(blocks, divider(), actions(f.button(ActionNewProgram, "button.new_program", Meta{})))
	}
	blocks = append(blocks, f.adminSupport(o)...)
	return f.modal(PageAdmin, "admin", append(blocks, f.adminPeople(o)...))
}

// readsOnly tells an observer why there is nothing to change.
func (f For) readsOnly(r core.Relation) string {
	if r.MayManage() {
		return ""
	}
	return f.L.T("admin.observer")
}

func (f For) counts(c core.ProgramCounts) string {
	agreed := ""
	if c.Agreed > 0 {
		agreed = f.L.N("admin.agreed", c.Agreed)
	}
	return dotted(
		f.L.N("admin.mentors", c.Mentors), f.L.N("admin.mentees", c.Mentees), f.L.N("admin.requests", c.Requests),
		f.L.N("admin.mentorships", c.Mentorships), agreed)
}

// ProgramPage is a programme as its staff see it: what goes on, and who runs it.
func (f For) ProgramPage(p core.ProgramPage) slack.ModalViewRequest {
	blocks := []slack.Block{
		header(p.Program.Name),
		section(lines(dotted(f.word("program_state", string(p.Program.State)), f.readsOnly(p.Relation)), f.counts(p.Counts))),
	}
	if p.Counts.Attention > 0 {
		blocks = append(blocks, smallPrint(f.L.N("home.admin.count", p.Counts.Attention)))
	}
	for _, part := range [][]slack.Block{f.programLife(p), f.programPeople(p), f.programEnlist(p), f.questionsRow(p), f.resourcesRow(p), f.eventsRow(p), f.programPairing(p), f.staff(p)} {
		blocks = append(append(blocks, divider()), part...)
	}
	blocks = append(blocks, divider(), actions(f.button(ActionOpenAdmin, "button.all_programs", Meta{})))
	v := f.modal(PageProgram, "program_page", blocks)
	v.PrivateMetadata = Meta{Program: p.Program.ID}.Encode()
	return v
}

// staff lists who runs a programme. Workspace admins are not listed: they run every programme.
func (f For) staff(p core.ProgramPage) []slack.Block {
	blocks := []slack.Block{header(f.L.T("staff.heading")), section(f.L.T("staff.explained"))}
	manage := p.Relation.MayManage()
	for _, member := range p.Staff {
		text := dotted(bold(name(member.Person)), escape(f.word("staff_role", string(member.Staff.Role))))
		if !manage {
			blocks = append(blocks, section(text))
			continue
		}
		remove := about(f.button(ActionRevokeStaff, "button.remove",
			Meta{Program: p.Program.ID, Person: member.Staff.Person}), member.Person.Name())
		remove.Confirm = f.confirm("confirm."+ActionRevokeStaff, slack.StyleDanger, "name", inline(member.Person.Name()))
		blocks = append(blocks, sectionWith(text, remove))
	}
	if manage {
		blocks = append(blocks, actions(f.button(ActionOpenStaff, "button.add_staff", Meta{Program: p.Program.ID})))
	}
	return blocks
}

// Staff asks whom to give which role in running a programme.
func (f For) Staff(p core.Program) slack.ModalViewRequest {
	var roles []*slack.OptionBlockObject
	for _, role := range core.StaffRoles() {
		o := option(string(role), f.word("staff_role", string(role)))
		o.Description = plain(f.word("staff_role_explained", string(role)), maxOptionText)
		roles = append(roles, o)
	}
	return f.form(CallbackStaff, "staff", Meta{Program: p.ID}, []slack.Block{
		section(f.L.T("staff.intro", "program", bold(escape(p.Name)))),
		f.personInput(field{"person", "staff.person", true}),
		f.radio(field{"role", "staff.role", true}, string(core.StaffAdmin), roles...),
	})
}
