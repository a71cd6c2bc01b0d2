package storage_test

import (
	"context"
	"fmt"
	"os"
	"testing"
	"time"

	"mentorbot/core"
	"mentorbot/storage"
	"mentorbot/storage/storagetest"
)

// eachBenchmark runs a benchmark on every database. A size is the number of records it works on.
func eachBenchmark(b *testing.B, sizes []int, run func(b *testing.B, db *storage.DB, size int)) {
	b.Helper()
	for _, size := range sizes {
		b.Run(fmt.Sprintf("SQLite/%d", size), func(b *testing.B) { run(b, storagetest.SQLite(b), size) })
		if os.Getenv("MENTORBOT_TEST") != "quick" {
			b.Run(fmt.Sprintf("PostgreSQL/%d", size), func(b *testing.B) { run(b, storagetest.Postgres(b), size) })
		}
	}
}

// inBatches runs fn for 0 to n-1, a thousand to a transaction.
func inBatches(b *testing.B, db *storage.DB, w world, n int, fn func(ctx context.Context, tx core.Tx, i int) error) {
	b.Helper()
	for start := 0; start < n; start += 1000 {
		change(b, db, w.ws, func(ctx context.Context, tx core.Tx) error {
			for i := start; i < min(start+1000, n); i++ {
				if err := fn(ctx, tx, i); err != nil {
					return err
				}
			}
			return nil
		})
	}
}

// Ten thousand expired invitations among many that wait: the cost must follow the former.
func BenchmarkDueInvitations(b *testing.B) {
	eachBenchmark(b, []int{20_000, 200_000}, func(b *testing.B, db *storage.DB, size int) {
		const due = 10_000
		w := newWorld(b, db, "w", 2)
		inBatches(b, db, w, size, func(ctx context.Context, tx core.Tx, i int) error {
			l := w.list(fmt.Sprint("list-", i))
			l.State = core.ChoicesMatched
			if err := tx.ChoiceLists().Save(ctx, l); err != nil {
				return err
			}
			invitation := w.invitation(fmt.Sprint("invitation-", i), l.ID)
			if i < due {
				invitation.ExpiresAt = noon
			}
			return tx.Invitations().Save(ctx, invitation)
		})
		for b.Loop() {
			items, err := db.DueInvitations(b.Context(), noon, due)
			if len(items) != due || err != nil {
				b.Fatalf("%d due, %v; want %d", len(items), err, due)
			}
		}
	})
}

// What a click costs: look up the envelope, lock, read, write, log, tell.
func BenchmarkChange(b *testing.B) {
	eachBenchmark(b, []int{100}, func(b *testing.B, db *storage.DB, size int) {
		w := newWorld(b, db, "w", size)
		click := func(ctx context.Context, tx core.Tx, n int) error {
			if err := tx.People().Lock(ctx, w.person(n%size)); err != nil {
				return err
			}
			p, err := tx.Participants().Get(ctx, w.program, w.person(n%size))
			if err != nil {
				return err
			}
			p.UpdatedAt = after(time.Duration(n) * time.Second)
			if err := tx.Participants().Save(ctx, p); err != nil {
				return err
			}
			if err := tx.Audit().Append(ctx, core.AuditEntry{At: noon, Subject: "subject"}); err != nil {
				return err
			}
			if err := tx.Inbox().Save(ctx, fmt.Sprint("envelope-", n), []byte("{}"), noon); err != nil {
				return err
			}
			return tx.Jobs().Enqueue(ctx, core.Job{ID: core.JobID(fmt.Sprint("job-", n)), RunAt: noon})
		}
		n := 0
		for b.Loop() {
			n++
			change(b, db, w.ws, func(ctx context.Context, tx core.Tx) error { return click(ctx, tx, n) })
		}
	})
}

// One worker takes a job and reports it, with ten thousand more waiting.
func BenchmarkClaim(b *testing.B) {
	eachBenchmark(b, []int{10_000}, func(b *testing.B, db *storage.DB, size int) {
		w := newWorld(b, db, "w", 0)
		made, left := 0, 0
		add := func(ctx context.Context, tx core.Tx, _ int) error {
			made, left = made+1, left+1
			lane := fmt.Sprint("lane-", made%(size/4))
			return tx.Jobs().Enqueue(ctx, core.Job{ID: core.JobID(fmt.Sprint("job-", made)), Lane: lane, RunAt: noon})
		}
		inBatches(b, db, w, size, add)
		for b.Loop() {
			job, ok, err := db.Claim(b.Context(), noon, time.Minute)
			if !ok || err != nil {
				b.Fatal(ok, err)
			}
			must(b, db.Finish(b.Context(), job, noon))
			if left--; left < size/2 { // keep the queue filled
				b.StopTimer()
				inBatches(b, db, w, size/2, add)
				b.StartTimer()
			}
		}
	})
}
