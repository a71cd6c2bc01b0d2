package storage_test

import (
	"context"
	"database/sql"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// Programmes that were stored before there was a setting get its default, and those whose admins chose keep what they chose.
func TestAProgrammeOfBeforeASettingGetsItsDefault(t *testing.T) {
	type days struct{ Reminder, Evaluation int }
	const unset, none, chosen = "", `"end_reminder_days":0,"evaluation_days":0,`, `"end_reminder_days":7,"evaluation_days":9,`
	for name, c := range map[string]struct {
		versions []string // what each has of the two settings
		want     days
		again    bool // whether the end of a mentorship is planned anew
	}{
		"never edited":               {[]string{unset}, days{14, 14}, true},
		"edited elsewhere":           {[]string{unset, none}, days{14, 14}, true},
		"chosen":                     {[]string{unset, chosen}, days{7, 9}, false},
		"chosen, and off again":      {[]string{unset, chosen, none}, days{0, 0}, false},
		"off from the beginning":     {[]string{none}, days{0, 0}, false},
		"only one of the two chosen": {[]string{unset, `"end_reminder_days":0,"evaluation_days":9,`}, days{14, 9}, true},
	} {
		t.Run(name, func(t *testing.T) {
			storagetest.EachURL(t, func(t *testing.T, url string) {
				db := opened(t, url)
				must(t, db.Migrate(t.Context()))
				w := newWorld(t, db, "w", 3)
				end := after(100 * 24 * time.Hour)
				change(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
					return tx.Mentorships().Save(ctx, core.Mentorship{
						ID: "m", Program: w.program, Mentor: w.person(1), Mentee: w.person(2), State: core.MentorshipActive,
						StartedAt: noon, PlannedEnd: end, Closing: core.Closing{NextAt: end},
					})
				})
				storeVersions(t, db, w, len(c.versions))
				for n, text := range c.versions {
					text = `{"pairing":"mentees",` + text + `"max_choices":3}`
					execute(t, url, "UPDATE program_versions SET policy = $1 WHERE version = $2", text, n+1)
					execute(t, url, "UPDATE programs SET policy = $1", text)
				}
				execute(t, url, "DELETE FROM bun_migrations WHERE name LIKE '0055%'")
				must(t, db.Migrate(t.Context()))
				read(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
					p, err := tx.Programs().Get(ctx, w.program)
					must(t, err)
					if diff := cmp.Diff(c.want, days{p.Policy.EndReminderDays, p.Policy.EvaluationDays}); diff != "" || p.Policy.MaxChoices != 3 {
						t.Errorf("policy (-want +got):\n%s%+v", diff, p.Policy)
					}
					versions, err := tx.Programs().Versions(ctx, w.program, 0, 9)
					must(t, err)
					if last := versions[0].Policy; last.EndReminderDays != p.Policy.EndReminderDays || last.EvaluationDays != p.Policy.EvaluationDays {
						t.Errorf("the last version differs: %+v", last)
					}
					m, err := tx.Mentorships().Get(ctx, "m")
					must(t, err)
					if again := m.Closing.NextAt.Equal(noon); again != c.again {
						t.Errorf("the end is looked at %s", m.Closing.NextAt)
					}
					return nil
				})
			})
		})
	}
}

func storeVersions(t *testing.T, db *storage.DB, w world, n int) {
	t.Helper()
	change(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
		for v := range n {
			version := core.ProgramVersion{Program: w.program, Version: v + 1, State: core.ProgramOpen, At: noon}
			if err := tx.Programs().SaveVersion(ctx, version); err != nil {
				return err
			}
		}
		return nil
	})
}

// execute changes a database beside the package, as an older version had it.
func execute(t *testing.T, url, statement string, args ...any) {
	t.Helper()
	driver, source := "pgx", url
	if path, ok := strings.CutPrefix(url, "sqlite://"); ok {
		driver, source = "sqlite", path
	}
	beside, err := sql.Open(driver, source)
	must(t, err)
	defer beside.Close()
	_, err = beside.ExecContext(t.Context(), statement, args...)
	must(t, err)
}
