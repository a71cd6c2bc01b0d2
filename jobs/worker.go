package jobs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"runtime/debug"
	"sync"
	"time"

	"mentorbot/core"
)

// Config is what a [Worker] needs. Queue, Handlers and Clock are required; zero values of the rest take the default.
type Config struct {
	Queue    core.JobQueue
	Handlers map[core.JobKind]core.Handler
	Clock    core.Clock
	Logger   *slog.Logger
	Observer Observer
	// GiveUp is told before a job is recorded as failed, so that the domain can go on without it. When it fails itself,
	// the job stays queued and is tried again.
	GiveUp func(ctx context.Context, job core.Job, cause error) error
	// Yield is called before each look at the queue and returns, soon, when those who wait in front of a screen have their answer.
	Yield func(ctx context.Context)

	Concurrency int           // jobs at the same time, 4 by default
	Timeout     time.Duration // for one run of a handler, DefaultTimeout when zero
	Lease       time.Duration // until another worker may take the job, 3 times Timeout by default and at least
	Poll        time.Duration // pause between looks at an empty queue when nobody calls Wake, 2 s by default
	Backoff     Backoff
}

// DefaultTimeout bounds one run of a handler where nothing else is said. A handler that has done something outside may take as long again
// to write that down: the lease is longer than both and than what the worker itself writes.
const DefaultTimeout = time.Minute

func (c Config) withDefaults() Config {
	if c.Logger == nil {
		c.Logger = slog.Default()
	}
	if c.Observer == nil {
		c.Observer = blind{}
	}
	if c.GiveUp == nil {
		c.GiveUp = func(context.Context, core.Job, error) error { return nil }
	}
	if c.Yield == nil {
		c.Yield = func(context.Context) {}
	}
	if c.Concurrency <= 0 {
		c.Concurrency = 4
	}
	if c.Timeout <= 0 {
		c.Timeout = DefaultTimeout
	}
	if c.Lease < 3*c.Timeout {
		c.Lease = 3 * c.Timeout
	}
	if c.Poll <= 0 {
		c.Poll = 2 * time.Second
	}
	if c.Backoff.Attempts <= 0 {
		c.Backoff = DefaultBackoff()
	}
	return c
}

// Worker runs jobs. Make one with [NewWorker].
type Worker struct {
	config Config
	jitter func() float64
	pulse  *pulse
}

// NewWorker makes a worker; [Worker.Run] starts it.
func NewWorker(config Config) *Worker {
	return &Worker{config: config.withDefaults(), jitter: rand.Float64, pulse: newPulse()}
}

// Run claims and runs jobs until ctx ends, then waits for those that are running. A running job is not cut off by the end
// of ctx: it has its own timeout, which bounds how long Run takes to return.
func (w *Worker) Run(ctx context.Context) {
	var slots sync.WaitGroup
	for range w.config.Concurrency {
		slots.Go(func() { w.serve(ctx) })
	}
	slots.Wait()
}

// Wake makes the worker look at the queue at once. Callers use it after a commit that may have added jobs.
func (w *Worker) Wake() { w.pulse.beat() }

// Idle waits until no job can be run now, those included that were added by jobs on the way. Jobs put off to a later time,
// and whatever waits behind them in their lane, do not count. It needs a running worker and returns the error of ctx when that
// ends first.
func (w *Worker) Idle(ctx context.Context) error {
	target := w.pulse.beat()
	return w.pulse.quiet(ctx, target)
}

// Idle waits as [Worker.Idle] does, for all workers of one queue. One may do what another has added after it was found idle, so
// they are asked again until nobody has done anything in between.
func Idle(ctx context.Context, workers ...*Worker) error {
	for {
		before := runs(workers)
		for _, w := range workers {
			if err := w.Idle(ctx); err != nil {
				return err
			}
		}
		if len(workers) == 1 || runs(workers) == before {
			return nil
		}
	}
}

func runs(workers []*Worker) uint64 {
	var n uint64
	for _, w := range workers {
		n += w.pulse.runs()
	}
	return n
}

// serve is one slot: one job after the other, then rest until there may be more.
func (w *Worker) serve(ctx context.Context) {
	for ctx.Err() == nil {
		beat := w.pulse.enter()
		worked, err := w.step(ctx)
		if err != nil && ctx.Err() == nil {
			w.config.Logger.ErrorContext(ctx, "claim job", "error", err)
		}
		w.pulse.leave(beat, worked, err)
		if !worked {
			w.pulse.rest(ctx, w.config.Poll)
		}
	}
}

// step claims one job and sees it through. worked is false when there was none.
func (w *Worker) step(ctx context.Context) (worked bool, err error) {
	w.config.Yield(ctx)
	job, ok, err := w.config.Queue.Claim(ctx, w.config.Clock.Now(), w.config.Lease)
	if err != nil || !ok {
		return false, err
	}
	w.pulse.nudge() // there may be more, for another slot
	ctx = context.WithoutCancel(ctx)
	log := w.config.Logger.With("job", job.ID, "kind", job.Kind, "notice", job.Task.Notice, "workspace", job.Workspace,
		"attempt", job.Attempts+1)
	ctx, end := w.config.Observer.Job(ctx, job)
	outcome := w.run(ctx, job)
	defer end(w.outcome(job, outcome))
	if err := w.record(ctx, log, job, outcome); err != nil {
		// The lease runs out and the job is tried again: nothing is lost.
		log.ErrorContext(ctx, "record job", "error", err, "outcome", outcome)
	}
	return true, nil
}

// run calls the handler with a timeout and turns a panic into an error.
func (w *Worker) run(ctx context.Context, job core.Job) (err error) {
	handler, ok := w.config.Handlers[job.Kind]
	if !ok {
		return &core.PermanentError{Err: fmt.Errorf("no handler for jobs of kind %q", job.Kind)}
	}
	ctx, cancel := context.WithTimeout(ctx, w.config.Timeout)
	defer cancel()
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("panic: %v\n%s", cause, debug.Stack())
		}
	}()
	return handler(ctx, job)
}

// record writes down how a run ended: done, put off, to be tried again, or failed.
func (w *Worker) record(ctx context.Context, log *slog.Logger, job core.Job, outcome error) error {
	ctx, cancel := context.WithTimeout(ctx, w.config.Lease-2*w.config.Timeout)
	defer cancel()
	now := w.config.Clock.Now()
	var snooze *core.SnoozeError
	switch {
	case outcome == nil:
		log.DebugContext(ctx, "job done")
		return w.config.Queue.Finish(ctx, job, now)
	case errors.As(outcome, &snooze):
		log.InfoContext(ctx, "job put off", "after", snooze.After, "reason", outcome)
		return w.config.Queue.Snooze(ctx, job, now.Add(snooze.After))
	case core.Permanent(outcome):
		log.WarnContext(ctx, "job failed for good", "error", outcome)
		return w.fail(ctx, log, job, outcome)
	case w.config.Backoff.Exhausted(job.Attempts + 1):
		log.ErrorContext(ctx, "job given up after its last attempt", "error", outcome)
		return w.fail(ctx, log, job, outcome)
	}
	log.WarnContext(ctx, "job will be tried again", "error", outcome)
	return w.retry(ctx, job, outcome)
}

func (w *Worker) fail(ctx context.Context, log *slog.Logger, job core.Job, cause error) error {
	if err := w.config.GiveUp(ctx, job, cause); err != nil {
		log.ErrorContext(ctx, "give up job", "error", err)
		return w.retry(ctx, job, errors.Join(cause, err))
	}
	return w.config.Queue.Fail(ctx, job, w.config.Clock.Now(), reason(cause))
}

func (w *Worker) retry(ctx context.Context, job core.Job, cause error) error {
	wait := w.config.Backoff.Wait(job.Attempts+1, w.jitter())
	return w.config.Queue.Retry(ctx, job, w.config.Clock.Now().Add(wait), reason(cause))
}

// maxReason bounds what is stored about a failure, in bytes; the log has it all.
const maxReason = 500

func reason(err error) string {
	text := err.Error()
	if len(text) > maxReason {
		text = text[:maxReason]
	}
	return text
}
