package storage

import (
	"context"
	"database/sql"
	"fmt"
	"sync"

	"github.com/uptrace/bun"

	"mentorbot/core"
)

// lookup is a query that every request makes. SQLite takes longer to understand a statement than to carry it out, so it is
// prepared once; PostgreSQL gets it with its values written into it, as everything else (see [parsePostgres]).
type lookup struct {
	mu       sync.Mutex
	prepared *sql.Stmt
}

// statement prepares the query the first time.
func (l *lookup) statement(db *bun.DB, query func() *bun.SelectQuery) (*sql.Stmt, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.prepared != nil {
		return l.prepared, nil
	}
	// The statement outlives the request that happens to be the first.
	prepared, err := db.DB.PrepareContext(context.Background(), query().String())
	l.prepared = prepared
	return prepared, err
}

// PersonByChatUser implements core.Store.
func (db *DB) PersonByChatUser(ctx context.Context, workspace core.WorkspaceID, chatUserID string) (core.Person, error) {
	var row personRow
	err := db.retry(ctx, func() error { return db.personByChatUser(ctx, &row, workspace, chatUserID) })
	return row.value(), step("load person by chat user", notFound(err))
}

func (db *DB) personByChatUser(ctx context.Context, row *personRow, workspace core.WorkspaceID, chatUserID string) error {
	find := func(workspace, user any) *bun.SelectQuery {
		return db.read.NewSelect().Model(row).Where("workspace_id = ?", workspace).Where("chat_user_id = ?", user)
	}
	if !db.dialect.prepares() {
		return find(workspace, chatUserID).Scan(ctx)
	}
	statement, err := db.people.statement(db.read, func() *bun.SelectQuery { return find(bun.Safe("?"), bun.Safe("?")) })
	if err != nil {
		return fmt.Errorf("prepare: %w", err)
	}
	rows, err := statement.QueryContext(ctx, string(workspace), chatUserID)
	if err != nil {
		return err
	}
	if err := db.read.ScanRows(ctx, rows, row); err != nil {
		return err
	}
	if row.ID == "" { // ScanRows does not mind that there is no row
		return sql.ErrNoRows
	}
	return nil
}
