package mail

import (
	"bytes"
	_ "embed"
	"fmt"
	htmltemplate "html/template"
	"strings"
	texttemplate "text/template"
	"time"

	"mentorbot/core"
	"mentorbot/i18n"
)

//go:embed letter.html.tmpl
var htmlSource string

//go:embed letter.txt.tmpl
var textSource string

// letter is the part of a mail people read, with every word in place.
type letter struct {
	Language string // BCP 47
	Subject  string
	Lead     string // what happened, in one sentence
	Title    string
	Rows     []row
	Colon    string // between a label and its value, as the language sets it
	Agenda   string // label
	Points   string // the agenda itself; may have several lines
	Notes    []string
	Buttons  []button
	Page     string
	Open     string // label of the link to the page
	Footer   string
}

// button leads to a page where one thing can be done.
type button struct{ Label, Address string }

// row is one labelled fact.
type row struct {
	Label, Value string
	Link         string // web address behind the value, if it is one
	Past         bool   // no longer true, shown struck through
}

// newLetter writes about a session or a series; heard says whether what calendars answer is taken.
func newLetter(texts *i18n.Localizer, mail core.CalendarMail, page string, heard bool) letter {
	if mail.Series != nil {
		return seriesLetter(texts, mail, page, heard)
	}
	facts := mail.Facts
	event := eventOf(mail)
	name := oneLine(facts.Other.Name())
	summary := oneLine(texts.T("calendar.summary", "name", name, "title", title(texts, facts.Session)))
	date := texts.Date(facts.Session.StartsAt, facts.Viewer.Person.Location())
	l := letter{
		Language: texts.Language(),
		Subject:  texts.T("mail.subject."+string(event), "summary", summary, "date", date),
		Lead:     texts.T("mail.lead."+string(event)+"."+actorOf(mail, event), "name", name),
		Title:    summary,
		Rows:     rows(texts, mail, event),
		Colon:    texts.T("mail.colon"),
		Notes:    []string{texts.T(calendarNote(event))},
		Page:     page,
		Open:     texts.T("mail.open"),
		Footer:   texts.T("mail.footer", "program", oneLine(facts.Program.Name)),
	}
	if facts.Series != nil {
		l.Notes = append(l.Notes, texts.T("mail.series.note.one"))
	}
	if event == cancelled {
		l.Notes = append(l.Notes, texts.T("mail.note.rebook"))
		return l
	}
	l.Notes = append(l.Notes, changeNote(texts, name, heard))
	if agenda := strings.TrimSpace(plain(facts.Session.Agenda)); agenda != "" {
		l.Agenda, l.Points = texts.T("mail.label.agenda"), agenda
	}
	return l
}

// changeNote says where a session is changed, and what becomes of an answer given in the reader's calendar.
func changeNote(texts *i18n.Localizer, name string, heard bool) string {
	if heard {
		return texts.T("mail.note.change_heard", "name", name)
	}
	return texts.T("mail.note.change", "name", name)
}

// event is what happened to the session, as far as the reader is concerned.
type event string

const (
	booked    event = "booked"
	changed   event = "changed"
	cancelled event = "cancelled"
)

func eventOf(mail core.CalendarMail) event {
	switch {
	case mail.Method == core.CalendarCancel:
		return cancelled
	case mail.First:
		return booked
	}
	return changed
}

// calendarNote is the key of the text that says what the reader's calendar does with the mail.
func calendarNote(event event) string {
	switch event {
	case cancelled:
		return "mail.note.cancelled"
	case changed:
		return "mail.note.changed"
	}
	return "mail.note.booked"
}

// actorOf says who did it, seen from the reader: "you", "other" or "neither". A reader who hears of a session for the first time is
// told who booked it, even when it was changed since.
func actorOf(mail core.CalendarMail, event event) string {
	actor := mail.Facts.By.ID
	if event == booked {
		actor = mail.Facts.Session.BookedBy
	}
	switch actor {
	case mail.Facts.Viewer.Person.ID:
		return "you"
	case mail.Facts.Other.Person.ID:
		return "other"
	}
	return "neither"
}

// title is the session's own title, else that of its place in the programme's plan.
func title(texts *i18n.Localizer, session core.Session) string {
	if own := oneLine(session.Title); own != "" {
		return own
	}
	return texts.T("session_kind." + string(session.Kind))
}

func rows(texts *i18n.Localizer, mail core.CalendarMail, event event) []row {
	facts, session := mail.Facts, mail.Facts.Session
	mine, theirs := facts.Viewer.Person.Location(), facts.Other.Person.Location()
	all := []row{{Label: texts.T("mail.label.when"), Value: span(texts, session.StartsAt, session.Minutes, mine), Past: event == cancelled}}
	if series := facts.Series; series != nil {
		part := texts.T("series.part", "n", session.Part, "count", series.Of(session.Part))
		all = append(all, row{Label: texts.T("mail.series.label.part"), Value: part})
	}
	if event == cancelled {
		return appendText(all, texts.T("mail.label.reason"), session.Reason)
	}
	if event == changed && !session.MovedFrom.IsZero() {
		all = append(all, row{Label: texts.T("mail.label.previously"), Value: texts.Time(session.MovedFrom, mine), Past: true})
	}
	if offset(session.StartsAt, mine) != offset(session.StartsAt, theirs) {
		label := texts.T("mail.label.for", "name", oneLine(facts.Other.Name()))
		all = append(all, row{Label: label, Value: span(texts, session.StartsAt, session.Minutes, theirs)})
	}
	all = append(all, row{Label: texts.T("mail.label.length"), Value: texts.Duration(session.Minutes)})
	return append(all, whereabouts(texts, session)...)
}

// whereabouts are the place and the video room.
func whereabouts(texts *i18n.Localizer, session core.Session) []row {
	all := appendText(nil, texts.T("mail.label.place"), session.Place)
	if link := oneLine(session.Link); link != "" {
		all = append(all, row{Label: texts.T("mail.label.video"), Value: link, Link: link})
	}
	return all
}

func appendText(rows []row, label, text string) []row {
	if text = oneLine(text); text == "" {
		return rows
	}
	return append(rows, row{Label: label, Value: text})
}

// span writes date, start, end and zone as the clocks at a place show them. The distance from UTC stands beside the zone's name:
// abbreviations are not unique in the world.
func span(texts *i18n.Localizer, start time.Time, minutes int, place *time.Location) string {
	end := start.Add(time.Duration(minutes) * time.Minute)
	zone := texts.Zone(start, place)
	// A zone without a name of its own is written as its distance from UTC.
	if distance := texts.Zone(start, time.FixedZone("+", offset(start, place))); distance != zone && zone != "UTC" {
		zone += ", " + distance
	}
	return texts.T("mail.span", "date", texts.Date(start, place), "start", texts.Clock(start, place),
		"end", texts.Clock(end, place), "zone", zone)
}

// offset is the distance from UTC in seconds.
func offset(at time.Time, place *time.Location) int {
	_, seconds := at.In(place).Zone()
	return seconds
}

// render writes the letter as plain text and as HTML.
func (l letter) render() (text, html string, err error) {
	textTemplate, err := texttemplate.New("text").Parse(textSource)
	if err != nil {
		return "", "", fmt.Errorf("read text template: %w", err)
	}
	htmlTemplate, err := htmltemplate.New("html").Parse(htmlSource)
	if err != nil {
		return "", "", fmt.Errorf("read HTML template: %w", err)
	}
	var textOut, htmlOut bytes.Buffer
	if err := textTemplate.Execute(&textOut, l); err != nil {
		return "", "", fmt.Errorf("write text: %w", err)
	}
	if err := htmlTemplate.Execute(&htmlOut, l); err != nil {
		return "", "", fmt.Errorf("write HTML: %w", err)
	}
	return textOut.String(), htmlOut.String(), nil
}
