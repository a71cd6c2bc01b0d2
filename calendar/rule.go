package calendar

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/teambition/rrule-go"
)

// Limits on repetition. The library would walk through every second of a century, or list the seconds of a year at once.
const (
	maxInstances = 50_000 // of one event, from its start to the end of the window
	maxInterval  = 10_000
	maxRule      = 1024 // octets
	maxPerDay    = 100
)

// rule is a recurrence rule with its end, which is compared apart: what it means depends on the kind of its start.
type rule struct {
	option rrule.ROption
	until  *moment
}

// ruleParts are those of RFC 5545 section 3.3.10 that go to the library as they are.
var ruleParts = []string{
	"FREQ", "COUNT", "INTERVAL", "BYSECOND", "BYMINUTE", "BYHOUR", "BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYMONTH", "BYSETPOS", "WKST",
}

func parseRule(value string) (rule, error) {
	if len(value) > maxRule {
		return rule{}, fmt.Errorf("%w: rule of %d octets", errValue, len(value))
	}
	var r rule
	var parts []string
	for part := range strings.SplitSeq(strings.ToUpper(strings.Trim(value, "; ")), ";") {
		name, arg, _ := strings.Cut(strings.TrimSpace(part), "=")
		switch {
		case name == "UNTIL":
			until, err := parseMoment(arg, "")
			if err != nil {
				return rule{}, err
			}
			r.until = &until
		case slices.Contains(ruleParts, name):
			parts = append(parts, name+"="+strings.ReplaceAll(arg, " ", ""))
		case strings.HasPrefix(name, "X-") || name == "RSCALE" && arg == "GREGORIAN" || name == "SKIP" && arg == "OMIT":
		default:
			return rule{}, fmt.Errorf("%w: rule", errValue)
		}
	}
	option, err := rrule.StrToROption(strings.Join(parts, ";"))
	if err != nil {
		return rule{}, fmt.Errorf("%w: %w", errValue, err)
	}
	perDay := max(1, len(option.Byhour)) * max(1, len(option.Byminute)) * max(1, len(option.Bysecond))
	if option.Freq > rrule.DAILY || option.Interval > maxInterval || perDay > maxPerDay {
		return rule{}, fmt.Errorf("%w: it happens too often", errValue)
	}
	r.option = *option
	return r, nil
}

// walk calls visit with the wall clock of every instance from start until visit returns false. The library is given floating times, as
// its own arithmetic with zones is not that of RFC 5545.
func (r rule) walk(ctx context.Context, start time.Time, visit func(time.Time) bool) error {
	r.option.Dtstart = start
	expansion, err := rrule.NewRRule(r.option)
	if err != nil {
		return fmt.Errorf("%w: %w", errValue, err)
	}
	next := expansion.Iterator()
	for range maxInstances {
		if ctx.Err() != nil {
			return fmt.Errorf("repeat event: %w", context.Cause(ctx))
		}
		wall, more := next()
		if !more || !visit(wall) {
			return nil
		}
	}
	return fmt.Errorf("%w: it happens too often", errValue)
}
