package stories

import (
	"slices"
	"testing"

	"mentorbot/core"
	"mentorbot/slacksim"
)

// policy changes the programme before the story begins.
func (s *stage) policy(change func(*core.Policy)) {
	s.t.Helper()
	r := openRecords(s.t, s.url, s.box.App.Workspace.ID)
	s.must(r.db.Change(s.in(), r.ws, func(tx core.Tx) error {
		all, err := tx.Programs().List(s.in())
		if err != nil {
			return err
		}
		change(&all[0].Policy)
		return tx.Programs().Save(s.in(), all[0])
	}))
}

func french(users ...string) []slacksim.User {
	people := cast()
	for i := range people {
		if slices.Contains(users, people[i].ID) {
			people[i].Locale = "fr-FR"
		}
	}
	return people
}

func TestAnApplicantIsActivatedAfterFeedback(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.policy(func(p *core.Policy) { p.Approval = core.ApprovalEverybody })
		s.openHome(kim)
		home := s.openHome(mia)
		s.closeAll(mia, s.fillProfile(mia, []string{"Hydraulics"}, []string{"Leadership"}))
		s.says(s.home(mia).all(), "Take part in", "say whether you look for a mentor")
		form := s.clickHome(mia, "join_open").View
		s.says(form.all(), "answers within 3 working days")
		place := s.submit(mia, form, values{"role": value("mentee")}).View
		s.says(place.all(), "Your application is with the programme team", "you hear by Thu 4 Jun 2026", "Leave programme")
		s.closeAll(mia, place)
		_ = home
		s.says(s.home(mia).all(), "You hear by Thu 4 Jun 2026")
		s.says(s.command(mia, "/mentor why").reply(), "who answer by Thu 4 Jun 2026", "you cannot send requests")

		s.says(s.home(kim).all(), "1 person waits to be activated", "Answer due by")
		list := s.clickHome(kim, "applications_open").View
		s.says(list.all(), "1 participant", "Mia Wanjiru", "Waits to be activated")
		page := s.clickAbout(kim, list, "participant_open", "Mia Wanjiru").View
		s.says(page.all(), "The profile is 84% complete", "I build wells and pumps")
		note := s.clickView(kim, page, "participant_advise").View
		s.says(s.submit(kim, note, nil).Errors["note"], "required")
		s.submit(kim, note, values{"note": value("Please tell us your *duty station*.")})
		s.says(s.stack(kim)[1].all(), "Incomplete", "Please tell us your")
		s.closeAll(kim, page)
		s.saysNot(s.home(kim).all(), "waits to be activated")

		told := s.gets(mia, "please change something", "Please tell us your ∗duty station∗.", "place_resubmit")
		s.says(s.command(mia, "/mentor why").reply(), "asks you to change something", "Please tell us your")
		sent := s.clickMessage(mia, told, "place_resubmit").View
		s.says(sent.all(), "Your application is with the programme team")
		s.closeAll(mia, sent)
		s.says(s.clickMessage(mia, told, "place_resubmit").reply(), "sent already")

		s.advance(73 * hour)
		s.says(s.openHome(kim).all(), "Overdue since")
		list = s.clickHome(kim, "applications_open").View
		page = s.clickView(kim, list, "participant_open").View
		s.says(s.clickView(kim, page, "participant_activate").View.all(), "Active")
		s.gets(mia, "You are in", "find_open")
		s.says(s.home(mia).all(), "Find a mentor who fits")
		s.says(s.command(mia, "/mentor why").reply(), "You have not chosen a mentor")
		s.keeps("activation_en", mia, kim)
	})
}

func TestADeclinedApplicantReadsWhyInFrench(t *testing.T) {
	tell(t, french(mia), func(s *stage) {
		s.policy(func(p *core.Policy) { p.Approval = core.ApprovalMentors })
		s.member(mia)
		_, err := s.box.App.Service.SaveMentor(s.in(), s.as(mia), core.MentorSettings{
			Topics: []string{"Leadership"}, Languages: []string{"en"}, Capacity: 1,
		})
		s.must(err)
		s.mentor(ada, nil) // waits as well
		s.says(s.openHome(mia).all(), "Votre candidature est entre les mains de l’équipe du programme")
		s.says(s.command(mia, "/mentor why").reply(), "répond au plus tard le jeu. 4 juin 2026")
		s.openHome(kim)
		list := s.clickHome(kim, "applications_open").View
		s.says(list.all(), "2 participants", "Ada Osei", "Mia Wanjiru")
		page := s.clickAbout(kim, list, "participant_open", "Mia Wanjiru").View
		s.submit(kim, s.clickView(kim, page, "participant_decline").View, values{"note": value("Nous avons assez de mentors.")})
		s.gets(mia, "Merci d’avoir voulu participer", "Nous avons assez de mentors.")
		s.says(s.openHome(mia).all(), "n’a pas pu retenir votre candidature", "Nous avons assez de mentors.")
		s.says(s.command(mia, "/mentor mentor").View.all(), "Réglages de mentor")
		s.saysNot(s.home(mia).all(), "Trouver un mentor qui")
		_, err = s.box.App.Service.Activate(s.in(), s.as(kim), core.PlaceID{Program: s.program(), Person: s.id(ada)})
		s.must(err)
		s.settle()
		s.gets(ada, "You are in")
	})
}

// program is the one the workspace begins with.
func (s *stage) program() core.ProgramID {
	s.t.Helper()
	all, err := s.box.App.Service.Programs(s.in(), s.as(kim))
	s.must(err)
	return all[0].Program.ID
}

func TestLeavingWithEverythingOpen(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ben, eve)
		s.member(leo)
		s.mentor(ada, capacity(2))
		s.pair(mia, ada)
		s.books(mia, on("2026-06-10", "15:00"))
		s.readAll(mia)
		s.readAll(ada)
		s.asks(leo, "Would you?", ada, ben)
		asked := s.gets(ada, "Leo Marsh")
		s.gets(leo, "We asked Ada Osei")
		s.asks(ada, "And you?", eve) // a mentor can look for one, too
		question := s.gets(eve, "Ada Osei")
		s.gets(ada, "We asked Ève Martin")

		s.openHome(ada)
		place := s.clickHome(ada, "place_open").View
		s.says(place.all(), "Mentee and mentor", "You take part")
		form := s.clickView(ada, place, "leave_open").View
		s.says(form.all(), "Your own request is withdrawn", "The request of *Leo Marsh*", "Your mentorship with *Mia Wanjiru* ends")
		s.says(s.submit(ada, form, nil).Errors["reason"], "required")
		left := s.submit(ada, form, values{"reason": value("I retire. Thank you!")}).View
		s.says(left.all(), "You have left this programme", "join_open")
		s.closeAll(ada, left)

		s.gets(mia, "Your mentorship with Ada Osei has ended", "I retire. Thank you!", "1 session still to come was cancelled")
		s.gets(ada, "Your mentorship with Mia Wanjiru has ended", "You ended it")
		for _, user := range []string{mia, ada} {
			mails := s.invitations(user)
			if c := mails[0].Calendar; len(mails) != 2 || c.Method != "CANCEL" || c.Sequence != 1 || c.UID != mails[1].Calendar.UID {
				s.t.Errorf("%s has %d mails, the latest %+v", user, len(mails), c)
			}
		}
		s.says(s.again(ada, asked).all(), "no longer open for you")
		s.says(s.again(eve, question).all(), "a retiré sa demande")
		s.gets(ben, "Leo Marsh")
		s.gets(leo, "could not be asked", "We asked Ben Ito")
		s.says(s.command(ada, "/mentor why").reply(), "You have left")
		s.saysNot(s.submit(leo, s.command(leo, "/mentor find").View, nil).View.all(), "Ada Osei")

		again := s.submit(ada, s.clickHome(ada, "join_open").View, values{"role": value("mentor")}).View
		s.says(again.all(), "You take part. Everything is in place.")
		s.closeAll(ada, again)
	})
}

func TestAMentorshipEndsFromItsCard(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, eve)
		s.pair(mia, eve)
		s.books(eve, on("2026-06-03", "15:00"))
		s.readAll(mia)
		s.readAll(eve)
		s.submit(mia, s.clickMessage(mia, s.lists(mia), "session_cancel").View, values{"reason": value("I am away.")})
		off := s.gets(mia, "cancelled", "session_book")
		s.readAll(eve)
		s.books(eve, on("2026-06-10", "15:00"))
		s.readAll(mia)
		s.readAll(eve)
		s.openHome(mia)
		form := s.clickHome(mia, "mentorship_end").View
		s.says(form.all(), "ends for good", "1 session still to come is cancelled")
		s.says(s.submit(mia, form, nil).Errors["reason"], "required")
		s.submit(mia, form, values{"reason": value("Merci pour tout !")})
		s.gets(mia, "has ended", "You ended it", "find_open")
		s.gets(eve, "a pris fin", "Merci pour tout !", "1 séance à venir a été annulée")
		s.saysNot(s.again(mia, off).all(), "session_book") // nor does anything else they can see
		for _, m := range s.messages(mia) {
			if !m.Ephemeral {
				s.saysNot(m.all(), "session_book")
			}
		}
		for _, user := range []string{mia, eve} {
			s.saysNot(s.openHome(user).all(), "session_book", "session_move", "mentorship_end")
			if c := s.invitations(user)[0].Calendar; c.Method != "CANCEL" {
				s.t.Errorf("the calendar of %s got %+v", user, c)
			}
		}
		s.says(s.command(mia, "/mentor find").View.all(), "Find a mentor")
	})
}

func TestABreakAndItsEnd(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada)
		s.openHome(ada)
		place := s.clickHome(ada, "place_open").View
		s.says(s.clickView(ada, place, "place_pause").View.all(), "You are taking a break", "place_resume")
		s.says(s.command(ada, "/mentor why").reply(), "You are taking a break")
		s.saysNot(s.submit(mia, s.command(mia, "/mentor find").View, nil).View.all(), "Ada Osei")
		s.says(s.home(ada).all(), "End my break")
		s.says(s.clickHome(ada, "place_resume").View.all(), "You take part")
		s.says(s.submit(mia, s.command(mia, "/mentor find").View, nil).View.all(), "Ada Osei")
	})
}

func TestAdminsFindRemoveAndBringBackPeople(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada, ben, eve)
		s.pair(mia, ada)
		page := s.clickView(kim, s.command(kim, "/mentor admin").View, "program_open").View
		s.says(page.all(), "4 people have joined this programme so far")
		list := s.clickView(kim, page, "participants_open").View
		s.says(list.all(), "4 participants", "Ada Osei", "Ben Ito", "Ève Martin", "Mia Wanjiru")
		list = s.submit(kim, list, values{"role": value("mentor"), "name": value("osei")}).View
		s.says(list.all(), "1 participant", "1 of 1 places taken")
		person := s.clickView(kim, list, "participant_open").View
		s.says(person.all(), "*Ada Osei* mentors *Mia Wanjiru*", "mentorship_end")
		s.saysNot(person.all(), "+41 22 555 01 02")
		note := s.clickView(kim, person, "participant_remove").View
		s.says(note.all(), "Only they read your reason")
		removed := s.submit(kim, note, values{"note": value("You have left the organisation.")}).View
		s.gets(ada, "Your part in", "has ended", "You have left the organisation.")
		s.gets(ada, "Your mentorship with Mia Wanjiru has ended", "The programme team has ended it")
		s.saysNot(s.gets(mia, "Your mentorship with Ada Osei has ended").all(), "You have left the organisation.")
		s.says(s.openHome(ada).all(), "The programme team has ended your part")
		s.says(s.command(ada, "/mentor why").reply(), "has ended your part", "You have left the organisation.")
		s.says(s.clickHome(ada, "place_open").View.all(), "If you think this is a mistake")

		s.says(s.clickView(kim, removed, "participant_restore").View.all(), "Active")
		s.gets(ada, "You are in")
	})
}

func TestRecommendationsAreOnTheProfileOthersOpen(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada)
		v := s.command(ada, "/mentor profile").View
		for range 3 {
			v = s.submit(ada, v, nil).View
		}
		s.says(v.all(), "*Private:*", "+41 22 555 01 02", "*Public:*")
		tips := s.clickView(ada, v, "tips_open").View
		s.says(tips.all(), "There is nothing here yet")
		form := s.clickView(ada, tips, "tip_add").View
		s.says(s.submit(ada, form, values{"title": value("Listening"), "link": value("http://example.org")}).Errors["link"], "https://")
		shown := s.submit(ada, form, values{"title": value("Listening"), "link": value("https://example.org/listening")}).View
		s.says(shown.all(), "Listening · <https://example.org/listening|Open link>", "tip_remove")
		results := s.submit(mia, s.command(mia, "/mentor find").View, nil).View
		s.says(s.clickAbout(mia, results, "person_open", "Ada Osei").View.all(), "Book · Listening · <https://example.org/listening|Open link>")
		s.says(s.clickView(ada, shown, "tip_remove").View.all(), "There is nothing here yet")
	})
}
