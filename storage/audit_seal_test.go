package storage_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// logged appends entries to the log of changes of the world.
func (w world) logged(t *testing.T, db *storage.DB, n int) {
	t.Helper()
	change(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
		var all []core.AuditEntry
		for i := range n {
			all = append(all, core.AuditEntry{
				At: noon, Actor: w.person(0), Action: core.ActionAccept, Subject: fmt.Sprint("invitation:", i),
				Detail: map[string]string{"was": "sent", "is": "accepted"}, RequestID: "r1",
			})
		}
		return tx.Audit().Append(ctx, all...)
	})
}

// sealed is a database whose log has two seals, over three entries each, and one entry without.
func sealed(t *testing.T, url string) *storage.DB {
	t.Helper()
	db, err := storage.Open(t.Context(), storage.Options{URL: url})
	must(t, err)
	t.Cleanup(func() { must(t, db.Close()) })
	must(t, db.Migrate(t.Context()))
	w := newWorld(t, db, "w", 1)
	w.logged(t, db, 3)
	must(t, db.SealAudit(t.Context(), noon))
	w.logged(t, db, 3)
	must(t, db.SealAudit(t.Context(), noon.Add(time.Hour)))
	w.logged(t, db, 1)
	must(t, db.SealAudit(t.Context(), noon.Add(time.Hour+time.Minute))) // too early for another one
	return db
}

func TestTheLogOfChangesIsSealedAsItGrows(t *testing.T) {
	storagetest.EachURL(t, func(t *testing.T, url string) {
		db := sealed(t, url)
		found, err := db.VerifyAudit(t.Context())
		must(t, err)
		if found.Entries != 6 || found.Unsealed != 1 || len(found.Seals) != 2 || len(found.Seals[1].Hash) != 64 {
			t.Errorf("found %+v", found)
		}
		if found.Seals[0].Hash == found.Seals[1].Hash || !found.Seals[1].SealedAt.Equal(noon.Add(time.Hour)) {
			t.Errorf("seals %+v", found.Seals)
		}
	})
}

func TestWhatWasChangedInTheLogShows(t *testing.T) {
	for name, statement := range map[string]string{
		"an entry removed":            "DELETE FROM audit_entries WHERE seq = 5",
		"the last sealed one removed": "DELETE FROM audit_entries WHERE seq = 6",
		"another actor":               "UPDATE audit_entries SET actor_id = 'somebody' WHERE seq = 5",
		"no actor":                    "UPDATE audit_entries SET actor_id = NULL WHERE seq = 5",
		"another action":              "UPDATE audit_entries SET action = 'invitation.decline' WHERE seq = 5",
		"another subject":             "UPDATE audit_entries SET subject = 'invitation:9' WHERE seq = 5",
		"another detail":              `UPDATE audit_entries SET detail = '{"is":"declined","was":"sent"}' WHERE seq = 5`,
		"another request":             "UPDATE audit_entries SET request_id = '' WHERE seq = 5",
		"another instant":             "UPDATE audit_entries SET at = (SELECT max(sealed_at) FROM audit_seals) WHERE seq = 5",
		"two in another order":        "UPDATE audit_entries SET subject = CASE seq WHEN 5 THEN 'invitation:2' ELSE 'invitation:1' END WHERE seq IN (5, 6)",
		"a seal's hash":               "UPDATE audit_seals SET hash = 'x' WHERE seq = 6",
		"a seal removed":              "DELETE FROM audit_seals WHERE seq = 3",
	} {
		t.Run(name, func(t *testing.T) {
			storagetest.EachURL(t, func(t *testing.T, url string) {
				db := sealed(t, url)
				tamper(t, url, statement)
				_, err := db.VerifyAudit(t.Context())
				var broken *storage.BrokenSealError
				if !errors.As(err, &broken) || broken.Seal.Seq != 6 || !strings.Contains(err.Error(), "up to 6") {
					t.Errorf("found %v", err)
				}
			})
		})
	}
}

func TestEntriesUnderWayAreSealedAfterTheyAreThere(t *testing.T) {
	storagetest.EachURL(t, func(t *testing.T, url string) {
		if !strings.HasPrefix(url, "postgres") { // elsewhere nobody writes at the same time
			return
		}
		db := sealed(t, url)
		raw, err := sql.Open("pgx", url)
		must(t, err)
		defer raw.Close()
		slow, err := raw.Begin()
		must(t, err)
		defer func() { _ = slow.Rollback() }() // where the test ends early
		_, err = slow.Exec(`INSERT INTO audit_entries (workspace_id, action, subject, refused, detail, request_id) VALUES ('w', 'x', 'x', '', '{}', '')`)
		must(t, err)
		world{ws: "w"}.logged(t, db, 2)
		must(t, db.SealAudit(t.Context(), noon.Add(2*time.Hour)))
		found, err := db.VerifyAudit(t.Context())
		if err != nil || len(found.Seals) != 2 {
			t.Fatalf("while an entry is under way: %+v, %v", found, err)
		}
		must(t, slow.Commit())
		must(t, db.SealAudit(t.Context(), noon.Add(2*time.Hour)))
		if found, err = db.VerifyAudit(t.Context()); err != nil || found.Unsealed != 0 || found.Entries != 10 {
			t.Errorf("afterwards: %+v, %v", found, err)
		}
	})
}

func TestManyEntriesAreSealedByManyAtOnce(t *testing.T) {
	storagetest.EachURL(t, func(t *testing.T, url string) {
		db := sealed(t, url)
		world{ws: "w"}.logged(t, db, 12_000)
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				if err := db.SealAudit(t.Context(), noon.Add(2*time.Hour)); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		must(t, db.SealAudit(t.Context(), noon.Add(3*time.Hour)))
		if found, err := db.VerifyAudit(t.Context()); err != nil || found.Unsealed != 0 || found.Entries != 12_007 {
			t.Errorf("%d entries, %d without a seal, %v", found.Entries, found.Unsealed, err)
		}
	})
}
