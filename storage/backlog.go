package storage

import (
	"context"
	"database/sql"
	"time"

	"mentorbot/core"
)

// Backlog is how much of one kind of job waits that could run.
type Backlog struct {
	Kind   core.JobKind
	Due    int
	Oldest time.Time // when the one waiting longest became due, product time
}

// Backlogs counts the queued jobs that are due, by kind. Jobs of workspaces that uninstalled the app do not count: no worker could run
// them.
func (db *DB) Backlogs(ctx context.Context, now time.Time) ([]Backlog, error) {
	var rows []struct {
		Kind   core.JobKind `bun:"kind"`
		Due    int          `bun:"due"`
		Oldest instant      `bun:"oldest"`
	}
	err := db.retry(ctx, func() error {
		rows = nil
		return db.read.NewSelect().TableExpr("jobs AS j").
			ColumnExpr("j.kind, count(*) AS due, min(j.run_at) AS oldest").
			Where("j.state = 'queued'").Where("j.run_at <= ?", instant(now)).
			Where(`NOT EXISTS (SELECT 1 FROM installations AS i
				WHERE i.workspace_id = j.workspace_id AND i.state = 'revoked')`).
			GroupExpr("j.kind").OrderExpr("j.kind").Scan(ctx, &rows)
	})
	all := make([]Backlog, len(rows))
	for i, r := range rows {
		all[i] = Backlog{Kind: r.Kind, Due: r.Due, Oldest: r.Oldest.time()}
	}
	return all, step("count waiting jobs", err)
}

// CountInstallations counts the workspaces whose installation is in a state.
func (db *DB) CountInstallations(ctx context.Context, state core.InstallationState) (int, error) {
	var n int64
	err := db.retry(ctx, func() (err error) {
		n, err = db.read.NewSelect().Table("installations").Where("state = ?", state).Count(ctx)
		return err
	})
	return int(n), step("count installations", err)
}

// Pools are the statistics of the connection pools by what they are for: "all", or "write" and "read" for SQLite in a file.
func (db *DB) Pools() map[string]sql.DBStats {
	if db.read == db.write {
		return map[string]sql.DBStats{"all": db.write.Stats()}
	}
	return map[string]sql.DBStats{"write": db.write.Stats(), "read": db.read.Stats()}
}
