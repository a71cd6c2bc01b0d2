package stories

import (
	"strings"
	"testing"

	"mentorbot/core"
	"mentorbot/i18n"
)

// resources opens a programme's own library as one who runs it.
func (s *stage) resources(user string) *view {
	s.t.Helper()
	return s.clickView(user, s.toPage(user), "resources_open").View
}

func TestAProgrammeHasResourcesOfItsOwn(t *testing.T) {
	tell(t, cast(), func(s *stage) { s.hasResources(wording(t, "en-GB")) })
}

func TestAFrenchAdminKeepsResources(t *testing.T) {
	english := onlyIn(t, "en", "fr")
	tell(t, french(kim), func(s *stage) {
		s.hasResources(wording(t, "fr-FR"))
		s.readsOnly(kim, english)
	})
}

// hasResources has an admin, whose words are given, add resources, order them and take one out, while a pair reads what is for them.
func (s *stage) hasResources(say *i18n.Localizer) {
	s.t.Helper()
	s.asPair(mia, ada)
	list := s.resources(kim)
	s.says(list.all(), say.T("resources.empty"))
	form := s.clickView(kim, list, "resource_new_text").View
	text := values{"title": value("House rules"), "text": value("Be on time.\n\n## If you cannot come\n- Say so <!here> the *day* before.")}
	s.says(s.submit(kim, form, values{"title": value(" "), "text": value("Be on time.")}).Errors["title"], say.T("error.required"))
	s.submit(kim, form, text)
	link := func(title, address, role, stage, language string) values {
		return values{"title": value(title), "address": value(address), "for": value(role), "stage": value(stage), "language": value(language)}
	}
	form = s.clickView(kim, s.clickView(kim, s.stackTop(kim), "resources_open").View, "resource_new_link").View
	for _, bad := range []string{"example.org", "http://example.org/x", "javascript:alert(1)", "https://me:secret@example.org/", "https://ex\u0430mple.org/x"} {
		if out := s.submit(kim, form, link("A talk", bad, "mentee", "first", "any")); out.Errors["address"] == "" {
			s.t.Errorf("%q was taken for an address", bad)
		}
	}
	s.submit(kim, form, link("A talk <@U0> on *listening*", "https://talks.example.org/a?b=1&c=2", "mentee", "first", "any"))
	for _, l := range []values{
		link("For mentors", "https://example.org/mentors", "mentor", "any", "en"), link("Pour finir", "https://example.org/fin", "both", "closing", "fr"),
	} {
		s.submit(kim, s.clickView(kim, s.clickView(kim, s.stackTop(kim), "resources_open").View, "resource_new_link").View, l)
	}

	library := s.command(mia, "/mentor guide").View
	s.says(library.all(), "From Mentoring programme", "*House rules*", "A talk &lt;@U0&gt; on ∗listening∗", "<https://talks.example.org/a?b=1&amp;c=2|talks.example.org>")
	s.saysNot(library.all(), "For mentors", "Pour finir")
	if own, guides := strings.Index(library.all(), "House rules"), strings.Index(library.all(), "Your first steps as a mentee"); own > guides {
		s.t.Error("the programme's own come behind the guides")
	}
	page := s.clickView(mia, library, "resource_read").View
	s.says(page.all(), "House rules", "A text of Mentoring programme", "*If you cannot come*", "• Say so &lt;!here&gt; the ∗day∗ before.")
	s.closeAll(mia, s.clickView(mia, page, "guides_open").View)
	s.says(s.atMentorship(mia).all(), "*From Mentoring programme*", "talks.example.org")
	s.saysNot(s.stackTop(mia).all(), "House rules") // which is for any time
	s.closeAll(mia, s.stackTop(mia))
	s.saysNot(s.atMentorship(ada).all(), "From Mentoring programme")
	s.closeAll(ada, s.stackTop(ada))
	library = s.command(ada, "/mentor guide").View
	s.says(library.all(), "For mentors", "House rules")
	s.saysNot(library.all(), "talks.example.org", "Pour finir")
	s.closeAll(ada, library)

	list = s.clickView(kim, s.stackTop(kim), "resources_open").View
	page = s.clickAbout(kim, list, "resource_open", "House rules").View
	page = s.clickView(kim, page, "resource_down").View
	s.says(page.all(), say.T("resource.place", "n", 2, "of", 4))
	form = s.clickView(kim, page, "resource_edit").View
	text["language"] = value("fr")
	s.submit(kim, form, text)
	list = s.clickView(kim, s.stackTop(kim), "resources_open").View
	s.says(list.all(), "2. *House rules*", say.T("resource_language.fr"))
	library = s.command(mia, "/mentor guide").View
	s.saysNot(library.all(), "House rules")
	s.closeAll(mia, library)

	list = s.clickView(kim, s.clickAbout(kim, list, "resource_open", "A talk").View, "resource_remove").View
	s.saysNot(list.all(), "talks.example.org", "A talk")
	s.closeAll(kim, list)
	s.saysNot(s.atMentorship(mia).all(), "From Mentoring programme")
	s.closeAll(mia, s.stackTop(mia))
	history := s.clickView(kim, s.toPage(kim), "history_open").View
	s.says(history.all(), say.T("history.resource.added", "resource", "*House rules*"), say.T("history.resource.moved", "resource", "*House rules*"),
		say.T("history.resource.changed", "resource", "*House rules*"), say.T("history.resource.removed", "resource", "*A talk &lt;@U0&gt; on ∗listening∗*"))
	s.closeAll(kim, history)
	s.nobodyHears(mia, ada, kim)
}

func TestAResourceThatIsGoneIsExplained(t *testing.T) {
	tell(t, french(mia), func(s *stage) {
		s.ready(mia, ada)
		s.policy(func(p *core.Policy) {
			p.Resources = []core.Resource{{ID: "r", Kind: core.ResourceText, Title: "Nos règles", Text: "Soyez à l’heure.", Language: "fr"}}
		})
		library := s.command(mia, "/mentor guide").View
		s.says(library.all(), "Du programme «", "Mentoring programme »", "*Nos règles*")
		s.policy(func(p *core.Policy) { p.Resources = nil })
		s.says(s.clickView(mia, library, "resource_read").View.all(), "Cette ressource n’est plus parmi les guides")
		s.nobodyHears(mia)
	})
}
