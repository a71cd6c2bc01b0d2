package calendar

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/emersion/go-ical"
)

// observances are the changes of a zone that a file defines itself (RFC 5545 section 3.6.5).
type observances struct {
	before  time.Duration // offset before the first change
	changes []change      // in order
}

type change struct {
	at     time.Time
	offset time.Duration // from UTC, from then on
}

func readObservances(zone *ical.Component, until time.Time) (observances, error) {
	var all observances
	var first time.Time
	for _, part := range zone.Children {
		found, from, err := changesOf(part, until)
		if err != nil {
			return observances{}, err
		}
		for _, c := range found {
			if first.IsZero() || c.at.Before(first) {
				first, all.before = c.at, from
			}
		}
		all.changes = append(all.changes, found...)
	}
	if len(all.changes) == 0 || zone.Props.Get(unreadable) != nil {
		return observances{}, fmt.Errorf("%w: zone", errValue)
	}
	slices.SortStableFunc(all.changes, func(a, b change) int { return a.at.Compare(b.at) })
	return all, nil
}

// changesOf are the changes to one offset. Onsets are read on the clock as it goes before the change.
func changesOf(part *ical.Component, until time.Time) ([]change, time.Duration, error) {
	from, err := parseOffset(part.Props.Get(ical.PropTimezoneOffsetFrom))
	if err != nil {
		return nil, 0, err
	}
	to, err := parseOffset(part.Props.Get(ical.PropTimezoneOffsetTo))
	if err != nil {
		return nil, 0, err
	}
	start, err := momentOf(part.Props.Get(ical.PropDateTimeStart))
	if err != nil || part.Props.Get(unreadable) != nil {
		return nil, 0, fmt.Errorf("%w: observance", errValue)
	}
	found := []change{{start.wall.Add(-from), to}}
	for _, prop := range part.Props.Values(ical.PropRecurrenceDates) {
		for value := range strings.SplitSeq(prop.Value, ",") {
			onset, err := parseMoment(value, "")
			if err != nil {
				return nil, 0, err
			}
			found = append(found, change{onset.wall.Add(-from), to})
		}
	}
	for _, prop := range part.Props.Values(ical.PropRecurrenceRule) {
		repeats, err := parseRule(prop.Value)
		if err != nil {
			return nil, 0, err
		}
		err = repeats.walk(context.Background(), start.wall, func(wall time.Time) bool {
			at := wall.Add(-from)
			if at.After(until) || repeats.until != nil && at.After(repeats.until.wall) {
				return false
			}
			found = append(found, change{at, to})
			return true
		})
		if err != nil {
			return nil, 0, err
		}
	}
	return found, from, nil
}

func (o observances) offset(at time.Time) time.Duration {
	i, exact := slices.BinarySearchFunc(o.changes, at, func(c change, at time.Time) int { return c.at.Compare(at) })
	for exact && i+1 < len(o.changes) && o.changes[i+1].at.Equal(at) {
		i++
	}
	switch {
	case exact:
		return o.changes[i].offset
	case i == 0:
		return o.before
	default:
		return o.changes[i-1].offset
	}
}

// clock reads wall clocks by the rule of RFC 5545 section 3.3.5: a time that occurs twice is its first occurrence, one that is skipped
// is read with the offset before the gap.
func (o observances) clock(wall time.Time) time.Time {
	before := wall.Add(-o.offset(wall.Add(-24 * time.Hour)))
	if before.Add(o.offset(before)).Equal(wall) {
		return before
	}
	after := wall.Add(-o.offset(wall.Add(24 * time.Hour)))
	if after.Add(o.offset(after)).Equal(wall) {
		return after
	}
	return before
}
