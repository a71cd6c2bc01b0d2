package storage

import (
	"context"
	"slices"

	"github.com/uptrace/bun"

	"mentorbot/core"
)

type jobRow struct {
	bun.BaseModel `bun:"table:jobs,alias:job"`
	owned

	Seq         int64               `bun:"seq,scanonly"`
	ID          core.JobID          `bun:"id"`
	Kind        core.JobKind        `bun:"kind"`
	Task        document[core.Task] `bun:"task"`
	Lane        string              `bun:"lane,nullzero"`
	Key         string              `bun:"key,nullzero"`
	RunAt       instant             `bun:"run_at"`
	Bulk        bool                `bun:"bulk"`
	Attempts    int                 `bun:"attempts"`
	State       core.JobState       `bun:"state"`
	LeasedUntil instant             `bun:"leased_until"`
	LastError   string              `bun:"last_error"`
	CreatedAt   instant             `bun:"created_at"`
	FinishedAt  instant             `bun:"finished_at"`
}

// newJobRow is a job as it is stored first: queued, whatever it says.
func newJobRow(j core.Job) *jobRow {
	return &jobRow{
		ID: j.ID, Kind: j.Kind, Task: document[core.Task]{j.Task}, Lane: j.Lane, Key: j.Key, RunAt: instant(j.RunAt),
		Bulk: j.Bulk, Attempts: j.Attempts, State: core.JobQueued, LastError: j.LastError, CreatedAt: instant(j.CreatedAt),
	}
}

func (r jobRow) value() core.Job {
	return core.Job{
		ID: r.ID, Workspace: r.WorkspaceID, Kind: r.Kind, Task: r.Task.v, Lane: r.Lane, Key: r.Key, RunAt: r.RunAt.time(),
		Bulk: r.Bulk, Attempts: r.Attempts, State: r.State, LastError: r.LastError, CreatedAt: r.CreatedAt.time(),
	}
}

// jobs implements core.Jobs.
type jobs struct{ scope }

func (r jobs) Enqueue(ctx context.Context, all ...core.Job) error {
	rows := make([]*jobRow, 0, len(all))
	queued := map[string]bool{}
	var hurried []string
	for _, j := range all {
		if j.Key != "" && queued[j.Key] {
			continue // one statement cannot meet the same job twice
		}
		queued[j.Key] = true
		if j.Lane != "" && !j.Bulk {
			hurried = append(hurried, j.Lane)
		}
		row := newJobRow(j)
		row.own(r.workspace)
		rows = append(rows, row)
	}
	for some := range slices.Chunk(rows, rowsAtOnce) {
		if err := r.enqueue(ctx, some); err != nil {
			return step("enqueue jobs", err)
		}
	}
	return step("hurry lanes", r.hurry(ctx, hurried))
}

// hurry makes what is left of lanes no bulk. The condition is that of an index with nothing but bulk in it, which is empty most of the time.
func (r jobs) hurry(ctx context.Context, lanes []string) error {
	if len(lanes) == 0 {
		return nil
	}
	_, err := r.db.NewUpdate().Table("jobs").Set("bulk = FALSE").
		Where("workspace_id = ?", r.workspace).Where("lane IN (?)", bun.List(lanes)).
		Where("bulk AND state IN ('queued', 'running')").Exec(ctx)
	return err
}

// enqueue adds jobs, in their order, except those with the key of a queued one. The update, which changes bulk at most, holds the queued one
// until the commit: a worker that ran it before would not see what this transaction has changed, and nobody would look again.
func (r jobs) enqueue(ctx context.Context, rows []*jobRow) error {
	_, err := r.db.NewInsert().Model(&rows).
		On("CONFLICT (workspace_id, key) WHERE state = 'queued' DO UPDATE").Set("key = EXCLUDED.key").
		Set("bulk = job.bulk AND EXCLUDED.bulk").Returning("NULL").Exec(ctx)
	return err
}

// enqueueOnce adds a job unless one with its key was ever added.
func enqueueOnce(ctx context.Context, db bun.IDB, row *jobRow) error {
	_, err := db.NewInsert().Model(row).On("CONFLICT DO NOTHING").Exec(ctx)
	return err
}
