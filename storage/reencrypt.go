package storage

import (
	"context"

	"github.com/uptrace/bun"

	"mentorbot/core"
)

// Reencrypted counts what [DB.Reencrypt] did.
type Reencrypted struct {
	Installations int
	BusyFeeds     int
}

// Reencrypt encrypts every token and every address of a calendar that is encrypted with an older key with the first key of the keyring, and
// counts them. Afterwards the older keys can be taken out of the configuration. It may run beside the service.
func (db *DB) Reencrypt(ctx context.Context) (done Reencrypted, err error) {
	if db.keys.primary() == "" {
		return done, step("encrypt again", errNoKeys)
	}
	if done.Installations, err = db.reencryptTokens(ctx); err != nil {
		return done, err
	}
	done.BusyFeeds, err = db.reencryptAddresses(ctx)
	return done, err
}

// UnreadableAddresses counts the addresses of calendars that the keyring cannot decrypt.
func (db *DB) UnreadableAddresses(ctx context.Context) (int, error) {
	var all []busyFeedRow
	err := db.retry(ctx, func() error {
		all = nil
		return db.read.NewSelect().Model(&all).Column("workspace_id", "id", "key_id", "address").Scan(ctx)
	})
	unreadable := 0
	for _, row := range all {
		if _, err := row.unseal(db.keys); err != nil {
			unreadable++
		}
	}
	return unreadable, step("look at addresses of busy feeds", err)
}

func (db *DB) reencryptTokens(ctx context.Context) (int, error) {
	var stale []core.WorkspaceID
	err := db.retry(ctx, func() error {
		stale = nil
		return db.read.NewSelect().Model((*installationRow)(nil)).Column("workspace_id").
			Where("key_id NOT IN (?)", bun.List([]string{"", db.keys.primary()})).Order("workspace_id").Scan(ctx, &stale)
	})
	if err != nil {
		return 0, step("find tokens under older keys", err)
	}
	done := 0
	for _, workspace := range stale {
		if err := db.reencryptToken(ctx, workspace); err != nil {
			return done, step("encrypt tokens of workspace "+string(workspace)+" again", err)
		}
		done++
	}
	return done, nil
}

// reencryptToken holds the row while it works, so that a refresh at the same time is not undone, and leaves a lease as it is.
func (db *DB) reencryptToken(ctx context.Context, workspace core.WorkspaceID) error {
	return db.retry(ctx, func() error {
		return db.write.RunInTx(ctx, nil, func(_ context.Context, tx bun.Tx) error {
			r := installations{scope{db: tx, dialect: db.dialect, workspace: workspace}, db.keys}
			if err := r.Lock(ctx); err != nil {
				return err
			}
			row, err := r.row(ctx)
			if err != nil || row.KeyID == "" {
				return err
			}
			tokens, err := row.unseal(db.keys)
			if err != nil {
				return err
			}
			if err := row.seal(db.keys, workspace, tokens); err != nil {
				return err
			}
			_, err = r.update(&row).Column("key_id", columnBotToken, columnRefreshToken).Exec(ctx)
			return err
		})
	})
}

// reencryptAddresses does it for calendars. Each statement names the key it replaces, so that nothing has to be held: an address never changes
// but by this.
func (db *DB) reencryptAddresses(ctx context.Context) (int, error) {
	var stale []busyFeedRow
	err := db.retry(ctx, func() error {
		stale = nil
		return db.read.NewSelect().Model(&stale).Column("workspace_id", "id", "key_id", "address").
			Where("key_id <> ?", db.keys.primary()).Order("workspace_id", "id").Scan(ctx)
	})
	if err != nil {
		return 0, step("find addresses under older keys", err)
	}
	for n, row := range stale {
		old := row.KeyID
		address, err := row.unseal(db.keys)
		if err == nil {
			err = row.seal(db.keys, row.WorkspaceID, address)
		}
		if err == nil {
			err = db.retry(ctx, func() error {
				r := scope{db: db.write, dialect: db.dialect, workspace: row.WorkspaceID}
				_, err := r.update(&row).Column("key_id", "address").Where("id = ? AND key_id = ?", row.ID, old).Exec(ctx)
				return err
			})
		}
		if err != nil {
			return n, step("encrypt address of busy feed "+string(row.ID)+" again", err)
		}
	}
	return len(stale), nil
}
