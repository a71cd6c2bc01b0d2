package core

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// LinkID identifies a link that a pair shares.
type LinkID string

// Limits of links.
const (
	MaxLinks     = 30 // in one mentorship: all of them fit one page in Slack
	MaxLinkTitle = 100
)

// Link is a document or a page that one of a pair shares with the other one. The document itself stays where it is.
type Link struct {
	ID         LinkID
	Mentorship MentorshipID
	Author     PersonID
	Title      string
	Address    string // https
	CreatedAt  time.Time
}

// LinkInput is a link as it is written in the form.
type LinkInput struct {
	Title   string
	Address string
}

// LinksFacts are the links of a mentorship as one of the two, the viewer, sees them.
type LinksFacts struct {
	Mentorship Mentorship
	Viewer     Card
	Other      Card
	Links      []Link // newest first
}

// Links loads the links of a mentorship of the actor.
func (s *Service) Links(ctx context.Context, call Call, id MentorshipID) (LinksFacts, error) {
	return read(ctx, s, call, ActionViewLinks, func(ctx context.Context, u *unit) (LinksFacts, error) { return u.linksFacts(ctx, id) })
}

// LinkFacts is a link of the viewer with what its form shows.
type LinkFacts struct {
	LinksFacts
	Link Link
}

// LinkToEdit loads a link the actor can change.
func (s *Service) LinkToEdit(ctx context.Context, call Call, id LinkID) (LinkFacts, error) {
	return read(ctx, s, call, ActionEditLink, func(ctx context.Context, u *unit) (LinkFacts, error) {
		l, err := u.Links().Get(ctx, id)
		if err != nil {
			return LinkFacts{}, missing(err, "load link")
		}
		facts, err := u.linksFacts(ctx, l.Mentorship)
		switch {
		case err != nil:
			return LinkFacts{}, err
		case !facts.Mentorship.Ongoing():
			return LinkFacts{}, conflict(CodeLinksReadOnly)
		case l.Author != call.Actor:
			return LinkFacts{}, conflict(CodeLinkNotYours)
		}
		return LinkFacts{LinksFacts: facts, Link: l}, nil
	})
}

func (u *unit) linksFacts(ctx context.Context, id MentorshipID) (LinksFacts, error) {
	m, err := u.Mentorships().Get(ctx, id)
	if err != nil {
		return LinksFacts{}, missing(err, "load mentorship")
	}
	if err := u.allow(ActionViewLinks, u.relation(m.Mentor, m.Mentee)); err != nil {
		return LinksFacts{}, err
	}
	facts := LinksFacts{Mentorship: m}
	if facts.Viewer, err = u.card(ctx, u.actor.ID); err != nil {
		return facts, err
	}
	if facts.Other, err = u.publicCard(ctx, m.Other(u.actor.ID)); err != nil {
		return facts, err
	}
	if facts.Links, err = u.Links().ForMentorship(ctx, id); err != nil {
		return facts, fmt.Errorf("load links: %w", err)
	}
	return facts, nil
}

// AddLink puts a link to those of a mentorship of the actor. Nobody is told. Errors: fields "title" and "address".
func (s *Service) AddLink(ctx context.Context, call Call, id MentorshipID, in LinkInput) (Link, error) {
	return change(ctx, s, call, ActionAddLink, func(ctx context.Context, u *unit) (Link, error) {
		if _, err := u.lockForPair(ctx, ActionAddLink, id, CodeLinksReadOnly); err != nil {
			return Link{}, err
		}
		l := Link{ID: LinkID(u.service.ids.NewID()), Mentorship: id, Author: u.actor.ID, CreatedAt: u.now}
		if err := u.putLink(ctx, &l, in); err != nil {
			return l, err
		}
		if err := u.Links().Save(ctx, l); err != nil {
			return l, fmt.Errorf("save link: %w", err)
		}
		return l, u.audit(ctx, ActionAddLink, LinkSubject(l.ID), nil)
	})
}

// EditLink changes what a link of the actor says and where it leads. Errors as of [Service.AddLink].
func (s *Service) EditLink(ctx context.Context, call Call, id LinkID, in LinkInput) (Link, error) {
	return change(ctx, s, call, ActionEditLink, func(ctx context.Context, u *unit) (Link, error) {
		l, err := u.lockLink(ctx, ActionEditLink, id)
		if err != nil {
			return l, err
		}
		if err := u.putLink(ctx, &l, in); err != nil {
			return l, err
		}
		if err := u.Links().Save(ctx, l); err != nil {
			return l, fmt.Errorf("save link: %w", err)
		}
		return l, u.audit(ctx, ActionEditLink, LinkSubject(id), nil)
	})
}

// RemoveLink takes a link of the actor out of the list. It returns what it was.
func (s *Service) RemoveLink(ctx context.Context, call Call, id LinkID) (Link, error) {
	return change(ctx, s, call, ActionRemoveLink, func(ctx context.Context, u *unit) (Link, error) {
		l, err := u.lockLink(ctx, ActionRemoveLink, id)
		if err != nil {
			return l, err
		}
		if err := u.Links().Remove(ctx, id); err != nil {
			return l, fmt.Errorf("remove link: %w", err)
		}
		return l, u.audit(ctx, ActionRemoveLink, LinkSubject(id), nil)
	})
}

// putLink takes over what was written, unless another link of the mentorship leads there already or there is no room for one more.
func (u *unit) putLink(ctx context.Context, l *Link, in LinkInput) error {
	var bad fieldErrors
	title, address := clean(in.Title), clean(in.Address)
	bad.add(checkRequired("title", title))
	bad.add(checkLength("title", title, MaxLinkTitle))
	bad.add(checkRequired("address", address))
	bad.add(checkLink("address", address))
	if err := bad.err(); err != nil {
		return err
	}
	all, err := u.Links().ForMentorship(ctx, l.Mentorship)
	if err != nil {
		return fmt.Errorf("load links: %w", err)
	}
	others := slices.DeleteFunc(all, func(other Link) bool { return other.ID == l.ID })
	switch {
	case len(others) >= MaxLinks:
		return &Error{Kind: Conflict, Code: CodeLinksFull, Field: "address", Args: map[string]any{"Limit": MaxLinks}}
	case slices.ContainsFunc(others, func(other Link) bool { return other.Address == address }):
		return &Error{Kind: Conflict, Code: CodeLinkThere, Field: "address"}
	}
	l.Title, l.Address = title, address
	return nil
}

// lockLink loads a link of the actor under the lock of its mentorship.
func (u *unit) lockLink(ctx context.Context, action Action, id LinkID) (Link, error) {
	l, err := u.Links().Get(ctx, id)
	if err != nil {
		return l, missing(err, "load link")
	}
	if _, err := u.lockForPair(ctx, action, l.Mentorship, CodeLinksReadOnly); err != nil {
		return Link{}, err
	}
	if l, err = u.Links().Get(ctx, id); err != nil {
		return l, missing(err, "load link")
	}
	if l.Author != u.actor.ID {
		return l, conflict(CodeLinkNotYours)
	}
	return l, nil
}
