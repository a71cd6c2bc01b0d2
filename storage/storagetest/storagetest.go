// Package storagetest opens databases for tests: SQLite in a temporary file and PostgreSQL in a schema of its own, both
// migrated, both gone when the test ends. The same test runs on both, because the product does.
//
// To migrate takes longer than most tests do. So one SQLite file is migrated for all tests of a process, which get copies of it; and a
// schema of PostgreSQL is emptied and used again where the package's TestMain calls [Run], which drops those schemas at the end.
//
// PostgreSQL is the server that TEST_DATABASE_URL names; scripts/postgres.sh starts one. A test that needs it fails without,
// rather than to skip: a green run means both databases. MENTORBOT_TEST=quick leaves PostgreSQL out on purpose.
package storagetest

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/base64"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx", to make and drop schemas

	"mentorbot/storage"
)

// Environment variables that tests read.
const (
	databaseVariable = "TEST_DATABASE_URL"
	subsetVariable   = "MENTORBOT_TEST" // "quick": SQLite only
)

// Each runs a test on every database the product supports.
func Each(t *testing.T, test func(t *testing.T, db *storage.DB)) {
	t.Helper()
	t.Run("SQLite", func(t *testing.T) { test(t, SQLite(t)) })
	onPostgres(t, func(t *testing.T) { test(t, Postgres(t)) })
}

// EachURL runs a test with the URL of an empty database of every kind, for tests that open it themselves.
func EachURL(t *testing.T, test func(t *testing.T, url string)) {
	t.Helper()
	t.Run("SQLite", func(t *testing.T) { test(t, SQLiteURL(t)) })
	onPostgres(t, func(t *testing.T) { test(t, PostgresURL(t)) })
}

func onPostgres(t *testing.T, test func(t *testing.T)) {
	t.Helper()
	if os.Getenv(subsetVariable) == "quick" {
		t.Log("quick subset: PostgreSQL left out")
		return
	}
	t.Run("PostgreSQL", test)
}

// SQLite opens a migrated database in a temporary file.
func SQLite(t testing.TB) *storage.DB {
	t.Helper()
	return opened(t, MigratedSQLiteURL(t))
}

// Postgres opens a migrated database in a schema of its own.
func Postgres(t testing.TB) *storage.DB {
	t.Helper()
	return opened(t, MigratedPostgresURL(t))
}

// SQLiteURL names a database file that does not exist yet.
func SQLiteURL(t testing.TB) string {
	t.Helper()
	return "sqlite://" + filepath.Join(t.TempDir(), "mentorbot.db")
}

// PostgresURL makes an empty schema and names it. It fails the test when there is no server.
func PostgresURL(t testing.TB) string {
	t.Helper()
	server := serverURL(t)
	schema := makeSchema(t, server)
	t.Cleanup(func() { execute(t, server, "DROP SCHEMA "+schema+" CASCADE") })
	return withSearchPath(t, server, schema)
}

func serverURL(t testing.TB) string {
	t.Helper()
	server := os.Getenv(databaseVariable)
	if server == "" {
		t.Fatalf("%s is not set: run `export %s=$(scripts/postgres.sh)`, or set %s=quick to leave PostgreSQL out",
			databaseVariable, databaseVariable, subsetVariable)
	}
	return server
}

func makeSchema(t testing.TB, server string) string {
	t.Helper()
	schema := "test_" + strings.ToLower(rand.Text())
	execute(t, server, "CREATE SCHEMA "+schema)
	return schema
}

func withSearchPath(t testing.TB, server, schema string) string {
	t.Helper()
	u, err := url.Parse(server)
	if err != nil {
		t.Fatalf("%s is not a URL", databaseVariable) // the error would repeat a password
	}
	query := u.Query()
	query.Set("search_path", schema)
	u.RawQuery = query.Encode()
	return u.String()
}

// opened opens a migrated database and closes it with the test.
func opened(t testing.TB, url string) *storage.DB {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	db, err := storage.Open(ctx, storage.Options{URL: url, Keys: Keys(t)})
	if err != nil {
		t.Fatalf("open database: %v", err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("close database: %v", err)
		}
	})
	return db
}

// Keys is a keyring with one key that protects nothing.
func Keys(t testing.TB) storage.Keyring {
	t.Helper()
	keys, err := storage.ParseKeyring("test:" + base64.StdEncoding.EncodeToString([]byte(strings.Repeat("k", 32))))
	if err != nil {
		t.Fatal(err)
	}
	return keys
}

func execute(t testing.TB, server, statement string) {
	t.Helper()
	if err := run(server, statement); err != nil {
		t.Fatal(err)
	}
}

// run runs one statement on a connection of its own.
func run(server, statement string) error {
	db, err := sql.Open("pgx", server)
	if err != nil {
		return fmt.Errorf("open %s: %w", databaseVariable, err)
	}
	defer db.Close()
	if _, err := db.Exec(statement); err != nil {
		return fmt.Errorf("%s: %w", statement, err)
	}
	return nil
}
