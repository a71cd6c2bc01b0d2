package storage

import (
	"context"
	"time"

	"github.com/uptrace/bun"
)

type installStateRow struct {
	bun.BaseModel `bun:"table:install_states"`

	Digest    string  `bun:"digest,pk"`
	ExpiresAt instant `bun:"expires_at"`
}

// KeepState remembers the digest of an installation that has begun, until an instant of real time, and forgets those whose time is
// over.
func (db *DB) KeepState(ctx context.Context, digest string, now, until time.Time) error {
	return step("keep install state", db.retry(ctx, func() error {
		if _, err := db.write.NewDelete().Table("install_states").Where("expires_at <= ?", instant(now)).Exec(ctx); err != nil {
			return err
		}
		_, err := db.write.NewInsert().Model(&installStateRow{Digest: digest, ExpiresAt: instant(until)}).Exec(ctx)
		return err
	}))
}

// SpendState forgets a digest and reports whether it was there and its time not over: true once at most.
func (db *DB) SpendState(ctx context.Context, digest string, now time.Time) (bool, error) {
	spent := 0
	err := db.retry(ctx, func() (err error) {
		spent, err = affected(db.write.NewDelete().Table("install_states").
			Where("digest = ?", digest).Where("expires_at > ?", instant(now)).Exec(ctx))
		return err
	})
	return spent == 1, step("spend install state", err)
}
