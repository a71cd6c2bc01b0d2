package view

import (
	"github.com/slack-go/slack"

	"mentorbot/core"
)

// Exclusions lists the pairs a programme never makes, with a way to add one and to take one back.
func (f For) Exclusions(p core.ExclusionsPage) slack.ModalViewRequest {
	blocks := []slack.Block{section(f.L.T("exclusions.intro", "program", bold(escape(p.Program.Name))))}
	if rules := f.exclusionRules(p.Program.Policy); rules != "" {
		blocks = append(blocks, smallPrint(rules))
	}
	manage := p.Relation.MayManage()
	if manage {
		blocks = append(blocks, actions(f.button(ActionOpenExclusion, "button.add_exclusion", Meta{Program: p.Program.ID})))
	}
	if len(p.Exclusions) == 0 {
		blocks = append(blocks, section(f.L.T("exclusions.none")))
	}
	for _, e := range p.Exclusions {
		blocks = append(blocks, f.exclusion(p.Program.ID, e, manage))
	}
	blocks = append(blocks, f.pages(PageExclusions, Meta{Program: p.Program.ID}, p.Page, p.Pages)...)
	v := f.modal(PageExclusions, "exclusions", blocks)
	v.PrivateMetadata = Meta{Program: p.Program.ID, Page: p.Page}.Encode()
	return v
}

// exclusionRules says which pairs the programme's policy rules out by itself.
func (f For) exclusionRules(p core.Policy) string {
	var line, unit string
	if p.ExcludeReportingLine {
		line = f.L.T("exclusions.line")
	}
	if p.ExcludeSameUnit {
		unit = f.L.T("exclusions.unit")
	}
	return lines(line, unit)
}

func (f For) exclusion(program core.ProgramID, e core.ExclusionFacts, manage bool) slack.Block {
	text := lines(
		f.L.T("exclusions.pair", "one", bold(name(e.One)), "other", bold(name(e.Other))),
		escape(e.Exclusion.Reason),
		f.L.T("exclusions.by", "name", name(e.AddedBy), "date", f.date(e.Exclusion.AddedAt)))
	if !manage {
		return section(text)
	}
	m := Meta{Program: program, Person: e.Exclusion.One, Other: e.Exclusion.Other}
	remove := about(f.button(ActionInclude, "button.remove", m), e.One.Name()+", "+e.Other.Name())
	remove.Confirm = f.confirm("confirm."+ActionInclude, slack.StyleDanger)
	return sectionWith(text, remove)
}

// Exclusion asks which two people are never to be paired.
func (f For) Exclusion(p core.Program) slack.ModalViewRequest {
	return f.form(CallbackExclusion, "exclusion", Meta{Program: p.ID}, []slack.Block{
		section(f.L.T("exclusion.intro", "program", bold(escape(p.Name)))),
		f.personInput(field{"one", "exclusion.one", true}),
		f.personInput(field{"other", "exclusion.other", true}),
		f.textArea(field{"reason", "exclusion.reason", false}, "", core.MaxExclusionReason),
	})
}
