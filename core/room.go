package core

import "context"

// Room is a person's own video room, the same for every session.
type Room struct {
	Of   Person
	Link string // https
}

// rooms are those of a mentorship's two people who have one, the mentor's first.
func (u *unit) rooms(ctx context.Context, m Mentorship) ([]Room, error) {
	var rooms []Room
	for _, id := range []PersonID{m.Mentor, m.Mentee} {
		settings, err := u.calendarSettings(ctx, id)
		if err != nil {
			return nil, err
		}
		if settings.Room == "" {
			continue
		}
		person, err := u.People().Get(ctx, id)
		if err != nil {
			return nil, missing(err, "load person")
		}
		rooms = append(rooms, Room{Of: person, Link: settings.Room})
	}
	return rooms, nil
}
