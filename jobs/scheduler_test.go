package jobs_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"sync/atomic"
	"testing"
	"time"

	"mentorbot/core"
	"mentorbot/jobs"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// scheduler makes one replica's scheduler over the bench's queue.
func (b *bench) scheduler(replica string, wake func()) *jobs.Scheduler {
	var made atomic.Int64
	return jobs.NewScheduler(jobs.ScheduleConfig{
		Queue: b.db, Clock: core.ClockFunc(b.time), Wake: wake, Logger: slog.New(slog.NewTextHandler(io.Discard, nil)),
		IDs: core.IDFunc(func() string { return fmt.Sprintf("%s%d", replica, made.Add(1)) }),
	})
}

func TestTwoReplicasAddOneSweep(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		b := newBench(t, db)
		woken := 0
		first, second := b.scheduler("first", func() { woken++ }), b.scheduler("second", func() { woken++ })
		for _, s := range []*jobs.Scheduler{first, second, first} {
			if err := s.Tick(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		if got := b.unfinished(); got != 1 {
			t.Errorf("%d sweeps for one instant, want 1", got)
		}
		if woken != 3 {
			t.Errorf("worker woken %d times, want 3", woken)
		}
		b.advance(72 * time.Hour)
		if err := second.Tick(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := b.unfinished(); got != 2 {
			t.Errorf("%d sweeps for two instants, want 2", got)
		}
	})
}

func TestAStartSweepsAtOnceAndAStopEndsRun(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		b := newBench(t, db)
		woken := make(chan struct{}, 1)
		s := b.scheduler("only", func() {
			select {
			case woken <- struct{}{}:
			default:
			}
		})
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- s.Run(ctx) }()
		<-woken
		if got := b.unfinished(); got < 1 {
			t.Errorf("%d sweeps after the start, want one", got)
		}
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
}
