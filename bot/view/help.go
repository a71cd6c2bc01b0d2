package view

import "github.com/slack-go/slack"

// verbs are what the slash command understands, in the order help lists them.
func verbs() []string {
	return []string{
		VerbProfile, VerbAnswers, VerbFind, VerbMentees, VerbChoices, VerbRequests, VerbSessions, VerbGoals, VerbGuide, VerbEvents, VerbHours, VerbMentor, VerbWhy, VerbSettings, VerbData, VerbProgram,
		VerbJoin, VerbSupport, VerbAdmin, VerbHelp,
	}
}

// Help answers `/mentor help`, a bare `/mentor`, and a word it does not know, which it names. Everything can be reached from its buttons.
func (f For) Help(unknown string) Message {
	var blocks []slack.Block
	if unknown != "" {
		blocks = append(blocks, section(f.L.T("help.unknown", "typed", bold(escape(clip(unknown, 40))))))
	}
	return message(append(blocks, f.help()...)...)
}

// HelpModal is the same help opened from a button.
func (f For) HelpModal() slack.ModalViewRequest {
	return f.modal(PageHelp, "help", f.help())
}

func (f For) help() []slack.Block {
	var list []string
	for _, verb := range verbs() {
		list = append(list, "`/mentor "+verb+"` – "+f.L.T("help.verb."+verb))
	}
	return []slack.Block{
		header(f.L.T("help.heading")),
		section(f.L.T("help.intro")),
		section(lines(list...)),
		actions(
			f.button(ActionOpenProfile, "button.profile", Meta{}),
			f.button(ActionOpenFind, "button.find", Meta{}),
			f.button(ActionOpenChoices, "button.choices", Meta{}),
			f.button(ActionOpenRequests, "button.requests", Meta{}),
			f.button(ActionOpenSessions, "button.sessions", Meta{}),
			f.button(ActionOpenMentor, "button.mentor", Meta{}),
			f.button(ActionOpenGuides, "button.guides", Meta{}),
			f.button(ActionOpenEvents, "button.events", Meta{}),
			f.button(ActionOpenWhy, "button.why", Meta{}),
			f.button(ActionOpenSettings, "button.settings", Meta{}),
			f.button(ActionOpenSupport, "button.support", Meta{}),
		),
		smallPrint(f.L.T("help.home")),
	}
}
