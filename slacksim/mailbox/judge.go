package mailbox

import (
	"bytes"
	"fmt"
	"net/mail"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/emersion/go-ical"
)

// maxLine is the longest line of iCalendar in octets, without its line break (RFC 5545 section 3.1).
const maxLine = 75

// requirement is what a method asks of an event (RFC 5546 section 3.2, and what clients are known to need).
type requirement struct {
	needs  []string
	refuse []string
}

var requirements = map[string]requirement{
	"REQUEST": {needs: []string{"UID", "DTSTAMP", "ORGANIZER", "ATTENDEE", "SEQUENCE", "SUMMARY", "DTSTART", "DTEND"}},
	"CANCEL":  {needs: []string{"UID", "DTSTAMP", "ORGANIZER", "ATTENDEE", "SEQUENCE", "DTSTART"}},
	"REPLY":   {needs: []string{"UID", "DTSTAMP", "ORGANIZER", "ATTENDEE"}},
	"PUBLISH": {needs: []string{"UID", "DTSTAMP", "ORGANIZER", "SUMMARY", "DTSTART"}, refuse: []string{"ATTENDEE"}},
}

// checkBytes judges the part byte by byte. Each kind of fault is told once, with the first line that has it.
func checkBytes(body []byte) []string {
	var problems []string
	told := map[string]bool{}
	tell := func(line int, fault string) {
		if !told[fault] {
			told[fault] = true
			problems = append(problems, fmt.Sprintf("line %d %s", line, fault))
		}
	}
	number := 0
	for line := range bytes.Lines(body) {
		number++
		text, ended := bytes.CutSuffix(line, []byte("\r\n"))
		if !ended {
			tell(number, "does not end with CRLF")
			text = bytes.TrimRight(line, "\n")
		}
		judgeLine(text, func(fault string) { tell(number, fault) })
	}
	return problems
}

func judgeLine(text []byte, tell func(fault string)) {
	if len(text) > maxLine {
		tell(fmt.Sprintf("is longer than %d octets", maxLine))
	}
	if !utf8.Valid(text) {
		tell("is not UTF-8, or folded within a character")
	}
	if bytes.HasPrefix(text, []byte("\uFEFF")) {
		tell("starts with a byte order mark")
	}
	isControl := func(r rune) bool { return (r < ' ' && r != '\t') || r == 0x7F }
	if bytes.ContainsFunc(text, isControl) {
		tell("holds a control character")
	}
}

// checkPart judges how the calendar is packed into the mail (RFC 6047 section 2.4, RFC 2046 section 5.1.4).
func checkPart(p part, all []part) []string {
	var problems []string
	if p.attachment || p.mediaType != "text/calendar" {
		return []string{"the calendar is only attached: mail programs show a file, not an invitation"}
	}
	if !strings.EqualFold(p.params["charset"], "utf-8") {
		problems = append(problems, fmt.Sprintf("Content-Type says charset %q, not utf-8", p.params["charset"]))
	}
	if p.parent == "multipart/alternative" && !p.last {
		problems = append(problems, "the calendar is not the last alternative")
	}
	if p.parent == "multipart/mixed" {
		problems = append(problems, "the calendar is not an alternative of the text")
	}
	if p.disposed {
		problems = append(problems, "the calendar alternative has a Content-Disposition")
	}
	for _, other := range all {
		if other.attachment && other.isCalendar() && !bytes.Equal(other.body, p.body) {
			problems = append(problems, "the attached calendar differs from the alternative")
		}
	}
	return problems
}

// checkDocument judges the calendar by the rules of its method.
func checkDocument(document *ical.Calendar, p part) []string {
	methods := document.Props.Values(ical.PropMethod)
	if len(methods) != 1 {
		return append(checkShell(document), fmt.Sprintf("METHOD is there %d times, not once", len(methods)))
	}
	method := methods[0].Value
	problems := checkShell(document)
	if announced := p.params["method"]; p.mediaType == "text/calendar" && announced != method {
		problems = append(problems, fmt.Sprintf("Content-Type says method %q, the calendar %q", announced, method))
	}
	required, known := requirements[method]
	if !known {
		return append(problems, fmt.Sprintf("METHOD %q is not known", method))
	}
	for _, event := range eventsOf(document) {
		problems = append(problems, required.check(method, event)...)
	}
	return append(problems, checkEvents(document)...)
}

// checkShell judges the properties around the events.
func checkShell(document *ical.Calendar) []string {
	var problems []string
	if value(document.Props, ical.PropVersion) != "2.0" {
		problems = append(problems, "VERSION is not 2.0")
	}
	if value(document.Props, ical.PropProductID) == "" {
		problems = append(problems, "PRODID is missing")
	}
	return problems
}

func (r requirement) check(method string, event *ical.Component) []string {
	var problems []string
	for _, name := range r.needs {
		if event.Props.Get(name) == nil {
			problems = append(problems, fmt.Sprintf("%s is missing, which %s needs", name, method))
		}
	}
	for _, name := range r.refuse {
		if event.Props.Get(name) != nil {
			problems = append(problems, fmt.Sprintf("%s is there, which %s must not have", name, method))
		}
	}
	if stamp := event.Props.Get(ical.PropDateTimeStamp); stamp != nil && !strings.HasSuffix(stamp.Value, "Z") {
		problems = append(problems, "DTSTAMP is not in UTC")
	}
	if method == "REQUEST" && strings.EqualFold(value(event.Props, ical.PropStatus), "CANCELLED") {
		problems = append(problems, "STATUS is CANCELLED but METHOD is REQUEST: the event stays in the calendar")
	}
	if n := len(event.Props.Values(ical.PropAttendee)); method == "REPLY" && n > 1 {
		problems = append(problems, fmt.Sprintf("a REPLY is of one ATTENDEE, not of %d", n))
	}
	return problems
}

// checkEvents judges the events against one another and against the time zones.
func checkEvents(document *ical.Calendar) []string {
	var problems []string
	events := eventsOf(document)
	masters := 0
	for _, event := range events {
		if event.Props.Get(ical.PropRecurrenceID) == nil {
			masters++
		}
		if value(event.Props, ical.PropUID) != value(events[0].Props, ical.PropUID) {
			problems = append(problems, "the events have different UIDs; an invitation is about one")
		}
		problems = append(problems, checkZones(document, event)...)
	}
	if masters > 1 {
		problems = append(problems, fmt.Sprintf("%d VEVENTs have no RECURRENCE-ID; an invitation has one", masters))
	}
	return problems
}

// checkZones: a TZID that is used is also defined.
func checkZones(document *ical.Calendar, event *ical.Component) []string {
	var problems []string
	for _, name := range []string{ical.PropDateTimeStart, ical.PropDateTimeEnd, ical.PropRecurrenceID} {
		prop := event.Props.Get(name)
		if prop == nil {
			continue
		}
		zone := prop.Params.Get(ical.PropTimezoneID)
		defined := slices.ContainsFunc(document.Children, func(child *ical.Component) bool {
			return child.Name == ical.CompTimezone && value(child.Props, ical.PropTimezoneID) == zone
		})
		if zone != "" && !defined {
			problems = append(problems, fmt.Sprintf("%s is in zone %q, for which there is no VTIMEZONE", name, zone))
		}
	}
	return problems
}

// checkPeople judges the addresses: mail programs want the organizer to be the sender, and find the buttons' owner by the
// attendee who is the recipient.
func checkPeople(c *Calendar, msg Message) []string {
	if c.Method != "REQUEST" && c.Method != "CANCEL" {
		return nil
	}
	var problems []string
	if c.Organizer != nil {
		problems = append(problems, checkOrganizer(c.Organizer.Address, msg)...)
	}
	for _, to := range msg.To {
		invited := slices.ContainsFunc(c.Attendees, func(p Person) bool { return strings.EqualFold(p.Address, to) })
		if !invited && len(c.Attendees) > 0 {
			problems = append(problems, fmt.Sprintf("the recipient %s is no ATTENDEE", to))
		}
	}
	return problems
}

func checkOrganizer(organizer string, msg Message) []string {
	var problems []string
	if _, err := mail.ParseAddress("<" + organizer + ">"); err != nil {
		problems = append(problems, fmt.Sprintf("ORGANIZER %q is not a bare mail address", organizer))
	}
	if !strings.EqualFold(msg.Sender, organizer) {
		problems = append(problems, fmt.Sprintf("ORGANIZER %s is not the sender %s", organizer, msg.From))
	}
	for _, to := range msg.To {
		if strings.EqualFold(to, organizer) {
			problems = append(problems, fmt.Sprintf("the recipient %s is the ORGANIZER and would get no buttons", to))
		}
	}
	return problems
}
