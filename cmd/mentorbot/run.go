package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"strings"

	"github.com/alecthomas/kong"

	"mentorbot/cmd/internal/app"
)

// Exit statuses.
const (
	statusOK     = 0
	statusFailed = 1
	statusUsage  = 2 // the command line or an environment variable cannot be read
)

// commandLine is the whole command line. Configuration comes from flags and environment; a flag wins.
type commandLine struct {
	Serve      serveCommand      `cmd:"" help:"Serve the Slack app until a signal ends it."`
	Migrate    migrateCommand    `cmd:"" help:"Bring the database schema up to date, or show or take back what was done."`
	Backup     backupCommand     `cmd:"" help:"Copy a SQLite database to a file while the service runs."`
	Program    programCommand    `cmd:"" help:"Write a programme to a file, or apply one."`
	RotateKeys rotateKeysCommand `cmd:"" help:"Encrypt the tokens of installations and the addresses of calendars with the first encryption key."`
	Audit      auditCommand      `cmd:"" help:"Check the log of changes."`
	People     peopleCommand     `cmd:"" help:"Import HR facts about people from a CSV file."`
	Manifest   manifestCommand   `cmd:"" help:"Print the app manifest to paste into Slack."`
	Doctor     doctorCommand     `cmd:"" help:"Check configuration, database, Slack and mail server, and say what to do."`
	Health     healthCommand     `cmd:"" help:"Ask the service on this machine whether it is alive; for container health checks."`
	Version    versionCommand    `cmd:"" help:"Print the version."`
}

// hide takes every secret the command line or the environment brought out of a text.
func (c *commandLine) hide(text string) string {
	flags := app.Config{EncryptionKeys: c.RotateKeys.EncryptionKeys}
	people := app.Config(c.People.Import.Settings).Hide(app.Config(c.People.Sync.Settings).Hide(text))
	return environment().Hide(flags.Hide(c.Doctor.config().Hide(c.Serve.config().Hide(people))))
}

// environment is the texts among the settings as the environment has them, known even when the command line cannot be read.
func environment() app.Config {
	var config app.Config
	v := reflect.ValueOf(&config).Elem()
	for i := range v.NumField() {
		if v.Field(i).Kind() == reflect.String {
			v.Field(i).SetString(os.Getenv(v.Type().Field(i).Tag.Get("env")))
		}
	}
	return config
}

// settings are the flags of app.Config without its methods: kong would call Validate before the command has a say in how to tell
// what is wrong.
type settings app.Config

// streams is where a command writes: its result to out, everything about it to err.
type streams struct{ out, err io.Writer }

// errReported is returned by a command that has said itself what is wrong.
var errReported = errors.New("reported already")

// Run carries out one command line, without the program's name, and returns the exit status. It ends early when ctx does. Nothing it
// writes holds a secret.
func Run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var line commandLine
	exited, status := false, statusOK
	parser, err := kong.New(&line, kong.Name("mentorbot"), kong.Writers(stdout, stderr),
		kong.Description("Mentoring programmes in Slack. docs/running.md tells how to put it into yours."),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.Exit(func(code int) { exited, status = true, code }))
	if err != nil {
		fmt.Fprintln(stderr, "mentorbot:", err)
		return statusFailed
	}
	command, err := parser.Parse(args)
	if exited { // after printing help
		return status
	}
	if err != nil {
		complain(stderr, line.hide(err.Error())+"\nTry \"mentorbot --help\".")
		return statusUsage
	}
	command.BindTo(ctx, (*context.Context)(nil))
	if err := command.Run(streams{out: stdout, err: stderr}); err != nil {
		if !errors.Is(err, errReported) {
			complain(stderr, line.hide(err.Error()))
		}
		return statusFailed
	}
	return statusOK
}

// complain writes an error that may have several lines.
func complain(w io.Writer, text string) {
	fmt.Fprintln(w, "mentorbot:", strings.ReplaceAll(text, "\n", "\n  "))
}
