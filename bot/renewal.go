package bot

import (
	"context"
	"errors"

	"mentorbot/core"
)

// Handlers are the handlers of the jobs that renew tokens in good time: when half of their life is over, whether or not anybody uses the
// app.
func (s *Stored) Handlers() map[core.JobKind]core.Handler {
	return map[core.JobKind]core.Handler{
		core.JobRenewals: func(ctx context.Context, _ core.Job) error {
			return s.config.Service.EnqueueRenewals(ctx, s.config.Now())
		},
		core.JobRenewal: s.renewDue,
	}
}

// renewDue renews the tokens of a workspace. When it is not known what became of an exchange, because the answer was lost or whoever asked
// died, the same refresh token is used again: either Slack has not seen it, or it refuses it and the installation lapses.
func (s *Stored) renewDue(ctx context.Context, job core.Job) error {
	i, err := s.active(ctx, job.Workspace)
	if errors.Is(err, ErrNotInstalled) {
		return nil
	}
	if err != nil {
		return err
	}
	now := s.config.Now()
	switch {
	case i.State == core.InstallationLapsing && s.over(i, now):
		err = s.lapsed(ctx, i)
	case i.State == core.InstallationActive && i.RenewsBy(now):
		var mine bool
		if _, mine, err = s.renew(ctx, i, now); !mine && err == nil {
			return &core.SnoozeError{After: refreshLease} // somebody else is at it, or died of it
		}
	}
	if errors.Is(err, ErrNotInstalled) { // there is nothing to renew any more
		return nil
	}
	return err
}
