package core_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// file makes an HR file of rows; every row has a value for each of its columns.
func file(rows ...core.FactRow) core.PeopleFile {
	f := core.PeopleFile{Hash: "hash", Columns: map[core.FactKey]core.Visibility{}, Rows: rows}
	for i := range f.Rows {
		f.Rows[i].Line = i + 2
		for key := range f.Rows[i].Values {
			f.Columns[key] = ""
		}
	}
	return f
}

type facts = map[core.FactKey]string

func (w *world) imports(f core.PeopleFile, in core.PeopleImport) core.ImportSummary {
	w.t.Helper()
	in.File = f
	summary, err := w.svc.ImportPeople(context.Background(), core.Call{Workspace: w.ws}, in)
	w.must(err)
	summary.Hash = ""
	return summary
}

func (w *world) profile(p core.Person) core.Profile {
	w.t.Helper()
	f, err := w.svc.ProfileFacts(context.Background(), w.call(p))
	w.must(err)
	return f.Profile
}

func TestProfilesFollowTheirFactsUnlessTheirPersonEditedThem(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		ada, ben := w.person("ada"), w.person("ben")
		first := file(
			core.FactRow{Email: "ADA@example.org", Values: facts{core.FactUnit: "Water", core.FactDutyStation: "Nairobi", core.FactGender: "F", core.FactManager: "ben@example.org"}},
			core.FactRow{ChatUserID: "UNOBODY", Values: facts{core.FactUnit: "Water"}},
		)
		got := w.imports(first, core.PeopleImport{})
		want := core.ImportSummary{Lines: 2, Added: 1, Unknown: 1, Errors: []core.LineError{{Line: 3, Column: "slack_id", Code: core.CodeUnknownPerson}}}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("the first import (-want +got)\n%s", diff)
		}
		if p := w.profile(ada); p.Unit != "Water" || p.DutyStation != "Nairobi" || p.Gender != "female" {
			t.Errorf("not prefilled: %+v", p)
		}
		_, err := w.svc.SaveWork(t.Context(), w.call(ada), core.Work{Headline: "Engineer", Unit: "My own unit"})
		w.must(err)

		if again := w.imports(first, core.PeopleImport{}); again.Changes() != 0 || again.Unchanged != 1 {
			t.Errorf("a second time: %+v", again)
		}
		second := file(core.FactRow{Email: "ada@example.org", Values: facts{core.FactUnit: "Energy", core.FactDutyStation: "Geneva", core.FactGender: "female", core.FactManager: "ben@example.org"}})
		got = w.imports(second, core.PeopleImport{})
		if got.Changed != 1 || got.Followed != 1 || got.Kept != 1 {
			t.Errorf("changed: %+v", got)
		}
		if p := w.profile(ada); p.Unit != "My own unit" || p.DutyStation != "Geneva" {
			t.Errorf("profile: %+v", p)
		}
		w.must(db.Read(t.Context(), w.ws, func(tx core.Tx) error {
			all, err := tx.People().Facts(t.Context(), ada.ID)
			for _, f := range all {
				if f.Key == core.FactManager && (f.Value != string(ben.ID) || f.Visibility != core.VisibleMatching) {
					t.Errorf("manager: %+v", f)
				}
			}
			return err
		}))
	})
}

func TestASyncEndsTheFactsOfWhoIsNotInTheFile(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "T1")
		ada, _ := w.person("ada"), w.person("ben")
		both := file(core.FactRow{Email: "ada@example.org", Values: facts{core.FactUnit: "Water"}}, core.FactRow{Email: "ben@example.org", Values: facts{core.FactUnit: "Law"}})
		w.imports(both, core.PeopleImport{})
		only := file(core.FactRow{Email: "ben@example.org", Values: facts{core.FactUnit: "Law"}})
		preview, err := w.svc.PreviewImport(t.Context(), core.Call{Workspace: w.ws}, core.PeopleImport{File: only, Sync: true})
		w.must(err)
		if preview.Removed != 1 || preview.Unchanged != 1 || w.profile(ada).Unit != "Water" {
			t.Errorf("a preview: %+v", preview)
		}
		if got := w.imports(only, core.PeopleImport{Sync: true}); got.Removed != 1 {
			t.Errorf("the sync: %+v", got)
		}
		if unit := w.profile(ada).Unit; unit != "" {
			t.Errorf("the fact is still there: %q", unit)
		}
		_, err = w.svc.ImportPeople(t.Context(), core.Call{Workspace: w.ws}, core.PeopleImport{File: core.PeopleFile{}, Sync: true})
		refused(t, err, core.CodeFileEmpty)
	})
}

func TestEachColumnRefusesWhatItCannotHold(t *testing.T) {
	w := newWorld(t, storagetest.SQLite(t), "T1")
	w.person("ada")
	w.person("ben")
	long := strings.Repeat("x", core.MaxShortText+1)
	email := "ada@example.org"
	rows := map[string]struct {
		row    core.FactRow
		column string
		want   core.Code
	}{
		"nobody":        {core.FactRow{Values: facts{core.FactUnit: "x"}}, "email", core.CodeNobodyNamed},
		"no address":    {core.FactRow{Email: "ada", Values: facts{core.FactUnit: "x"}}, "email", core.CodeBadAddress},
		"no id":         {core.FactRow{ChatUserID: "ada osei", Values: facts{core.FactUnit: "x"}}, "slack_id", core.CodeBadChatUser},
		"unit":          {core.FactRow{Email: email, Values: facts{core.FactUnit: long}}, "unit", core.CodeTooLong},
		"duty station":  {core.FactRow{Email: email, Values: facts{core.FactDutyStation: long}}, "duty_station", core.CodeTooLong},
		"job title":     {core.FactRow{Email: email, Values: facts{core.FactJobTitle: long}}, "job_title", core.CodeTooLong},
		"gender":        {core.FactRow{Email: email, Values: facts{core.FactGender: "=HYPERLINK(1)"}}, "gender", core.CodeNotAmong},
		"practice area": {core.FactRow{Email: email, Values: facts{core.FactPracticeArea: "alchemy"}}, "practice_area", core.CodeNotAmong},
		"job function":  {core.FactRow{Email: email, Values: facts{core.FactJobFunction: "alchemist"}}, "job_function", core.CodeNotAmong},
		"manager":       {core.FactRow{Email: email, Values: facts{core.FactManager: "Ben Ito"}}, "manager", core.CodeBadManager},
		"own manager":   {core.FactRow{Email: email, Values: facts{core.FactManager: email}}, "manager", core.CodeOwnManager},
	}
	for _, key := range core.FactKeys() {
		tried := false
		for _, c := range rows {
			tried = tried || c.column == string(key)
		}
		if !tried {
			t.Errorf("the column %s is given nothing it cannot hold", key)
		}
	}
	for name, c := range rows {
		t.Run(name, func(t *testing.T) {
			good := core.FactRow{Email: "ben@example.org", Values: facts{core.FactUnit: "Law"}}
			in := core.PeopleImport{File: file(c.row, good)}
			got, err := w.svc.PreviewImport(t.Context(), core.Call{Workspace: w.ws}, in)
			w.must(err)
			if len(got.Errors) != 1 || got.Errors[0].Line != 2 || got.Errors[0].Column != c.column || got.Errors[0].Code != c.want || got.Added != 1 {
				t.Errorf("got %+v", got)
			}
			_, err = w.svc.ImportPeople(t.Context(), core.Call{Workspace: w.ws}, in)
			refused(t, err, core.CodeBadLines)
		})
	}
}

func TestWordsOfVocabulariesAreTakenAsPeopleWriteThem(t *testing.T) {
	w := newWorld(t, storagetest.SQLite(t), "T1")
	ada := w.person("ada")
	w.imports(file(core.FactRow{Email: "ada@example.org", Values: facts{
		core.FactPracticeArea: "Human Resources", core.FactJobFunction: "project-management", core.FactGender: "Non binary",
	}}), core.PeopleImport{Visibility: map[core.FactKey]core.Visibility{core.FactJobFunction: core.VisibleAdmins}})
	p := w.profile(ada)
	if diff := cmp.Diff([]string{"human_resources"}, p.PracticeAreas); diff != "" || p.Gender != "non_binary" || len(p.JobFunctions) > 0 {
		t.Errorf("got %+v", p)
	}
}

func TestWhoIsNoAdminImportsNothing(t *testing.T) {
	w := newWorld(t, storagetest.SQLite(t), "T1")
	ada := w.person("ada")
	_, err := w.svc.ImportPeople(t.Context(), w.call(ada), core.PeopleImport{File: file(core.FactRow{Email: "ada@example.org", Values: facts{core.FactUnit: "x"}})})
	refused(t, err, core.CodeForbidden)
	_, err = w.svc.StartImport(t.Context(), w.call(ada), core.ImportUpload{ChatFile: "F1"})
	refused(t, err, core.CodeForbidden)
}
