package view

import (
	"github.com/slack-go/slack"

	"mentorbot/core"
)

// Lapse tells somebody who can install the app that it has to be installed again, and until when it works.
func (f For) Lapse(l core.Lapse) Message {
	if l.Over {
		return message(header(f.L.T("lapse.over.title")), section(f.L.T("lapse.over.text")))
	}
	return message(f.lapse(l)...)
}

// homeLapse is the same above everything else on an admin's Home.
func (f For) homeLapse(l core.Lapse) []slack.Block { return append(f.lapse(l), divider()) }

func (f For) lapse(l core.Lapse) []slack.Block {
	return []slack.Block{
		header(f.L.T("lapse.title")),
		section(f.L.T("lapse.text", "workspace", bold(escape(l.Workspace.Name)), "time", f.instant(l.Until))),
		section(f.L.T("lapse.do", "link", link(f.Install, f.L.T("lapse.link")))),
		smallPrint(f.L.T("lapse.kept")),
	}
}
