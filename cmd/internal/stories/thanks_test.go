package stories

import (
	"testing"
	"time"
)

func TestAPairThanksEachOtherAndTheMenteeMayMentor(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.shortly()
		s.asPair(mia, ada)
		s.advance(43 * 24 * time.Hour)
		s.clickMessage(mia, s.gets(mia, "end_as_planned"), "end_as_planned")
		s.gets(ada, "planned until")
		s.advance(14 * 24 * time.Hour)
		mine := s.gets(mia, "has ended", "mentor somebody yourself", "Become a mentor", "thanks_open")
		theirs := s.gets(ada, "has ended", "thanks_open")
		s.saysNot(theirs.all(), "mentor somebody yourself")

		form := s.clickMessage(mia, mine, "thanks_open").View
		s.says(form.all(), "*Ada* gets your words", "Nobody else reads them")
		if out := s.submit(mia, form, values{"words": value(" ")}); len(out.Errors) == 0 {
			s.t.Error("no words were taken for thanks")
		}
		s.submit(mia, form, values{"words": value("You have *opened* doors.")})
		told := s.gets(ada, "Mia Wanjiru thanks you", "> You have ∗opened∗ doors.", "thanks_open")
		s.says(s.again(mia, mine).all(), "✓ You have thanked Ada")
		s.saysNot(s.again(mia, mine).all(), "thanks_open")
		s.says(s.clickStale(mia, mine, "thanks_open").reply(), "You have said thank you already")
		back := s.clickMessage(ada, told, "thanks_open").View
		s.submit(ada, back, values{"words": value("It was a pleasure.")})
		s.gets(mia, "Ada Osei thanks you", "It was a pleasure.")
		s.says(s.again(ada, told).all(), "✓ You have thanked Mia")
		s.nobodyHears(mia, ada)

		become := s.clickMessage(mia, s.again(mia, mine), "mentor_open").View
		s.says(become.all(), "mentor")
	})
}

func TestAFrenchPairSaysThankYou(t *testing.T) {
	tell(t, francophones(), func(s *stage) {
		s.shortly()
		s.asPair(luc, eve)
		s.openHome(luc)
		s.submit(luc, s.clickHome(luc, "mentorship_end").View, values{"reason": value("Je change de poste.")})
		mine := s.gets(luc, "a pris fin", "Dire merci")
		s.saysNot(mine.all(), "devenez mentor") // it did not go to its planned end
		s.gets(eve, "a pris fin")
		form := s.clickMessage(luc, mine, "thanks_open").View
		s.says(form.all(), "Personne d’autre ne les lit")
		s.submit(luc, form, values{"words": value("Merci, Ève.")})
		s.gets(eve, "Luc Petit vous remercie", "Merci, Ève.")
		s.says(s.again(luc, mine).all(), "Vos remerciements à Ève sont envoyés")
		s.nobodyHears(luc, eve)
	})
}
