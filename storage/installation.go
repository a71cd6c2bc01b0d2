package storage

import (
	"context"
	"errors"
	"time"

	"github.com/uptrace/bun"

	"mentorbot/core"
)

type installationRow struct {
	bun.BaseModel `bun:"table:installations,alias:installation"`
	owned

	AppID        string                 `bun:"app_id"`
	BotUser      string                 `bun:"bot_user"`
	EnterpriseID string                 `bun:"enterprise_id"`
	Scopes       list                   `bun:"scopes"`
	State        core.InstallationState `bun:"state"`
	Generation   int                    `bun:"generation"`
	InstalledBy  string                 `bun:"installed_by"`
	InstalledAt  instant                `bun:"installed_at"`
	RevokedAt    instant                `bun:"revoked_at"`
	Reason       string                 `bun:"reason"`
	KeyID        string                 `bun:"key_id"`
	BotToken     []byte                 `bun:"bot_token"`
	RefreshToken []byte                 `bun:"refresh_token"`
	ExpiresAt    instant                `bun:"expires_at"`
	RenewAt      instant                `bun:"renew_at"`
	LeasedUntil  instant                `bun:"leased_until"` // of a refresh under way
}

// value is the installation without its tokens.
func (r installationRow) value() core.Installation {
	return core.Installation{
		Workspace: r.WorkspaceID, AppID: r.AppID, BotUser: r.BotUser, Enterprise: r.EnterpriseID, Scopes: r.Scopes,
		InstalledBy: r.InstalledBy, InstalledAt: r.InstalledAt.time(), State: r.State, RevokedAt: r.RevokedAt.time(),
		Reason: r.Reason, Generation: r.Generation, Tokens: core.Tokens{ExpiresAt: r.ExpiresAt.time(), RenewAt: r.RenewAt.time()},
	}
}

// The columns that hold ciphertexts, as they are bound into them.
const (
	columnBotToken     = "bot_token"
	columnRefreshToken = "refresh_token"
)

func tokenPlace(workspace core.WorkspaceID, column string) place {
	return place{table: "installations", column: column, workspace: workspace}
}

// seal encrypts tokens for the row of a workspace.
func (r *installationRow) seal(keys Keyring, workspace core.WorkspaceID, tokens core.Tokens) error {
	r.KeyID, r.BotToken, r.RefreshToken = "", nil, nil
	r.ExpiresAt, r.RenewAt = instant(tokens.ExpiresAt), instant(tokens.RenewAt)
	if tokens.BotToken == "" && tokens.RefreshToken == "" {
		return nil
	}
	var err, second error
	r.KeyID = keys.primary()
	r.BotToken, err = keys.seal(tokens.BotToken, tokenPlace(workspace, columnBotToken))
	r.RefreshToken, second = keys.seal(tokens.RefreshToken, tokenPlace(workspace, columnRefreshToken))
	return errors.Join(err, second)
}

// unseal decrypts the tokens of the row.
func (r *installationRow) unseal(keys Keyring) (core.Tokens, error) {
	bot, err := keys.open(r.KeyID, r.BotToken, tokenPlace(r.WorkspaceID, columnBotToken))
	if err != nil {
		return core.Tokens{}, err
	}
	refresh, err := keys.open(r.KeyID, r.RefreshToken, tokenPlace(r.WorkspaceID, columnRefreshToken))
	return core.Tokens{BotToken: bot, RefreshToken: refresh, ExpiresAt: r.ExpiresAt.time(), RenewAt: r.RenewAt.time()}, err
}

// installations implements core.Installations.
type installations struct {
	scope
	keys Keyring
}

func (r installations) row(ctx context.Context) (installationRow, error) {
	var row installationRow
	return row, notFound(r.query(&row).Scan(ctx))
}

func (r installations) Get(ctx context.Context) (core.Installation, error) {
	row, err := r.row(ctx)
	if err != nil {
		return core.Installation{}, step("load installation", err)
	}
	i := row.value()
	i.Tokens, err = row.unseal(r.keys)
	return i, step("load installation", err)
}

func (r installations) Brief(ctx context.Context) (core.Installation, error) {
	row, err := r.row(ctx)
	return row.value(), step("load installation", err)
}

func (r installations) Lock(ctx context.Context) error {
	return step("lock installation", r.hold(ctx, (*installationRow)(nil), func(q *bun.SelectQuery) *bun.SelectQuery { return q }))
}

func (r installations) Save(ctx context.Context, i core.Installation) error {
	if err := r.mine(i.Workspace); err != nil {
		return step("save installation", err)
	}
	row := &installationRow{
		AppID: i.AppID, BotUser: i.BotUser, EnterpriseID: i.Enterprise, Scopes: i.Scopes, State: i.State,
		Generation: i.Generation, InstalledBy: i.InstalledBy, InstalledAt: instant(i.InstalledAt),
		RevokedAt: instant(i.RevokedAt), Reason: i.Reason,
	}
	if err := row.seal(r.keys, r.workspace, i.Tokens); err != nil {
		return step("save installation", err)
	}
	return step("save installation", r.put(ctx, row))
}

func (r installations) Remove(ctx context.Context) error {
	_, err := r.remove((*installationRow)(nil)).Exec(ctx)
	return step("remove installation", err)
}

func (r installations) ClaimRefresh(ctx context.Context, generation int, now, until time.Time) (bool, error) {
	n, err := affected(r.update((*installationRow)(nil)).Set("leased_until = ?", instant(until)).
		Where("state = ?", core.InstallationActive).Where("generation = ?", generation).
		WhereGroup(" AND ", func(q *bun.UpdateQuery) *bun.UpdateQuery {
			return q.Where("leased_until IS NULL").WhereOr("leased_until <= ?", instant(now))
		}).Exec(ctx))
	return n == 1, step("lease refresh", err)
}

// Installations implements core.Store.
func (db *DB) Installations(ctx context.Context) ([]core.Installation, error) {
	var found []core.Installation
	err := db.retry(ctx, func() error {
		var rows []installationRow
		if err := db.read.NewSelect().Model(&rows).Order("installed_at", "workspace_id").Scan(ctx); err != nil {
			return err
		}
		found = make([]core.Installation, len(rows))
		for i, row := range rows {
			found[i] = row.value()
		}
		return nil
	})
	return found, step("list installations", err)
}

// DueRenewals implements core.Store.
func (db *DB) DueRenewals(ctx context.Context, now time.Time) ([]core.WorkspaceID, error) {
	var due []core.WorkspaceID
	err := db.retry(ctx, func() error {
		due = nil
		return db.read.NewSelect().Model((*installationRow)(nil)).Column("workspace_id").
			Where("state = ? AND renew_at <= ? OR state = ? AND expires_at <= ?",
				core.InstallationActive, instant(now), core.InstallationLapsing, instant(now)).
			Order("expires_at", "workspace_id").Scan(ctx, &due)
	})
	return due, step("find tokens to renew", err)
}
