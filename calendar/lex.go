package calendar

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Limits on calendars of others, far above what real ones have.
const (
	maxContent    = 5 << 20  // octets of a file
	maxLogical    = 64 << 10 // octets of an unfolded line
	maxParams     = 1 << 10  // octets before a value; the library's reading of them is quadratic
	maxDepth      = 4        // of components within components
	maxComponents = 20_000
)

// errForeign is what is wrong with a file as a whole.
var errForeign = errors.New("not a whole calendar")

// unreadable marks a component of which a line that matters was dropped.
const unreadable = "X-UNREADABLE"

// propertyLine is RFC 5545 section 3.1 without its value. The library panics on some lines it does not match.
var propertyLine = regexp.MustCompile(`^[A-Za-z0-9-]+(;[A-Za-z0-9-]+=("[^"]*"|[^";:,]*)(,("[^"]*"|[^";:,]*))*)*$`)

// kept are the properties that decide when somebody is busy. Titles, places and descriptions are not among them, so that nothing behind
// the lexer ever holds them. True means that a component cannot be understood without the line.
var kept = map[string]bool{
	"DTSTART": true, "DTEND": true, "DURATION": true, "RRULE": true, "RDATE": true, "EXDATE": true, "RECURRENCE-ID": true,
	"FREEBUSY": true, "TZID": true, "TZOFFSETFROM": true, "TZOFFSETTO": true,
	"UID": false, "STATUS": false, "TRANSP": false, "ATTENDEE": false, "X-WR-TIMEZONE": false,
	"X-MICROSOFT-CDO-BUSYSTATUS": false, "X-MICROSOFT-CDO-INTENDEDSTATUS": false, "X-MICROSOFT-CDO-ALLDAYEVENT": false,
}

var components = []string{"VEVENT", "VFREEBUSY", "VTIMEZONE", "STANDARD", "DAYLIGHT"}

// lexer turns what servers publish into a calendar the library reads: without line folds, junk, or anything that is not needed.
type lexer struct {
	out   bytes.Buffer
	open  []string // names of the components around the current line
	count int
	skip  int  // depth at which a component begins that is not needed; 0 for none
	ended bool // a calendar has ended
}

// lex cleans a file. Several calendars in a row become one. It fails on what has no calendar, is cut off or exceeds a limit.
func lex(content []byte) ([]byte, error) {
	if len(content) > maxContent {
		return nil, fmt.Errorf("%w: %d octets", errForeign, len(content))
	}
	content = bytes.TrimPrefix(content, []byte("\uFEFF"))
	content = bytes.ReplaceAll(content, []byte("\r\n"), []byte("\n"))
	content = bytes.ReplaceAll(content, []byte("\r"), []byte("\n"))
	l := lexer{}
	l.out.WriteString("BEGIN:VCALENDAR\r\n")
	for line := range logicalLines(content) {
		if err := l.line(line); err != nil {
			return nil, err
		}
	}
	if !l.ended || len(l.open) > 0 {
		return nil, fmt.Errorf("%w: it has no end", errForeign)
	}
	l.out.WriteString("END:VCALENDAR\r\n")
	return l.out.Bytes(), nil
}

// logicalLines undoes folding. A line over the limit is handed on without what exceeds it.
func logicalLines(content []byte) func(func([]byte) bool) {
	return func(yield func([]byte) bool) {
		var line []byte
		for physical := range bytes.SplitSeq(content, []byte("\n")) {
			if len(physical) > 0 && (physical[0] == ' ' || physical[0] == '\t') {
				line = append(line, physical[1:min(len(physical), max(1, maxLogical+2-len(line)))]...)
				continue
			}
			if len(line) > 0 && !yield(line) {
				return
			}
			line = append(line[:0], physical[:min(len(physical), maxLogical+1)]...)
		}
		if len(line) > 0 {
			yield(line)
		}
	}
}

func (l *lexer) line(line []byte) error {
	end := bytes.IndexAny(line, ":;")
	if end < 0 {
		return nil
	}
	name := strings.ToUpper(strings.TrimSpace(string(line[:min(end, 64)])))
	switch {
	case name == "BEGIN":
		return l.begin(strings.ToUpper(string(bytes.TrimSpace(line[end+1:]))))
	case name == "END":
		return l.end(strings.ToUpper(string(bytes.TrimSpace(line[end+1:]))))
	case len(l.open) > 0 && l.skip == 0:
		l.property(name, line)
	}
	return nil
}

func (l *lexer) begin(name string) error {
	if len(l.open) == 0 && name != "VCALENDAR" {
		return nil // before the calendar or behind it
	}
	l.open = append(l.open, name)
	if l.count++; l.count > maxComponents || len(l.open) > maxDepth {
		return fmt.Errorf("%w: too many components", errForeign)
	}
	switch {
	case len(l.open) == 1 || l.skip > 0:
	case slices.Contains(components, name):
		l.out.WriteString("BEGIN:" + name + "\r\n")
	default:
		l.skip = len(l.open)
	}
	return nil
}

func (l *lexer) end(name string) error {
	depth := len(l.open)
	if depth == 0 {
		return nil
	}
	if l.open[depth-1] != name {
		return fmt.Errorf("%w: a component ends within another", errForeign)
	}
	l.open = l.open[:depth-1]
	switch {
	case depth == 1:
		l.ended = true
	case l.skip == 0:
		l.out.WriteString("END:" + name + "\r\n")
	case l.skip == depth:
		l.skip = 0
	}
	return nil
}

func (l *lexer) property(name string, line []byte) {
	needed, known := kept[name]
	if !known {
		return
	}
	head, value := splitValue(line)
	if name == "ATTENDEE" && !bytes.Contains(bytes.ToUpper(head), []byte("DECLINED")) {
		return // nobody's address is needed but of those who may be the owner and declined
	}
	if value == nil || len(line) > maxLogical || len(head) > maxParams || !propertyLine.Match(head) {
		if needed {
			l.out.WriteString(unreadable + ":1\r\n")
		}
		return
	}
	l.out.Write(head)
	l.out.WriteByte(':')
	l.out.Write(bytes.TrimSpace(value))
	l.out.WriteString("\r\n")
}

// splitValue cuts a line at the first colon outside quotes; without one value is nil.
func splitValue(line []byte) (head, value []byte) {
	quoted := false
	for i, c := range line {
		switch {
		case c == '"':
			quoted = !quoted
		case c == ':' && !quoted:
			return line[:i], line[i+1:]
		}
	}
	return line, nil
}
