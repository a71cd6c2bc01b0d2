package storage

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/pgdialect"
)

// postgres is PostgreSQL: many writers that hold the rows they change.
type postgres struct {
	config *pgx.ConnConfig
}

func parsePostgres(url string) (dialect, error) {
	config, err := pgx.ParseConfig(url)
	if err != nil {
		// pgx masks the password in its message.
		return nil, err
	}
	// bun writes values into the statement, so that no two texts are alike: preparing each would cost a round trip and fill
	// the statement caches of both sides.
	config.DefaultQueryExecMode = pgx.QueryExecModeSimpleProtocol
	config.StatementCacheCapacity = 0
	config.DescriptionCacheCapacity = 0
	config.RuntimeParams["timezone"] = "UTC"
	config.RuntimeParams["standard_conforming_strings"] = "on" // bun's quoting relies on it
	if config.RuntimeParams["application_name"] == "" {
		config.RuntimeParams["application_name"] = "mentorbot"
	}
	return postgres{config: config}, nil
}

func (postgres) prepare() error { return nil }

func (p postgres) open(maxConns int) (write, read *sql.DB) {
	db := stdlib.OpenDB(*p.config)
	db.SetMaxOpenConns(maxConns)
	db.SetMaxIdleConns(maxConns)
	db.SetConnMaxIdleTime(5 * time.Minute)
	return db, db
}

func (p postgres) migration() *sql.DB {
	db := sql.OpenDB(heldConnector{stdlib.GetConnector(*p.config)})
	db.SetMaxOpenConns(1)
	return db
}

func (postgres) bun(db *sql.DB) *bun.DB { return bun.NewDB(db, pgdialect.New()) }

func (postgres) types() types {
	return types{
		ID:      `TEXT COLLATE "C"`,
		Instant: "TIMESTAMPTZ",
		Bytes:   "BYTEA",
		Serial:  "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
		Ranges:  true,
	}
}

func (postgres) readTx() *sql.TxOptions {
	return &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}
}

// rowLock is the weaker of the two exclusive row locks: keys never change, and the stronger one would make every insert of a
// row that refers to the locked one wait.
func (postgres) rowLock() string { return "NO KEY UPDATE" }

func (postgres) skipLocked() string { return "UPDATE SKIP LOCKED" }

func (postgres) prepares() bool { return false }

func (postgres) savepoints() bool { return true }

// waitForWriters keeps others from writing for as long as it waits, so it waits a moment only.
func (postgres) waitForWriters(table string) []string {
	return []string{"SET LOCAL lock_timeout = '200ms'", "LOCK TABLE " + table + " IN SHARE MODE"}
}

func (postgres) beginMigration() []string {
	return []string{
		"BEGIN",
		"SELECT pg_advisory_xact_lock(hashtextextended('mentorbot migrations in ' || current_schema(), 0))",
		// A table's lock that has to wait for a long transaction makes everybody after it wait too: better to give up and let the
		// operator try again.
		"SET LOCAL lock_timeout = '10s'",
	}
}

// heldConnector makes connections that database/sql hands out again while they are in a transaction. bun's migrator asks
// the handle for a connection per migration; all of them and its own bookkeeping are to be in one transaction.
type heldConnector struct{ driver.Connector }

// Connect implements driver.Connector.
func (c heldConnector) Connect(ctx context.Context) (driver.Conn, error) {
	conn, err := c.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	pg, ok := conn.(*stdlib.Conn)
	if !ok {
		return nil, errors.Join(errors.New("not a pgx connection"), conn.Close())
	}
	return heldConn{pg}, nil
}

type heldConn struct{ *stdlib.Conn }

// ResetSession implements driver.SessionResetter: there is nothing to reset.
func (heldConn) ResetSession(context.Context) error { return nil }
