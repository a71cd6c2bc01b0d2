package main

import (
	"context"
	"errors"
	"fmt"

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
	if c.Rollback {
		if err := db.Rollback(ctx); err != nil {
			return err
		}
		fmt.Fprintln(to.out, "took back the last migration")
		return nil
	}
	pending, err := db.PendingMigrations(ctx)
	if err != nil {
		return err
	}
	if !c.Status && len(pending) > 0 {
		if err := db.Migrate(ctx); err != nil {
			return err
		}
		return report(to, "done", pending)
	}
	return report(to, "pending", pending)
}

// report lists migrations, one to a line.
func report(to streams, state string, migrations []string) error {
	if len(migrations) == 0 {
		_, err := fmt.Fprintln(to.out, "the schema is up to date")
		return err
	}
	for _, name := range migrations {
		if _, err := fmt.Fprintln(to.out, state+":", name); err != nil {
			return err
		}
	}
	return nil
}
