package stories

import (
	"testing"

	"mentorbot/core"
	"mentorbot/i18n"
)

func TestAMenteeSeesPointsAndBadges(t *testing.T) {
	tell(t, cast(), func(s *stage) { s.seesPoints(mia, ada, wording(t, "en-GB")) })
}

func TestAFrenchMenteeSeesPointsAndBadges(t *testing.T) {
	english := onlyIn(t, "en", "fr")
	tell(t, francophones(), func(s *stage) {
		s.seesPoints(luc, eve, wording(t, "fr-FR"))
		s.readsOnly(luc, english)
	})
}

// seesPoints has an admin switch points on and a mentee, whose words are given, read what they have.
func (s *stage) seesPoints(mentee, mentor string, say *i18n.Localizer) {
	s.t.Helper()
	s.asPair(mentee, mentor)
	s.saysNot(s.openHome(mentee).all(), "points_open")
	form := s.settings(kim, "Mentoring programme", "Recognition")
	for _, bad := range []string{"-1", "1001", "many"} {
		if out := s.submit(kim, form, values{"points_session": value(bad)}); out.Errors["points_session"] == "" {
			s.t.Errorf("%q was taken for points", bad)
		}
	}
	preview := s.submit(kim, form, values{"points": value([]string{"yes"}), "points_session": value("15"), "points_goal": value("0")}).View
	s.says(preview.all(), "Points and badges: No → Yes", "10 points → 15 points")
	s.closeAll(kim, s.submit(kim, preview, nil).View)

	s.says(s.openHome(mentee).all(), say.N("points.sum", 0), say.N("badges.count", 0))
	page := s.clickHome(mentee, "points_open").View
	s.says(page.all(), say.T("badges.none"), say.T("badges.ahead"), say.T("badge_explained.five_sessions"))
	s.saysNot(page.all(), say.T("point_rule.goal"))
	s.closeAll(mentee, page)
	s.meetAgain(mentee, mentor, "2026-06-02")
	s.says(s.home(mentee).all(), say.N("points.sum", 15), say.N("badges.count", 1))
	place := s.clickHome(mentee, "place_open").View
	page = s.clickView(mentee, place, "points_open").View
	s.says(page.all(), say.N("points.sum", 15), say.T("point_rule.session"), "1 × 15 = 15", "0 × 5 = 0",
		"✓ *"+say.T("badge.first_session")+"*", say.T("points.private"))
	s.closeAll(mentee, page)

	list := s.clickView(kim, s.toPage(kim), "participants_open").View
	s.saysNot(s.clickAbout(kim, list, "participant_open", map[string]string{mia: "Mia Wanjiru", luc: "Luc Petit"}[mentee]).View.all(), "15 points", "badge")
	s.closeAll(kim, s.stackTop(kim))
	s.openHome(mentee)
	place = s.clickHome(mentee, "place_open").View
	s.policy(func(p *core.Policy) { p.Points = nil })
	s.says(s.clickView(mentee, place, "points_open").View.all(), say.T("error.points_off"))
	s.saysNot(s.openHome(mentee).all(), "points_open")
}
