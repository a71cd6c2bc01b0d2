package main

import (
	"context"
	"errors"

	"mentorbot/cmd/internal/app"
	"mentorbot/cmd/internal/doctor"
)

type doctorCommand struct {
	Settings settings `embed:""`
}

func (c *doctorCommand) config() app.Config { return app.Config(c.Settings) }

// Run prints what was found; any problem makes the exit status 1.
func (c *doctorCommand) Run(ctx context.Context, to streams) error {
	err := doctor.Examine(ctx, c.config(), to.out)
	if errors.Is(err, doctor.ErrProblems) {
		return errReported
	}
	return err
}
