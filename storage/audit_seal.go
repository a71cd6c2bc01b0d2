package storage

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/uptrace/bun"
)

// AuditSeal is a hash over every entry of the log of changes up to one of them. Whoever changes or removes an entry would have to write
// this seal and all later ones anew, and could not change those that somebody has noted down or that stand in the service's log.
type AuditSeal struct {
	Seq      int64 // of the last entry it covers
	Entries  int   // since the seal before
	Hash     string
	SealedAt time.Time // product time
}

// SealedAudit is what [DB.VerifyAudit] found.
type SealedAudit struct {
	Entries  int         // that are sealed and as they were
	Unsealed int         // since the last seal
	Seals    []AuditSeal // oldest first
}

// BrokenSealError says between which seals the log is not what it was.
type BrokenSealError struct {
	After AuditSeal // the last seal that fits; zero for none
	Seal  AuditSeal // the first that does not
}

// Error implements error.
func (e *BrokenSealError) Error() string {
	return fmt.Sprintf("entries after number %d and up to %d, sealed at %s, were changed, added or removed since", e.After.Seq, e.Seal.Seq,
		e.Seal.SealedAt.UTC().Format(time.RFC3339))
}

const (
	sealEvery  = 10 * time.Minute // what is younger than its seal can be changed unnoticed
	sealAtOnce = 5000             // entries of one seal, which are held in memory
)

type sealRow struct {
	bun.BaseModel `bun:"table:audit_seals,alias:seal"`

	Seq      int64   `bun:"seq,pk"`
	Previous int64   `bun:"previous"`
	Entries  int     `bun:"entries"`
	Hash     string  `bun:"hash"`
	SealedAt instant `bun:"sealed_at"`
}

func (r sealRow) value() AuditSeal {
	return AuditSeal{Seq: r.Seq, Entries: r.Entries, Hash: r.Hash, SealedAt: r.SealedAt.time()}
}

// SealAudit implements core.Store. Of several processes that do it at the same time one wins, and the others leave it.
func (db *DB) SealAudit(ctx context.Context, now time.Time) error {
	last, err := db.lastSeal(ctx, db.read)
	if err != nil || now.Sub(last.SealedAt.time()) < sealEvery {
		return step("seal audit log", err)
	}
	until, err := db.auditHorizon(ctx)
	for err == nil && last.Seq < until {
		last, err = db.sealSome(ctx, until, now)
	}
	if duplicate(err) {
		return nil
	}
	if err == nil && last.Seq > 0 {
		db.log.DebugContext(ctx, "audit log sealed", "entry", last.Seq, "hash", last.Hash)
	}
	return step("seal audit log", err)
}

// auditHorizon is the number of the latest entry below which none can appear any more: numbers are given before their transactions
// commit, so those under way have to end first. It is zero while one takes its time; sealing then has to wait.
func (db *DB) auditHorizon(ctx context.Context) (seq int64, err error) {
	err = db.write.RunInTx(ctx, nil, func(ctx context.Context, tx bun.Tx) error {
		for _, statement := range db.dialect.waitForWriters("audit_entries") {
			if _, err := tx.ExecContext(ctx, statement); err != nil {
				return err
			}
		}
		return tx.NewSelect().Table("audit_entries").ColumnExpr("COALESCE(max(seq), 0)").Scan(ctx, &seq)
	})
	if postgresCode(err) == pgLockNotAvailable || transient(err) {
		return 0, nil
	}
	return seq, err
}

// sealSome adds one seal over the next entries up to one of them.
func (db *DB) sealSome(ctx context.Context, until int64, now time.Time) (row sealRow, err error) {
	err = db.write.RunInTx(ctx, nil, func(ctx context.Context, tx bun.Tx) error {
		last, err := db.lastSeal(ctx, tx)
		if err != nil {
			return err
		}
		entries, err := entriesBetween(ctx, tx, last.Seq, until)
		if err != nil || len(entries) == 0 {
			row = sealRow{Seq: until} // all others of these numbers were taken back
			return err
		}
		hash, err := chained(last.Hash, entries)
		if err != nil {
			return err
		}
		row = sealRow{
			Seq: entries[len(entries)-1].Seq, Previous: last.Seq, Entries: len(entries), Hash: hash, SealedAt: instant(now),
		}
		_, err = tx.NewInsert().Model(&row).Returning("NULL").Exec(ctx)
		return err
	})
	return row, err
}

func (db *DB) lastSeal(ctx context.Context, from bun.IDB) (sealRow, error) {
	var last sealRow
	err := from.NewSelect().Model(&last).OrderExpr("seq DESC").Limit(1).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return sealRow{}, nil
	}
	return last, err
}

func entriesBetween(ctx context.Context, from bun.IDB, after, until int64) ([]auditRow, error) {
	var rows []auditRow
	err := from.NewSelect().Model(&rows).ColumnExpr("entry.*").Where("seq > ?", after).Where("seq <= ?", until).OrderExpr("seq").Limit(sealAtOnce).Scan(ctx)
	return rows, err
}

// chained is the hash over the one before and some entries: SHA-256 over a line of JSON for each.
func chained(previous string, entries []auditRow) (string, error) {
	sum := sha256.New()
	lines := json.NewEncoder(sum)
	if err := lines.Encode(previous); err != nil {
		return "", err
	}
	for _, e := range entries {
		line := []any{
			e.Seq, e.WorkspaceID, e.At.time().UnixMicro(), e.ActorID, e.Action, e.Subject, e.Refused, e.Detail.v, e.RequestID,
		}
		if err := lines.Encode(line); err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// VerifyAudit computes every seal again. It returns a *[BrokenSealError] when one does not fit, with what fitted until then.
func (db *DB) VerifyAudit(ctx context.Context) (found SealedAudit, err error) {
	var seals []sealRow
	if err := db.read.NewSelect().Model(&seals).OrderExpr("seq").Scan(ctx); err != nil {
		return found, step("load seals of audit log", err)
	}
	var last sealRow
	for _, seal := range seals {
		fits, err := db.fits(ctx, last, seal)
		if err != nil {
			return found, step("verify audit log", err)
		}
		if !fits {
			return found, &BrokenSealError{After: last.value(), Seal: seal.value()}
		}
		found.Entries += seal.Entries
		found.Seals = append(found.Seals, seal.value())
		last = seal
	}
	unsealed, err := db.read.NewSelect().Table("audit_entries").Where("seq > ?", last.Seq).Count(ctx)
	found.Unsealed = int(unsealed)
	return found, step("verify audit log", err)
}

func (db *DB) fits(ctx context.Context, last, seal sealRow) (bool, error) {
	entries, err := entriesBetween(ctx, db.read, last.Seq, seal.Seq)
	if err != nil {
		return false, err
	}
	hash, err := chained(last.Hash, entries)
	return seal.Previous == last.Seq && seal.Entries == len(entries) && seal.Hash == hash, err
}
