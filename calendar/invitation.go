package calendar

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/emersion/go-ical"

	"mentorbot/core"
	"mentorbot/i18n"
)

const (
	productID = "-//Mentorbot//Mentorbot//EN"
	utcFormat = "20060102T150405Z"
)

var errIncomplete = errors.New("calendar mail without method, UID or time stamp")

// Renderer writes scheduling messages in the recipient's language.
type Renderer struct {
	Texts *i18n.Catalogue
	// Page is the web address where the recipient sees and changes the session. nil or an empty answer leaves it out.
	Page func(core.SessionFacts) string
}

// Render writes the whole iCalendar object of one mail or file: a REQUEST that books or updates the recipient's event, a CANCEL that
// removes it, or a PUBLISH to be opened by hand. The errors are permanent ones: nothing but other input helps.
func (r Renderer) Render(mail core.CalendarMail) ([]byte, error) {
	content, err := r.encode(mail)
	if err != nil {
		return nil, &core.PermanentError{Err: fmt.Errorf("render calendar mail: %w", err)}
	}
	return content, nil
}

// encode writes to memory first: the encoder checks as it goes, and half a calendar must not leave the house.
func (r Renderer) encode(mail core.CalendarMail) ([]byte, error) {
	event, err := r.event(mail)
	if err != nil {
		return nil, err
	}
	calendar := newCalendar()
	if mail.Method != core.CalendarPublish || mail.Copy.Organizer != "" { // which has to be named where there is a method (RFC 5546 section 3.2.1)
		set(calendar.Props, ical.PropMethod, string(mail.Method))
	}
	switch {
	case mail.Series != nil:
		if calendar.Children, err = r.series(mail); err != nil {
			return nil, err
		}
	case mail.Copy.Series != "":
		calendar.Children = occurrence(mail, event)
	default:
		calendar.Children = append(calendar.Children, event)
	}
	return written(calendar)
}

func newCalendar() *ical.Calendar {
	calendar := ical.NewCalendar()
	set(calendar.Props, ical.PropVersion, "2.0")
	set(calendar.Props, ical.PropProductID, productID)
	set(calendar.Props, ical.PropCalendarScale, "GREGORIAN")
	return calendar
}

func written(calendar *ical.Calendar) ([]byte, error) {
	var content bytes.Buffer
	if err := ical.NewEncoder(&content).Encode(calendar); err != nil {
		return nil, fmt.Errorf("encode: %w", err)
	}
	return fold(content.Bytes()), nil
}

func (r Renderer) event(mail core.CalendarMail) (*ical.Component, error) {
	status, ok := map[core.CalendarMethod]string{core.CalendarRequest: "CONFIRMED", core.CalendarCancel: "CANCELLED", core.CalendarPublish: "CONFIRMED"}[mail.Method]
	if mail.Method == core.CalendarPublish && mail.Facts.Session.State == core.SessionCancelled {
		status = "CANCELLED"
	}
	if !ok || mail.Copy.UID == "" || mail.Copy.StampedAt.IsZero() {
		return nil, errIncomplete
	}
	event := r.happening(mail.Facts, mail.Copy.UID, status)
	set(event.Props, ical.PropSequence, strconv.Itoa(mail.Copy.Sequence))
	set(event.Props, ical.PropDateTimeStamp, utc(mail.Copy.StampedAt))
	if err := r.attend(event.Props, mail); err != nil {
		return nil, err
	}
	return event, nil
}

// happening is the event without who sends it to whom, and without its version.
func (r Renderer) happening(facts core.SessionFacts, uid, status string) *ical.Component {
	event := ical.NewComponent(ical.CompEvent)
	set(event.Props, ical.PropUID, cleanLine(uid))
	set(event.Props, ical.PropDateTimeStart, utc(facts.Session.StartsAt))
	set(event.Props, ical.PropDateTimeEnd, utc(facts.Session.EndsAt()))
	set(event.Props, ical.PropStatus, status)
	set(event.Props, ical.PropTransparency, "OPAQUE")
	set(event.Props, ical.PropClass, "PRIVATE")
	r.describe(event.Props, facts)
	return event
}

// describe writes what people read in their calendar. A neutral entry leads to Slack and tells nothing: calendars are looked at in meeting
// rooms and by assistants.
func (r Renderer) describe(props ical.Props, facts core.SessionFacts) {
	page, link := "", cleanURL(facts.Session.Link)
	texts := r.Texts.For(facts.Viewer.Person.Locale())
	if r.Page != nil {
		page = cleanURL(r.Page(facts))
	}
	summary := texts.T("calendar.summary", "name", facts.Other.Name(), "title", title(texts, facts.Session))
	about := description(texts, facts, page)
	if facts.Calendar.Neutral {
		summary, about = texts.T("calendar.neutral"), joined("\n", texts.T("calendar.change"), page)
		if facts.Session.State == core.SessionCancelled {
			about = page
		}
	}
	setText(props, ical.PropSummary, cleanLine(summary))
	setText(props, ical.PropDescription, cleanText(about))
	setText(props, ical.PropLocation, joined(" · ", cleanLine(facts.Session.Place), link))
	if link != "" && facts.Session.State == core.SessionBooked {
		conference := ical.NewProp("CONFERENCE") // RFC 7986 section 5.11; the value has no default type
		conference.Params.Set(ical.ParamValue, "URI")
		conference.Params.Set("FEATURE", "VIDEO")
		conference.Params.Set("LABEL", cleanParam(texts.T("calendar.video")))
		conference.Value = link
		props.Set(conference)
	}
	if page != "" {
		set(props, ical.PropURL, page)
	}
}

// title is the session's own title, else that of its place in the programme's plan.
func title(texts *i18n.Localizer, session core.Session) string {
	if session.Title != "" {
		return session.Title
	}
	return texts.T("session_kind." + string(session.Kind))
}

func description(texts *i18n.Localizer, facts core.SessionFacts, page string) string {
	intro := texts.T("calendar.about", "program", facts.Program.Name, "name", facts.Other.Name())
	if facts.Session.State == core.SessionCancelled {
		reason := ""
		if facts.Session.Reason != "" {
			reason = texts.T("calendar.reason", "reason", facts.Session.Reason)
		}
		return joined("\n\n", intro, reason)
	}
	link, agenda := "", ""
	if address := cleanURL(facts.Session.Link); address != "" {
		link = texts.T("calendar.video") + "\n" + address
	}
	if facts.Session.Agenda != "" {
		agenda = texts.T("calendar.agenda") + "\n" + facts.Session.Agenda
	}
	return joined("\n\n", intro, link, agenda, joined("\n", texts.T("calendar.change"), page))
}

// attend names the product as organiser and the recipient as the only attendee; a file has none, so that nobody's calendar asks for an answer.
func (r Renderer) attend(props ical.Props, mail core.CalendarMail) error {
	viewer, other := mail.Facts.Viewer, mail.Facts.Other
	if mail.Method == core.CalendarPublish && mail.Copy.Organizer == "" {
		return nil
	}
	from, err := mailto(mail.Copy.Organizer)
	if err != nil {
		return fmt.Errorf("organiser: %w", err)
	}
	organizer := set(props, ical.PropOrganizer, from)
	via := r.Texts.For(viewer.Person.Locale()).T("mail.via", "name", other.Name())
	organizer.Params.Set(ical.ParamCommonName, cleanParam(via))
	if mail.Method == core.CalendarPublish {
		return nil
	}
	to, err := mailto(mail.Copy.Address)
	if err != nil {
		return fmt.Errorf("attendee: %w", err)
	}
	attendee := set(props, ical.PropAttendee, to)
	attendee.Params.Set(ical.ParamCommonName, cleanParam(viewer.Name()))
	attendee.Params.Set(ical.ParamCalendarUserType, "INDIVIDUAL")
	attendee.Params.Set(ical.ParamRole, "REQ-PARTICIPANT")
	if mail.Method == core.CalendarCancel {
		return nil // there is nothing to answer
	}
	status, ask := answered(mail.Facts.Mine.Attendance)
	attendee.Params.Set(ical.ParamParticipationStatus, status)
	attendee.Params.Set(ical.ParamRSVP, ask)
	return nil
}

// answered is what an attendee has said so far, and whether to ask them: an event that is sent again must not forget their answer.
func answered(a core.Attendance) (status, ask string) {
	switch a {
	case core.AttendanceYes:
		return "ACCEPTED", "FALSE"
	case core.AttendanceMaybe:
		return "TENTATIVE", "TRUE"
	case core.AttendanceNo:
		return "DECLINED", "TRUE"
	}
	return "NEEDS-ACTION", "TRUE"
}

func utc(t time.Time) string { return t.UTC().Format(utcFormat) }

// set writes a value that is not TEXT as it is; the encoder's own setter would mark and escape it as text.
func set(props ical.Props, name, value string) *ical.Prop {
	prop := ical.NewProp(name)
	prop.Value = value
	props.Set(prop)
	return props.Get(name)
}

func setText(props ical.Props, name, text string) {
	if text != "" {
		props.SetText(name, text)
	}
}

// joined joins what is not empty.
func joined(separator string, parts ...string) string {
	var kept []string
	for _, part := range parts {
		if part != "" {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, separator)
}
