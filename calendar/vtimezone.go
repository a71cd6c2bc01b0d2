package calendar

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/emersion/go-ical"
)

// Limits on what is written of a zone. Rules are told from the changes of many years: in a few, a day such as "the first Sunday from the 2nd" may
// look like another.
const (
	ruleYears     = 40
	explicitYears = 12
)

// turn is an instant at which the clocks of a zone change.
type turn struct {
	at       time.Time
	from, to int // seconds from UTC
	name     string
}

// onset is what the clocks show when they are changed, which is how a VTIMEZONE writes it (RFC 5545 section 3.6.5).
func (t turn) onset() time.Time { return t.at.UTC().Add(time.Duration(t.from) * time.Second) }

// zoneOf writes a zone as it is from an instant on. Calendars that know the name use their own data; others read this. Zones that change by a yearly rule
// are written as rules, others (Casablanca, Cairo) change by change.
func zoneOf(loc *time.Location, from time.Time) *ical.Component {
	zone := ical.NewComponent(ical.CompTimezone)
	set(zone.Props, ical.PropTimezoneID, loc.String())
	turns := turnsOf(loc, from)
	if len(turns) == 0 {
		name, offset := from.In(loc).Zone()
		steady := turn{at: time.Unix(0, 0).Add(time.Duration(-offset) * time.Second), from: offset, to: offset, name: name}
		zone.Children = append(zone.Children, observance(steady, ""))
		return zone
	}
	if kinds, ok := yearly(turns); ok {
		for _, kind := range kinds {
			zone.Children = append(zone.Children, observance(kind.first, kind.rule))
		}
		return zone
	}
	last := from.AddDate(explicitYears, 0, 0)
	for _, t := range turns {
		if t.at.Before(last) {
			zone.Children = append(zone.Children, observance(t, ""))
		}
	}
	return zone
}

func observance(t turn, rule string) *ical.Component {
	kind := ical.CompTimezoneStandard
	if t.to > t.from { // not by what the zone calls summer: in Dublin it is the other way round
		kind = ical.CompTimezoneDaylight
	}
	c := ical.NewComponent(kind)
	set(c.Props, ical.PropDateTimeStart, t.onset().Format(localFormat))
	set(c.Props, ical.PropTimezoneOffsetFrom, offsetOf(t.from))
	set(c.Props, ical.PropTimezoneOffsetTo, offsetOf(t.to))
	if !strings.HasPrefix(t.name, "+") && !strings.HasPrefix(t.name, "-") {
		set(c.Props, ical.PropTimezoneName, t.name)
	}
	if rule != "" {
		set(c.Props, ical.PropRecurrenceRule, rule)
	}
	return c
}

func offsetOf(seconds int) string {
	sign := "+"
	if seconds < 0 {
		sign, seconds = "-", -seconds
	}
	text := fmt.Sprintf("%s%02d%02d", sign, seconds/3600, seconds/60%60)
	if seconds%60 != 0 {
		text += fmt.Sprintf("%02d", seconds%60)
	}
	return text
}

// turnsOf are the last change of a zone before an instant and those after it, for as long as it takes to see a rule.
func turnsOf(loc *time.Location, from time.Time) []turn {
	var all []turn
	start, _ := from.In(loc).ZoneBounds()
	if !start.IsZero() {
		all = appendTurn(all, start, loc)
	}
	for at, end := from, from.AddDate(ruleYears, 0, 0); at.Before(end); {
		_, next := at.In(loc).ZoneBounds()
		if next.IsZero() {
			break
		}
		if !next.After(at) { // as on the last day of a leap year beyond the zone's table, in Go 1.26
			at = at.Add(24 * time.Hour)
			continue
		}
		all = appendTurn(all, next, loc)
		at = next
	}
	return all
}

// appendTurn leaves out bounds at which the clocks do not change, such as the ends of years beyond the zone's table.
func appendTurn(all []turn, at time.Time, loc *time.Location) []turn {
	_, from := at.Add(-time.Second).In(loc).Zone()
	name, to := at.In(loc).Zone()
	if from == to {
		return all
	}
	return append(all, turn{at: at.UTC(), from: from, to: to, name: name})
}

// recurring is a change that comes once a year.
type recurring struct {
	first turn
	rule  string
}

// yearly finds the rules behind changes; false where there are none that hold for all of them.
func yearly(turns []turn) ([]recurring, bool) {
	groups := map[[2]int][]turn{}
	var order [][2]int
	for _, t := range turns {
		key := [2]int{t.from, t.to}
		if groups[key] == nil {
			order = append(order, key)
		}
		groups[key] = append(groups[key], t)
	}
	var all []recurring
	for _, key := range order {
		rule, ok := ruleOf(groups[key])
		if !ok || len(groups[key]) < ruleYears-1 {
			return nil, false
		}
		all = append(all, recurring{groups[key][0], rule})
	}
	return all, len(all) == 2
}

// ruleOf is the rule of changes that come once a year, on the same weekday and at the same time.
func ruleOf(turns []turn) (string, bool) {
	first := turns[0].onset()
	days, last := []int{}, true
	for i, t := range turns {
		on := t.onset()
		same := on.Month() == first.Month() && on.Weekday() == first.Weekday() && on.Format("150405") == first.Format("150405")
		if !same || on.Year() != first.Year()+i {
			return "", false
		}
		days = append(days, on.Day())
		last = last && on.AddDate(0, 0, 7).Month() != on.Month()
	}
	weekday := weekdays[first.Weekday()]
	low, high := slices.Min(days), slices.Max(days)
	rule := "FREQ=YEARLY;BYMONTH=" + strconv.Itoa(int(first.Month()))
	switch {
	case last:
		return rule + ";BYDAY=-1" + weekday, true
	case high-low > 6:
		return "", false
	case (low-1)/7 == (high-1)/7:
		return rule + ";BYDAY=" + strconv.Itoa((low-1)/7+1) + weekday, true
	}
	var window []string
	for day := low; day < low+7; day++ {
		window = append(window, strconv.Itoa(day))
	}
	return rule + ";BYMONTHDAY=" + strings.Join(window, ",") + ";BYDAY=" + weekday, true
}

// weekdays are RFC 5545's names of the days.
var weekdays = [7]string{"SU", "MO", "TU", "WE", "TH", "FR", "SA"}

// localFormat is a time without a zone.
const localFormat = "20060102T150405"
