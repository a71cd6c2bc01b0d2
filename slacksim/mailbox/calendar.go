package mailbox

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/emersion/go-ical"
)

// maxCalendarBytes bounds what is given to the iCalendar decoder, whose time grows with the square of a parameter.
const maxCalendarBytes = 128 << 10

// Calendar is the invitation of a message, read out for a page to show. Of several events the first one without a
// RECURRENCE-ID is shown.
type Calendar struct {
	// Method is what the calendar is asked to do: REQUEST, CANCEL, REPLY or PUBLISH.
	Method string `json:"method"`
	// UID names the event, Sequence counts its changes.
	UID      string `json:"uid"`
	Sequence int    `json:"sequence"`
	// Summary is the event's title.
	Summary string `json:"summary"`
	// Starts and Ends are RFC 3339 in UTC; for a whole day they are dates. Empty when they cannot be read.
	Starts string `json:"starts"`
	Ends   string `json:"ends"`
	// TZ is the time zone the start is written in: "UTC", an IANA name, or empty for a time without zone.
	TZ     string `json:"tz"`
	AllDay bool   `json:"all_day,omitempty"`
	// Recurrence is the RRULE as written.
	Recurrence string `json:"recurrence,omitempty"`
	Location   string `json:"location"`
	URL        string `json:"url"`
	// Organizer and Attendees are people by their mail address.
	Organizer   *Person  `json:"organizer"`
	Attendees   []Person `json:"attendees"`
	Status      string   `json:"status"`
	Description string   `json:"description"`
	// Properties are all properties of the event.
	Properties []Property `json:"properties"`
	// Problems say what would keep a calendar from taking this, or what it would take wrongly. Empty means sound.
	Problems []string `json:"problems"`
	// Raw is the part as decoded from MIME.
	Raw string `json:"raw"`
}

// Person is an organizer or attendee.
type Person struct {
	Address  string `json:"address"`
	Name     string `json:"name"`
	PartStat string `json:"partstat,omitempty"`
	RSVP     bool   `json:"rsvp"`
	Role     string `json:"role,omitempty"`
}

// Property is one property of the event as written, with its text unescaped.
type Property struct {
	Name   string              `json:"name"`
	Params map[string][]string `json:"params,omitempty"`
	Value  string              `json:"value"`
}

// Reasons a calendar part is not read at all.
var (
	errTooLarge = fmt.Errorf("larger than %d bytes", maxCalendarBytes)
	errNoEvent  = errors.New("it holds no VEVENT")
)

// readCalendar reads the invitation out and judges it as part of its message.
func readCalendar(p part, all []part, msg Message) *Calendar {
	c := &Calendar{Raw: strings.ToValidUTF8(string(p.body), "\uFFFD"), Attendees: []Person{}, Properties: []Property{}}
	c.Problems = append(append([]string{}, checkBytes(p.body)...), checkPart(p, all)...)
	document, err := decodeCalendar(p.body)
	if err != nil {
		c.problem("the calendar cannot be read: %v", err)
		return c
	}
	event, err := mainEvent(document)
	if err != nil {
		c.Method = value(document.Props, ical.PropMethod)
		c.problem("the calendar cannot be read: %v", err)
		return c
	}
	c.readOut(document, event)
	c.Problems = append(c.Problems, checkDocument(document, p)...)
	c.Problems = append(c.Problems, checkPeople(c, msg)...)
	return c
}

func (c *Calendar) problem(form string, args ...any) {
	c.Problems = append(c.Problems, fmt.Sprintf(form, args...))
}

// decodeCalendar decodes one calendar. The decoder panics on some malformed lines, which counts as malformed here.
func decodeCalendar(body []byte) (document *ical.Calendar, err error) {
	defer func() {
		if r := recover(); r != nil {
			document, err = nil, fmt.Errorf("malformed line: %v", r)
		}
	}()
	if len(body) > maxCalendarBytes {
		return nil, errTooLarge
	}
	document, err = ical.NewDecoder(bytes.NewReader(body)).Decode()
	if err != nil {
		return nil, fmt.Errorf("decode: %w", err)
	}
	return document, nil
}

// mainEvent is the event to show.
func mainEvent(document *ical.Calendar) (*ical.Component, error) {
	events := eventsOf(document)
	if len(events) == 0 {
		return nil, errNoEvent
	}
	for _, event := range events {
		if event.Props.Get(ical.PropRecurrenceID) == nil {
			return event, nil
		}
	}
	return events[0], nil
}

func eventsOf(document *ical.Calendar) []*ical.Component {
	var events []*ical.Component
	for _, child := range document.Children {
		if child.Name == ical.CompEvent {
			events = append(events, child)
		}
	}
	return events
}

func (c *Calendar) readOut(document *ical.Calendar, event *ical.Component) {
	props := event.Props
	c.Method = strings.ToUpper(value(document.Props, ical.PropMethod))
	c.UID = value(props, ical.PropUID)
	c.Summary = value(props, ical.PropSummary)
	c.Location = value(props, ical.PropLocation)
	c.URL = value(props, ical.PropURL)
	c.Status = strings.ToUpper(value(props, ical.PropStatus))
	c.Description = value(props, ical.PropDescription)
	c.Recurrence = value(props, ical.PropRecurrenceRule)
	c.readSequence(props)
	c.readTimes(props)
	for _, prop := range props.Values(ical.PropAttendee) {
		c.Attendees = append(c.Attendees, person(prop))
	}
	if organizer := props.Get(ical.PropOrganizer); organizer != nil {
		p := person(*organizer)
		c.Organizer = &p
	}
	for _, name := range slices.Sorted(maps.Keys(props)) {
		for _, prop := range props[name] {
			c.Properties = append(c.Properties, Property{Name: prop.Name, Params: prop.Params, Value: unescape(prop.Value)})
		}
	}
}

func (c *Calendar) readSequence(props ical.Props) {
	text := value(props, ical.PropSequence)
	if text == "" {
		return
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 {
		c.problem("SEQUENCE %q is not a whole number", text)
		return
	}
	c.Sequence = n
}

// readTimes reads when the event is. A time without zone is taken as UTC, which a calendar would not do.
func (c *Calendar) readTimes(props ical.Props) {
	start := props.Get(ical.PropDateTimeStart)
	if start == nil {
		return // checkDocument tells
	}
	c.AllDay = len(start.Value) == len("20060102")
	c.TZ = zoneOf(start)
	if c.TZ == "" && !c.AllDay {
		c.problem("DTSTART has neither Z nor TZID: everybody would see it at their own clock's time")
	}
	starts, err := start.DateTime(time.UTC)
	if err != nil {
		c.problem("DTSTART cannot be read: %v", err)
		return
	}
	c.Starts = c.written(starts)
	ends, err := endOf(props, starts)
	switch {
	case err != nil:
		c.problem("the end cannot be read: %v", err)
	case ends.Before(starts):
		c.problem("the event ends before it starts")
		fallthrough
	default:
		c.Ends = c.written(ends)
	}
}

func (c *Calendar) written(t time.Time) string {
	if c.AllDay {
		return t.Format(time.DateOnly)
	}
	return t.UTC().Format(time.RFC3339)
}

func zoneOf(prop *ical.Prop) string {
	if strings.HasSuffix(prop.Value, "Z") {
		return "UTC"
	}
	return prop.Params.Get(ical.PropTimezoneID)
}

// endOf is DTEND, or the start plus DURATION, or the start.
func endOf(props ical.Props, starts time.Time) (time.Time, error) {
	if end := props.Get(ical.PropDateTimeEnd); end != nil {
		return end.DateTime(time.UTC)
	}
	if duration := props.Get(ical.PropDuration); duration != nil {
		length, err := duration.Duration()
		return starts.Add(length), err
	}
	return starts, nil
}

// person reads an organizer or attendee.
func person(prop ical.Prop) Person {
	return Person{
		Address:  address(prop.Value),
		Name:     prop.Params.Get(ical.ParamCommonName),
		PartStat: strings.ToUpper(prop.Params.Get(ical.ParamParticipationStatus)),
		RSVP:     strings.EqualFold(prop.Params.Get(ical.ParamRSVP), "TRUE"),
		Role:     strings.ToUpper(prop.Params.Get(ical.ParamRole)),
	}
}

// address is the mail address of a CAL-ADDRESS, or its text if it is another kind of address.
func address(calAddress string) string {
	const scheme = "mailto:"
	if len(calAddress) >= len(scheme) && strings.EqualFold(calAddress[:len(scheme)], scheme) {
		return calAddress[len(scheme):]
	}
	return calAddress
}

// value is the unescaped text of a property, empty when it is absent.
func value(props ical.Props, name string) string {
	prop := props.Get(name)
	if prop == nil {
		return ""
	}
	return unescape(prop.Value)
}

// unescape undoes the escapes of RFC 5545 section 3.3.11. The library's own reading stops at the first comma that
// is not escaped, which is no way to treat a title.
func unescape(text string) string {
	return strings.NewReplacer(`\\`, `\`, `\n`, "\n", `\N`, "\n", `\,`, `,`, `\;`, `;`).Replace(text)
}
