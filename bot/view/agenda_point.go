package view

import (
	"strings"

	"github.com/slack-go/slack"

	"mentorbot/core"
)

// Bounds of a short list of what is on an agenda, as on the page of a mentorship and in a reminder.
const (
	pointsShown = 5
	maxPoint    = 150 // code points of each
)

// agendaButton leads to the agenda of a mentorship.
func (f For) agendaButton(m core.MentorshipFacts) *slack.ButtonBlockElement {
	return about(f.button(ActionOpenAgenda, "button.agenda", Meta{Mentorship: m.Mentorship.ID}), m.Other.Name())
}

// sessionAgendaButton leads to the agenda from a session.
func (f For) sessionAgendaButton(s core.SessionFacts) *slack.ButtonBlockElement {
	subject := dotted(f.sessionTitleText(s.Session), f.date(s.Session.StartsAt))
	return about(f.button(ActionOpenAgenda, "button.agenda", Meta{Session: s.Session.ID}), subject)
}

// agendaPart lists on a mentorship's page what the two want to talk about; nothing when there is nothing.
func (f For) agendaPart(m core.MentorshipFacts) []slack.Block {
	if len(m.Agenda) == 0 {
		return nil
	}
	return []slack.Block{section(lines(bold(f.L.T("session.agenda")), f.pointList(m.Agenda)))}
}

// sessionAgenda is what a session is about: what was written when it was booked and, where both are asked for, the points that stand in it.
func (f For) sessionAgenda(s core.SessionFacts, points bool) []slack.Block {
	text, list := "", ""
	if s.Session.Agenda != "" {
		text = quote(s.Session.Agenda)
	}
	if points {
		list = f.pointList(s.Agenda)
	}
	if text == "" && list == "" {
		return nil
	}
	return []slack.Block{section(lines(bold(f.L.T("session.agenda")), text, list))}
}

// pointList is a short list of points, and how many more there are.
func (f For) pointList(entries []core.AgendaEntry) string {
	var text []string
	for _, e := range entries[:min(pointsShown, len(entries))] {
		text = append(text, "• "+dotted(escape(excerpt(inline(e.Point.Text), maxPoint)), f.carried(e)))
	}
	if more := len(entries) - pointsShown; more > 0 {
		text = append(text, f.L.N("agenda.more", more))
	}
	return lines(text...)
}

// pointCount says how many points stand in a session; nothing when none does.
func (f For) pointCount(s core.SessionFacts) string {
	if len(s.Agenda) == 0 {
		return ""
	}
	return f.L.N("agenda.count", len(s.Agenda))
}

// carried says from when a point was left over; nothing when it was not.
func (f For) carried(e core.AgendaEntry) string {
	if e.CarriedFrom.IsZero() {
		return ""
	}
	return f.L.T("agenda.carried", "date", f.date(e.CarriedFrom))
}

// agendaMeta names what an agenda was opened from: a session, or a mentorship.
func agendaMeta(a core.AgendaFacts) Meta {
	if a.Session != nil {
		return Meta{Session: a.Session.ID}
	}
	return Meta{Mentorship: a.Mentorship.ID}
}

// AgendaPage is a page of what two people want to talk about when they meet, by session, and of what they have talked about.
func (f For) AgendaPage(a core.AgendaFacts) slack.ModalViewRequest {
	m := agendaMeta(a)
	blocks := []slack.Block{section(f.L.T("agenda.with", "name", bold(name(a.Other))))}
	switch {
	case !a.Mentorship.Ongoing():
		blocks = append(blocks, smallPrint(f.L.T("agenda.ended")))
	case len(a.Open) == 0:
		blocks = append(blocks, section(f.L.T("agenda.none")))
	}
	if a.Mentorship.Ongoing() {
		blocks = append(blocks, actions(primary(f.button(ActionNewPoint, "button.new_point", m))))
	}
	blocks = append(blocks, f.openPoints(a)...)
	if a.Page == 0 {
		blocks = append(blocks, f.agendaSuggestions(a)...)
	}
	blocks = append(blocks, f.donePoints(a)...)
	blocks = append(blocks, f.pages(PageAgenda, m, a.Page, a.Pages)...)
	v := f.modal(PageAgenda, "agenda", append(blocks, smallPrint(f.L.T("agenda.read", "name", firstName(a.Other)))))
	m.Page = a.Page
	v.PrivateMetadata = m.Encode()
	return v
}

// openPoints are what is to be talked about, under the sessions it stands in.
func (f For) openPoints(a core.AgendaFacts) []slack.Block {
	var blocks []slack.Block
	for i, e := range a.Entries {
		if i == 0 || e.Session != nil && !a.Entries[i-1].In(e.Session.ID) {
			blocks = append(blocks, divider(), f.agendaSession(e.Session))
		}
		who := f.L.T("goal.you")
		if e.Point.Author != a.Viewer.Person.ID {
			who = firstName(a.Other)
		}
		blocks = append(blocks, section(lines("• "+escape(e.Point.Text), dotted(who, f.date(e.Point.CreatedAt), f.edited(e.Point), f.carried(e)))))
		blocks = append(blocks, f.pointButtons(a, e.Point)...)
	}
	return blocks
}

// agendaSession heads the points of a session: which it is, and what was written when it was booked. nil is for one that is not booked yet.
func (f For) agendaSession(s *core.Session) slack.Block {
	if s == nil {
		return section(bold(f.L.T("agenda.unbooked")))
	}
	written := ""
	if s.Agenda != "" {
		written = quote(s.Agenda)
	}
	return section(lines(dotted(bold(f.sessionTitle(*s)), f.instant(s.StartsAt)), written))
}

func (f For) edited(p core.AgendaPoint) string {
	if p.EditedAt.IsZero() {
		return ""
	}
	return f.L.T("agenda.edited", "date", f.date(p.EditedAt))
}

// donePoints are what has been talked about.
func (f For) donePoints(a core.AgendaFacts) []slack.Block {
	if len(a.Done) == 0 {
		return nil
	}
	blocks := []slack.Block{divider(), section(bold(f.L.N("agenda.past", a.Past)))}
	for _, p := range a.Done {
		blocks = append(blocks, section(lines("✓ "+escape(p.Text), f.L.T("agenda.done", "date", f.date(p.DoneAt)))))
		blocks = append(blocks, f.pointButtons(a, p)...)
	}
	return blocks
}

// pointButtons are what can be done with a point: either of the two ticks it off, who added it changes and removes it.
func (f For) pointButtons(a core.AgendaFacts, p core.AgendaPoint) []slack.Block {
	if !a.Mentorship.Ongoing() {
		return nil
	}
	m, subject := agendaMeta(a), excerpt(inline(p.Text), maxSubject)
	m.Point, m.Page = p.ID, a.Page
	tick := f.button(ActionTickPoint, "button.tick_point", m)
	if !p.Open() {
		tick = f.button(ActionUntickPoint, "button.untick_point", m)
	}
	if p.Author != a.Viewer.Person.ID {
		return row(about(tick, subject))
	}
	remove := about(f.button(ActionRemovePoint, "button.remove_point", m), subject)
	remove.Confirm = f.confirm("confirm.point_remove", slack.StyleDanger)
	if !p.Open() {
		return row(about(tick, subject), remove)
	}
	return row(about(tick, subject), about(f.button(ActionEditPoint, "button.edit", m), subject), remove)
}

// The suggestions for an agenda, by whether the two have met: each is a text under "agenda_suggestion.".
func suggestionKeys(met bool) []string {
	if met {
		return []string{"since_last_time", "stuck", "next_step"}
	}
	return []string{"each_other", "hopes", "rhythm"}
}

// Suggestion is the text that a button of [For.AgendaPage] puts on an agenda; false for one that is none.
func (f For) Suggestion(key string) (text string, known bool) {
	for _, met := range []bool{false, true} {
		for _, k := range suggestionKeys(met) {
			if k == key {
				return f.L.T("agenda_suggestion." + key), true
			}
		}
	}
	return "", false
}

// agendaSuggestions are what the guides say is worth talking about, each to be put on an agenda by a click, while there is little on it.
func (f For) agendaSuggestions(a core.AgendaFacts) []slack.Block {
	keys := suggestionKeys(a.Met)
	if !a.Mentorship.Ongoing() || len(a.Open) >= len(keys) {
		return nil
	}
	blocks := []slack.Block{divider(), section(bold(f.L.T("agenda.suggestions")))}
	for _, key := range keys {
		text, _ := f.Suggestion(key)
		if onAgenda(a.Open, text) {
			continue
		}
		m := agendaMeta(a)
		m.As = key
		blocks = append(blocks, sectionWith(escape(text), about(f.button(ActionSuggestPoint, "button.suggest_point", m), text)))
	}
	guide := core.GuideFirstMeeting
	if a.Met {
		guide = core.GuideQuestions
	}
	return append(blocks, row(f.guideButton(a.Program, guide))...)
}

func onAgenda(entries []core.AgendaEntry, text string) bool {
	for _, e := range entries {
		if strings.EqualFold(e.Point.Text, text) {
			return true
		}
	}
	return false
}

// NewPoint asks for a point. from is the metadata of the agenda it is added from.
func (f For) NewPoint(a core.AgendaFacts, from Meta) slack.ModalViewRequest {
	m := agendaMeta(a)
	m.Page = from.Page
	var p core.AgendaPoint
	if a.Session != nil && a.Session.ID != a.Coming[0].ID {
		p.Session = a.Session.ID
	}
	return f.form(CallbackPoint, "agenda_new", m, f.pointInputs(a, p))
}

// PointForm asks for changes of a point.
func (f For) PointForm(p core.AgendaPointFacts, from Meta) slack.ModalViewRequest {
	m := Meta{Point: p.Point.ID, Mentorship: from.Mentorship, Session: from.Session, Page: from.Page}
	return f.form(CallbackPoint, "agenda_edit", m, f.pointInputs(p.AgendaFacts, p.Point))
}

func (f For) pointInputs(a core.AgendaFacts, p core.AgendaPoint) []slack.Block {
	blocks := []slack.Block{f.textInput(field{"text", "agenda.text", true}, p.Text, core.MaxAgendaPoint)}
	var sessions []*slack.OptionBlockObject
	chosen := ""
	for _, s := range a.Choices(p.Session) {
		sessions = append(sessions, option(string(s.ID), dotted(f.date(s.StartsAt), f.sessionTitleText(s))))
		if s.ID == p.Session {
			chosen = string(s.ID)
		}
	}
	if len(sessions) > 0 {
		blocks = append(blocks, f.selectOne(field{"session", "agenda.session", false}, sessions, chosen))
	}
	return blocks
}
