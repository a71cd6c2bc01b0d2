package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"mentorbot/storage"
)

type migrateCommand struct {
	DatabaseURL string `name:"database-url" env:"MENTORBOT_DATABASE_URL" default:"sqlite://mentorbot.db" help:"The database, as for serve."`
	Rollback    bool   `xor:"what" help:"Take back what the last run did. What the dropped columns and tables held is lost."`
	Status      bool   `xor:"what" help:"Only say which migrations are still to be run."`
}

// Run migrates, or shows or takes back migrations.
func (c *migrateCommand) Run(ctx context.Context, to streams) (err error) {
	db, err := storage.Open(ctx, storage.Options{URL: c.DatabaseURL})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	before, err := db.PendingMigrations(ctx)
	if err != nil {
		return err
	}
	switch {
	case c.Status:
		return list(to, before, "still to be run:", "the schema is up to date")
	case c.Rollback:
		return rollBack(ctx, db, before, to)
	}
	if err := db.Migrate(ctx); err != nil {
		return err
	}
	return list(to, before, "done:", "the schema is up to date")
}

// rollBack takes back one run of migrations and lists what is pending because of it.
func rollBack(ctx context.Context, db *storage.DB, before []string, to streams) error {
	if err := db.Rollback(ctx); err != nil {
		return err
	}
	after, err := db.PendingMigrations(ctx)
	if err != nil {
		return err
	}
	undone := slices.DeleteFunc(after, func(name string) bool { return slices.Contains(before, name) })
	return list(to, undone, "taken back:", "there is nothing to take back")
}

// list writes migrations one to a line, or the sentence for none.
func list(to streams, migrations []string, label, none string) error {
	if len(migrations) == 0 {
		_, err := fmt.Fprintln(to.out, none)
		return err
	}
	for _, name := range migrations {
		if _, err := fmt.Fprintln(to.out, label, name); err != nil {
			return err
		}
	}
	return nil
}
