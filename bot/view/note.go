package view

import (
	"github.com/slack-go/slack"

	"mentorbot/core"
)

// notesButton leads to the notes of a mentorship, with how many there are.
func (f For) notesButton(m core.MentorshipFacts) *slack.ButtonBlockElement {
	return about(f.button(ActionOpenNotes, "button.notes", Meta{Mentorship: m.Mentorship.ID}), m.Other.Name())
}

// sessionNotesButton leads to the notes about one session.
func (f For) sessionNotesButton(s core.SessionFacts) *slack.ButtonBlockElement {
	subject := dotted(f.sessionTitleText(s.Session), f.date(s.Session.StartsAt))
	return about(f.button(ActionOpenNotes, "button.notes", Meta{Session: s.Session.ID}), subject)
}

// noteCount says how many notes somebody can read; nothing when there are none.
func (f For) noteCount(n int) string {
	if n == 0 {
		return ""
	}
	return f.L.N("notes.count", n)
}

// notesMeta names the notes a page is about: those of a session, or all of a mentorship.
func notesMeta(n core.NotesFacts) Meta {
	if n.Session != nil {
		return Meta{Session: n.Session.ID}
	}
	return Meta{Mentorship: n.Mentorship.ID}
}

// Notes is a page of the notes one of a pair can read: their own, and what the other one shares.
func (f For) Notes(n core.NotesFacts) slack.ModalViewRequest {
	m := notesMeta(n)
	session := ""
	if n.Session != nil {
		session = f.noteSession(*n.Session)
	}
	blocks := []slack.Block{section(lines(f.L.T("notes.with", "name", bold(name(n.Other))), session, f.noteCount(n.Total)))}
	switch {
	case !n.Mentorship.Ongoing():
		blocks = append(blocks, smallPrint(f.L.T("notes.ended")))
	case n.Total == 0:
		blocks = append(blocks, section(f.L.T("notes.none", "name", firstName(n.Other))))
	}
	if n.Mentorship.Ongoing() {
		blocks = append(blocks, actions(primary(f.button(ActionNewNote, "button.new_note", m))))
	}
	for _, note := range n.Notes {
		blocks = append(blocks, divider(), section(lines(f.noteHead(n, note), quote(note.Text))))
		blocks = append(blocks, f.noteButtons(n, note)...)
	}
	blocks = append(blocks, f.pages(PageNotes, m, n.Page, n.Pages)...)
	v := f.modal(PageNotes, "notes", append(blocks, smallPrint(f.L.T("notes.private", "name", firstName(n.Other)))))
	m.Page = n.Page
	v.PrivateMetadata = m.Encode()
	return v
}

// noteSession names the session that notes are about.
func (f For) noteSession(s core.Session) string {
	return f.L.T("notes.session", "title", f.sessionTitle(s), "date", f.date(s.StartsAt))
}

// noteHead says who wrote a note and when, who reads it, and what it is about.
func (f For) noteHead(n core.NotesFacts, note core.Note) string {
	who, readers := f.L.T("goal.you"), f.L.T("note.only_you")
	switch {
	case note.Author != n.Viewer.Person.ID:
		who, readers = firstName(n.Other), f.L.T("note.shared_with_you")
	case note.Shared:
		readers = f.L.T("note.shared", "name", firstName(n.Other))
	}
	edited := ""
	if !note.EditedAt.IsZero() {
		edited = f.L.T("note.edited", "date", f.date(note.EditedAt))
	}
	about := ""
	if s := n.SessionOf(note); s != nil && n.Session == nil {
		about = f.noteSession(*s)
	}
	return lines(dotted(bold(who), f.date(note.CreatedAt), edited, readers), about)
}

// noteButtons are what the author of a note can do with it: once the two no longer work together, only delete it.
func (f For) noteButtons(n core.NotesFacts, note core.Note) []slack.Block {
	if note.Author != n.Viewer.Person.ID {
		return nil
	}
	m := notesMeta(n)
	m.Note, m.Page = note.ID, n.Page
	subject := excerpt(inline(note.Text), maxSubject)
	share := f.button(ActionShareNote, "button.share_note", m)
	if note.Shared {
		share = f.button(ActionUnshareNote, "button.unshare_note", m)
	}
	remove := about(f.button(ActionRemoveNote, "button.remove_note", m), subject)
	remove.Confirm = f.confirm("confirm.note_remove", slack.StyleDanger)
	if !n.Mentorship.Ongoing() {
		return row(remove)
	}
	return row(about(f.button(ActionEditNote, "button.edit", m), subject), about(share, subject), remove)
}

// maxSubject is how much of a text a screen reader says about its buttons, in code points.
const maxSubject = 40

// NewNote asks for a note. from is the metadata of the list it is written from.
func (f For) NewNote(n core.NotesFacts, from Meta) slack.ModalViewRequest {
	m := notesMeta(n)
	m.Page = from.Page
	note := core.Note{Mentorship: n.Mentorship.ID}
	if n.Session != nil {
		note.Session = n.Session.ID
	}
	return f.form(CallbackWriteNote, "note_new", m, f.noteInputs(n, note))
}

// NoteForm asks for changes of a note.
func (f For) NoteForm(n core.NoteFacts, from Meta) slack.ModalViewRequest {
	m := Meta{Note: n.Note.ID, Mentorship: from.Mentorship, Session: from.Session, Page: from.Page}
	return f.form(CallbackWriteNote, "note_edit", m, f.noteInputs(n.NotesFacts, n.Note))
}

func (f For) noteInputs(n core.NotesFacts, note core.Note) []slack.Block {
	blocks := []slack.Block{f.textArea(field{"text", "note.text", true}, note.Text, core.MaxNoteText)}
	var sessions []*slack.OptionBlockObject
	for _, s := range n.Choices(note.Session) {
		sessions = append(sessions, option(string(s.ID), dotted(f.date(s.StartsAt), f.sessionTitleText(s))))
	}
	if len(sessions) > 0 {
		blocks = append(blocks, f.selectOne(field{"session", "note.session", false}, sessions, string(note.Session)))
	}
	yes := option(OptionYes, f.L.T("note.share.option", "name", givenName(n.Other)))
	share := slack.NewCheckboxGroupsBlockElement(InputValue, yes)
	if note.Shared {
		share.InitialOptions = []*slack.OptionBlockObject{yes}
	}
	return append(blocks, f.input(field{"share", "note.share", false}, share))
}
