package calendar

import (
	"fmt"
	"strings"
	"time"

	"github.com/emersion/go-ical"

	"mentorbot/core/slots"
)

// busyEvent is what of an event decides when its owner is busy.
type busyEvent struct {
	start    moment
	length   span
	rules    []rule
	extra    []moment     // RDATE
	periods  []slots.Span // RDATE with ends
	excluded []instants
	vague    error // it repeats, but how is not understood
}

// instants are times at which an event does not happen: instants, or whole days where only a day was given.
type instants struct {
	at   map[int64]bool
	days map[string]bool
}

func newInstants() instants { return instants{at: map[int64]bool{}, days: map[string]bool{}} }

func (r *reader) note(in instants, m moment) {
	if m.date {
		in.days[m.wall.Format(time.DateOnly)] = true
		return
	}
	in.at[r.at(m).Unix()] = true
	if m.wall.Equal(m.wall.Truncate(24 * time.Hour)) {
		in.days[m.wall.Format(time.DateOnly)+" 00:00"] = true // of an all-day event, as some write it
	}
}

func (in instants) hold(m moment, at time.Time) bool {
	day := m.wall.Format(time.DateOnly)
	return in.at[at.Unix()] || in.days[day] || m.date && in.days[day+" 00:00"]
}

// at is the instant of a moment.
func (r *reader) at(m moment) time.Time { return r.clock(m)(m.wall) }

func (r *reader) clock(m moment) clock {
	switch {
	case m.utc:
		return universal
	case m.date:
		return clockOf(r.how.Zone)
	case m.zone != "":
		return r.zones.find(m.zone)
	default:
		return r.zones.fallback
	}
}

// replaced are the instances that events of their own stand in for, by UID.
func (r *reader) replaced(children []*ical.Component) map[string]instants {
	all := map[string]instants{}
	for _, child := range children {
		id, err := momentOf(child.Props.Get(ical.PropRecurrenceID))
		if child.Name != ical.CompEvent || err != nil {
			continue
		}
		// What stands in but is not understood itself would leave a hole.
		if _, err := r.parse(child); err != nil && !r.free(child) {
			continue
		}
		uid := text(child, ical.PropUID)
		if _, ok := all[uid]; !ok {
			all[uid] = newInstants()
		}
		r.note(all[uid], id)
	}
	return all
}

// parse reads an event. It fails where not even the first time is understood; vague keeps what else is wrong.
func (r *reader) parse(child *ical.Component) (busyEvent, error) {
	start, err := momentOf(child.Props.Get(ical.PropDateTimeStart))
	if err != nil {
		return busyEvent{}, err
	}
	e := busyEvent{start: start}
	if child.Props.Get(unreadable) != nil {
		e.vague = fmt.Errorf("%w: line", errValue)
	}
	if id := child.Props.Get(ical.PropRecurrenceID); id != nil && id.Params.Get("RANGE") != "" {
		e.vague = fmt.Errorf("%w: a change of all that follow", errValue)
	}
	if strings.EqualFold(text(child, "X-MICROSOFT-CDO-ALLDAYEVENT"), "TRUE") && !start.date && start.wall.Equal(start.wall.Truncate(24*time.Hour)) {
		e.start.date, e.start.utc = true, false
	}
	if e.length, err = r.length(child, e.start); err != nil {
		return busyEvent{}, err
	}
	for _, prop := range child.Props.Values(ical.PropRecurrenceRule) {
		repeats, err := parseRule(prop.Value)
		if err != nil {
			e.vague = err
			continue
		}
		e.rules = append(e.rules, repeats)
	}
	r.dates(child, &e)
	return e, nil
}

// dates reads the lists of EXDATE and RDATE.
func (r *reader) dates(child *ical.Component, e *busyEvent) {
	excluded := newInstants()
	for _, name := range []string{ical.PropExceptionDates, ical.PropRecurrenceDates} {
		for _, prop := range child.Props.Values(name) {
			for value := range strings.SplitSeq(prop.Value, ",") {
				zone := prop.Params.Get(ical.ParamTimezoneID)
				if strings.Contains(value, "/") && name == ical.PropRecurrenceDates {
					period, err := r.period(value, zone)
					if err != nil {
						e.vague = err
						continue
					}
					e.periods = append(e.periods, period)
					continue
				}
				m, err := parseMoment(value, zone)
				switch {
				case err != nil:
					e.vague = err
				case name == ical.PropExceptionDates:
					r.note(excluded, m)
				default:
					e.extra = append(e.extra, m)
				}
			}
		}
	}
	e.excluded = append(e.excluded, excluded)
}

// length is how long an event lasts: to DTEND, for a DURATION, or for its day (RFC 5545 section 3.6.1).
func (r *reader) length(child *ical.Component, start moment) (span, error) {
	if prop := child.Props.Get(ical.PropDateTimeEnd); prop != nil {
		end, err := momentOf(prop)
		if err != nil {
			return span{}, err
		}
		if start.date {
			return span{days: max(1, int(end.wall.Sub(start.wall)/(24*time.Hour)))}, nil
		}
		if end.date { // against the standard, but it says how many days
			return span{days: max(1, int(end.wall.Sub(start.wall.Truncate(24*time.Hour))/(24*time.Hour)))}, nil
		}
		return span{exact: r.at(end).Sub(r.at(start))}, nil
	}
	if prop := child.Props.Get(ical.PropDuration); prop != nil {
		return parseDuration(prop.Value)
	}
	if start.date {
		return span{days: 1}, nil
	}
	return span{}, nil
}

// period reads a PERIOD with an end or a duration (RFC 5545 section 3.3.9).
func (r *reader) period(value, zone string) (slots.Span, error) {
	from, to, _ := strings.Cut(value, "/")
	start, err := parseMoment(from, zone)
	if err != nil {
		return slots.Span{}, err
	}
	if strings.HasPrefix(strings.ToUpper(strings.TrimSpace(to)), "P") {
		length, err := parseDuration(to)
		if err != nil {
			return slots.Span{}, err
		}
		return r.lasting(start, length), nil
	}
	end, err := parseMoment(to, zone)
	if err != nil {
		return slots.Span{}, err
	}
	return slots.Span{Start: r.at(start), End: r.at(end)}, nil
}

func (r *reader) lasting(start moment, length span) slots.Span {
	at := r.at(start)
	end := start
	end.wall = start.wall.AddDate(0, 0, length.days)
	to := at
	if length.days > 0 {
		to = r.at(end)
	}
	return slots.Span{Start: at, End: to.Add(length.exact)}
}

// times hands on every time of an event in the window. With an error, what was handed on is still right.
func (r *reader) times(e busyEvent, to func(slots.Span)) error {
	visit := func(m moment) {
		s := r.lasting(m, e.length)
		for _, excluded := range e.excluded {
			if excluded.hold(m, s.Start) {
				return
			}
		}
		r.add(s, to)
	}
	visit(e.start)
	for _, m := range e.extra {
		m.date = m.date && e.start.date
		visit(m)
	}
	for _, period := range e.periods {
		r.add(period, to)
	}
	for _, repeats := range e.rules {
		over := r.over(e.start, repeats.until)
		if err := repeats.walk(r.ctx, e.start.wall, func(wall time.Time) bool {
			m := e.start
			m.wall = wall
			if wall.AddDate(0, 0, e.length.days+2).Add(e.length.exact).Before(r.how.From) {
				return true // over before the window in any zone
			}
			if r.at(m).After(r.how.To) || over(m) {
				return false
			}
			visit(m)
			return true
		}); err != nil {
			return err
		}
	}
	return e.vague
}

// over says which instances come after UNTIL. A day includes all of it, in the zone of the event; for an all-day event only the day of
// UNTIL counts, whatever time is written with it.
func (r *reader) over(start moment, until *moment) func(moment) bool {
	switch {
	case until == nil:
		return func(moment) bool { return false }
	case until.date || start.date:
		last := until.wall.Format(time.DateOnly)
		return func(m moment) bool { return m.wall.Format(time.DateOnly) > last }
	default:
		end := *until
		if !end.utc {
			end.zone = start.zone
		}
		last := r.at(end)
		return func(m moment) bool { return r.at(m).After(last) }
	}
}
