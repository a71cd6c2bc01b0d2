package storage_test

import (
	"context"
	"os"
	"testing"
	"time"

	"mentorbot/core"
	"mentorbot/storage/storagetest"
)

// On SQLite nobody writes at the same time, so that what core has seen before it books is still so; see TestBookingsAtOnceOfOneSlotGiveOneSession in core.
func TestPostgreSQLRefusesToBookSomebodyTwice(t *testing.T) {
	if os.Getenv("MENTORBOT_TEST") == "quick" {
		t.Log("quick subset: PostgreSQL left out")
		return
	}
	db := storagetest.Postgres(t)
	w := newWorld(t, db, "w", 3)
	change(t, db, w.ws, func(ctx context.Context, tx core.Tx) error {
		must(t, tx.Mentorships().Save(ctx, w.mentorship("one")))
		other := w.mentorship("other") // of the same mentee
		other.Mentor = w.person(2)
		must(t, tx.Mentorships().Save(ctx, other))
		must(t, tx.Sessions().Save(ctx, w.session("noon", "one", noon)))
		return tx.Sessions().Save(ctx, w.session("one o'clock", "one", after(time.Hour)))
	})
	book := func(sessions ...core.Session) error {
		return db.Change(t.Context(), w.ws, func(tx core.Tx) error {
			for _, s := range sessions {
				must(t, tx.Sessions().Save(t.Context(), s))
			}
			return nil
		})
	}
	if err := book(w.session("same time", "other", after(-time.Minute))); err == nil {
		t.Error("the mentee is booked twice at noon")
	}
	if err := book(w.session("before", "other", after(-time.Hour))); err != nil {
		t.Errorf("a session that ends at noon: %v", err)
	}
	if err := book(w.session("noon", "one", after(time.Hour)), w.session("one o'clock", "one", noon)); err != nil {
		t.Errorf("two that change places: %v", err)
	}
	cancelled := w.session("noon", "one", after(time.Hour))
	cancelled.State = core.SessionCancelled
	if err := book(cancelled, w.session("again", "other", after(time.Hour))); err != nil {
		t.Errorf("in place of a cancelled one: %v", err)
	}
}
