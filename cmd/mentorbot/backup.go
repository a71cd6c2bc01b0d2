package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"mentorbot/storage"
)

type backupCommand struct {
	DatabaseURL string `name:"database-url" env:"MENTORBOT_DATABASE_URL" default:"sqlite://mentorbot.db" help:"The database, as for serve."`
	File        string `arg:"" help:"The file to write, which must not exist." placeholder:"FILE"`
}

// Run copies a SQLite database while the service runs, and checks the copy.
func (c *backupCommand) Run(ctx context.Context, to streams) error {
	err := storage.Backup(ctx, c.DatabaseURL, c.File)
	if errors.Is(err, storage.ErrNoBackup) {
		return fmt.Errorf("%w: pg_dump --format=custom --file=FILE (docs/operations.md)", err)
	}
	if err != nil {
		return err
	}
	info, err := os.Stat(c.File)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(to.out, "copied %d bytes to %s and checked them\n", info.Size(), c.File)
	return err
}
