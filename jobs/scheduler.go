package jobs

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/robfig/cron/v3"

	"mentorbot/core"
)

// The schedule, in UTC. Specs are constants: the parser accepts a zone prefix that makes it panic, so nothing from outside may
// reach it.
const (
	sweepSpec = "* * * * *" // every minute: what a deadline is late by, at most
	purgeSpec = "17 3 * * *"
	renewSpec = "*/5 * * * *" // tokens live for hours
)

// ScheduleConfig is what a [Scheduler] needs. Queue, Clock and IDs are required.
type ScheduleConfig struct {
	Queue  core.JobQueue
	Clock  core.Clock
	IDs    core.IDSource
	Wake   func() // tells the worker that there is a job, usually Worker.Wake
	Logger *slog.Logger
	Renew  bool          // the app has tokens that expire
	Keep   time.Duration // how long finished jobs and the answers to repeated requests are kept, 30 days by default
}

// Scheduler adds sweeps to the queue as time passes. Every replica may run one: the key of a sweep is its period, and the
// queue takes each key once.
type Scheduler struct {
	config ScheduleConfig
}

// NewScheduler makes a scheduler; [Scheduler.Run] starts it.
func NewScheduler(config ScheduleConfig) *Scheduler {
	if config.Logger == nil {
		config.Logger = slog.Default()
	}
	if config.Wake == nil {
		config.Wake = func() {}
	}
	if config.Keep <= 0 {
		config.Keep = 30 * 24 * time.Hour
	}
	return &Scheduler{config: config}
}

// Run follows the schedule until ctx ends, then waits for an entry that is running.
func (s *Scheduler) Run(ctx context.Context) error {
	table := cron.New(cron.WithLocation(time.UTC))
	entries := map[string]func(context.Context) error{sweepSpec: s.sweep, purgeSpec: s.purge}
	if s.config.Renew {
		entries[renewSpec] = s.renew
	}
	for spec, entry := range entries {
		if _, err := table.AddFunc(spec, s.logged(ctx, entry)); err != nil {
			return fmt.Errorf("schedule %q: %w", spec, err)
		}
	}
	if err := s.Tick(ctx); err != nil && ctx.Err() == nil { // what fell due while no replica was up
		s.config.Logger.ErrorContext(ctx, "first sweep", "error", err)
	}
	table.Start()
	<-ctx.Done()
	<-table.Stop().Done()
	return nil
}

// Tick adds a sweep for this very instant and wakes the worker, for when the clock was moved. Worker.Idle then waits for
// everything that follows from it.
func (s *Scheduler) Tick(ctx context.Context) error {
	now := s.config.Clock.Now()
	period := now.Format(time.RFC3339Nano)
	if s.config.Renew {
		if err := s.enqueue(ctx, core.JobRenewals, now, period); err != nil {
			return err
		}
	}
	return s.enqueue(ctx, core.JobSweep, now, period)
}

func (s *Scheduler) sweep(ctx context.Context) error {
	now := s.config.Clock.Now()
	return s.enqueue(ctx, core.JobSweep, now, minute(now))
}

func (s *Scheduler) renew(ctx context.Context) error {
	now := s.config.Clock.Now()
	return s.enqueue(ctx, core.JobRenewals, now, minute(now))
}

// minute is the period of what is done at most once a minute.
func minute(now time.Time) string { return now.Truncate(time.Minute).Format("2006-01-02T15:04") }

// enqueue adds the sweep of a kind and a period. It has no lane: a sweep that fails must not hold up the next one.
func (s *Scheduler) enqueue(ctx context.Context, kind core.JobKind, now time.Time, period string) error {
	job := core.Job{
		ID: core.JobID(s.config.IDs.NewID()), Kind: kind, Key: string(kind) + ":" + period,
		RunAt: now, State: core.JobQueued, CreatedAt: now,
	}
	if err := s.config.Queue.EnqueueSystem(ctx, job); err != nil {
		return fmt.Errorf("enqueue %s: %w", kind, err)
	}
	s.config.Wake()
	return nil
}

// purge deletes what nobody will ask for again. Two replicas doing it at once do no harm.
func (s *Scheduler) purge(ctx context.Context) error {
	deleted, err := s.config.Queue.Purge(ctx, s.config.Clock.Now().Add(-s.config.Keep))
	if err != nil {
		return fmt.Errorf("purge jobs: %w", err)
	}
	s.config.Logger.InfoContext(ctx, "purged finished jobs", "rows", deleted)
	return nil
}

func (s *Scheduler) logged(ctx context.Context, entry func(context.Context) error) func() {
	return func() {
		if err := entry(ctx); err != nil && ctx.Err() == nil {
			s.config.Logger.ErrorContext(ctx, "scheduled entry", "error", err)
		}
	}
}
