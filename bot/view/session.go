package view

import (
	"time"

	"github.com/slack-go/slack"

	"mentorbot/core"
)

// SessionBooked tells one of the two that a session was booked. Drawn again later it shows what became of it.
func (f For) SessionBooked(s core.SessionFacts) Message { return f.sessionMessage("session.booked", s) }

// SessionMoved tells that a session has another time now, or other words only.
func (f For) SessionMoved(s core.SessionFacts) Message {
	if s.Session.MovedFrom.IsZero() {
		return f.sessionMessage("session.changed", s)
	}
	return f.sessionMessage("session.moved", s)
}

// SessionCancelled tells that a session will not take place, and why.
func (f For) SessionCancelled(s core.SessionFacts) Message {
	return f.sessionMessage("session.cancelled", s)
}

// SessionReminder tells how soon a session starts: Lead minutes from when it was sent.
func (f For) SessionReminder(s core.SessionFacts) Message {
	return f.sessionMessage("session.reminder", s)
}

// sessionMessage is the news under a prefix, the session as it is now, and the buttons that still work.
func (f For) sessionMessage(prefix string, s core.SessionFacts) Message {
	blocks := []slack.Block{
		header(f.L.T(prefix+".title", "name", s.Other.Name(), "lead", f.L.Duration(s.Lead))),
		section(lines(f.session(s), f.movedFrom(prefix, s))),
	}
	if note := lines(f.sessionNote(prefix, s), f.attendance(s)); note != "" {
		blocks = append(blocks, smallPrint(note))
	}
	switch {
	case s.Session.State == core.SessionCancelled && s.Session.Reason != "":
		blocks = append(blocks, section(quote(s.Session.Reason)))
	case s.Session.State == core.SessionBooked:
		blocks = append(blocks, f.sessionAgenda(s, prefix == "session.reminder")...)
	}
	if prefix == "session.cancelled" && s.Mentorship.Open() {
		return message(append(blocks, actions(f.button(ActionBookSession, "button.book", Meta{Mentorship: s.Mentorship.ID})))...)
	}
	blocks = append(blocks, f.sessionButtons(s)...)
	if prefix == "session.reminder" && s.Session.Number == 1 && s.Session.State == core.SessionBooked && !f.past(s.Session) {
		blocks = append(blocks, row(f.guideButton(s.Program, core.GuideFirstMeeting))...)
	}
	return message(blocks...)
}

// sessionTitleText is the session's own title, else the plan's for its kind; not escaped.
func (f For) sessionTitleText(s core.Session) string {
	if s.Title != "" {
		return s.Title
	}
	return f.planned(s.Kind)
}

func (f For) sessionTitle(s core.Session) string { return escape(f.sessionTitleText(s)) }

// session is a session in a few lines: what, with whom, when in the reader's zone and in the other's, how long, where.
func (f For) session(s core.SessionFacts) string {
	title := dotted(bold(f.L.T("session.with", "title", f.sessionTitle(s.Session), "name", name(s.Other))), f.part(s))
	if s.Session.State == core.SessionCancelled {
		return lines(title, struck(f.written(s.Session.StartsAt)))
	}
	return lines(
		title,
		dotted(f.instant(s.Session.StartsAt), f.L.Duration(s.Session.Minutes)),
		f.othersTime(s.Session.StartsAt, s.Other),
		f.place(s.Session),
	)
}

// movedFrom is the time a session had before it was moved, struck through, in the message that tells so.
func (f For) movedFrom(prefix string, s core.SessionFacts) string {
	if prefix != "session.moved" || s.Session.State == core.SessionCancelled || s.ChangedSince() {
		return ""
	}
	return f.L.T("session.previously", "time", struck(f.written(s.Session.MovedFrom)))
}

// struck crosses out a text that is safe for mrkdwn.
func struck(safe string) string { return "~" + safe + "~" }

// othersTime is a moment on the other person's clock; nothing when both clocks show the same.
func (f For) othersTime(at time.Time, other core.Card) string {
	theirs := other.Person.Location()
	_, mine := at.In(f.Loc).Zone()
	_, offset := at.In(theirs).Zone()
	if mine == offset {
		return ""
	}
	return f.L.T("session.others_time", "name", firstName(other), "time", f.L.Time(at, theirs))
}

func (f For) place(s core.Session) string {
	video := ""
	if s.Link != "" {
		video = link(s.Link, f.L.T("session.video"))
	}
	return dotted(escape(s.Place), video)
}

// sessionNote says what the message's title does not: who did it, what it was before, what happened since.
func (f For) sessionNote(prefix string, s core.SessionFacts) string {
	by := f.L.T("session.by_you")
	if s.By.ID != s.Viewer.Person.ID {
		by = f.L.T("session.by", "name", escape(s.By.Name))
	}
	switch {
	case s.Session.State == core.SessionCancelled:
		note := by
		if prefix != "session.cancelled" {
			note = f.L.T("session.cancelled_since")
		}
		return lines(dotted(note, f.late(s.Session)), f.along(s))
	case f.past(s.Session):
		return f.L.T("session.over")
	case prefix == "session.booked" && s.Session.Sequence > 0:
		return f.L.T("session.moved_since")
	case prefix == "session.reminder":
		return ""
	case s.ChangedSince(): // by somebody who may be another one than who did what this message tells
		return f.L.T("session.changed_since")
	}
	return dotted(by, f.reaches(s.Calendar))
}

// reaches says how the session gets into the viewer's calendar.
func (f For) reaches(c core.CalendarSettings) string {
	switch c.Way {
	case core.CalendarByFeed:
		return f.L.T("session.calendar.feed")
	case core.CalendarByFile:
		return f.L.T("session.calendar.file")
	case core.CalendarByHand:
		return ""
	}
	return f.L.T("session.calendar.mail")
}

// along says how many of its series were cancelled together with a session.
func (f For) along(s core.SessionFacts) string {
	if s.Along == 0 {
		return ""
	}
	return f.L.N("session_cancel.along", s.Along)
}

func (f For) late(s core.Session) string {
	if !s.Late {
		return ""
	}
	return f.L.T("session.late")
}

// past reports whether the session's end is over at the instant drawn for.
func (f For) past(s core.Session) bool { return !f.Now.IsZero() && !f.Now.Before(s.EndsAt()) }

// sessionButtons are what can still be done: nothing for a session that is cancelled or over.
func (f For) sessionButtons(s core.SessionFacts) []slack.Block {
	if s.Session.State != core.SessionBooked || f.past(s.Session) {
		return nil
	}
	m := Meta{Session: s.Session.ID}
	subject := dotted(f.sessionTitleText(s.Session), f.date(s.Session.StartsAt))
	join := f.linkButton(ActionJoinSession, "button.join", s.Session.Link)
	if join != nil {
		join = primary(about(join, subject))
	}
	return row(join, f.attend(s, subject),
		f.sessionAgendaButton(s), f.sessionNotesButton(s),
		about(f.button(ActionMoveSession, "button.move", m), subject),
		about(f.button(ActionCancelSession, "button.cancel_session", m), subject))
}

// Sessions answers `/mentor sessions`: what is booked, and with whom more can be.
func (f For) Sessions(a core.Agenda) Message {
	return message(f.guard(f.agenda(a), maxMessageBlocks)...)
}

// SessionsModal is the same list opened from a button.
func (f For) SessionsModal(a core.Agenda) slack.ModalViewRequest {
	return f.modal(PageSessions, "sessions", f.agenda(a))
}

func (f For) agenda(a core.Agenda) []slack.Block {
	blocks := append(f.toCheckIn(a.ToCheckIn), f.openTimes(a.Times)...)
	blocks = append(blocks, header(f.L.T("sessions.upcoming")))
	if len(a.Sessions) == 0 {
		blocks = append(blocks, section(f.L.T("sessions.none")))
	}
	for _, s := range a.Sessions {
		blocks = append(blocks, section(lines(f.session(s), f.pointCount(s))))
		blocks = append(blocks, f.sessionButtons(s)...)
	}
	for _, m := range a.Mentorships {
		if !m.Mentorship.Open() {
			continue
		}
		book := about(f.button(ActionBookSession, "button.book", Meta{Mentorship: m.Mentorship.ID}), m.Other.Name())
		blocks = append(blocks, divider(), sectionWith(f.L.T("sessions.book_with", "name", bold(name(m.Other)),
			"number", m.NextNumber, "title", f.planned(m.NextPlanned.Kind)), book))
	}
	return blocks
}
