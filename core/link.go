package core

import (
	"context"
	"fmt"
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
	return read(ctx, s, call, ActionViewLinks, func(ctx context.Context, u *unit) (LinksFacts, error) {
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
	})
}

// AddLink puts a link to those of a mentorship of the actor. Nobody is told. Errors: fields "title" and "address".
func (s *Service) AddLink(ctx context.Context, call Call, id MentorshipID, in LinkInput) (Link, error) {
	return change(ctx, s, call, ActionAddLink, func(ctx context.Context, u *unit) (Link, error) {
		if _, err := u.lockForPair(ctx, ActionAddLink, id, CodeLinksReadOnly); err != nil {
			return Link{}, err
		}
		l := Link{Mentorship: id, Author: u.actor.ID, Title: clean(in.Title), Address: clean(in.Address), CreatedAt: u.now}
		var bad fieldErrors
		bad.add(checkRequired("title", l.Title))
		bad.add(checkLength("title", l.Title, MaxLinkTitle))
		bad.add(checkRequired("address", l.Address))
		bad.add(checkLink("address", l.Address))
		if err := bad.err(); err != nil {
			return l, err
		}
		all, err := u.Links().ForMentorship(ctx, id)
		switch {
		case err != nil:
			return l, fmt.Errorf("load links: %w", err)
		case len(all) >= MaxLinks:
			return l, &Error{Kind: Conflict, Code: CodeLinksFull, Field: "address", Args: map[string]any{"Limit": MaxLinks}}
		}
		for _, other := range all {
			if other.Address == l.Address {
				return l, &Error{Kind: Conflict, Code: CodeLinkThere, Field: "address"}
			}
		}
		l.ID = LinkID(u.service.ids.NewID())
		if err := u.Links().Save(ctx, l); err != nil {
			return l, fmt.Errorf("save link: %w", err)
		}
		return l, u.audit(ctx, ActionAddLink, LinkSubject(l.ID), nil)
	})
}

// RemoveLink takes a link of the actor out of the list. It returns what it was.
func (s *Service) RemoveLink(ctx context.Context, call Call, id LinkID) (Link, error) {
	return change(ctx, s, call, ActionRemoveLink, func(ctx context.Context, u *unit) (Link, error) {
		l, err := u.Links().Get(ctx, id)
		if err != nil {
			return l, missing(err, "load link")
		}
		if _, err := u.lockForPair(ctx, ActionRemoveLink, l.Mentorship, CodeLinksReadOnly); err != nil {
			return Link{}, err
		}
		if l, err = u.Links().Get(ctx, id); err != nil {
			return l, missing(err, "load link")
		}
		if l.Author != u.actor.ID {
			return l, conflict(CodeLinkNotYours)
		}
		if err := u.Links().Remove(ctx, id); err != nil {
			return l, fmt.Errorf("remove link: %w", err)
		}
		return l, u.audit(ctx, ActionRemoveLink, LinkSubject(id), nil)
	})
}
