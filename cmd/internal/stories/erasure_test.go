package stories

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"mentorbot/core"
	"mentorbot/storage"
)

// database is every value of every column of the database, with its table and column before it.
func (s *stage) database() []string {
	s.t.Helper()
	driver, source := "pgx", s.url
	tables := "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()"
	if path, ok := strings.CutPrefix(s.url, "sqlite://"); ok {
		driver, source = "sqlite", "file:"+path+"?_pragma=busy_timeout(10000)"
		tables = "SELECT name FROM sqlite_master WHERE type = 'table'"
	}
	db, err := sql.Open(driver, source)
	s.must(err)
	defer db.Close()
	var all []string
	for _, table := range s.rows(db, tables) {
		name := table[strings.Index(table, "=")+1:]
		for _, value := range s.rows(db, fmt.Sprintf("SELECT * FROM %q", name)) {
			all = append(all, name+"."+value)
		}
	}
	return all
}

// rows are the values of a query, as column=value.
func (s *stage) rows(db *sql.DB, text string) []string {
	s.t.Helper()
	rows, err := db.Query(text)
	s.must(err)
	defer rows.Close()
	columns, err := rows.Columns()
	s.must(err)
	var all []string
	for rows.Next() {
		values, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		s.must(rows.Scan(into...))
		for i, v := range values {
			if raw, ok := v.([]byte); ok {
				v = string(raw)
			}
			all = append(all, fmt.Sprintf("%s=%v", columns[i], v))
		}
	}
	s.must(rows.Err())
	return all
}

// holds are the values of the database with one of the words in them, whatever their case.
func (s *stage) holds(words ...string) []string {
	s.t.Helper()
	return slices.DeleteFunc(s.database(), func(value string) bool {
		return !slices.ContainsFunc(words, func(word string) bool {
			_, after, _ := strings.Cut(strings.ToLower(value), "=")
			return strings.Contains(after, strings.ToLower(word))
		})
	})
}

// erases has somebody erase themselves, from the command to the last job.
func (s *stage) erases(user string) {
	s.t.Helper()
	form := s.clickView(user, s.command(user, "/mentor data").View, "erasure_open").View
	out := s.submit(user, form, values{"sure": map[string]any{"value": []string{"yes"}}})
	if out.View == nil || out.View.CallbackID != "erasing" {
		s.t.Fatalf("%s is not being erased: %+v", user, out)
	}
	s.settle()
}

// Everybody has typed words of their own into every field for text there is. Of those who are erased, no word, name, address or id is left in
// any column of any table.
func TestNothingOfAnErasedPersonIsLeft(t *testing.T) {
	t.Parallel()
	for _, on := range settingsOver(true, true) {
		t.Run(on.name, func(t *testing.T) {
			t.Parallel()
			a := &assault{stage: raise(t, on, cast()), text: "Kestrel", own: true, entered: map[field]bool{}}
			a.everybodyWritesProfiles()
			a.oneAsksTheOthers()
			a.theyAskForHelp()
			a.theyMeet()
			a.theyPart()
			a.must(a.facts(mia, core.Fact{Key: core.FactManager, Value: string(a.id(leo))}))
			for _, user := range []string{leo, ben, eve} {
				person, err := a.box.App.Person(a.in(), user)
				a.must(err)
				words := []string{"Kestrel" + user, user, person.Name, person.Email}
				if before := a.holds(words...); len(before) < 5 {
					t.Fatalf("%s left only %d values before", user, len(before))
				}
				a.erases(user)
				a.advance(2 * hour)
				a.settle()
				for _, value := range a.holds(words...) {
					t.Errorf("after %s was erased: %.300s", user, value)
				}
			}
			if others := a.holds("Kestrel"+ada, "Kestrel"+mia); len(others) < 5 {
				t.Errorf("of the others only %d values are left", len(others))
			}
			for _, line := range a.errors.all() {
				t.Errorf("logged as an error: %s", line)
			}
		})
	}
}

// sure ticks the box.
func sure() values { return values{"sure": map[string]any{"value": []string{"yes"}}} }

// hasOpen gives a mentee a mentorship with a session and a goal, and as a mentor a request to answer.
func (s *stage) hasOpen(user, mentor, asker string) {
	s.t.Helper()
	s.asPair(user, mentor)
	_, err := s.box.App.Service.BookSession(s.in(), s.as(user), s.mentorships(user)[0].Mentorship.ID, core.Booking{Date: "2026-06-20", Time: "10:00", Minutes: 30})
	s.must(err)
	s.settle()
	s.openHome(user)
	s.submit(user, s.clickView(user, s.clickHome(user, "goals_open").View, "goal_new").View, talkGoal())
	s.readAll(user)
	s.readAll(mentor)
	s.ready(asker, user, ben)
	s.asks(asker, words, user, ben)
	s.readAll(user)
	s.readAll(asker)
}

func TestSomebodyDeletesTheirAccount(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.hasOpen(mia, ada, leo)
		form := s.clickView(mia, s.command(mia, "/mentor data").View, "erasure_open").View
		s.says(form.all(), "cannot be taken back", "The mentorship with *Ada Osei* ends at once. They are told.", "1 session to come is cancelled, in both calendars.",
			"The request of *Leo Marsh* passes on", "as those of a former member", "Yes, delete everything")
		s.says(s.submit(mia, form, sure()).View.all(), "in an hour nothing is left that tells who you are")
		s.settle()

		// Everything is settled at once; the others read who it was.
		s.gets(ada, "Your mentorship with Mia Wanjiru has ended", "*Mia Wanjiru* has deleted their account here", "It is nothing you did")
		s.gets(ben, "Leo Marsh asks you to be their mentor")
		s.readAll(leo)
		s.readAll(ada)
		s.nobodyHears(mia)
		s.says(s.openHome(mia).all(), "Your account here is being deleted")
		s.closeAll(mia, s.stackTop(mia))
		s.says(s.command(mia, "/mentor profile").said(), "In an hour you can begin anew")

		s.advance(2 * hour)
		s.settle()
		s.saysNot(strings.Join(s.holds("Mia Wanjiru", "mia@example.org", mia, "Give a talk", "Outline"), "\n"), "=")
		home := s.openHome(ada)
		s.saysNot(home.all(), "Mia")
		s.says(s.command(ada, "/mentor goals").said(), "a former member")
		db, err := storage.Open(s.in(), storage.Options{URL: s.url})
		s.must(err)
		defer db.Close()
		_, err = db.VerifyAudit(s.in())
		s.must(err)

		// Who comes back begins anew.
		s.says(s.openHome(mia).all(), "Set up")
	})
}

// An import that is looked at is others' work, and brings nobody back.
func TestAnErasureWaitsForAnImportThatIsUnderWay(t *testing.T) {
	tell(t, cast(), func(s *stage) {
		s.ready(mia, ben)
		looked := s.importsFile(kim, "Email;Unit\r\nmia@example.org;Water\r\nben@example.org;Law\r\n", nil)
		s.says(s.submit(mia, s.clickView(mia, s.command(mia, "/mentor data").View, "erasure_open").View, sure()).View.all(), "in an hour nothing is left")
		s.advance(2 * hour)
		s.settle()
		if left := s.holds("mia@example.org"); len(left) == 0 {
			s.t.Error("the import no longer holds whom it is about")
		}
		s.submit(kim, looked, nil)
		s.settle()
		s.says(s.factsOf(ben)[core.FactUnit].Value, "Law")
		s.advance(time.Minute)
		s.settle()
		s.saysNot(strings.Join(s.holds("Mia Wanjiru", "mia@example.org", mia), "\n"), "=")
	})
}

func TestAFrenchMemberDeletesTheirAccount(t *testing.T) {
	tell(t, french(ada), func(s *stage) {
		s.hasOpen(ada, mia, leo)
		form := s.clickView(ada, s.command(ada, "/mentor data").View, "erasure_open").View
		s.says(form.all(), "On ne peut pas revenir en arrière", "Le mentorat avec *Mia Wanjiru* prend fin tout de suite", "1 séance à venir est annulée", "Oui, tout supprimer")
		s.says(s.submit(ada, form, sure()).View.all(), "dans une heure il ne restera rien")
		s.settle()
		s.gets(mia, "*Ada Osei* has deleted their account here")
		s.readAll(mia)
		s.readAll(leo)
		s.readAll(ben)
		s.says(s.openHome(ada).all(), "Votre compte est en cours de suppression")
	})
}

func TestAnAdminDeletesAnAccountOnRequest(t *testing.T) {
	tell(t, french(ada), func(s *stage) {
		s.hasOpen(mia, ada, leo)
		if _, err := s.box.App.Service.BeginErasure(s.in(), s.as(leo), s.id(mia), true); core.Refusal(err) == nil || core.Refusal(err).Kind != core.Forbidden {
			t.Errorf("somebody else may: %v", err)
		}
		facts, err := s.box.App.Service.Erasure(s.in(), s.as(kim), s.id(mia))
		s.must(err)
		if len(facts.Mentorships) != 1 || facts.Sessions != 1 || len(facts.ToAnswer) != 1 {
			t.Errorf("open: %+v", facts)
		}
		_, err = s.box.App.Service.BeginErasure(s.in(), s.as(kim), s.id(mia), true)
		s.must(err)
		s.settle()
		s.gets(ada, "Mia Wanjiru", "Vous n’y êtes pour rien")
		s.readAll(leo)
		s.readAll(ben)
		s.readAll(ada)
		s.advance(2 * hour)
		s.settle()
		s.says(s.command(ada, "/mentor goals").said(), "une personne qui n’est plus là")
	})
}

// said is what an outcome shows, be it a modal or a reply.
func (o outcome) said() string {
	if o.View != nil {
		return o.View.all()
	}
	if o.Reply != nil {
		return o.Reply.all()
	}
	return ""
}
