package app

import (
	"context"

	"mentorbot/jobs"
)

// Replicas are all that run on one database. What one of them decides, another may deliver. There is at least one.
type Replicas []*App

// Settle waits until every request to any of them is answered and no job can be run now.
func (r Replicas) Settle(ctx context.Context) error {
	workers := make([]*jobs.Worker, len(r))
	for i, a := range r {
		if err := a.bot.Idle(ctx); err != nil {
			return err
		}
		workers[i] = a.worker
	}
	return jobs.Idle(ctx, workers...)
}

// CatchUp does what has become due, for hosts that move the clock, and waits for what follows from it.
func (r Replicas) CatchUp(ctx context.Context) error {
	if err := r[0].scheduler.Tick(ctx); err != nil {
		return err
	}
	return r.Settle(ctx)
}
