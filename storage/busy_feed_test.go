package storage_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// connect stores a calendar of the first person's.
func (w world) connect(t *testing.T, db *storage.DB, id core.BusyFeedID, address string) {
	t.Helper()
	change(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
		feed := core.BusyFeed{ID: id, Person: w.person(0), AddedAt: noon, NextAt: noon}
		return tx.BusyFeeds().Add(ctx, feed, core.StoredBusyAddress(address))
	})
}

func (w world) connected(t *testing.T, db *storage.DB, id core.BusyFeedID) (address core.BusyAddress, err error) {
	t.Helper()
	read(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
		address, err = tx.BusyFeeds().Address(ctx, id)
		return nil
	})
	return address, err
}

func TestTheAddressOfACalendarIsKeptEncryptedInItsPlace(t *testing.T) {
	storagetest.EachURL(t, func(t *testing.T, url string) {
		db, err := storage.Open(t.Context(), storage.Options{URL: url, Keys: storagetest.Keys(t)})
		must(t, err)
		t.Cleanup(func() { must(t, db.Close()) })
		must(t, db.Migrate(t.Context()))
		w := newWorld(t, db, "w", 1)
		const secret = "https://calendar.example/s3cr3t-t0ken"
		w.connect(t, db, "feed", secret)
		if address, err := w.connected(t, db, "feed"); err != nil || address.Reveal() != secret {
			t.Errorf("read back %q, %v", address.Reveal(), err)
		}
		if bytes.Contains(dump(t, url), []byte("s3cr3t")) {
			t.Error("the address can be read in the table")
		}
		w.connect(t, db, "other", "https://calendar.example/other")
		tamper(t, url, "UPDATE busy_feeds SET address = (SELECT address FROM busy_feeds WHERE id = 'other') WHERE id = 'feed'")
		if address, err := w.connected(t, db, "feed"); err == nil {
			t.Errorf("a ciphertext of another row opens as %q", address.Reveal())
		}
		change(t, db, w.ws, func(ctx context.Context, tx core.Tx) error { return tx.BusyFeeds().Remove(ctx, "feed") })
		if _, err := w.connected(t, db, "feed"); !errors.Is(err, core.ErrNotFound) {
			t.Errorf("after removal: %v", err)
		}
	})
}

func TestAnAddressIsNotKeptWithoutAKey(t *testing.T) {
	storagetest.EachURL(t, func(t *testing.T, url string) {
		db := opened(t, url)
		must(t, db.Migrate(t.Context()))
		w := newWorld(t, db, "w", 1)
		err := db.Change(t.Context(), w.ws, func(tx core.Tx) error {
			feed := core.BusyFeed{ID: "feed", Person: w.person(0), AddedAt: noon, NextAt: noon}
			return tx.BusyFeeds().Add(t.Context(), feed, core.StoredBusyAddress("https://calendar.example/s3cr3t"))
		})
		if err == nil || !strings.Contains(err.Error(), "no encryption key") || strings.Contains(err.Error(), "s3cr3t") {
			t.Errorf("got %v", err)
		}
	})
}

func TestCalendarsOfActivePeopleAreDueFromTheirInstantOn(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, db *storage.DB) {
		w := newWorld(t, db, "w", 2)
		change(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
			gone, err := tx.People().Get(ctx, w.person(1))
			must(t, err)
			gone.Deactivated = true
			must(t, tx.People().Save(ctx, gone))
			for n, id := range []core.BusyFeedID{"here", "gone"} {
				feed := core.BusyFeed{ID: id, Person: w.person(n), AddedAt: noon, NextAt: after(time.Hour)}
				must(t, tx.BusyFeeds().Add(ctx, feed, core.StoredBusyAddress("https://calendar.example/"+string(id))))
			}
			return nil
		})
		for at, want := range map[time.Time][]core.DueItem{
			after(time.Hour):                    {{Workspace: w.ws, BusyFeed: "here"}},
			after(time.Hour - time.Microsecond): nil,
		} {
			got, err := db.DueBusyFeeds(t.Context(), at, 10)
			if diff := cmp.Diff(want, got); diff != "" || err != nil {
				t.Errorf("%v (-want +got):\n%s", err, diff)
			}
		}
	})
}
