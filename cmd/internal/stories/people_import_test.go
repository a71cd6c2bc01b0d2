package stories

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"mentorbot/core"
)

// uploads has a person upload a file and gives its id.
func (s *stage) uploads(user, name, text string) []string {
	s.t.Helper()
	request, err := http.NewRequest(http.MethodPost, s.box.URL()+"/_sim/upload?user="+user+"&name="+name, strings.NewReader(text))
	s.must(err)
	status, raw, err := roundTrip(request)
	s.must(err)
	var answer struct{ Files []struct{ ID string } }
	s.must(json.Unmarshal(raw, &answer))
	if status != http.StatusOK || len(answer.Files) != 1 {
		s.t.Fatalf("upload: %d %s", status, raw)
	}
	return []string{answer.Files[0].ID}
}

// current is the modal a person looks at.
func (s *stage) current(user string) *view {
	s.t.Helper()
	var open struct{ View *view }
	s.call(http.MethodGet, "users/"+user+"/view", nil, &open)
	if open.View == nil {
		s.t.Fatalf("%s has no modal open", user)
	}
	return open.View
}

// importsFile brings an admin to where a file was looked at.
func (s *stage) importsFile(user, text string, more values) *view {
	s.t.Helper()
	form := s.clickView(user, s.command(user, "/mentor admin").View, "people_import_open").View
	in := values{"file": value(s.uploads(user, "people.csv", text))}
	for block, v := range more {
		in[block] = v
	}
	out := s.submit(user, form, in)
	if len(out.Errors) > 0 {
		s.t.Fatalf("the file was not taken: %v", out.Errors)
	}
	s.settle()
	return s.current(user)
}

func (s *stage) factsOf(user string) map[core.FactKey]core.Fact {
	s.t.Helper()
	found := map[core.FactKey]core.Fact{}
	facts, err := s.box.App.Service.Facts(s.in(), s.as(user).Workspace, s.id(user))
	s.must(err)
	for _, f := range facts {
		found[f.Key] = f
	}
	return found
}

const hrFile = "\xef\xbb\xbfEmail;Name;Unit;Gender:admins;Manager\r\n" +
	"mia@example.org;Mia;Water and sanitation;F;ada@example.org\r\n" +
	"ben@example.org;Ben;\"Law; treaties\";nonsense;\r\n" +
	"leo@example.org;Leo;Research\r\n" +
	"nobody@example.org;Nobody;Elsewhere;;\r\n"

func TestAnAdminImportsHRFactsFromAFile(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		ready := s.importsFile(kim, hrFile, nil)
		s.says(ready.all(), "The file has 4 lines.", "*1* person gets facts for the first time", "1 line is about nobody", "2 lines have mistakes",
			"Line 3, column gender: this is not one of female, male, non_binary", "Line 4: the number of cells differs from the first line",
			"Line 5, column email: nobody in this workspace", "Import")
		if len(s.factsOf(mia)) > 0 {
			s.t.Fatal("something was stored before anybody said yes")
		}
		s.submit(kim, ready, nil)
		s.settle()
		s.says(s.current(kim).all(), "*1* person got facts for the first time", "The import is done.")
		facts := s.factsOf(mia)
		if facts[core.FactUnit].Value != "Water and sanitation" || facts[core.FactGender].Visibility != core.VisibleAdmins ||
			facts[core.FactManager].Value != string(s.id(ada)) || len(s.factsOf(ben)) > 0 {
			s.t.Errorf("stored: %+v", facts)
		}
		s.closeAll(kim, s.current(kim))

		again := s.importsFile(kim, hrFile, nil)
		s.says(again.all(), "*1* person stays as before", "There is nothing to import.")
		s.closeAll(kim, again)
		s.says(s.command(mia, "/mentor profile").View.all(), "We filled in")
		s.keeps("import_en", kim, mia)
	})
}

func TestABadFileIsExplained(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		for text, words := range map[string]string{
			"email,salary\nmia@example.org,1\n":     "There is no column “salary”.",
			"name,unit\nMia,Water\n":                "There is no column slack_id or email",
			"email,unit\nmia@example.org,Gen\xe8ve": "This file is not UTF-8 text.",
			"email,<!channel>\nx,y\n":               "There is no column “&lt;!channel&gt;”.",
		} {
			shown := s.importsFile(kim, text, nil)
			s.says(shown.all(), words, "Nothing was changed.")
			s.closeAll(kim, shown)
		}
	})
}

func TestWhoClosesTheWindowIsToldByMessage(t *testing.T) {
	people := cast()
	people[5].Locale = "fr-FR"
	tell(t, people, func(s *stage) {
		form := s.clickView(kim, s.command(kim, "/mentor admin").View, "people_import_open").View
		s.says(form.all(), "Déposez un fichier CSV")
		s.fault(fields{"method": "files.info", "kind": "http_500"})
		s.submit(kim, form, values{"file": value(s.uploads(kim, "people.csv", hrFile)), "visible_matching": value([]string{"unit"})})
		s.settle()
		s.closeAll(kim, s.current(kim))
		s.advance(hour) // Slack works again
		told := s.gets(kim, "Importer des personnes", "attend votre accord")
		ready := s.clickMessage(kim, told, "errand_open").View
		s.says(ready.all(), "Le fichier contient 4 lignes.", "Ligne 3, colonne gender")
		// A yes given twice imports once; so does one that comes too late not at all.
		yes := fields{"user": kim, "view_id": ready.ID, "values": values{}}
		s.act("submit", yes)
		s.settle()
		s.says(s.current(kim).all(), "L’import est terminé.")
		if got := s.factsOf(mia)[core.FactUnit]; got.Visibility != core.VisibleMatching {
			s.t.Errorf("stored: %+v", got)
		}
	})
}

// The result is there before Slack has the acknowledgement that says "one moment".
func TestAResultIsNotCoveredByALateAcknowledgement(t *testing.T) {
	for late, pass := range map[string]time.Duration{
		"300ms": 0,               // within the time the job looks
		"2s":    3 * time.Second, // after it has stopped looking
	} {
		t.Run(late, func(t *testing.T) {
			tell(t, cast(), func(s *stage) {
				acknowledgedLate := fields{"method": "interactive", "kind": "late", "delay": late}
				form := s.clickView(kim, s.command(kim, "/mentor admin").View, "people_import_open").View
				upload := values{"file": value(s.uploads(kim, "people.csv", hrFile)), "visible_matching": value([]string{"unit"})}
				s.fault(acknowledgedLate)
				s.submit(kim, form, upload)
				s.settle()
				s.advance(pass)
				ready := s.current(kim)
				s.says(ready.all(), "The file has 4 lines.")
				s.fault(acknowledgedLate)
				s.submit(kim, ready, nil)
				s.settle()
				s.advance(pass)
				s.says(s.current(kim).all(), "The import is done.")
				if got := s.factsOf(mia)[core.FactUnit]; got.Visibility != core.VisibleMatching {
					s.t.Errorf("stored: %+v", got)
				}
				for _, m := range s.unread(kim) {
					s.t.Errorf("who looks at the window is told by message: %s", m.all())
				}
			})
		})
	}
}

func TestAFileNobodySaysYesToIsForgotten(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		ready := s.importsFile(kim, hrFile, nil)
		s.advance(25 * hour)
		out := s.submit(kim, ready, nil)
		s.says(out.View.all()+fmt.Sprint(out.Errors), "This is over already. Please begin again.")
		if len(s.factsOf(mia)) > 0 {
			s.t.Error("it was imported")
		}
	})
}
