package stories

import (
	"testing"

	"mentorbot/core"
	"mentorbot/i18n"
)

// guideOf opens a guide in the library by its title.
func (s *stage) guideOf(user string, library *view, title string) *view {
	s.t.Helper()
	return s.clickAbout(user, library, "guide_open", title).View
}

// atHome opens somebody's Home and clicks there.
func (s *stage) atHome(user, action string) outcome {
	s.t.Helper()
	s.openHome(user)
	return s.clickHome(user, action)
}

func TestAMenteeFindsTheGuidesAndReadsOne(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.says(s.command(mia, "/mentor help").Reply.all(), "/mentor guide", "short reads for every stage")
		s.says(s.command(mia, "/mentor guide").View.all(), "How to get a yes", "How to say no kindly") // who is nothing yet may look at all
		s.ready(mia, ada)
		_, err := s.box.App.Service.Join(s.in(), s.as(mia), core.Joining{Mentee: true})
		s.must(err)
		library := s.command(mia, "/mentor guide").View
		s.says(library.all(), "Before you begin", "Your first steps as a mentee", "How to get a yes", "The first session", "Under way", "The end", "Closing well")
		s.saysNot(library.all(), "How to say no kindly", "✓")

		page := s.guideOf(mia, library, "How to get a yes")
		s.says(page.all(), "How to get a yes", "Four sentences are enough, if they are yours.", "*One that works*", "> I have led our small data team", "Page 1 of 2")
		page = s.clickView(mia, page, "page_next").View
		s.says(page.all(), "*Before you send it*", "• Read it aloud.", "Page 2 of 2")
		library = s.clickView(mia, page, "guides_open").View
		s.says(library.all(), "*How to get a yes* · ✓ read", "*Your first steps as a mentee*")
		s.saysNot(library.all(), "*Your first steps as a mentee* · ✓")
		if depth := len(s.stack(mia)); depth != 1 {
			s.t.Errorf("%d modals lie on one another", depth)
		}
		s.closeAll(mia, s.stackTop(mia))
		s.says(s.atHome(ada, "guides_open").View.all(), "How to say no kindly", "A plan for your first meeting")
		s.saysNot(s.stackTop(ada).all(), "How to get a yes", "✓")
		s.nobodyHears(mia, ada)
	})
}

func TestGuidesAreOfferedWhenTheyHelp(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada)

		// Writing a request: above the form while there is room, else inside of it.
		s.choose(mia, "Ada Osei")
		form := s.command(mia, "/mentor choices").View
		s.act("type", fields{"user": mia, "view_id": form.ID, "values": values{"message": value("I lead a team since spring.")}})
		page := s.clickView(mia, form, "guide_open").View
		s.says(page.all(), "How to get a yes", "Page 1 of 2")
		s.saysNot(page.all(), "Why you ask")
		form = s.act("close", fields{"user": mia, "view_id": page.ID}).View
		s.says(form.all(), "Why you ask")
		s.submit(mia, form, values{})

		asked := s.gets(ada, "Mia Wanjiru asks you to be their mentor", "I lead a team since spring.")
		form = s.clickMessage(ada, asked, "invitation_decline").View
		s.says(s.clickView(ada, form, "guide_open").View.all(), "How to say no kindly", "Words you may borrow")
		s.closeAll(ada, s.stackTop(ada))
		s.clickMessage(ada, asked, "invitation_accept")
		s.readAll(ada)
		paired := s.gets(mia, "Ada Osei is now your mentor", "A plan for your first meeting")
		s.readAll(mia)

		// A new pair: the plan for the first meeting, until it was opened.
		s.says(s.openHome(mia).all(), "3. Have a look at the plan for your first meeting.")
		s.says(s.clickMessage(mia, paired, "guide_open").View.all(), "A plan for your first meeting", "*Minute 0 to 15: who are you?*")
		s.closeAll(mia, s.stackTop(mia))
		s.settle()
		s.says(s.again(mia, paired).all(), "✓ You have looked at the plan for your first meeting.")
		s.saysNot(s.again(mia, paired).all(), "guide_open")
		s.says(s.openHome(mia).all(), "✓ You have looked at the plan for your first meeting.")
		s.says(s.openHome(ada).all(), "3. Have a look at the plan for your first meeting.")
		s.says(s.atMentorship(ada).all(), "A plan for your first meeting")
		s.closeAll(ada, s.stackTop(ada))

		// A goal and the end.
		list := s.command(mia, "/mentor goals").View
		form = s.clickView(mia, list, "goal_new").View
		s.says(s.clickView(mia, form, "guide_open").View.all(), "Goals that carry you", "*S – specific*")
		s.closeAll(mia, s.stackTop(mia))
		s.says(s.clickView(mia, s.clickView(mia, s.atMentorship(mia), "closing_open").View, "guide_open").View.all(), "Closing well", "*Look back*")
		s.closeAll(mia, s.stackTop(mia))
		s.says(s.clickView(mia, s.clickView(mia, s.atMentorship(mia), "mentorship_end").View, "guide_open").View.all(), "Closing well")
		s.nobodyHears(mia, ada)
	})
}

func TestAGuideUnfoldsInAFormThatNothingFitsOn(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada)
		results := s.search(mia, values{"text": value("leadership")})
		profile := s.clickView(mia, results, "person_open").View
		s.clickView(mia, profile, "choice_add")
		form := s.clickView(mia, s.stackTop(mia), "choices_open").View
		if depth := len(s.stack(mia)); depth != 3 {
			s.t.Fatalf("the form is at %d", depth)
		}
		s.act("type", fields{"user": mia, "view_id": form.ID, "values": values{"message": value("I lead a team since spring.")}})
		unfolded := s.clickView(mia, form, "guide_open").View
		s.says(unfolded.all(), "Why you ask", "How to get a yes", "*The four sentences*", "under `/mentor guide`", "Send request")
		s.saysNot(unfolded.all(), "guide_open")
		s.submit(mia, unfolded, values{})
		s.gets(ada, "Mia Wanjiru asks you", "I lead a team since spring.")
		s.says(s.command(mia, "/mentor guide").View.all(), "*How to get a yes* · ✓ read")
		s.readAll(mia)
	})
}

func TestTheReminderOfAFirstSessionHasThePlanForIt(t *testing.T) {
	tell(t, french(mia), func(s *stage) {
		s.asPair(mia, ada)
		s.books(ada, on("2026-06-10", "12:00"))
		s.readAll(mia)
		s.readAll(ada)
		s.until("2026-06-09T12:01:00Z")
		s.says(s.gets(mia, "commence dans 24 heures").all(), "Un plan pour votre première rencontre")
		reminded := s.gets(ada, "starts in 24 hours", "A plan for your first meeting")
		s.says(s.clickMessage(ada, reminded, "guide_open").View.all(), "*Before it*")
	})
}

func TestAFrenchPairReadsTheGuides(t *testing.T) {
	people := french(mia)
	for i := range people {
		if people[i].ID == ada {
			people[i].Locale = "fr-FR"
		}
	}
	tell(t, people, func(s *stage) {
		s.says(s.command(mia, "/mentor help").Reply.all(), "de courtes lectures pour chaque étape")
		s.asPair(mia, ada)
		s.says(s.openHome(mia).all(), "3. Jetez un œil au plan de votre première rencontre.")
		page := s.clickView(mia, s.atMentorship(mia), "guide_open").View
		s.says(page.all(), "Un plan pour votre première rencontre", "*De 0 à 15 minutes", "qui êtes-vous", "Racontez à tour de rôle", "Page 1 sur 2")
		page = s.clickView(mia, page, "page_next").View
		s.says(page.all(), "*Si un silence s’installe*", "Comptez jusqu’à cinq.", "Tous les guides")
		library := s.clickView(mia, page, "guides_open").View
		s.says(library.all(), "Avant de commencer", "*Un plan pour votre première rencontre* · ✓ lu", "Comment obtenir un oui", "Bien terminer")
		s.saysNot(library.all(), "Dire non avec bienveillance")
		s.says(s.guideOf(mia, library, "Des questions qui valent la peine").all(), "Pour faire connaissance", "• Quel détour de votre parcours s’est révélé utile")
		s.closeAll(mia, s.stackTop(mia))
		s.says(s.openHome(mia).all(), "✓ Vous avez vu le plan de votre première rencontre.")
		s.says(s.atHome(ada, "guides_open").View.all(), "Dire non avec bienveillance")
		s.nobodyHears(mia, ada)
	})
}

func TestAProgrammeDoesWithoutAGuide(t *testing.T) {
	tell(t, cast(), func(s *stage) { s.doesWithoutAGuide(wording(t, "en-GB")) })
}

func TestAFrenchAdminHidesAGuide(t *testing.T) {
	tell(t, french(kim), func(s *stage) { s.doesWithoutAGuide(wording(t, "fr-FR")) })
}

// doesWithoutAGuide has an admin, whose words are given, hide the plan for the first meeting after a pair was offered it.
func (s *stage) doesWithoutAGuide(say *i18n.Localizer) {
	s.t.Helper()
	s.ready(mia, ada, ben)
	s.pair(mia, ada)
	page := s.atMentorship(mia)
	s.says(page.all(), "A plan for your first meeting")

	form := s.settings(kim, "Mentoring programme", say.T("policy_page.guides"))
	s.says(form.all(), say.T("policy.hidden_guides.label"), say.T("guide_name.first_meeting"), say.T("guide_name.questions"))
	preview := s.submit(kim, form, values{"hidden_guides": value([]string{"first_meeting", "get_a_yes"})}).View
	s.says(preview.all(), say.T("policy.hidden_guides.label"), say.T("guide_name.first_meeting"))
	s.closeAll(kim, s.submit(kim, preview, nil).View)

	s.says(s.clickView(mia, page, "guide_open").View.all(), "This guide is not in the library any more") // offered before
	s.closeAll(mia, s.stackTop(mia))
	library := s.command(mia, "/mentor guide").View
	s.says(library.all(), "Your first steps as a mentee", "Closing well")
	s.saysNot(library.all(), "A plan for your first meeting", "How to get a yes", "The first session")
	s.closeAll(mia, library)
	s.saysNot(s.openHome(mia).all(), "guide_open", "plan for your first meeting")
	s.says(s.home(mia).all(), "3. Agree on how you want to work", "4. Set one or two goals together.")
	s.saysNot(s.atMentorship(ada).all(), "A plan for your first meeting")
	s.closeAll(ada, s.stackTop(ada))
	s.member(leo)
	s.choose(leo, "Ben Ito")
	s.saysNot(s.command(leo, "/mentor choices").View.all(), "guide_open")
	s.nobodyHears(mia, ada, kim)
}
