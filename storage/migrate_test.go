package storage_test

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// opened connects to a database without migrating it.
func opened(t *testing.T, url string) *storage.DB {
	t.Helper()
	db, err := storage.Open(t.Context(), storage.Options{URL: url})
	must(t, err)
	t.Cleanup(func() { must(t, db.Close()) })
	return db
}

func TestMigrationsGoUpDownAndUpToTheSameSchema(t *testing.T) {
	storagetest.EachURL(t, func(t *testing.T, url string) {
		ctx := t.Context()
		db := opened(t, url)
		pending, err := db.PendingMigrations(ctx)
		must(t, err)
		if len(pending) == 0 {
			t.Fatal("nothing to migrate in an empty database")
		}
		empty := schema(t, url)
		must(t, db.Migrate(ctx))
		full := schema(t, url)
		if left, err := db.PendingMigrations(ctx); len(left) > 0 || err != nil {
			t.Errorf("pending after migrating: %q, %v", left, err)
		}
		must(t, db.Migrate(ctx)) // nothing to do
		must(t, db.Rollback(ctx))
		if diff := cmp.Diff(empty, schema(t, url)); diff != "" {
			t.Errorf("rolling back left something (-before +after):\n%s", diff)
		}
		must(t, db.Migrate(ctx))
		if diff := cmp.Diff(full, schema(t, url)); diff != "" {
			t.Errorf("the schema differs the second time (-first +second):\n%s", diff)
		}
	})
}

// Replicas start together, and each migrates.
func TestProcessesThatMigrateTogetherWaitForEachOther(t *testing.T) {
	storagetest.EachURL(t, func(t *testing.T, url string) {
		var group sync.WaitGroup
		for range 4 {
			db := opened(t, url)
			group.Go(func() {
				if err := db.Migrate(t.Context()); err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		newWorld(t, opened(t, url), "w", 1)
	})
}

func TestACancelledMigrationLeavesTheOldSchema(t *testing.T) {
	storagetest.EachURL(t, func(t *testing.T, url string) {
		db := opened(t, url)
		_, err := db.PendingMigrations(t.Context())
		must(t, err)
		before := schema(t, url)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if err := db.Migrate(ctx); err == nil {
			t.Error("migrated with a cancelled context")
		}
		if diff := cmp.Diff(before, schema(t, url)); diff != "" {
			t.Errorf("the schema changed (-before +after):\n%s", diff)
		}
	})
}

// schema lists columns and indexes as the database tells them.
func schema(t *testing.T, url string) []string {
	t.Helper()
	if path, ok := strings.CutPrefix(url, "sqlite://"); ok {
		return strs(t, "sqlite", path, `SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_schema`)
	}
	return slices.Concat(
		strs(t, "pgx", url, `SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' ||
			coalesce(collation_name, '') FROM information_schema.columns WHERE table_schema = current_schema()`),
		strs(t, "pgx", url, `SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema()`),
		strs(t, "pgx", url, `SELECT conrelid::regclass || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
			WHERE connamespace = current_schema()::regnamespace`),
	)
}

// strs runs a query beside the package and sorts its one column.
func strs(t *testing.T, driver, source, query string) []string {
	t.Helper()
	db, err := sql.Open(driver, source)
	must(t, err)
	defer db.Close()
	rows, err := db.QueryContext(t.Context(), query)
	must(t, err)
	defer rows.Close()
	var all []string
	for rows.Next() {
		var s string
		must(t, rows.Scan(&s))
		all = append(all, s)
	}
	must(t, rows.Err())
	slices.Sort(all)
	return all
}

// A replica of the version before must not serve what a newer one has changed.
func TestAnOlderProgramRefusesANewerSchema(t *testing.T) {
	storagetest.EachURL(t, func(t *testing.T, url string) {
		db := opened(t, url)
		must(t, db.Migrate(t.Context()))
		must(t, db.CheckSchema(t.Context()))
		driver, source := "pgx", url
		if path, ok := strings.CutPrefix(url, "sqlite://"); ok {
			driver, source = "sqlite", path
		}
		beside, err := sql.Open(driver, source)
		must(t, err)
		defer beside.Close()
		_, err = beside.ExecContext(t.Context(), "INSERT INTO bun_migrations (name, group_id, migrated_at) VALUES ('9999', 99, '2030-01-01 00:00:00')")
		must(t, err)
		for name, err := range map[string]error{
			"check": db.CheckSchema(t.Context()), "migrate": db.Migrate(t.Context()), "roll back": db.Rollback(t.Context()),
		} {
			if !errors.Is(err, storage.ErrNewerSchema) || !strings.Contains(err.Error(), "9999") {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

func TestAnOlderSchemaIsToldFromAnUpToDateOne(t *testing.T) {
	storagetest.EachURL(t, func(t *testing.T, url string) {
		if err := opened(t, url).CheckSchema(t.Context()); err == nil || !strings.Contains(err.Error(), "mentorbot migrate") {
			t.Errorf("of an empty database: %v", err)
		}
	})
}

// Operators look at the state of migrations, and replicas start, while others serve.
func TestMigrationsAreLookedAtBesideAServiceThatWrites(t *testing.T) {
	storagetest.EachURL(t, func(t *testing.T, url string) {
		db := opened(t, url)
		must(t, db.Migrate(t.Context()))
		begun, stop, ended := make(chan struct{}), make(chan struct{}), make(chan int)
		go func() { ended <- writeUntil(t, db, begun, stop) }()
		<-begun
		for range 3 {
			replica := opened(t, url)
			must(t, replica.Migrate(t.Context()))
			must(t, replica.CheckSchema(t.Context()))
		}
		close(stop)
		<-ended
	})
}
