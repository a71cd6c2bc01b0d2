package storage

import (
	"context"
	"database/sql/driver"
	"fmt"
	"strings"

	"github.com/uptrace/bun"

	"mentorbot/core"
	"mentorbot/core/slots"
)

// wall is a date and a time of day as both databases keep them: text that sorts like the calendar, empty for none.
type wall slots.Wall

// Value implements driver.Valuer.
func (w wall) Value() (driver.Value, error) {
	if (w == wall{}) {
		return "", nil
	}
	return slots.Wall(w).String(), nil
}

// Scan implements sql.Scanner.
func (w *wall) Scan(src any) error {
	text, ok := src.(string)
	if !ok {
		return fmt.Errorf("read wall clock: unexpected %T", src)
	}
	if *w = (wall{}); text == "" {
		return nil
	}
	date, clock, _ := strings.Cut(text, " ")
	read, err := slots.ParseWall(date, clock)
	*w = wall(read)
	return err
}

type seriesRow struct {
	bun.BaseModel `bun:"table:series,alias:series"`
	owned

	ID           core.SeriesID     `bun:"id,pk"`
	MentorshipID core.MentorshipID `bun:"mentorship_id"`
	ProgramID    core.ProgramID    `bun:"program_id"`
	First        wall              `bun:"first"`
	Every        slots.Every       `bun:"every"`
	Count        int               `bun:"count"`
	Zone         string            `bun:"zone"`
	Minutes      int               `bun:"minutes"`
	Sequence     int               `bun:"sequence"`
	BookedBy     core.PersonID     `bun:"booked_by"`
	NextID       core.SeriesID     `bun:"next_id,nullzero"`
	MovedBy      core.PersonID     `bun:"moved_by,nullzero"`
	MovedAt      instant           `bun:"moved_at"`
	CreatedAt    instant           `bun:"created_at"`
	UpdatedAt    instant           `bun:"updated_at"`
}

func (r seriesRow) value() core.Series {
	return core.Series{
		ID: r.ID, Mentorship: r.MentorshipID, Program: r.ProgramID, First: slots.Wall(r.First), Every: r.Every, Count: r.Count, Zone: r.Zone,
		Minutes: r.Minutes, Sequence: r.Sequence, BookedBy: r.BookedBy, Next: r.NextID, MovedBy: r.MovedBy, MovedAt: r.MovedAt.time(),
		CreatedAt: r.CreatedAt.time(), UpdatedAt: r.UpdatedAt.time(),
	}
}

func (r sessions) Series(ctx context.Context, id core.SeriesID) (core.Series, error) {
	s, err := one[seriesRow](ctx, r.scope, where("id = ?", id))
	return s, step("load series", err)
}

func (r sessions) SaveSeries(ctx context.Context, s core.Series) error {
	return step("save series", r.put(ctx, &seriesRow{
		ID: s.ID, MentorshipID: s.Mentorship, ProgramID: s.Program, First: wall(s.First), Every: s.Every, Count: s.Count, Zone: s.Zone,
		Minutes: s.Minutes, Sequence: s.Sequence, BookedBy: s.BookedBy, NextID: s.Next, MovedBy: s.MovedBy, MovedAt: instant(s.MovedAt),
		CreatedAt: instant(s.CreatedAt), UpdatedAt: instant(s.UpdatedAt),
	}))
}

// ForSeries implements core.Sessions.
func (r sessions) ForSeries(ctx context.Context, id core.SeriesID) ([]core.Session, error) {
	found, err := many[sessionRow](ctx, r.scope, func(q *bun.SelectQuery) *bun.SelectQuery {
		return q.Where("series_id = ?", id).Order("part", "id")
	})
	return found, step("load sessions of a series", err)
}
