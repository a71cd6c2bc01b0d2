package stories

import (
	"testing"

	"mentorbot/core"
	"mentorbot/i18n"
)

// settings opens the settings of a programme on top of its page, and a form of them.
func (s *stage) settings(user, programme, page string) *view {
	s.t.Helper()
	overview := s.command(user, "/mentor admin").View
	programmePage := s.clickAbout(user, overview, "program_open", programme).View
	return s.clickAbout(user, s.clickView(user, programmePage, "policy_open").View, "policy_edit", page).View
}

func TestAnAdminSeesWhomASettingConcernsBeforeSavingIt(t *testing.T) {
	tell(t, cast(), func(s *stage) { s.seesWhomItConcerns(wording(t, "en-GB")) })
}

func TestAFrenchAdminSeesWhomASettingConcernsBeforeSavingIt(t *testing.T) {
	english := onlyIn(t, "en", "fr")
	tell(t, french(kim), func(s *stage) {
		s.seesWhomItConcerns(wording(t, "fr-FR"))
		s.readsOnly(kim, english)
	})
}

// seesWhomItConcerns looks at what settings and a required question would mean: for a mentee with three mentors on her list, and for
// these.
func (s *stage) seesWhomItConcerns(say *i18n.Localizer) {
	s.t.Helper()
	s.ready(mia, ada, ben, eve)
	s.asks(mia, words, ada, ben, eve)
	s.gets(ada, "asks you")
	s.gets(mia, "We asked Ada Osei")
	form := s.settings(kim, "Mentoring programme", say.T("policy_page.requests"))
	preview := s.submit(kim, form, values{"max_choices": value("2")}).View
	s.says(preview.all(), say.T("policy_impact.heading"), say.N("policy_impact.waiting", 1), say.N("policy_impact.long", 1))
	s.closeAll(kim, preview)

	form = s.settings(kim, "Mentoring programme", say.T("policy_page.joining"))
	preview = s.submit(kim, form, values{"approval": value("everybody"), "mentee_items": value([]string{"linkedin"})}).View
	s.says(preview.all(), say.N("policy_impact.staying", 4), say.N("policy_impact.held", 1))
	s.saysNot(preview.all(), say.N("policy_impact.long", 1))
	s.closeAll(kim, preview)

	kinds := s.clickView(kim, s.questions(kim), "question_add").View
	question := s.submit(kim, kinds, values{"kind": value("text")}).View
	s.says(question.all(), say.T("wording.requiring"), say.N("policy_impact.hidden", 3), say.N("policy_impact.held", 1))
	s.closeAll(kim, question)
}

func TestASettingChangesWhileRequestsAreOpen(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada, ben)
		s.asks(mia, words, ada)
		s.says(s.gets(ada, "asks you").Text, "Please answer by Thu 4 Jun 2026")
		s.gets(mia, "We asked Ada Osei")

		form := s.settings(kim, "Mentoring programme", "Requests")
		preview := s.submit(kim, form, values{"response_hours": value("24"), "weekends_pause": value([]string{"yes"})}).View
		s.says(preview.all(), "Hours to answer: 72 hours → 24 hours", "Weekends do not count: No → Yes", "1 request waits for an answer and keeps its deadline")
		saved := s.submit(kim, preview, nil).View
		s.says(saved.all(), "Hours to answer: 24 hours", "Weekends do not count: Yes")
		s.closeAll(kim, saved)

		s.advance(25 * hour) // the new time is over, the promised one is not
		s.says(s.openHome(ada).all(), "is waiting for your answer")
		s.says(s.openHome(mia).all(), "Thu 4 Jun 2026")
		s.keeps("policy_change_en", kim, ada, mia)
	})
}

func TestTwoAdminsDoNotOverwriteOneAnother(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.member(mia)
		form := s.settings(kim, "Mentoring programme", "Matching")
		out := s.submit(kim, form, values{"criteria_topics": value("49")})
		s.says(out.Errors["criteria_topics"], "The weights add up to 99")
		preview := s.submit(kim, form, values{"criteria_topics": value("40"), "criteria_duty_station": value("15")}).View
		s.says(preview.all(), "Topics 50", "Topics 40", "Nobody is concerned right now")

		programs, err := s.box.App.Service.AdminOverview(s.in(), s.as(kim))
		s.must(err)
		_, err = s.box.App.Service.RenameProgram(s.in(), s.as(kim), programs.Programs[0].Program.ID, "Growing")
		s.must(err)
		stale := s.submit(kim, preview, nil).View
		s.says(stale.all(), "Somebody else has changed", "Name: Mentoring programme → Growing")
		again := s.clickView(kim, stale, "policy_edit").View
		saved := s.submit(kim, s.submit(kim, again, values{"criteria_topics": value("40"), "criteria_duty_station": value("15")}).View, nil).View
		s.says(saved.all(), "Growing", "Topics 40", "Duty station 15")
	})
}

func TestSomebodyIsInTwoProgrammesWithDifferentSettings(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ada)
		created := s.submit(kim, s.clickView(kim, s.command(kim, "/mentor admin").View, "program_new").View, values{"name": value("Graduates")}).View
		s.says(created.all(), "Graduates", "Draft")
		opened := s.clickView(kim, created, "program_start").View
		s.closeAll(kim, opened)
		form := s.settings(kim, "Graduates", "Requests")
		s.closeAll(kim, s.submit(kim, s.submit(kim, form, values{"pairing": value("admins")}).View, nil).View)

		s.closeAll(mia, s.command(mia, "/mentor find").View) // here, mentees choose
		list := s.command(mia, "/mentor programme").View
		s.closeAll(mia, s.clickAbout(mia, list, "program_switch", "Graduates").View)
		s.says(s.openHome(mia).all(), "Take part in *Graduates*", "join_open") // not "find a mentor"
		s.says(s.command(mia, "/mentor find").reply(), "the team pairs people")
		_, err := s.box.App.Service.Join(s.in(), s.as(mia), core.Joining{Mentee: true})
		s.must(err)
		s.settle()
		s.says(s.openHome(mia).all(), "The programme team finds a mentor for you")
		s.says(s.command(mia, "/mentor why").reply(), "Graduates", "programme team pairs people")

		overview := s.command(kim, "/mentor admin").View
		page := s.clickView(kim, s.clickAbout(kim, overview, "program_open", "Mentoring programme").View, "program_close").View
		s.says(page.all(), "Closed to newcomers")
	})
}
