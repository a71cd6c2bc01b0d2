package storage

import (
	"context"

	"github.com/uptrace/bun"

	"mentorbot/core"
)

type workspaceRow struct {
	bun.BaseModel `bun:"table:workspaces,alias:workspace"`

	ID         core.WorkspaceID `bun:"id,pk"`
	ChatTeamID string           `bun:"chat_team_id"`
	Name       string           `bun:"name"`
	Locale     string           `bun:"locale"`
	CreatedAt  instant          `bun:"created_at"`
}

func (r workspaceRow) value() core.Workspace {
	return core.Workspace{
		ID: r.ID, ChatTeamID: r.ChatTeamID, Name: r.Name, Locale: r.Locale, CreatedAt: r.CreatedAt.time(),
	}
}

// WorkspaceByTeam implements core.Store.
func (db *DB) WorkspaceByTeam(ctx context.Context, chatTeamID string) (core.Workspace, error) {
	return db.oneWorkspace(ctx, "chat_team_id = ?", chatTeamID)
}

// Workspace implements core.Store.
func (db *DB) Workspace(ctx context.Context, id core.WorkspaceID) (core.Workspace, error) {
	return db.oneWorkspace(ctx, "id = ?", id)
}

func (db *DB) oneWorkspace(ctx context.Context, condition string, arg any) (core.Workspace, error) {
	var row workspaceRow
	err := db.retry(ctx, func() error { return db.read.NewSelect().Model(&row).Where(condition, arg).Scan(ctx) })
	return row.value(), step("load workspace", notFound(err))
}

// Workspace implements core.Tx. It uses the connection of the transaction: with one of its own, as many transactions as there are
// connections would wait for each other's.
func (t transaction) Workspace(ctx context.Context) (core.Workspace, error) {
	var row workspaceRow
	err := t.db.NewSelect().Model(&row).Where("id = ?", t.workspace).Scan(ctx)
	return row.value(), step("load workspace", notFound(err))
}

// CreateWorkspace implements core.Store.
func (db *DB) CreateWorkspace(ctx context.Context, w core.Workspace) error {
	row := workspaceRow{
		ID: w.ID, ChatTeamID: w.ChatTeamID, Name: w.Name, Locale: w.Locale, CreatedAt: instant(w.CreatedAt),
	}
	err := db.retry(ctx, func() error {
		_, err := db.write.NewInsert().Model(&row).Exec(ctx)
		return err
	})
	if duplicate(err) {
		err = core.ErrDuplicate
	}
	return step("create workspace", err)
}
