package core

import (
	"context"
	"fmt"
	"time"
)

// What a feed holds: enough behind and ahead for a calendar to be useful, and what was cancelled for as long as slow calendars take to
// notice.
const (
	feedBack      = 90 * 24 * time.Hour
	feedAhead     = 366 * 24 * time.Hour
	feedCancelled = 30 * 24 * time.Hour
	maxFeed       = 500 // sessions

	// feedReadStep is how exactly it is kept when a feed was read: calendars ask often, and a write for each is one too many.
	feedReadStep = time.Hour
)

// FeedQuery asks for the sessions in a person's feed: those no calendar mail tells of, soonest first.
type FeedQuery struct {
	Person         PersonID
	From, To       time.Time // of sessions that end after From and start before To
	CancelledSince time.Time // older cancellations are left out
	Limit          int
}

// CalendarFeed is what a person's calendar reads: their sessions as they see them.
type CalendarFeed struct {
	Viewer   Person
	Settings CalendarSettings
	Sessions []SessionFacts
}

// ChangedAt is when anything in the feed changed last, in UTC.
func (f CalendarFeed) ChangedAt() time.Time {
	latest := f.Settings.UpdatedAt
	for _, s := range f.Sessions {
		if s.Session.UpdatedAt.After(latest) {
			latest = s.Session.UpdatedAt
		}
	}
	return latest
}

// ReadFeed loads the actor's feed for the holder of the address of a generation. Errors: *Error of kind NotFound for an address that is
// not in force, Forbidden for somebody who is not active.
func (s *Service) ReadFeed(ctx context.Context, call Call, generation int) (CalendarFeed, error) {
	feed, err := own(ctx, s, call, ActionReadFeed, func(ctx context.Context, u *unit) (CalendarFeed, error) {
		return u.feed(ctx, generation)
	})
	if err == nil && feed.Settings.ReadAt.Add(feedReadStep).Before(s.Now()) {
		err = s.noteFeedRead(ctx, call, generation)
	}
	return feed, err
}

func (u *unit) feed(ctx context.Context, generation int) (CalendarFeed, error) {
	feed := CalendarFeed{Viewer: u.actor}
	var err error
	if feed.Settings, err = u.calendarSettings(ctx, u.actor.ID); err != nil {
		return feed, err
	}
	if !feed.Settings.Feeds(generation) {
		return CalendarFeed{}, notFound()
	}
	sessions, err := u.Sessions().Feed(ctx, FeedQuery{
		Person: u.actor.ID, From: u.now.Add(-feedBack), To: u.now.Add(feedAhead), CancelledSince: u.now.Add(-feedCancelled), Limit: maxFeed,
	})
	if err != nil {
		return feed, fmt.Errorf("load sessions: %w", err)
	}
	feed.Sessions, err = u.factsOfSessions(ctx, sessions, u.actor.ID)
	return feed, err
}

// noteFeedRead remembers that the feed was read, for the person to see whether their calendar does.
func (s *Service) noteFeedRead(ctx context.Context, call Call, generation int) error {
	_, err := change(ctx, s, call, ActionReadFeed, func(ctx context.Context, u *unit) (struct{}, error) {
		if err := u.lockActor(ctx); err != nil {
			return struct{}{}, err
		}
		settings, err := u.calendarSettings(ctx, u.actor.ID)
		if err != nil || !settings.Feeds(generation) {
			return struct{}{}, err
		}
		settings.ReadAt = u.now.Truncate(feedReadStep)
		if err := u.Calendars().Save(ctx, settings); err != nil {
			return struct{}{}, fmt.Errorf("save calendar settings: %w", err)
		}
		return struct{}{}, nil
	})
	return err
}
