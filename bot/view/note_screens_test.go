package view_test

import (
	"mentorbot/bot/view"
	"mentorbot/core"
)

// notesFacts are the notes of Amara, the mentee, and one that Kenji shares, about sessions of a mentorship under way.
func notesFacts(change func(*core.NotesFacts)) core.NotesFacts {
	m := underWay()
	for i := range m.Sessions {
		m.Sessions[i].ID = core.SessionID("session-" + string(rune('a'+i)))
	}
	n := core.NotesFacts{
		Mentorship: m.Mentorship, Viewer: m.Viewer, Other: m.Other, Sessions: m.Sessions, Total: 3, Pages: 1,
		Notes: []core.Note{
			{ID: "third", Author: "amara", Text: "Ask about *budgets*.\nAnd who signs.", CreatedAt: now, EditedAt: now},
			{ID: "second", Author: "kenji", Text: "Read chapter 3 & 4.", Shared: true, Session: "session-b", CreatedAt: now.AddDate(0, 0, -7)},
			{ID: "first", Author: "amara", Text: "What I want to learn.", Shared: true, CreatedAt: now.AddDate(0, 0, -30)},
		},
	}
	if change != nil {
		change(&n)
	}
	return n
}

func noteScreens(f view.For) map[string]any {
	ofSession := notesFacts(func(n *core.NotesFacts) { n.Session, n.Notes, n.Total = &n.Sessions[1], n.Notes[1:2], 1 })
	edited := core.NoteFacts{NotesFacts: notesFacts(nil)}
	edited.Note = edited.Notes[2]
	return map[string]any{
		"notes_none":    f.Notes(notesFacts(func(n *core.NotesFacts) { n.Notes, n.Total = nil, 0 })),
		"notes":         f.Notes(notesFacts(func(n *core.NotesFacts) { n.Page, n.Pages, n.Total = 1, 3, 13 })),
		"notes_session": f.Notes(ofSession),
		"notes_ended":   f.Notes(notesFacts(func(n *core.NotesFacts) { endedPair(&n.Mentorship) })),
		"note_new":      f.NewNote(notesFacts(func(n *core.NotesFacts) { n.Sessions = nil }), view.Meta{}),
		"note_session":  f.NewNote(ofSession, view.Meta{}),
		"note_edit":     f.NoteForm(edited, view.Meta{Mentorship: "mentorship", Page: 1}),
	}
}
