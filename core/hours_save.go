package core

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"mentorbot/core/slots"
)

// Hours loads the actor's hours.
func (s *Service) Hours(ctx context.Context, call Call) (HoursFacts, error) {
	return own(ctx, s, call, ActionViewHours, func(ctx context.Context, u *unit) (HoursFacts, error) {
		hours, err := u.hours(ctx, u.actor.ID)
		if err != nil {
			return HoursFacts{}, err
		}
		feeds, err := u.countBusyFeeds(ctx, u.actor.ID)
		return HoursFacts{Person: u.actor, Hours: hours, Feeds: feeds, Now: u.now}, err
	})
}

// hours are a person's; empty ones for somebody who has set none.
func (u *unit) hours(ctx context.Context, person PersonID) (Hours, error) {
	hours, err := u.Hours().Get(ctx, person)
	if errors.Is(err, ErrNotFound) {
		return Hours{Person: person}, nil
	}
	if err != nil {
		return Hours{}, fmt.Errorf("load hours: %w", err)
	}
	return hours, nil
}

// SaveDays sets the actor's hours on some days of the week.
func (s *Service) SaveDays(ctx context.Context, call Call, in DayHours) (HoursFacts, error) {
	return s.editHours(ctx, call, func(h *Hours, _ *unit) error {
		var bad fieldErrors
		day, e := readHours(in.Hours)
		bad.add(e)
		if len(in.Days) == 0 || slices.ContainsFunc(in.Days, func(d time.Weekday) bool { return d < time.Sunday || d > time.Saturday }) {
			bad.add(invalid("also", CodeUnknownOption))
		}
		if err := bad.err(); err != nil {
			return err
		}
		for _, weekday := range in.Days {
			h.Week[weekday] = day
		}
		return nil
	})
}

// readHours reads what somebody typed into the field "hours".
func readHours(text string) ([]Interval, *Error) {
	text = clean(text)
	if e := checkLength("hours", text, MaxHoursText); e != nil {
		return nil, e
	}
	day, err := slots.ParseIntervals(text)
	if err != nil {
		return nil, invalid("hours", CodeHoursUnreadable)
	}
	if len(day) > MaxIntervals {
		return nil, &Error{Kind: Invalid, Code: CodeTooMany, Field: "hours", Args: map[string]any{"Limit": MaxIntervals}}
	}
	return day, nil
}

// SaveDates sets other hours for some dates, which what was set for them before gives way to.
func (s *Service) SaveDates(ctx context.Context, call Call, in DateHours) (HoursFacts, error) {
	return s.editHours(ctx, call, func(h *Hours, u *unit) error {
		var bad fieldErrors
		e, wrong := in.dates(u)
		for _, one := range wrong {
			bad.add(one)
		}
		var unread *Error
		e.Intervals, unread = readHours(in.Hours)
		bad.add(unread)
		if err := bad.err(); err != nil {
			return err
		}
		h.Exceptions = replaced(h.Exceptions, e)
		if len(h.Exceptions) > MaxExceptions {
			return &Error{Kind: Invalid, Code: CodeTooMany, Field: "first", Args: map[string]any{"Limit": MaxExceptions}}
		}
		return nil
	})
}

func (in DateHours) dates(u *unit) (HoursException, []*Error) {
	first, err := slots.ParseDate(in.First)
	if err != nil {
		return HoursException{}, []*Error{invalid("first", CodeInvalidInput)}
	}
	last := first
	if in.Last != "" {
		if last, err = slots.ParseDate(in.Last); err != nil {
			return HoursException{}, []*Error{invalid("last", CodeInvalidInput)}
		}
	}
	today := slots.DateOf(u.now.In(u.actor.Location()))
	switch {
	case last.Compare(first) < 0:
		return HoursException{}, []*Error{invalid("last", CodeDatesReversed)}
	case last.Compare(today) < 0:
		return HoursException{}, []*Error{invalid("first", CodeDateInPast)}
	case today.Until(last) > MaxSessionDays:
		return HoursException{}, []*Error{invalid("last", CodeSessionTooFar)}
	}
	return HoursException{First: first, Last: last}, nil
}

// replaced adds an exception; others keep the dates that are not in it.
func replaced(all []HoursException, e HoursException) []HoursException {
	var kept []HoursException
	for _, old := range all {
		before, after := old, old
		if before.Last.Compare(e.First) >= 0 {
			before.Last = e.First.Add(-1)
		}
		if after.First.Compare(e.Last) <= 0 {
			after.First = e.Last.Add(1)
		}
		for _, rest := range []HoursException{before, after} {
			if rest.First.Compare(rest.Last) <= 0 {
				kept = append(kept, rest)
			}
		}
	}
	kept = append(kept, e)
	slices.SortFunc(kept, func(a, b HoursException) int { return a.First.Compare(b.First) })
	return kept
}

// RemoveDates takes back what was set for dates from first ("2006-01-02") on; nothing there is no error.
func (s *Service) RemoveDates(ctx context.Context, call Call, first string) (HoursFacts, error) {
	return s.editHours(ctx, call, func(h *Hours, _ *unit) error {
		h.Exceptions = slices.DeleteFunc(h.Exceptions, func(e HoursException) bool { return e.First.String() == first })
		return nil
	})
}

// SaveRules sets how the actor wants to be booked.
func (s *Service) SaveRules(ctx context.Context, call Call, in BookingRules) (HoursFacts, error) {
	return s.editHours(ctx, call, func(h *Hours, _ *unit) error {
		var bad fieldErrors
		between := func(field string, n, least, most int) {
			if n != 0 && n < least || n > most || n < 0 {
				bad.add(&Error{Kind: Invalid, Code: CodeNumberOutOfRange, Field: field, Args: map[string]any{"Min": least, "Max": most}})
			}
		}
		between("length", in.Length, MinSessionMinutes, MaxSessionMinutes)
		between("every", in.Every, MinGrid, MaxSessionMinutes)
		between("before", in.Before, 0, MaxBuffer)
		between("after", in.After, 0, MaxBuffer)
		between("notice", in.Notice, 0, MaxNotice)
		between("days", in.Days, 1, MaxSessionDays)
		between("per_day", in.PerDay, 1, MaxSessionsPerDay)
		between("per_week", in.PerWeek, 1, MaxSessionsWeek)
		h.Rules = in
		return bad.err()
	})
}

// editHours changes the actor's hours.
func (s *Service) editHours(ctx context.Context, call Call, edit func(*Hours, *unit) error) (HoursFacts, error) {
	return change(ctx, s, call, ActionSaveHours, func(ctx context.Context, u *unit) (HoursFacts, error) {
		if err := u.allow(ActionSaveHours, u.self()); err != nil {
			return HoursFacts{}, err
		}
		if err := u.lockActor(ctx); err != nil {
			return HoursFacts{}, err
		}
		hours, err := u.hours(ctx, u.actor.ID)
		if err != nil {
			return HoursFacts{}, err
		}
		before := hours.DaysOff()
		if err := edit(&hours, u); err != nil {
			return HoursFacts{}, err
		}
		if err := u.pauseRequests(ctx, before, hours.DaysOff()); err != nil {
			return HoursFacts{}, err
		}
		hours.UpdatedAt = u.now
		if err := u.Hours().Save(ctx, hours); err != nil {
			return HoursFacts{}, fmt.Errorf("save hours: %w", err)
		}
		feeds, err := u.countBusyFeeds(ctx, u.actor.ID)
		if err != nil {
			return HoursFacts{}, err
		}
		u.refreshHome(u.actor.ID)
		return HoursFacts{Person: u.actor, Hours: hours, Feeds: feeds, Now: u.now}, u.audit(ctx, ActionSaveHours, PersonSubject(u.actor.ID), nil)
	})
}
