package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"mentorbot/cmd/internal/app"
	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// organisation is a database with one workspace, its first programme and a person.
func organisation(t *testing.T, url string) {
	t.Helper()
	db, err := storage.Open(t.Context(), storage.Options{URL: url})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	noon := core.ClockFunc(func() time.Time { return time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC) })
	service := core.New(db, noon, core.IDFunc(app.NewID))
	w, err := service.EnsureWorkspace(t.Context(), core.Workspace{ChatTeamID: "T1", Name: "Blue", Locale: "en"})
	if err != nil {
		t.Fatal(err)
	}
	for _, user := range []string{"U1", "U2"} {
		if _, err := service.SyncPerson(t.Context(), core.Call{Workspace: w.ID}, core.ChatProfile{ChatUserID: user, Name: user, Locale: "en"}); err != nil {
			t.Fatal(err)
		}
	}
}

// exported writes the programme's file and gives its path and text.
func exported(t *testing.T, url string) (path, text string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "programme.yaml")
	if got := run(t, "program", "export", "--database-url", url, "--team", "T1", path); got.status != statusOK {
		t.Fatalf("export: %d %s", got.status, got.err)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return path, string(raw)
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestAProgrammeFileGoesOutAndIn(t *testing.T) {
	storagetest.EachURL(t, func(t *testing.T, url string) {
		organisation(t, url)
		path, text := exported(t, url)
		apply := func(more ...string) result {
			return run(t, append([]string{"program", "apply", "--database-url", url, "--team", "T1", "--program", core.DefaultProgramName, path}, more...)...)
		}
		if got := apply(); got.status != statusOK || !strings.HasPrefix(got.out, "No difference") {
			t.Fatalf("applied unchanged: %d %s%s", got.status, got.out, got.err)
		}
		changed := strings.NewReplacer("max_choices: 3", "max_choices: 5", "weekends_pause: false", "weekends_pause: true",
			"topics: 50", "topics: 40", "duty_station: 5", "duty_station: 15",
			"staff: []", "staff:\n  - {slack_user: U1, role: admin}\n  - {slack_user: U2, role: observer}").Replace(text)
		write(t, path, changed)
		dry := apply("--dry-run")
		for _, want := range []string{"Would change", "Choices per mentee: 3 → 5", "Weekends do not count: No → Yes", "U1 as admin", "Topics 40"} {
			if dry.status != statusOK || !strings.Contains(dry.out, want) {
				t.Errorf("the dry run does not say %q: %d %s%s", want, dry.status, dry.out, dry.err)
			}
		}
		if _, now := exported(t, url); now != text {
			t.Error("the dry run changed something")
		}
		if got := apply("--reason", "Agreed on in June."); got.status != statusOK || !strings.HasPrefix(got.out, "Changed") {
			t.Errorf("applied: %d %s%s", got.status, got.out, got.err)
		}
		if got := apply(); !strings.HasPrefix(got.out, "No difference") {
			t.Errorf("applied again: %s%s", got.out, got.err)
		}
		checkHistory(t, url)
	})
}

// checkHistory looks for the change with its reason, and for its audit entry.
func checkHistory(t *testing.T, url string) {
	t.Helper()
	db, err := storage.Open(t.Context(), storage.Options{URL: url})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	w, err := db.WorkspaceByTeam(t.Context(), "T1")
	if err != nil {
		t.Fatal(err)
	}
	err = db.Read(t.Context(), w.ID, func(tx core.Tx) error {
		ctx := context.Background()
		all, err := tx.Programs().List(ctx)
		if err != nil {
			return err
		}
		versions, err := tx.Programs().Versions(ctx, all[0].ID, 0, 9)
		if err != nil || len(versions) != 2 || versions[0].Reason != "Agreed on in June." || versions[0].Policy.MaxChoices != 5 {
			t.Errorf("versions: %+v %v", versions, err)
		}
		entries, err := tx.Audit().ForSubject(ctx, core.ProgramSubject(all[0].ID))
		if last := entries[len(entries)-1]; err != nil || last.Action != core.ActionEditProgram || last.Detail["by"] != "operator" {
			t.Errorf("audit: %+v %v", last, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// A file written by an older version lacks the settings there are since.
func TestASettingThatAFileDoesNotNameHasItsDefault(t *testing.T) {
	url := "sqlite://" + filepath.Join(t.TempDir(), "test.db")
	organisation(t, url)
	path, text := exported(t, url)
	older := strings.NewReplacer("  hidden_courses: []\n", "", "  end_reminder_days: 14\n", "", "  hidden_guides: []\n", "", "max_choices: 3", "max_choices: 5").Replace(text)
	if older == text || strings.Contains(older, "end_reminder_days") || strings.Contains(older, "hidden_guides") {
		t.Fatalf("the file is not as this test thinks:\n%s", text)
	}
	write(t, path, older)
	if got := run(t, "program", "apply", "--database-url", url, "--team", "T1", "--program", core.DefaultProgramName, path); got.status != statusOK {
		t.Fatalf("applied: %d %s%s", got.status, got.out, got.err)
	}
	if _, now := exported(t, url); now != strings.Replace(text, "max_choices: 3", "max_choices: 5", 1) {
		t.Errorf("exported:\n%s", now)
	}
}

func TestABadProgrammeFileIsRefusedByLineAndKey(t *testing.T) {
	url := "sqlite://" + filepath.Join(t.TempDir(), "test.db")
	organisation(t, url)
	path, text := exported(t, url)
	for name, c := range map[string]struct{ old, new, want string }{
		"not YAML":                  {"policy:", "policy: [", "not YAML"},
		"an unknown key":            {"  max_choices: 3", "  max_choice: 3", "policy.max_choice: unknown key"},
		"no policy":                 {"policy:", "questions:", "policy: is missing"},
		"a key twice":               {"  max_choices: 3", "  max_choices: 3\n  max_choices: 4", "max_choices"},
		"text for a number":         {"max_choices: 3", "max_choices: three", "max_choices: expected a whole number"},
		"a number out of bounds":    {"max_choices: 3", "max_choices: 99", "max_choices: Please choose a number from 1 to 10"},
		"a word for yes":            {"weekends_pause: false", "weekends_pause: sometimes", "weekends_pause: expected true or false"},
		"an unknown choice":         {"pairing: mentees", "pairing: stars", "pairing: Please choose one of the options"},
		"an unknown item":           {"[picture,", "[shoes,", "mentor_items: Please choose one of the options"},
		"weights of 99":             {"topics: 50", "topics: 49", "criteria_topics: The weights add up to 99"},
		"an unknown criterion":      {"topics: 50", "shoes: 50", "criteria.shoes: unknown key"},
		"a short session":           {"minutes: 45", "minutes: 1", "session_plan_1: Please choose a number from 15 to 240"},
		"an unknown session key":    {"minutes: 45", "hours: 45", "session_plan.hours: unknown key"},
		"no list":                   {"session_reminders: [1440, 15]", "session_reminders: 15", "session_reminders: expected a list"},
		"no reasons":                {"decline_reasons: [no_time, not_expert, conflict_of_interest, know_well, other]", "decline_reasons: []", "decline_reasons: Please fill this in"},
		"an unknown person":         {"staff: []", "staff: [{slack_user: U9, role: admin}]", "staff_1_slack_user: This is not here any more"},
		"an unknown role":           {"staff: []", "staff: [{slack_user: U1, role: king}]", "staff_1_role: Please choose one of the options"},
		"nobody's role":             {"staff: []", "staff: [{role: admin}]", "staff_1_slack_user: is missing"},
		"no role":                   {"staff: []", "staff: [{slack_user: U1}]", "staff_1_role: is missing"},
		"points below zero":         {"topics: 50", "topics: -50", "criteria_topics: expected a whole number from 0 to 100"},
		"no name":                   {`name: "Mentoring programme"`, `name: ""`, "name: Please fill this in"},
		"courses that are no list":  {"\ncourses: []", "\ncourses: 3", "courses: expected a list"},
		"an unknown course key":     {"\ncourses: []", "\ncourses: [{id: a, title: A, shoes: x}]", "courses_1_shoes: unknown key"},
		"a course without a title":  {"\ncourses: []", "\ncourses: [{id: a}]", "courses_1_title: is missing"},
		"a course for bosses":       {"\ncourses: []", "\ncourses: [{id: a, title: A, for: boss}]", "courses_1_for: Please choose one of the options"},
		"a course twice":            {"\ncourses: []", "\ncourses: [{id: a, title: A}, {id: A, title: B}]", "courses_2_id: "},
		"a course of the product":   {"\ncourses: []", "\ncourses: [{id: starter_mentee, title: A}]", "courses_1_id: "},
		"lessons that are no list":  {"\ncourses: []", "\ncourses: [{id: a, title: A, lessons: x}]", "courses_1_lessons: expected a list"},
		"a lesson without an id":    {"\ncourses: []", "\ncourses: [{id: a, title: A, lessons: [{guide: questions}]}]", "courses_1_lessons_1_id: is missing"},
		"a lesson of nothing":       {"\ncourses: []", "\ncourses: [{id: a, title: A, lessons: [{id: b}]}]", "courses_1_lessons_1_title: Please fill this in"},
		"a lesson of two things":    {"\ncourses: []", "\ncourses: [{id: a, title: A, lessons: [{id: b, guide: questions, text: x}]}]", "courses_1_lessons_1_guide: A lesson is one thing"},
		"an unknown guide":          {"\ncourses: []", "\ncourses: [{id: a, title: A, lessons: [{id: b, guide: shoes}]}]", "courses_1_lessons_1_guide: Please choose one of the options"},
		"an unknown resource":       {"\ncourses: []", "\ncourses: [{id: a, title: A, lessons: [{id: b, resource: shoes}]}]", "courses_1_lessons_1_resource: Please choose one of the options"},
		"a guide twice in a course": {"\ncourses: []", "\ncourses: [{id: a, title: A, lessons: [{id: b, guide: questions}, {id: c, guide: questions}]}]", "courses_1_lessons_2_guide: This is in the course already"},
		"an alias":                  {"staff: []", "staff: &a []\nx: *a", "x: unknown key"},
	} {
		if !strings.Contains(text, c.old) {
			t.Errorf("%s: the file has no %q:\n%s", name, c.old, text)
			continue
		}
		write(t, path, strings.Replace(text, c.old, c.new, 1))
		got := run(t, "program", "apply", "--database-url", url, "--team", "T1", "--program", core.DefaultProgramName, path)
		if got.status != statusFailed || !strings.Contains(got.err, c.want) || !strings.Contains(got.err, "line ") {
			t.Errorf("%s: status %d, want %q with a line, got %s", name, got.status, c.want, got.err)
		}
	}
	for name, args := range map[string][]string{
		"no workspace T9": {"program", "export", "--database-url", url, "--team", "T9"},
		"no programme":    {"program", "export", "--database-url", url, "--team", "T1", "--program", "Other"},
	} {
		if got := run(t, args...); got.status != statusFailed || !strings.Contains(got.err, name) {
			t.Errorf("%s: status %d, %s", name, got.status, got.err)
		}
	}
}

// Courses go through a file and back, the dry run says what would change, and a course loses the lesson whose resource goes.
func TestCoursesComeAndGoWithTheFile(t *testing.T) {
	url := "sqlite://" + filepath.Join(t.TempDir(), "test.db")
	organisation(t, url)
	path, text := exported(t, url)
	apply := func(content string, more ...string) string {
		t.Helper()
		write(t, path, content)
		got := run(t, append(append([]string{"program", "apply", "--database-url", url, "--team", "T1", "--program", core.DefaultProgramName}, more...), path)...)
		if got.status != statusOK {
			t.Fatalf("applied: %d %s%s", got.status, got.out, got.err)
		}
		return got.out
	}
	taught := strings.NewReplacer("resources: []\ncourses: []\n", `resources:
  - id: "rules"
    kind: text
    title: "House rules"
    text: "Be kind."
courses:
  - id: "start"
    title: "Our first month"
    about: "What we read first."
    for: "mentee"
    language: "en"
    lessons:
      - id: "one"
        guide: "first_steps"
      - id: "two"
        resource: "rules"
      - id: "three"
        title: "Say hello"
        text: "Write to your mentor."
`).Replace(text)
	if out := apply(taught, "--dry-run"); !strings.Contains(out, "Course “Our first month”: new") {
		t.Errorf("the dry run says\n%s", out)
	}
	if _, now := exported(t, url); now != text {
		t.Errorf("the dry run left\n%s", now)
	}
	apply(taught)
	if _, now := exported(t, url); now != taught {
		t.Errorf("exported:\n%s", now)
	}
	bare := strings.Replace(text, "\ncourses: []\n", "\n", 1) // which says nothing of courses, and that there are no resources
	if out := apply(bare); !strings.Contains(out, "Course “Our first month”: changed") {
		t.Errorf("without the resource it says\n%s", out)
	}
	_, now := exported(t, url)
	if strings.Contains(now, "resource:") || !strings.Contains(now, "Say hello") || !strings.Contains(now, "first_steps") {
		t.Errorf("without the resource the course is\n%s", now)
	}
	if out := apply(text); !strings.Contains(out, "Course “Our first month”: removed") {
		t.Errorf("without the course it says\n%s", out)
	}
}
