package view

import (
	"github.com/slack-go/slack"

	"mentorbot/core"
)

// Points shows somebody their points in a programme, rule by rule, and their badges.
func (f For) Points(p core.PointFacts) slack.ModalViewRequest {
	blocks := []slack.Block{section(f.L.T("points.heading", "program", bold(escape(p.Program.Name))))}
	if len(p.Lines) > 0 {
		blocks = append(blocks, section(lines(bold(f.L.N("points.sum", p.Sum())), f.pointLines(p.Lines))))
	}
	blocks = append(blocks, divider(), section(lines(bold(f.L.T("badges.title")), f.badges(p, true))))
	if ahead := f.badges(p, false); ahead != "" {
		blocks = append(blocks, section(lines(bold(f.L.T("badges.ahead")), ahead)))
	}
	v := f.modal(PagePoints, "points", append(blocks, smallPrint(f.L.T("points.private"))))
	v.PrivateMetadata = Meta{Program: p.Program.ID}.Encode()
	return v
}

// pointLines say for what there are how many points.
func (f For) pointLines(all []core.PointLine) string {
	said := make([]string, 0, len(all))
	for _, l := range all {
		what := f.L.T("point_rule." + string(l.Rule))
		said = append(said, "• "+f.L.T("points.line", "what", what, "count", l.Count, "each", l.Each, "points", l.Points()))
	}
	return lines(said...)
}

// badges lists the badges somebody has, with what they are for, or those they do not have yet. Without any it says so.
func (f For) badges(p core.PointFacts, earned bool) string {
	var said []string
	for _, b := range p.Badges {
		name := f.L.T("badge." + string(b.Badge))
		switch {
		case b.Earned != earned:
		case earned:
			said = append(said, f.L.T("badges.entry", "name", bold(name), "why", f.L.T("badge_explained."+string(b.Badge))))
		default:
			said = append(said, f.L.T("badges.entry_ahead", "name", name, "why", f.L.T("badge_explained."+string(b.Badge))))
		}
	}
	if len(said) == 0 && earned {
		return f.L.T("badges.none")
	}
	return lines(said...)
}

// homePoints says on the Home what somebody has, and leads there; nothing where the programme gives no points.
func (f For) homePoints(d core.Dashboard) []slack.Block {
	if d.Points == nil {
		return nil
	}
	said := f.L.N("badges.count", d.Points.Earned())
	if len(d.Points.Lines) > 0 {
		said = dotted(f.L.N("points.sum", d.Points.Sum()), said)
	}
	return []slack.Block{sectionWith(lines(bold(f.L.T("home.points")), said), f.button(ActionOpenPoints, "button.points", Meta{Program: d.Points.Program.ID}))}
}
