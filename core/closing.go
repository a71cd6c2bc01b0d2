package core

import "time"

// Closing is how far the orderly end of a mentorship is. A mentorship does not end by itself: it does on the planned day when one of the two
// has said so, and otherwise goes on until one of them ends it.
type Closing struct {
	NextAt    time.Time // when the two are to be reminded of the planned end, or that end comes, or a hold is over; zero when nothing is to come
	AgreedBy  PersonID  // who said that it ends as planned; empty while nobody did
	Extension Extension
}

// Extension is a later end one of the two proposes to the other.
type Extension struct {
	Number int       // counts what was proposed in this mentorship, from 1; 0 for never anything
	By     PersonID  // who proposes it; empty when nothing waits for an answer
	Until  time.Time // the end that is proposed
}

// MaxExtensionWeeks bounds how much longer the two go on at a time.
const MaxExtensionWeeks = 52

// ExtensionWeeks are the lengths that are offered.
func ExtensionWeeks() []int { return []int{2, 4, 8, 13, 26} }

// Extends reports whether a later end waits for an answer. One that has come meanwhile does not.
func (m *Mentorship) Extends(now time.Time) bool {
	e := m.Closing.Extension
	return m.Open() && e.By != "" && e.Until.After(now)
}

// EndReached reports whether the planned end has come. While a mentorship is on hold it does not come nearer.
func (m *Mentorship) EndReached(now time.Time) bool {
	if since := m.Hold.Since; !since.IsZero() && now.After(since) {
		now = since
	}
	return !m.PlannedEnd.IsZero() && !now.Before(m.PlannedEnd)
}

// ExtendedBy is the end of a mentorship that goes on some weeks longer: than planned, or from now on where that day has passed.
func (m *Mentorship) ExtendedBy(weeks int, now time.Time) time.Time {
	from := m.PlannedEnd
	if m.EndReached(now) {
		from = now
	}
	return from.AddDate(0, 0, 7*weeks)
}

// remindOfEnd is when the two are reminded of the planned end; zero for never.
func (p Policy) remindOfEnd(m *Mentorship) time.Time {
	if p.EndReminderDays == 0 || m.PlannedEnd.IsZero() {
		return time.Time{}
	}
	return m.PlannedEnd.AddDate(0, 0, -p.EndReminderDays)
}

// planClosing sets what comes next: the reminder, or, where it would be too late for one, the planned end.
func (m *Mentorship) planClosing(policy Policy, now time.Time) {
	m.Closing.NextAt = m.PlannedEnd
	if at := policy.remindOfEnd(m); at.After(now) {
		m.Closing.NextAt = at
	}
}

// closingDue reports whether somebody is to be told of the planned end: the reminder is for those who have not said anything about it yet.
func (m *Mentorship) closingDue(notice NoticeKind, to PersonID, now time.Time) bool {
	asked := m.Extends(now) && m.Closing.Extension.By != to
	switch notice {
	case NoticeClosing:
		spoke := m.Closing.AgreedBy == to || m.Extends(now) && !asked
		return m.Open() && !m.EndReached(now) && !spoke
	case NoticePlannedEnd:
		return m.Open() && m.EndReached(now)
	case NoticeExtension:
		return asked
	}
	return m.Open()
}

// ClosingState is how it stands with the end of a mentorship for one of the two; words are in the catalogue under "closing.state.<key>".
type ClosingState string

// The states of a mentorship that goes on.
const (
	ClosingAsked       ClosingState = "asked"         // the other one proposes a later end
	ClosingProposed    ClosingState = "proposed"      // the viewer proposes one
	ClosingKeptByYou   ClosingState = "kept_by_you"   // it ends as planned: the viewer said so
	ClosingKeptByOther ClosingState = "kept_by_other" // the other one did
	ClosingAhead       ClosingState = "ahead"         // nobody has said anything
	ClosingReached     ClosingState = "reached"       // the planned end has come, and it goes on
)

// Closing tells the viewer how it stands with the end.
func (f *MentorshipFacts) Closing(now time.Time) ClosingState {
	c, viewer := f.Mentorship.Closing, f.Viewer.Person.ID
	switch {
	case f.Mentorship.Extends(now) && c.Extension.By != viewer:
		return ClosingAsked
	case f.Mentorship.Extends(now):
		return ClosingProposed
	case f.Mentorship.EndReached(now):
		return ClosingReached
	case c.AgreedBy == "":
		return ClosingAhead
	case c.AgreedBy == viewer:
		return ClosingKeptByYou
	}
	return ClosingKeptByOther
}
