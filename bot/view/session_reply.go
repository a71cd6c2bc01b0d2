package view

import (
	"github.com/slack-go/slack"

	"mentorbot/core"
)

// attendance says what the other one answered, and what the viewer did. Who set the time has said so above.
func (f For) attendance(s core.SessionFacts) string {
	if s.Session.State != core.SessionBooked || f.past(s.Session) {
		return ""
	}
	theirs, mine := "", ""
	if s.Theirs.Attendance != "" && s.By.ID != s.Other.Person.ID {
		theirs = f.L.T("session.attendance."+string(s.Theirs.Attendance), "name", name(s.Other))
	}
	if s.Mine.Attendance != "" && s.By.ID != s.Viewer.Person.ID {
		mine = f.L.T("session.attendance_own." + string(s.Mine.Attendance))
	}
	return dotted(theirs, mine)
}

// attend is the button to say that one comes; nil for whoever has.
func (f For) attend(s core.SessionFacts, subject string) *slack.ButtonBlockElement {
	if s.Mine.Attendance == core.AttendanceYes {
		return nil
	}
	return about(f.button(ActionAttend, "button.attend", Meta{Session: s.Session.ID}), subject)
}

// SessionDeclined asks somebody whose calendar declined a session what is to become of it.
func (f For) SessionDeclined(s core.SessionFacts) Message {
	if s.Session.State != core.SessionBooked || s.Mine.Attendance != core.AttendanceNo {
		return f.settled("session.declined.title", s)
	}
	blocks := []slack.Block{
		header(f.L.T("session.declined.title", "name", s.Other.Name())),
		section(f.session(s)),
		section(f.L.T("session.declined.text", "name", name(s.Other))),
	}
	return message(append(blocks, f.sessionButtons(s)...)...)
}

// SessionProposed tells that the other one would rather meet at another time.
func (f For) SessionProposed(s core.SessionFacts) Message {
	if s.Session.State != core.SessionBooked || s.Theirs.Proposed.IsZero() {
		return f.settled("session.proposed.title", s)
	}
	blocks := []slack.Block{
		header(f.L.T("session.proposed.title", "name", s.Other.Name())),
		section(f.session(s)),
		section(lines(
			f.L.T("session.proposed.text", "name", name(s.Other)),
			bold(dotted(f.instant(s.Theirs.Proposed), f.L.Duration(s.Theirs.Minutes))),
		)),
	}
	take := primary(f.button(ActionTakeProposal, "button.take_proposal", Meta{Session: s.Session.ID}))
	return message(append(blocks, row(take, f.button(ActionAttend, "button.keep_time", Meta{Session: s.Session.ID}))...)...)
}

// SessionKept tells who proposed another time that the other one would rather keep to this one.
func (f For) SessionKept(s core.SessionFacts) Message { return f.sessionMessage("session.kept", s) }

// settled is a question that needs no answer any more: the session as it is now.
func (f For) settled(title string, s core.SessionFacts) Message {
	return message(header(f.L.T(title, "name", s.Other.Name())), section(f.session(s)), smallPrint(f.L.T("session.settled")))
}
