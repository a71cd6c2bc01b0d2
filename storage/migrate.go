package storage

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/migrate"
)

// The migrations, an up and a down file each. A file that was released is never edited.
//
//go:embed migrations/*.sql
var migrationFiles embed.FS

// ErrNewerSchema is returned by everything about migrations when the database was brought up to date by a later version of the program:
// this one does not know what its rows mean.
var ErrNewerSchema = errors.New("the database schema is newer than this program")

// Migrate brings the schema to this version of the program. It runs all that is pending in one transaction together with the
// record of it, so that a crash leaves the old schema, and waits for another process that is migrating.
func (db *DB) Migrate(ctx context.Context) error {
	return step("migrate", db.migrating(ctx, func(m *migrate.Migrator) error {
		_, err := m.Migrate(ctx)
		return err
	}))
}

// Rollback takes back what the last Migrate did. What the dropped columns and tables held is lost.
func (db *DB) Rollback(ctx context.Context) error {
	return step("roll back migrations", db.migrating(ctx, func(m *migrate.Migrator) error {
		_, err := m.Rollback(ctx)
		return err
	}))
}

// PendingMigrations names the migrations that Migrate would run, in order.
func (db *DB) PendingMigrations(ctx context.Context) ([]string, error) {
	var pending []string
	err := db.migrating(ctx, func(m *migrate.Migrator) error {
		all, err := m.MigrationsWithStatus(ctx)
		if err != nil {
			return err
		}
		for _, migration := range all.Unapplied() {
			pending = append(pending, migration.String())
		}
		return nil
	})
	return pending, step("list pending migrations", err)
}

// CheckSchema reports a schema this version of the program cannot work with: [ErrNewerSchema], or migrations that are still to be run.
func (db *DB) CheckSchema(ctx context.Context) error {
	pending, err := db.PendingMigrations(ctx)
	if err != nil {
		return err
	}
	if len(pending) > 0 {
		return fmt.Errorf("the database schema is older than this program: run \"mentorbot migrate\" first (%s)", strings.Join(pending, ", "))
	}
	return nil
}

// migrating runs fn in a transaction that no other process migrates beside. Schema changes are transactional on both
// databases.
func (db *DB) migrating(ctx context.Context, fn func(*migrate.Migrator) error) (err error) {
	handle, done := db.migrationHandle()
	defer func() { err = errors.Join(err, done()) }()
	for _, statement := range db.dialect.beginMigration() {
		if _, err := handle.ExecContext(ctx, statement); err != nil {
			return fmt.Errorf("wait for the lock: %w", err)
		}
	}
	if err := runMigrator(ctx, handle, db.dialect.types(), fn); err != nil {
		_, rollback := handle.ExecContext(context.WithoutCancel(ctx), "ROLLBACK")
		return errors.Join(err, rollback)
	}
	_, err = handle.ExecContext(ctx, "COMMIT")
	return err
}

func (db *DB) migrationHandle() (*bun.DB, func() error) {
	own := db.dialect.migration()
	if own == nil {
		return db.write, func() error { return nil }
	}
	handle := db.dialect.bun(own)
	return handle, handle.Close
}

func runMigrator(ctx context.Context, handle *bun.DB, names types, fn func(*migrate.Migrator) error) error {
	migrations := migrate.NewMigrations()
	if err := migrations.Discover(migrationFiles); err != nil {
		return fmt.Errorf("read migrations: %w", err)
	}
	migrator := migrate.NewMigrator(handle, migrations,
		migrate.WithTemplateData(names), migrate.WithMarkAppliedOnSuccess(true))
	if err := migrator.Init(ctx); err != nil {
		return fmt.Errorf("prepare the record of migrations: %w", err)
	}
	if err := refuseNewer(ctx, migrator); err != nil {
		return err
	}
	return fn(migrator)
}

// refuseNewer looks for migrations that were run and are not ours.
func refuseNewer(ctx context.Context, migrator *migrate.Migrator) error {
	unknown, err := migrator.MissingMigrations(ctx)
	if err != nil {
		return fmt.Errorf("compare migrations: %w", err)
	}
	if len(unknown) == 0 {
		return nil
	}
	names := make([]string, len(unknown))
	for i, migration := range unknown {
		names[i] = migration.Name
	}
	slices.Sort(names)
	return fmt.Errorf("%w: it has the migrations %s, which this version does not know. "+
		"Run the version that made them, or restore the backup from before the upgrade", ErrNewerSchema, strings.Join(names, ", "))
}
