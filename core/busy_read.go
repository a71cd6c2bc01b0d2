package core

import (
	"context"
	"fmt"
	"time"
)

// BusyQuery is what has to be known to read a calendar.
type BusyQuery struct {
	Feed     BusyFeed
	Address  BusyAddress
	Check    BusyCheck      // of a content that may be asked about; zero to ask for all of it
	From, To time.Time      // times outside are of no use
	Zone     *time.Location // of the owner, for days and for times without a zone
	Email    string         // of the owner: what it declined leaves them free
}

// BusyRead is what came of an attempt.
type BusyRead struct {
	Failure   BusyFailure // with one, nothing else
	Unchanged bool        // since Check; there is nothing else then
	Check     BusyCheck
	Times     []BusyTime // merged
	Counts    BusyCounts
}

// BusyQueryFor prepares to read a calendar. Errors: *Error of kind NotFound for one that is gone, or whose owner has left.
func (s *Service) BusyQueryFor(ctx context.Context, ws WorkspaceID, id BusyFeedID) (BusyQuery, error) {
	return load(ctx, s, ws, func(ctx context.Context, u *unit) (BusyQuery, error) {
		feed, owner, err := u.busyFeed(ctx, id)
		if err != nil {
			return BusyQuery{}, err
		}
		q := BusyQuery{Feed: feed, From: u.now.Add(-busyBack), To: u.now.Add(busyAhead), Zone: owner.Location(), Email: owner.Email}
		if u.now.Before(feed.ContentAt.Add(busyFull)) {
			q.Check = feed.Check
		}
		if q.Address, err = u.BusyFeeds().Address(ctx, id); err != nil {
			return BusyQuery{}, missing(err, "load address of busy feed")
		}
		return q, nil
	})
}

// busyFeed loads a calendar and its owner, who must be active.
func (u *unit) busyFeed(ctx context.Context, id BusyFeedID) (BusyFeed, Person, error) {
	feed, err := u.BusyFeeds().Get(ctx, id)
	if err != nil {
		return feed, Person{}, missing(err, "load busy feed")
	}
	owner, err := u.People().Get(ctx, feed.Person)
	if err != nil {
		return feed, owner, missing(err, "load person")
	}
	if !owner.Active() {
		return feed, owner, notFound()
	}
	return feed, owner, nil
}

// RecordBusyRead keeps what came of an attempt, and tells the owner once of failures that have gone on for days. The answer is the feed as it
// was kept. Errors: as of [Service.BusyQueryFor].
func (s *Service) RecordBusyRead(ctx context.Context, ws WorkspaceID, id BusyFeedID, read BusyRead) (BusyFeed, error) {
	return change(ctx, s, Call{Workspace: ws}, ActionReadBusyFeed, func(ctx context.Context, u *unit) (BusyFeed, error) {
		feed, err := u.lockBusyFeed(ctx, id)
		if err != nil {
			return feed, err
		}
		told := !feed.ToldAt.IsZero()
		feed.keep(read, u.now)
		if told && feed.ToldAt.IsZero() { // what was said of failures is over
			u.refreshMessages(BusyFeedSubject(id), Task{BusyFeed: id})
		}
		if !feed.FailingSince.IsZero() && feed.ToldAt.IsZero() && !u.now.Before(feed.FailingSince.Add(busyTell)) {
			feed.ToldAt = u.now
			u.notify(feed.Person, NoticeBusyFeed, Task{BusyFeed: id})
		}
		if err := u.BusyFeeds().Save(ctx, feed); err != nil {
			return feed, fmt.Errorf("save busy feed: %w", err)
		}
		return feed, nil
	})
}

// lockBusyFeed loads a calendar under the lock of its owner, which bookings take as well.
func (u *unit) lockBusyFeed(ctx context.Context, id BusyFeedID) (BusyFeed, error) {
	feed, _, err := u.busyFeed(ctx, id)
	if err != nil {
		return feed, err
	}
	if err := u.People().Lock(ctx, feed.Person); err != nil {
		return feed, fmt.Errorf("lock person: %w", err)
	}
	feed, _, err = u.busyFeed(ctx, id)
	return feed, err
}

// keep takes over what came of an attempt. A failure leaves the last good times as they are.
func (f *BusyFeed) keep(read BusyRead, now time.Time) {
	f.TriedAt, f.Failure = now, read.Failure
	switch {
	case read.Failure != "":
		f.Failures++
		if f.FailingSince.IsZero() {
			f.FailingSince = now
		}
	default:
		f.ReadAt, f.Failures, f.FailingSince, f.ToldAt = now, 0, time.Time{}, time.Time{}
		if !read.Unchanged {
			f.ContentAt, f.Times, f.Counts, f.Check = now, read.Times, read.Counts, read.Check
		}
	}
	f.schedule(now)
}

// BusyFeedShown notes that whoever waited in a modal has seen what came of an attempt. When the modal was not there any more, a message
// tells them.
func (s *Service) BusyFeedShown(ctx context.Context, ws WorkspaceID, id BusyFeedID, view string, seen bool) error {
	_, err := change(ctx, s, Call{Workspace: ws}, ActionReadBusyFeed, func(ctx context.Context, u *unit) (struct{}, error) {
		feed, err := u.lockBusyFeed(ctx, id)
		if err != nil || feed.View != view {
			return struct{}{}, err
		}
		feed.View = ""
		if !seen {
			u.notify(feed.Person, NoticeBusyFeed, Task{BusyFeed: id})
		}
		if err := u.BusyFeeds().Save(ctx, feed); err != nil {
			return struct{}{}, fmt.Errorf("save busy feed: %w", err)
		}
		return struct{}{}, nil
	})
	return err
}

// rereadDue has a calendar read that is due.
func (s *Service) rereadDue(ctx context.Context, item DueItem) error {
	_, err := change(ctx, s, Call{Workspace: item.Workspace, Unhurried: true}, ActionReadBusyFeed, func(ctx context.Context, u *unit) (struct{}, error) {
		feed, err := u.lockBusyFeed(ctx, item.BusyFeed)
		if err != nil || u.now.Before(feed.NextAt) {
			return struct{}{}, err
		}
		feed.NextAt = u.now.Add(busyLost)
		if err := u.BusyFeeds().Save(ctx, feed); err != nil {
			return struct{}{}, fmt.Errorf("save busy feed: %w", err)
		}
		u.readBusyFeed(feed)
		return struct{}{}, nil
	})
	if Refusal(err) != nil { // gone meanwhile
		return nil
	}
	return err
}

// BusyFeedFor loads a calendar as its owner is told of it. Errors: *Error of kind NotFound.
func (s *Service) BusyFeedFor(ctx context.Context, ws WorkspaceID, id BusyFeedID) (BusyFeed, error) {
	return load(ctx, s, ws, func(ctx context.Context, u *unit) (BusyFeed, error) {
		feed, _, err := u.busyFeed(ctx, id)
		return feed, err
	})
}
