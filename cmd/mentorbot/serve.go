package main

import (
	"context"
	"errors"

	"mentorbot/cmd/internal/app"
)

type serveCommand struct {
	Config app.Config `embed:""`
}

// Run serves until ctx ends; what is under way then is finished first.
func (c *serveCommand) Run(ctx context.Context, to streams) (err error) {
	log := app.NewLogger(to.err, c.Config.LogLevel, c.Config.LogFormat)
	service, err := app.New(ctx, c.Config, app.Options{Logger: log})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, service.Close()) }()
	log.InfoContext(ctx, "serving", "workspace", service.Workspace.Name, "mode", c.Config.Mode, "address", service.Addr(),
		"mail", c.Config.MailEnabled())
	if err := service.Run(ctx); err != nil {
		return err
	}
	log.InfoContext(ctx, "stopped, everything under way is finished")
	return nil
}
