package storage

import (
	"context"
	"time"

	"github.com/uptrace/bun"

	"mentorbot/core"
)

type checkInRow struct {
	bun.BaseModel `bun:"table:session_check_ins,alias:said"`
	owned

	SessionID core.SessionID      `bun:"session_id,pk"`
	PersonID  core.PersonID       `bun:"person_id,pk"`
	Outcome   core.SessionOutcome `bun:"outcome"`
	Minutes   int                 `bun:"minutes"`
	Pulse     core.Pulse          `bun:"pulse"`
	At        instant             `bun:"at"`
}

func (r checkInRow) value() core.CheckIn {
	return core.CheckIn{
		Session: r.SessionID, Person: r.PersonID, Outcome: r.Outcome, Minutes: r.Minutes, Pulse: r.Pulse, At: r.At.time(),
	}
}

func (r sessions) CheckIn(ctx context.Context, id core.SessionID, person core.PersonID) (core.CheckIn, error) {
	said, err := one[checkInRow](ctx, r.scope, where("session_id = ? AND person_id = ?", id, person))
	return said, step("load check-in", err)
}

func (r sessions) SaveCheckIn(ctx context.Context, c core.CheckIn) error {
	return step("save check-in", r.put(ctx, &checkInRow{
		SessionID: c.Session, PersonID: c.Person, Outcome: c.Outcome, Minutes: c.Minutes, Pulse: c.Pulse, At: instant(c.At),
	}))
}

func (r sessions) DropCheckIns(ctx context.Context, id core.SessionID) error {
	_, err := r.remove((*checkInRow)(nil)).Where("session_id = ?", id).Exec(ctx)
	return step("drop check-ins", err)
}

// ToCheckIn implements core.Sessions.
func (r sessions) ToCheckIn(ctx context.Context, person core.PersonID, from, to time.Time, limit int) ([]core.Session, error) {
	said := r.query((*checkInRow)(nil)).Column("session_id").Where("person_id = ?", person)
	found, err := many[sessionRow](ctx, r.scope, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("mentorship_id IN (?)", r.mentorshipsOf([]core.PersonID{person})).
			Where("ends_at > ?", instant(from)).Where("ends_at <= ?", instant(to)).
			Where("state <> ?", core.SessionCancelled).Where("id NOT IN (?)", said).
			OrderExpr("starts_at DESC, id").Limit(int64(limit))
	})
	return found, step("load sessions to check in", err)
}

// DueCheckIns implements core.Store.
func (db *DB) DueCheckIns(ctx context.Context, now time.Time, limit int) ([]core.DueItem, error) {
	items, err := db.due(ctx, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Table("sessions").ColumnExpr("workspace_id AS workspace, id AS session").
			Where(waitsForEnd).Where("check_in_at <= ?", instant(now)).Order("check_in_at", "id").Limit(int64(limit))
	})
	return items, step("find sessions to ask about", err)
}

// Sessions implements core.Supplies.
func (r supplies) Sessions(ctx context.Context, program core.ProgramID, since, now time.Time) (core.SessionStats, error) {
	var stats core.SessionStats
	ended := r.query((*sessionRow)(nil)).Where("program_id = ?", program).Where("ends_at > ?", instant(since)).Where("ends_at <= ?", instant(now))
	err := ended.
		ColumnExpr("coalesce(sum(CASE WHEN state = ? THEN 1 ELSE 0 END), 0) AS held", core.SessionHeld).
		ColumnExpr("coalesce(sum(held_minutes), 0) AS minutes").
		ColumnExpr("coalesce(sum(CASE WHEN state = ? THEN 1 ELSE 0 END), 0) AS missed", core.SessionNoShow).
		ColumnExpr("coalesce(sum(CASE WHEN state = ? AND late THEN 1 ELSE 0 END), 0) AS late", core.SessionCancelled).
		ColumnExpr("coalesce(sum(CASE WHEN state = ? THEN 1 ELSE 0 END), 0) AS unconfirmed", core.SessionBooked).
		Scan(ctx, &stats.Held, &stats.Minutes, &stats.Missed, &stats.Late, &stats.Unconfirmed)
	if err != nil {
		return stats, step("count sessions", err)
	}
	var pulses []struct {
		Pulse core.Pulse
		Count int
	}
	err = r.query((*checkInRow)(nil)).ColumnExpr("pulse, count(*) AS count").
		Where("pulse <> ''").Where("at > ?", instant(since)).
		Where("session_id IN (?)", r.query((*sessionRow)(nil)).Column("id").Where("program_id = ?", program)).
		Group("pulse").Scan(ctx, &pulses)
	for _, p := range pulses {
		if stats.Pulses == nil {
			stats.Pulses = map[core.Pulse]int{}
		}
		stats.Pulses[p.Pulse] = p.Count
	}
	return stats, step("count pulses", err)
}
