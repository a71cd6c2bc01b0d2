package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"mentorbot/bot/view"
	"mentorbot/cmd/internal/app"
	"mentorbot/cmd/internal/programfile"
	"mentorbot/core"
	"mentorbot/i18n"
	"mentorbot/storage"
)

// maxProgramFile bounds what is read of a programme's file.
const maxProgramFile = 1 << 20

type programCommand struct {
	Export programExport `cmd:"" help:"Write a programme's settings, questionnaire and team as a YAML file."`
	Apply  programApply  `cmd:"" help:"Make a programme what its YAML file says."`
}

// programTarget says which programme is meant.
type programTarget struct {
	DatabaseURL string `name:"database-url" env:"MENTORBOT_DATABASE_URL" default:"sqlite://mentorbot.db" help:"The database, as for serve."`
	Team        string `name:"team" required:"" placeholder:"T..." help:"The Slack workspace, by its team id."`
	Program     string `name:"program" placeholder:"NAME" help:"The programme, by its name. Not needed where there is one only; apply takes the file's name, and begins a programme that does not exist yet."`
}

type programExport struct {
	programTarget
	File string `arg:"" optional:"" placeholder:"FILE" help:"The file to write; without it, the standard output."`
}

type programApply struct {
	programTarget
	File   string `arg:"" placeholder:"FILE" help:"The file, as export writes it."`
	DryRun bool   `name:"dry-run" help:"Only say what would change."`
	Reason string `name:"reason" default:"Applied from a file." help:"Why, for the programme's history."`
}

// program is one programme of an open database.
type program struct {
	db        *storage.DB
	service   *core.Service
	workspace core.WorkspaceID
	texts     *i18n.Localizer
}

func (c *programTarget) open(ctx context.Context) (program, error) {
	catalogue, err := i18n.New()
	if err != nil {
		return program{}, err
	}
	db, err := storage.Open(ctx, storage.Options{URL: c.DatabaseURL})
	if err != nil {
		return program{}, err
	}
	p := program{db: db, service: core.New(db, core.ClockFunc(func() time.Time { return time.Now().UTC() }), core.IDFunc(app.NewID)), texts: catalogue.For("en")}
	if err := db.CheckSchema(ctx); err != nil {
		return p, errors.Join(err, db.Close())
	}
	w, err := db.WorkspaceByTeam(ctx, c.Team)
	if errors.Is(err, core.ErrNotFound) {
		err = fmt.Errorf("no workspace %s in this database", c.Team)
	}
	if err != nil {
		return p, errors.Join(err, db.Close())
	}
	p.workspace = w.ID
	return p, nil
}

// named finds out which programme is meant where no name is given.
func (p program) named(ctx context.Context, name string) (string, error) {
	names, err := p.service.ProgramNames(ctx, p.workspace)
	if err != nil || name == "" && len(names) == 1 {
		return strings.Join(names, ""), err
	}
	for _, known := range names {
		if known == name {
			return name, nil
		}
	}
	return "", fmt.Errorf("no programme %q; there are: %s", name, strings.Join(names, ", "))
}

// Run writes the file.
func (c *programExport) Run(ctx context.Context, to streams) (err error) {
	p, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.db.Close()) }()
	name, err := p.named(ctx, c.Program)
	if err != nil {
		return err
	}
	spec, err := p.service.ExportProgram(ctx, p.workspace, name)
	if err != nil {
		return err
	}
	raw, err := programfile.Write(spec, func(f core.PolicyField) string { return view.PolicyLabel(p.texts, f) })
	if err != nil {
		return err
	}
	if c.File == "" {
		_, err = to.out.Write(raw)
		return err
	}
	return os.WriteFile(c.File, raw, 0o600)
}

// Run applies the file, or says what it would change.
func (c *programApply) Run(ctx context.Context, to streams) (err error) {
	file, err := c.read()
	if err != nil {
		return err
	}
	p, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.db.Close()) }()
	name := c.Program
	if name != "" {
		if name, err = p.named(ctx, name); err != nil {
			return err
		}
	}
	var d core.ProgramDifference
	if c.DryRun {
		d, err = p.service.CompareProgram(ctx, p.workspace, name, file.Spec)
	} else {
		d, err = p.service.ApplyProgram(ctx, p.workspace, name, core.ProgramFile{ProgramSpec: file.Spec, Reason: c.Reason})
	}
	if err != nil {
		return p.located(file, err)
	}
	return p.tell(to.out, d, c.DryRun)
}

func (c *programApply) read() (programfile.File, error) {
	f, err := os.Open(c.File)
	if err != nil {
		return programfile.File{}, err
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, maxProgramFile+1))
	if err != nil {
		return programfile.File{}, err
	}
	if len(raw) > maxProgramFile {
		return programfile.File{}, fmt.Errorf("%s has more than %d bytes", c.File, maxProgramFile)
	}
	return programfile.Read(raw)
}

// located names line and key of what core refuses.
func (p program) located(file programfile.File, err error) error {
	refusal := core.Refusal(err)
	if refusal == nil {
		return err
	}
	var all []error
	for _, e := range refusal.All() {
		line, key := file.At(e.Field)
		var args []any
		for name, v := range e.Args {
			args = append(args, name, v)
		}
		all = append(all, programfile.Problem{Line: line, Key: key, What: p.texts.T("error."+string(e.Code), args...)})
	}
	return errors.Join(all...)
}
