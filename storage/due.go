package storage

import (
	"context"
	"time"

	"github.com/uptrace/bun"

	"mentorbot/core"
)

// The conditions of what waits for a deadline. Each is the condition of a partial index on the deadline, word for word, so
// that a lookup reads only what is due.
const (
	waitsForAnswer   = "state = 'sent'"
	waitsForReminder = "state = 'sent' AND reminded_at IS NULL"
	waitsForStart    = "sent_at IS NULL"
	waitsForReturn   = "unavailable"
	waitsForEnd      = "check_in_at IS NOT NULL"
	waitsForChoice   = "state = 'open'"
	waitsForWords    = "state = 'due'"
	waitsForClosing  = "closing_at IS NOT NULL"
	waitsForSign     = "quiet_look_at IS NOT NULL"
)

// DueInvitations implements core.Store.
func (db *DB) DueInvitations(ctx context.Context, now time.Time, limit int) ([]core.DueItem, error) {
	items, err := db.due(ctx, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Table("invitations").ColumnExpr("workspace_id AS workspace, id AS invitation").
			Where(waitsForAnswer).Where("expires_at <= ?", instant(now)).Order("expires_at", "id").Limit(int64(limit))
	})
	return items, step("find expired invitations", err)
}

// DueInvitationReminders implements core.Store.
func (db *DB) DueInvitationReminders(ctx context.Context, now time.Time, limit int) ([]core.DueItem, error) {
	items, err := db.due(ctx, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Table("invitations").ColumnExpr("workspace_id AS workspace, id AS invitation").
			Where(waitsForReminder).Where("remind_at <= ?", instant(now)).Order("remind_at", "id").Limit(int64(limit))
	})
	return items, step("find invitations to remind of", err)
}

// DueSessionReminders implements core.Store.
func (db *DB) DueSessionReminders(ctx context.Context, now time.Time, limit int) ([]core.DueItem, error) {
	items, err := db.due(ctx, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Table("session_reminders").ColumnExpr("workspace_id AS workspace, session_id AS session, person_id AS person, lead").
			Where(waitsForStart).Where("due_at <= ?", instant(now)).Order("due_at", "session_id", "person_id", "lead").Limit(int64(limit))
	})
	return items, step("find sessions to remind of", err)
}

// DueReturns implements core.Store.
func (db *DB) DueReturns(ctx context.Context, now time.Time, limit int) ([]core.DueItem, error) {
	items, err := db.due(ctx, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Table("participants").ColumnExpr("workspace_id AS workspace, program_id AS program, person_id AS person").
			Where(waitsForReturn).Where("unavailable_until <= ?", instant(now)).
			Order("unavailable_until", "program_id", "person_id").Limit(int64(limit))
	})
	return items, step("find mentors who are back", err)
}

// DueClosings implements core.Store.
func (db *DB) DueClosings(ctx context.Context, now time.Time, limit int) ([]core.DueItem, error) {
	items, err := db.due(ctx, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Table("mentorships").ColumnExpr("workspace_id AS workspace, id AS mentorship").
			Where(waitsForClosing).Where("closing_at <= ?", instant(now)).Order("closing_at", "id").Limit(int64(limit))
	})
	return items, step("find mentorships that come to their end", err)
}

// DueSilences implements core.Store.
func (db *DB) DueSilences(ctx context.Context, now time.Time, limit int) ([]core.DueItem, error) {
	items, err := db.due(ctx, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Table("mentorships").ColumnExpr("workspace_id AS workspace, id AS mentorship").
			Where(waitsForSign).Where("quiet_look_at <= ?", instant(now)).Order("quiet_look_at", "id").Limit(int64(limit))
	})
	return items, step("find mentorships that may be quiet", err)
}

func (db *DB) due(ctx context.Context, n narrow) ([]core.DueItem, error) {
	var items []core.DueItem
	err := db.retry(ctx, func() error {
		items = nil
		return n(db.read.NewSelect()).Scan(ctx, &items)
	})
	return items, err
}

// NextDeadline implements core.Store.
func (db *DB) NextDeadline(ctx context.Context, now time.Time) (time.Time, string, error) {
	earliest := func(kind, table, column, waits string) *bun.SelectQuery {
		return db.read.NewSelect().Table(table).ColumnExpr("? AS kind, min(?) AS at", kind, bun.Ident(column)).
			Where(waits).Where("? > ?", bun.Ident(column), instant(now))
	}
	var rows []struct {
		Kind string
		At   instant
	}
	err := db.retry(ctx, func() error {
		rows = nil
		return earliest("invitation", "invitations", "expires_at", waitsForAnswer).
			UnionAll(earliest("invitation_reminder", "invitations", "remind_at", waitsForReminder)).
			UnionAll(earliest("session_reminder", "session_reminders", "due_at", waitsForStart)).
			UnionAll(earliest("mentor_return", "participants", "unavailable_until", waitsForReturn)).
			UnionAll(earliest("check_in", "sessions", "check_in_at", waitsForEnd)).
			UnionAll(earliest("closing", "mentorships", "closing_at", waitsForClosing)).
			UnionAll(earliest("silence", "mentorships", "quiet_look_at", waitsForSign)).
			UnionAll(earliest("evaluation", "evaluations", "next_at", waitsForWords)).
			UnionAll(earliest("times", "time_proposals", "next_at", waitsForChoice)).
			Scan(ctx, &rows)
	})
	var at time.Time
	var kind string
	for _, row := range rows {
		if t := row.At.time(); !t.IsZero() && (at.IsZero() || t.Before(at)) {
			at, kind = t, row.Kind
		}
	}
	return at, kind, step("find next deadline", err)
}
