package core

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"time"
)

// CalendarWay is how a person's sessions get into their own calendar. There is one way at a time: two show every session twice.
type CalendarWay string

// The ways.
const (
	CalendarByMail CalendarWay = "mail" // an invitation by e-mail for each session
	CalendarByFile CalendarWay = "file" // a file in the chat system for each session, to be opened with the calendar
	CalendarByFeed CalendarWay = "feed" // an address the calendar reads by itself
	CalendarByHand CalendarWay = "none" // not at all: sessions are announced in the chat system only
)

// CalendarSettings are a person's choices about their own calendar. Those of somebody who never chose say CalendarByMail.
type CalendarSettings struct {
	Person     PersonID
	Way        CalendarWay
	Neutral    bool   // events say neither whom a session is with nor what it is about
	Room       string // https address of the person's own video room, offered when a session is booked; empty for none
	Reminders  ReminderSettings
	Generation int       // which address of the feed is in force, from 1; 0 before the first
	ReadAt     time.Time // last time a calendar read the feed, to the hour; zero if none did since the address was made
	UpdatedAt  time.Time
}

// Feeds reports whether the address of a generation is to be answered.
func (c CalendarSettings) Feeds(generation int) bool {
	return c.Way == CalendarByFeed && generation > 0 && c.Generation == generation
}

// calendarSettings are a person's choices, or what holds for somebody who made none.
func (u *unit) calendarSettings(ctx context.Context, person PersonID) (CalendarSettings, error) {
	settings, err := u.Calendars().Get(ctx, person)
	if errors.Is(err, ErrNotFound) {
		return CalendarSettings{Person: person, Way: CalendarByMail}, nil
	}
	if err != nil {
		return settings, fmt.Errorf("load calendar settings: %w", err)
	}
	return settings, nil
}

// saveCalendar stores the actor's way and wording. Coming to the feed makes a new address, because the one before was said to be dead.
// Coming back to mail, or to files, sends what no mail ever told of and is still ahead; what was mailed before goes on by mail.
func (u *unit) saveCalendar(ctx context.Context, in Settings) (CalendarSettings, error) {
	settings, err := u.calendarSettings(ctx, u.actor.ID)
	if err != nil {
		return settings, err
	}
	before := settings
	settings.Neutral, settings.Room = in.Neutral, in.Room
	settings.Reminders, _ = in.reminders() // checked before
	if in.Calendar != "" {
		settings.Way = in.Calendar
	}
	if reflect.DeepEqual(settings, before) {
		return settings, nil
	}
	settings.UpdatedAt = u.now
	if before.Way != settings.Way && settings.Way == CalendarByFeed {
		settings.renew()
	}
	if err := u.Calendars().Save(ctx, settings); err != nil {
		return settings, fmt.Errorf("save calendar settings: %w", err)
	}
	if before.Way != settings.Way {
		if err := u.tellAhead(ctx, settings.Way); err != nil {
			return settings, err
		}
	}
	if !reflect.DeepEqual(settings.Reminders, before.Reminders) {
		return settings, u.replanReminders(ctx, u.actor.ID)
	}
	return settings, nil
}

// renew puts another address in force.
func (c *CalendarSettings) renew() {
	c.Generation++
	c.ReadAt = time.Time{}
}

// tellAhead brings the sessions ahead into the actor's calendar on a way they have just chosen. A feed has them by itself.
func (u *unit) tellAhead(ctx context.Context, way CalendarWay) error {
	switch way {
	case CalendarByMail:
		return u.mailAhead(ctx)
	case CalendarByFile:
		return u.fileAhead(ctx)
	}
	return nil
}

// mailAhead mails the actor's sessions that are still to come, those of a series as the one event they were in its file. What was mailed before is
// not mailed again.
func (u *unit) mailAhead(ctx context.Context) error {
	sessions, err := u.Sessions().Upcoming(ctx, u.actor.ID, u.now, maxFeed)
	if err != nil {
		return fmt.Errorf("load sessions: %w", err)
	}
	told := map[SeriesID]bool{}
	for _, session := range sessions {
		if told[session.Series] {
			continue
		}
		whole, err := u.neverMailed(ctx, session, u.actor.ID)
		if err != nil {
			return err
		}
		if !whole {
			u.mailCalendar(session, u.actor.ID)
			continue
		}
		told[session.Series] = true
		if err := u.mailSeriesAhead(ctx, session.Series); err != nil {
			return err
		}
	}
	return nil
}

// mailSeriesAhead mails the actor a series that no mail told of, as a later version of what a file may have told.
func (u *unit) mailSeriesAhead(ctx context.Context, id SeriesID) error {
	series, err := u.Sessions().Series(ctx, id)
	if err != nil {
		return missing(err, "load series")
	}
	series.Sequence++
	series.UpdatedAt = u.now
	if err := u.Sessions().SaveSeries(ctx, series); err != nil {
		return fmt.Errorf("save series: %w", err)
	}
	u.mailSeries(series, u.actor.ID)
	return nil
}

// RotateFeed puts another address of the actor's feed in force; the one before is dead from now on.
func (s *Service) RotateFeed(ctx context.Context, call Call) (SettingsFacts, error) {
	return change(ctx, s, call, ActionRotateFeed, func(ctx context.Context, u *unit) (SettingsFacts, error) {
		if err := u.allow(ActionRotateFeed, u.self()); err != nil {
			return SettingsFacts{}, err
		}
		if err := u.lockActor(ctx); err != nil {
			return SettingsFacts{}, err
		}
		settings, err := u.calendarSettings(ctx, u.actor.ID)
		if err != nil {
			return SettingsFacts{}, err
		}
		if settings.Way != CalendarByFeed {
			return SettingsFacts{}, conflict(CodeNoFeed)
		}
		settings.renew()
		settings.UpdatedAt = u.now
		if err := u.Calendars().Save(ctx, settings); err != nil {
			return SettingsFacts{}, fmt.Errorf("save calendar settings: %w", err)
		}
		facts := SettingsFacts{Person: u.actor, Calendar: settings}
		return facts, u.audit(ctx, ActionRotateFeed, PersonSubject(u.actor.ID), nil)
	})
}
