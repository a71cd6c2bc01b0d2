package view

import (
	"github.com/slack-go/slack"

	"mentorbot/core"
)

// homeProgram says which programme the Home is about, where a person can be in several.
func (f For) homeProgram(d core.Dashboard) []slack.Block {
	if len(d.Programs) < 2 {
		return nil
	}
	return []slack.Block{sectionWith(f.L.T("home.program", "program", bold(escape(d.Program.Name))),
		f.button(ActionOpenPrograms, "button.switch_program", Meta{}))}
}

// homeWithoutProgram greets somebody for whom no programme is open.
func (f For) homeWithoutProgram(d core.Dashboard) []slack.Block {
	return []slack.Block{header(f.L.T("home.hello", "name", givenName(d.Viewer))), section(f.L.T("home.no_program"))}
}

// Programs lists the programmes a person can be in; all but the current one have a button that switches to it.
func (f For) Programs(all []core.ProgramPlace) slack.ModalViewRequest {
	if len(all) == 0 {
		return f.modal(PagePrograms, "programs", []slack.Block{section(f.L.T("home.no_program"))})
	}
	blocks := []slack.Block{section(f.L.T("programs.intro"))}
	for _, p := range all {
		text := lines(bold(escape(p.Program.Name)), dotted(f.placeIn(p), f.programState(p.Program.State)))
		if p.Current {
			blocks = append(blocks, f.currentProgram(p, text))
			continue
		}
		blocks = append(blocks, sectionWith(text,
			about(f.button(ActionSwitchProgram, "button.switch", Meta{Program: p.Program.ID}), p.Program.Name)))
	}
	return f.modal(PagePrograms, "programs", blocks)
}

// currentProgram is the programme a person's screens are about, with the way to their part in it.
func (f For) currentProgram(p core.ProgramPlace, text string) slack.Block {
	action, label := ActionOpenPlace, "button.place"
	if !p.Joined() {
		action, label = ActionOpenJoin, "button.join_programme"
	}
	return sectionWith(lines(text, f.L.T("programs.current")), f.button(action, label, Meta{Program: p.Program.ID}))
}

// placeIn says what a person is in a programme.
func (f For) placeIn(p core.ProgramPlace) string {
	switch {
	case !p.Joined():
		return f.L.T("programs.not_joined")
	case p.Place.Mentor && p.Place.Mentee:
		return f.L.T("programs.both")
	case p.Place.Mentor:
		return f.L.T("programs.mentor")
	}
	return f.L.T("programs.mentee")
}

// programState names a state worth mentioning; open is what people expect.
func (f For) programState(s core.ProgramState) string {
	if s == core.ProgramOpen {
		return ""
	}
	return f.word("program_state", string(s))
}
