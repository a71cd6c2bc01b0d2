package main

import (
	"context"
	"errors"

	"mentorbot/cmd/internal/app"
	"mentorbot/web"
)

type serveCommand struct {
	Settings settings `embed:""`
}

func (c *serveCommand) config() app.Config { return app.Config(c.Settings) }

// Run serves until ctx ends; what is under way then is finished first.
func (c *serveCommand) Run(ctx context.Context, to streams) (err error) {
	config := c.config()
	log := app.NewLogger(to.err, config.LogLevel, config.LogFormat)
	service, err := app.New(ctx, config, app.Options{Logger: log})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, service.Close()) }()
	workspace := service.Workspace.Name
	if config.ByOAuth() {
		workspace = "every one that installs at " + config.BaseURL + web.PathInstall
	}
	log.InfoContext(ctx, "serving", "workspace", workspace, "mode", config.Mode, "address", service.Addr(),
		"mail", config.MailEnabled(), "metrics", service.MetricsAddr())
	if err := service.Run(ctx); err != nil {
		return err
	}
	log.InfoContext(ctx, "stopped, everything under way is finished")
	return nil
}
