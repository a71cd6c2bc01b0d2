package calendar

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/emersion/go-ical"
)

var errValue = errors.New("value not understood")

// moment is a DATE or DATE-TIME as written (RFC 5545 sections 3.3.4 and 3.3.5).
type moment struct {
	wall time.Time // what a clock shows, written as if it were UTC
	utc  bool      // the clock shows UTC
	date bool      // a day without a time
	zone string    // TZID; "" for none
}

// Years outside these are mistakes or attacks; zones begin in 1601 where Windows wrote them.
const firstYear, lastYear = 1601, 2200

func parseMoment(value, zone string) (moment, error) {
	m := moment{zone: zone}
	value = strings.TrimSpace(value)
	text, utc := strings.CutSuffix(strings.ToUpper(value), "Z")
	layout := map[int]string{8: "20060102", 13: "20060102T1504", 15: "20060102T150405"}[len(text)]
	wall, err := time.Parse(layout, strings.Replace(text, "T24", "T00", 1))
	if layout == "" || err != nil || wall.Year() < firstYear || wall.Year() > lastYear {
		return moment{}, fmt.Errorf("%w: time", errValue)
	}
	if strings.Contains(text, "T24") {
		wall = wall.AddDate(0, 0, 1)
	}
	m.wall, m.date = wall, len(text) == 8
	m.utc = utc && !m.date
	return m, nil
}

// momentOf reads a property with one time.
func momentOf(prop *ical.Prop) (moment, error) {
	if prop == nil {
		return moment{}, fmt.Errorf("%w: no time", errValue)
	}
	return parseMoment(prop.Value, prop.Params.Get(ical.ParamTimezoneID))
}

// span is how long something lasts. Days are nominal: they end at the same time by the clock (RFC 5545 section 3.3.6).
type span struct {
	days  int
	exact time.Duration
}

var durationText = regexp.MustCompile(`^([+-]?)P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,8})S)?)?$`)

func parseDuration(value string) (span, error) {
	parts := durationText.FindStringSubmatch(strings.ToUpper(strings.TrimSpace(value)))
	if parts == nil || parts[1] == "-" {
		return span{}, fmt.Errorf("%w: duration", errValue)
	}
	number := func(i int) int {
		n, _ := strconv.Atoi(parts[i]) // digits, few enough, or nothing
		return n
	}
	exact := time.Duration(number(4))*time.Hour + time.Duration(number(5))*time.Minute + time.Duration(number(6))*time.Second
	return span{days: 7*number(2) + number(3), exact: exact}, nil
}

var offsetText = regexp.MustCompile(`^([+-])(\d\d)(\d\d)(\d\d)?$`)

// parseOffset reads a UTC-OFFSET (RFC 5545 section 3.3.14).
func parseOffset(prop *ical.Prop) (time.Duration, error) {
	if prop == nil {
		return 0, fmt.Errorf("%w: no offset", errValue)
	}
	parts := offsetText.FindStringSubmatch(strings.TrimSpace(prop.Value))
	if parts == nil {
		return 0, fmt.Errorf("%w: offset", errValue)
	}
	var total time.Duration
	for i, unit := range []time.Duration{time.Hour, time.Minute, time.Second} {
		n, _ := strconv.Atoi(parts[i+2]) // two digits or nothing
		total += time.Duration(n) * unit
	}
	if parts[1] == "-" {
		total = -total
	}
	return total, nil
}
