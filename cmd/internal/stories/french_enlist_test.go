package stories

import (
	"net/http"
	"regexp"
	"testing"

	"mentorbot/cmd/internal/sandbox"
	"mentorbot/slacksim"
)

// allFrench are the people of the cast, who all read French.
func allFrench() []slacksim.User {
	people := cast()
	for i := range people {
		people[i].Locale = "fr-FR"
	}
	return people
}

func TestAFrenchAdminInvitesByListAndReminds(t *testing.T) {
	english := onlyIn(t, "en", "fr")
	tell(t, allFrench(), func(s *stage) {
		s.mentor(ada, nil)
		s.says(s.opensInvitations(kim).all(), "Personne n’a encore été invité.")
		s.closeAll(kim, s.current(kim))
		round := values{"people": value([]string{mia, leo, ada}), "emails": value("Eve <eve@example.org>\nnobody@example.org")}
		ready := s.prepares(kim, round)
		s.says(ready.all(), "3 personnes recevront une invitation à *Mentoring programme*", "1 personne participe déjà",
			"1 adresse que personne n’a dans cet espace : nobody@example.org", "Les messages partent l’un après l’autre")
		s.submit(kim, ready, nil)
		s.settle()
		s.says(s.current(kim).all(), "Les invitations à *Mentoring programme* partent pour 3 personnes")
		s.closeAll(kim, s.current(kim))
		s.advance(hour / 30)
		toMia := s.gets(mia, "Kim Sato* vous invite à *Mentoring programme*", "Participer", "Non merci")
		toLeo := s.gets(leo, "vous invite à *Mentoring programme*")
		s.gets(eve, "vous invite à *Mentoring programme*")

		s.closeAll(mia, s.clickMessage(mia, toMia, "take_part").View)
		s.says(s.again(mia, toMia).all(), "Heureux de vous compter dans *Mentoring programme*")
		s.clickMessage(leo, toLeo, "enlist_decline")
		s.says(s.again(leo, toLeo).all(), "Vous avez dit non à *Mentoring programme*", "Si vous changez d’avis")
		again := s.prepares(kim, round)
		s.says(again.all(), "0 personne recevra une invitation", "2 personnes ont déjà été invitées", "1 personne a déjà dit non", "Il n’y a personne à qui écrire.")
		s.closeAll(kim, again)

		s.advance(73 * hour)
		page := s.opensInvitations(kim)
		s.says(page.all(), "3 invitations", "1 a dit non", "1 n’a pas répondu", "N’ont pas répondu", "*Ève Martin*", "invitation du", "Relancer")
		ask := s.clickView(kim, page, "enlist_remind").View
		s.says(ask.all(), "1 personne, invitée à *Mentoring programme* depuis trois jours au moins, n’a pas répondu et sera relancée une fois.")
		s.submit(kim, ask, nil)
		s.settle()
		s.says(s.current(kim).all(), "Un rappel du programme *Mentoring programme* part pour 1 personne.")
		s.gets(eve, "Rappel : *Kim Sato* vous a invité à *Mentoring programme*")
		s.closeAll(kim, s.current(kim))
		s.advance(200 * hour)
		last := s.opensInvitations(kim)
		s.says(last.all(), "rappel du")
		s.saysNot(last.all(), "enlist_remind")
		s.closeAll(kim, last)
		for _, user := range []string{kim, mia, leo, eve} {
			s.readsOnly(user, english)
		}
	})
}

func TestAFrenchAdminInvitesAUserGroupAndAFileOfAddresses(t *testing.T) {
	english := onlyIn(t, "en", "fr")
	people, chosen := crowd(60)
	for i := range people {
		people[i].Locale = "fr-FR"
	}
	tell(t, people, func(s *stage) {
		var group struct{ ID string }
		s.call(http.MethodPost, "usergroups", fields{"handle": "water", "name": "Water team", "users": []string{mia, leo}}, &group)
		form := s.clickView(kim, s.opensInvitations(kim), "enlist_open").View
		s.says(form.all(), "Qui souhaitez-vous inviter à *Mentoring programme*", "Un groupe d’utilisateurs", "Ou un fichier d’adresses e-mail")
		s.says(s.submit(kim, form, nil).Errors["people"], "Veuillez remplir ce champ.")
		s.says(s.submit(kim, form, values{"emails": value("beaucoup de monde")}).Errors["emails"], "On n’y trouve aucune adresse e-mail.")
		s.says(s.submit(kim, form, values{"emails": value("x@y")}).Errors["emails"], "x@y", "adresse e-mail")
		s.submit(kim, form, values{"emails": value(""), "group": value(group.ID)})
		s.settle()
		s.says(s.current(kim).all(), "2 personnes recevront une invitation")
		s.submit(kim, s.current(kim), nil)
		s.settle()
		s.closeAll(kim, s.current(kim))
		s.advance(hour)
		s.gets(mia, "vous invite à *Mentoring programme*")
		s.gets(leo, "vous invite à *Mentoring programme*")

		ready := s.prepares(kim, values{"file": value(s.uploads(kim, "liste.csv", chosen+"mia@example.org\n"))})
		s.says(ready.all(), "60 personnes recevront une invitation", "1 personne a déjà été invitée", "Veuillez saisir le nombre de personnes")
		s.says(s.submit(kim, ready, values{"count": value("6")}).Errors["count"], "60 personnes recevraient un message")
		s.submit(kim, ready, values{"count": value("60")})
		s.settle()
		s.says(s.current(kim).all(), "partent pour 60 personnes")
		s.closeAll(kim, s.current(kim))
		s.advance(hour)
		for i := range 60 {
			s.gets(inCrowd(i), "vous invite à *Mentoring programme*")
		}
		for _, user := range []string{kim, mia, inCrowd(0)} {
			s.readsOnly(user, english)
		}
	})
}

func TestAFrenchAdminAnnouncesAndSharesALink(t *testing.T) {
	english := onlyIn(t, "en", "fr")
	tell(t, allFrench(), func(s *stage) {
		s.member(leo)
		refused := s.announces(kim, sandbox.ChannelTownHall, "Venez grandir.")
		s.says(refused.all(), "Mentorbot ne peut pas y écrire. Tapez /invite @Mentorbot dans le canal")
		s.closeAll(kim, refused)
		done := s.announces(kim, sandbox.ChannelNews, "Venez grandir.")
		s.says(done.all(), "*Mentoring programme* a été annoncé.")
		s.closeAll(kim, done)
		seen := map[string]message{}
		for _, user := range s.users() {
			seen[user] = s.gets(user, "Mentorat", "Souhaitez-vous un mentor", "Venez grandir.", "Participer", "/mentor join ")
		}
		join := s.clickMessage(leo, seen[leo], "take_part").View
		s.says(join.all(), "Comment souhaitez-vous participer à *Mentoring programme*")
		s.closeAll(leo, s.submit(leo, join, values{"role": value("mentee")}).View)
		joined := s.clickMessage(leo, seen[leo], "take_part").View
		s.says(joined.all(), "Vous participez déjà à *Mentoring programme*")
		s.closeAll(leo, joined)

		link := s.clickView(kim, s.opensInvitations(kim), "program_link_open").View
		s.says(link.all(), "Partagez l’un de ces moyens", "slack://app?team=", "tant que le programme est ouvert")
		command := regexp.MustCompile("/mentor join [a-z0-9]{6}").FindString(link.all())
		s.closeAll(kim, link)
		page := s.command(mia, command).View
		s.says(page.all(), "Étape 1 sur 3")
		s.closeAll(mia, page)
		s.says(s.command(mia, "/mentor join rien").reply(), "Aucun programme n’a ce code.")
		for _, user := range []string{kim, leo, mia} {
			s.readsOnly(user, english)
		}
	})
}
