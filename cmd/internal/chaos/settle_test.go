package chaos

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"; "sqlite" comes with storage

	"mentorbot/core"
)

// raw opens the database beside the app, for what the domain's ports do not list.
func (w *world) raw() *sql.DB {
	driver, name := "pgx", w.url
	if path, lite := strings.CutPrefix(w.url, "sqlite://"); lite {
		driver, name = "sqlite", "file:"+path+"?_pragma=busy_timeout(10000)"
	}
	db, err := sql.Open(driver, name)
	w.must(err)
	return db
}

// settle waits until nothing is left to be done, moving the clock to what waits for a later time.
func (w *world) settle() {
	w.t.Helper()
	db := w.raw()
	defer db.Close()
	look := time.NewTicker(200 * time.Millisecond)
	defer look.Stop()
	deadline := time.Now().Add(3 * patience)
	for quiet := 0; quiet < 10; { // long enough for an event that Slack repeats
		<-look.C
		due, later, next := w.waiting(db)
		switch {
		case due > 0:
			quiet = 0
		case later > 0:
			quiet = 0
			w.clock.Advance(max(0, next.Sub(w.clock.Now())) + time.Millisecond)
		default:
			quiet++
		}
		if time.Now().After(deadline) {
			w.t.Fatalf("after %s %d jobs are due and %d wait\n%s", 3*patience, due, later, w.stuck(db))
		}
	}
}

// waiting counts the unfinished jobs that can run now and those that wait, for their time or behind such a one in their lane, and
// tells what the earliest of these waits for.
func (w *world) waiting(db *sql.DB) (due, later int, next time.Time) {
	rows, err := db.Query(`SELECT CAST(run_at AS TEXT), state, COALESCE(lane, '') FROM jobs
		WHERE state IN ('queued', 'running') ORDER BY seq`)
	w.must(err)
	defer rows.Close()
	now, held := w.clock.Now(), map[string]bool{}
	for rows.Next() {
		var at, state, lane string
		w.must(rows.Scan(&at, &state, &lane))
		runAt := w.instant(at)
		switch {
		case state != string(core.JobRunning) && runAt.After(now):
			held[lane] = lane != ""
			if next.IsZero() || runAt.Before(next) {
				next = runAt
			}
			later++
		case held[lane]:
			later++
		default:
			due++
		}
	}
	w.must(rows.Err())
	return due, later, next
}

// instant reads a point in time as either database writes it.
func (w *world) instant(text string) time.Time {
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02 15:04:05.999999999Z07", "2006-01-02 15:04:05.999999999-07"} {
		if at, err := time.Parse(layout, text); err == nil {
			return at
		}
	}
	w.t.Fatalf("not an instant: %q", text)
	return time.Time{}
}

// stuck describes the unfinished jobs.
func (w *world) stuck(db *sql.DB) string {
	rows, err := db.Query(`SELECT kind, task, state, attempts, last_error, COALESCE(CAST(leased_until AS TEXT), '') FROM jobs
		WHERE state IN ('queued', 'running')`)
	w.must(err)
	defer rows.Close()
	var text strings.Builder
	for rows.Next() {
		var kind, task, state, last, lease string
		var attempts int
		w.must(rows.Scan(&kind, &task, &state, &attempts, &last, &lease))
		fmt.Fprintf(&text, "%s %s %s attempts %d leased until %s: %s\n", kind, task, state, attempts, lease, last)
	}
	w.must(rows.Err())
	return text.String()
}

// column lists one text column of a query.
func (w *world) column(db *sql.DB, query string) []string {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	rows, err := db.QueryContext(ctx, query)
	w.must(err)
	defer rows.Close()
	var all []string
	for rows.Next() {
		var text string
		w.must(rows.Scan(&text))
		all = append(all, text)
	}
	w.must(rows.Err())
	return all
}
