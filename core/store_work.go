package core

import (
	"context"
	"time"
)

// AttentionItems keeps what waits for admins.
type AttentionItems interface {
	Get(ctx context.Context, id AttentionID) (Attention, error) // ErrNotFound
	// Open are the open items of some programmes, or of all for nil, oldest first.
	Open(ctx context.Context, programs []ProgramID, limit int) ([]Attention, error)
	// OpenFor are the open items about some people in a programme, oldest first.
	OpenFor(ctx context.Context, program ProgramID, people ...PersonID) ([]Attention, error)
	Save(ctx context.Context, all ...Attention) error
}

// Messages records deliveries.
type Messages interface {
	Save(ctx context.Context, m Message) error                         // ErrDuplicate for a job recorded before
	ByJob(ctx context.Context, job JobID) (Message, error)             // ErrNotFound
	ForSubject(ctx context.Context, subject string) ([]Message, error) // oldest first
}

// Deliveries records notices that did not arrive by direct message at once.
type Deliveries interface {
	Get(ctx context.Context, id DeliveryID) (Delivery, error) // ErrNotFound
	ByJob(ctx context.Context, job JobID) (Delivery, error)   // ErrNotFound
	Save(ctx context.Context, d Delivery) error               // insert or update by id
	// Failed are failed deliveries since an instant, latest first.
	Failed(ctx context.Context, since time.Time, offset, limit int) ([]Delivery, error)
	// Counts counts messages sent to one person and deliveries since an instant.
	Counts(ctx context.Context, since time.Time) (DeliveryCounts, error)
}

// Audit keeps the log of changes.
type Audit interface {
	Append(ctx context.Context, entries ...AuditEntry) error              // in order
	ForSubject(ctx context.Context, subject string) ([]AuditEntry, error) // oldest first
}

// Inbox remembers requests that were carried out, with their answers.
type Inbox interface {
	Find(ctx context.Context, envelope string) (answer []byte, err error) // ErrNotFound
	// Save records an envelope. While another transaction is carrying the same one out, it waits for the end of that. Errors:
	// ErrDuplicate.
	Save(ctx context.Context, envelope string, answer []byte, at time.Time) error
	// Answer replaces the answer of a recorded envelope.
	Answer(ctx context.Context, envelope string, answer []byte) error
}

// Jobs adds work to be done after the commit.
type Jobs interface {
	// Enqueue stores the jobs. One whose Key is that of a queued job is dropped; that job is not claimed before the end of the
	// transaction, so that it sees what the transaction changed. Jobs that are not bulk make what is queued before them in their lanes,
	// and the job that has their Key, no bulk either: they would wait for it.
	Enqueue(ctx context.Context, jobs ...Job) error
}

// Installations keeps the app's installation in the workspace of the transaction.
type Installations interface {
	Get(ctx context.Context) (Installation, error)   // ErrNotFound
	Brief(ctx context.Context) (Installation, error) // without its tokens; ErrNotFound
	// Lock holds the row, if there is one, until the end of the transaction.
	Lock(ctx context.Context) error
	// Save inserts or updates and ends a lease on the refresh.
	Save(ctx context.Context, i Installation) error
	Remove(ctx context.Context) error
	// ClaimRefresh leases the refresh of an active installation of this generation until an instant of real time; false when
	// it is leased to somebody else or has another generation.
	ClaimRefresh(ctx context.Context, generation int, now, until time.Time) (bool, error)
}

// Errands keeps what admins have prepared and confirm.
type Errands interface {
	Get(ctx context.Context, id ErrandID) (Errand, error) // ErrNotFound
	Lock(ctx context.Context, id ErrandID) error
	Save(ctx context.Context, e Errand) error
}

// JobQueue is what a worker needs from the store, across workspaces. Leases are real time, RunAt is product time.
type JobQueue interface {
	// Claim takes the oldest job that may run now: queued or with an expired lease, RunAt not after now, and no earlier
	// unfinished job in its lane. Bulk is taken when there is nothing else. ok is false when there is none.
	Claim(ctx context.Context, now time.Time, lease time.Duration) (job Job, ok bool, err error)
	// The four methods that follow settle a run with the job as Claim returned it. A worker whose lease was lost settles
	// nothing: the next holder's run has more Attempts.

	// Finish records a job as done.
	Finish(ctx context.Context, job Job, at time.Time) error
	// Retry queues a job again for runAt with one attempt more and the reason.
	Retry(ctx context.Context, job Job, runAt time.Time, reason string) error
	// Snooze queues a job again for runAt without counting an attempt.
	Snooze(ctx context.Context, job Job, runAt time.Time) error
	// Fail ends a job as failed, with the reason.
	Fail(ctx context.Context, job Job, at time.Time, reason string) error
	// EnqueueSystem adds a job without workspace; one whose Key was used before, by a job in any state, is dropped.
	EnqueueSystem(ctx context.Context, job Job) error
	// Pending counts queued and running jobs with RunAt not after now.
	Pending(ctx context.Context, now time.Time) (int, error)
	// Purge deletes finished jobs and inbox rows older than before.
	Purge(ctx context.Context, before time.Time) (int, error)
}
