package storage

import (
	"context"
	"database/sql"
	"reflect"
	"slices"
	"strings"

	"github.com/uptrace/bun"

	"mentorbot/core"
)

// scope is a transaction of one workspace. Repositories reach the database through its methods only, which add the
// workspace to every condition and to every row.
type scope struct {
	db        bun.IDB
	dialect   dialect
	workspace core.WorkspaceID
}

// owned is the first part of every row and of its primary key.
type owned struct {
	WorkspaceID core.WorkspaceID `bun:"workspace_id,pk"`
}

func (o *owned) own(workspace core.WorkspaceID) { o.WorkspaceID = workspace }

// record is a pointer to a row of the workspace.
type record interface{ own(core.WorkspaceID) }

// rowOf is a row that holds a value of the domain.
type rowOf[T any] interface{ value() T }

// narrow adds conditions and order to a query.
type narrow func(*bun.SelectQuery) *bun.SelectQuery

func where(condition string, args ...any) narrow {
	return func(q *bun.SelectQuery) *bun.SelectQuery { return q.Where(condition, args...) }
}

// query begins a SELECT on the rows of the workspace.
func (s scope) query(model any) *bun.SelectQuery {
	return s.db.NewSelect().Model(model).Where("?TableAlias.workspace_id = ?", s.workspace)
}

// remove begins a DELETE on the rows of the workspace.
func (s scope) remove(model any) *bun.DeleteQuery {
	return s.db.NewDelete().Model(model).Where("?TableAlias.workspace_id = ?", s.workspace)
}

// update begins an UPDATE on the rows of the workspace.
func (s scope) update(model any) *bun.UpdateQuery {
	return s.db.NewUpdate().Model(model).Where("?TableAlias.workspace_id = ?", s.workspace)
}

// one loads the row that narrow finds. Errors: core.ErrNotFound.
func one[R rowOf[T], T any](ctx context.Context, s scope, n narrow) (T, error) {
	var row R
	if err := n(s.query(&row)).Limit(1).Scan(ctx); err != nil {
		var none T
		return none, notFound(err)
	}
	return row.value(), nil
}

// many loads the rows that narrow finds.
func many[R rowOf[T], T any](ctx context.Context, s scope, n narrow) ([]T, error) {
	var rows []R
	if err := n(s.query(&rows)).Scan(ctx); err != nil {
		return nil, err
	}
	values := make([]T, len(rows))
	for i, row := range rows {
		values[i] = row.value()
	}
	return values, nil
}

// put inserts a row, or updates the one with its primary key. It can refuse only by a foreign key.
func (s scope) put(ctx context.Context, row record) error {
	row.own(s.workspace)
	_, err := s.db.NewInsert().Model(row).On("CONFLICT (?) DO UPDATE", s.primaryKey(row)).Exec(ctx)
	return err
}

// putAll is put for many rows of one table, none of them twice, in their order.
func putAll[R any, P interface {
	*R
	record
}](ctx context.Context, s scope, rows []R) error {
	for some := range slices.Chunk(rows, rowsAtOnce) {
		for i := range some {
			P(&some[i]).own(s.workspace)
		}
		_, err := s.db.NewInsert().Model(&some).On("CONFLICT (?) DO UPDATE", s.primaryKey(P(&some[0]))).Exec(ctx)
		if err != nil {
			return err
		}
	}
	return nil
}

// rowsAtOnce bounds the length of a statement.
const rowsAtOnce = 500

// putUnique is put for a table with further uniqueness rules. The transaction can go on after a refusal.
// Errors: core.ErrDuplicate.
func (s scope) putUnique(ctx context.Context, row record) error {
	err := s.protected(ctx, func(inner scope) error { return inner.put(ctx, row) })
	if duplicate(err) {
		return core.ErrDuplicate
	}
	return err
}

// add inserts a row unless a uniqueness rule refuses it. Errors: core.ErrDuplicate.
func (s scope) add(ctx context.Context, row record) error {
	row.own(s.workspace)
	result, err := s.db.NewInsert().Model(row).On("CONFLICT DO NOTHING").Exec(ctx)
	if err != nil {
		return err
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		return orDuplicate(err)
	}
	return nil
}

func orDuplicate(err error) error {
	if err != nil {
		return err
	}
	return core.ErrDuplicate
}

// hold locks the rows that narrow finds until the end of the transaction. All callers lock in order of id, so that no two
// wait for each other.
func (s scope) hold(ctx context.Context, model any, n narrow) error {
	lock := s.dialect.rowLock()
	if lock == "" {
		return nil
	}
	var held []int
	return n(s.query(model)).ColumnExpr("1").For(lock).Scan(ctx, &held)
}

// protected runs fn so that a statement that is refused can be forgotten.
func (s scope) protected(ctx context.Context, fn func(scope) error) error {
	if !s.dialect.savepoints() {
		return fn(s)
	}
	return s.db.RunInTx(ctx, nil, func(_ context.Context, tx bun.Tx) error {
		s.db = tx
		return fn(s)
	})
}

// primaryKey lists the key columns of a row's table.
func (s scope) primaryKey(row record) bun.Safe {
	table := s.db.Dialect().Tables().Get(reflect.TypeOf(row))
	names := make([]string, len(table.PKs))
	for i, field := range table.PKs {
		names[i] = string(field.SQLName)
	}
	return bun.Safe(strings.Join(names, ", "))
}

// mine refuses a record that says it belongs to another workspace; one that does not say belongs to this one.
func (s scope) mine(workspace core.WorkspaceID) error {
	if workspace != "" && workspace != s.workspace {
		return core.ErrNotFound
	}
	return nil
}

func byKey[K comparable, V any](values []V, key func(V) K) map[K]V {
	m := make(map[K]V, len(values))
	for _, v := range values {
		m[key(v)] = v
	}
	return m
}

// affected counts the rows of a statement that succeeded.
func affected(result sql.Result, err error) (int, error) {
	if err != nil {
		return 0, err
	}
	n, err := result.RowsAffected()
	return int(n), err
}
