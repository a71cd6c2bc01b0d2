package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/uptrace/bun"

	"mentorbot/core"
)

// Options say which database to open and how.
type Options struct {
	// URL is "postgres://user:password@host/name?..." or "sqlite:///path/to/file.db"; "sqlite::memory:" is a database that
	// goes with the process, on one connection.
	URL string
	// MaxConns limits the connections to PostgreSQL and the concurrent readers on SQLite. Zero chooses a default.
	MaxConns int
	// Logger hears of transactions that had to be run again. nil is silent.
	Logger *slog.Logger
	// LeaseNow tells real time for the leases of jobs. nil is the machine's clock.
	LeaseNow func() time.Time
	// Keys encrypt the tokens of installations. The zero value is enough where none are kept.
	Keys Keyring
}

const defaultMaxConns = 16

// DB is an open database. It implements [core.Store] and [core.JobQueue] and is safe for concurrent use.
type DB struct {
	dialect  dialect
	write    *bun.DB
	read     *bun.DB // the same handle as write, except for SQLite in a file
	log      *slog.Logger
	leaseNow func() time.Time
	keys     Keyring
	people   lookup // by chat user
}

var (
	_ core.Store    = (*DB)(nil)
	_ core.JobQueue = (*DB)(nil)
)

// Open connects to the database and makes sure that it answers. It does not migrate.
func Open(ctx context.Context, o Options) (*DB, error) {
	d, err := parseURL(o.URL)
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	if o.MaxConns <= 0 {
		o.MaxConns = defaultMaxConns
	}
	db := &DB{dialect: d, log: o.Logger, leaseNow: o.LeaseNow, keys: o.Keys}
	if db.log == nil {
		db.log = slog.New(slog.DiscardHandler)
	}
	if db.leaseNow == nil {
		db.leaseNow = time.Now
	}
	if err := d.prepare(); err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	write, read := d.open(o.MaxConns)
	db.write, db.read = d.bun(write), d.bun(read)
	if read == write {
		db.read = db.write
	}
	if err := db.retry(ctx, func() error { return db.Ping(ctx) }); err != nil {
		return nil, errors.Join(fmt.Errorf("open database: %w", err), db.Close())
	}
	return db, nil
}

// Ping reports whether the database answers.
func (db *DB) Ping(ctx context.Context) error {
	// The writer comes first: it creates a SQLite file, which readers may not.
	if err := db.write.PingContext(ctx); err != nil {
		return fmt.Errorf("ping: %w", err)
	}
	if err := db.read.PingContext(ctx); err != nil {
		return fmt.Errorf("ping: %w", err)
	}
	return nil
}

// Close closes all connections. Transactions must have ended.
func (db *DB) Close() error {
	err := db.write.Close()
	if db.read != db.write {
		err = errors.Join(err, db.read.Close())
	}
	if err != nil {
		return fmt.Errorf("close database: %w", err)
	}
	return nil
}

// notFound turns an absent row into the domain's error.
func notFound(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return core.ErrNotFound
	}
	return err
}

// step adds what was being done to an error.
func step(name string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", name, err)
}
