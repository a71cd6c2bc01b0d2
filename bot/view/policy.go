package view

import (
	"slices"

	"github.com/slack-go/slack"

	"mentorbot/core"
)

// Policy shows every setting of a programme, page by page, with the way to change it for those who may.
func (f For) Policy(p core.ProgramPage) slack.ModalViewRequest {
	blocks := []slack.Block{section(f.L.T("policy.overview", "program", bold(escape(p.Program.Name))))}
	for _, page := range core.PolicyPages() {
		said := []string{bold(f.L.T("policy_page." + string(page)))}
		for _, field := range core.PolicyFieldsOn(page) {
			said = append(said, f.L.T("policy.value", "label", escape(PolicyLabel(f.L, field)), "value", f.policyWords(field, field.Of(p.Program.Policy))))
		}
		if !p.Relation.MayManage() {
			blocks = append(blocks, divider(), section(lines(said...)))
			continue
		}
		edit := about(f.button(ActionEditPolicy, "button.change", Meta{Program: p.Program.ID, Do: string(page)}), f.L.T("policy_page."+string(page)))
		blocks = append(blocks, divider(), sectionWith(lines(said...), edit))
	}
	v := f.modal(PagePolicy, "policy", blocks)
	v.PrivateMetadata = Meta{Program: p.Program.ID}.Encode()
	return v
}

// PolicyPreview says what a change of settings would mean, and saves it when it is submitted. page is the one to go back to.
func (f For) PolicyPreview(p core.PolicyPreview, page core.PolicyPage) slack.ModalViewRequest {
	m := Meta{Program: p.Program.ID, Do: string(page), Version: p.Program.Version}
	again := actions(f.button(ActionEditPolicy, "button.change_again", m))
	if len(p.Changes) == 0 {
		return f.modal(PagePolicy, "policy", []slack.Block{section(f.L.T("policy.same")), again})
	}
	blocks := []slack.Block{
		section(f.L.T("policy.would_change", "program", bold(escape(p.Program.Name)))), section(f.policyChanges(p.Changes)),
		divider(), section(lines(bold(f.L.T("policy_impact.heading")), f.impact(p))), again,
	}
	return f.form(CallbackPolicySave, "policy_save", m, blocks)
}

// impact says whom a change concerns.
func (f For) impact(p core.PolicyPreview) string {
	var said []string
	for _, line := range PolicyImpactWords(f.L, p.Impact) {
		said = append(said, "• "+line)
	}
	if len(said) == 0 {
		return f.L.T("policy_impact.nobody")
	}
	return lines(said...)
}

// PolicyStale tells somebody that others have changed the programme meanwhile, and how. What they entered is not saved.
func (f For) PolicyStale(p core.PolicyStale, page core.PolicyPage) slack.ModalViewRequest {
	blocks := []slack.Block{section(f.L.T("policy.stale", "program", bold(escape(p.Program.Name))))}
	for _, c := range p.Since {
		blocks = append(blocks, f.versionChange(c))
	}
	m := Meta{Program: p.Program.ID, Do: string(page)}
	return f.modal(PagePolicy, "policy", append(blocks, actions(primary(f.button(ActionEditPolicy, "button.see_new", m)))))
}

// ProgramHistory lists who changed what, latest first.
func (f For) ProgramHistory(h core.ProgramHistory) slack.ModalViewRequest {
	blocks := []slack.Block{section(f.L.T("history.intro", "program", bold(escape(h.Program.Name))))}
	for _, c := range h.Changes {
		blocks = append(blocks, divider(), f.versionChange(c))
	}
	m := Meta{Program: h.Program.ID}
	v := f.modal(PageHistory, "history", append(blocks, f.pages(PageHistory, m, h.Page, h.Pages)...))
	v.PrivateMetadata = m.Encode()
	return v
}

// versionChange is one change: who, when, and from what to what.
func (f For) versionChange(c core.VersionChange) slack.Block {
	by := f.L.T("history.operator")
	if c.By.Person.ID != "" {
		by = name(c.By)
	}
	said := []string{dotted(bold(f.L.T("history.version", "number", c.To.Version)), by, f.instant(c.To.At))}
	if c.From.Version == 0 {
		said = append(said, f.L.T("history.created"))
		return section(lines(said...))
	}
	if c.From.Name != c.To.Name {
		said = append(said, "• "+f.L.T("policy.change", "label", f.L.T("program_form.name.label"), "from", escape(c.From.Name), "to", escape(c.To.Name)))
	}
	if c.From.State != c.To.State {
		said = append(said, "• "+f.L.T("policy.change", "label", f.L.T("history.state"),
			"from", f.word("program_state", string(c.From.State)), "to", f.word("program_state", string(c.To.State))))
	}
	said = append(said, f.policyChanges(c.Policies()), f.questionChanges(c.Questions()), f.resourceChanges(c.Resources()), f.courseChanges(c.Courses()))
	if c.To.Reason != "" {
		said = append(said, quote(c.To.Reason))
	}
	return section(lines(said...))
}

// questionChanges says what became of each question, the first ones in full.
func (f For) questionChanges(all []core.QuestionChange) string {
	var said []string
	for _, c := range all {
		said = append(said, "• "+f.questionChange(c))
	}
	return f.firstOf(said)
}

func (f For) questionChange(c core.QuestionChange) string {
	question := bold(escape(excerpt(f.local(c.Question.Text), 80)))
	switch {
	case c.Added:
		return f.L.T("history.question.added", "question", question)
	case c.Removed:
		return f.L.T("history.question.removed", "question", question)
	case len(c.Keys) == 0:
		return f.L.T("history.question.moved", "question", question)
	}
	return f.L.T("history.question.changed", "question", question, "parts", f.words("question_part", c.Keys))
}

// programLife is the part of a programme's page that leads to its settings and its life.
func (f For) programLife(p core.ProgramPage) []slack.Block {
	m := Meta{Program: p.Program.ID}
	blocks := append([]slack.Block{header(f.L.T("program_life.heading"))},
		row(f.button(ActionOpenPolicy, "button.policy", m), f.button(ActionOpenHistory, "button.history", m))...)
	if !p.Relation.MayManage() {
		return blocks
	}
	var duplicate *slack.ButtonBlockElement
	if p.Relation == core.RelationAdmin {
		duplicate = f.button(ActionDuplicateProgram, "button.duplicate", m)
	}
	buttons := []*slack.ButtonBlockElement{f.button(ActionRenameProgram, "button.rename", m), duplicate}
	return append(blocks, row(append(buttons, f.programMoves(p)...)...)...)
}

// programMoves are the buttons for the states a programme can go to. Each says in its confirmation what follows for people.
func (f For) programMoves(p core.ProgramPage) []*slack.ButtonBlockElement {
	var all []*slack.ButtonBlockElement
	for _, move := range []struct {
		to     core.ProgramState
		action string
		label  string
		style  slack.Style
	}{
		{core.ProgramOpen, ActionStartProgram, "button.program_start", slack.StylePrimary},
		{core.ProgramClosed, ActionCloseProgram, "button.program_close", slack.StyleDanger},
		{core.ProgramArchived, ActionArchiveProgram, "button.program_archive", slack.StyleDanger},
	} {
		if !slices.Contains(p.Program.State.Moves(), move.to) {
			continue
		}
		b := f.button(move.action, move.label, Meta{Program: p.Program.ID})
		b.Confirm = f.confirm("confirm."+move.action, move.style, "name", inline(p.Program.Name), "counts", f.counts(p.Counts))
		all = append(all, b)
	}
	return all
}

// ProgramForm asks for a programme's name: of a new one, of a copy, or another one, as do says.
func (f For) ProgramForm(do string, p core.Program) slack.ModalViewRequest {
	name, about := p.Name, p.Name
	if do == ActionDuplicateProgram {
		name = f.L.T("program_form.copy", "program", p.Name)
	}
	return f.form(CallbackProgram, "program_form", Meta{Program: p.ID, Do: do}, []slack.Block{
		section(f.L.T("program_form."+do, "program", bold(escape(about)))),
		f.textInput(field{"name", "program_form.name", true}, name, core.MaxProgramName),
	})
}
