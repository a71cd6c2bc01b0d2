package calendar

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"mentorbot/core"
	"mentorbot/core/slots"
)

// Bounds of a reply. One says yes or no about one event.
const (
	maxReply     = 256 << 10 // bytes
	maxReplyLine = 64 << 10  // bytes, unfolded
)

// ErrNotReply says that some iCalendar text answers no invitation: it is something else, or broken.
var ErrNotReply = errors.New("not a reply to an invitation")

// ReadReply reads what a calendar sends back about an event: a REPLY or a COUNTER (RFC 5546 sections 3.2.3 and 3.2.7). What clients are known
// to write differently is let through: no ORGANIZER, localised summaries, other times than were sent, names of zones nobody else has. Only
// one attendee may answer, and about one event. Errors: ErrNotReply.
func ReadReply(content []byte) (core.CalendarReply, error) {
	found, err := replyLines(content)
	if err != nil {
		return core.CalendarReply{}, err
	}
	method := strings.ToUpper(found.calendar["METHOD"].value)
	if method != "REPLY" && method != "COUNTER" {
		return core.CalendarReply{}, fmt.Errorf("%w: method %.20q", ErrNotReply, method)
	}
	if found.events != 1 || found.attendees != 1 {
		return core.CalendarReply{}, fmt.Errorf("%w: %d events, %d attendees", ErrNotReply, found.events, found.attendees)
	}
	reply := core.CalendarReply{UID: found.event["UID"].value, Attendee: mailbox(found.event["ATTENDEE"].value)}
	reply.Attendance = attendanceOf(found.event["ATTENDEE"].params["PARTSTAT"], method)
	reply.Sequence, _ = strconv.Atoi(found.event["SEQUENCE"].value) // absent means 0 (RFC 5545 section 3.8.7.4)
	if id, there := found.event["RECURRENCE-ID"]; there {
		var known bool
		if reply.Occurrence, known = id.instant(); !known { // of which one it is cannot be told, and it must not be taken for all
			return core.CalendarReply{}, fmt.Errorf("%w: RECURRENCE-ID", ErrNotReply)
		}
	}
	var ok bool
	if reply.StampedAt, ok = found.event["DTSTAMP"].instant(); !ok || reply.UID == "" || reply.Attendee == "" || reply.Attendance == "" {
		return core.CalendarReply{}, fmt.Errorf("%w: UID, DTSTAMP, attendee or answer is missing", ErrNotReply)
	}
	if method == "COUNTER" {
		reply.Proposed, reply.Minutes = found.proposal()
	}
	return reply, nil
}

// attendanceOf reads PARTSTAT. Who proposes another time has not said no.
func attendanceOf(status, method string) core.Attendance {
	switch strings.ToUpper(status) {
	case "ACCEPTED":
		return core.AttendanceYes
	case "TENTATIVE":
		return core.AttendanceMaybe
	case "DECLINED":
		if method != "COUNTER" {
			return core.AttendanceNo
		}
	}
	if method == "COUNTER" {
		return core.AttendanceMaybe
	}
	return ""
}

// mailbox is the address of a calendar user address, "" for another kind of it.
func mailbox(address string) string {
	if len(address) < len("mailto:") || !strings.EqualFold(address[:len("mailto:")], "mailto:") {
		return ""
	}
	plain, err := url.PathUnescape(strings.TrimSpace(address[len("mailto:"):]))
	if err != nil {
		return ""
	}
	return plain
}

// replyText is the part of a reply that counts.
type replyText struct {
	calendar, event   map[string]property // the first of each name
	events, attendees int
}

// proposal is the start and length in minutes of a counter-proposal; zero when they cannot be told for sure.
func (r replyText) proposal() (time.Time, int) {
	start, ok := r.event["DTSTART"].instant()
	end, known := r.event["DTEND"].instant()
	if !ok || !known {
		return time.Time{}, 0
	}
	return start, int(end.Sub(start) / time.Minute)
}

// property is one content line.
type property struct {
	value  string
	params map[string]string // of parameters with several values, all in one
}

// instant reads a date with time in UTC, or in a zone by a name that is known.
func (p property) instant() (time.Time, bool) {
	if at, err := time.Parse(utcFormat, p.value); err == nil {
		return at, true
	}
	local, err := time.Parse("20060102T150405", p.value)
	zone := named(p.params["TZID"])
	if err != nil || zone == nil {
		return time.Time{}, false
	}
	at, _ := slots.WallOf(local).Instant(zone)
	return at, true
}

// replyLines reads the properties of the calendar and of its event. Components inside the event or beside it are passed over.
func replyLines(content []byte) (replyText, error) {
	if len(content) > maxReply {
		return replyText{}, fmt.Errorf("%w: %d bytes", ErrNotReply, len(content))
	}
	text := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.TrimPrefix(string(content), "\ufeff"))
	text = strings.NewReplacer("\n ", "", "\n\t", "").Replace(text)
	found := replyText{calendar: map[string]property{}, event: map[string]property{}}
	var open []string
	for line := range strings.SplitSeq(text, "\n") {
		name, p, ok := parseLine(line)
		switch {
		case !ok:
		case name == "BEGIN":
			open = append(open, strings.ToUpper(p.value))
			if strings.Join(open, "/") == "VCALENDAR/VEVENT" {
				found.events++
			}
		case name == "END" && len(open) > 0:
			open = open[:len(open)-1]
		default:
			found.keep(strings.Join(open, "/"), name, p)
		}
		if len(open) > 4 {
			return found, fmt.Errorf("%w: too deep", ErrNotReply)
		}
	}
	return found, nil
}

func (r *replyText) keep(component, name string, p property) {
	into := map[string]map[string]property{"VCALENDAR": r.calendar, "VCALENDAR/VEVENT": r.event}[component]
	if into == nil {
		return
	}
	if name == "ATTENDEE" {
		r.attendees++
	}
	if _, there := into[name]; !there {
		into[name] = p
	}
}

// parseLine splits an unfolded content line (RFC 5545 section 3.1).
func parseLine(line string) (name string, p property, ok bool) {
	if len(line) > maxReplyLine {
		return "", property{}, false
	}
	head, value, ok := cutOutsideQuotes(strings.TrimRight(line, " \t"), ':')
	if !ok {
		return "", property{}, false
	}
	name, rest, more := cutOutsideQuotes(head, ';')
	p = property{value: value, params: map[string]string{}}
	for more {
		var param string
		param, rest, more = cutOutsideQuotes(rest, ';')
		key, text, _ := strings.Cut(param, "=")
		p.params[strings.ToUpper(key)] = strings.Trim(text, `"`)
	}
	return strings.ToUpper(name), p, name != ""
}

func cutOutsideQuotes(text string, at byte) (before, after string, found bool) {
	quoted := false
	for i := range len(text) {
		switch {
		case text[i] == '"':
			quoted = !quoted
		case text[i] == at && !quoted:
			return text[:i], text[i+1:], true
		}
	}
	return text, "", false
}
