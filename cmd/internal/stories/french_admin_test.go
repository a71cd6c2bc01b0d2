package stories

import (
	"testing"

	"mentorbot/core"
)

func TestAFrenchAdminActivatesAfterFeedback(t *testing.T) {
	tell(t, french(kim), func(s *stage) {
		s.policy(func(p *core.Policy) { p.Approval = core.ApprovalEverybody })
		s.openHome(kim)
		s.member(mia)
		_, err := s.box.App.Service.Join(s.in(), s.as(mia), core.Joining{Mentee: true})
		s.must(err)
		s.settle()
		s.says(s.home(kim).all(), "1 personne attend son activation dans")
		list := s.clickHome(kim, "applications_open").View
		s.says(list.all(), "Mia Wanjiru", "En attente d’activation")
		page := s.clickAbout(kim, list, "participant_open", "Mia Wanjiru").View
		note := s.clickView(kim, page, "participant_advise").View
		s.says(note.all(), "Que faut-il modifier", "Envoyer")
		s.submit(kim, note, values{"note": value("Where are you?")})
		s.says(s.stack(kim)[1].all(), "Incomplet", "Where are you?")
		s.closeAll(kim, page)

		sent := s.clickMessage(mia, s.gets(mia, "Where are you?", "place_resubmit"), "place_resubmit").View // in her language
		s.closeAll(mia, sent)
		s.openHome(kim)
		page = s.clickView(kim, s.clickHome(kim, "applications_open").View, "participant_open").View
		s.says(s.clickView(kim, page, "participant_activate").View.all(), "Actif")
		s.gets(mia, "You are in")
		s.keeps("activation_fr", kim)
	})
}

func TestAFrenchAdminImportsAFileWithBadLines(t *testing.T) {
	tell(t, french(kim), func(s *stage) {
		ready := s.importsFile(kim, hrFile, nil)
		s.says(ready.all(), "Ligne 3, colonne gender", "Ligne 4", "Ligne 5, colonne email", "L’import prend exactement ce fichier", "Importer")
		s.submit(kim, ready, nil)
		s.settle()
		s.says(s.current(kim).all(), "L’import est terminé.")
		s.closeAll(kim, s.current(kim))
		again := s.importsFile(kim, hrFile, nil)
		s.says(again.all(), "Il n’y a rien à importer.")
		s.closeAll(kim, again)
		bad := s.importsFile(kim, "email,salary\nmia@example.org,1\n", nil)
		s.says(bad.all(), "salary", "Rien n’a été modifié.")
		s.keeps("import_fr", kim)
	})
}

func TestAFrenchAdminChangesASettingWhileRequestsAreOpen(t *testing.T) {
	tell(t, french(kim), func(s *stage) {
		s.ready(mia, ada, ben)
		s.asks(mia, words, ada)
		s.gets(ada, "asks you")
		s.gets(mia, "We asked Ada Osei")
		form := s.settings(kim, "Mentoring programme", "Demandes")
		preview := s.submit(kim, form, values{"response_hours": value("24")}).View
		s.says(preview.all(), "72 heures → 24 heures", "Ce que cela implique", "1 demande attend une réponse")
		s.says(s.submit(kim, preview, nil).View.all(), "24 heures")
		s.advance(25 * hour) // the promised time is not over
		s.says(s.openHome(ada).all(), "is waiting for your answer")
		s.keeps("policy_change_fr", kim)
	})
}

func TestAFrenchAdminHelpsWhoWaits(t *testing.T) {
	tell(t, french(kim), func(s *stage) {
		s.ready(mia, ada, ben)
		s.exhaust(mia, ben)
		s.readAll(mia)
		s.readAll(ben)
		s.says(s.openHome(kim).all(), "1 point demande votre attention.", "Depuis", "Marquer comme réglé")
		waiting := s.clickView(kim, s.toPage(kim), "waiting_open").View
		s.says(waiting.all(), "Liste d’attente", "1. *Mia Wanjiru*", "Ada Osei", "Solliciter")
		s.saysNot(waiting.all(), "Ben Ito") // who was asked already
		s.says(s.clickView(kim, waiting, "waiting_ask").View.all(), "Personne n’attend.")
		s.settle()
		s.closeAll(kim, s.stackTop(kim))
		s.gets(mia, "We asked Ada Osei for you") // in her language
		s.clickMessage(ada, s.gets(ada, "Mia Wanjiru asks you"), "invitation_accept")
		s.areAPair(mia, ada)
		s.saysNot(s.openHome(kim).all(), "demande votre attention")
	})
}
