package main

import (
	"database/sql"
	"errors"
	"regexp"
	"strings"
	"testing"
	"time"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

func TestAuditVerifySaysWhetherTheLogWasChanged(t *testing.T) {
	storagetest.EachURL(t, func(t *testing.T, url string) {
		log := openLog(t, url)
		log.adds(t)
		verify := func(args ...string) result {
			return run(t, append([]string{"audit", "verify", "--database-url", url}, args...)...)
		}
		if got := verify(); got.status != statusOK || !strings.Contains(got.out, "nothing is sealed yet; entries without a seal: 1\n") {
			t.Errorf("before: status %d, %q %q", got.status, got.out, got.err)
		}
		at := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
		if err := log.db.SealAudit(t.Context(), at); err != nil {
			t.Fatal(err)
		}
		got := verify()
		hash := regexp.MustCompile(`[0-9a-f]{64}`).FindString(got.out)
		if got.status != statusOK || hash == "" || !strings.Contains(got.out, "entries 1, seals 1, since the last seal 0") {
			t.Errorf("sealed: status %d, %q %q", got.status, got.out, got.err)
		}
		log.adds(t)
		if err := log.db.SealAudit(t.Context(), at.Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
		if got = verify("--seal", hash); got.status != statusOK || !strings.Contains(got.out, "entries 2, seals 2") {
			t.Errorf("with a hash noted earlier: status %d, %q %q", got.status, got.out, got.err)
		}
		if got = verify("--seal", "0123"); got.status != statusFailed || !strings.Contains(got.err, "sealed anew") {
			t.Errorf("with another hash: status %d, %q %q", got.status, got.out, got.err)
		}
		log.loses(t)
		if got = verify(); got.status != statusFailed || !strings.Contains(got.err, "were changed, added or removed since") {
			t.Errorf("changed: status %d, %q %q", got.status, got.out, got.err)
		}
	})
}

// log is the log of changes of a database.
type log struct {
	db  *storage.DB
	url string
}

func openLog(t *testing.T, url string) log {
	t.Helper()
	db, err := storage.Open(t.Context(), storage.Options{URL: url})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := errors.Join(db.Migrate(t.Context()), db.CreateWorkspace(t.Context(), core.Workspace{ID: "w", ChatTeamID: "T1"})); err != nil {
		t.Fatal(err)
	}
	return log{db, url}
}

func (l log) adds(t *testing.T) {
	t.Helper()
	err := l.db.Change(t.Context(), "w", func(tx core.Tx) error {
		return tx.Audit().Append(t.Context(), core.AuditEntry{Action: core.ActionAccept, Subject: "invitation:1"})
	})
	if err != nil {
		t.Fatal(err)
	}
}

// loses removes an entry behind the product's back.
func (l log) loses(t *testing.T) {
	t.Helper()
	driver, source := "pgx", l.url
	if path, lite := strings.CutPrefix(l.url, "sqlite://"); lite {
		driver, source = "sqlite", "file:"+path
	}
	raw, err := sql.Open(driver, source)
	if err != nil {
		t.Fatal(err)
	}
	_, err = raw.Exec("DELETE FROM audit_entries WHERE seq = 1")
	if err = errors.Join(err, raw.Close()); err != nil {
		t.Fatal(err)
	}
}
