package jobs_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mentorbot/core"
	"mentorbot/jobs"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// bench is a queue in a real database with a worker over it and a clock that stands still until it is moved.
type bench struct {
	t      *testing.T
	db     *storage.DB
	worker *jobs.Worker
	now    atomic.Pointer[time.Time]
	made   atomic.Int64

	mu     sync.Mutex
	runs   []core.Job // every call of the handler
	gaveUp []core.Job
}

const workspace core.WorkspaceID = "ws1"

// handle is what the jobs of a test do.
type handle func(b *bench, job core.Job) error

// run tests on every database, with a worker that runs until the test ends.
func run(t *testing.T, do handle, test func(*bench)) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		b := newBench(t, db)
		b.start(b.config(do))
		test(b)
	})
}

// start runs a worker until the test ends.
func (b *bench) start(config jobs.Config) {
	worker := jobs.NewWorker(config)
	b.worker = worker
	ctx, stop := context.WithCancel(b.t.Context())
	var running sync.WaitGroup
	running.Go(func() { worker.Run(ctx) })
	b.t.Cleanup(func() { stop(); running.Wait() })
}

func newBench(t *testing.T, db *storage.DB) *bench {
	b := &bench{t: t, db: db}
	start := time.Date(2026, 6, 1, 9, 0, 0, 0, time.UTC)
	b.now.Store(&start)
	if err := db.CreateWorkspace(t.Context(), core.Workspace{ID: workspace, ChatTeamID: "T1", CreatedAt: start}); err != nil {
		t.Fatal(err)
	}
	return b
}

func (b *bench) config(do handle) jobs.Config {
	return jobs.Config{
		Queue: b.db, Clock: core.ClockFunc(b.time), Logger: slog.New(slog.NewTextHandler(io.Discard, nil)),
		Handlers: map[core.JobKind]core.Handler{core.JobNotice: func(_ context.Context, job core.Job) error {
			b.mu.Lock()
			b.runs = append(b.runs, job)
			b.mu.Unlock()
			return do(b, job)
		}},
		GiveUp: func(_ context.Context, job core.Job, _ error) error {
			b.mu.Lock()
			defer b.mu.Unlock()
			b.gaveUp = append(b.gaveUp, job)
			return nil
		},
		Poll:    time.Minute, // only signals count in these tests
		Backoff: jobs.Backoff{First: time.Minute, Max: time.Hour, Attempts: 3},
	}
}

func (b *bench) time() time.Time { return *b.now.Load() }

func (b *bench) advance(d time.Duration) {
	later := b.time().Add(d)
	b.now.Store(&later)
}

// add enqueues jobs as a committed transaction does, and wakes the worker.
func (b *bench) add(all ...core.Job) {
	b.t.Helper()
	for i := range all {
		if all[i].ID == "" {
			all[i].ID = core.JobID(fmt.Sprintf("job%04d", b.made.Add(1)))
		}
		if all[i].Kind == "" {
			all[i].Kind = core.JobNotice
		}
		all[i].RunAt, all[i].CreatedAt = b.time(), b.time()
	}
	err := b.db.Change(b.t.Context(), workspace, func(tx core.Tx) error { return tx.Jobs().Enqueue(b.t.Context(), all...) })
	if err != nil {
		b.t.Error(err)
	}
	if b.worker != nil {
		b.worker.Wake()
	}
}

func (b *bench) idle() {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.t.Context(), 20*time.Second)
	defer cancel()
	if err := b.worker.Idle(ctx); err != nil {
		b.t.Fatalf("worker does not come to rest: %v", err)
	}
}

// unfinished counts jobs that are neither done nor failed, whenever they may run.
func (b *bench) unfinished() int {
	b.t.Helper()
	n, err := b.db.Pending(b.t.Context(), b.time().AddDate(1, 0, 0))
	if err != nil {
		b.t.Fatal(err)
	}
	return n
}

// attempts are the failed attempts each run began with.
func (b *bench) attempts() []int {
	b.mu.Lock()
	defer b.mu.Unlock()
	var all []int
	for _, job := range b.runs {
		all = append(all, job.Attempts)
	}
	return all
}

func (b *bench) expect(runs []int, unfinished, gaveUp int) {
	b.t.Helper()
	if diff := cmp.Diff(runs, b.attempts()); diff != "" {
		b.t.Errorf("runs by failed attempts before them (-want +got):\n%s", diff)
	}
	if got := b.unfinished(); got != unfinished {
		b.t.Errorf("%d jobs unfinished, want %d", got, unfinished)
	}
	if len(b.gaveUp) != gaveUp {
		b.t.Errorf("%d jobs given up, want %d", len(b.gaveUp), gaveUp)
	}
}

func TestAJobIsRunOnce(t *testing.T) {
	run(t, func(*bench, core.Job) error { return nil }, func(b *bench) {
		b.add(core.Job{})
		b.idle()
		b.advance(24 * time.Hour)
		b.idle()
		b.expect([]int{0}, 0, 0)
	})
}

func TestAFailedJobIsTriedAgainLaterAndGivenUpInTheEnd(t *testing.T) {
	run(t, func(*bench, core.Job) error { return errors.New("no answer") }, func(b *bench) {
		b.add(core.Job{})
		b.idle()
		b.expect([]int{0}, 1, 0)
		b.advance(40 * time.Second) // less than the first pause with all its jitter
		b.idle()
		b.expect([]int{0}, 1, 0)
		b.advance(time.Minute)
		b.idle()
		b.expect([]int{0, 1}, 1, 0)
		b.advance(2 * time.Minute)
		b.idle()
		b.expect([]int{0, 1, 2}, 0, 1)
	})
}

func TestASnoozeCostsNoAttempt(t *testing.T) {
	busy := func(b *bench, _ core.Job) error {
		if len(b.attempts()) < 6 {
			return fmt.Errorf("post: %w", &core.SnoozeError{After: 30 * time.Second})
		}
		return nil
	}
	run(t, busy, func(b *bench) {
		b.add(core.Job{})
		for range 7 {
			b.idle()
			b.advance(30 * time.Second)
		}
		b.expect([]int{0, 0, 0, 0, 0, 0}, 0, 0)
	})
}

func TestAPermanentFailureEndsTheJobAtOnce(t *testing.T) {
	run(t, func(*bench, core.Job) error { return &core.PermanentError{Err: errors.New("user_disabled")} }, func(b *bench) {
		b.add(core.Job{})
		b.idle()
		b.expect([]int{0}, 0, 1)
	})
}

func TestAJobNobodyHandlesFails(t *testing.T) {
	run(t, func(*bench, core.Job) error { return nil }, func(b *bench) {
		b.add(core.Job{Kind: "from_the_future"})
		b.idle()
		b.expect(nil, 0, 1)
	})
}

func TestAPanicIsAFailureLikeAnother(t *testing.T) {
	explode := func(b *bench, _ core.Job) error {
		if len(b.attempts()) == 1 {
			panic("nil map")
		}
		return nil
	}
	run(t, explode, func(b *bench) {
		b.add(core.Job{})
		b.idle()
		b.advance(time.Minute)
		b.idle()
		b.expect([]int{0, 1}, 0, 0)
	})
}

func TestAJobIsNotFailedBeforeTheDomainKnows(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		b := newBench(t, db)
		config := b.config(func(*bench, core.Job) error { return &core.PermanentError{Err: errors.New("user_disabled")} })
		giveUp := config.GiveUp
		config.GiveUp = func(ctx context.Context, job core.Job, cause error) error {
			if job.Attempts == 0 {
				return errors.New("database is away")
			}
			return giveUp(ctx, job, cause)
		}
		b.start(config)
		b.add(core.Job{})
		b.idle()
		b.expect([]int{0}, 1, 0)
		b.advance(time.Minute)
		b.idle()
		b.expect([]int{0, 1}, 0, 1)
	})
}

func TestJobsOfALaneKeepTheirOrder(t *testing.T) {
	slow := func(b *bench, job core.Job) error {
		if job.ID == "a1" && job.Attempts == 0 {
			return errors.New("the first one fails once")
		}
		return nil
	}
	run(t, slow, func(b *bench) {
		for _, id := range []core.JobID{"a1", "a2", "a3", "b1", "b2"} {
			b.add(core.Job{ID: id, Lane: "dm:" + string(id[:1])})
		}
		b.idle()
		b.advance(time.Minute)
		b.idle()
		order := map[byte][]core.JobID{}
		for _, job := range b.runs {
			order[job.ID[0]] = append(order[job.ID[0]], job.ID)
		}
		want := map[byte][]core.JobID{'a': {"a1", "a1", "a2", "a3"}, 'b': {"b1", "b2"}}
		if diff := cmp.Diff(want, order); diff != "" {
			t.Errorf("order within lanes (-want +got):\n%s", diff)
		}
	})
}

func TestIdleWaitsForJobsThatJobsAdd(t *testing.T) {
	chain := func(b *bench, job core.Job) error {
		if job.Task.Lead > 0 {
			b.add(core.Job{Task: core.Task{Lead: job.Task.Lead - 1}})
		}
		return nil
	}
	run(t, chain, func(b *bench) {
		b.add(core.Job{Task: core.Task{Lead: 9}})
		b.idle()
		if got := len(b.attempts()); got != 10 {
			t.Errorf("%d of a chain of 10 jobs were run", got)
		}
	})
}

func TestIdleWaitsForWhatWorkersAddForOneAnother(t *testing.T) {
	chain := func(b *bench, job core.Job) error {
		if job.Task.Lead > 0 {
			b.add(core.Job{Task: core.Task{Lead: job.Task.Lead - 1}})
		}
		return nil
	}
	run(t, chain, func(b *bench) {
		first := b.worker
		b.start(b.config(chain)) // from now on only the second is woken
		b.add(core.Job{Task: core.Task{Lead: 49}})
		ctx, cancel := context.WithTimeout(b.t.Context(), 20*time.Second)
		defer cancel()
		if err := jobs.Idle(ctx, first, b.worker); err != nil {
			b.t.Fatalf("the workers do not come to rest: %v", err)
		}
		if got := len(b.attempts()); got != 50 {
			b.t.Errorf("%d of a chain of 50 jobs were run", got)
		}
	})
}

func TestTwoWorkersShareTheQueue(t *testing.T) {
	run(t, func(*bench, core.Job) error { return nil }, func(b *bench) {
		second := jobs.NewWorker(b.config(func(*bench, core.Job) error { return nil }))
		ctx, stop := context.WithCancel(b.t.Context())
		var running sync.WaitGroup
		running.Go(func() { second.Run(ctx) })
		for range 60 {
			b.add(core.Job{})
			second.Wake()
		}
		b.idle()
		stop()
		running.Wait() // and with it what the second one was running
		var ids []core.JobID
		for _, job := range b.runs {
			ids = append(ids, job.ID)
		}
		slices.Sort(ids)
		if unique := slices.Compact(slices.Clone(ids)); len(ids) != 60 || len(unique) != 60 {
			t.Errorf("60 jobs were run %d times, %d of them different", len(ids), len(unique))
		}
	})
}

func TestAJobWhoseWorkerDiedIsRunAgain(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		b := newBench(t, db)
		b.add(core.Job{})
		// A process claims it under a lease that is over at once, and is never heard of again.
		if _, claimed, err := b.db.Claim(t.Context(), b.time(), -time.Second); err != nil || !claimed {
			t.Fatalf("claim: %v %v", claimed, err)
		}
		b.start(b.config(func(*bench, core.Job) error { return nil }))
		b.idle()
		b.expect([]int{1}, 0, 0)
	})
}

func TestStoppingLetsARunningJobFinish(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		b := newBench(t, db)
		began, proceed, ended := make(chan struct{}), make(chan struct{}), make(chan struct{})
		b.worker = jobs.NewWorker(b.config(func(*bench, core.Job) error {
			close(began)
			<-proceed
			return nil
		}))
		b.add(core.Job{})
		ctx, stop := context.WithCancel(t.Context())
		go func() { b.worker.Run(ctx); close(ended) }()
		<-began
		stop()
		b.add(core.Job{}) // too late for this worker
		select {
		case <-ended:
			t.Error("Run returned while a job was running")
		default:
		}
		close(proceed)
		<-ended
		b.expect([]int{0}, 1, 0)
	})
}

func TestWorkStepsAsideForThoseWhoWait(t *testing.T) {
	b := newBench(t, storagetest.SQLite(t))
	config := b.config(func(*bench, core.Job) error { return nil })
	answered := make(chan struct{})
	stepped := make(chan struct{}, 100)
	config.Yield = func(ctx context.Context) {
		stepped <- struct{}{}
		select {
		case <-answered:
		case <-ctx.Done():
		}
	}
	b.start(config)
	b.add(core.Job{})
	for range 4 { // all slots
		<-stepped
	}
	b.expect(nil, 1, 0)
	close(answered)
	b.idle()
	b.expect([]int{0}, 0, 0)
}
