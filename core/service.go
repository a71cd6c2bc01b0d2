package core

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Service is the domain's only way in: each method is one thing somebody wants.
type Service struct {
	store Store
	clock Clock
	ids   IDSource

	observe   Observer // nil for none
	jobsAdded func()   // never nil
}

// New makes the service over a store, a clock and a source of identifiers.
func New(store Store, clock Clock, ids IDSource) *Service {
	return &Service{store: store, clock: clock, ids: ids, jobsAdded: func() { /* nobody asked */ }}
}

// OnJobs has f called after each commit that added jobs, so that a worker need not look for them all the time. It is called before the
// service is used, or not at all.
func (s *Service) OnJobs(f func()) { s.jobsAdded = f }

// Now is the present instant of product time, in UTC, to the millisecond.
func (s *Service) Now() time.Time { return s.clock.Now().UTC().Truncate(time.Millisecond) }

// unit is one change under way: the transaction, who acts, and what is to be done after the commit.
type unit struct {
	Tx
	service *Service
	call    Call
	actor   Person // zero when the system acts
	now     time.Time
	jobs    []Job
}

// change carries out one action in one transaction: a repeated envelope gets the first answer, a deactivated or unknown actor is
// refused, and the answer, the audit entries and the jobs are committed together with what fn changed.
func change[T any](ctx context.Context, s *Service, call Call, action Action, fn func(context.Context, *unit) (T, error)) (T, error) {
	return watched(ctx, s, action, func(ctx context.Context) (T, error) { return commit(ctx, s, call, action, fn) })
}

// commit is the transaction of a change.
func commit[T any](ctx context.Context, s *Service, call Call, action Action, fn func(context.Context, *unit) (T, error)) (T, error) {
	var answer T
	jobs := 0
	err := s.store.Change(ctx, call.Workspace, func(tx Tx) error {
		u := &unit{Tx: tx, service: s, call: call, now: s.Now()}
		defer func() { jobs = len(u.jobs) }()
		key := call.inboxKey(action)
		if seen, err := u.repeated(ctx, key, &answer); seen || err != nil {
			return err
		}
		if err := u.loadActor(ctx); err != nil {
			return err
		}
		var err error
		if answer, err = fn(ctx, u); err != nil {
			return err
		}
		return u.finish(ctx, key, answer)
	})
	if err != nil {
		s.auditRefusal(ctx, call, action, err)
		var zero T
		return zero, fmt.Errorf("%s: %w", action, err)
	}
	if jobs > 0 {
		s.jobsAdded()
	}
	return answer, nil
}

// read loads facts in one consistent view for an actor who may act. Asking for what is somebody else's is recorded as a refused change
// is: button values can be forged to look around.
func read[T any](ctx context.Context, s *Service, call Call, action Action, fn func(context.Context, *unit) (T, error)) (T, error) {
	answer, err := watched(ctx, s, action, func(ctx context.Context) (T, error) { return view(ctx, s, call, fn) })
	if refusal := Refusal(err); refusal != nil && (refusal.Kind == Forbidden || refusal.Kind == NotFound) {
		s.auditRefusal(ctx, call, action, err)
	}
	return answer, err
}

// own is read for what is the actor's own, or open to everybody in the workspace.
func own[T any](ctx context.Context, s *Service, call Call, action Action, fn func(context.Context, *unit) (T, error)) (T, error) {
	return read(ctx, s, call, action, func(ctx context.Context, u *unit) (T, error) {
		if err := u.allow(action, u.self()); err != nil {
			var zero T
			return zero, err
		}
		return fn(ctx, u)
	})
}

// load is read for the system itself, which renders for others what they may see.
func load[T any](ctx context.Context, s *Service, workspace WorkspaceID, fn func(context.Context, *unit) (T, error)) (T, error) {
	return view(ctx, s, Call{Workspace: workspace}, fn)
}

// view is the transaction of all that reads.
func view[T any](ctx context.Context, s *Service, call Call, fn func(context.Context, *unit) (T, error)) (T, error) {
	var answer T
	err := s.store.Read(ctx, call.Workspace, func(tx Tx) error {
		u := &unit{Tx: tx, service: s, call: call, now: s.Now()}
		if err := u.loadActor(ctx); err != nil {
			return err
		}
		var err error
		answer, err = fn(ctx, u)
		return err
	})
	return answer, err
}

// inboxKey names a request that may be repeated. It is its actor's: the stored answer may hold what only they may see, and an envelope's
// id can be copied.
func (c Call) inboxKey(action Action) string {
	if c.Envelope == "" {
		return ""
	}
	return string(action) + "/" + string(c.Actor) + "/" + c.Envelope
}

// repeated takes the envelope for this transaction, or loads the answer it was given before. It comes first: a repetition that arrives
// while the first delivery is still being carried out waits for its answer instead of finding the state half changed.
func (u *unit) repeated(ctx context.Context, key string, answer any) (bool, error) {
	if key == "" {
		return false, nil
	}
	err := u.Inbox().Save(ctx, key, nil, u.now)
	if err == nil {
		return false, nil
	}
	if !errors.Is(err, ErrDuplicate) {
		return false, fmt.Errorf("record envelope: %w", err)
	}
	stored, err := u.Inbox().Find(ctx, key)
	if err != nil {
		return false, fmt.Errorf("look into inbox: %w", err)
	}
	if err := json.Unmarshal(stored, answer); err != nil {
		return false, fmt.Errorf("read earlier answer: %w", err)
	}
	return true, nil
}

func (u *unit) loadActor(ctx context.Context) error {
	if u.call.Actor == "" {
		return nil
	}
	actor, err := u.People().Get(ctx, u.call.Actor)
	if errors.Is(err, ErrNotFound) {
		return forbidden()
	}
	if err != nil {
		return fmt.Errorf("load actor: %w", err)
	}
	switch {
	case actor.Outside && !actor.Deactivated:
		return &Error{Kind: Forbidden, Code: CodeOutside}
	case !actor.Active():
		return forbidden()
	}
	if actor.Erasing() {
		return &Error{Kind: Forbidden, Code: CodeErasing}
	}
	u.actor = actor
	return nil
}

// lockActor makes the requests of one person take turns and loads the actor as they are then. It comes before every other lock.
func (u *unit) lockActor(ctx context.Context) error {
	if err := u.People().Lock(ctx, u.call.Actor); err != nil {
		return fmt.Errorf("lock actor: %w", err)
	}
	return u.loadActor(ctx)
}

func (u *unit) finish(ctx context.Context, key string, answer any) error {
	if len(u.jobs) > 0 {
		if err := u.waitForQuiet(ctx); err != nil {
			return err
		}
		u.markBulk()
		// A key is held until the commit: in one order, so that no two transactions wait for each other's. Jobs without one come
		// first and keep theirs; no lane has jobs of both kinds.
		slices.SortStableFunc(u.jobs, func(a, b Job) int { return strings.Compare(a.Key, b.Key) })
		if err := u.Jobs().Enqueue(ctx, u.jobs...); err != nil {
			return fmt.Errorf("enqueue jobs: %w", err)
		}
	}
	if key == "" {
		return nil
	}
	stored, err := json.Marshal(answer)
	if err != nil {
		return fmt.Errorf("keep answer: %w", err)
	}
	return u.Inbox().Answer(ctx, key, stored)
}

// audit appends what was done to the log of the transaction.
func (u *unit) audit(ctx context.Context, action Action, subject string, detail map[string]string) error {
	return u.Audit().Append(ctx, AuditEntry{
		At: u.now, Actor: u.call.Actor, Action: action, Subject: subject, Detail: detail, RequestID: u.call.RequestID,
	})
}

// auditRefusal records that somebody was refused. Typing mistakes are not worth an entry. It has a transaction of its own because
// the refused one was rolled back, and its failure must not hide the refusal.
func (s *Service) auditRefusal(ctx context.Context, call Call, action Action, cause error) {
	refusal := Refusal(cause)
	if refusal == nil || refusal.Kind == Invalid || call.Actor == "" {
		return
	}
	_ = s.store.Change(ctx, call.Workspace, func(tx Tx) error {
		return tx.Audit().Append(ctx, AuditEntry{
			At: s.Now(), Actor: call.Actor, Action: action, Subject: PersonSubject(call.Actor), Refused: refusal.Code,
			RequestID: call.RequestID,
		})
	})
}

// missing turns a repository's ErrNotFound into the refusal people read.
func missing(err error, step string) error {
	if errors.Is(err, ErrNotFound) {
		return notFound()
	}
	if err != nil {
		return fmt.Errorf("%s: %w", step, err)
	}
	return nil
}
