package view

import (
	"github.com/slack-go/slack"

	"mentorbot/core"
)

// mostLoaded names the mentors of a run who take most, with the way to all of them.
func (f For) mostLoaded(p core.PairingPage) []slack.Block {
	if len(p.Loads) == 0 {
		return nil
	}
	said := append([]string{bold(f.L.T("run.load_heading"))}, f.mentorLoads(p.Loads)...)
	more := len(p.Run.Statistics.Loads) - len(p.Loads)
	if more <= 0 {
		return []slack.Block{section(lines(said...))}
	}
	all := f.button(ActionOpenLoads, "button.loads", Meta{Run: p.Run.ID})
	return []slack.Block{sectionWith(lines(append(said, "• "+f.L.N("run.more_mentors", more))...), all)}
}

func (f For) mentorLoads(all []core.MentorLoad) []string {
	said := make([]string, len(all))
	for i, l := range all {
		said[i] = "• " + f.L.T("run.load", "mentor", name(l.Mentor), "pairs", l.Pairs, "places", f.L.N("run.load_places", l.Free))
	}
	return said
}

// Loads lists how many mentees each mentor of a run takes, who takes most first.
func (f For) Loads(p core.PairingLoads) slack.ModalViewRequest {
	blocks := []slack.Block{section(f.L.T("loads.intro", "program", bold(escape(p.Program.Name))))}
	if len(p.Loads) == 0 {
		blocks = append(blocks, section(f.L.T("loads.none")))
	} else {
		blocks = append(blocks, section(lines(f.mentorLoads(p.Loads)...)))
	}
	m := Meta{Run: p.Run.ID}
	v := f.modal(PageLoads, "loads", append(blocks, f.pages(PageLoads, m, p.Page, p.Pages)...))
	v.PrivateMetadata = Meta{Run: p.Run.ID, Page: p.Page}.Encode()
	return v
}

// made says what a committed run has made: pairs, who was told of them, and who stays without a mentor; nothing for other runs.
func (f For) made(run core.PairingRun) string {
	if run.State != core.PairingCommitted {
		return ""
	}
	told, left := f.L.T("run.untold"), f.L.T("run.everybody")
	if run.Told {
		told = f.L.N("run.introductions", 2*run.Statistics.Pairs)
	}
	if run.Statistics.Unmatched > 0 {
		left = f.L.N("run.on_waiting", run.Statistics.Unmatched)
	}
	return dotted(f.L.N("pairings.pairs", run.Statistics.Pairs), told, left)
}
