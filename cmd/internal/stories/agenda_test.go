package stories

import (
	"slices"
	"testing"

	"mentorbot/core"
)

// addsPoint fills in the form of a point that an agenda leads to, and returns the agenda.
func (s *stage) addsPoint(user string, list *view, in values) *view {
	s.t.Helper()
	if out := s.submit(user, s.clickView(user, list, "agenda_new").View, in); len(out.Errors) > 0 {
		s.t.Fatalf("the point was refused: %v", out.Errors)
	}
	return s.stackTop(user)
}

// newest is somebody's newest message with a button.
func (s *stage) newest(user, action string) message {
	s.t.Helper()
	for _, m := range slices.Backward(s.messages(user)) {
		if m.has(action) {
			return m
		}
	}
	s.t.Fatalf("%s has no message with %s", user, action)
	return message{}
}

func TestAPairPlansWhatToTalkAbout(t *testing.T) {
	tell(t, french(ada), func(s *stage) {
		s.asPair(mia, ada)
		list := s.clickView(mia, s.atMentorship(mia), "agenda_open").View
		s.says(list.all(), "What you and *Ada Osei* want to talk about", "Nothing on the agenda yet", "What each of us hopes to get out of this", "guide_open")
		list = s.clickView(mia, list, "agenda_suggest").View
		s.says(list.all(), "• Who we are, and what brought us here", "For your next session, not booked yet", "What each of us hopes")
		if out := s.submit(mia, s.clickView(mia, list, "agenda_new").View, values{"text": value(" ")}); out.Errors["text"] == "" {
			s.t.Error("a point without words was taken")
		}
		s.submit(mia, s.stackTop(mia), values{"text": value("My *budget* <!channel>")})
		list = s.stackTop(mia)
		s.says(list.all(), "• My ∗budget∗ &lt;!channel&gt;")
		s.says(s.stack(mia)[0].all(), "*Agenda*", "My ∗budget∗")
		s.closeAll(mia, list)

		theirs := s.clickView(ada, s.atMentorship(ada), "agenda_open").View
		s.says(theirs.all(), "Ce dont *Mia", "My ∗budget∗", "Cocher", "Pour votre prochaine séance, pas encore planifiée")
		s.saysNot(theirs.all(), "agenda_edit", "agenda_remove")
		theirs = s.clickView(ada, theirs, "agenda_tick").View
		s.says(theirs.all(), "✓ Who we are", "Coché le", "Déjà abordé")
		s.says(s.stack(ada)[0].all(), "*Ordre du jour*", "My ∗budget∗")
		theirs = s.clickView(ada, theirs, "agenda_untick").View
		s.saysNot(theirs.all(), "Coché le")
		theirs = s.addsPoint(ada, theirs, values{"text": value("Votre équipe")})
		s.says(theirs.all(), "Votre équipe", "Retirer ce point")
		form := s.clickView(ada, theirs, "agenda_edit").View
		s.submit(ada, form, values{"text": value("Votre nouvelle équipe")})
		theirs = s.stackTop(ada)
		s.says(theirs.all(), "Votre nouvelle équipe", "modifié")
		theirs = s.clickView(ada, theirs, "agenda_remove").View
		s.saysNot(theirs.all(), "Votre nouvelle équipe")
		s.nobodyHears(mia, ada)
	})
}

func TestWhatStaysOpenIsCarriedOverToTheNextSession(t *testing.T) {
	tell(t, french(ada), func(s *stage) {
		s.asPair(mia, ada)
		s.books(mia, on("2026-06-10", "15:00")) // 12:00 in Accra
		s.readAll(mia)
		s.readAll(ada)
		list := s.clickMessage(mia, s.newest(mia, "agenda_open"), "agenda_open").View
		list = s.addsPoint(mia, list, values{"text": value("My <budget>")})
		s.says(list.all(), "*Introduction*", "• My &lt;budget&gt;")
		s.closeAll(mia, list)
		s.says(s.lists(mia).all(), "1 point on the agenda")

		s.until("2026-06-09T12:01:00Z")
		s.says(s.gets(mia, "starts in 24 hours").all(), "*Agenda*", "• My &lt;budget&gt;")
		reminder := s.gets(ada, "dans 24 heures")
		s.says(reminder.all(), "*Ordre du jour*", "• My &lt;budget&gt;")
		agenda := s.clickMessage(ada, reminder, "agenda_open").View
		agenda = s.addsPoint(ada, agenda, values{"text": value("Votre réseau")})
		s.closeAll(ada, agenda)
		s.settle()
		s.says(s.newest(mia, "agenda_open").all(), "starts in 24 hours", "• Votre réseau") // the reminder follows

		s.until("2026-06-10T14:01:00Z") // the session is over
		s.readAll(mia)
		s.readAll(ada)
		list = s.clickView(mia, s.atMentorship(mia), "agenda_open").View
		s.says(list.all(), "not booked yet", "My &lt;budget&gt;", "carried over from")
		s.clickAbout(mia, list, "agenda_tick", "My")
		list = s.stackTop(mia)
		s.closeAll(mia, list)
		s.books(mia, on("2026-06-24", "15:00"))
		s.readAll(mia)
		s.readAll(ada)
		s.until("2026-06-23T12:01:00Z")
		next := s.gets(ada, "dans 24 heures")
		s.says(next.all(), "• Votre réseau · reporté de la séance du mer. 10 juin 2026")
		s.saysNot(next.all(), "budget")
		s.readAll(mia)
		s.readAll(ada)
	})
}

func TestAMessageIsSavedForTheAgendaOrAsALink(t *testing.T) {
	tell(t, french(ada), func(s *stage) {
		s.asPair(mia, ada)
		talk := s.talkOf(mia)
		form := s.saves(mia, talk, "Let us talk about\nmy budget").View
		s.says(form.all(), "A point on the agenda", "To talk about in your next session")
		s.saysNot(form.all(), "A link")
		list := s.submit(mia, form, values{"as": value("point")}).View
		s.says(list.all(), "• Let us talk about my budget")
		s.closeAll(mia, list)
		s.readAll(ada) // of what Mia wrote

		form = s.saves(ada, talk, "Lisez cet article : <https://example.org/a?b=1|https://example.org/a?b=1>").View
		s.says(form.all(), "Lien", "Ajouté à votre liste")
		if out := s.submit(ada, form, values{"as": value("link"), "text": value("Lisez cet article")}); out.Errors["text"] == "" {
			s.t.Errorf("a link without an address came to %v", out)
		}
		list = s.submit(ada, form, values{"as": value("link"), "text": value("Lisez cet article : https://example.org/a?b=1")}).View
		s.says(list.all(), "Lisez cet article · <https://example.org/a?b=1|example.org>")
		s.submit(ada, s.clickView(ada, list, "link_edit").View, values{"title": value("Un article")})
		list = s.stackTop(ada)
		s.says(list.all(), "Un article · <https://example.org/a?b=1|example.org>")
		s.closeAll(ada, list)
		s.readAll(mia)
		s.readAll(ada)

		points, err := s.box.App.Service.AgendaPoints(s.in(), s.as(ada), s.mentorships(ada)[0].Mentorship.ID, 0)
		s.must(err)
		if len(points.Open) != 1 || points.Open[0].Point.Author == core.PersonID("") {
			s.t.Errorf("the agenda has %+v", points.Open)
		}
	})
}
