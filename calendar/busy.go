package calendar

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/emersion/go-ical"

	"mentorbot/core/slots"
)

// maxSpans is how many times are kept before those that overlap are joined, and how many may be left then: somebody who meets a
// different person each quarter of an hour for a year has 35,000.
const maxSpans = 100_000

// Reading says how somebody's own calendar is read.
type Reading struct {
	From, To  time.Time      // instances outside are not looked for
	Zone      *time.Location // of the owner, for days and for times without a zone
	AllDay    bool           // all-day events are busy; else they leave the owner free
	Addresses []string       // of the owner; what they declined leaves them free
	Own       func(uid string) bool
}

// Busy is when somebody is busy, without a word about why.
type Busy struct {
	Spans   []slots.Span // merged
	Events  int          // events and periods read, without the product's own
	Free    int          // of them, how many leave the owner free: marked so, cancelled or declined
	Unknown int          // of them, how many were not understood, or only their first time was
	Guessed int          // zones not understood, for which the owner's stood in
}

// ReadBusy reads a calendar anybody may have written. It fails on what is no whole calendar, and when ctx ends: what was read before is
// then still the best that is known. It never fails on a single event, which is counted instead, with its first time as busy if that
// much is understood.
func ReadBusy(ctx context.Context, content []byte, how Reading) (Busy, error) {
	clean, err := lex(content)
	if err != nil {
		return Busy{}, fmt.Errorf("read calendar: %w", err)
	}
	var calendar *ical.Calendar
	err = guarded(func() error {
		var err error
		calendar, err = ical.NewDecoder(bytes.NewReader(clean)).Decode()
		return err
	})
	if err != nil {
		return Busy{}, fmt.Errorf("read calendar: %w: %w", errForeign, err)
	}
	r := reader{ctx: ctx, how: how, zones: newZones(calendar, how)}
	return r.read(calendar)
}

// guarded turns a panic of a library into an error. Both panic on some of what the world writes.
func guarded(step func() error) (err error) {
	defer func() {
		if reason := recover(); reason != nil {
			err = fmt.Errorf("%w: %v", errValue, reason)
		}
	}()
	return step()
}

type reader struct {
	ctx   context.Context
	how   Reading
	zones *zones
	busy  Busy
}

func (r *reader) read(calendar *ical.Calendar) (Busy, error) {
	replaced := r.replaced(calendar.Children)
	for _, child := range calendar.Children {
		if err := r.ctx.Err(); err != nil {
			return Busy{}, fmt.Errorf("read calendar: %w", context.Cause(r.ctx))
		}
		switch child.Name {
		case ical.CompEvent:
			r.event(child, replaced)
		case ical.CompFreeBusy:
			r.freeBusy(child)
		}
		if len(r.busy.Spans) > maxSpans {
			return Busy{}, fmt.Errorf("read calendar: %w: too many times", errForeign)
		}
	}
	if err := r.ctx.Err(); err != nil { // the last event may have been cut short
		return Busy{}, fmt.Errorf("read calendar: %w", context.Cause(r.ctx))
	}
	r.busy.Spans = slots.Merge(r.busy.Spans)
	r.busy.Guessed = len(r.zones.guessed)
	return r.busy, nil
}

// event adds one VEVENT.
func (r *reader) event(child *ical.Component, replaced map[string]instants) {
	uid := text(child, ical.PropUID)
	if r.how.Own != nil && r.how.Own(uid) {
		return
	}
	r.busy.Events++
	if r.free(child) {
		r.busy.Free++
		return
	}
	var found []slots.Span
	err := guarded(func() error {
		e, err := r.parse(child)
		if err != nil {
			return err
		}
		if e.start.date && !r.how.AllDay {
			r.busy.Free++
			return nil
		}
		if child.Props.Get(ical.PropRecurrenceID) == nil {
			e.excluded = append(e.excluded, replaced[uid])
		}
		return r.times(e, func(s slots.Span) { found = append(found, s) })
	})
	if err != nil {
		r.busy.Unknown++
	}
	r.busy.Spans = append(r.busy.Spans, found...)
	if len(r.busy.Spans) > maxSpans {
		r.busy.Spans = slots.Merge(r.busy.Spans)
	}
}

// free reports whether an event leaves its owner free. What Exchange says about it counts more than what it publishes for others.
func (r *reader) free(child *ical.Component) bool {
	if is(child, ical.PropStatus, "CANCELLED") || r.declined(child) {
		return true
	}
	for _, name := range []string{"X-MICROSOFT-CDO-BUSYSTATUS", "X-MICROSOFT-CDO-INTENDEDSTATUS"} {
		switch strings.ToUpper(text(child, name)) {
		case "FREE", "WORKINGELSEWHERE":
			return true
		case "BUSY", "OOF", "TENTATIVE":
			return false
		}
	}
	return is(child, ical.PropTransparency, "TRANSPARENT")
}

func (r *reader) declined(child *ical.Component) bool {
	return slices.ContainsFunc(child.Props.Values(ical.PropAttendee), func(attendee ical.Prop) bool {
		if !strings.EqualFold(attendee.Params.Get(ical.ParamParticipationStatus), "DECLINED") {
			return false
		}
		scheme, address, _ := strings.Cut(attendee.Value, ":")
		return strings.EqualFold(scheme, "mailto") &&
			slices.ContainsFunc(r.how.Addresses, func(own string) bool { return strings.EqualFold(own, address) })
	})
}

// freeBusy adds the periods of a VFREEBUSY (RFC 5545 section 3.8.2.6).
func (r *reader) freeBusy(child *ical.Component) {
	if child.Props.Get(unreadable) != nil {
		r.busy.Events, r.busy.Unknown = r.busy.Events+1, r.busy.Unknown+1
	}
	for _, prop := range child.Props.Values(ical.PropFreeBusy) {
		free := strings.EqualFold(prop.Params.Get("FBTYPE"), "FREE")
		for value := range strings.SplitSeq(prop.Value, ",") {
			r.busy.Events++
			found, err := r.period(value, "")
			switch {
			case free:
				r.busy.Free++
			case err != nil:
				r.busy.Unknown++
			default:
				r.add(found, func(s slots.Span) { r.busy.Spans = append(r.busy.Spans, s) })
			}
		}
	}
}

// add hands on the part of a span that lies in the window.
func (r *reader) add(s slots.Span, to func(slots.Span)) {
	if s.Start.Before(r.how.From) {
		s.Start = r.how.From
	}
	if s.End.After(r.how.To) {
		s.End = r.how.To
	}
	if s.Start.Before(s.End) {
		to(slots.Span{Start: s.Start.UTC(), End: s.End.UTC()})
	}
}

func text(child *ical.Component, name string) string {
	if prop := child.Props.Get(name); prop != nil {
		return strings.TrimSpace(prop.Value)
	}
	return ""
}

func is(child *ical.Component, name, value string) bool {
	return strings.EqualFold(text(child, name), value)
}
