package storage

import (
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/sqlitedialect"
	_ "modernc.org/sqlite" // the driver "sqlite"
)

// sqliteFile is SQLite: one writer at a time, and with the write-ahead log any number of readers beside it.
type sqliteFile struct {
	path string // empty for a database in memory
}

func parseSQLite(rest string) (dialect, error) {
	path := strings.TrimPrefix(rest, "//")
	if path == ":memory:" {
		return sqliteFile{}, nil
	}
	path, err := url.PathUnescape(path)
	if err != nil || path == "" || strings.ContainsAny(path, "?#") {
		return nil, errors.New("SQLite URL must be sqlite::memory:, sqlite:///absolute/path or sqlite://relative/path")
	}
	return sqliteFile{path: path}, nil
}

// prepare creates the file for its owner alone: it holds what people wrote and how to reach them.
func (s sqliteFile) prepare() error {
	if s.path == "" {
		return nil
	}
	file, err := os.OpenFile(s.path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	return file.Close()
}

// idleReaders bounds the connections, and with them the page caches, that are kept while nobody asks. To open one takes longer than most
// reads, so there are as many as an ordinary rush needs: fewer would be closed and opened all the time.
const idleReaders = 8

func (s sqliteFile) open(maxConns int) (write, read *sql.DB) {
	write = s.writer(busyWait)
	if s.path == "" {
		return write, write
	}
	read = openSQLite(s.dsn(busyWait, "cache_size(-2048)", "query_only(1)"))
	read.SetMaxOpenConns(maxConns)
	read.SetMaxIdleConns(min(maxConns, idleReaders))
	read.SetConnMaxIdleTime(5 * time.Minute)
	return write, read
}

func (s sqliteFile) migration() *sql.DB {
	if s.path == "" {
		return nil // another connection would be another database
	}
	return s.writer(longWait)
}

// writer has one connection, so that writers of this process queue up in Go instead of polling for the file's lock, and
// takes the lock at the beginning of a transaction: what a transaction has read cannot change before it writes.
//
// synchronous FULL waits for the disk at each commit. With NORMAL a power cut could take back the last commits, and an
// answer a person was told is recorded must stay recorded.
func (s sqliteFile) writer(busy time.Duration) *sql.DB {
	db := openSQLite(s.dsn(busy, "cache_size(-8192)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)") + "&_txlock=immediate")
	db.SetMaxOpenConns(1)
	db.SetMaxIdleConns(1)
	db.SetConnMaxLifetime(0)
	return db
}

// While another process holds the file, SQLite waits without looking at the context of who asks. So it waits briefly and the
// transaction is tried again, which ends with its context: a person must be told in time that it did not work. A migration or a
// backup is nobody's click, and another one may hold the file for long.
const (
	busyWait = 200 * time.Millisecond
	longWait = 10 * time.Second
)

// dsn is the driver's name for the file. Caches are given in KiB. Whoever reads after somebody wrote throws its cache away, and giving
// the memory back takes longer than reading the pages again: with four times as large a cache a search among 100,000 people took twice as
// long. The connection that writes keeps its own.
func (s sqliteFile) dsn(busy time.Duration, pragmas ...string) string {
	wait := fmt.Sprintf("busy_timeout(%d)", busy.Milliseconds())
	query := url.Values{"_pragma": append([]string{wait}, pragmas...)}
	if s.path == "" {
		return "file::memory:?" + query.Encode()
	}
	return "file:" + (&url.URL{Path: s.path}).EscapedPath() + "?" + query.Encode()
}

// openSQLite cannot fail: the driver is linked in, and the file is opened with the first connection.
func openSQLite(dsn string) *sql.DB {
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		panic(err)
	}
	return db
}

func (sqliteFile) bun(db *sql.DB) *bun.DB { return bun.NewDB(db, sqlitedialect.New()) }

func (sqliteFile) types() types {
	return types{ID: "TEXT", Instant: "TEXT", Bytes: "BLOB", Serial: "INTEGER PRIMARY KEY AUTOINCREMENT"}
}

func (sqliteFile) readTx() *sql.TxOptions { return &sql.TxOptions{ReadOnly: true} }

func (sqliteFile) rowLock() string { return "" }

func (sqliteFile) skipLocked() string { return "" }

func (sqliteFile) prepares() bool { return true }

func (sqliteFile) savepoints() bool { return false }

// waitForWriters: a transaction that writes is the only one.
func (sqliteFile) waitForWriters(string) []string { return nil }

func (sqliteFile) beginMigration() []string { return []string{"BEGIN IMMEDIATE"} }
