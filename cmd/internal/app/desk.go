package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"mentorbot/bot"
	"mentorbot/core"
	"mentorbot/i18n"
)

// Desk is one workspace without the running service, for commands that work on what is stored. The service may run meanwhile.
type Desk struct {
	Service   *core.Service
	Workspace core.Workspace
	Texts     *i18n.Catalogue

	app          *App
	installation bot.Installation // without a client when Slack cannot be asked
}

// errNoWorkspace says how to name one.
var errNoWorkspace = errors.New("name the workspace with --workspace and its Slack team id, such as T012AB3CD, or set SLACK_BOT_TOKEN")

// OpenDesk opens the database for the workspace of a Slack team; the one of SLACK_BOT_TOKEN when team is empty.
func OpenDesk(ctx context.Context, config Config, team string) (*Desk, error) {
	config.NoMigrate = true // a command of an older or newer version must not change the schema of a running service
	a := &App{log: slog.New(slog.DiscardHandler)}
	d := &Desk{app: a}
	if err := d.open(ctx, config, team); err != nil {
		return nil, errors.Join(err, d.Close())
	}
	return d, nil
}

func (d *Desk) open(ctx context.Context, config Config, team string) error {
	var err error
	if err := d.app.openDatabase(ctx, config); err != nil {
		return err
	}
	if d.Texts, err = i18n.New(); err != nil {
		return err
	}
	d.app.Service = core.New(d.app.db, core.ClockFunc(time.Now), core.IDFunc(NewID))
	d.Service = d.app.Service
	if config.BotToken != "" || config.ByOAuth() {
		if err := d.app.wireRegistry(ctx, config, Options{RealTime: time.Now}, d.Texts); err != nil {
			return err
		}
	}
	return d.enter(ctx, team)
}

// enter finds the workspace, and the installation in it if there is one.
func (d *Desk) enter(ctx context.Context, team string) error {
	d.Workspace = d.app.Workspace
	if team != "" {
		var err error
		if d.Workspace, err = d.app.db.WorkspaceByTeam(ctx, team); err != nil {
			return fmt.Errorf("find workspace %q: %w", team, err)
		}
	}
	if d.Workspace.ID == "" {
		return errNoWorkspace
	}
	if d.app.registry == nil {
		return nil
	}
	var err error
	d.installation, err = d.app.registry.ByWorkspace(ctx, d.Workspace.ID)
	return err
}

// Find asks Slack for people whom a file names and nobody knows yet. asked is false when there is no token to ask with.
func (d *Desk) Find(ctx context.Context, rows []core.FactRow) (asked bool, err error) {
	if d.installation.Client == nil {
		return false, nil
	}
	return true, bot.FindPeople(ctx, d.Service, d.installation, rows)
}

// Close releases the database.
func (d *Desk) Close() error { return d.app.Close() }
