package core

import (
	"cmp"
	"context"
	"fmt"
	"hash/fnv"
	"time"

	"mentorbot/core/slots"
)

// BusyFeedID names a calendar somebody is read from.
type BusyFeedID string

// BusyTime is a stretch of time in which somebody is busy, in UTC, its end exclusive.
type BusyTime = slots.Span

// BusyFeed is a calendar a person publishes elsewhere, from which free times learn when they are busy. Of its content only times are kept.
// Its address is kept apart, see [BusyFeeds].
type BusyFeed struct {
	ID      BusyFeedID
	Person  PersonID
	Name    string // as its owner calls it; empty for none
	Hint    string // enough of the address to know it again
	AllDay  bool   // days without a time count as busy, unless their calendar says that they leave its owner free
	AddedAt time.Time

	ReadAt    time.Time  // when it was last read or found unchanged; zero before the first time
	ContentAt time.Time  // when its content was last read in full
	Times     []BusyTime // as of ContentAt, merged
	Counts    BusyCounts // the same
	Check     BusyCheck

	TriedAt      time.Time   // the last attempt, whatever came of it
	Failure      BusyFailure // why it failed; empty when it did not
	FailingSince time.Time   // the first attempt since which all failed; zero while it works
	Failures     int         // how many those are
	ToldAt       time.Time   // when the owner was told of them
	NextAt       time.Time   // when it is tried again
	View         string      // the modal in which somebody waits for the next attempt; empty for none
}

// BusyCounts are what was found in a calendar.
type BusyCounts struct {
	Events  int `json:"events,omitempty"`  // events and periods, without the product's own
	Free    int `json:"free,omitempty"`    // of them, how many leave the owner free: marked so, cancelled or declined
	Unknown int `json:"unknown,omitempty"` // of them, how many were not understood, or only their first time was
	Guessed int `json:"guessed,omitempty"` // zones not understood, for which the owner's stood in
}

// BusyCheck is what a server gave with a calendar, to ask it next time whether it changed (RFC 9110 section 13.1).
type BusyCheck struct {
	ETag         string `json:"etag,omitempty"`
	LastModified string `json:"last_modified,omitempty"`
}

// BusyFailure is why a calendar could not be read. The sentence people read is the text "busy_failure.<failure>".
type BusyFailure string

// The failures.
const (
	BusyUnreachable BusyFailure = "unreachable" // no answer, or none in time
	BusyDenied      BusyFailure = "denied"      // the server refused or no longer knows the address
	BusyRefused     BusyFailure = "refused"     // the address leads into a network that is not public, or off HTTPS
	BusyTooLarge    BusyFailure = "too_large"
	BusyNoCalendar  BusyFailure = "no_calendar" // what is there is no whole calendar
)

// Limits of calendars people are read from.
const (
	MaxBusyFeeds    = 3
	MaxBusyFeedName = 40     // code points
	MaxBusyTimes    = 20_000 // of one calendar, merged; a new one every quarter of an hour for four months is 12,000
)

// When calendars are read (calendar.md section 4).
const (
	busyEvery    = 25 * time.Minute // after a success, with up to busyJitter on top
	busyJitter   = 10 * time.Minute
	busyRetryMax = 12 * time.Hour     // failures double the pause up to this
	busyLost     = time.Hour          // when a job that has left no result is missed
	busyFull     = 24 * time.Hour     // how long an unchanged content is believed: as time goes on, more of what repeats comes into sight
	busyTell     = 3 * 24 * time.Hour // of failures, before the owner is told
	busySoonest  = time.Minute        // between two attempts somebody asks for
	busyBack     = 24 * time.Hour
	busyAhead    = (offerDays + 30) * 24 * time.Hour // so that a good copy covers what is offered for a month

	// BusyWeeks is how far ahead the busy times shown to their owner are counted.
	BusyWeeks = 4
)

// Waiting reports that somebody waits for an attempt that has not come to an end.
func (f BusyFeed) Waiting() bool { return f.View != "" || f.TriedAt.IsZero() }

// Title is what the feed is called: its name, else the hint.
func (f BusyFeed) Title() string { return cmp.Or(f.Name, f.Hint) }

// Coming counts the busy times of the next [BusyWeeks] weeks.
func (f BusyFeed) Coming(now time.Time) int {
	soon := BusyTime{Start: now, End: now.AddDate(0, 0, 7*BusyWeeks)}
	n := 0
	for _, t := range f.Times {
		if t.Overlaps(soon) {
			n++
		}
	}
	return n
}

// jitter spreads attempts: the same for the same feed and time.
func (f BusyFeed) jitter(now time.Time) time.Duration {
	sum := fnv.New64a()
	_, _ = fmt.Fprint(sum, f.ID, now.UnixMilli()) // never fails
	return time.Duration(sum.Sum64() % uint64(busyJitter))
}

// schedule sets when the feed is tried again.
func (f *BusyFeed) schedule(now time.Time) {
	pause := busyEvery
	for range f.Failures {
		pause = min(2*pause, busyRetryMax)
	}
	f.NextAt = now.Add(pause + f.jitter(now))
}

// BusyFeedList is what its owner sees of the calendars they are read from.
type BusyFeedList struct {
	Person Person
	Feeds  []BusyFeed // oldest first
	Now    time.Time
}

// Full reports that no more can be added.
func (l BusyFeedList) Full() bool { return len(l.Feeds) >= MaxBusyFeeds }

// BusyFeeds loads the calendars the actor is read from.
func (s *Service) BusyFeeds(ctx context.Context, call Call) (BusyFeedList, error) {
	return own(ctx, s, call, ActionViewBusyFeeds, func(ctx context.Context, u *unit) (BusyFeedList, error) {
		return u.busyFeeds(ctx, u.actor)
	})
}

// BusyFeedsFor loads the calendars a person is read from, to tell them. Errors: ErrNotFound.
func (s *Service) BusyFeedsFor(ctx context.Context, ws WorkspaceID, id PersonID) (BusyFeedList, error) {
	return load(ctx, s, ws, func(ctx context.Context, u *unit) (BusyFeedList, error) {
		person, err := u.People().Get(ctx, id)
		if err != nil {
			return BusyFeedList{}, fmt.Errorf("load person: %w", err)
		}
		return u.busyFeeds(ctx, person)
	})
}

func (u *unit) busyFeeds(ctx context.Context, person Person) (BusyFeedList, error) {
	feeds, err := u.BusyFeeds().List(ctx, person.ID)
	if err != nil {
		return BusyFeedList{}, fmt.Errorf("load busy feeds: %w", err)
	}
	return BusyFeedList{Person: person, Feeds: feeds, Now: u.now}, nil
}

// countBusyFeeds counts the calendars a person is read from.
func (u *unit) countBusyFeeds(ctx context.Context, person PersonID) (int, error) {
	n, err := u.BusyFeeds().Count(ctx, person)
	if err != nil {
		return 0, fmt.Errorf("count busy feeds: %w", err)
	}
	return n, nil
}

// busyTimes are when a person is busy by their own calendars. What was read last counts for as long as it reaches, also when the calendar
// cannot be read any more: somebody who was busy then is more likely busy than free.
func (u *unit) busyTimes(ctx context.Context, person PersonID) ([]BusyTime, error) {
	feeds, err := u.BusyFeeds().List(ctx, person)
	if err != nil {
		return nil, fmt.Errorf("load busy feeds: %w", err)
	}
	var all []BusyTime
	for _, f := range feeds {
		all = append(all, f.Times...)
	}
	return all, nil
}
