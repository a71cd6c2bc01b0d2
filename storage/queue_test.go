package storage_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// enqueue stores jobs of a workspace, due at noon unless they say otherwise.
func enqueue(t testing.TB, db *storage.DB, ws core.WorkspaceID, jobs ...core.Job) {
	t.Helper()
	for i := range jobs {
		if jobs[i].RunAt.IsZero() {
			jobs[i].RunAt = noon
		}
	}
	change(t, db, ws, func(ctx context.Context, tx core.Tx) error { return tx.Jobs().Enqueue(ctx, jobs...) })
}

// claim takes the next job and gives its id, empty for none.
func claim(t testing.TB, db *storage.DB, now time.Time) core.JobID {
	t.Helper()
	job, _, err := db.Claim(t.Context(), now, time.Minute)
	must(t, err)
	return job.ID
}

// run is a job as a worker holds it after so many failed attempts.
func run(id core.JobID, attempts int) core.Job { return core.Job{ID: id, Attempts: attempts} }

// expectClaims takes jobs until there are none.
func expectClaims(t testing.TB, db *storage.DB, now time.Time, want ...core.JobID) {
	t.Helper()
	var got []core.JobID
	for id := claim(t, db, now); id != ""; id = claim(t, db, now) {
		got = append(got, id)
	}
	if !slices.Equal(got, want) {
		t.Errorf("claimed %q, want %q", got, want)
	}
}

func TestAClaimedJobIsTheOneEnqueued(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "w", 1)
		want := fill(core.Job{Workspace: w.ws, State: core.JobQueued})
		enqueue(t, db, w.ws, want)
		want.State = core.JobRunning
		got, ok, err := db.Claim(t.Context(), want.RunAt, time.Minute)
		if diff := cmp.Diff(want, got); diff != "" || !ok || err != nil {
			t.Errorf("claim = %v, %v (-want +got):\n%s", ok, err, diff)
		}
	})
}

func TestJobsComeInTheOrderTheyAreDue(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "w", 1)
		enqueue(t, db, w.ws,
			core.Job{ID: "in an hour", RunAt: after(time.Hour)}, core.Job{ID: "z first"}, core.Job{ID: "a second"},
			core.Job{ID: "overdue", RunAt: after(-time.Second)})
		expectClaims(t, db, noon, "overdue", "z first", "a second")
		expectClaims(t, db, after(time.Hour), "in an hour")
	})
}

func TestBulkComesAfterWhatSomebodyWaitsFor(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "w", 1)
		bulk := func(id, lane, key string) core.Job {
			return core.Job{ID: core.JobID(id), Lane: lane, Key: key, RunAt: after(-time.Hour), Bulk: true}
		}
		enqueue(t, db, w.ws, bulk("b1", "dm:1", ""), bulk("b2", "dm:2", ""), bulk("b3", "home:3", "home:3"), bulk("b4", "home:4", "home:4"))
		enqueue(t, db, w.ws, core.Job{ID: "prompt"}, core.Job{ID: "prompt for 2", Lane: "dm:2"}, core.Job{ID: "prompt again", Lane: "home:3", Key: "home:3"},
			bulk("b5", "home:4", "home:4"))
		// What waits before an answer in its conversation goes with it, and so does a Home somebody has just changed.
		expectClaims(t, db, noon, "b2", "b3", "prompt", "b1", "b4")
		must(t, db.Finish(t.Context(), run("b2", 0), noon))
		must(t, db.Snooze(t.Context(), run("b1", 0), noon))
		expectClaims(t, db, noon, "prompt for 2", "b1")
	})
}

func TestALaneRunsOneJobAtATimeInOrder(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := t.Context()
		w := newWorld(t, db, "w", 1)
		enqueue(t, db, w.ws, core.Job{ID: "1", Lane: "dm", RunAt: after(time.Second)}, core.Job{ID: "2", Lane: "dm"},
			core.Job{ID: "3", Lane: "dm"}, core.Job{ID: "free"}, core.Job{ID: "other lane", Lane: "group"})

		expectClaims(t, db, noon, "free", "other lane") // 2 and 3 wait for 1, although they are due before
		expectClaims(t, db, after(time.Second), "1")
		must(t, db.Snooze(ctx, run("1", 0), after(time.Minute)))
		expectClaims(t, db, after(time.Second))
		expectClaims(t, db, after(time.Minute), "1")
		must(t, db.Retry(ctx, run("1", 0), after(time.Hour), "timeout"))
		expectClaims(t, db, after(time.Minute))
		expectClaims(t, db, after(time.Hour), "1")
		must(t, db.Finish(ctx, run("1", 1), noon))
		expectClaims(t, db, noon, "2")
		must(t, db.Fail(ctx, run("2", 0), noon, "gone"))
		expectClaims(t, db, noon, "3")
	})
}

func TestLanesOfWorkspacesAreSeparate(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		a, b := newWorld(t, db, "a", 1), newWorld(t, db, "b", 1)
		enqueue(t, db, a.ws, core.Job{ID: "a", Lane: "same", Key: "same"})
		enqueue(t, db, b.ws, core.Job{ID: "b", Lane: "same", Key: "same"})
		expectClaims(t, db, noon, "a", "b")
	})
}

func TestAttemptsAndReasonsAreCounted(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := t.Context()
		w := newWorld(t, db, "w", 1)
		enqueue(t, db, w.ws, core.Job{ID: "job"})
		for _, settle := range []func() error{
			func() error { return db.Retry(ctx, run("job", 0), noon, "timeout") },
			func() error { return db.Snooze(ctx, run("job", 1), noon) },
		} {
			claim(t, db, noon)
			must(t, settle())
		}
		job, _, err := db.Claim(ctx, noon, time.Minute)
		must(t, err)
		if job.Attempts != 1 || job.LastError != "timeout" {
			t.Errorf("attempts %d, last error %q; want 1, timeout", job.Attempts, job.LastError)
		}
	})
}

func TestAnExpiredLeaseIsClaimedAgainInItsPlace(t *testing.T) {
	each(t, func(t *testing.T, open func(storage.Options) *storage.DB) {
		real := time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)
		db := open(storage.Options{LeaseNow: func() time.Time { return real }})
		w := newWorld(t, db, "w", 1)
		enqueue(t, db, w.ws, core.Job{ID: "1", Lane: "dm"}, core.Job{ID: "2", Lane: "dm"})
		expectClaims(t, db, noon, "1")
		real = real.Add(time.Minute - time.Microsecond)
		expectClaims(t, db, noon)
		real = real.Add(time.Microsecond)
		job, ok, err := db.Claim(t.Context(), noon, time.Minute)
		if !ok || err != nil || job.ID != "1" || job.Attempts != 1 || job.State != core.JobRunning {
			t.Errorf("claim = %+v, %v, %v; want job 1, running, one failed attempt", job, ok, err)
		}
		expectClaims(t, db, noon)
		must(t, db.Finish(t.Context(), job, noon))
		expectClaims(t, db, noon, "2")
	})
}

func TestAWorkerThatLostItsLeaseSettlesNothing(t *testing.T) {
	settlements := map[string]func(context.Context, *storage.DB, core.Job) error{
		"finish": func(ctx context.Context, db *storage.DB, j core.Job) error { return db.Finish(ctx, j, noon) },
		"fail":   func(ctx context.Context, db *storage.DB, j core.Job) error { return db.Fail(ctx, j, noon, "late") },
		"retry":  func(ctx context.Context, db *storage.DB, j core.Job) error { return db.Retry(ctx, j, noon, "late") },
		"snooze": func(ctx context.Context, db *storage.DB, j core.Job) error { return db.Snooze(ctx, j, noon) },
	}
	for name, settle := range settlements {
		t.Run(name, func(t *testing.T) {
			each(t, func(t *testing.T, open func(storage.Options) *storage.DB) {
				real := time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)
				db := open(storage.Options{LeaseNow: func() time.Time { return real }})
				w := newWorld(t, db, "w", 1)
				enqueue(t, db, w.ws, core.Job{ID: "1", Lane: "dm"}, core.Job{ID: "2", Lane: "dm"})
				first, _, err := db.Claim(t.Context(), noon, time.Minute)
				must(t, err)
				real = real.Add(time.Minute)
				second, _, err := db.Claim(t.Context(), noon, time.Minute)
				must(t, err)

				must(t, settle(t.Context(), db, first))
				expectClaims(t, db, noon) // the second holder's run still has the lane
				must(t, db.Finish(t.Context(), second, noon))
				expectClaims(t, db, noon, "2")
			})
		})
	}
}

func TestAJobIsSettledOnce(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := t.Context()
		w := newWorld(t, db, "w", 1)
		enqueue(t, db, w.ws, core.Job{ID: "job"})
		must(t, db.Finish(ctx, run("job", 0), noon)) // not running yet
		expectClaims(t, db, noon, "job")
		must(t, db.Finish(ctx, run("job", 0), noon))
		must(t, db.Retry(ctx, run("job", 0), noon, "late"))
		must(t, db.Snooze(ctx, run("job", 0), noon))
		expectClaims(t, db, noon)
	})
}

func TestAKeyIsQueuedOnce(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := t.Context()
		w := newWorld(t, db, "w", 1)
		enqueue(t, db, w.ws, core.Job{ID: "1", Key: "home"}, core.Job{ID: "dropped", Key: "home"}, core.Job{ID: "keyless"})
		expectClaims(t, db, noon, "1", "keyless")
		enqueue(t, db, w.ws, core.Job{ID: "2", Key: "home"}) // the first one runs: news since then need another
		must(t, db.Retry(ctx, run("1", 0), noon, "timeout")) // which does the first one's work as well
		expectClaims(t, db, noon, "2")
		must(t, db.Snooze(ctx, run("2", 0), after(time.Hour)))
		expectClaims(t, db, after(time.Hour), "2")
	})
}

// A refresh is asked for by a transaction while an earlier one is still queued. A worker that took the earlier one before the commit
// would show the old state for ever.
func TestAQueuedJobWaitsForWhoeverAskedForItAgain(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		newWorld(t, db, "w", 1)
		refresh := func(id string) core.Job {
			return core.Job{ID: core.JobID(id), Kind: core.JobRefresh, Key: "refresh:it", Lane: "refresh:it", RunAt: noon}
		}
		enqueue(t, db, "w", refresh("first"))
		change(t, db, "w", func(ctx context.Context, tx core.Tx) error {
			if err := tx.Jobs().Enqueue(ctx, refresh("second")); err != nil || !db.ManyWriters() {
				return err // on SQLite a claim waits for the end of the transaction
			}
			job, ok, err := db.Claim(ctx, noon, time.Minute)
			if ok {
				t.Errorf("claimed %s before the commit", job.ID)
			}
			return err
		})
		job, ok, err := db.Claim(t.Context(), noon, time.Minute)
		must(t, err)
		if !ok || job.ID != "first" {
			t.Errorf("claimed %q after the commit, want the first job", job.ID)
		}
		must(t, db.Finish(t.Context(), job, noon))
		if job, ok, err := db.Claim(t.Context(), noon, time.Minute); ok || err != nil {
			t.Errorf("a second job %q was kept (%v)", job.ID, err)
		}
	})
}

func TestASystemKeyIsUsedOnce(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := t.Context()
		sweep := func(id core.JobID) core.Job {
			return core.Job{ID: id, Kind: core.JobSweep, Key: "sweep:1", RunAt: noon}
		}
		must(t, db.EnqueueSystem(ctx, sweep("first")))
		expectClaims(t, db, noon, "first")
		must(t, db.Finish(ctx, run("first", 0), noon))
		must(t, db.EnqueueSystem(ctx, sweep("second")))
		expectClaims(t, db, noon)
	})
}

func TestPendingCountsWhatIsDue(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := t.Context()
		w := newWorld(t, db, "w", 1)
		enqueue(t, db, w.ws, core.Job{ID: "running"}, core.Job{ID: "done"}, core.Job{ID: "failed"}, core.Job{ID: "queued"},
			core.Job{ID: "later", RunAt: after(time.Hour)})
		for range 3 {
			claim(t, db, noon)
		}
		must(t, db.Finish(ctx, run("done", 0), noon))
		must(t, db.Fail(ctx, run("failed", 0), noon, "no such channel"))
		n, err := db.Pending(ctx, noon)
		if n != 2 || err != nil {
			t.Errorf("pending = %d, %v; want 2", n, err)
		}
	})
}

func TestPurgeKeepsWhatIsRecentOrUnfinished(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := t.Context()
		w := newWorld(t, db, "w", 1)
		enqueue(t, db, w.ws, core.Job{ID: "1"}, core.Job{ID: "2"}, core.Job{ID: "3"}, core.Job{ID: "4"})
		for range 3 {
			claim(t, db, noon)
		}
		must(t, db.Finish(ctx, run("1", 0), noon))
		must(t, db.Fail(ctx, run("2", 0), after(time.Hour), "no such channel"))
		change(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
			must(t, tx.Inbox().Save(ctx, "old", nil, noon))
			return tx.Inbox().Save(ctx, "new", nil, after(time.Hour))
		})
		for _, step := range []struct {
			before time.Time
			want   int
		}{{noon, 0}, {after(time.Second), 2}, {after(time.Second), 0}, {after(2 * time.Hour), 2}} {
			if n, err := db.Purge(ctx, step.before); n != step.want || err != nil {
				t.Errorf("purge before %s = %d, %v; want %d", step.before, n, err, step.want)
			}
		}
		if n, err := db.Pending(ctx, noon); n != 2 || err != nil {
			t.Errorf("pending = %d, %v; want 2", n, err)
		}
	})
}

// Eight workers take jobs of many lanes at the same time, as real connections.
func TestWorkersShareTheQueue(t *testing.T) {
	const lanes, perLane, workers = 12, 15, 8
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := t.Context()
		w := newWorld(t, db, "w", 1)
		var jobs []core.Job
		for n := range perLane {
			for lane := range lanes {
				jobs = append(jobs, core.Job{ID: core.JobID(fmt.Sprintf("%02d-%02d", lane, n)), Lane: fmt.Sprint("lane ", lane)})
			}
		}
		enqueue(t, db, w.ws, jobs...)

		var mu sync.Mutex
		ran := map[string][]core.JobID{}
		busy := map[string]bool{}
		work := func() (finished bool, err error) {
			job, ok, err := db.Claim(ctx, noon, time.Hour)
			if err != nil {
				return true, err
			}
			if !ok {
				left, err := db.Pending(ctx, noon)
				return left == 0, err
			}
			mu.Lock()
			if busy[job.Lane] {
				t.Errorf("two jobs of %s at the same time", job.Lane)
			}
			busy[job.Lane] = true
			ran[job.Lane] = append(ran[job.Lane], job.ID)
			mu.Unlock()

			mu.Lock()
			busy[job.Lane] = false
			mu.Unlock()
			return false, db.Finish(ctx, job, noon)
		}
		var group sync.WaitGroup
		for range workers {
			group.Go(func() {
				for finished := false; !finished; {
					var err error
					if finished, err = work(); err != nil {
						t.Error(err)
						return
					}
				}
			})
		}
		group.Wait()
		for lane, ids := range ran {
			if len(ids) != perLane || !slices.IsSorted(ids) {
				t.Errorf("%s ran %q, want each of its %d jobs once in order", lane, ids, perLane)
			}
		}
		if len(ran) != lanes {
			t.Errorf("%d lanes ran, want %d", len(ran), lanes)
		}
	})
}
