package stories

import (
	"strings"
	"testing"
	"time"

	"mentorbot/core"
)

// shortly has mentorships take eight weeks, and nobody be reminded of anything else.
func (s *stage) shortly() {
	s.t.Helper()
	s.policy(func(p *core.Policy) { p.LengthWeeks, p.RemindFirstContact, p.FirstSessionWeeks = 8, false, 0 })
}

func weeks(n string) values { return values{"weeks": value(n)} }

func TestAPairAgreesToGoOnAndThenEndsAsPlanned(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.shortly()
		s.asPair(mia, ada)
		s.advance(43 * 24 * time.Hour)
		mine := s.gets(mia, "Your mentorship with Ada Osei is planned until", "It goes on unless one of you", "extension_open", "end_as_planned")
		theirs := s.gets(ada, "Your mentorship with Mia Wanjiru is planned until")
		guide := s.clickMessage(ada, theirs, "closing_open").View
		s.says(guide.all(), "A good last conversation", "Look back", "Thank each other", "Book a session")

		form := s.clickMessage(mia, mine, "extension_open").View
		s.says(form.all(), "you both go on once you agree", "4 weeks, until")
		if out := s.submit(mia, form, weeks("4")); len(out.Errors) > 0 || out.View != nil {
			s.t.Fatalf("not proposed: %v", out.Errors)
		}
		s.says(s.again(mia, mine).all(), "You have proposed to go on until", "*Ada* has not answered yet")
		asked := s.gets(ada, "Mia Wanjiru would like to go on longer", "it is so once you agree", "extension_agree", "extension_decline")
		s.says(s.openHome(ada).all(), "Mia would like to go on until")
		s.says(s.again(ada, theirs).all(), "extension_agree")

		click := s.pressed(ada, asked, "extension_agree")
		s.atOnce("click", click, click)
		s.settle()
		s.gets(mia, "You and Ada Osei go on until")
		s.nobodyHears(mia, ada)
		s.says(s.again(ada, asked).all(), "is planned until", "end_as_planned")
		s.openHome(mia)
		page := s.clickHome(mia, "mentorship_open").View
		s.says(page.all(), "planned until", "Planned end")
		if words := s.clickStale(ada, asked, "extension_agree").reply(); !strings.Contains(words, "not on the table") {
			s.t.Errorf("a late click says %s", words)
		}

		s.advance(28 * 24 * time.Hour) // two weeks before the new end
		again := s.gets(mia, "Your mentorship with Ada Osei is planned until")
		s.gets(ada, "Your mentorship with Mia Wanjiru is planned until")
		s.clickMessage(mia, again, "end_as_planned")
		s.says(s.again(mia, again).all(), "it ends by itself on")
		s.says(s.clickView(ada, s.clickHomeMentorship(ada), "closing_open").View.all(), "*Mia* would like it to end as planned", "extension_open")
		s.nobodyHears(mia, ada)
		s.advance(14 * 24 * time.Hour)
		s.gets(mia, "Your mentorship with Ada Osei has ended", "It has come to its planned end")
		s.gets(ada, "Your mentorship with Mia Wanjiru has ended", "Thank you for the time")
		s.nobodyHears(mia, ada)
		s.advance(60 * 24 * time.Hour)
		s.nobodyHears(mia, ada)
	})
}

// clickHomeMentorship opens the page of somebody's mentorship from their Home.
func (s *stage) clickHomeMentorship(user string) *view {
	s.t.Helper()
	s.openHome(user)
	return s.clickHome(user, "mentorship_open").View
}

func TestAMentorshipNobodyEndsGoesOn(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.shortly()
		s.asPair(mia, ada)
		s.advance(43 * 24 * time.Hour)
		mine := s.gets(mia, "planned until")
		s.gets(ada, "planned until")
		s.advance(14 * 24 * time.Hour)
		reached := s.gets(mia, "the planned end has come", "goes on until one of you ends it", "mentorship_end")
		theirs := s.gets(ada, "the planned end has come")
		s.says(s.openHome(mia).all(), "goes on until one of you ends it")
		if words := s.clickStale(mia, mine, "end_as_planned").reply(); !strings.Contains(words, "has come already") {
			s.t.Errorf("a late click says %s", words)
		}
		form := s.clickMessage(mia, reached, "extension_open").View
		s.submit(mia, form, weeks("2"))
		asked := s.gets(ada, "would like to go on longer")
		s.clickMessage(ada, asked, "extension_decline")
		s.gets(mia, "Ada Osei would rather not go on longer", "mentorship_end")
		end := s.clickMessage(ada, s.again(ada, theirs), "mentorship_end").View
		s.submit(ada, end, values{"reason": value("")})
		s.gets(ada, "has ended", "It has come to its planned end")
		s.gets(mia, "has ended", "It has come to its planned end")
		s.nobodyHears(mia, ada)
	})
}

func TestAFrenchPairReadsOfItsEnd(t *testing.T) {
	tell(t, francophones(), func(s *stage) {
		s.shortly()
		s.asPair(luc, eve)
		s.advance(43 * 24 * time.Hour)
		mine := s.gets(luc, "Votre mentorat avec Ève Martin est prévu jusqu’au", "Terminer comme prévu", "Proposer de continuer")
		theirs := s.gets(eve, "Votre mentorat avec Luc Petit est prévu jusqu’au")
		s.says(s.clickMessage(eve, theirs, "closing_open").View.all(), "Réussir la dernière conversation", "Remerciez-vous")
		form := s.clickMessage(luc, mine, "extension_open").View
		s.says(form.all(), "8 semaines, jusqu’au")
		s.submit(luc, form, weeks("8"))
		asked := s.gets(eve, "Luc Petit aimerait continuer plus longtemps", "Rien ne change sans votre accord")
		s.clickMessage(eve, asked, "extension_decline")
		s.gets(luc, "Ève Martin préfère ne pas prolonger", "souhaite terminer comme prévu")
		s.says(s.again(eve, asked).all(), "le mentorat prendra fin de lui-même")
		s.advance(14 * 24 * time.Hour)
		s.gets(luc, "Votre mentorat avec Ève Martin a pris fin", "Il est arrivé à la fin prévue")
		s.gets(eve, "Votre mentorat avec Luc Petit a pris fin")
		s.nobodyHears(luc, eve)
	})
}
