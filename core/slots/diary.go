package slots

import (
	"slices"
	"time"
)

// diary answers for one person whether a session fits.
type diary struct {
	zone    *time.Location
	rules   Rules
	hours   []Span // merged; nil when they restrict nothing
	within  bool   // hours count
	busy    []Span // merged; what a session with its buffers must not touch
	guarded []Span // merged; sessions with their buffers, which a session itself must not touch
	first   time.Time
	last    Date // the last day that can be booked
	days    map[Date]int
	weeks   map[Date]int // by Monday
}

func open(p Person, q Query) diary {
	d := diary{
		zone: p.Zone, rules: p.Rules, within: !p.Hours.Empty(), first: q.Now.Add(minutes(p.Rules.Notice)),
		last: DateOf(q.Now.In(p.Zone)).Add(p.Rules.Days), days: map[Date]int{}, weeks: map[Date]int{},
	}
	for _, piece := range p.Hours.pieces(q.From, q.To.Add(q.Length), p.Zone) {
		d.hours = append(d.hours, piece.Span)
	}
	d.hours = Merge(d.hours)
	d.busy = Merge(slices.Concat(p.Sessions, p.Busy))
	if !d.within { // somebody without hours may have days off all the same
		d.guarded = p.Hours.daysOff(p.Zone)
	}
	for _, s := range p.Sessions {
		d.guarded = append(d.guarded, s.widened(minutes(p.Rules.Before), minutes(p.Rules.After)))
		day := DateOf(s.Start.In(p.Zone))
		d.days[day]++
		d.weeks[day.Monday()]++
	}
	d.guarded = Merge(d.guarded)
	return d
}

func minutes(n int) time.Duration { return time.Duration(n) * time.Minute }

// allows checks a session against everything the person asks for. Buffers are kept from what is busy, not from the ends of the hours.
func (d *diary) allows(s Span) bool {
	switch {
	case s.Start.Before(d.first):
		return false
	case d.within && !holds(d.hours, s):
		return false
	case hits(d.busy, s.widened(minutes(d.rules.Before), minutes(d.rules.After))):
		return false
	case hits(d.guarded, s):
		return false
	}
	if d.rules.Days == 0 && d.rules.PerDay == 0 && d.rules.PerWeek == 0 {
		return true
	}
	day := DateOf(s.Start.In(d.zone))
	return (d.rules.Days == 0 || day.Compare(d.last) <= 0) &&
		(d.rules.PerDay == 0 || d.days[day] < d.rules.PerDay) &&
		(d.rules.PerWeek == 0 || d.weeks[day.Monday()] < d.rules.PerWeek)
}
