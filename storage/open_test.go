package storage_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// each runs a test on every database with an opener that takes options and migrates.
func each(t *testing.T, test func(t *testing.T, open func(storage.Options) *storage.DB)) {
	t.Helper()
	storagetest.EachURL(t, func(t *testing.T, url string) {
		test(t, func(o storage.Options) *storage.DB {
			t.Helper()
			o.URL = url
			db, err := storage.Open(t.Context(), o)
			must(t, err)
			t.Cleanup(func() { must(t, db.Close()) })
			must(t, db.Migrate(t.Context()))
			return db
		})
	})
}

func TestOpenExplainsAWrongURL(t *testing.T) {
	for name, url := range map[string]string{
		"nothing":          "",
		"another database": "mysql://mentorbot:secret@localhost/mentorbot",
		"a bare path":      "/var/lib/secret.db",
		"no path":          "sqlite://",
		"options of SQLite that are ours to choose": "sqlite:///tmp/secret.db?_pragma=synchronous(0)",
		"a malformed PostgreSQL URL":                "postgres://mentorbot:secret@localhost:port/mentorbot",
	} {
		db, err := storage.Open(t.Context(), storage.Options{URL: url})
		if err == nil {
			must(t, db.Close())
			t.Errorf("%s: opened", name)
			continue
		}
		if strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: the error tells a secret: %v", name, err)
		}
	}
}

func TestADatabaseInMemoryWorks(t *testing.T) {
	db, err := storage.Open(t.Context(), storage.Options{URL: "sqlite::memory:"})
	must(t, err)
	t.Cleanup(func() { must(t, db.Close()) })
	must(t, db.Migrate(t.Context()))
	w := newWorld(t, db, "w", 1)
	enqueue(t, db, w.ws, core.Job{ID: "job"})
	expectClaims(t, db, noon, "job")
}

func TestDataOutlivesTheProcess(t *testing.T) {
	each(t, func(t *testing.T, open func(storage.Options) *storage.DB) {
		newWorld(t, open(storage.Options{}), "w", 1)
		if _, err := open(storage.Options{}).Workspace(t.Context(), "w"); err != nil {
			t.Error(err)
		}
	})
}

// An operator's command works on the file or server the service is using.
func TestProcessesShareADatabase(t *testing.T) {
	const writes = 25
	each(t, func(t *testing.T, open func(storage.Options) *storage.DB) {
		first, second := open(storage.Options{}), open(storage.Options{})
		w := newWorld(t, first, "w", 1)
		var group sync.WaitGroup
		for name, db := range map[string]*storage.DB{"first": first, "second": second} {
			group.Go(func() {
				for n := range writes {
					err := db.Change(t.Context(), w.ws, func(tx core.Tx) error {
						id := core.PersonID(fmt.Sprint(name, n))
						return tx.People().Save(t.Context(), core.Person{ID: id, ChatUserID: "U-" + string(id), Admin: true})
					})
					if err != nil {
						t.Error(err)
					}
				}
			})
		}
		group.Wait()
		read(t, first, w.ws, func(ctx context.Context, tx core.Tx) error {
			all, err := tx.People().Admins(ctx)
			if len(all) != 2*writes {
				t.Errorf("%d people written, want %d", len(all), 2*writes)
			}
			return err
		})
	})
}

func TestTheFileIsItsOwnersAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "private.db")
	db, err := storage.Open(t.Context(), storage.Options{URL: "sqlite://" + path})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if mode := info.Mode().Perm(); mode != 0o600 {
		t.Errorf("mode %o, want 600", mode)
	}
}
