package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"mentorbot/storage/storagetest"
)

func TestBackupCopiesWhatCanBeServedAgain(t *testing.T) {
	url, file := storagetest.SQLiteURL(t), filepath.Join(t.TempDir(), "copy.db")
	run(t, "migrate", "--database-url", url)
	got := run(t, "backup", "--database-url", url, file)
	if got.status != statusOK || !strings.HasPrefix(got.out, "copied ") {
		t.Fatalf("status %d: %q %q", got.status, got.out, got.err)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the copy can be read by others: %v, %v", info.Mode(), err)
	}
	status := run(t, "migrate", "--status", "--database-url", "sqlite://"+file)
	if status.out != "the schema is up to date\n" {
		t.Errorf("of the copy: %q %q", status.out, status.err)
	}
	again := run(t, "backup", "--database-url", url, file)
	if again.status != statusFailed || !strings.Contains(again.err, "file exists") {
		t.Errorf("a second time: status %d, %q", again.status, again.err)
	}
}

func TestBackupOfPostgreSQLNamesTheToolForIt(t *testing.T) {
	file := filepath.Join(t.TempDir(), "copy.db")
	got := run(t, "backup", "--database-url", "postgres://mentorbot:"+databasePassword+"@127.0.0.1:1/mentorbot", file)
	if got.status != statusFailed || !strings.Contains(got.err, "pg_dump") {
		t.Errorf("status %d: %q", got.status, got.err)
	}
	refuseSecrets(t, got.err)
}
