package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// populated is a database with one workspace and two people in it.
func populated(t *testing.T, url string) {
	t.Helper()
	db, err := storage.Open(t.Context(), storage.Options{URL: url})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	service := core.New(db, core.ClockFunc(time.Now), core.IDFunc(func() string { return time.Now().Format("id-150405.000000000") }))
	for _, step := range []func(context.Context) error{
		db.Migrate,
		func(ctx context.Context) error {
			return db.CreateWorkspace(ctx, core.Workspace{ID: "w", ChatTeamID: "T1"})
		},
		func(ctx context.Context) error {
			for _, name := range []string{"ada", "ben"} {
				in := core.ChatProfile{ChatUserID: "U" + strings.ToUpper(name), Name: name, Email: name + "@example.org"}
				if _, err := service.SyncPerson(ctx, core.Call{Workspace: "w"}, in); err != nil {
					return err
				}
			}
			return nil
		},
	} {
		if err := step(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

func TestPeopleAreImportedFromTheCommandLine(t *testing.T) {
	storagetest.EachURL(t, func(t *testing.T, url string) {
		populated(t, url)
		file := filepath.Join(t.TempDir(), "staff.csv")
		write := func(text string) {
			if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		people := func(verb string, more ...string) result {
			return run(t, append([]string{"people", verb, file, "--database-url", url, "--workspace", "T1"}, more...)...)
		}
		says := func(got result, status int, words ...string) {
			t.Helper()
			for _, w := range words {
				if got.status != status || !strings.Contains(got.out+got.err, w) {
					t.Errorf("status %d, no %q in\n%s%s", got.status, w, got.out, got.err)
				}
			}
		}
		write("slack_id;unit;gender\nUADA;Water;f\nUBEN;Law;unsaid\nUNOBODY;Law;m\n")
		says(people("import", "--dry-run"), statusFailed, "1 people would be given facts for the first time", "line 3, column gender: this is not one of",
			"line 4, column slack_id: nobody in this workspace", "not looked for in Slack")
		says(people("import"), statusFailed, "1 of the lines are wrong, so nothing was changed.")
		says(people("import", "--skip-bad-lines", "--column", "unit=admins"), statusOK, "1 people were given facts for the first time")
		says(people("import", "--skip-bad-lines", "--column", "unit=admins"), statusOK, "0 people were given facts", "1 people stay as before")
		write("slack_id,unit\nUBEN,Law\n")
		says(people("sync", "--dry-run"), statusOK, "1 people’s facts would be ended")
		says(people("sync"), statusOK, "1 people’s facts were ended", "1 people were given facts")
		says(people("sync"), statusOK, "0 people’s facts were ended", "1 people stay as before")
		write("email,salary\n")
		says(people("import"), statusFailed, "There is no column “salary”.")
		says(people("import", "--column", "unit=everybody"), statusFailed, "There is no column “salary”.")
		says(run(t, "people", "import", file, "--database-url", url), statusFailed, "name the workspace with --workspace")
		says(run(t, "people", "import", file, "--database-url", url, "--workspace", "T9"), statusFailed, `find workspace "T9"`)
	})
}
