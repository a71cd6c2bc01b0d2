package stories

import (
	"strings"
	"testing"
	"time"
)

func TestAPairTakesABreakAndGoesOn(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.shortly()
		s.asPair(mia, ada)
		matched := s.messages(mia)[0]
		for _, m := range s.messages(mia) {
			if m.has("session_book") {
				matched = m
			}
		}
		s.books(mia, on("2026-06-10", "15:00"))
		booked := s.gets(mia, "Introduction", "By you")
		s.gets(ada, "Introduction")
		s.openHome(ada)
		form := s.clickView(ada, s.clickHomeMentorship(ada), "hold_open").View
		s.says(form.all(), "You both take a break", "Booked sessions", "• Introduction", "Cancel them")
		wrong := s.submit(ada, form, values{"until": value("2026-05-01"), "reason": value("x")})
		s.says(wrong.Errors["until"], "in the future")
		if out := s.submit(ada, form, values{"until": value("2026-07-01"), "reason": value("My *daughter* was born")}); len(out.Errors) > 0 || out.View != nil {
			s.t.Fatalf("not on hold: %v", out.Errors)
		}
		s.settle()
		mine := s.gets(ada, "Your mentorship with Mia Wanjiru is on hold", "You put it on hold", "Wed 1 Jul 2026", "1 session in that time is cancelled")
		theirs := s.gets(mia, "Your mentorship with Ada Osei is on hold", "*Ada* put it on hold", "> My ∗daughter∗ was born", "mentorship_resume", "hold_open")
		s.says(s.again(mia, booked).all(), "cancelled")
		s.says(s.openHome(mia).all(), "is on hold until Wed 1 Jul 2026", "There is nothing to do until then", "On hold until Wed 1 Jul 2026", "mentorship_resume")
		s.saysNot(s.openHome(mia).all(), "Next steps", "session_book")
		if words := s.clickStale(mia, matched, "session_book").reply(); !strings.Contains(words, "is on hold") {
			s.t.Errorf("a late booking says %s", words)
		}
		s.nobodyHears(mia, ada)

		longer := s.clickMessage(mia, theirs, "hold_open").View
		s.says(longer.all(), "Change the hold", "2026-07-01")
		s.submit(mia, longer, values{"until": value("2026-07-15"), "reason": value("")})
		s.settle()
		s.gets(ada, "*Mia* put it on hold", "Wed 15 Jul 2026")
		s.gets(mia, "You put it on hold", "Wed 15 Jul 2026")
		s.says(s.again(ada, mine).all(), "Wed 15 Jul 2026")
		s.advance(40 * 24 * time.Hour)
		s.nobodyHears(mia, ada)
		s.advance(10 * 24 * time.Hour)
		s.gets(mia, "Your mentorship with Ada Osei goes on", "The break is over", "session_book")
		s.gets(ada, "Your mentorship with Mia Wanjiru goes on", "The end is now planned for")
		s.nobodyHears(mia, ada)
		s.says(s.again(mia, theirs).all(), "was on hold", "The break is over")
		if words := s.clickStale(mia, theirs, "mentorship_resume").reply(); !strings.Contains(words, "not on hold any more") {
			s.t.Errorf("a late click says %s", words)
		}
	})
}

func TestAFrenchPairEndsItsBreakEarly(t *testing.T) {
	tell(t, francophones(), func(s *stage) {
		s.shortly()
		s.asPair(luc, eve)
		form := s.clickView(luc, s.clickHomeMentorship(luc), "hold_open").View
		s.says(form.all(), "La pause vaut pour vous deux", "Reprise le")
		s.saysNot(form.all(), "Séances planifiées")
		s.submit(luc, form, values{"until": value("2026-08-03"), "reason": value("")})
		s.settle()
		s.gets(luc, "Votre mentorat avec Ève Martin est en pause", "Vous l’avez mis en pause")
		theirs := s.gets(eve, "Votre mentorat avec Luc Petit est en pause", "Il reprend de lui-même le lun. 3 août 2026")
		s.says(s.openHome(eve).all(), "Rien à faire d’ici là")
		s.advance(5 * 24 * time.Hour)
		s.clickMessage(eve, theirs, "mentorship_resume")
		s.settle()
		s.gets(luc, "Votre mentorat avec Ève Martin reprend", "La pause est terminée", "Planifier une séance")
		s.nobodyHears(luc, eve)
		s.saysNot(s.openHome(eve).all(), "en pause")
	})
}

// Whose evening it is not hears of a hold in the morning, and once, though its day was corrected in between.
func TestAHoldCorrectedInQuietHoursIsToldOnce(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.asPair(mia, ada)
		s.submit(mia, s.command(mia, "/mentor settings").View, values{"quiet_from": value("11:00"), "quiet_to": value("15:00")}) // noon where she lives
		s.openHome(ada)
		for _, day := range []string{"2026-07-01", "2026-07-08"} {
			s.submit(ada, s.clickView(ada, s.clickHomeMentorship(ada), "hold_open").View, values{"until": value(day)})
			s.settle()
			s.gets(ada, "You put it on hold")
		}
		s.nobodyHears(mia)
		s.advance(4 * hour)
		s.gets(mia, "Your mentorship with Ada Osei is on hold", "Wed 8 Jul 2026")
		s.nobodyHears(mia, ada)
	})
}
