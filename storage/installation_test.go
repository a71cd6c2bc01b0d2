package storage_test

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

func (w world) installation(token string) core.Installation {
	return core.Installation{
		Workspace: w.ws, AppID: "A1", BotUser: "UBOT", Enterprise: "E1", Scopes: []string{"chat:write", "commands"}, InstalledBy: "U1",
		InstalledAt: noon, State: core.InstallationActive, Generation: 1,
		Tokens: core.Tokens{BotToken: token, RefreshToken: "xoxe-1-" + token, ExpiresAt: after(12 * time.Hour), RenewAt: after(6 * time.Hour)},
	}
}

func (w world) install(t *testing.T, db *storage.DB, token string) core.Installation {
	t.Helper()
	i := w.installation(token)
	change(t, db, w.ws, func(ctx context.Context, tx core.Tx) error { return tx.Installations().Save(ctx, i) })
	return i
}

func (w world) installed(t *testing.T, db *storage.DB) (i core.Installation, err error) {
	t.Helper()
	return i, errors.Join(err, db.Read(t.Context(), w.ws, func(tx core.Tx) (err error) {
		i, err = tx.Installations().Get(t.Context())
		return err
	}))
}

// shown is all of an installation: its own String hides the tokens.
func shown(i core.Installation) map[string]any {
	return map[string]any{
		"bot": i.BotToken, "refresh": i.RefreshToken, "expires": i.ExpiresAt, "renew": i.RenewAt, "state": i.State, "scopes": i.Scopes,
		"generation": i.Generation, "app": i.AppID, "user": i.BotUser, "by": i.InstalledBy, "at": i.InstalledAt,
		"enterprise": i.Enterprise, "revoked": i.RevokedAt, "reason": i.Reason, "workspace": i.Workspace,
	}
}

func TestAnInstallationIsKeptWithItsTokens(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "w", 0)
		if _, err := w.installed(t, db); !errors.Is(err, core.ErrNotFound) {
			t.Errorf("before: %v, want ErrNotFound", err)
		}
		want := w.install(t, db, "xoxb-1")
		got, err := w.installed(t, db)
		must(t, err)
		if diff := cmp.Diff(shown(want), shown(got)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		want.State, want.RevokedAt, want.Reason, want.Tokens = core.InstallationRevoked, after(time.Hour), "app_uninstalled", core.Tokens{}
		change(t, db, w.ws, func(ctx context.Context, tx core.Tx) error { return tx.Installations().Save(ctx, want) })
		got, err = w.installed(t, db)
		must(t, err)
		if diff := cmp.Diff(shown(want), shown(got)); diff != "" {
			t.Errorf("revoked (-want +got):\n%s", diff)
		}
	})
}

func TestTokensAreDueForRenewalFromHalfOfTheirLife(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		active, lapsing := newWorld(t, db, "active", 0), newWorld(t, db, "lapsing", 0)
		active.install(t, db, "xoxb-1")
		change(t, db, lapsing.ws, func(ctx context.Context, tx core.Tx) error {
			i := lapsing.installation("xoxb-2")
			i.State = core.InstallationLapsing
			return tx.Installations().Save(ctx, i)
		})
		lasting, revoked := newWorld(t, db, "lasting", 0), newWorld(t, db, "revoked", 0)
		change(t, db, lasting.ws, func(ctx context.Context, tx core.Tx) error {
			i := lasting.installation("xoxb-3")
			i.ExpiresAt, i.RenewAt = time.Time{}, time.Time{}
			return tx.Installations().Save(ctx, i)
		})
		change(t, db, revoked.ws, func(ctx context.Context, tx core.Tx) error {
			i := revoked.installation("")
			i.State = core.InstallationRevoked
			return tx.Installations().Save(ctx, i)
		})
		for after, want := range map[time.Duration][]core.WorkspaceID{
			6*time.Hour - time.Second: nil, 6 * time.Hour: {"active"}, 12*time.Hour - time.Second: {"active"}, 12 * time.Hour: {"active", "lapsing"},
		} {
			got, err := db.DueRenewals(t.Context(), noon.Add(after))
			must(t, err)
			if !slices.Equal(got, want) {
				t.Errorf("after %s: %v, want %v", after, got, want)
			}
		}
	})
}

func TestTheListOfInstallationsHasNoTokens(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		newWorld(t, db, "a", 0).install(t, db, "xoxb-a")
		newWorld(t, db, "b", 0).install(t, db, "xoxb-b")
		all, err := db.Installations(t.Context())
		must(t, err)
		if len(all) != 2 || all[0].Workspace != "a" || all[1].Workspace != "b" {
			t.Fatalf("list: %v", all)
		}
		for _, i := range all {
			if i.BotToken != "" || i.RefreshToken != "" {
				t.Errorf("%s comes with tokens", i.Workspace)
			}
		}
	})
}

// The database as a thief would have it: the files of SQLite, every row of PostgreSQL.
func dump(t *testing.T, url string) []byte {
	t.Helper()
	if path, ok := strings.CutPrefix(url, "sqlite://"); ok {
		var all bytes.Buffer
		for _, suffix := range []string{"", "-wal"} {
			content, err := os.ReadFile(path + suffix)
			if err != nil && !errors.Is(err, os.ErrNotExist) {
				t.Fatal(err)
			}
			all.Write(content)
		}
		return all.Bytes()
	}
	var all bytes.Buffer
	for _, table := range strs(t, "pgx", url, "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()") {
		for _, row := range strs(t, "pgx", url, fmt.Sprintf("SELECT x::text FROM %q AS x", table)) {
			all.WriteString(row)
		}
	}
	return all.Bytes()
}

func TestNoTokenIsReadableInTheDatabase(t *testing.T) {
	const token = "xoxb-7777-nobody-may-read-this"
	storagetest.EachURL(t, func(t *testing.T, url string) {
		db, err := storage.Open(t.Context(), storage.Options{URL: url, Keys: storagetest.Keys(t)})
		must(t, err)
		defer db.Close()
		must(t, db.Migrate(t.Context()))
		w := newWorld(t, db, "w", 0)
		w.install(t, db, token)
		raw := dump(t, url)
		if !bytes.Contains(raw, []byte("UBOT")) {
			t.Fatal("the dump does not show the installation at all")
		}
		for _, form := range []string{token, fmt.Sprintf("%x", token), base64.StdEncoding.EncodeToString([]byte(token))} {
			if bytes.Contains(raw, []byte(form)) {
				t.Errorf("the database shows the token as %q", form)
			}
		}
	})
}

// tamper runs a statement behind the storage's back.
func tamper(t *testing.T, url, statement string) {
	t.Helper()
	driver, source := "pgx", url
	if path, ok := strings.CutPrefix(url, "sqlite://"); ok {
		driver, source = "sqlite", "file:"+path
	}
	raw, err := sql.Open(driver, source)
	must(t, err)
	defer raw.Close()
	_, err = raw.Exec(statement)
	must(t, err)
}

func TestACiphertextWorksInItsOwnPlaceOnly(t *testing.T) {
	for name, statement := range map[string]string{
		"moved to another workspace": "UPDATE installations SET bot_token = (SELECT bot_token FROM installations WHERE workspace_id = 'b') WHERE workspace_id = 'a'",
		"moved to another column":    "UPDATE installations SET bot_token = refresh_token",
		"cut short":                  "UPDATE installations SET bot_token = substr(bot_token, 1, 5)",
		"under another key's name":   "UPDATE installations SET key_id = 'other'",
	} {
		t.Run(name, func(t *testing.T) {
			storagetest.EachURL(t, func(t *testing.T, url string) {
				db, err := storage.Open(t.Context(), storage.Options{URL: url, Keys: storagetest.Keys(t)})
				must(t, err)
				defer db.Close()
				must(t, db.Migrate(t.Context()))
				a := newWorld(t, db, "a", 0)
				a.install(t, db, "xoxb-a")
				newWorld(t, db, "b", 0).install(t, db, "xoxb-b")
				tamper(t, url, statement)
				if i, err := a.installed(t, db); err == nil {
					t.Errorf("opened as %q", i.BotToken)
				}
			})
		})
	}
}

func key(letter string) string {
	return letter + ":" + base64.StdEncoding.EncodeToString([]byte(strings.Repeat(letter, 32)))
}

func keyring(t *testing.T, letters ...string) storage.Keyring {
	t.Helper()
	var entries []string
	for _, letter := range letters {
		entries = append(entries, key(letter))
	}
	keys, err := storage.ParseKeyring(strings.Join(entries, ","))
	must(t, err)
	return keys
}

func TestKeysAreRotatedWithoutLosingAToken(t *testing.T) {
	storagetest.EachURL(t, func(t *testing.T, url string) {
		with := func(letters ...string) *storage.DB {
			db, err := storage.Open(t.Context(), storage.Options{URL: url, Keys: keyring(t, letters...)})
			must(t, err)
			t.Cleanup(func() { must(t, db.Close()) })
			return db
		}
		old := with("a")
		must(t, old.Migrate(t.Context()))
		one, two := newWorld(t, old, "one", 0), newWorld(t, old, "two", 0)
		one.install(t, old, "xoxb-1")
		two.install(t, old, "xoxb-2")
		three := newWorld(t, old, "three", 1)
		three.connect(t, old, "feed", "https://calendar.example/private")

		both := with("b", "a")
		for _, want := range []storage.Reencrypted{{Installations: 2, BusyFeeds: 1}, {}} {
			if done, err := both.Reencrypt(t.Context()); done != want || err != nil {
				t.Errorf("encrypted %+v again, %v; want %+v", done, err, want)
			}
		}
		for letter, want := range map[string]int{"a": 1, "b": 0} {
			if n, err := with(letter).UnreadableAddresses(t.Context()); err != nil || n != want {
				t.Errorf("with key %s alone, %d addresses cannot be read, %v", letter, n, err)
			}
		}
		if address, err := three.connected(t, with("b"), "feed"); err != nil || address.Reveal() != "https://calendar.example/private" {
			t.Errorf("with the new key alone: %q, %v", address.Reveal(), err)
		}
		alone := with("b")
		for w, token := range map[world]string{one: "xoxb-1", two: "xoxb-2"} {
			if i, err := w.installed(t, alone); err != nil || i.BotToken != token {
				t.Errorf("with the new key alone: %q, %v", i.BotToken, err)
			}
		}
		if _, err := one.installed(t, old); err == nil {
			t.Error("the old key alone still opens a token")
		}
	})
}

func TestATokenIsNotKeptWithoutAKey(t *testing.T) {
	storagetest.EachURL(t, func(t *testing.T, url string) {
		db := opened(t, url)
		must(t, db.Migrate(t.Context()))
		w := newWorld(t, db, "w", 0)
		err := db.Change(t.Context(), w.ws, func(tx core.Tx) error {
			return tx.Installations().Save(t.Context(), w.installation("xoxb-1"))
		})
		if err == nil || !strings.Contains(err.Error(), "no encryption key") {
			t.Errorf("got %v", err)
		}
		if _, err := db.Reencrypt(t.Context()); err == nil {
			t.Error("encrypted again without a key")
		}
	})
}

func TestAKeyringIsCheckedAndNeverQuoted(t *testing.T) {
	good := base64.StdEncoding.EncodeToString([]byte(strings.Repeat("k", 32)))
	short := base64.StdEncoding.EncodeToString([]byte("short-key-material"))
	for name, test := range map[string]struct {
		text string
		fine bool
	}{
		"one key":             {"2026:" + good, true},
		"two keys":            {"b:" + good + ", a:" + good, true},
		"nothing":             {"", false},
		"no id":               {":" + good, false},
		"no key":              {"a", false},
		"a short key":         {"a:" + short, false},
		"not base64":          {"a:" + strings.Repeat("!", 44), false},
		"the same id twice":   {"a:" + good + ",a:" + good, false},
		"an id with a space":  {"a b:" + good, false},
		"a comma at the end":  {"a:" + good + ",", false},
		"URL-safe characters": {"a:" + strings.Repeat("-_", 22), false},
	} {
		keys, err := storage.ParseKeyring(test.text)
		if (err == nil) != test.fine {
			t.Errorf("%s: %v", name, err)
		}
		if text := fmt.Sprintf("%v %+v %#v %v", keys, keys, keys, err); strings.Contains(text, good) || strings.Contains(text, short) {
			t.Errorf("%s shows a key: %s", name, text)
		}
	}
}

// Four replicas that find the same token expired: one refreshes.
func TestOneHolderOfTheRefreshAtATime(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "w", 0)
		i := w.install(t, db, "xoxb-1")
		claim := func(generation int, now time.Time) (claimed bool) {
			err := db.Change(t.Context(), w.ws, func(tx core.Tx) (err error) {
				claimed, err = tx.Installations().ClaimRefresh(t.Context(), generation, now, now.Add(time.Minute))
				return err
			})
			if err != nil {
				t.Error(err)
			}
			return claimed
		}
		var holders atomic.Int32
		var group sync.WaitGroup
		for range 4 {
			group.Go(func() {
				if claim(1, noon) {
					holders.Add(1)
				}
			})
		}
		group.Wait()
		if n := holders.Load(); n != 1 {
			t.Errorf("%d hold the refresh, want 1", n)
		}
		if claim(1, after(59*time.Second)) {
			t.Error("claimed before the lease was over")
		}
		if !claim(1, after(2*time.Minute)) {
			t.Error("not claimed after the lease was over")
		}
		i.Generation = 2
		change(t, db, w.ws, func(ctx context.Context, tx core.Tx) error { return tx.Installations().Save(ctx, i) })
		if claim(1, after(time.Hour)) {
			t.Error("claimed for tokens that were renewed meanwhile")
		}
		if !claim(2, after(2*time.Minute)) {
			t.Error("saving did not end the lease")
		}
	})
}

func TestJobsOfARevokedInstallationWaitForTheNextOne(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		gone, here := newWorld(t, db, "gone", 0), newWorld(t, db, "here", 0)
		i := gone.install(t, db, "xoxb-1")
		revoked := i
		revoked.State, revoked.Tokens = core.InstallationRevoked, core.Tokens{}
		change(t, db, gone.ws, func(ctx context.Context, tx core.Tx) error {
			must(t, tx.Installations().Save(ctx, revoked))
			return tx.Jobs().Enqueue(ctx, core.Job{ID: "waits", Kind: core.JobHome, RunAt: noon})
		})
		change(t, db, here.ws, func(ctx context.Context, tx core.Tx) error {
			return tx.Jobs().Enqueue(ctx, core.Job{ID: "runs", Kind: core.JobHome, RunAt: after(time.Second)})
		})
		next := func() core.JobID {
			job, _, err := db.Claim(t.Context(), after(time.Minute), time.Minute)
			must(t, err)
			return job.ID
		}
		got := []core.JobID{next(), next()}
		change(t, db, gone.ws, func(ctx context.Context, tx core.Tx) error { return tx.Installations().Save(ctx, i) })
		if diff := cmp.Diff([]core.JobID{"runs", "", "waits"}, append(got, next())); diff != "" {
			t.Errorf("claimed (-want +got):\n%s", diff)
		}
	})
}

func TestAnInstallStateIsSpentOnceAndInTime(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		ctx := t.Context()
		must(t, db.KeepState(ctx, "first", noon, after(10*time.Minute)))
		must(t, db.KeepState(ctx, "late", noon, after(10*time.Minute)))
		spend := func(digest string, at time.Time) bool {
			spent, err := db.SpendState(ctx, digest, at)
			must(t, err)
			return spent
		}
		got := []bool{
			spend("unknown", noon), spend("first", after(9*time.Minute)), spend("first", after(9*time.Minute)),
			spend("late", after(10*time.Minute)),
		}
		if diff := cmp.Diff([]bool{false, true, false, false}, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}
