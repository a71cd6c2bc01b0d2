package core

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// NoteID identifies a note about a mentorship.
type NoteID string

// Limits of notes.
const (
	MaxNoteText  = 2000 // code points; one note fits a section in Slack (slack.md 1.2)
	MaxNotes     = 500  // of one author in one mentorship
	NotesPerPage = 5
	// MaxNoteSessions is how many sessions a note can be put to: the latest ones.
	MaxNoteSessions = 20
)

// Note is what one of a pair has written down: for themselves, or for both where they share it.
type Note struct {
	ID         NoteID
	Mentorship MentorshipID
	Session    SessionID // what it is about; empty for the mentorship as a whole
	Author     PersonID
	Text       string
	Shared     bool // the other one reads it, too
	CreatedAt  time.Time
	EditedAt   time.Time // when Text was changed; zero when it never was
}

// NoteInput is a note as it is written in the form.
type NoteInput struct {
	Text    string
	Session SessionID // empty for none
	Shared  bool
}

// NotesAbout says which notes are meant: those of a mentorship, or about one session of it, that Reader may read.
type NotesAbout struct {
	Mentorship MentorshipID
	Session    SessionID // empty for all
	Reader     PersonID
}

// putNote takes over what was written. Errors: field "text", or "session" for one that is none of this mentorship.
func (u *unit) putNote(ctx context.Context, n *Note, in NoteInput) error {
	var bad fieldErrors
	text := clean(in.Text)
	bad.add(checkRequired("text", text))
	bad.add(checkLength("text", text, MaxNoteText))
	if err := bad.err(); err != nil {
		return err
	}
	if in.Session != "" && in.Session != n.Session {
		session, err := u.Sessions().Get(ctx, in.Session)
		if err != nil && !errors.Is(err, ErrNotFound) {
			return fmt.Errorf("load session: %w", err)
		}
		if err != nil || session.Mentorship != n.Mentorship {
			return invalid("session", CodeInvalidInput)
		}
	}
	if n.Text != "" && n.Text != text {
		n.EditedAt = u.now
	}
	n.Text, n.Session, n.Shared = text, in.Session, in.Shared
	return nil
}

// WriteNote keeps a note of the actor about a mentorship. Nobody is told, whether it is shared or not.
func (s *Service) WriteNote(ctx context.Context, call Call, id MentorshipID, in NoteInput) (Note, error) {
	return change(ctx, s, call, ActionWriteNote, func(ctx context.Context, u *unit) (Note, error) {
		if _, err := u.lockForPair(ctx, ActionWriteNote, id, CodeNoteReadOnly); err != nil {
			return Note{}, err
		}
		count, err := u.Notes().CountBy(ctx, id, u.actor.ID)
		switch {
		case err != nil:
			return Note{}, fmt.Errorf("count notes: %w", err)
		case count >= MaxNotes:
			return Note{}, &Error{Kind: Conflict, Code: CodeNotesFull, Field: "text", Args: map[string]any{"Limit": MaxNotes}}
		}
		n := Note{ID: NoteID(u.service.ids.NewID()), Mentorship: id, Author: u.actor.ID, CreatedAt: u.now}
		if err := u.putNote(ctx, &n, in); err != nil {
			return Note{}, err
		}
		return n, u.saveNote(ctx, ActionWriteNote, n)
	})
}

// EditNote changes what a note of the actor says, what it is about, and who reads it.
func (s *Service) EditNote(ctx context.Context, call Call, id NoteID, in NoteInput) (Note, error) {
	return change(ctx, s, call, ActionEditNote, func(ctx context.Context, u *unit) (Note, error) {
		n, err := u.lockNote(ctx, ActionEditNote, id)
		if err != nil {
			return n, err
		}
		if err := u.putNote(ctx, &n, in); err != nil {
			return n, err
		}
		return n, u.saveNote(ctx, ActionEditNote, n)
	})
}

// ShareNote lets the other one read a note of the actor, or no longer.
func (s *Service) ShareNote(ctx context.Context, call Call, id NoteID, shared bool) (Note, error) {
	return change(ctx, s, call, ActionShareNote, func(ctx context.Context, u *unit) (Note, error) {
		n, err := u.lockNote(ctx, ActionShareNote, id)
		if err != nil || n.Shared == shared {
			return n, err
		}
		n.Shared = shared
		return n, u.saveNote(ctx, ActionShareNote, n)
	})
}

// RemoveNote deletes a note of the actor for good, whether the mentorship goes on or not. It returns what the note was about.
func (s *Service) RemoveNote(ctx context.Context, call Call, id NoteID) (Note, error) {
	return change(ctx, s, call, ActionRemoveNote, func(ctx context.Context, u *unit) (Note, error) {
		n, err := u.lockNoteEver(ctx, ActionRemoveNote, id)
		if err != nil {
			return n, err
		}
		if err := u.Notes().Remove(ctx, id); err != nil {
			return n, fmt.Errorf("remove note: %w", err)
		}
		return n, u.audit(ctx, ActionRemoveNote, NoteSubject(id), nil)
	})
}

// lockNote is lockNoteEver for what can be done while the two work together.
func (u *unit) lockNote(ctx context.Context, action Action, id NoteID) (Note, error) {
	n, err := u.lockNoteEver(ctx, action, id)
	if err != nil {
		return n, err
	}
	m, err := u.Mentorships().Get(ctx, n.Mentorship)
	if err != nil {
		return n, missing(err, "load mentorship")
	}
	if !m.Ongoing() {
		return n, conflict(CodeNoteReadOnly)
	}
	return n, nil
}

// lockNoteEver loads a note of the actor under the lock of its mentorship. What the other one keeps to themselves does not exist for the actor.
func (u *unit) lockNoteEver(ctx context.Context, action Action, id NoteID) (Note, error) {
	n, err := u.Notes().Get(ctx, id)
	if err != nil {
		return n, missing(err, "load note")
	}
	m, err := u.Mentorships().Get(ctx, n.Mentorship)
	if err != nil {
		return Note{}, missing(err, "load mentorship")
	}
	if err := u.allow(action, u.relation(m.Mentor, m.Mentee)); err != nil {
		return Note{}, err
	}
	if _, err := u.lockOngoing(ctx, m.ID); err != nil {
		return Note{}, err
	}
	if n, err = u.Notes().Get(ctx, id); err != nil {
		return n, missing(err, "load note")
	}
	return n, u.ownNote(n)
}

// ownNote refuses what only the author of a note may do.
func (u *unit) ownNote(n Note) error {
	switch {
	case n.Author == u.actor.ID:
		return nil
	case n.Shared:
		return conflict(CodeNoteNotYours)
	}
	return missing(ErrNotFound, "load note")
}

func (u *unit) saveNote(ctx context.Context, action Action, n Note) error {
	if err := u.Notes().Save(ctx, n); err != nil {
		return fmt.Errorf("save note: %w", err)
	}
	return u.audit(ctx, action, NoteSubject(n.ID), nil) // what they wrote is theirs
}
