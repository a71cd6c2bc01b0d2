package stories

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"mentorbot/core"
	"mentorbot/roster"
	"mentorbot/slacksim"
)

// lacks takes an optional permission from the app's installation.
func (s *stage) lacks(scope string) {
	s.t.Helper()
	s.fault(fields{"kind": "scope", "scope": scope})
}

func TestAFileIsImportedByCommandWhereTheAppMayNotReadFiles(t *testing.T) {
	people := cast()
	for i := range people {
		if people[i].ID == kim {
			people[i].Locale = "fr-FR"
		}
	}
	tell(t, people, func(s *stage) {
		s.openHome(mia)
		s.lacks("files:read")
		page := s.clickView(kim, s.command(kim, "/mentor admin").View, "people_import_open").View
		s.says(page.all(), "files:read", "`mentorbot people import FILE.csv --dry-run`", "ligne de commande")
		s.closeAll(kim, page)

		// What the command does with the file, which nobody sends to Slack.
		file, err := roster.ReadPeople(strings.NewReader("email,unit\nmia@example.org,Water and sanitation\n"))
		s.must(err)
		system, in := core.Call{Workspace: s.as(kim).Workspace}, core.PeopleImport{File: file}
		summary, err := s.box.App.Service.PreviewImport(s.in(), system, in)
		s.must(err)
		if summary.Added != 1 || len(s.factsOf(mia)) != 0 {
			s.t.Fatalf("the preview: %+v, stored %v", summary, s.factsOf(mia))
		}
		_, err = s.box.App.Service.ImportPeople(s.in(), system, in)
		s.must(err)
		if got := s.factsOf(mia)[core.FactUnit].Value; got != "Water and sanitation" {
			s.t.Errorf("stored %q", got)
		}
		s.says(s.command(mia, "/mentor profile").View.all(), "We filled in")
		s.closeAll(mia, s.stackTop(mia))

		// Invitations go on by name and by address.
		form := s.clickView(kim, s.opensInvitations(kim), "enlist_open").View
		s.saysNot(form.all(), "file_input")
		s.submit(kim, form, values{"emails": value("mia@example.org")})
		s.settle()
		s.submit(kim, s.current(kim), nil)
		s.settle()
		s.gets(mia, "invites you to")
		s.closeAll(kim, s.current(kim))
	})
}

// bigCast has people enough for three pages of Slack's list.
func bigCast() []slacksim.User {
	people := cast()
	for i := range 1100 {
		people = append(people, slacksim.User{ID: bigID(i), Name: fmt.Sprintf("big%d", i), RealName: fmt.Sprintf("Person %d", i),
			Email: fmt.Sprintf("big%d@example.org", i), TZ: "Etc/UTC", Locale: "en-GB"})
	}
	return people
}

func bigID(i int) string { return fmt.Sprintf("U0BIG%04d", i) }

func TestPeopleAreFoundOnEveryPageOfALongList(t *testing.T) {
	tell(t, bigCast(), func(s *stage) {
		var wanted, emails, group []string
		for i := range 34 { // more than are asked for one by one
			wanted = append(wanted, bigID(i*33), bigID(i*33+1))
			emails = append(emails, fmt.Sprintf("Big%d@example.org", i*33))
			group = append(group, bigID(i*33+1))
		}
		var made struct{ ID string }
		s.call(http.MethodPost, "usergroups", fields{"handle": "big", "name": "Big team", "users": group}, &made)
		s.fault(fields{"method": "users.list", "kind": "http_500", "nth": 2}) // and goes on where it was
		form := s.clickView(kim, s.opensInvitations(kim), "enlist_open").View
		s.submit(kim, form, values{"group": value(made.ID), "emails": value(strings.Join(emails, "\n") + "\nnobody@example.org")})
		s.settle()
		s.advance(hour / 60)
		ready := s.current(kim)
		s.says(ready.all(), "68 people will get an invitation", "1 address nobody in this workspace has: nobody@example.org")
		s.submit(kim, ready, values{"count": value("68")})
		s.settle()
		s.closeAll(kim, s.current(kim))
		s.advance(hour)
		for _, user := range wanted {
			s.gets(user, "invites you to *Mentoring programme*")
		}
	})
}
