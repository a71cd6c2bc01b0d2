package view

import (
	"github.com/slack-go/slack"

	"mentorbot/core"
)

// Quiet asks one of a pair whether the two are in touch, as nothing has happened for long, or says when their mentorship ends unless they go
// on. Drawn again after a sign of life it takes that back.
func (f For) Quiet(notice core.NoticeKind, m core.MentorshipFacts) Message {
	prefix, id := string(notice), Meta{Mentorship: m.Mentorship.ID}
	title := header(f.L.T(prefix+".title", "name", m.Other.Name()))
	switch {
	case !m.Mentorship.Open():
		return message(title, smallPrint(f.idle(m)))
	case !m.Silent(notice):
		return message(title, section("✓ "+f.L.T("quiet.done", "name", bold(firstName(m.Other)))))
	}
	text := f.L.T(prefix+".text", "name", bold(firstName(m.Other)), "since", f.date(m.Mentorship.Silence.Since), "date", f.date(m.Mentorship.Silence.EndsAt))
	return message(append([]slack.Block{title, section(text), smallPrint(f.L.T("quiet.ways"))}, row(
		primary(f.button(ActionInTouch, "button.in_touch", id)),
		f.button(ActionBookSession, "button.book", id),
		f.conversationButton(m.Mentorship),
		f.button(ActionOpenHold, "button.hold", id),
		f.button(ActionEndMentorship, "button.end_mentorship", id))...)...)
}

// quiet is an item about a mentorship in which nothing happens, with its buttons for those who may settle it.
func (f For) quiet(a core.AttentionFacts) []slack.Block {
	q := a.Quiet
	ends := ""
	if at := q.Mentorship.Silence.EndsAt; !at.IsZero() {
		ends = f.L.T("quiet.ends", "date", f.date(at))
	}
	text := section(lines(
		f.L.T("attention."+string(a.Item.Kind), "mentor", bold(name(q.Mentor)), "mentee", bold(name(q.Mentee)),
			"program", escape(a.Program.Name), "date", f.date(q.Mentorship.Silence.Since)),
		ends, f.L.T("home.admin.since", "time", f.instant(a.Item.CreatedAt))))
	if !a.Mine {
		return []slack.Block{text}
	}
	both := q.Mentor.Name() + ", " + q.Mentee.Name()
	return []slack.Block{text, actions(
		about(f.button(ActionResolve, "button.resolve", Meta{Attention: a.Item.ID}), both),
		about(f.button(ActionEndMentorship, "button.end_mentorship", Meta{Mentorship: q.Mentorship.ID}), both))}
}
