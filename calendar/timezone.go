package calendar

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/emersion/go-ical"
)

// How far rules are looked for, and how long changes are listed one by one where there is no rule, as in Morocco, whose clocks follow
// the moon.
const ruleYears, listedYears = 40, 12

// Timezone writes a zone as a VTIMEZONE for events from an instant on (RFC 5545 section 3.6.5). Calendars that know the zone by its name
// use their own rules; others need these. A component lists changes by rules that all clients understand: a weekday of a month, or one
// within seven days. It never uses RDATE, which some read wrongly.
func Timezone(zone *time.Location, from time.Time) *ical.Component {
	component := ical.NewComponent(ical.CompTimezone)
	set(component.Props, ical.PropTimezoneID, zone.String())
	turns := turnsOf(zone, from, from.AddDate(ruleYears, 0, 0))
	if len(turns) == 0 || turns[len(turns)-1].at.Before(from) {
		name, offset := from.In(zone).Zone()
		always := turn{at: time.Unix(0, 0).Add(-seconds(offset)), before: seconds(offset), after: seconds(offset), name: name}
		component.Children = append(component.Children, always.observance(""))
		return component
	}
	if ruled := byRules(turns); ruled != nil {
		component.Children = ruled
		return component
	}
	end := from.AddDate(listedYears, 0, 0)
	for _, t := range turns {
		if t.at.Before(end) {
			component.Children = append(component.Children, t.observance(""))
		}
	}
	return component
}

// turn is a change of a zone's offset.
type turn struct {
	at            time.Time
	before, after time.Duration // offsets from UTC
	name          string        // the abbreviation afterwards
}

// wall is what clocks that were not changed would show, written as if it were UTC.
func (t turn) wall() time.Time { return t.at.UTC().Add(t.before) }

func seconds(n int) time.Duration { return time.Duration(n) * time.Second }

func turnAt(zone *time.Location, at time.Time) (turn, bool) {
	_, before := at.Add(-time.Second).In(zone).Zone()
	name, after := at.In(zone).Zone()
	return turn{at: at, before: seconds(before), after: seconds(after), name: name}, before != after
}

// turnsOf lists the last change before an instant and all up to another. Behind the end of a zone's table, Go gives ends of years as
// bounds, which are no changes, and on the last day of a leap year an end that is not later than the time asked about.
func turnsOf(zone *time.Location, from, until time.Time) []turn {
	var all []turn
	for at := from; ; {
		start, _ := at.In(zone).ZoneBounds()
		if start.IsZero() {
			break
		}
		if last, changes := turnAt(zone, start); changes {
			all = append(all, last)
			break
		}
		at = start.Add(-time.Second)
	}
	for at := from; at.Before(until); {
		_, end := at.In(zone).ZoneBounds()
		if end.IsZero() {
			break
		}
		if !end.After(at) {
			at = at.Add(24 * time.Hour)
			continue
		}
		if next, changes := turnAt(zone, end); changes && end.Before(until) {
			all = append(all, next)
		}
		at = end
	}
	return all
}

// kindOfTurn is what the changes of one observance have in common.
type kindOfTurn struct {
	before, after time.Duration
	name          string
}

// byRules are observances with a rule for each kind of change, nil if one has none.
func byRules(turns []turn) []*ical.Component {
	kinds := map[kindOfTurn][]turn{}
	for _, t := range turns {
		kind := kindOfTurn{t.before, t.after, t.name}
		kinds[kind] = append(kinds[kind], t)
	}
	var all []*ical.Component
	sorted := slices.SortedFunc(maps.Keys(kinds), func(a, b kindOfTurn) int { return kinds[a][0].at.Compare(kinds[b][0].at) })
	for _, kind := range sorted {
		rule := yearly(kinds[kind])
		if rule == "" {
			return nil
		}
		all = append(all, kinds[kind][0].observance(rule))
	}
	return all
}

// yearly is the rule of changes that come once a year, "" if there is none.
func yearly(turns []turn) string {
	first := turns[0].wall()
	same := func(property func(time.Time) int) bool {
		return !slices.ContainsFunc(turns, func(t turn) bool { return property(t.wall()) != property(first) })
	}
	for i, t := range turns {
		if t.wall().Year() != first.Year()+i {
			return ""
		}
	}
	if len(turns) < ruleYears-1 || !same(func(t time.Time) int { return int(t.Month()) }) ||
		!same(func(t time.Time) int { return int(t.Weekday()) }) ||
		!same(func(t time.Time) int { return t.Hour()*3600 + t.Minute()*60 + t.Second() }) {
		return ""
	}
	weekday := strings.ToUpper(first.Weekday().String()[:2])
	rule := fmt.Sprintf("FREQ=YEARLY;BYMONTH=%d;", first.Month())
	nth := func(t time.Time) int { return (t.Day() + 6) / 7 }
	last := func(t time.Time) int { return int(t.AddDate(0, 0, 7).Month()) - int(t.Month()) }
	byDay := func(a, b turn) int { return cmp.Compare(a.wall().Day(), b.wall().Day()) }
	low, high := slices.MinFunc(turns, byDay).wall().Day(), slices.MaxFunc(turns, byDay).wall().Day()
	switch {
	case same(last) && last(first) != 0:
		return rule + "BYDAY=-1" + weekday
	case same(nth):
		return rule + "BYDAY=" + strconv.Itoa(nth(first)) + weekday
	case high-low == 6:
		days := make([]string, 0, 7)
		for day := low; day <= high; day++ {
			days = append(days, strconv.Itoa(day))
		}
		return rule + "BYMONTHDAY=" + strings.Join(days, ",") + ";BYDAY=" + weekday
	default:
		return ""
	}
}

// observance writes a change, and with a rule those that follow. DAYLIGHT is what has the larger offset, also where law calls the other
// one the exception, as in Ireland.
func (t turn) observance(rule string) *ical.Component {
	name := ical.CompTimezoneStandard
	if t.after > t.before {
		name = ical.CompTimezoneDaylight
	}
	part := ical.NewComponent(name)
	set(part.Props, ical.PropDateTimeStart, t.wall().Format("20060102T150405"))
	set(part.Props, ical.PropTimezoneOffsetFrom, writtenOffset(t.before))
	set(part.Props, ical.PropTimezoneOffsetTo, writtenOffset(t.after))
	set(part.Props, ical.PropTimezoneName, t.name)
	if rule != "" {
		set(part.Props, ical.PropRecurrenceRule, rule)
	}
	return part
}

// writtenOffset is a UTC-OFFSET (RFC 5545 section 3.3.14).
func writtenOffset(offset time.Duration) string {
	sign := "+"
	if offset < 0 {
		sign, offset = "-", -offset
	}
	n := int(offset / time.Second)
	text := fmt.Sprintf("%s%02d%02d", sign, n/3600, n/60%60)
	if n%60 != 0 {
		text += fmt.Sprintf("%02d", n%60)
	}
	return text
}
