package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"mentorbot/cmd/internal/app"
	"mentorbot/core"
	"mentorbot/i18n"
	"mentorbot/roster"
)

type peopleCommand struct {
	Import peopleImportCommand `cmd:"" help:"Store the HR facts of a CSV file."`
	Sync   peopleSyncCommand   `cmd:"" help:"The same, and end the facts of everybody who is not in the file."`
	Erase  peopleEraseCommand  `cmd:"" help:"Delete everything about somebody who has asked for it."`
}

type peopleImportCommand struct {
	peopleFlags  `embed:""`
	SkipBadLines bool `name:"skip-bad-lines" help:"Leave out lines with mistakes. Without it one of them refuses the file."`
}

type peopleSyncCommand struct {
	peopleFlags `embed:""`
}

// peopleFlags are what both commands take.
type peopleFlags struct {
	File      string            `arg:"" help:"The CSV file; docs/people.md says what is in it." placeholder:"FILE.csv"`
	DryRun    bool              `name:"dry-run" help:"Say what would change and change nothing."`
	Workspace string            `name:"workspace" help:"Slack team id of the workspace, where SLACK_BOT_TOKEN does not say it." placeholder:"TEAM"`
	Column    map[string]string `name:"column" help:"Who sees a column: public, matching or admins, instead of what its header says." placeholder:"unit=public"`
	Settings  settings          `embed:""`
}

// Run imports the file.
func (c *peopleImportCommand) Run(ctx context.Context, to streams) error {
	return c.run(ctx, to, core.PeopleImport{SkipBad: c.SkipBadLines})
}

// Run imports the file and ends what is not in it.
func (c *peopleSyncCommand) Run(ctx context.Context, to streams) error {
	return c.run(ctx, to, core.PeopleImport{Sync: true})
}

func (c *peopleFlags) run(ctx context.Context, to streams, in core.PeopleImport) (err error) {
	desk, err := app.OpenDesk(ctx, app.Config(c.Settings), c.Workspace)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, desk.Close()) }()
	texts := desk.Texts.For("en")
	if err := c.read(&in); err != nil {
		return inWords(texts, err)
	}
	if err := c.find(ctx, to, desk, in.File); err != nil {
		return err
	}
	call := core.Call{Workspace: desk.Workspace.ID, RequestID: "people import"}
	summary, err := desk.Service.PreviewImport(ctx, call, in)
	if err != nil {
		return inWords(texts, err)
	}
	if c.DryRun {
		tellImport(to.out, texts, "would be", summary)
		return badLines(summary)
	}
	done, err := desk.Service.ImportPeople(ctx, call, in)
	if err != nil {
		tellImport(to.out, texts, "would be", summary)
		return inWords(texts, err)
	}
	tellImport(to.out, texts, "were", done)
	return nil
}

// badLines makes a dry run fail where the import would be refused, for scripts.
func badLines(s core.ImportSummary) error {
	if s.Bad > 0 {
		return fmt.Errorf("lines with mistakes: %d", s.Bad)
	}
	return nil
}

// read loads the file and who sees its columns.
func (c *peopleFlags) read(in *core.PeopleImport) error {
	file, err := os.Open(c.File)
	if err != nil {
		return err
	}
	defer file.Close()
	if in.File, err = roster.ReadPeople(file); err != nil {
		return err
	}
	in.Visibility = map[core.FactKey]core.Visibility{}
	for column, seen := range c.Column {
		if !slices.Contains(core.FactKeys(), core.FactKey(column)) || !slices.Contains(core.Visibilities(), core.Visibility(seen)) {
			return fmt.Errorf("--column %s=%s: the column is one of the facts, the value public, matching or admins", column, seen)
		}
		in.Visibility[core.FactKey(column)] = core.Visibility(seen)
	}
	return nil
}

// find asks Slack for people nobody knows yet.
func (c *peopleFlags) find(ctx context.Context, to streams, desk *app.Desk, file core.PeopleFile) error {
	unknown, err := desk.Service.UnknownRows(ctx, desk.Workspace.ID, file)
	if err != nil || len(unknown) == 0 {
		return err
	}
	asked, err := desk.Find(ctx, unknown)
	if err != nil {
		return fmt.Errorf("ask Slack for people: %w", err)
	}
	if !asked {
		fmt.Fprintf(to.err, "not looked for in Slack, as there is no SLACK_BOT_TOKEN: %d people who have not used the app yet\n", len(unknown))
	}
	return nil
}

// tellImport writes what an import would do or did.
func tellImport(w io.Writer, texts *i18n.Localizer, verb string, s core.ImportSummary) {
	fmt.Fprintf(w, "file %.12s, %d lines\n", s.Hash, s.Lines)
	for _, one := range []struct {
		n    int
		what string
	}{
		{s.Added, "people " + verb + " given facts for the first time"}, {s.Changed, "people’s facts " + verb + " changed"},
		{s.Removed, "people’s facts " + verb + " ended, as they are not in the file"}, {s.Unchanged, "people stay as before"},
		{s.Followed, "profile entries follow their facts"}, {s.Kept, "profile entries are kept, edited by the person"},
		{s.Unknown, "lines are about nobody in the workspace"}, {s.Bad, "lines have mistakes"},
	} {
		fmt.Fprintf(w, "%6d %s\n", one.n, one.what)
	}
	for _, e := range s.Errors {
		where := fmt.Sprintf("line %d", e.Line)
		if e.Column != "" {
			where += ", column " + e.Column
		}
		fmt.Fprintf(w, "%s: %s\n", where, sentence(texts, &core.Error{Code: e.Code, Args: e.Args}))
	}
}

// inWords turns a refusal into its sentence.
func inWords(texts *i18n.Localizer, err error) error {
	if refusal := core.Refusal(err); refusal != nil {
		return errors.New(sentence(texts, refusal))
	}
	return err
}

func sentence(texts *i18n.Localizer, e *core.Error) string {
	var args []any
	for name, value := range e.Args {
		args = append(args, name, value)
	}
	return strings.TrimSpace(texts.T("error."+string(e.Code), args...))
}
