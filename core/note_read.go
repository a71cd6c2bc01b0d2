package core

import (
	"context"
	"fmt"
	"slices"
)

// NotesFacts is a page of the notes that one of a pair, the viewer, may read.
type NotesFacts struct {
	Mentorship Mentorship
	Viewer     Card
	Other      Card
	Session    *Session // the one session the page is about; nil for all notes
	Notes      []Note
	Sessions   []Session // of the mentorship, by number, for the titles of those the notes are about and to choose one
	Total      int
	Page       int // from 0
	Pages      int
}

// SessionOf is the session a note is about; nil for none.
func (f NotesFacts) SessionOf(n Note) *Session {
	i := slices.IndexFunc(f.Sessions, func(s Session) bool { return s.ID == n.Session })
	if n.Session == "" || i < 0 {
		return nil
	}
	return &f.Sessions[i]
}

// Choices are the sessions a note can be put to, latest first, with the one it is about.
func (f NotesFacts) Choices(current SessionID) []Session {
	var all []Session
	for _, s := range f.Sessions {
		if s.State != SessionCancelled || s.ID == current {
			all = append(all, s)
		}
	}
	slices.SortStableFunc(all, func(a, b Session) int { return b.StartsAt.Compare(a.StartsAt) })
	if len(all) > MaxNoteSessions {
		rest := all[MaxNoteSessions:]
		all = all[:MaxNoteSessions:MaxNoteSessions]
		if i := slices.IndexFunc(rest, func(s Session) bool { return s.ID == current }); i >= 0 {
			all = append(all, rest[i])
		}
	}
	return all
}

// NoteFacts is a note of the viewer with what its form shows.
type NoteFacts struct {
	NotesFacts
	Note Note
}

// Notes loads a page, counted from 0, of the notes the actor may read about a mentorship.
func (s *Service) Notes(ctx context.Context, call Call, id MentorshipID, page int) (NotesFacts, error) {
	return read(ctx, s, call, ActionViewNotes, func(ctx context.Context, u *unit) (NotesFacts, error) {
		return u.notesFacts(ctx, id, "", page)
	})
}

// SessionNotes loads a page, counted from 0, of the notes the actor may read about one session.
func (s *Service) SessionNotes(ctx context.Context, call Call, id SessionID, page int) (NotesFacts, error) {
	return read(ctx, s, call, ActionViewNotes, func(ctx context.Context, u *unit) (NotesFacts, error) {
		session, err := u.Sessions().Get(ctx, id)
		if err != nil {
			return NotesFacts{}, missing(err, "load session")
		}
		return u.notesFacts(ctx, session.Mentorship, id, page)
	})
}

// NoteToEdit loads a note the actor can change.
func (s *Service) NoteToEdit(ctx context.Context, call Call, id NoteID) (NoteFacts, error) {
	return read(ctx, s, call, ActionEditNote, func(ctx context.Context, u *unit) (NoteFacts, error) {
		n, err := u.Notes().Get(ctx, id)
		if err != nil {
			return NoteFacts{}, missing(err, "load note")
		}
		facts, err := u.notesFacts(ctx, n.Mentorship, "", 0)
		switch {
		case err != nil:
			return NoteFacts{}, err
		case !facts.Mentorship.Ongoing():
			return NoteFacts{}, conflict(CodeNoteReadOnly)
		}
		return NoteFacts{NotesFacts: facts, Note: n}, u.ownNote(n)
	})
}

func (u *unit) notesFacts(ctx context.Context, id MentorshipID, session SessionID, page int) (NotesFacts, error) {
	m, err := u.Mentorships().Get(ctx, id)
	if err != nil {
		return NotesFacts{}, missing(err, "load mentorship")
	}
	if err := u.allow(ActionViewNotes, u.relation(m.Mentor, m.Mentee)); err != nil {
		return NotesFacts{}, err
	}
	facts := NotesFacts{Mentorship: m}
	if facts.Viewer, err = u.card(ctx, u.actor.ID); err != nil {
		return facts, err
	}
	if facts.Other, err = u.publicCard(ctx, m.Other(u.actor.ID)); err != nil {
		return facts, err
	}
	if facts.Sessions, err = u.Sessions().ForMentorship(ctx, id); err != nil {
		return facts, fmt.Errorf("load sessions: %w", err)
	}
	facts.Session = facts.SessionOf(Note{Session: session})
	about := NotesAbout{Mentorship: id, Session: session, Reader: u.actor.ID}
	if facts.Total, err = u.Notes().CountReadable(ctx, about); err != nil {
		return facts, fmt.Errorf("count notes: %w", err)
	}
	facts.Pages = max(1, (facts.Total+NotesPerPage-1)/NotesPerPage)
	facts.Page = min(max(page, 0), facts.Pages-1)
	facts.Notes, err = u.Notes().Readable(ctx, about, facts.Page*NotesPerPage, NotesPerPage)
	if err != nil {
		return facts, fmt.Errorf("load notes: %w", err)
	}
	return facts, nil
}
