package stories

import (
	"testing"

	"mentorbot/core"
	"mentorbot/i18n"
)

// An admin takes a programme that has proved itself as the pattern of another one: it has the same settings, questions and team, nobody takes
// part in it, nobody sees it before it is started, and what is changed in the one stays as it was in the other.
func TestAProgrammeIsDuplicated(t *testing.T) {
	tell(t, cast(), func(s *stage) { s.duplicates(wording(t, "en-GB")) })
}

func TestAFrenchAdminDuplicatesAProgramme(t *testing.T) {
	english := onlyIn(t, "en", "fr")
	tell(t, french(kim), func(s *stage) {
		s.duplicates(wording(t, "fr-FR"))
		s.readsOnly(kim, english)
	})
}

func (s *stage) duplicates(say *i18n.Localizer) {
	s.t.Helper()
	s.ready(mia, ada)
	s.policy(func(p *core.Policy) {
		p.ResponseHours, p.MaxChoices = 24, 2
		p.Questions = []core.Question{{ID: "q1", Kind: core.QuestionText, Text: core.LocalText{EN: "Pourquoi ?", FR: "Pourquoi ?"}, Asked: core.AskMentees}}
		p.Courses = []core.Course{{ID: "c1", Title: "Nos débuts", Lessons: []core.Lesson{{ID: "l1", Resource: "r1"}}}}
		p.Resources = []core.Resource{{ID: "r1", Kind: core.ResourceText, Title: "Nos règles", Text: "Soyez à l’heure."}}
	})
	s.submit(kim, s.clickView(kim, s.toPage(kim), "staff_open").View, values{"person": value(ben), "role": value("observer")})
	s.settle()
	s.readAll(ben)

	s.closeAll(kim, s.stackTop(kim))
	form := s.clickView(kim, s.toPage(kim), "program_duplicate").View
	s.says(form.all(), say.T("program_form.program_duplicate", "program", "*Mentoring programme*"), say.T("program_form.copy", "program", "Mentoring programme"))
	s.says(s.submit(kim, form, values{"name": value("mentoring PROGRAMME")}).Errors["name"], say.T("error.name_taken"))
	page := s.submit(kim, form, values{"name": value("Cohorte 2027")}).View
	s.says(page.all(), "Cohorte 2027", say.T("program_state.draft"))

	first, second := s.managed("Mentoring programme"), s.managed("Cohorte 2027")
	if len(second.Policy.Questions) != 1 || len(second.Policy.Resources) != 1 || len(second.Policy.Courses) != 1 || second.Policy.ResponseHours != 24 || second.Policy.MaxChoices != 2 || second.State != core.ProgramDraft {
		s.t.Fatalf("the copy is %s with %+v", second.State, second.Policy)
	}
	settings := s.clickView(kim, page, "policy_open").View
	s.says(settings.all(), say.N("policy_unit.hours", 24))
	s.closeAll(kim, settings)
	list := s.clickView(kim, s.pageOf(kim, "Cohorte 2027"), "participants_open").View
	s.saysNot(list.all(), "Mia Wanjiru", "Ada Osei")
	s.closeAll(kim, list)
	s.says(s.pageOf(ben, "Cohorte 2027").all(), "Cohorte 2027") // the team is copied
	s.closeAll(ben, s.stackTop(ben))
	s.saysNot(s.command(mia, "/mentor programme").reply(), "Cohorte 2027")
	s.closeAll(mia, s.stackTop(mia))

	preview := s.submit(kim, s.settings(kim, "Cohorte 2027", say.T("policy_page.requests")), values{"response_hours": value("48")}).View
	s.closeAll(kim, s.submit(kim, preview, nil).View)
	if again := s.managed("Mentoring programme"); again.Policy.ResponseHours != first.Policy.ResponseHours {
		s.t.Errorf("the pattern changed with its copy: %d hours", again.Policy.ResponseHours)
	}
	s.closeAll(kim, s.clickView(kim, s.pageOf(kim, "Cohorte 2027"), "program_start").View)
	s.says(s.command(mia, "/mentor programme").reply(), "Cohorte 2027")
}

// pageOf opens the page of a programme.
func (s *stage) pageOf(user, programme string) *view {
	s.t.Helper()
	return s.clickAbout(user, s.command(user, "/mentor admin").View, "program_open", programme).View
}

// managed is a programme as its admins have it.
func (s *stage) managed(name string) core.Program {
	s.t.Helper()
	overview, err := s.box.App.Service.AdminOverview(s.in(), s.as(kim))
	s.must(err)
	for _, p := range overview.Programs {
		if p.Program.Name == name {
			return p.Program
		}
	}
	s.t.Fatalf("there is no programme %s", name)
	return core.Program{}
}
