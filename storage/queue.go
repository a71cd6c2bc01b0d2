package storage

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/uptrace/bun"

	"mentorbot/core"
)

// errLaneTaken says that another worker claimed a job of the same lane at the same time.
var errLaneTaken = errors.New("lane taken")

// leaseExpired is what a job remembers of a worker that never came back.
const leaseExpired = "lease expired"

// Claim implements core.JobQueue. A job whose lease has expired counts one failed attempt: nobody knows how far it came. It comes before
// those that nobody has begun, and bulk comes last. That is one statement, since slots look far more often than there is something to do;
// what is found first spares the database the search for the rest.
func (db *DB) Claim(ctx context.Context, now time.Time, lease time.Duration) (job core.Job, ok bool, err error) {
	err = db.retry(ctx, func() error {
		wall := db.leaseNow()
		job, ok, err = db.claim(ctx, db.write.NewUpdate().
			Set("attempts = attempts + CASE state WHEN 'running' THEN 1 ELSE 0 END").
			Set("last_error = CASE state WHEN 'running' THEN ? ELSE last_error END", leaseExpired).
			Set("state = ?", core.JobRunning).Set("leased_until = ?", instant(wall.Add(lease))).
			Where("seq = COALESCE((?), (?), (?))", db.abandoned(wall), db.ready(now, false), db.ready(now, true)))
		return err
	})
	return job, ok, step("claim job", err)
}

func (db *DB) claim(ctx context.Context, q *bun.UpdateQuery) (core.Job, bool, error) {
	var row jobRow
	err := q.Model(&row).Returning("*").Scan(ctx)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return core.Job{}, false, nil
	case duplicate(err):
		return core.Job{}, false, errLaneTaken
	case err != nil:
		return core.Job{}, false, err
	}
	return row.value(), true, nil
}

// abandoned selects a running job whose worker has not reported in time. It keeps its lane.
func (db *DB) abandoned(wall time.Time) *bun.SelectQuery {
	return db.locked(db.write.NewSelect().TableExpr("jobs AS j").ColumnExpr("j.seq").
		Where("j.state = 'running'").Where("j.leased_until <= ?", instant(wall)).
		OrderExpr("j.leased_until").Limit(1))
}

// ready selects the queued job, bulk or not, that has been due longest, unless its lane has an earlier or a running one or its workspace has
// uninstalled the app: then it waits, unless it erases somebody, which needs no chat. What two workers cannot see of each other here, the unique index on running jobs of a lane
// decides.
func (db *DB) ready(now time.Time, bulk bool) *bun.SelectQuery {
	return db.locked(db.write.NewSelect().TableExpr("jobs AS j").ColumnExpr("j.seq").
		Where("j.state = 'queued'").Where("j.bulk = ?", bulk).Where("j.run_at <= ?", instant(now)).
		Where(`NOT EXISTS (SELECT 1 FROM jobs AS o
			WHERE o.workspace_id = j.workspace_id AND o.lane = j.lane AND o.state IN ('queued', 'running')
			AND (o.state = 'running' OR o.seq < j.seq))`).
		Where(`(j.kind = 'erase' OR NOT EXISTS (SELECT 1 FROM installations AS i
			WHERE i.workspace_id = j.workspace_id AND i.state = 'revoked'))`).
		OrderExpr("j.run_at, j.seq").Limit(1))
}

// locked makes a worker pass over a row another one is claiming.
func (db *DB) locked(q *bun.SelectQuery) *bun.SelectQuery {
	if lock := db.dialect.skipLocked(); lock != "" {
		return q.For(lock)
	}
	return q
}

// Finish implements core.JobQueue.
func (db *DB) Finish(ctx context.Context, job core.Job, at time.Time) error {
	return step("finish job", db.settle(ctx, job, func(q *bun.UpdateQuery) *bun.UpdateQuery {
		return q.Set("state = ?", core.JobDone).Set("finished_at = ?", instant(at))
	}))
}

// Fail implements core.JobQueue.
func (db *DB) Fail(ctx context.Context, job core.Job, at time.Time, reason string) error {
	return step("fail job", db.settle(ctx, job, func(q *bun.UpdateQuery) *bun.UpdateQuery {
		return q.Set("state = ?", core.JobFailed).Set("finished_at = ?", instant(at)).
			Set("attempts = attempts + 1").Set("last_error = ?", reason)
	}))
}

// Retry implements core.JobQueue.
func (db *DB) Retry(ctx context.Context, job core.Job, runAt time.Time, reason string) error {
	return step("retry job", db.requeue(ctx, job, func(q *bun.UpdateQuery) *bun.UpdateQuery {
		return q.Set("run_at = ?", instant(runAt)).Set("attempts = attempts + 1").Set("last_error = ?", reason)
	}))
}

// Snooze implements core.JobQueue.
func (db *DB) Snooze(ctx context.Context, job core.Job, runAt time.Time) error {
	return step("snooze job", db.requeue(ctx, job, func(q *bun.UpdateQuery) *bun.UpdateQuery {
		return q.Set("run_at = ?", instant(runAt))
	}))
}

// requeue puts a running job back. When one with the same key was queued meanwhile, that one will do the same work: this one
// is done.
func (db *DB) requeue(ctx context.Context, job core.Job, change func(*bun.UpdateQuery) *bun.UpdateQuery) error {
	err := db.settle(ctx, job, func(q *bun.UpdateQuery) *bun.UpdateQuery {
		return change(q).Set("state = ?", core.JobQueued)
	})
	if !duplicate(err) {
		return err
	}
	return db.settle(ctx, job, func(q *bun.UpdateQuery) *bun.UpdateQuery {
		return change(q).Set("state = ?", core.JobDone).Set("finished_at = run_at")
	})
}

// settle ends the lease of the run that was claimed. A job that is not running, because somebody else settled it, or that another
// worker has claimed since, which counts an attempt, stays as it is.
func (db *DB) settle(ctx context.Context, job core.Job, change func(*bun.UpdateQuery) *bun.UpdateQuery) error {
	return db.retry(ctx, func() error {
		_, err := change(db.write.NewUpdate().Model((*jobRow)(nil))).Set("leased_until = NULL").
			Where("id = ?", job.ID).Where("state = ?", core.JobRunning).Where("attempts = ?", job.Attempts).Exec(ctx)
		return err
	})
}

// EnqueueSystem implements core.JobQueue.
func (db *DB) EnqueueSystem(ctx context.Context, job core.Job) error {
	return step("enqueue system job", db.retry(ctx, func() error { return enqueueOnce(ctx, db.write, newJobRow(job)) }))
}

// Pending implements core.JobQueue.
func (db *DB) Pending(ctx context.Context, now time.Time) (int, error) {
	var n int64
	err := db.retry(ctx, func() (err error) {
		n, err = db.read.NewSelect().Table("jobs").
			Where("state IN ('queued', 'running')").Where("run_at <= ?", instant(now)).Count(ctx)
		return err
	})
	return int(n), step("count pending jobs", err)
}

// Purge implements core.JobQueue.
func (db *DB) Purge(ctx context.Context, before time.Time) (n int, err error) {
	err = db.retry(ctx, func() error {
		finished, err := affected(db.write.NewDelete().Table("jobs").
			Where("state IN ('done', 'failed')").Where("finished_at < ?", instant(before)).Exec(ctx))
		if err != nil {
			return err
		}
		answered, err := affected(db.write.NewDelete().Table("inbox").Where("at < ?", instant(before)).Exec(ctx))
		n += finished + answered
		return err
	})
	return n, step("purge", err)
}
