package stories

import (
	"testing"

	"mentorbot/core"
)

// ticks sets the checkboxes of a goal's page as somebody sees it.
func (s *stage) ticks(user string, page *view, numbers ...string) *view {
	s.t.Helper()
	return s.act("click", fields{
		"user": user, "view_id": page.ID, "action_id": "goal_steps", "block_id": blockOf(s.t, page.Blocks, "goal_steps"), "value": numbers,
	}).View
}

// talkGoal is the form of a goal with two steps.
func talkGoal() values {
	return values{
		"title": value("Give a talk"), "why": value("To be *heard*"), "measure": value("Forty people"), "due": value("2026-12-01"),
		"steps": value("Outline\nSlides"),
	}
}

// asPair brings a pair together and lets both read what they were told.
func (s *stage) asPair(mentee, mentor string) {
	s.t.Helper()
	s.ready(mentee, mentor)
	s.pair(mentee, mentor)
	for _, user := range []string{mentee, mentor} {
		for _, m := range s.unread(user) {
			s.dealtWith(user, m)
		}
	}
}

func TestAPairReachesAGoal(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.asPair(mia, ada)
		s.says(s.openHome(mia).all(), "Set one or two goals together.")
		list := s.clickHome(mia, "goals_open").View
		s.says(list.all(), "Your goals with *Ada Osei*", "gives every session a direction", "Ada sees it, too", "Only the two of you read your goals")
		form := s.clickView(mia, list, "goal_new").View
		s.says(form.all(), "specific, measurable, achievable, relevant", "one per line")
		wrong := s.submit(mia, form, values{"title": value("Give a talk"), "due": value("2026-05-01")})
		s.says(wrong.Errors["due"], "in the future")
		s.submit(mia, form, talkGoal())
		list = s.stackTop(mia)
		s.says(list.all(), "*Give a talk*", "0%", "Steps done: 0 of 2", "1 open goal")

		told := s.gets(ada, "Mia Wanjiru has set a goal for the two of you", "Give a talk", "> To be ∗heard∗", "Steps done: 0 of 2")
		theirs := s.clickMessage(ada, told, "goal_open").View
		mine := s.clickView(mia, list, "goal_open").View
		s.says(s.ticks(ada, theirs, "1").all(), "50%", "*You* ticked off")
		s.says(s.again(ada, told).all(), "Steps done: 1 of 2")
		s.nobodyHears(mia)

		// She does not see that tick yet, and takes nothing back with hers.
		mine = s.ticks(mia, mine, "2")
		s.says(mine.all(), "100%", "*Ada* ticked off", "Steps done: 2 of 2")
		s.says(s.stack(mia)[0].all(), "Steps done: 2 of 2")
		mine = s.ticks(mia, mine, "1")
		s.says(mine.all(), "50%", "*You* unticked")

		comment := s.clickView(ada, s.stackTop(ada), "goal_comment").View
		s.says(comment.all(), "Mia is told")
		if out := s.submit(ada, comment, values{"text": value(" ")}); len(out.Errors) == 0 {
			s.t.Error("a comment without words was taken")
		}
		s.submit(ada, comment, values{"text": value("Shall we rehearse?")})
		s.says(s.stackTop(ada).all(), "*You* wrote", "> Shall we rehearse?")
		s.gets(mia, "Ada Osei has written about a goal", "Give a talk", "> Shall we rehearse?")

		s.says(s.clickView(mia, mine, "goal_reach").View.all(), "Reached on", "Open it again")
		s.says(s.stack(mia)[0].all(), "1 reached", "100%")
		reached := s.gets(ada, "Mia Wanjiru says that a goal is reached", "Well done, both of you")
		s.says(s.again(ada, told).all(), "Reached on")
		s.clickView(mia, s.stackTop(mia), "goal_reopen")
		s.says(s.again(ada, reached).all(), "opened again since", "50%")
		s.says(s.again(ada, told).all(), "50%")
		s.says(s.openHome(mia).all(), "1 open goal")
		s.nobodyHears(mia, ada)
		s.saysNot(s.openHome(kim).all(), "Give a talk", "rehearse")
	})
}

func TestAFrenchPairWritesAGoalTogether(t *testing.T) {
	tell(t, french(mia), func(s *stage) {
		s.asPair(mia, ada)
		list := s.command(mia, "/mentor goals").View
		s.says(list.all(), "Vos objectifs avec *Ada Osei*", "donne un cap à chaque séance")
		form := s.clickView(mia, list, "goal_new").View
		s.says(form.all(), "Un bon objectif est SMART", "une par ligne", "Enregistrer")
		s.submit(mia, form, talkGoal())
		told := s.gets(ada, "has set a goal for the two of you") // in her language

		mine := s.clickView(mia, s.clickView(mia, s.stackTop(mia), "goal_open").View, "goal_edit").View
		theirs := s.clickView(ada, s.clickMessage(ada, told, "goal_open").View, "goal_edit").View
		s.submit(ada, theirs, values{"title": value("Give a short talk")})
		s.says(s.stackTop(ada).all(), "Give a short talk", "*You* changed", "the goal")
		s.nobodyHears(mia)
		wrong := s.submit(mia, mine, values{"title": value("Faire un exposé")})
		s.says(wrong.Errors["title"], "Ada Osei a modifié cet objectif pendant que vous écriviez")
		s.act("close", fields{"user": mia, "view_id": mine.ID})
		mine = s.clickView(mia, s.stackTop(mia), "goal_edit").View
		s.says(mine.all(), "Give a short talk")
		s.submit(mia, mine, values{"title": value("Faire un court exposé")})
		page := s.stackTop(mia)
		s.says(page.all(), "Faire un court exposé", "*Vous* · modifié", "l’objectif")
		s.says(s.again(ada, told).all(), "Faire un court exposé")

		_, err := s.box.App.Service.EndMentorship(s.in(), s.as(ada), s.mentorships(mia)[0].Mentorship.ID, "I move away.")
		s.must(err)
		s.settle()
		s.gets(ada, "ended")
		s.gets(mia, "pris fin")
		late := s.clickView(mia, page, "goal_reach") // of a page opened before
		s.says(late.View.all(), "Ce mentorat est terminé. Ses objectifs peuvent être lus, mais plus modifiés.")
		s.closeAll(mia, s.stackTop(mia))
		list = s.command(mia, "/mentor goals").View
		s.says(list.all(), "Faire un court exposé", "Vous pouvez encore lire ses objectifs")
		s.saysNot(list.all(), "Nouvel objectif")
		page = s.clickView(mia, list, "goal_open").View
		s.says(page.all(), "☐ Outline", "*Vous* · objectif fixé")
		s.saysNot(page.all(), "goal_steps", "goal_edit", "goal_comment", "goal_reach", "goal_drop")
		s.nobodyHears(mia, ada)
	})
}

func TestGoalsOfSeveralPeopleAreAChoice(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.says(s.command(kim, "/mentor goals").View.all(), "Goals belong to a mentorship.")
		s.mentor(ada, func(m *core.MentorSettings) { m.Capacity = 2 })
		for _, mentee := range []string{mia, leo} {
			s.member(mentee)
			s.pair(mentee, ada)
		}
		choice := s.command(ada, "/mentor goals").View
		s.says(choice.all(), "*Mia Wanjiru*", "Goals")
		list := s.clickAbout(ada, choice, "goals_open", "Mia Wanjiru").View
		for n := range core.GoalsPerPage + 1 { // without steps, how far it is can be said by hand
			s.submit(ada, s.clickView(ada, list, "goal_new").View, values{"title": value("Book " + string(rune('A'+n)))})
			list = s.stackTop(ada)
		}
		s.says(list.all(), "Page 1 of 2", "Book A", "6 open goals")
		list = s.clickView(ada, list, "page_next").View
		s.says(list.all(), "Page 2 of 2", "Book F")
		page := s.clickView(ada, list, "goal_open").View
		page = s.act("click", fields{
			"user": ada, "view_id": page.ID, "action_id": "goal_progress", "block_id": blockOf(s.t, page.Blocks, "goal_progress"), "value": "60",
		}).View
		s.says(page.all(), "▰▰▰▰▰▰▱▱▱▱ 60%", "*You* set the progress")
		s.says(s.stack(ada)[0].all(), "Page 2 of 2", "60%", "10%") // one of six
		for range core.GoalEntriesPerPage {
			s.submit(ada, s.clickView(ada, page, "goal_comment").View, values{"text": value("Chapter done.")})
			page = s.stackTop(ada)
		}
		s.says(page.all(), "Page 1 of 2")
		older := s.clickView(ada, page, "page_next").View
		s.says(older.all(), "Page 2 of 2", "*You* set this goal")
		s.says(s.clickView(ada, older, "goal_drop").View.all(), "Dropped on", "Page 1 of 2", "Open it again")
		s.says(s.stack(ada)[0].all(), "Page 2 of 2", "Dropped on")
		s.closeAll(ada, s.stackTop(ada))
		s.readAll(mia)
		s.readAll(leo)
		s.readAll(ada)
	})
}
