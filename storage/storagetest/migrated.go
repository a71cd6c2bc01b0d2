package storagetest

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"mentorbot/storage"
)

// MigratedSQLiteURL names a database file that is up to date and has no rows.
func MigratedSQLiteURL(t testing.TB) string {
	t.Helper()
	content, err := migratedFile()
	if err != nil {
		t.Fatalf("migrate a database to copy: %v", err)
	}
	url := SQLiteURL(t)
	if err := os.WriteFile(strings.TrimPrefix(url, "sqlite://"), content, 0o600); err != nil {
		t.Fatal(err)
	}
	return url
}

// migratedFile is the content of a database file that is up to date, made by the first test that wants one.
var migratedFile = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "mentorbot-migrated-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "mentorbot.db")
	if err := migrate("sqlite://" + file); err != nil {
		return nil, err
	}
	return os.ReadFile(file)
})

func migrate(url string) error {
	ctx := context.Background()
	db, err := storage.Open(ctx, storage.Options{URL: url})
	if err != nil {
		return err
	}
	if err := db.Migrate(ctx); err != nil {
		_ = db.Close()
		return err
	}
	return db.Close()
}

// schemas are those of PostgreSQL that no test uses at the moment: up to date, and without rows.
type schemas struct {
	mu   sync.Mutex
	kept bool // somebody drops them at the end; without, none are kept
	free []string
}

var pool schemas

// Run runs a package's tests with schemas of PostgreSQL used again, drops those afterwards and returns the exit code. It is for TestMain.
func Run(m *testing.M) int {
	pool.mu.Lock()
	pool.kept = true
	pool.mu.Unlock()
	code := m.Run()
	for _, schema := range pool.end() {
		if err := run(os.Getenv(databaseVariable), "DROP SCHEMA "+schema+" CASCADE"); err != nil {
			fmt.Fprintln(os.Stderr, err)
			code = max(code, 1)
		}
	}
	return code
}

// MigratedPostgresURL names a schema that is up to date and has no rows. It fails the test when there is no server.
func MigratedPostgresURL(t testing.TB) string {
	t.Helper()
	server := serverURL(t)
	schema, found := pool.take()
	if !found {
		schema = makeSchema(t, server)
	}
	url := withSearchPath(t, server, schema)
	if !found {
		if err := migrate(url); err != nil {
			t.Fatalf("migrate a schema: %v", err)
		}
	}
	t.Cleanup(func() {
		if pool.keeps() && empty(url) == nil && pool.give(schema) {
			return
		}
		execute(t, server, "DROP SCHEMA "+schema+" CASCADE")
	})
	return url
}

func (s *schemas) take() (schema string, found bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.free) == 0 {
		return "", false
	}
	last := len(s.free) - 1
	schema, s.free = s.free[last], s.free[:last]
	return schema, true
}

func (s *schemas) keeps() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.kept
}

// give puts a schema back, unless nobody would drop it any more.
func (s *schemas) give(schema string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.kept {
		s.free = append(s.free, schema)
	}
	return s.kept
}

// end returns the schemas to drop; from then on none are kept.
func (s *schemas) end() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.kept = false
	return s.free
}

// empty deletes all rows of a schema. Most tables have none: they are not touched.
func empty(url string) error {
	db, err := sql.Open("pgx", url)
	if err != nil {
		return err
	}
	defer db.Close()
	filled, err := filledTables(db)
	if err != nil || len(filled) == 0 {
		return err
	}
	_, err = db.Exec("TRUNCATE " + strings.Join(filled, ", ") + " RESTART IDENTITY CASCADE")
	return err
}

// filledTables are the tables with rows, but for those that say what was migrated.
func filledTables(db *sql.DB) ([]string, error) {
	all, err := column(db, "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename NOT LIKE 'bun\\_%'")
	if err != nil {
		return nil, err
	}
	slices.Sort(all)
	for i, table := range all {
		all[i] = "SELECT '" + table + "' WHERE EXISTS (SELECT 1 FROM " + table + ")"
	}
	return column(db, strings.Join(all, " UNION ALL "))
}

// column are the values of a query with one column of text.
func column(db *sql.DB, query string) (values []string, err error) {
	rows, err := db.Query(query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var value string
		if err := rows.Scan(&value); err != nil {
			return nil, err
		}
		values = append(values, value)
	}
	return values, rows.Err()
}
