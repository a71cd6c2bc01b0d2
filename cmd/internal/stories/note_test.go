package stories

import (
	"strings"
	"testing"

	"mentorbot/core"
)

// writesNote fills in the form of a note that a list of notes leads to, and returns the list.
func (s *stage) writesNote(user string, list *view, in values) *view {
	s.t.Helper()
	form := s.clickView(user, list, "note_new").View
	if out := s.submit(user, form, in); len(out.Errors) > 0 {
		s.t.Fatalf("the note was refused: %v", out.Errors)
	}
	return s.stackTop(user)
}

func TestANoteIsPrivateUntilItsAuthorSharesIt(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.asPair(mia, ada)
		list := s.clickView(mia, s.atMentorship(mia), "notes_open").View
		s.says(list.all(), "about working with *Ada Osei*", "for your eyes only until you share it with Ada", "Notes send no messages")
		form := s.clickView(mia, list, "note_new").View
		if out := s.submit(mia, form, values{"text": value(" ")}); out.Errors["text"] == "" {
			s.t.Error("a note without words was taken")
		}
		s.submit(mia, form, values{"text": value("Ask about *budgets*")})
		list = s.stackTop(mia)
		s.says(list.all(), "1 note", "*You*", "only for you", "> Ask about ∗budgets∗")
		s.says(s.stack(mia)[0].all(), "*Notes*", "1 note")

		theirs := s.clickView(ada, s.atMentorship(ada), "notes_open").View
		s.saysNot(theirs.all(), "budgets", "1 note")
		s.closeAll(ada, s.stackTop(ada))

		list = s.clickView(mia, list, "note_share").View
		s.says(list.all(), "shared with Ada", "Make private")
		theirs = s.clickView(ada, s.atMentorship(ada), "notes_open").View
		s.says(theirs.all(), "*Mia*", "shared with you", "budgets")
		s.saysNot(theirs.all(), "note_edit", "note_remove", "note_unshare")
		s.closeAll(ada, s.stackTop(ada))

		form = s.clickView(mia, list, "note_edit").View
		s.says(form.all(), "Ask about *budgets*", "Share it with Ada")
		s.submit(mia, form, values{"text": value("Ask about money"), "share": value([]string{})})
		list = s.stackTop(mia)
		s.says(list.all(), "Ask about money", "changed on", "only for you")
		s.clickView(mia, list, "note_share")
		s.clickView(mia, s.stackTop(mia), "note_unshare")
		s.saysNot(s.clickView(ada, s.atMentorship(ada), "notes_open").View.all(), "money")
		s.closeAll(ada, s.stackTop(ada))
		list = s.stackTop(mia)
		s.says(list.all(), "Delete this note?", "It is gone for good")
		list = s.clickView(mia, list, "note_remove").View
		s.says(list.all(), "Write it down here")
		s.saysNot(list.all(), "money")
		s.nobodyHears(mia, ada)
	})
}

func TestNotesAboutASessionInFrench(t *testing.T) {
	tell(t, french(mia), func(s *stage) {
		s.asPair(mia, ada)
		s.books(mia, on("2026-06-20", "10:00"))
		told := s.gets(mia, "Ada Osei")
		s.readAll(ada)
		list := s.clickMessage(mia, told, "notes_open").View
		s.says(list.all(), "Séance : Prise de contact", "Nouvelle note", "n’est visible que de vous")
		list = s.writesNote(mia, list, values{"text": value("Parler du budget"), "share": value([]string{"yes"})})
		s.says(list.all(), "1 note", "partagée avec Ada", "> Parler du budget")
		s.closeAll(mia, list)

		all := s.clickView(mia, s.atMentorship(mia), "notes_open").View
		s.says(all.all(), "Séance : Prise de contact", "Parler du budget")
		for n := range core.NotesPerPage {
			all = s.writesNote(mia, all, values{"text": value("Idée " + string(rune('A'+n)))})
		}
		s.says(all.all(), "6 notes", "Page 1 sur 2", "Idée E")
		second := s.clickView(mia, all, "page_next").View
		s.says(second.all(), "Parler du budget", "Page 2 sur 2")
		s.says(s.clickView(mia, second, "note_remove").View.all(), "Idée A", "5 notes") // the page it was on is no more
		s.closeAll(mia, s.stackTop(mia))
		all = s.clickView(mia, s.atMentorship(mia), "notes_open").View
		page := s.clickView(mia, all, "note_edit").View

		_, err := s.box.App.Service.EndMentorship(s.in(), s.as(ada), s.mentorships(mia)[0].Mentorship.ID, "I move away.")
		s.must(err)
		s.settle()
		s.readAll(ada)
		s.readAll(mia)
		late := s.submit(mia, page, values{"text": value("Trop tard")})
		if !strings.Contains(late.View.all()+late.Errors["text"], "plus les modifier") {
			s.t.Errorf("a note of a mentorship that is over was changed: %v %s", late.Errors, late.View.all())
		}
	})
}
