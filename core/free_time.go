package core

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"mentorbot/core/slots"
)

const (
	// offerDays is how far ahead free times are looked for.
	offerDays = 90
	// slotMargin is how far around that sessions are looked at: a week for limits a week, a day for what reaches over midnight.
	slotMargin = 8
	// MaxOffered and MaxOfferedDays bound one page of free times.
	MaxOffered     = 90
	MaxOfferedDays = 7
	// maxNextSlots is how many other times somebody hears of whose choice has been taken.
	maxNextSlots = 3
)

// FreeTimes are free times of a pair, for a new session or another time of one.
type FreeTimes struct {
	Mentorship MentorshipFacts
	Session    *SessionFacts // the one to be moved; nil for a new one
	Minutes    int           // how long it takes
	Hours      bool          // one of the two has said when they can meet
	Days       []FreeDay     // of the page, soonest first
	Page       int           // from 0
	Pages      int           // 0 when nothing is free
}

// FreeDay are free starts on one day of the viewer's calendar.
type FreeDay struct {
	Starts []time.Time // at least one, in UTC
}

// TimesToBook gives free times for the next session of a mentorship, soonest first.
func (s *Service) TimesToBook(ctx context.Context, call Call, id MentorshipID, page int) (FreeTimes, error) {
	return read(ctx, s, call, ActionViewMentorship, func(ctx context.Context, u *unit) (FreeTimes, error) {
		m, err := u.Mentorships().Get(ctx, id)
		if err != nil {
			return FreeTimes{}, missing(err, "load mentorship")
		}
		if err := u.allow(ActionViewMentorship, u.relation(m.Mentor, m.Mentee)); err != nil {
			return FreeTimes{}, err
		}
		facts, err := u.mentorshipFacts(ctx, m, u.actor.ID)
		if err != nil {
			return FreeTimes{}, err
		}
		return u.freeTimes(ctx, FreeTimes{Mentorship: facts}, page)
	})
}

// TimesToMove gives free times a booked session can move to.
func (s *Service) TimesToMove(ctx context.Context, call Call, id SessionID, page int) (FreeTimes, error) {
	return read(ctx, s, call, ActionViewSession, func(ctx context.Context, u *unit) (FreeTimes, error) {
		session, err := u.Sessions().Get(ctx, id)
		if err != nil {
			return FreeTimes{}, missing(err, "load session")
		}
		facts, err := u.sessionFacts(ctx, session, u.actor.ID)
		if err != nil {
			return FreeTimes{}, err
		}
		mentorship, err := u.mentorshipFacts(ctx, facts.Mentorship, u.actor.ID)
		if err != nil {
			return FreeTimes{}, err
		}
		return u.freeTimes(ctx, FreeTimes{Mentorship: mentorship, Session: &facts}, page)
	})
}

// freeTimes computes the free times and keeps those of a page; a page that is not there means the first.
func (u *unit) freeTimes(ctx context.Context, o FreeTimes, page int) (FreeTimes, error) {
	var err error
	if o.Mentorship.Rooms, err = u.rooms(ctx, o.Mentorship.Mentorship); err != nil {
		return FreeTimes{}, err
	}
	var except SessionID
	minutes := o.Mentorship.NextPlanned.Minutes
	if o.Session != nil {
		except, minutes = o.Session.Session.ID, o.Session.Session.Minutes
	}
	d, err := u.diaries(ctx, o.Mentorship.Mentorship, minutes, except)
	if err != nil {
		return FreeTimes{}, err
	}
	if o.Session == nil {
		d.ownLength()
	}
	o.Minutes, o.Hours = int(d.query.Length/time.Minute), d.hours
	pages := pagesOf(slots.Find(d.query), u.actor.Location())
	if o.Pages = len(pages); page >= 0 && page < o.Pages {
		o.Page = page
	}
	if o.Pages > 0 {
		o.Days = pages[o.Page]
	}
	return o, nil
}

// diaries is a query for the free times of a mentor and a mentee.
type diaries struct {
	query slots.Query
	hours bool // one of them has said when they can meet
}

func (u *unit) diaries(ctx context.Context, m Mentorship, minutes int, except ...SessionID) (diaries, error) {
	return u.diariesTo(ctx, m, minutes, u.now.AddDate(0, 0, offerDays), except...)
}

// diariesTo is diaries for another time than is offered.
func (u *unit) diariesTo(ctx context.Context, m Mentorship, minutes int, to time.Time, except ...SessionID) (diaries, error) {
	d := diaries{query: slots.Query{Now: u.now, From: u.now, To: to, Length: time.Duration(minutes) * time.Minute}}
	for _, id := range []PersonID{m.Mentor, m.Mentee} {
		person, err := u.People().Get(ctx, id)
		if err != nil {
			return d, missing(err, "load person")
		}
		hours, err := u.hours(ctx, id)
		if err != nil {
			return d, err
		}
		booked, err := u.Sessions().Overlapping(ctx, []PersonID{id}, d.query.From.AddDate(0, 0, -slotMargin), d.query.To.AddDate(0, 0, slotMargin), "")
		if err != nil {
			return d, fmt.Errorf("load sessions: %w", err)
		}
		busy, err := u.busyTimes(ctx, id)
		if err != nil {
			return d, err
		}
		diary := slots.Person{Zone: person.Location(), Hours: hours.slots(), Rules: hours.Rules, Busy: busy}
		for _, session := range booked {
			if slices.Contains(except, session.ID) {
				continue
			}
			diary.Sessions = append(diary.Sessions, slots.Span{Start: session.StartsAt, End: session.EndsAt()})
		}
		d.hours = d.hours || !hours.slots().Empty()
		d.query.People = append(d.query.People, diary)
	}
	return d, nil
}

// ownLength makes a new session as long as the mentor, else the mentee, wants theirs; otherwise the programme's plan stands.
func (d *diaries) ownLength() {
	own := cmp.Or(d.query.People[0].Rules.Length, d.query.People[1].Rules.Length)
	if own > 0 {
		d.query.Length = time.Duration(own) * time.Minute
	}
}

// pagesOf puts free times on pages of whole days as a calendar in loc has them.
func pagesOf(free []slots.Span, loc *time.Location) [][]FreeDay {
	var pages [][]FreeDay
	onPage := 0
	for len(free) > 0 {
		day, n := slots.DateOf(free[0].Start.In(loc)), 0
		var starts []time.Time
		for n < len(free) && slots.DateOf(free[n].Start.In(loc)) == day {
			starts = append(starts, free[n].Start)
			n++
		}
		free = free[n:]
		starts = starts[:min(len(starts), MaxOffered)]
		if last := len(pages) - 1; last < 0 || onPage+len(starts) > MaxOffered || len(pages[last]) == MaxOfferedDays {
			pages, onPage = append(pages, nil), 0
		}
		pages[len(pages)-1] = append(pages[len(pages)-1], FreeDay{Starts: starts})
		onPage += len(starts)
	}
	return pages
}

// takeOffered checks a time somebody chose from what was offered, by the same rules again, and gives the length it was offered for. Only
// what is computed here counts: the list may be old, and the button forged. with are sessions that leave their time together with the moved one.
func (u *unit) takeOffered(ctx context.Context, m Mentorship, start time.Time, planned int, moved *Session, with ...SessionID) (minutes int, err error) {
	if moved != nil {
		with, planned = append(with, moved.ID), moved.Minutes
	}
	d, err := u.diaries(ctx, m, planned, with...)
	if err != nil {
		return 0, err
	}
	if moved == nil {
		d.ownLength()
	}
	if start.Before(d.query.To) && slots.Free(d.query, start) {
		return int(d.query.Length / time.Minute), nil
	}
	d.query.Limit = maxNextSlots
	var next []time.Time
	for _, s := range slots.Find(d.query) {
		next = append(next, s.Start)
	}
	return 0, &Error{Kind: Invalid, Code: CodeSlotTaken, Field: "slot", Args: map[string]any{"Next": next}}
}
