package core_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// reads are the texts of the notes somebody can read about a mentorship, newest first.
func (w *world) readsNotes(p core.Person, id core.MentorshipID) string {
	w.t.Helper()
	facts, err := w.svc.Notes(context.Background(), w.call(p), id, 0)
	w.must(err)
	var texts []string
	for _, n := range facts.Notes {
		texts = append(texts, n.Text)
	}
	if facts.Total != len(texts) && facts.Pages == 1 {
		w.t.Fatalf("%d notes counted, %d shown", facts.Total, len(texts))
	}
	return strings.Join(texts, ", ")
}

func TestANoteIsReadByItsAuthorUntilItIsShared(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx, w := context.Background(), newWorld(t, db, "T1")
		ada, mia := w.mentor("Ada", 2), w.mentee("Mia")
		pair := w.pair(ada, mia)
		w.work()
		w.told = map[core.PersonID][]core.NoticeKind{}
		n, err := w.svc.WriteNote(ctx, w.call(mia), pair, core.NoteInput{Text: " Ask about\u0000 budgets \n"})
		w.must(err)
		if n.Text != "Ask about budgets" || n.Shared || n.Author != mia.ID {
			t.Errorf("kept as %+v", n)
		}
		expect := func(p core.Person, want string) {
			t.Helper()
			if got := w.readsNotes(p, pair); got != want {
				t.Errorf("%s reads %q, want %q", p.Name, got, want)
			}
		}
		expect(mia, "Ask about budgets")
		expect(ada, "")
		for name, do := range map[string]func(core.Call) error{
			"edit": func(c core.Call) error {
				_, err := w.svc.EditNote(ctx, c, n.ID, core.NoteInput{Text: "Mine"})
				return err
			},
			"form":   func(c core.Call) error { _, err := w.svc.NoteToEdit(ctx, c, n.ID); return err },
			"share":  func(c core.Call) error { _, err := w.svc.ShareNote(ctx, c, n.ID, true); return err },
			"remove": func(c core.Call) error { _, err := w.svc.RemoveNote(ctx, c, n.ID); return err },
		} {
			t.Run(name, func(t *testing.T) {
				if refusal := core.Refusal(do(w.call(ada))); refusal == nil || refusal.Kind != core.NotFound {
					t.Errorf("somebody else's private note: %v", refusal)
				}
				_, err := w.svc.ShareNote(ctx, w.call(mia), n.ID, true)
				w.must(err)
				refused(t, do(w.call(ada)), core.CodeNoteNotYours)
				_, err = w.svc.ShareNote(ctx, w.call(mia), n.ID, false)
				w.must(err)
			})
		}
		_, err = w.svc.EditNote(ctx, w.call(mia), n.ID, core.NoteInput{Text: "Ask about money", Shared: true})
		w.must(err)
		expect(ada, "Ask about money")
		_, err = w.svc.ShareNote(ctx, w.call(mia), n.ID, false)
		w.must(err)
		expect(ada, "")
		_, err = w.svc.RemoveNote(ctx, w.call(mia), n.ID)
		w.must(err)
		expect(mia, "")
		w.work()
		w.hears(ada)
		w.hears(mia)
	})
}

// What somebody wrote stays theirs to delete when the mentorship is over; the other one keeps what is theirs.
func TestANoteIsDeletedAfterTheEnd(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx, w := context.Background(), newWorld(t, db, "T1")
		ada, mia := w.mentor("Ada", 2), w.mentee("Mia")
		pair := w.pair(ada, mia)
		n, err := w.svc.WriteNote(ctx, w.call(mia), pair, core.NoteInput{Text: "For both", Shared: true})
		w.must(err)
		_, err = w.svc.EndMentorship(ctx, w.call(ada), pair, "I move away.")
		w.must(err)
		_, err = w.svc.ShareNote(ctx, w.call(mia), n.ID, false)
		refused(t, err, core.CodeNoteReadOnly)
		_, err = w.svc.RemoveNote(ctx, w.call(ada), n.ID)
		refused(t, err, core.CodeNoteNotYours)
		_, err = w.svc.RemoveNote(ctx, w.call(mia), n.ID)
		w.must(err)
		facts, err := w.svc.Notes(ctx, w.call(ada), pair, 0)
		w.must(err)
		if facts.Total != 0 {
			t.Errorf("%d notes are left", facts.Total)
		}
	})
}

func TestNotesAreRefusedWhereTheyDoNotBelong(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx, w := context.Background(), newWorld(t, db, "T1")
		ada, ben, mia, leo := w.mentor("Ada", 2), w.mentor("Ben", 2), w.mentee("Mia"), w.mentee("Leo")
		pair, theirs := w.pair(ada, mia), w.pair(ben, leo)
		elsewhere, err := w.svc.BookSession(ctx, w.call(leo), theirs, core.Booking{Date: "2026-07-01", Time: "10:00", Minutes: 30})
		w.must(err)
		for name, in := range map[string]struct {
			core.NoteInput
			field string
		}{
			"no words":                 {core.NoteInput{Text: " \n"}, "text"},
			"too many words":           {core.NoteInput{Text: strings.Repeat("x", core.MaxNoteText+1)}, "text"},
			"a session of another one": {core.NoteInput{Text: "x", Session: elsewhere.Session.ID}, "session"},
		} {
			_, err := w.svc.WriteNote(ctx, w.call(mia), pair, in.NoteInput)
			if refusal := core.Refusal(err); refusal == nil || refusal.Field != in.field {
				t.Errorf("%s: %v", name, err)
			}
		}
		_, err = w.svc.WriteNote(ctx, w.call(leo), pair, core.NoteInput{Text: "x"})
		refused(t, err, core.CodeForbidden)
		for i := range core.NotesPerPage + 1 {
			_, err := w.svc.WriteNote(ctx, w.call(mia), pair, core.NoteInput{Text: fmt.Sprint("n", i)})
			w.must(err)
			w.clock.advance(time.Second)
		}
		second, err := w.svc.Notes(ctx, w.call(mia), pair, 9)
		w.must(err)
		if second.Page != 1 || second.Pages != 2 || len(second.Notes) != 1 || second.Notes[0].Text != "n0" {
			t.Errorf("the last page is %+v", second)
		}
		_, err = w.svc.EndMentorship(ctx, w.call(mia), pair, "Enough.")
		w.must(err)
		_, err = w.svc.WriteNote(ctx, w.call(mia), pair, core.NoteInput{Text: "Late"})
		refused(t, err, core.CodeNoteReadOnly)
		_, err = w.svc.ShareNote(ctx, w.call(mia), second.Notes[0].ID, true)
		refused(t, err, core.CodeNoteReadOnly)
	})
}
