package storage

import (
	"context"

	"github.com/uptrace/bun"

	"mentorbot/core"
)

type calendarRow struct {
	bun.BaseModel `bun:"table:calendars,alias:calendar"`
	owned

	PersonID   core.PersonID                   `bun:"person_id,pk"`
	Way        core.CalendarWay                `bun:"way"`
	Neutral    bool                            `bun:"neutral"`
	Room       string                          `bun:"room"`
	Reminders  document[core.ReminderSettings] `bun:"reminders"`
	Generation int                             `bun:"generation"`
	ReadAt     instant                         `bun:"read_at"`
	UpdatedAt  instant                         `bun:"updated_at"`
}

func (r calendarRow) value() core.CalendarSettings {
	return core.CalendarSettings{
		Person: r.PersonID, Way: r.Way, Neutral: r.Neutral, Room: r.Room, Reminders: r.Reminders.v, Generation: r.Generation, ReadAt: r.ReadAt.time(), UpdatedAt: r.UpdatedAt.time(),
	}
}

// calendars implements core.Calendars.
type calendars struct{ scope }

func (r calendars) Get(ctx context.Context, person core.PersonID) (core.CalendarSettings, error) {
	c, err := one[calendarRow](ctx, r.scope, where("person_id = ?", person))
	return c, step("load calendar settings", err)
}

func (r calendars) Save(ctx context.Context, c core.CalendarSettings) error {
	return step("save calendar settings", r.put(ctx, &calendarRow{
		PersonID: c.Person, Way: c.Way, Neutral: c.Neutral, Room: c.Room, Reminders: document[core.ReminderSettings]{c.Reminders}, Generation: c.Generation, ReadAt: instant(c.ReadAt), UpdatedAt: instant(c.UpdatedAt),
	}))
}
