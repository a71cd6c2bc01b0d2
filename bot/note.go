package bot

import (
	"context"

	"mentorbot/bot/view"
	"mentorbot/core"
)

// notesAt loads a page of the notes that metadata names: those about a session, or all of a mentorship.
func (a *App) notesAt(ctx context.Context, r *Request, m view.Meta) (core.NotesFacts, error) {
	if m.Session != "" {
		return a.service.SessionNotes(ctx, r.call(), m.Session, m.Page)
	}
	return a.service.Notes(ctx, r.call(), m.Mentorship, m.Page)
}

// openNotes shows a page of notes.
func (a *App) openNotes(ctx context.Context, r *Request) (Reply, error) {
	notes, err := a.notesAt(ctx, r, r.Meta)
	return orFail(err, func() Reply { return show(r.For.Notes(notes)) })
}

// openNewNote asks for a note.
func (a *App) openNewNote(ctx context.Context, r *Request) (Reply, error) {
	notes, err := a.notesAt(ctx, r, r.Meta)
	return orFail(err, func() Reply { return show(r.For.NewNote(notes, r.Modal)) })
}

// openNoteForm asks for changes of a note.
func (a *App) openNoteForm(ctx context.Context, r *Request) (Reply, error) {
	note, err := a.service.NoteToEdit(ctx, r.call(), r.Meta.Note)
	return orFail(err, func() Reply { return show(r.For.NoteForm(note, r.Meta)) })
}

// saveNote keeps a new note, or what was changed of one, and leads back to the list.
func (a *App) saveNote(ctx context.Context, r *Request) (Reply, error) {
	in := core.NoteInput{Text: r.Form.Text("text"), Session: core.SessionID(r.Form.Text("session")), Shared: r.Form.Checked("share", view.OptionYes)}
	back := r.Modal
	if r.Modal.Note != "" {
		if _, err := a.service.EditNote(ctx, r.call(), r.Modal.Note, in); err != nil {
			return Reply{}, err
		}
	} else {
		id := r.Modal.Mentorship
		if id == "" {
			notes, err := a.notesAt(ctx, r, r.Modal)
			if err != nil {
				return Reply{}, err
			}
			id = notes.Mentorship.ID
		}
		if _, err := a.service.WriteNote(ctx, r.call(), id, in); err != nil {
			return Reply{}, err
		}
		back.Page = 0 // where the newest is
	}
	list, err := a.redrawNotes(ctx, r, back)
	return Reply{Below: list.Instead, Bottom: list.Below}, err
}

// shareNote makes the handler that lets the other one read a note, or no longer.
func (a *App) shareNote(shared bool) handler {
	return func(ctx context.Context, r *Request) (Reply, error) {
		if _, err := a.service.ShareNote(ctx, r.call(), r.Meta.Note, shared); err != nil {
			return Reply{}, err
		}
		return a.redrawNotes(ctx, r, r.Meta)
	}
}

// removeNote deletes a note, which the button has asked about.
func (a *App) removeNote(ctx context.Context, r *Request) (Reply, error) {
	if _, err := a.service.RemoveNote(ctx, r.call(), r.Meta.Note); err != nil {
		return Reply{}, err
	}
	return a.redrawNotes(ctx, r, r.Meta)
}

// redrawNotes shows a list of notes as it is now, and the mentorship's page below it, which counts them. Below the notes of a session there is
// a list of sessions, which does not.
func (a *App) redrawNotes(ctx context.Context, r *Request, m view.Meta) (Reply, error) {
	notes, err := a.notesAt(ctx, r, m)
	if err != nil {
		return Reply{}, err
	}
	reply := instead(r.For.Notes(notes))
	if m.Session == "" {
		reply.Below, err = a.mentorshipBelow(ctx, r, m.Mentorship)
	}
	return reply, err
}
