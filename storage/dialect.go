package storage

import (
	"database/sql"
	"errors"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/uptrace/bun"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// dialect is what differs between the databases.
type dialect interface {
	// prepare makes what a connection needs to be there before it is opened.
	prepare() error
	// open makes the handles for writing and reading; they can be the same.
	open(maxConns int) (write, read *sql.DB)
	// migration makes a handle of one connection that can stay in a transaction; nil to use the one for writing.
	migration() *sql.DB
	// bun wraps a handle.
	bun(db *sql.DB) *bun.DB
	// types are the names migrations are rendered with.
	types() types
	// readTx are the options of a transaction with one consistent view.
	readTx() *sql.TxOptions
	// rowLock is the lock of a SELECT that holds its rows; empty where a transaction holds everything anyway.
	rowLock() string
	// skipLocked is the lock of a SELECT that passes over rows held by others.
	skipLocked() string
	// prepares says that a statement is worth preparing.
	prepares() bool
	// savepoints says that a refused statement spoils the transaction around it.
	savepoints() bool
	// beginMigration are the statements that begin a transaction no other process migrates beside.
	beginMigration() []string
	// waitForWriters are the statements after which nobody else is writing to a table, or which fail because that would take long.
	waitForWriters(table string) []string
}

// types are type names of a dialect, as the templates of the migrations use them.
type types struct {
	ID      string // compared and sorted by bytes, the same on both
	Instant string
	Bytes   string
	Serial  string // a primary key that counts up
	Ranges  bool   // whether there are ranges, and constraints that keep them apart
}

func parseURL(url string) (dialect, error) {
	scheme, rest, _ := strings.Cut(url, ":")
	switch scheme {
	case "postgres", "postgresql":
		return parsePostgres(url)
	case "sqlite":
		return parseSQLite(rest)
	}
	// The URL may hold a password, so it is not repeated.
	return nil, errors.New("database URL must begin with postgres:// or sqlite://")
}

// duplicate reports whether err is the refusal of a uniqueness rule.
func duplicate(err error) bool {
	if code, ok := sqliteCode(err); ok {
		return code == sqlite3.SQLITE_CONSTRAINT_UNIQUE || code == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY
	}
	return postgresCode(err) == pgUniqueViolation
}

// transient reports whether running the transaction again can help: another one was in the way. Where that one has booked somebody at the
// same time, it is seen the second time.
func transient(err error) bool {
	if code, ok := sqliteCode(err); ok {
		primary := code & 0xff // the extended code tells more in the higher bits
		return primary == sqlite3.SQLITE_BUSY || primary == sqlite3.SQLITE_LOCKED
	}
	code := postgresCode(err)
	return code == pgSerializationFailure || code == pgDeadlockDetected || code == pgExclusionViolation
}

// SQLSTATE codes (PostgreSQL manual, appendix A).
const (
	pgUniqueViolation      = "23505"
	pgSerializationFailure = "40001"
	pgDeadlockDetected     = "40P01"
	pgExclusionViolation   = "23P01"
	pgLockNotAvailable     = "55P03"
)

func postgresCode(err error) string {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return pg.Code
	}
	return ""
}

func sqliteCode(err error) (int, bool) {
	var lite *sqlite.Error
	if errors.As(err, &lite) {
		return lite.Code(), true
	}
	return 0, false
}
