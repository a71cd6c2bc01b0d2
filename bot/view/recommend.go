package view

import (
	"slices"

	"github.com/slack-go/slack"

	"mentorbot/core"
	"mentorbot/core/matching"
)

// recommendedReasons is how many reasons a recommended mentor is shown with.
const recommendedReasons = 2

// recommended shows the mentors who fit best, each with the score, the best reasons and what to do.
func (f For) recommended(mentors []core.MentorCard, p core.Program) []slack.Block {
	blocks := []slack.Block{header(f.L.T("recommended.title"))}
	for _, m := range mentors {
		blocks = append(blocks, f.recommendation(m, p)...)
	}
	return append(blocks, actions(f.button(ActionFindAll, "button.all_recommended", Meta{Program: p.ID})))
}

func (f For) recommendation(m core.MentorCard, p core.Program) []slack.Block {
	text := lines(append([]string{
		dotted(bold(name(m.Card)), bold(score(m.Score.Total))),
		f.headline(m.Card),
	}, f.bestReasons(m.Score, p)...)...)
	block := section(text)
	if p := picture(m.Person.PictureURL, m.Name()); p != nil {
		block = sectionWith(text, p)
	}
	person := Meta{Person: m.Person.ID}
	return []slack.Block{block, actions(
		about(f.button(ActionOpenPerson, "button.view_profile", person), m.Name()),
		about(f.button(ActionAddChoice, "button.add_choice", person), m.Name()))}
}

// bestReasons are the lines of a score that gave most points, in words.
func (f For) bestReasons(s matching.Score, p core.Program) []string {
	parts := slices.Clone(s.Parts)
	slices.SortStableFunc(parts, func(a, b matching.Contribution) int { return b.Points - a.Points })
	var reasons []string
	for _, part := range parts {
		if part.Points > 0 && len(reasons) < recommendedReasons {
			reasons = append(reasons, "• "+f.criterion(part, p)+" – "+f.shared(part, p))
		}
	}
	return reasons
}

// homeRecommended shows a mentee who has finished the questionnaire whom to choose.
func (f For) homeRecommended(d core.Dashboard) []slack.Block {
	if len(d.Recommended) == 0 {
		return nil
	}
	return f.recommended(d.Recommended, d.Program)
}

// Choose tells a mentee who has finished the questionnaire to choose mentors.
func (f For) Choose(r core.Recommendation) Message {
	blocks := []slack.Block{header(f.L.T("choose.title"))}
	if r.Chosen {
		return message(append(blocks, section(f.L.T("choose.done")))...)
	}
	blocks = append(blocks, section(f.L.N("choose.text", r.Program.Policy.ResponseHours,
		"max", r.Program.Policy.MaxChoices, "program", bold(escape(r.Program.Name)))))
	for _, m := range r.Mentors {
		blocks = append(blocks, section(lines(append([]string{
			dotted(bold(name(m.Card)), bold(score(m.Score.Total)))}, f.bestReasons(m.Score, r.Program)...)...)))
	}
	return message(append(blocks, actions(primary(f.button(ActionFindAll, "button.choose_mentors", Meta{Program: r.Program.ID}))))...)
}
