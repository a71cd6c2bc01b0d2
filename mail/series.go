package mail

import (
	"strings"

	"mentorbot/core"
	"mentorbot/i18n"
)

// seriesLetter is the letter about a series as a whole, with every time of it.
func seriesLetter(texts *i18n.Localizer, mail core.CalendarMail, page string, heard bool) letter {
	facts, series, event, news := mail.Series, mail.Facts.Series, eventOf(mail), seriesNews(mail)
	name, mine := oneLine(facts.Other.Name()), facts.Viewer.Person.Location()
	summary := oneLine(texts.T("calendar.summary", "name", name, "title", seriesTitle(texts, facts)))
	repeats := repeats(texts, series)
	l := letter{
		Language: texts.Language(),
		Subject: texts.T("mail.series.subject."+news, "summary", summary, "repeats", lowerFirst(repeats),
			"date", texts.Date(facts.Sessions[0].StartsAt, mine)),
		Lead:   texts.T("mail.series.lead."+news+"."+seriesActor(mail, event), "name", name),
		Title:  summary,
		Rows:   seriesRows(texts, facts, event),
		Colon:  texts.T("mail.colon"),
		Notes:  []string{texts.T(calendarNote(event))},
		Page:   page,
		Open:   texts.T("mail.open"),
		Footer: texts.T("mail.footer", "program", oneLine(facts.Program.Name)),
	}
	if event == cancelled {
		if !facts.Moved() {
			l.Notes = append(l.Notes, texts.T("mail.note.rebook"))
		}
		return l
	}
	l.Rows = append(l.Rows, row{Label: texts.T("mail.label.length"), Value: texts.Duration(series.Minutes)})
	l.Rows = append(l.Rows, whereabouts(texts, facts.Session)...)
	l.Notes = append(l.Notes, texts.SeriesClock(series.Zone, mine), changeNote(texts, name, heard))
	if agenda := strings.TrimSpace(plain(facts.Session.Agenda)); agenda != "" {
		l.Agenda, l.Points = texts.T("mail.label.agenda"), agenda
	}
	return l
}

// seriesRows are how a series repeats, why it was cancelled, and every time of it.
func seriesRows(texts *i18n.Localizer, facts *core.SeriesFacts, event event) []row {
	series, mine := facts.Series, facts.Viewer.Person.Location()
	rows := []row{{Label: texts.T("mail.series.label.repeats"), Value: repeats(texts, series), Past: event == cancelled}}
	if last := facts.LastCancelled(); last != nil && event != booked && !facts.Moved() {
		rows = appendText(rows, texts.T("mail.label.reason"), last.Reason)
	}
	for _, session := range facts.Sessions {
		if session.State == core.SessionCancelled && event != cancelled {
			continue
		}
		label := texts.T("series.part", "n", session.Part, "count", series.Of(session.Part))
		rows = append(rows, row{Label: label, Value: span(texts, session.StartsAt, session.Minutes, mine), Past: session.State == core.SessionCancelled})
	}
	return rows
}

// seriesNews is what happened to a series: where it was moved, what became of this event in calendars.
func seriesNews(mail core.CalendarMail) string {
	event := eventOf(mail)
	switch {
	case !mail.Series.Moved():
		return string(event)
	case event == cancelled && mail.Series.Split:
		return "replaced"
	case event == cancelled:
		return string(event)
	case mail.Series.Split:
		return "rest"
	}
	return "moved"
}

// seriesActor is actorOf, with who moved a series instead of who booked it once.
func seriesActor(mail core.CalendarMail, event event) string {
	if mail.Series.Moved() {
		event = changed
	}
	return actorOf(mail, event)
}

// seriesTitle is the title of a session, or one for all where the plan gives them different ones.
func seriesTitle(texts *i18n.Localizer, facts *core.SeriesFacts) string {
	if facts.Mixed() {
		return texts.T("calendar.series")
	}
	return title(texts, facts.Session)
}

func repeats(texts *i18n.Localizer, s *core.Series) string {
	rule := s.Repeat()
	return texts.Repeats(string(s.Every), rule.Week(), rule.Weekday())
}

// lowerFirst writes our own words within a sentence.
func lowerFirst(text string) string {
	for i, r := range text {
		return strings.ToLower(string(r)) + text[i+len(string(r)):]
	}
	return text
}
