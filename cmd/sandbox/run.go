package main

import (
	"context"
	"fmt"
	"io"
	"os"

	"github.com/alecthomas/kong"

	"mentorbot/cmd/internal/app"
	"mentorbot/cmd/internal/sample"
	"mentorbot/cmd/internal/sandbox"
	"mentorbot/core"
)

// flags are the command line.
type flags struct {
	Listen     string   `default:"127.0.0.1:3000" help:"Address of the page; port 0 takes a free one."`
	Data       string   `type:"path" help:"Keep data in this directory. By default it goes with the sandbox."`
	NoApp      bool     `help:"Only the simulated Slack and the mailbox, for a Slack app of your own."`
	RequestURL string   `name:"request-url" help:"With --no-app: address where your app takes Slack's requests; without it your app connects by Socket Mode."`
	Commands   []string `name:"command" help:"With --no-app: a slash command of your app, such as /hello. May be repeated."`
	HTTP       bool     `name:"http" help:"Let the simulated Slack reach the app by signed HTTP instead of Socket Mode."`
	Record     string   `type:"path" help:"Keep every message and view the simulator receives in this directory."`
	LogLevel   string   `default:"warn" enum:"debug,info,warn,error" help:"Least severe level to log."`
}

// run starts the sandbox, says where it is, and ends it cleanly when ctx ends.
func run(ctx context.Context, args []string, out, logs io.Writer) (err error) {
	f, err := parse(args, out, logs)
	if err != nil {
		return err
	}
	dir, remove, err := dataDir(f.Data)
	if err != nil {
		return err
	}
	defer remove()
	organisation, err := sample.Load()
	if err != nil {
		return err
	}
	box, err := sandbox.Start(ctx, sandbox.Options{
		Listen: f.Listen, Dir: dir, HTTP: f.HTTP, NoApp: f.NoApp, RequestURL: f.RequestURL, Commands: f.Commands,
		RecordDir: f.Record, Users: organisation.Users(),
		Logger: app.NewLogger(logs, f.LogLevel, "text"),
	})
	if err != nil {
		return err
	}
	defer func() {
		if closing := box.Close(); err == nil {
			err = closing
		}
	}()
	if err := play(ctx, organisation, box); err != nil {
		return err
	}
	greet(out, box, organisation)
	select {
	case <-ctx.Done():
		fmt.Fprintln(out, "\nStopped.")
		return nil
	case err := <-box.Failed():
		return err
	}
}

func parse(args []string, out, logs io.Writer) (flags, error) {
	var f flags
	parser, err := kong.New(&f, kong.Name("sandbox"), kong.Description("Try Mentorbot against a simulated Slack."), kong.Writers(out, logs))
	if err != nil {
		return f, err
	}
	_, err = parser.Parse(args)
	return f, err
}

// dataDir is where data is kept and how it is removed afterwards.
func dataDir(wanted string) (dir string, remove func(), err error) {
	if wanted != "" {
		return wanted, func() { /* it is to be kept */ }, os.MkdirAll(wanted, 0o700)
	}
	dir, err = os.MkdirTemp("", "mentorbot-sandbox-")
	return dir, func() { _ = os.RemoveAll(dir) }, err
}

// play brings the sample programme to life, unless it is alive from an earlier start or there is no app.
func play(ctx context.Context, organisation *sample.Organisation, box *sandbox.Sandbox) error {
	if box.App == nil {
		return nil
	}
	return organisation.Play(ctx, sample.Host{
		Service: box.App.Service, Workspace: box.App.Workspace.ID, Settle: box.Settle,
		Person: func(ctx context.Context, userID string) (core.PersonID, error) {
			person, err := box.App.Person(ctx, userID)
			return person.ID, err
		},
	})
}
