package storage

import (
	"context"
	"strings"

	"github.com/uptrace/bun"
)

// ManyWriters reports whether transactions of the database run beside each other.
func (db *DB) ManyWriters() bool { return db.dialect.rowLock() != "" }

// Explain tells how the database would carry out the queries that fn makes.
func (db *DB) Explain(ctx context.Context, fn func(*DB) error) ([]string, error) {
	observed := DB{dialect: db.dialect, log: db.log, leaseNow: db.leaseNow, keys: db.keys}
	var hook queries
	observed.read = db.read.WithQueryHook(&hook)
	observed.write = db.write.WithQueryHook(&hook)
	if err := fn(&observed); err != nil {
		return nil, err
	}
	return db.plans(ctx, hook.texts)
}

// plans asks for the plan of each text. PostgreSQL is told that reading a whole table is expensive: the few rows of a test
// would make it cheap.
func (db *DB) plans(ctx context.Context, texts []string) (plans []string, err error) {
	explain := "EXPLAIN QUERY PLAN "
	if db.ManyWriters() {
		explain = "EXPLAIN "
	}
	err = db.write.RunInTx(ctx, nil, func(ctx context.Context, tx bun.Tx) error {
		if db.ManyWriters() {
			if _, err := tx.ExecContext(ctx, "SET LOCAL enable_seqscan = off; ANALYZE"); err != nil {
				return err
			}
		}
		for _, text := range texts {
			rows, err := tx.QueryContext(ctx, explain+text)
			if err != nil {
				return err
			}
			var lines []string
			if db.ManyWriters() {
				err = db.write.ScanRows(ctx, rows, &lines)
			} else {
				var ids, parents, unused []int
				err = db.write.ScanRows(ctx, rows, &ids, &parents, &unused, &lines)
			}
			if err != nil {
				return err
			}
			plan := ""
			for _, line := range lines {
				plan += line + "\n"
			}
			plans = append(plans, plan)
		}
		return nil
	})
	return plans, err
}

// queries remembers the text of every SELECT and UPDATE.
type queries struct{ texts []string }

// BeforeQuery implements bun.QueryHook.
func (*queries) BeforeQuery(ctx context.Context, _ *bun.QueryEvent) context.Context { return ctx }

// AfterQuery implements bun.QueryHook.
func (q *queries) AfterQuery(_ context.Context, e *bun.QueryEvent) {
	if op := e.Operation(); op == "SELECT" || op == "UPDATE" {
		q.texts = append(q.texts, e.Query)
	}
}

// DataTables are the tables the sections of the export read from.
func DataTables() map[string]bool {
	tables := map[string]bool{}
	for _, source := range dataSources() {
		words := strings.Fields(source.from)
		tables[words[0]] = true
		for i, word := range words {
			if word == "JOIN" {
				tables[words[i+1]] = true
			}
		}
	}
	return tables
}
