package main

import (
	"context"
	"encoding/base64"
	"strings"
	"testing"
	"time"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

func TestRotateKeysEncryptsTokensWithTheFirstKey(t *testing.T) {
	storagetest.EachURL(t, func(t *testing.T, url string) {
		key := func(letter string) string {
			return letter + ":" + base64.StdEncoding.EncodeToString([]byte(strings.Repeat(letter, 32)))
		}
		install(t, url, key("a"))
		got := run(t, "rotate-keys", "--database-url", url, "--encryption-keys", key("b")+","+key("a"))
		if got.status != statusOK || !strings.Contains(got.out, "now: installations 1, calendars 1;") {
			t.Errorf("status %d, %q %q", got.status, got.out, got.err)
		}
		if got = run(t, "rotate-keys", "--database-url", url, "--encryption-keys", key("c")+","+key("a")); got.status != statusFailed {
			t.Errorf("without the key in use: status %d, %q", got.status, got.out)
		}
		if strings.Contains(got.err, key("c")[2:]) {
			t.Errorf("the complaint shows a key: %s", got.err)
		}
	})
}

// install keeps a token under a key.
func install(t *testing.T, url, key string) {
	t.Helper()
	keys, err := storage.ParseKeyring(key)
	if err != nil {
		t.Fatal(err)
	}
	db, err := storage.Open(t.Context(), storage.Options{URL: url, Keys: keys})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	steps := []func(context.Context) error{
		db.Migrate,
		func(ctx context.Context) error {
			return db.CreateWorkspace(ctx, core.Workspace{ID: "w", ChatTeamID: "T1"})
		},
		func(ctx context.Context) error {
			return db.Change(ctx, "w", func(tx core.Tx) error {
				if err := tx.People().Save(ctx, core.Person{ID: "p", ChatUserID: "U1"}); err != nil {
					return err
				}
				feed := core.BusyFeed{ID: "f", Person: "p", AddedAt: time.Unix(0, 0), NextAt: time.Unix(0, 0)}
				if err := tx.BusyFeeds().Add(ctx, feed, core.StoredBusyAddress("https://calendar.example/x")); err != nil {
					return err
				}
				return tx.Installations().Save(ctx, core.Installation{State: core.InstallationActive, Tokens: core.Tokens{BotToken: "xoxb-1"}})
			})
		},
	}
	for _, step := range steps {
		if err := step(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}
