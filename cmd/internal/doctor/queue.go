package doctor

import (
	"context"
	"errors"
	"fmt"
	"time"

	"mentorbot/cmd/internal/app"
	"mentorbot/storage"
)

// patience is how long a job may have been due before somebody should look. docs/operations.md proposes the same for an alert.
const patience = 5 * time.Minute

// queue looks whether messages wait that should have been sent.
func queue(config app.Config, now func() time.Time) func(context.Context) finding {
	return func(ctx context.Context) (found finding) {
		db, err := storage.Open(ctx, storage.Options{URL: config.DatabaseURL})
		if err != nil {
			return fine("known once the database answers")
		}
		defer func() {
			if err := db.Close(); err != nil && found.err == nil {
				found = trouble(err, "")
			}
		}()
		pending, err := db.PendingMigrations(ctx)
		if err == nil && len(pending) > 0 {
			return fine("known once the schema is up to date")
		}
		at := now()
		backlogs, second := db.Backlogs(ctx, at)
		if errors.Join(err, second) != nil {
			return fine("known once the database answers")
		}
		return waiting(backlogs, at)
	}
}

// waiting judges what is due and has not been done.
func waiting(backlogs []storage.Backlog, now time.Time) finding {
	jobs, oldest := 0, storage.Backlog{Oldest: now}
	for _, b := range backlogs {
		jobs += b.Due
		if b.Oldest.Before(oldest.Oldest) {
			oldest = b
		}
	}
	age := now.Sub(oldest.Oldest).Round(time.Second)
	switch {
	case jobs == 0:
		return fine("nothing waits")
	case age > patience:
		return trouble(fmt.Errorf("jobs wait: %d of them, the oldest (%s) for %s", jobs, oldest.Kind, age),
			"See that the service runs. If it does, docs/operations.md tells under \"The queue grows\" what to look at.")
	}
	return fine("%d due, the oldest for %s", jobs, age)
}
