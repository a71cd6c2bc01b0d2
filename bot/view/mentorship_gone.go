package view

import (
	"github.com/slack-go/slack"

	"mentorbot/core"
)

// goneCase says what staff read about somebody who is gone: who waits for them.
func (f For) goneCase(g core.GoneFacts) string {
	text := []string{f.L.T("attention."+string(core.AttentionGone), "name", bold(name(g.Person)), "program", escape(g.Program.Name))}
	for _, m := range g.Mentorships[:min(len(g.Mentorships), homePairs)] {
		text = append(text, f.gonePair(m))
	}
	if more := len(g.Mentorships) - homePairs; more > 0 {
		text = append(text, f.L.N("more.count", more))
	}
	return lines(text...)
}

func (f For) gonePair(m core.GoneMentorship) string {
	coming := ""
	if m.Coming > 0 {
		coming = f.L.N("gone.coming", m.Coming)
	}
	return "• " + dotted(f.L.T("gone.waits."+string(m.OtherIs), "name", bold(name(m.Other)), "date", f.date(m.Mentorship.StartedAt)), coming)
}

// gone is an item about somebody who is gone, with its buttons for those who may settle it.
func (f For) gone(a core.AttentionFacts) []slack.Block {
	text := section(lines(f.goneCase(*a.Gone), f.L.T("home.admin.since", "time", f.instant(a.Item.CreatedAt))))
	if !a.Mine {
		return []slack.Block{text}
	}
	m := Meta{Attention: a.Item.ID}
	return []slack.Block{text, actions(
		about(f.button(ActionEndGone, "button.end_gone", m), a.Person.Name()),
		about(f.button(ActionResolve, "button.resolve", m), a.Person.Name()))}
}

// EndGone asks before the mentorships of somebody who is gone end, and for words to those who are left.
func (f For) EndGone(g core.GoneFacts) slack.ModalViewRequest {
	text := []string{f.L.T("gone.intro", "name", bold(name(g.Person)), "program", bold(escape(g.Program.Name)))}
	for _, m := range g.Mentorships {
		text = append(text, f.gonePair(m))
	}
	return f.form(CallbackEndGone, "gone", Meta{Attention: g.Item.ID}, []slack.Block{
		section(lines(text...)), section(f.L.T("gone.told")), f.textArea(field{"reason", "gone.reason", false}, "", core.MaxEndReason),
	})
}
