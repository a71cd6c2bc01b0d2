package core

import "context"

// Notes keeps the notes of mentorships.
type Notes interface {
	Get(ctx context.Context, id NoteID) (Note, error) // ErrNotFound
	// Readable are a part of the notes that somebody may read, newest first: their own and those shared by the other one.
	Readable(ctx context.Context, about NotesAbout, offset, limit int) ([]Note, error)
	CountReadable(ctx context.Context, about NotesAbout) (int, error)
	CountBy(ctx context.Context, id MentorshipID, author PersonID) (int, error) // shared or not
	Save(ctx context.Context, n Note) error                                     // insert or update
	Remove(ctx context.Context, id NoteID) error                                // one that is not there is removed
}
