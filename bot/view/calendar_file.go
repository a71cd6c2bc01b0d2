package view

import (
	"strconv"
	"time"

	"mentorbot/core"
)

// CalendarFile is a file to be opened with a calendar. Its name tells one event and one state of it from others.
func (f For) CalendarFile(m core.CalendarMail, ics string) Document {
	id, title := string(m.Facts.Session.ID), f.L.T("calendar_file.title", "name", inline(m.Facts.Other.Name()))
	if m.Series != nil {
		id, title = string(m.Facts.Series.ID), f.L.T("calendar_file.title_series", "name", inline(m.Facts.Other.Name()))
	}
	day := m.Facts.Session.StartsAt.In(f.Loc).Format(time.DateOnly)
	return Document{
		Name:  fileName(f.L.T("calendar_file.name"), day, id[max(0, len(id)-8):], strconv.Itoa(m.Copy.Sequence)) + ".ics",
		Title: title, Text: ics, Words: f.calendarFileWords(m),
	}
}

// CalendarFileLink leads to the file where it cannot come as one. Without an address it says what else can be done.
func (f For) CalendarFileLink(m core.CalendarMail, address string, until time.Time) Message {
	open := f.linkButton(ActionOpenCalendarFile, "button.calendar_file", address)
	if open == nil {
		return message(section(f.L.T("calendar_file.no_files", "name", bold(name(m.Facts.Other)))), actions(f.button(ActionOpenSettings, "button.settings", Meta{})))
	}
	return message(section(f.calendarFileWords(m)), actions(about(open, m.Facts.Other.Name())),
		smallPrint(f.L.T("calendar_file.link_until", "time", f.instant(until))))
}

// calendarFileWords say what the file is about and what to do with it.
func (f For) calendarFileWords(m core.CalendarMail) string {
	who, when := bold(name(m.Facts.Other)), f.instant(m.Facts.Session.StartsAt)
	gone, changed := m.Facts.Session.State == core.SessionCancelled, m.Copy.Sequence > 0
	switch {
	case m.Series != nil && gone:
		return f.L.T("calendar_file.series_cancelled", "name", who)
	case m.Series != nil && changed:
		return f.L.T("calendar_file.series_changed", "name", who)
	case m.Series != nil:
		return f.L.T("calendar_file.series_booked", "name", who)
	case gone:
		return f.L.T("calendar_file.cancelled", "name", who, "time", when)
	case changed:
		return f.L.T("calendar_file.changed", "name", who, "time", when)
	}
	return f.L.T("calendar_file.booked", "name", who, "time", when)
}
