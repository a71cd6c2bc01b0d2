package jobs_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mentorbot/core"
	"mentorbot/jobs"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// witness notes how runs of jobs ended.
type witness struct {
	mu    sync.Mutex
	ended []jobs.Outcome
}

type seen struct{}

// Job implements jobs.Observer.
func (w *witness) Job(ctx context.Context, _ core.Job) (context.Context, func(jobs.Outcome)) {
	return context.WithValue(ctx, seen{}, true), func(o jobs.Outcome) {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.ended = append(w.ended, o)
	}
}

func TestAnObserverSeesEveryRunEnd(t *testing.T) {
	for name, test := range map[string]struct {
		err  error
		want []jobs.Outcome
	}{
		"done":            {nil, []jobs.Outcome{jobs.Done}},
		"put off":         {&core.SnoozeError{After: time.Hour}, []jobs.Outcome{jobs.PutOff}},
		"failed for good": {&core.PermanentError{Err: errors.New("no")}, []jobs.Outcome{jobs.Failed}},
		"tried in vain":   {errors.New("not now"), []jobs.Outcome{jobs.Retried, jobs.Retried, jobs.Failed}},
	} {
		t.Run(name, func(t *testing.T) {
			storagetest.Each(t, func(t *testing.T, db *storage.DB) {
				b, eyes := newBench(t, db), &witness{}
				config := b.config(func(*bench, core.Job) error { return test.err })
				handler := config.Handlers[core.JobNotice]
				config.Handlers[core.JobNotice] = func(ctx context.Context, job core.Job) error {
					if ctx.Value(seen{}) == nil {
						t.Error("the handler has not the observer's context")
					}
					return handler(ctx, job)
				}
				config.Observer = eyes
				b.start(config)
				b.add(core.Job{ID: "job"})
				for range test.want {
					b.idle()
					b.advance(30 * time.Minute)
				}
				eyes.mu.Lock()
				defer eyes.mu.Unlock()
				if diff := cmp.Diff(test.want, slices.Clone(eyes.ended)); diff != "" {
					t.Errorf("ends (-want +got):\n%s", diff)
				}
			})
		})
	}
}
