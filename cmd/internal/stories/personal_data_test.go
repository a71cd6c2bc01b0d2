package stories

import (
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"testing"

	"mentorbot/core"
)

// exported is the document people take with them.
type exported struct {
	Format  string
	Version int
	Data    map[string][]map[string]any
}

func (s *stage) exported(text string) exported {
	s.t.Helper()
	var e exported
	s.must(json.Unmarshal([]byte(text), &e))
	if e.Format != core.DataFormat || e.Version != core.DataFormatVersion || len(e.Data) != len(core.DataSections()) {
		s.t.Errorf("format %q, version %d, %d sections", e.Format, e.Version, len(e.Data))
	}
	return e
}

// writesToEachOther gives a pair something of what people write.
func (s *stage) writesToEachOther() {
	s.t.Helper()
	s.asPair(mia, ada)
	s.submit(mia, s.clickView(mia, s.atAgreement(mia), "agreement_write").View, howWeWork("Every two weeks."))
	s.clickMessage(ada, s.gets(ada, "Mia Wanjiru proposes an agreement"), "agreement_agree")
	s.readAll(mia)
	s.must(s.facts(mia, core.Fact{Key: core.FactManager, Value: "M-77", Visibility: core.VisibleAdmins}))
}

// facts stores HR facts about somebody.
func (s *stage) facts(user string, facts ...core.Fact) error {
	for i := range facts {
		facts[i].Person = s.id(user)
	}
	return s.box.App.Service.ImportFacts(s.in(), s.box.App.Workspace.ID, facts)
}

func TestSomebodyGetsEverythingAboutThemselves(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.writesToEachOther()
		settings := s.command(mia, "/mentor settings").View
		page := s.clickView(mia, settings, "my_data_open").View
		s.says(page.all(), "My data", "Get everything about me", "Send me everything")
		s.says(s.clickView(mia, page, "my_data_export").View.all(), "✓ On its way to your messages")
		s.settle()

		readable := s.opensFile(s.gets(mia, "Here is everything that is stored about you. Only you can see this file."))
		s.says(readable, "# Everything about me", "## From your organisation", "- Value: M-77", "## Agreements", "rhythm = Every two weeks.",
			"## Mentorships", "- Mentor: Ada Osei", "## Log of changes")
		e := s.exported(s.opensFile(s.gets(mia, "And the same for other programs, as JSON.")))
		account := e.Data["account"][0]
		if account["slack_user_id"] != mia || account["email"] != "mia@example.org" {
			t.Errorf("account: %v", account)
		}
		instant := regexp.MustCompile(`^2026-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$`)
		if began, ok := e.Data["mentorships"][0]["started_at"].(string); !ok || !instant.MatchString(began) {
			t.Errorf("began %v", e.Data["mentorships"][0]["started_at"])
		}
		for section, most := range map[string]int{"profile": 1, "participations": 1, "requests_sent": 1, "requests_received": 0, "facts": 1, "agreements": 1} {
			if got := len(e.Data[section]); got != most {
				t.Errorf("%d of %s, want %d", got, section, most)
			}
		}
		s.nobodyHears(ada)
	})
}

func TestAFrenchReaderGetsTheirDataByCommand(t *testing.T) {
	tell(t, french(mia), func(s *stage) {
		s.writesToEachOther()
		page := s.command(mia, "/mentor data").View
		s.says(page.all(), "Mes données", "Recevoir tout ce qui me concerne")
		s.says(s.clickView(mia, page, "my_data_export").View.all(), "✓ C’est en route")
		s.settle()
		s.says(s.opensFile(s.gets(mia, "Voici tout ce qui est enregistré sur vous.")), "# Tout ce qui me concerne", "## Accords", "- Mentor\u00a0: Ada Osei")
		s.exported(s.opensFile(s.gets(mia, "Et la même chose pour d’autres programmes")))
	})
}

func TestWithoutFilesAPageGivesSomebodyTheirData(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.writesToEachOther()
		s.lacks("files:write")
		s.clickView(mia, s.command(mia, "/mentor data").View, "my_data_export")
		s.settle()
		told := s.gets(mia, "Slack takes no files from this app here", "Keep its address to yourself")
		address := regexp.MustCompile(`https?://[^"]*/my-data/[\w-]+`).FindString(told.all())
		status, question := s.browse(address, nil)
		if s.says(question, "Your data", "Download"); status != http.StatusOK {
			t.Errorf("asked with %d", status)
		}
		s.saysNot(question, "Every two weeks.")
		status, text := s.browse(address, url.Values{})
		if e := s.exported(text); status != http.StatusOK || e.Data["account"][0]["name"] != "Mia Wanjiru" {
			t.Errorf("status %d: %v", status, e.Data["account"])
		}
		if status, _ := s.browse(address+"x", url.Values{}); status != http.StatusNotFound {
			t.Errorf("a forged link answers %d", status)
		}
		s.advance(25 * hour)
		status, over := s.browse(address, url.Values{})
		if s.says(over, "This page has expired"); status != http.StatusGone {
			t.Errorf("an old link answers %d", status)
		}
	})
}
