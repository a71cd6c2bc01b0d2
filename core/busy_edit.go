package core

import (
	"context"
	"errors"
	"fmt"
)

// NewBusyFeed is a calendar as somebody fills it in.
type NewBusyFeed struct {
	Name    string
	Address string // as copied; a secret
	AllDay  bool
	View    string // the modal that waits for the first attempt; empty for none
}

// AddBusyFeed begins to read the actor from a calendar. Its first attempt is a job; what comes of it is shown in the modal that waits.
func (s *Service) AddBusyFeed(ctx context.Context, call Call, in NewBusyFeed) error {
	in.Name = cleanLine(in.Name)
	_, err := change(ctx, s, call, ActionAddBusyFeed, func(ctx context.Context, u *unit) (struct{}, error) {
		if err := u.allow(ActionAddBusyFeed, u.self()); err != nil {
			return struct{}{}, err
		}
		if err := u.lockActor(ctx); err != nil {
			return struct{}{}, err
		}
		address, err := u.checkNewBusyFeed(ctx, in)
		if err != nil {
			return struct{}{}, err
		}
		feed := BusyFeed{
			ID: BusyFeedID(s.ids.NewID()), Person: u.actor.ID, Name: in.Name, Hint: address.Hint(), AllDay: in.AllDay, AddedAt: u.now,
			NextAt: u.now.Add(busyLost), View: in.View,
		}
		if err := u.BusyFeeds().Add(ctx, feed, address); err != nil {
			return struct{}{}, fmt.Errorf("add busy feed: %w", err)
		}
		u.readBusyFeed(feed)
		u.refreshHome(u.actor.ID)
		return struct{}{}, u.audit(ctx, ActionAddBusyFeed, BusyFeedSubject(feed.ID), nil)
	})
	return err
}

// checkNewBusyFeed refuses what a form could not have sent, more than the limit, and an address the actor has connected already.
func (u *unit) checkNewBusyFeed(ctx context.Context, in NewBusyFeed) (BusyAddress, error) {
	feeds, err := u.BusyFeeds().List(ctx, u.actor.ID)
	if err != nil {
		return BusyAddress{}, fmt.Errorf("load busy feeds: %w", err)
	}
	if len(feeds) >= MaxBusyFeeds {
		return BusyAddress{}, &Error{Kind: Conflict, Code: CodeBusyFeedsFull, Args: map[string]any{"Limit": MaxBusyFeeds}}
	}
	var bad fieldErrors
	bad.add(checkLength("name", in.Name, MaxBusyFeedName))
	address, e := ParseBusyAddress(in.Address)
	bad.add(e)
	if err := bad.err(); err != nil {
		return BusyAddress{}, err
	}
	for _, feed := range feeds {
		known, err := u.BusyFeeds().Address(ctx, feed.ID)
		if err != nil {
			return BusyAddress{}, fmt.Errorf("load address of busy feed: %w", err)
		}
		if known == address {
			return BusyAddress{}, invalid("address", CodeBusyKnown)
		}
	}
	return address, nil
}

// RereadBusyFeed has a calendar of the actor read again at once, unless that was just done. view is the modal that waits for it.
func (s *Service) RereadBusyFeed(ctx context.Context, call Call, id BusyFeedID, view string) error {
	_, err := change(ctx, s, call, ActionRereadBusyFeed, func(ctx context.Context, u *unit) (struct{}, error) {
		feed, err := u.ownBusyFeed(ctx, id, ActionRereadBusyFeed)
		if err != nil || u.now.Before(feed.TriedAt.Add(busySoonest)) {
			return struct{}{}, err
		}
		feed.View, feed.NextAt = view, u.now.Add(busyLost)
		if err := u.BusyFeeds().Save(ctx, feed); err != nil {
			return struct{}{}, fmt.Errorf("save busy feed: %w", err)
		}
		u.readBusyFeed(feed)
		return struct{}{}, u.audit(ctx, ActionRereadBusyFeed, BusyFeedSubject(id), nil)
	})
	return err
}

// RenameBusyFeed gives a calendar of the actor's another name; empty for none. Errors: field "name"; of kind NotFound with the code
// busy_feed_gone.
func (s *Service) RenameBusyFeed(ctx context.Context, call Call, id BusyFeedID, name string) error {
	name = cleanLine(name)
	_, err := change(ctx, s, call, ActionRenameBusyFeed, func(ctx context.Context, u *unit) (struct{}, error) {
		feed, err := u.ownBusyFeed(ctx, id, ActionRenameBusyFeed)
		if err != nil {
			return struct{}{}, err
		}
		if e := checkLength("name", name, MaxBusyFeedName); e != nil {
			return struct{}{}, e
		}
		feed.Name = name
		if err := u.BusyFeeds().Save(ctx, feed); err != nil {
			return struct{}{}, fmt.Errorf("save busy feed: %w", err)
		}
		return struct{}{}, u.audit(ctx, ActionRenameBusyFeed, BusyFeedSubject(id), nil) // the name is theirs
	})
	return err
}

// RemoveBusyFeed ends that the actor is read from a calendar. What was read goes with it.
func (s *Service) RemoveBusyFeed(ctx context.Context, call Call, id BusyFeedID) error {
	_, err := change(ctx, s, call, ActionRemoveBusyFeed, func(ctx context.Context, u *unit) (struct{}, error) {
		if _, err := u.ownBusyFeed(ctx, id, ActionRemoveBusyFeed); err != nil {
			return struct{}{}, err
		}
		if err := u.BusyFeeds().Remove(ctx, id); err != nil {
			return struct{}{}, fmt.Errorf("remove busy feed: %w", err)
		}
		u.refreshHome(u.actor.ID)
		return struct{}{}, u.audit(ctx, ActionRemoveBusyFeed, BusyFeedSubject(id), nil)
	})
	return err
}

// ownBusyFeed loads a calendar of the actor's for a change. One that is gone and somebody else's are told apart by nobody.
func (u *unit) ownBusyFeed(ctx context.Context, id BusyFeedID, action Action) (BusyFeed, error) {
	if err := u.allow(action, u.self()); err != nil {
		return BusyFeed{}, err
	}
	if err := u.lockActor(ctx); err != nil {
		return BusyFeed{}, err
	}
	feed, err := u.BusyFeeds().Get(ctx, id)
	if errors.Is(err, ErrNotFound) || err == nil && feed.Person != u.actor.ID {
		return BusyFeed{}, &Error{Kind: NotFound, Code: CodeBusyFeedGone}
	}
	if err != nil {
		return BusyFeed{}, fmt.Errorf("load busy feed: %w", err)
	}
	return feed, nil
}

// readBusyFeed adds the job that reads a calendar.
func (u *unit) readBusyFeed(feed BusyFeed) {
	subject := BusyFeedSubject(feed.ID)
	u.enqueue(Job{Kind: JobBusyFeed, Task: Task{To: feed.Person, BusyFeed: feed.ID}, Key: subject, Lane: subject})
}
