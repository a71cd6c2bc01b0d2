package storage_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// The way docs/operations.md tells: copy while the service runs, put the copy in the place of the database, start.
func TestABackupTakenWhilePeopleWriteIsRestored(t *testing.T) {
	url := storagetest.SQLiteURL(t)
	db := opened(t, url)
	must(t, db.Migrate(t.Context()))
	w := newWorld(t, db, "w", 20)
	enqueue(t, db, w.ws, core.Job{ID: "job"})

	begun, stop, ended := make(chan struct{}), make(chan struct{}), make(chan int)
	go func() { ended <- writeUntil(t, db, begun, stop) }()
	<-begun
	file := filepath.Join(t.TempDir(), "copy.db")
	must(t, storage.Backup(t.Context(), url, file))
	close(stop)
	written := <-ended

	restored := filepath.Join(t.TempDir(), "mentorbot.db")
	must(t, os.Rename(file, restored))
	again := opened(t, "sqlite://"+restored)
	must(t, again.CheckSchema(t.Context()))
	kept := 0
	for i := range written {
		_, err := again.Workspace(t.Context(), other(i))
		switch {
		case err == nil && kept == i:
			kept++
		case err == nil:
			t.Errorf("write %d is in the copy and an earlier one is not", i)
		case !errors.Is(err, core.ErrNotFound):
			t.Error(err)
		}
	}
	if kept == 0 {
		t.Error("what was written before the copy began is not in it")
	}
	expectClaims(t, again, noon, "job")
}

func other(i int) core.WorkspaceID { return core.WorkspaceID(fmt.Sprint("other", i)) }

// writeUntil writes one row after the other, says when it has begun, and returns how many there are.
func writeUntil(t *testing.T, db *storage.DB, begun, stop chan struct{}) (written int) {
	var once sync.Once
	for {
		select {
		case <-stop:
			return written
		default:
		}
		id := other(written)
		err := db.CreateWorkspace(context.Background(), core.Workspace{ID: id, ChatTeamID: string(id), CreatedAt: noon})
		if err != nil {
			t.Error(err)
			return written
		}
		written++
		once.Do(func() { close(begun) })
	}
}

func TestABackupOverwritesNothingAndLeavesNoHalfCopy(t *testing.T) {
	url := storagetest.SQLiteURL(t)
	must(t, opened(t, url).Migrate(t.Context()))
	dir := t.TempDir()
	taken := filepath.Join(dir, "taken.db")
	must(t, os.WriteFile(taken, []byte("precious"), 0o600))
	if err := storage.Backup(t.Context(), url, taken); !errors.Is(err, fs.ErrExist) {
		t.Errorf("over an existing file: %v", err)
	}
	if text, err := os.ReadFile(taken); string(text) != "precious" || err != nil {
		t.Errorf("the existing file holds %q, %v", text, err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	half := filepath.Join(dir, "half.db")
	if err := storage.Backup(ended, url, half); err == nil {
		t.Error("a cancelled backup succeeded")
	}
	if _, err := os.Stat(half); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("half a copy is left: %v", err)
	}
}

func TestWhatCannotBeBackedUpIsSaid(t *testing.T) {
	file := filepath.Join(t.TempDir(), "copy.db")
	missing := filepath.Join(t.TempDir(), "typo.db")
	for name, test := range map[string]struct {
		url  string
		want error
	}{
		"PostgreSQL":            {"postgres://mentorbot:secret@127.0.0.1:1/mentorbot", storage.ErrNoBackup},
		"a database in memory":  {"sqlite::memory:", storage.ErrNoBackup},
		"a file that is not so": {"sqlite://" + missing, fs.ErrNotExist},
	} {
		if err := storage.Backup(t.Context(), test.url, file); !errors.Is(err, test.want) {
			t.Errorf("%s: %v, want %v", name, err, test.want)
		}
	}
	for _, path := range []string{missing, file} {
		if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s was created: %v", path, err)
		}
	}
}

func TestADamagedDatabaseIsNotBackedUpInSilence(t *testing.T) {
	url := storagetest.SQLiteURL(t)
	db := opened(t, url)
	must(t, db.Migrate(t.Context()))
	newWorld(t, db, "w", 1)
	orphan(t, strings.TrimPrefix(url, "sqlite://"))
	file := filepath.Join(t.TempDir(), "copy.db")
	if err := storage.Backup(t.Context(), url, file); err == nil || !strings.Contains(err.Error(), "refers to one that is missing") {
		t.Errorf("backup: %v", err)
	}
}

// orphan leaves a row without what it refers to, as a hand in the database would.
func orphan(t *testing.T, path string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	must(t, err)
	defer db.Close()
	_, err = db.ExecContext(t.Context(), "DELETE FROM workspaces")
	must(t, err)
}
