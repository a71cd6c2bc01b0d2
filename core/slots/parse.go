package slots

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// interval is a stretch of hours as people write it: "9-12", "9:00–12:30", "9h à 12h30", "9am to 12pm".
var interval = regexp.MustCompile(`(?i)^` + clock + `\s*(?:-|–|—|to|à)\s*` + clock + `$`)

const clock = `(\d{1,2})(?:[:.h](\d{2})?)?\s*(am|pm)?`

// between is what people write between stretches.
var between = regexp.MustCompile(`(?i)\s*(?:[,;/\n]|\s(?:and|et|&)\s)\s*`)

// ParseIntervals reads the hours of a day; no text is no hours. What overlaps or touches becomes one. The error tells which part cannot
// be read.
func ParseIntervals(text string) ([]Interval, error) {
	var all []Interval
	for part := range slices.Values(between.Split(text, -1)) {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		found := interval.FindStringSubmatch(part)
		if found == nil {
			return nil, fmt.Errorf("%q is not a stretch of hours", part)
		}
		from, to := minuteOf(found[1:4]), minuteOf(found[4:7])
		if from < 0 || from >= to || to > MinutesPerDay {
			return nil, fmt.Errorf("%q is not within a day", part)
		}
		all = append(all, Interval{from, to})
	}
	return joined(all), nil
}

// minuteOf is the minute of the day of hour, minutes and half of the day; -1 when no clock shows that.
func minuteOf(parts []string) int {
	hour, _ := strconv.Atoi(parts[0]) // digits only, by the pattern
	minute, _ := strconv.Atoi(cmp.Or(parts[1], "0"))
	half := strings.ToLower(parts[2])
	if minute > 59 || half != "" && (hour < 1 || hour > 12) {
		return -1
	}
	if half != "" {
		hour %= 12
	}
	if half == "pm" {
		hour += 12
	}
	return hour*60 + minute
}

// joined sorts intervals and joins those that overlap or touch.
func joined(all []Interval) []Interval {
	slices.SortFunc(all, func(a, b Interval) int { return cmp.Compare(a.From, b.From) })
	var out []Interval
	for _, i := range all {
		last := len(out) - 1
		if last < 0 || out[last].To < i.From {
			out = append(out, i)
			continue
		}
		out[last].To = max(out[last].To, i.To)
	}
	return out
}
