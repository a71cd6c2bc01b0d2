package storage_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

func TestBacklogsCountWhatIsDueByKind(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "w", 1)
		enqueue(t, db, w.ws,
			core.Job{ID: "first", Kind: core.JobNotice, RunAt: after(-2 * time.Minute)},
			core.Job{ID: "second", Kind: core.JobNotice, RunAt: after(-time.Minute)},
			core.Job{ID: "mail", Kind: core.JobCalendarMail},
			core.Job{ID: "later", Kind: core.JobHome, RunAt: after(time.Minute)},
		)
		got, err := db.Backlogs(t.Context(), noon)
		must(t, err)
		want := []storage.Backlog{
			{Kind: core.JobCalendarMail, Due: 1, Oldest: noon},
			{Kind: core.JobNotice, Due: 2, Oldest: after(-2 * time.Minute)},
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("backlogs (-want +got):\n%s", diff)
		}
	})
}

func TestJobsOfAWorkspaceThatUninstalledAreNoBacklog(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "w", 1)
		enqueue(t, db, w.ws, core.Job{ID: "job", Kind: core.JobNotice})
		for _, step := range []struct {
			state    core.InstallationState
			backlogs int
			revoked  int
		}{{core.InstallationActive, 1, 0}, {core.InstallationRevoked, 0, 1}} {
			change(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
				return tx.Installations().Save(ctx, core.Installation{Workspace: w.ws, State: step.state, InstalledAt: noon})
			})
			got, err := db.Backlogs(t.Context(), noon)
			must(t, err)
			revoked, err := db.CountInstallations(t.Context(), core.InstallationRevoked)
			must(t, err)
			if len(got) != step.backlogs || revoked != step.revoked {
				t.Errorf("%s: %d kinds wait, %d installations revoked; want %d, %d", step.state, len(got), revoked, step.backlogs, step.revoked)
			}
		}
	})
}

func TestPoolsAreTold(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		open := 0
		for _, pool := range db.Pools() {
			open += pool.OpenConnections
		}
		if open == 0 {
			t.Errorf("no connection is open: %v", db.Pools())
		}
	})
}
