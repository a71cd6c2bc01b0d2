package stories

import (
	"testing"
	"time"

	"mentorbot/core"
)

// rated fills in the product's own evaluation.
func rated(useful, gained string) values {
	return values{"q_useful": value(useful), "q_goals": value("4"), "q_gained": value(gained)}
}

func TestAPairSaysHowItWas(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.shortly()
		s.asPair(mia, ada)
		s.openHome(mia)
		s.submit(mia, s.clickHome(mia, "mentorship_end").View, values{"reason": value("I move to another city.")})
		mine := s.gets(mia, "has ended", "We would like to hear how it was", "nothing happens if you leave them out", "evaluation_open")
		theirs := s.gets(ada, "has ended", "evaluation_open")
		form := s.clickMessage(mia, mine, "evaluation_open").View
		s.says(form.all(), "Ada does not read them", "added up and without names", "How useful was the mentorship to you", "5 – very much")
		if out := s.submit(mia, form, values{"q_gained": value("Much")}); len(out.Errors) == 0 {
			s.t.Error("an evaluation without an answer to the one question that needs one was taken")
		}
		if out := s.submit(mia, form, rated("5", "Confidence.")); len(out.Errors) > 0 || out.View != nil {
			s.t.Fatalf("not taken: %v", out.Errors)
		}
		s.says(s.again(mia, mine).all(), "✓ You have told us how it was")
		s.saysNot(s.again(mia, mine).all()+s.openHome(mia).all(), "evaluation_open")
		s.says(s.clickStale(mia, mine, "evaluation_open").reply(), "You have answered already")
		s.nobodyHears(mia, ada)

		s.says(s.openHome(ada).all(), "How was your mentorship with Mia Wanjiru", "evaluation_open")
		s.advance(7 * 24 * time.Hour)
		reminded := s.gets(ada, "How was your mentorship with Mia Wanjiru?", "evaluation_open")
		s.nobodyHears(mia)
		s.advance(7 * 24 * time.Hour)
		s.nobodyHears(mia, ada) // it lapses without a word
		s.says(s.again(ada, reminded).all(), "There is nothing you have to do")
		s.saysNot(s.again(ada, theirs).all()+s.openHome(ada).all(), "evaluation_open")

		page := s.clickView(kim, s.command(kim, "/mentor admin").View, "program_open").View
		supply := s.clickView(kim, page, "supply_open").View
		s.says(supply.all(), "What people say at the end", "1 evaluation", "1 not answered", "once 5 people have given some")
		s.saysNot(supply.all(), "Confidence")
	})
}

func TestAnAdminWritesTheEvaluation(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.shortly()
		s.asPair(mia, ada)
		list := s.questions(kim)
		s.says(list.all(), "Questions for the end are asked once a mentorship is over")
		page := s.adds(kim, list, "single", values{
			"text": value("Would you take part again?"), "options": value("Yes\nNo"), "asked": value("mentees_at_end"), "required": value([]string{"yes"}),
		})
		s.says(page.all(), "mentees, at the end")
		s.saysNot(s.openHome(mia).all(), "answers_open") // nothing to answer before
		s.openHome(mia)
		s.submit(mia, s.clickHome(mia, "mentorship_end").View, values{"reason": value("We are done.")})
		mine := s.gets(mia, "evaluation_open")
		theirs := s.gets(ada, "has ended")
		s.saysNot(theirs.all(), "evaluation_open") // mentors are asked nothing
		form := s.clickMessage(mia, mine, "evaluation_open").View
		s.says(form.all(), "Would you take part again?")
		q := s.questionsOf(kim)[0]
		if q.Asked != core.AskMenteesAtEnd {
			s.t.Fatalf("asked %s", q.Asked)
		}
		if out := s.submit(mia, form, values{core.AnswerField(q.ID): value(string(q.Options[0].ID))}); len(out.Errors) > 0 {
			s.t.Fatalf("not taken: %v", out.Errors)
		}
		s.says(s.clickView(kim, s.questions(kim), "question_open").View.all(), "1 person has answered")
		s.nobodyHears(mia, ada)
	})
}

func TestAFrenchPairIsAskedForItsEvaluation(t *testing.T) {
	tell(t, francophones(), func(s *stage) {
		s.shortly()
		s.asPair(luc, eve)
		s.openHome(eve)
		s.submit(eve, s.clickHome(eve, "mentorship_end").View, values{"reason": value("Merci pour tout.")})
		mine := s.gets(luc, "a pris fin", "Nous aimerions connaître votre bilan", "evaluation_open")
		s.gets(eve, "a pris fin", "evaluation_open")
		form := s.clickMessage(luc, mine, "evaluation_open").View
		s.says(form.all(), "Votre bilan", "Ève ne les lira pas", "5 – tout à fait")
		s.submit(luc, form, rated("4", "De l’assurance."))
		s.says(s.again(luc, mine).all(), "Vous avez fait votre bilan")
		s.advance(7 * 24 * time.Hour)
		s.gets(eve, "Quel bilan tirez-vous de votre mentorat avec Luc Petit")
		s.nobodyHears(luc, eve)
	})
}
