package jobs

import (
	"context"
	"errors"

	"mentorbot/core"
)

// Observer watches jobs run, for metrics and traces. It keeps nothing of a person.
type Observer interface {
	// Job is told of a job before its handler runs; it returns the context for the handler and a function that is called once,
	// when the end of the run is recorded.
	Job(ctx context.Context, job core.Job) (context.Context, func(Outcome))
}

// Outcome is how a run of a job ended.
type Outcome string

// The outcomes of a run.
const (
	Done    Outcome = "done"
	PutOff  Outcome = "put_off" // to a later time, without counting an attempt
	Retried Outcome = "retried" // failed, to be tried again
	Failed  Outcome = "failed"  // for good, or for the last time
)

// outcome sorts how the handler of a job ended.
func (w *Worker) outcome(job core.Job, err error) Outcome {
	var snooze *core.SnoozeError
	switch {
	case err == nil:
		return Done
	case errors.As(err, &snooze):
		return PutOff
	case core.Permanent(err), w.config.Backoff.Exhausted(job.Attempts + 1):
		return Failed
	}
	return Retried
}

// blind is the observer when there is none.
type blind struct{}

// Job implements Observer.
func (blind) Job(ctx context.Context, _ core.Job) (context.Context, func(Outcome)) {
	return ctx, func(Outcome) {}
}
